import type { teams as source } from "../en/teams.ts";

/** What is said in Teams alone: what lies behind a button, because somebody cannot be written to directly. */
export const teams: Readonly<Record<keyof typeof source, string>> = {
  "teams.told": "خبری برای شماست. فقط شما می‌توانید آن را بخوانید.",
  "teams.told-ask": "چیزی از شما خواسته شده است. فقط شما می‌توانید آن را بخوانید.",
  "teams.told-over": "این به سرانجام رسید. اینجا چیز دیگری از شما لازم نیست.",
  "teams.told-show": "نشانم بده",
  "teams.no-file": "اینجا نمی‌توانم فایلی بدهم. زمان و مکان در پرونده، زیر «بیشتر…»، آمده است.",
  "teams.file-in-browser": "اینجا نمی‌توانم فایلی بدهم. در مرورگر این بازدید را در پرونده‌اش می‌یابید، با فایلی برای تقویمتان.",
  "teams.files-stay":
    "فایلی را که اینجا برای من بفرستید، کس دیگری نمی‌بیند. آن را در کانال، زیر پرونده، بگذارید؛ اگر «‎@Parley» در پیام باشد، افزودن عکس به پرونده را پیشنهاد می‌کنم.",
  "teams.language-offer": "تیمز شما به فارسی است. من هم برایتان به فارسی بنویسم؟",
  "teams.zone-differs":
    "ساعت شما اینجا به وقت {here} است؛ یادآوری‌های من به وقت کاری {set} است. اگر این دیگر درست نیست، مدیر سامانه در شرکت شما می‌تواند آن را تغییر دهد.",
};
