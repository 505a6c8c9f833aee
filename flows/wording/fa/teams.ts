import type { teams as source } from "../en/teams.ts";

/** What is said in Teams alone: what lies behind a button, because somebody cannot be written to directly. */
export const teams: Readonly<Record<keyof typeof source, string>> = {
  "teams.told": "خبری برای شماست. فقط شما می‌توانید آن را بخوانید.",
  "teams.told-ask": "چیزی از شما خواسته شده است. فقط شما می‌توانید آن را بخوانید.",
  "teams.told-over": "این به سرانجام رسید. اینجا چیز دیگری از شما لازم نیست.",
  "teams.told-show": "نشانم بده",
  "teams.no-file": "اینجا نمی‌توانم فایلی بدهم. زمان و مکان در پرونده، زیر «بیشتر…»، آمده است.",
};
