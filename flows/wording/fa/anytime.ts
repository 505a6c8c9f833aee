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
  "action.off-record": "بدون ثبت…",
  "action.on-record": "دوباره با ثبت",
  "form.off-record": "در این مدت چیزی از گفت‌وگوها به پرونده افزوده نمی‌شود. هر دو شرکت باخبر می‌شوند؛ به پرسش‌ها مانند همیشه پاسخ داده می‌شود.",
  "field.off-record": "برای چه مدت؟",
  "off-record.30-minutes": "۳۰ دقیقه",
  "off-record.1-hour": "یک ساعت",
  "off-record.2-hours": "۲ ساعت",
  "off-record.morning": "تا صبح روز کاری بعدی من",
  "card.off-record": "بدون ثبت تا <b>{at}</b> ({who}): چیزی از گفت‌وگوها به پرونده افزوده نمی‌شود.",
  "notice.off-record": "{who} می‌خواهد بدون ثبت گفت‌وگو کند. تا <b>{at}</b> چیزی که اینجا گفته شود به پرونده افزوده نمی‌شود.",
  "notice.on-record": "دوباره با ثبت ({who}): آنچه علامت بزنید به پرونده افزوده می‌شود.",
  "reject.off-record":
    "تا {at} گفت‌وگو بدون ثبت است: چیزی به پرونده افزوده نمی‌شود. در «بیشتر…» دکمهٔ <b>دوباره با ثبت</b> را بزنید، یا تا آن زمان صبر کنید.",
  "reject.on-record-already": "هم‌اکنون ثبت می‌شود.",
  "done.go-off-record": "هر دو شرکت می‌دانند. با پایان این مدت خودبه‌خود دوباره ثبت می‌شود.",
};
