import type { slack as source } from "../en/slack.ts";

/** What Slack's own windows say, in Danish. */
export const slack: Readonly<Record<keyof typeof source, string>> = {
  "slack.close": "Luk",
  "slack.cancel": "Fortryd",
  "slack.send": "Afsend",
  "slack.rare": "Mere at tilføje…",
  "slack.no-answer": "Intet svar",
  "slack.choose": "Vælg",
  "slack.yes": "Ja",
  "slack.money-shape": "For eksempel 6450,00 EUR",
  "slack.needs-answer": "Kræver svar",
  "slack.decided": "Besluttet",
  "slack.picture": "Billede",
  "slack.correct": "Ret…",
  "slack.rest-more": "Det her er den korte udgave. Resten står under »Mere…«.",
  "slack.rest-page": "Det her er den korte udgave. Resten står på siden.",
};
