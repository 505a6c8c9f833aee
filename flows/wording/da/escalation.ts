import type { escalation as source } from "../en/escalation.ts";

/** What waits too long, and a word while it burns, in Danish. */
export const escalation: Readonly<Record<keyof typeof source, string>> = {
  "fact.waits-for": "Venter på",
  "fact.asked-of": "Spurgt",
  "fact.was-due": "Fristen var",
  "fact.situation": "Situation",
  "fact.actions": "Handlinger",
  "fact.needs": "Behov",
  "card.taken": "{who} tager sig af det nu: {what}",
  "card.update": "Sådan står det, {who}, {at}",
  "waiting.escalation": "tage sig af det",
  "waiting.stale": "sige, om det stadig er i gang",
  "waiting.update": "sige, hvordan det står",
  "ask.escalation": "Det her har ventet længere end aftalt",
  "ask.escalation.body": "Som aftalt mellem firmaerne har disse personer det nu, med de samme oplysninger: {people}.",
  "ask.stale": "Er det her stadig i gang?",
  "ask.stale.body": "Der er ikke sagt noget siden {at}.",
  "ask.update": "Hvordan står det?",
  "ask.update.body":
    "Tre korte linjer til begge firmaer: situation, handlinger, behov. Du bliver spurgt cirka hver halve time, til det er inddæmmet.",
  "ask.hear.body": "Tre korte linjer til begge firmaer: situation, handlinger, behov.",
  "escalate.promise": "holde løfte {number}",
  "notice.escalated": "Det her har ventet længere end aftalt. Disse personer har det nu, med de samme oplysninger: {people}.",
  "notice.escalated-by": "{who} beder ledelsen om at træde til:",
  "notice.escalated-twice": "Det her er lovet to gange og ikke holdt. Ledelsen har det nu.",
  "notice.escalation-taken": "{who} tager sig af det: {what}.",
  "notice.escalation-returned": "Det er hos {who} igen: {what}.",
  "notice.update": "Sådan står det, {who}, {firm}",

  "action.take-escalation": "Jeg tager det",
  "action.see-escalation": "Jeg er orienteret",
  "action.return-escalation": "Tilbage til {who}",
  "action.keep-going": "Stadig i gang",
  "action.escalate": "Bed ledelsen træde til…",
  "action.give-update": "Sig, hvordan det står…",

  "form.escalate": "Personer på samme niveau i begge firmaer får det, med de samme oplysninger. Begge firmaer ser din begrundelse.",

  "field.escalate": "Hvad har ventet for længe?",
  "field.escalate-reason": "Hvorfor nu?",
  "field.situation": "Situation: hvordan ser det ud nu?",
  "field.actions": "Handlinger: hvad bliver der gjort?",
  "field.needs": "Behov: hvad mangler, og fra hvem?",

  "reject.not-waiting": "Det er der ingen, der venter på mere.",
  "reject.nobody-above": "Der er ikke udpeget nogen i ledelsen til dette. Jeres administrator kan udpege en i firmaets opsætning.",
  "reject.climbed-already": "Ledelsen har det allerede.",
  "reject.theirs-to-take":
    "Det er {firm}, der ventes på, og som kan tage sig af det. Du kan give det tilbage eller sige, at du er orienteret.",
  "reject.yours-to-take": "Det er jeres firma, der ventes på: tag jer af det, eller giv det tilbage.",
  "ask.stale.open": "Alt, der blev spurgt om, står åbent, så ingen bliver spurgt om noget nu.",
};
