import type { visits as source } from "../en/visits.ts";

/** Looking at it together, and the ending without a cause, in Danish. */
export const visits: Readonly<Record<keyof typeof source, string>> = {
  "fact.visit-place": "Hvor",
  "fact.visit-when": "Hvornår",
  "fact.visit-people": "Hvem",
  "fact.if-again": "Hvis det kommer igen",
  "card.visit": "Besøg hos {firm}:",
  "card.no-cause": "Der blev ikke fundet nogen årsag. {one} og {other} besluttede at holde op med at lede.",
  "waiting.visit": "sige, om et besøg passer",
  "waiting.seen": "fortælle, hvad der blev set på stedet",
  "waiting.stop-looking": "sige, om der skal ledes videre",
  "ask.visit": "{who} vil gerne se på det sammen. Passer det jer?",
  "ask.seen": "Hvad så I på stedet?",
  "ask.stop-looking": "Skal vi holde op med at lede efter årsagen?",
  "ask.stop-looking.body":
    "{who} foreslår det. Det er i orden ikke at finde en årsag; det vigtige er, hvad begge gør, hvis det kommer igen.",
  "notice.visit-proposed": "{who} foreslår at se på det sammen:",
  "notice.visit-agreed": "{who} er enig: I ser på det sammen.",
  "notice.visit-declined": "{who} kan ikke komme på det tidspunkt.",
  "notice.visit-moved": "{who} flytter besøget; det gælder, når det andet firma siger, at det passer:",
  "notice.visit-cancelled": "{who} har aflyst besøget.",
  "notice.no-cause": "{who} er enig, {at}: der blev ikke fundet nogen årsag, og begge firmaer ved, hvad de skal gøre.",
  "invitation.title": "{case}: besøg hos {firm}",

  "action.propose-visit": "Se på det sammen…",
  "action.agree-visit": "Det passer os",
  "action.decline-visit": "Ikke på det tidspunkt…",
  "action.report-visit": "Fortæl, hvad I så…",
  "action.invitation": "Læg det i min kalender",
  "action.move-visit": "Flyt besøget…",
  "action.cancel-visit": "Aflys besøget…",
  "action.end-unknown": "Stop søgningen efter årsagen…",
  "action.agree-unknown": "Ja, hold op med at lede",

  "form.visit": "Begge firmaer ser det. Alle får det i deres egen tidszone.",
  "form.move-visit": "Det andet firma spørges, om det passer; så får alle det på ny til deres kalender.",
  "form.cancel-visit": "Alle, der kommer, får besked, og det forsvinder fra deres kalender.",
  "form.end-unknown": "Det andet firma bliver spurgt, om de er enige. Kommer der ny dokumentation, åbnes det igen.",

  "field.visit-what": "Hvad vil I se på?",
  "field.visit-place": "Hos hvem?",
  "field.visit-from": "Hvornår?",
  "field.visit-hours": "I hvor mange timer?",
  "field.visit-people": "Hvem kommer?",
  "field.seen": "Hvad så, målte eller fandt I der?",
  "field.if-again": "Hvad gør vi straks, hvis det kommer igen?",

  "reject.visit-over": "Det venter dette besøg ikke på mere. Her er det nyeste kort.",
  "reject.own-visit": "{firm} siger, om det passer.",
  "reject.not-your-visit": "{firm} foreslog besøget og kan ændre det. Du kan skrive i tråden.",
  "reject.not-looked-yet": "Ingen har endnu bekræftet, at de har det. Først skal der ledes.",
};
