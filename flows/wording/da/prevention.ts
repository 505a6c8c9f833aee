import type { prevention as source } from "../en/prevention.ts";

/** Measures, in Danish. */
export const prevention: Readonly<Record<keyof typeof source, string>> = {
  "waiting.lesson": "nævne, hvad der forebygger det",
  "ask.lesson": "Hvad ville have forebygget det?",
  "ask.lesson.body":
    "Hvilken prøve eller kontrol før afsendelsen ville have fanget det, og bliver den udført nu? Ét tiltag med en ansvarlig; vi spørger senere, om det virkede.",
  "notice.measure": "For at det ikke kommer igen, sørger {who} for:",
  "notice.measure-yours": "{who} har givet dig ansvaret for dette tiltag:",

  "action.measure": "Nævn et tiltag…",

  "field.measure": "Hvad vil forebygge det?",
  "field.owner": "Hvem sørger for det?",

  "waiting.measure": "sige, om et tiltag er på plads",
  "why.measure": "Så det ikke bliver ved tanken.",
  "ask.measure": "Er det på plads?",
  "measure.done": "på plads siden {at}",
  "measure.due": "senest {at}",
  "closing.measure.sign": "For at det ses før:",
  "notice.measure-sign": "For at det ses før, holder {who} øje med:",
  "notice.measure-done": "Gjort, siger {who}:",
  "notice.measure-moved": "En anden dato, siger {who}:",

  "action.measure-done": "Det er på plads…",
  "action.measure-done-number": "Tiltag {number} er på plads…",
  "action.measure-later": "En anden dato…",

  "field.measure-due": "Hvornår er det på plads?",
  "field.measure-done": "Det er allerede på plads",
  "field.measure-with": "Med hvad: en registrering, et billede, et nyt trin?",

  "hint.measure-due": "Står feltet tomt: om to uger.",

  "reject.unreadable-due": "Jeg kunne ikke læse en dag i “{text}”. For eksempel: 2026-12-04",
  "reject.unknown-measure": "Dette tiltag hører ikke til sagen.",
  "reject.measure-is-theirs": "{firm} sørger for dette tiltag og siger, når det er på plads.",

  "reject.enough-measures": "Der er allerede otte tiltag.",
  "closing.measure.not-in-place": "Endnu ikke på plads:",
};
