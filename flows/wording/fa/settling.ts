import type { settling as source } from "../en/settling.ts";

/** Put right without an agreement, in Persian. */
export const settling: Readonly<Record<keyof typeof source, string>> = {
  "card.settled": "به گفتهٔ {who} ({firm}) درست شد، {at}:",
  "waiting.settled": "گفتن این‌که خوب است یا نه",
  "waiting.again": "درست کردن آنچه کم است",
  "ask.settled": "{firm} می‌گوید درست شده است. خوب است؟",
  "ask.settled.body": "این را {who} می‌گوید. اگر چیزی کم باشد، کار به آنان برمی‌گردد.",
  "ask.again": "هنوز چیزی کم است",
  "notice.settled": "به گفتهٔ {who}، {case} درست شد:",
  "notice.settled-sent-back": "به گفتهٔ {who} هنوز کامل نیست:",

  "action.say-settled": "درست شد…",
  "action.settled-good": "بله، همه‌چیز خوب است",
  "action.settled-not-quite": "هنوز کامل نیست…",

  "form.say-settled":
    "تلفنی، در محل یا همان لحظه: یک سطر کافی است. از {firm} پرسیده می‌شود که خوب است یا نه، و «بله» از سوی آن پرونده را می‌بندد.",

  "field.settled": "به چه نتیجه‌ای رسیدید، یا چه کاری انجام شد؟",

  "done.say-settled": "ثبت شد. از {firm} پرسیده شد که خوب است یا نه.",

  "reject.word-awaited": "گفته شده که درست شد. نخست {firm} می‌گوید خوب است یا نه.",
  "reject.no-word-awaited": "دیگر پرسش این نیست. کارت پرونده نشان می‌دهد وضعیت چیست.",
  "reject.others-word": "{firm} می‌گوید خوب است یا نه.",
  "reject.promises-settle": "هر دو شرکت امضا کرده‌اند: پرونده با تعهدهای توافق پایان می‌یابد.",
  "waiting.spoken": "خواندن نتیجهٔ گفت‌وگو",
  "ask.spoken": "در گفت‌وگو به همین نتیجه رسیدید؟",
  "ask.spoken.body": "{who} ({firm}) پس از گفت‌وگو نوشت، {at}:",
  "card.spoken": "نتیجهٔ گفت‌وگو ({who}، {at}):",
  "spoken.agreed": "{who} همین را می‌گوید.",
  "spoken.differs": "{who} آن را طور دیگری به یاد دارد:",
  "spoken.unread": "شرکت دیگر هنوز نخوانده است",
  "action.note-spoken": "صحبت کردیم و به نتیجه رسیدیم…",
  "action.spoken-so": "درست است",
  "action.spoken-not": "نه دقیقاً…",
  "form.note-spoken": "یک سطر کافی است. شرکت دیگر آن را می‌خواند و می‌گوید همین بوده یا نه؛ پرونده ادامه دارد.",
  "field.spoken": "به چه نتیجه‌ای رسیدید؟",
  "field.spoken-words": "شما چگونه به یاد دارید؟",
  "reject.enough-spoken": "چند نکته منتظر خواندن شرکت دیگر است.",
  "reject.spoken-gone": "نکته‌های تازه‌تری جای آن را گرفته‌اند.",
  "reject.own-spoken": "شرکت خودتان این را نوشت؛ {firm} آن را می‌خواند.",
};
