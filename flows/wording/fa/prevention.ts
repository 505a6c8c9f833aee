import type { prevention as source } from "../en/prevention.ts";

/** Measures, in Persian. */
export const prevention: Readonly<Record<keyof typeof source, string>> = {
  "waiting.lesson": "بگویید چه چیزی پیشگیری می‌کند",
  "ask.lesson": "چه چیزی جلویش را می‌گرفت؟",
  "ask.lesson.body":
    "کدام آزمون یا بازرسی پیش از ارسال آن را می‌گرفت، و اکنون انجام می‌شود؟ یک اقدام، با یک صاحب؛ بعداً می‌پرسیم که کارگر بود یا نه.",
  "notice.measure": "برای آن‌که بازنگردد، {who} این را پی می‌گیرد:",
  "notice.measure-yours": "{who} این اقدام را به شما سپرد:",

  "action.measure": "معرفی یک اقدام…",

  "field.measure": "چه چیزی جلویش را می‌گیرد؟",
  "field.owner": "چه کسی پی می‌گیرد؟",

  "waiting.measure": "بگویید اقدام برقرار شده یا نه",
  "why.measure": "تا تنها نیت خوب نماند.",
  "ask.measure": "برقرار شده است؟",
  "measure.done": "برقرار از {at}",
  "measure.due": "تا {at}",
  "closing.measure.sign": "برای آن‌که زودتر دیده شود:",
  "notice.measure-sign": "برای آن‌که زودتر دیده شود، {who} مراقب این است:",
  "notice.measure-done": "به گفتهٔ {who} برقرار شده است:",
  "notice.measure-moved": "به گفتهٔ {who} در تاریخی دیگر:",

  "action.measure-done": "برقرار شده است…",
  "action.measure-done-number": "اقدام {number} برقرار شده است…",
  "action.measure-later": "تاریخی دیگر…",

  "field.measure-due": "از کی انجام می‌شود؟",
  "field.measure-done": "همین حالا هم انجام می‌شود",
  "field.measure-with": "با چه: سابقه، عکس، گام تازه؟",

  "hint.measure-due": "اگر خالی بماند: دو هفتهٔ دیگر.",

  "reject.unreadable-due": "در «{text}» روزی نخواندم. برای نمونه: 2026-12-04",
  "reject.unknown-measure": "این اقدام در این پرونده نیست.",
  "reject.measure-is-theirs": "این اقدام را {firm} پی می‌گیرد و می‌گوید کی برقرار شده است.",

  "reject.enough-measures": "هشت اقدام هست.",
};
