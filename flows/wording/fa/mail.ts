import type { mail as source } from "../en/mail.ts";

/** What a mail says around the message that it brings, in Persian. */
export const mail: Readonly<Record<keyof typeof source, string>> = {
  "mail.subject": "{supplier} · {customer}",
  "mail.subject-case": "{supplier} · {customer} · {number}",
  "mail.open": "در پارلی باز کنید",
  "mail.link":
    "این پیوند فقط برای شماست و شما را وارد می‌کند. یک بار و تا ۲۴ ساعت کار می‌کند؛ لطفاً این ایمیل را برای کسی نفرستید. پاسخ به آن را کسی نمی‌خواند: در پارلی پاسخ دهید.",
  "mail.why": "این را می‌گیرید چون {firm} نشانی شما را برای آنچه از شما خواسته می‌شود داده است.",
};
