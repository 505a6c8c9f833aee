import type { teamsApp as source } from "../en/teams-app.ts";

/** What Teams says of the app, in Persian. */
export const teamsApp: Readonly<Record<keyof typeof source, string>> = {
  "teams.app.short": "با هم از پس یک اشکال برآمدن: یک پرونده، هر دو شرکت، تعهدهایی که انجام می‌شود.",
  "teams.app.about":
    "پارلی به تأمین‌کننده و مشتری او کمک می‌کند که در همان کانالی که با هم دارند، در کنار هم از پس یک اشکال برآیند. آنچه علامت زده شود نگه داشته می‌شود: چه پیش آمد، علتی که هر دو شرکت پای آن می‌ایستند، چه توافق و تعهدی شد و تا چه زمانی. هر شرکت اتاقی برای خود دارد که شرکت دیگر آن را نمی‌بیند. گفت‌وگوهای دیگر ذخیره نمی‌شود.",
  "teams.app.report-this": "گزارش این پیام به‌عنوان اشکال",
  "teams.app.report-this.what": "از آنچه در این پیام آمده است یک پرونده بسازید",
  "teams.command.report": "گزارش",
  "teams.command.report.what": "در یک جمله به شرکت دیگر بگویید چه پیش آمده است",
  "teams.command.status": "وضعیت",
  "teams.command.status.what": "همهٔ پرونده‌های باز و این‌که نوبت کیست",
  "teams.command.help": "کمک",
  "teams.command.help.what": "آنچه می‌توانید اینجا بنویسید",
  "teams.command.code": "کد",
  "teams.command.code.what": "بگویید چه کسی هستید: همین کلمه و پس از آن کدی که به شما داده‌اند",
  "teams.command.invite": "دعوت",
  "teams.command.invite.what": "برای کسی کد بسازید؛ کارِ مدیر سامانه در شرکت شماست",
  "teams.command.link": "پیوند",
  "teams.command.link.what": "این کانال را اتاق شرکت‌ها کنید؛ کارِ مدیر سامانه در شرکت شماست",
};
