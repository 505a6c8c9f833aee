import type { anytime as source } from "../en/anytime.ts";

/** What is possible at any time, in Danish. */
export const anytime: Readonly<Record<keyof typeof source, string>> = {
  "notice.noted": "Note fra {who}:",

  "action.note": "Note til mit firma…",
  "action.share": "Del med det andet firma…",
  "action.snooze": "Mind mig om det senere…",

  "form.snooze": "Du bliver ikke mindet om det inden da. Fristen er den samme.",
  "form.note": "Kun {firm} ser det.",
  "form.share": "Begge firmaer ser præcis det, du skriver her, og intet andet fra jeres siderum.",

  "field.pause": "Hvornår skal jeg vende tilbage til det?",
  "field.share": "Hvad skal det andet firma læse?",

  "done.snooze": "Fint. Jeg vender tilbage til det {due}.",

  "reject.not-asked": "Det her venter ikke på dig.",
  "action.need-until": "Giv mig mere tid…",
  "form.need-until":
    "Sig, hvornår du kan have det klar; det kan kun gøres én gang. {firm} læser det, og påmindelserne følger den nye dato.",
  "field.need-until": "Indtil hvornår?",
  "field.need-until-why": "Hvad skal der til?",
  "notice.need-until": "{who} har brug for tid indtil <b>{at}</b>: {what}.",
  "reject.date-stays": "Datoen bliver, som den er: {at}.",
  "reject.not-later": "Fristen er allerede {at}. Vælg et senere tidspunkt.",
  "action.off-record": "Uden for referat…",
  "action.on-record": "Med i referatet igen",
  "form.off-record":
    "Imens kan intet af det, der tales om, komme med i sagen. Begge firmaer får det at vide; det, der spørges om, besvares som altid.",
  "field.off-record": "Hvor længe?",
  "off-record.30-minutes": "I 30 minutter",
  "off-record.1-hour": "I en time",
  "off-record.2-hours": "I 2 timer",
  "off-record.morning": "Til min næste arbejdsmorgen",
  "card.off-record": "Uden for referat til <b>{at}</b> ({who}): intet af det, der tales om, kommer med i sagen.",
  "notice.off-record": "{who} vil gerne tale uden for referat. Indtil <b>{at}</b> kan intet, der siges her, komme med i sagen.",
  "notice.on-record": "Med i referatet igen ({who}): det, I markerer, kommer med i sagen.",
  "reject.off-record":
    "Indtil {at} tales der uden for referat: intet kommer med i sagen. Tryk på <b>Med i referatet igen</b> under Mere, eller vent til da.",
  "reject.on-record-already": "Det er allerede med i referatet.",
  "done.go-off-record": "Begge firmaer ved det. Når tiden er gået, kommer det med i referatet igen af sig selv.",
};
