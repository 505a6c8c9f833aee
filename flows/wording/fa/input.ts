import type { input as source } from "../en/input.ts";

/** What was wrong with something that was sent, in Persian. */
export const input: Readonly<Record<keyof typeof source, string>> = {
  "input.empty": "«\u2066{field}\u2069» خالی است. برای نمونه: \u2066{example}\u2069",
  "input.too-long": "«\u2066{field}\u2069» بیش از حد بلند است.",
  "input.unshowable": "«\u2066{field}\u2069» نویسه‌ای دارد که نشان داده نمی‌شود. دوباره بنویسید. برای نمونه: \u2066{example}\u2069",
  "input.not-a-choice": "«\u2066{field}\u2069» یکی از گزینه‌ها نیست. برای نمونه: \u2066{example}\u2069",
  "input.not-a-number": "«\u2066{field}\u2069» عدد مناسبی نیست. برای نمونه: \u2066{example}\u2069",
  "input.unknown-field": "«\u2066{field}\u2069» از فیلدهای اینجا نیست.",
  "input.missing": "«\u2066{field}\u2069» نوشته نشده است. برای نمونه: \u2066{example}\u2069",
  "input.wrong-shape": "«\u2066{field}\u2069» شکل درستی ندارد. برای نمونه: \u2066{example}\u2069",
  "input.not-json": "بدنهٔ درخواست یک شیء JSON نیست. برای نمونه: \u2066{example}\u2069",
  "input.too-large": "«\u2066{field}\u2069» بیش از حد بزرگ است.",
  "input.lines": "{count, plural, one {# مورد} other {# مورد}} در فایل خوانده نشد. هیچ‌کدام نگه داشته نشد:",
  "input.line": "<b>سطر {line}:</b> {what}",
  "input.not-utf8": "فایل با UTF-8 نوشته نشده است. آن را با نام «CSV UTF-8» ذخیره کنید و دوباره بفرستید.",
  "input.not-a-day": "«\u2066{field}\u2069» روز درستی نیست. برای نمونه: \u2066{example}\u2069",
  "input.before-placed": "«\u2066{field}\u2069» پیش از «placed» است. برای نمونه: \u2066{example}\u2069",
  "input.twice": "«\u2066{field}\u2069» در سطر \u2066{example}\u2069 هم هست.",
  "input.unknown-column": "«\u2066{field}\u2069» از ستون‌های این فایل نیست، یا دو بار آمده است. ستون‌ها: \u2066{example}\u2069",
  "input.missing-column": "ستون «\u2066{field}\u2069» در فایل نیست. ستون‌ها: \u2066{example}\u2069",
  "input.too-many-cells": "خانه‌ها بیشتر از ستون‌هاست. خانه‌ای که ویرگول دارد داخل گیومهٔ لاتین می‌آید.",
  "input.open-quote": "گیومهٔ لاتین بسته نشده است. برای نمونه: \u2066{example}\u2069",
  "input.no-orders": "در فایل سفارشی نیست. برای نمونه: \u2066{example}\u2069",
  "input.too-many-orders": "بیش از ۱۰۰۰ سفارش در فایل است. آن را در چند فایل بفرستید.",
};
