import type { survey as source } from "../en/survey.ts";

/** The survey of relationship quality, in Persian. */
export const survey: Readonly<Record<keyof typeof source, string>> = {
  "card.survey": "{firm}\u200f، {answers} پاسخ در مقیاس ۱ تا ۷: {figures}",
  "card.opened": "{who} ({firm}) با نام خود پاسخ داد، در مقیاس ۱ تا ۷: {figures}",
  "waiting.survey": "پاسخ به نظرسنجی",
  "ask.survey": "کار با {firm} چگونه است؟",
  "ask.survey.body":
    "{parts, plural, one {# گام کوتاه} other {# گام کوتاه}}؛ از هر کدام خواستید بگذرید. بدون نام، پاسخ‌های شما فقط در میانگین سه نفر یا بیشتر به حساب می‌آید. با نام، هر دو شرکت آن‌ها را می‌بینند.",
  "ask.survey.next": "گام {part} از {parts}: {items} پرسش دیگر.",
  "survey.outcome": "از نتیجه‌ای که گرفتید راضی هستید؟",
  "survey.process": "از شیوهٔ رسیدگی راضی هستید؟",
  "survey.interaction": "از رفتار افراد با خودتان راضی هستید؟",
  "survey.satisfaction": "روی هم رفته تا اینجا: از {firm} راضی هستید؟",
  "survey.credibility": "{firm} به گفته‌اش عمل می‌کند؟",
  "survey.benevolence": "{firm} خیر شما را می‌خواهد؟",
  "survey.commitment": "می‌خواهید این رابطه ادامه یابد، حتی در ماهی سخت؟",
  "survey.intention": "باز هم در چنین جبرانی همراهی می‌کنید؟",
  "survey.clarity": "سهم شما در آن روشن بود؟",
  "survey.worth": "به زحمتش می‌ارزید؟",
  "survey.short.outcome": "نتیجه",
  "survey.short.process": "شیوهٔ رسیدگی",
  "survey.short.interaction": "رفتار",
  "survey.short.satisfaction": "رضایت",
  "survey.short.credibility": "عمل به گفته",
  "survey.short.benevolence": "خیرخواهی",
  "survey.short.commitment": "پایبندی",
  "survey.short.intention": "همراهی دوباره",
  "survey.short.clarity": "روشنی سهم",
  "survey.short.worth": "ارزش زحمت",
  "survey.figure": "{figure}",
  "notice.survey-shown": "نظرسنجی پایان یافت؛ عدد آن روی کارت است.",
  "notice.survey-kept": "نظرسنجی پایان یافت. شمار پاسخ‌های بدون نام برای نشان دادن عدد کافی نبود.",
  "notice.survey-waits": "{count, plural, one {پاسخ‌های # نفر} other {پاسخ‌های # نفر}} تا نوبت بعد می‌ماند؛ کسی آن‌ها را نمی‌خواند.",

  "action.survey": "پاسخ بدون نام…",
  "action.survey-open": "پاسخ با نام…",

  "form.survey":
    "هیچ‌کس پاسخ‌های شما را نمی‌بیند، حتی شرکت خودتان: فقط در میانگین سه نفر یا بیشتر به حساب می‌آید. اگر کمتر باشید، پاسخ‌ها تا نوبت بعد می‌ماند.",
  "form.survey-open": "هر دو شرکت این پاسخ‌ها را با نام شما می‌بینند.",

  "done.answer-survey": "سپاسگزاریم. پاسخ‌های شما ذخیره شد.",

  "reject.not-surveyed": "این بار نظرسنجی برای افراد دیگری فرستاده شد.",
  "reject.survey-later": "نظرسنجی وقتی می‌آید که تکلیف تعهدها روشن شده باشد.",
  "reject.survey-over": "نظرسنجی پایان یافته است. با این همه سپاسگزاریم.",
  "reject.surveyed-already": "پاسخ‌های شما ذخیره شده است. سپاسگزاریم.",
  "survey.intention-ahead": "اگر مشکلی پیش بیاید، آن را همراه با {firm} درست می‌کنید؟",
  "survey.before": "(پیش‌تر {figure})",
  "card.baseline": "کار با یکدیگر چگونه است",
  "reject.no-survey-now": "اکنون نظرسنجی‌ای در جریان نیست.",
};
