import type { ledger as source } from "../en/ledger.ts";

/** The value ledger, in Persian. */
export const ledger: Readonly<Record<keyof typeof source, string>> = {
  "waiting.value": "نوشتن این‌که چه ارزشی داشت",
  "waiting.confirm-value": "تأیید ارزش",
  "ask.value": "این جبران برای شما چه هزینه، صرفه یا سودی داشت؟",
  "ask.value.body":
    "نخست برای {firm} یادداشت کنید؛ کس دیگری آن را نمی‌خواند. آنچه در میان بگذارید وقتی به حساب می‌آید که شرکت سودبرنده تأییدش کند.",
  "ask.confirm-value": "برای شما همین ارزش را داشت؟",
  "value.in-place-of": "به جای:",
  "notice.value": "ارزشی که {firm} تأیید کرد:",
  "notice.value-corrected": "ارزشی که {firm} اصلاح و تأیید کرد:",

  "action.value": "در میان گذاشتن ارزش پولی…",
  "action.value-other": "در میان گذاشتن ارزش دیگر…",
  "action.no-value": "چیزی برای نوشتن نیست",
  "action.confirm-value": "تأیید",
  "action.correct-value": "اصلاح «{what}»…",

  "form.value": "هر دو شرکت آن را می‌بینند.",
  "form.correct-value": "سطر پیشین همچنان دیده می‌شود؛ این سطر پس از تأیید به جای آن به حساب می‌آید.",
  "form.value-not-so": "رقم شما بی‌درنگ به جای آن به حساب می‌آید. هر دو شرکت هر دو سطر را می‌خوانند.",

  "field.value-what": "چه صرفه یا سودی داشت؟",
  "field.value-kind": "چه نوع ارزشی؟",
  "field.value-amount": "چه مبلغی؟",
  "field.value-firm": "سود آن به چه کسی می‌رسد؟",

  "reject.enough-values": "پیش‌تر {count} ارزش نوشته شده است.",
  "reject.unknown-value": "آن ارزش در این پرونده نیست.",
  "reject.corrected-already": "آن سطر پیش‌تر اصلاح شده است. سطر تازه‌تر را اصلاح کنید.",
  "reject.beneficiary-confirms": "سود آن به {firm} می‌رسد و خودش تأییدش می‌کند.",

  "value.noted": "یادداشت‌شده برای شرکت شما:",
  "value.hours": "{hours} ساعت",
  "notice.value-noted": "{who} برای شرکت شما یادداشت کرده است:",
  "action.note-value": "برای خودمان…",
  "action.share-value": "در میان گذاشتن «{what}» با شرکت دیگر…",
  "action.value-bridge": "ارزش راه انداختن کار…",
  "form.note-value": "فقط {firm} آن را می‌بیند. این‌که بعداً چه چیزی در میان گذاشته شود با شماست.",
  "form.share-value": "هر دو شرکت آنچه را اینجا نوشته شده می‌بینند. وقتی به حساب می‌آید که شرکت سودبرنده تأییدش کند.",
  "field.value-what-own": "چه هزینه، صرفه یا سودی برای شما داشت؟",
  "field.value-hours": "چند ساعت کار؟",
};
