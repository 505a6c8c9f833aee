import type { slack as source } from "../en/slack.ts";

/** Slack, in Danish. */
export const slack: Readonly<Record<keyof typeof source, string>> = {
  "slack.install.done.title": "Parley er i jeres arbejdsområde",
  "slack.install.done.channel": "Åbn nu den kanal, som begge firmaer deler, og skriv <b>/invite @Parley</b> der.",
  "slack.install.done.people":
    "Derefter fortæller I hver især én gang Parley, hvem I er, med den kode, som I får af jeres firmas administrator. Indtil da tager Parley ikke imod noget fra jer og viser jer ikke noget.",
  "slack.install.nothing.title": "Intet blev installeret",
  "slack.install.declined": "Du svarede nej i Slack, så alt er, som det var. Du kan begynde igen, når du vil.",
  "slack.install.refused":
    "Slack tillod det ikke. Nogle arbejdsområder kræver først en administrators godkendelse; når den er givet, kan du begynde igen.",
  "slack.install.again":
    "En installation gælder i ti minutter, én gang, i den browser, hvor den begyndte. Denne er udløbet eller brugt; begynd venligst igen.",
  "slack.install.unreachable": "Slack svarede ikke i tide. Begynd venligst igen om et øjeblik.",
  "slack.install.failed": "Noget gik galt hos os, og den, der driver Parley, kan se hvad. Sig det venligst til vedkommende.",
  "slack.install.begin": "Begynd igen",
};
