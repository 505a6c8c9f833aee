import type { anytime as source } from "../en/anytime.ts";

/** What is possible at any time, in Danish. */
export const anytime: Readonly<Record<keyof typeof source, string>> = {
  "notice.noted": "Note fra {who}:",

  "action.note": "Note til mit firma…",
  "action.share": "Del med det andet firma…",
  "action.snooze": "Mind mig om det senere…",

  "form.snooze": "Du bliver ikke mindet om det før. Fristen er den samme.",
  "form.note": "Kun {firm} ser det.",
  "form.share": "Begge firmaer ser præcis det, du skriver her, og intet andet fra jeres siderum.",

  "field.pause": "Hvornår skal jeg vende tilbage til det?",
  "field.share": "Det, det andet firma skal læse",

  "done.snooze": "Fint. Jeg vender tilbage til det {due}.",

  "reject.not-asked": "Det her venter ikke på dig.",
  "action.need-until": "Jeg skal bruge tid til…",
  "form.need-until": "Sig én gang, hvornår du kan have det. {firm} læser det, og påmindelser følger den nye dato.",
  "field.need-until": "Til hvornår?",
  "field.need-until-why": "Hvad skal der til?",
  "notice.need-until": "{who} skal bruge tid til <b>{at}</b>: {what}.",
  "reject.date-stays": "Denne dato bliver, som den er: {at}.",
  "reject.not-later": "Fristen er allerede {at}. Vælg et senere tidspunkt.",
};
