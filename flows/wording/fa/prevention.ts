import type { prevention as source } from "../en/prevention.ts";

/** Measures, in Persian. */
export const prevention: Readonly<Record<keyof typeof source, string>> = {
  "waiting.lesson": "گفتن این‌که چه چیزی پیشگیری می‌کند",
  "ask.lesson": "چه چیزی جلویش را می‌گرفت؟",
  "ask.lesson.body":
    "کدام آزمون یا بازرسی پیش از ارسال آن را نشان می‌داد، و اکنون انجام می‌شود؟ یک اقدام، با یک عهده‌دار؛ بعداً می‌پرسیم که نتیجه داد یا نه.",
  "notice.measure": "برای آن‌که بازنگردد، {who} این را پی می‌گیرد:",
  "notice.measure-yours": "{who} این اقدام را به شما سپرد:",

  "action.measure": "تعیین یک اقدام…",

  "field.measure": "چه چیزی جلویش را می‌گیرد؟",
  "field.owner": "چه کسی آن را پی می‌گیرد؟",

  "waiting.measure": "گفتن این‌که اقدام اجرا شده یا نه",
  "why.measure": "تا در حد نیت خوب نماند.",
  "ask.measure": "اجرا شده است؟",
  "measure.done": "اجراشده از {at}",
  "measure.due": "تا {at}",
  "closing.measure.sign": "برای آن‌که زودتر دیده شود:",
  "notice.measure-sign": "برای آن‌که زودتر دیده شود، {who} مراقب این است:",
  "notice.measure-done": "به گفتهٔ {who} انجام شد:",
  "notice.measure-moved": "به گفتهٔ {who} در تاریخی دیگر:",

  "action.measure-done": "اجرا شده است…",
  "action.measure-done-number": "اقدام {number} اجرا شده است…",
  "action.measure-later": "تاریخی دیگر…",

  "field.measure-due": "تا چه زمانی اجرا می‌شود؟",
  "field.measure-done": "همین حالا هم انجام می‌شود",
  "field.measure-with": "با چه: سابقه، عکس، گام تازه؟",

  "hint.measure-due": "اگر خالی بماند: دو هفتهٔ دیگر.",

  "reject.unreadable-due": "در «{text}» روزی پیدا نکردم. برای نمونه: ۱۳ آذر ۱۴۰۵",
  "reject.unknown-measure": "این اقدام در این پرونده نیست.",
  "reject.measure-is-theirs": "این اقدام را {firm} پی می‌گیرد و می‌گوید چه زمانی اجرا شده است.",

  "reject.enough-measures": "هشت اقدام نوشته شده است.",
  "closing.measure.not-in-place": "هنوز اجرا نشده:",
};
