import type { anytime as source } from "../en/anytime.ts";

/** What is possible at any time, in Persian. */
export const anytime: Readonly<Record<keyof typeof source, string>> = {
  "notice.noted": "یادداشت از {who}:",

  "action.note": "یادداشت برای شرکت من…",
  "action.share": "در میان گذاشتن با شرکت دیگر…",
  "action.snooze": "بعداً یادآوری شود…",

  "form.snooze": "پیش از آن یادآوری نمی‌شود. مهلت تغییر نمی‌کند.",
  "form.note": "فقط {firm} آن را می‌بیند.",
  "form.share": "هر دو شرکت دقیقاً آنچه را اینجا بنویسید می‌بینند و هیچ چیز دیگری از اتاق داخلی شما را نمی‌بینند.",

  "field.pause": "چه زمانی دوباره یادآوری کنم؟",
  "field.share": "آنچه شرکت دیگر باید بخواند",

  "done.snooze": "باشد. {due} دوباره یادآوری می‌کنم.",

  "reject.not-asked": "این منتظر شما نیست.",
  "action.need-until": "وقت می‌خواهم تا…",
  "form.need-until": "یک بار بگویید تا چه زمانی آماده می‌شود. {firm} آن را می‌خواند و یادآوری‌ها با تاریخ تازه پیش می‌روند.",
  "field.need-until": "تا کی؟",
  "field.need-until-why": "این زمان برای چه لازم است؟",
  "notice.need-until": "{who} تا <b>{at}</b> وقت می‌خواهد: {what}.",
  "reject.date-stays": "این تاریخ تغییر نمی‌کند: {at}.",
  "reject.not-later": "مهلت آن هم‌اکنون {at} است. زمان دیرتری انتخاب کنید.",
};
