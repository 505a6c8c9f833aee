import type { survey as source } from "../en/survey.ts";

/** The survey of relationship quality, in Danish. */
export const survey: Readonly<Record<keyof typeof source, string>> = {
  "card.survey": "{firm}, {answers} svar fra 1 til 7: {figures}",
  "card.opened": "{who} ({firm}) svarer med navn, 1 til 7: {figures}",
  "waiting.survey": "svare på spørgeskemaet",
  "ask.survey": "Hvordan er det at samarbejde med {firm}?",
  "ask.survey.body":
    "{parts, plural, one {# kort trin} other {# korte trin}}; spring over, hvad du vil. Uden navn tæller dine svar kun i et gennemsnit af tre eller flere. Med navn ser begge firmaer dem.",
  "ask.survey.next": "Trin {part} af {parts}: {items} spørgsmål til.",
  "survey.outcome": "Tilfreds med det, I fik?",
  "survey.process": "Tilfreds med måden, det blev håndteret på?",
  "survey.interaction": "Tilfreds med, hvordan folk behandlede dig?",
  "survey.satisfaction": "Alt i alt indtil nu: tilfreds med {firm}?",
  "survey.credibility": "Gør {firm}, hvad de siger?",
  "survey.benevolence": "Mener {firm} det godt med jer?",
  "survey.commitment": "Ønsker du, at samarbejdet fortsætter, også gennem en dårlig måned?",
  "survey.intention": "Ville du være med i sådan et forløb igen?",
  "survey.clarity": "Var din del i det klar?",
  "survey.worth": "Var det indsatsen værd?",
  "survey.short.outcome": "udbytte",
  "survey.short.process": "håndtering",
  "survey.short.interaction": "behandling",
  "survey.short.satisfaction": "tilfredshed",
  "survey.short.credibility": "holder ord",
  "survey.short.benevolence": "mener det godt",
  "survey.short.commitment": "tilknytning",
  "survey.short.intention": "ville gøre det igen",
  "survey.short.clarity": "egen del klar",
  "survey.short.worth": "indsatsen værd",
  "survey.figure": "{figure}",
  "notice.survey-shown": "Spørgeskemaet er afsluttet; tallet står på kortet.",
  "notice.survey-kept": "Spørgeskemaet er afsluttet. Der var for få svar uden navn til at vise et tal.",
  "notice.survey-waits":
    "{count, plural, one {Svar fra # person venter} other {Svar fra # personer venter}} på det næste; ingen læser dem.",

  "action.survey": "Svar uden mit navn…",
  "action.survey-open": "Svar med mit navn…",

  "form.survey":
    "Ingen ser dine svar, heller ikke dit eget firma: de tæller kun i et gennemsnit af tre eller flere. Er I færre, venter svarene til næste gang.",
  "form.survey-open": "Begge firmaer ser disse svar med dit navn.",

  "done.answer-survey": "Tak. Dine svar er gemt.",

  "reject.not-surveyed": "Spørgeskemaet gik til andre denne gang.",
  "reject.survey-later": "Spørgeskemaet kommer, når løfterne er afgjort.",
  "reject.survey-over": "Spørgeskemaet er afsluttet. Tak alligevel.",
  "reject.surveyed-already": "Dine svar er gemt. Tak.",
  "survey.intention-ahead": "Hvis noget gik galt, ville du så rette op på det sammen med {firm}?",
  "survey.before": "({figure} før)",
  "card.baseline": "Hvordan det er at samarbejde",
  "reject.no-survey-now": "Der er ikke noget spørgeskema i gang nu.",
};
