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
  "field.share": "Hvad skal det andet firma læse?",

  "done.snooze": "Fint. Jeg vender tilbage til det {due}.",

  "reject.not-asked": "Det her venter ikke på dig.",
  "action.need-until": "Giv mig tid indtil…",
  "form.need-until":
    "Sig, hvornår du kan have det klar; det kan kun gøres én gang. {firm} læser det, og påmindelserne følger den nye dato.",
  "field.need-until": "Indtil hvornår?",
  "field.need-until-why": "Hvad skal der til?",
  "notice.need-until": "{who} har brug for tid indtil <b>{at}</b>: {what}.",
  "reject.date-stays": "Datoen bliver, som den er: {at}.",
  "reject.not-later": "Fristen er allerede {at}. Vælg et senere tidspunkt.",
};
