import type { slack as source } from "../en/slack.ts";

/** What is said in Slack alone: how the app comes in, who is who there, what becomes of its channels. */

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
  "slack.press-again": "Det tog for lang tid, så Slack kunne ikke åbne vinduet. Intet er tabt: Tryk venligst igen.",
  "slack.done-title": "Færdig",
  "slack.emoji-no-case": "Beskeden står ikke i en sags tråd, der er åben for dig, så der er ikke noget at gemme den i.",
  "slack.file-unseen": "Slack lader mig ikke se en af filerne. Vedhæft den venligst igen.",
  "slack.account-ended":
    "{name}s konto i Slack er lukket eller er nu en gæstekonto, så der bliver ikke taget imod noget fra den. Det, der venter på {name}, er stadig åbent og har samme frister: Giv det videre til en anden. En ny konto skal have en ny kode.",
  "slack.gap":
    "I en periode kunne jeg ikke høre, hvad der blev skrevet her. Alt, hvad der er besluttet og lovet, står ved magt, og alle knapper virker. Hvis du skrev noget til mig imens, så skriv det igen.",
};
