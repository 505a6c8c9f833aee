import type { mail as source } from "../en/mail.ts";

/** What a mail says around the message that it brings, in Danish. */
export const mail: Readonly<Record<keyof typeof source, string>> = {
  "mail.subject": "{supplier} · {customer}",
  "mail.subject-case": "{supplier} · {customer} · {number}",
  "mail.open": "Åbn det i Parley",
  "mail.link":
    "Linket er kun dit og logger dig ind. Det virker én gang inden for 24 timer; send venligst ikke denne e-mail videre. Ingen læser svar på den: svar i Parley.",
  "mail.why": "Du får denne, fordi {firm} har angivet din adresse til det, du bliver spurgt om.",
};
