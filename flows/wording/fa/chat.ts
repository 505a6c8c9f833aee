import type { chat as source } from "../en/chat.ts";

/** What any chat platform says around a message: the ends of its windows, what is folded, what was left out of a short message. */

export const chat: Readonly<Record<keyof typeof source, string>> = {
  "chat.close": "بستن",
  "chat.cancel": "انصراف",
  "chat.send": "فرستادن",
  "chat.rare": "گفتنی‌های بیشتر…",
  "chat.time": "ساعت",
  "chat.fill-in": "لطفاً این را پر کنید.",
  "chat.whole-number": "لطفاً یک عدد صحیح بنویسید.",
  "chat.does-not-fit": "این با دیگر انتخاب‌ها جور نیست: ",
  "chat.no-files": "این پنجره فایل نمی‌پذیرد. فایل‌ها را در گفتگوی خودمان برایم بفرستید و بنویسید چه نشان می‌دهند.",
  "chat.no-answer": "بی‌پاسخ",
  "chat.choose": "انتخاب کنید",
  "chat.yes": "بله",
  "chat.money-shape": "مانند ۶۴۵۰٫۰۰ EUR",
  "chat.needs-answer": "پاسخ لازم دارد",
  "chat.decided": "تصمیم گرفته شد",
  "chat.picture": "عکس",
  "chat.correct": "اصلاح…",
  "chat.rest-more": "این خلاصه است. بقیه زیر «بیشتر…» آمده است.",
  "chat.rest-page": "این خلاصه است. بقیه در صفحهٔ پارلی آمده است.",
  "chat.rest-status": "همهٔ این را نمی‌شد اینجا نشان داد. برایم بنویسید «وضعیت» تا ببینید چه چیزی باز است، با همهٔ دکمه‌ها.",
  "chat.side-room-open":
    "این پیام برای اتاق خود شرکت شما بود. کسی از بیرون در آن کانال است یا کانال با سازمان دیگری مشترک است؛ برای همین به شما رسید. همین که فقط همکاران خودتان آنجا باشند، دوباره به همان‌جا می‌رود.",
};
