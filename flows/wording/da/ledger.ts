import type { ledger as source } from "../en/ledger.ts";

/** The value ledger, in Danish. */
export const ledger: Readonly<Record<keyof typeof source, string>> = {
  "waiting.value": "skrive, hvad det var værd",
  "waiting.confirm-value": "bekræfte værdien",
  "ask.value": "Hvad kostede, sparede eller gav det jer?",
  "ask.value.body":
    "Skriv det først ned for {firm}; det læser ingen andre. Det, I deler, tæller, når det firma, der har gavn af det, bekræfter det.",
  "ask.confirm-value": "Passer det med, hvad det var værd for jer?",
  "value.in-place-of": "I stedet for:",
  "notice.value": "Værdi bekræftet af {firm}:",
  "notice.value-corrected": "Værdi rettet og bekræftet af {firm}:",

  "action.value": "Del en værdi i penge…",
  "action.value-other": "Del en anden værdi…",
  "action.no-value": "Intet at skrive",
  "action.confirm-value": "Bekræft",
  "action.correct-value": "Ret “{what}”…",

  "form.value": "Begge firmaer ser det.",
  "form.correct-value": "Den gamle linje bliver stående; denne tæller i stedet, når den er bekræftet.",
  "form.value-not-so": "Jeres tal tæller straks i stedet. Begge firmaer kan læse begge linjer.",

  "field.value-what": "Hvad sparede eller gav det?",
  "field.value-kind": "Hvilken slags værdi?",
  "field.value-amount": "Hvor meget?",
  "field.value-firm": "Hvem har gavn af det?",

  "reject.enough-values": "Der er allerede {count} værdier.",
  "reject.unknown-value": "Den værdi hører ikke til sagen.",
  "reject.corrected-already": "Den linje er allerede rettet. Ret den nyeste.",
  "reject.beneficiary-confirms": "{firm} har gavn af den og bekræfter den derfor.",

  "value.noted": "Noteret for jeres firma:",
  "value.hours": "{hours} t.",
  "notice.value-noted": "{who} har noteret for jeres firma:",
  "action.note-value": "For os selv…",
  "action.share-value": "Del “{what}” med det andet firma…",
  "action.value-bridge": "Værdien af at klare sig så længe…",
  "form.note-value": "Kun {firm} ser det. Hvad der deles, bestemmer I bagefter.",
  "form.share-value": "Begge firmaer ser det, der står her. Det tæller, når det firma, der har gavn af det, bekræfter det.",
  "field.value-what-own": "Hvad kostede, sparede eller gav det jer?",
  "field.value-hours": "Hvor mange arbejdstimer?",
};
