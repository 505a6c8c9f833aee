import type { digest as source } from "../en/digest.ts";

/** What a person reads in the morning, in Persian. */
export const digest: Readonly<Record<keyof typeof source, string>> = {
  "digest.title": "صبح بخیر، {who}",
  "digest.sum":
    "{needs, plural, =0 {چیزی منتظر شما نیست} one {# مورد منتظر شماست} other {# مورد منتظر شماست}}، {late, plural, =0 {چیزی دیر نشده} one {# مورد دیر شده} other {# مورد دیر شده}}{track, plural, =0 {} one {، # پرونده طبق برنامه پیش می‌رود} other {، # پرونده طبق برنامه پیش می‌رود}}.",
  "digest.late": "دیر شده",
  "digest.today": "مهلت امروز",
  "digest.new": "تازه",
  "digest.closed": "بسته شد",
  "digest.more": "{count, plural, one {و # مورد دیگر} other {و # مورد دیگر}}",
  "digest.waits": "در انتظار {who} ({firm}): {what}، مهلت {due}",
  "digest.record": "تعهدهای عمل‌شده:",
  "digest.record.firm": "{firm}\u200f: {kept} از {made}",
};
