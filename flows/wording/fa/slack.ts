import type { slack as source } from "../en/slack.ts";

/** What Slack's own windows say, in Persian. */
export const slack: Readonly<Record<keyof typeof source, string>> = {
  "slack.close": "بستن",
  "slack.cancel": "انصراف",
  "slack.send": "فرستادن",
  "slack.rare": "گفتنی‌های بیشتر…",
  "slack.no-answer": "بی‌پاسخ",
  "slack.choose": "انتخاب کنید",
  "slack.yes": "بله",
  "slack.money-shape": "مانند ۶۴۵۰٫۰۰ EUR",
  "slack.needs-answer": "پاسخ لازم دارد",
  "slack.decided": "تصمیم گرفته شد",
  "slack.picture": "عکس",
  "slack.correct": "اصلاح…",
  "slack.rest-more": "این خلاصه است. بقیه زیر «بیشتر…» آمده است.",
  "slack.rest-page": "این خلاصه است. بقیه در صفحهٔ پارلی آمده است.",
};
