import type { waiting as source } from "../en/waiting.ts";

/** Waiting for somebody who holds the ball, in Persian. */
export const waiting: Readonly<Record<keyof typeof source, string>> = {
  "card.waits.other-firm": "{firm} نخست چیزی از <b>{other}</b> لازم دارد، از {since}:",
  "card.waits.third-party": "{firm} از {since} منتظر <b>کسی بیرون از دو شرکت</b> است:",
  "card.waits.related": "{firm} از {since} منتظر <b>کاری است که جای دیگری دنبال می‌شود</b>:",
  "card.waits.answers": "پاسخ <b>{who}</b> تا <b>{due}</b>",
  "card.waits.answers.late": "مهلت پاسخ <b>{who}</b> <b>{due}</b> بود",
  "card.waits.looks": "بررسی دوبارهٔ <b>{who}</b> تا <b>{due}</b>",
  "card.waits.looks.late": "مهلت بررسی دوبارهٔ <b>{who}</b> <b>{due}</b> بود",
  "card.handed-over":
    "{count, plural, one {واگذار شد، از {from} به {to}، {at}} other {# بار واگذار شد، آخرین بار از {from} به {to}، {at}}}",
  "fact.waited": "زمان انتظار",
  waited: "{time}؛ {firm} {for}",
  "waited.other-firm": "در انتظار {other}",
  "waited.third-party": "در انتظار کسی بیرون از دو شرکت",
  "waited.related": "در انتظار کاری که جای دیگری دنبال می‌شود",
  "duration.days": "{count, plural, other {# روز}}",
  "duration.hours": "{count, plural, other {# ساعت}}",
  "duration.minutes": "{count, plural, other {# دقیقه}}",
  "waiting.wait": "پاسخ به آنچه شرکت دیگر نخست لازم دارد",
  "waiting.arrived": "دیدن این‌که رسیده است یا نه",
  "ask.wait": "{firm} نخست چیزی از شما لازم دارد",
  "ask.wait.body": "{who} می‌پرسد. تا پاسخ شما، آنچه از {firm} خواسته شده متوقف می‌ماند.",
  "ask.arrived": "رسیده است؟",
  "ask.arrived.body": "{firm} می‌بیند منتظر چه هستید. تاریخ تعهدها در این میان همان می‌ماند.",
  "notice.waits.other-firm": "{firm} نخست چیزی از {other} لازم دارد:",
  "notice.waits.third-party": "{firm} منتظر کسی بیرون از دو شرکت است:",
  "notice.waits.related": "{firm} منتظر کاری است که جای دیگری دنبال می‌شود:",
  "notice.goes-on": "{who}: {firm} ادامه می‌دهد و دیگر منتظر نمی‌ماند.",

  "waits-on.other-firm": "شرکت دیگر",
  "waits-on.third-party": "کسی بیرون از دو شرکت، مثلاً تأمین‌کنندهٔ خودمان",
  "waits-on.related": "مشکل یا تغییری که جای دیگری دنبال می‌شود",

  "action.wait-for": "نخست چیزی لازم داریم…",
  "action.answer-wait": "پاسخ…",
  "action.stop-waiting": "بدون انتظار ادامه می‌دهیم",
  "action.has-come": "رسید، ادامه می‌دهیم",
  "action.keep-waiting": "هنوز نه، بررسی دوباره…",

  "form.wait-for":
    "هر دو شرکت آن و مدتش را می‌بینند. در این میان آنچه از شما خواسته شده متوقف می‌ماند؛ اگر نزد {firm} باشد، از مسئول آنجا پرسیده می‌شود.",
  "form.answer-wait": "{firm} آن را می‌خواند و ادامه می‌دهد.",

  "field.waits-on": "آنچه لازم دارید نزد کیست؟",
  "field.needed-first": "نخست چه چیزی لازم دارید؟",
  "field.look-again": "چه زمانی دوباره بررسی می‌کنید؟",
  "field.answer": "پاسخ شما",

  "hint.look-again": "تنها برای آنچه نزد شرکت دیگر نیست. اگر خالی بماند: دو روز کاری دیگر.",

  "done.wait-for": "ثبت شد. تا آن زمان آنچه از شما خواسته شده متوقف می‌ماند.",
  "done.answer-wait": "سپاسگزاریم. با آن ادامه می‌دهند.",

  "reject.wait-over": "دیگر کسی منتظر آن نیست.",
  "reject.own-wait": "این همان است که شرکت خودتان منتظرش است. اگر می‌توانید ادامه دهید، بگویید.",
  "reject.not-your-wait": "{firm} منتظر آن است و افراد خودش می‌گویند چه زمانی رسید.",
  "reject.wait-asked-already": "از {firm} خواسته شده و به آن یادآوری می‌شود. اگر بدون آن می‌توانید ادامه دهید، بگویید.",
};
