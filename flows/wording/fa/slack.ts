import type { slack as source } from "../en/slack.ts";

/** Slack, in Persian. */
export const slack: Readonly<Record<keyof typeof source, string>> = {
  "slack.install.done.title": "Parley در فضای کاری شماست",
  "slack.install.done.channel": "اکنون کانال مشترک دو شرکت را باز کنید و آنجا بنویسید <b>/invite @Parley</b>.",
  "slack.install.done.people":
    "سپس هر کس یک بار با کدی که سرپرست سامانهٔ شرکتش به او می‌دهد به Parley می‌گوید که کیست. تا آن زمان Parley چیزی از او نمی‌پذیرد و چیزی به او نشان نمی‌دهد.",
  "slack.install.nothing.title": "چیزی نصب نشد",
  "slack.install.declined": "در Slack پاسخ شما منفی بود و همه چیز مانند پیش است. هر وقت خواستید دوباره شروع کنید.",
  "slack.install.refused": "Slack اجازه نداد. در بعضی فضاهای کاری نخست تصویب سرپرست آن لازم است؛ پس از آن دوباره شروع کنید.",
  "slack.install.again":
    "هر نصب ده دقیقه، یک بار، و در همان مرورگری اعتبار دارد که در آن شروع شده است. این نصب دیگر اعتبار ندارد؛ لطفاً دوباره شروع کنید.",
  "slack.install.unreachable": "Slack به‌موقع پاسخ نداد. لطفاً کمی بعد دوباره شروع کنید.",
  "slack.install.failed": "در سمت ما مشکلی پیش آمد و کسی که Parley را اداره می‌کند می‌بیند چه شده است. لطفاً به او بگویید.",
  "slack.install.begin": "شروع دوباره",
};
