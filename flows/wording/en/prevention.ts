/** Measures. */
export const prevention = {
  "waiting.lesson": "name what prevents it",
  "ask.lesson": "What would have prevented it?",
  "ask.lesson.body":
    "Which test or inspection before shipping would have caught it, and is it done now? One measure, with an owner; we will ask later whether it worked.",
  "notice.measure": "So that it stays away, {who} sees to:",
  "notice.measure-yours": "{who} has put this measure into your hands:",

  "action.measure": "Name a measure…",

  "field.measure": "What will prevent it?",
  "field.owner": "Who sees to it?",

  "waiting.measure": "say whether a measure is in place",
  "why.measure": "So that it does not stay a good intention.",
  "ask.measure": "Is it in place?",
  "measure.done": "in place since {at}",
  "measure.due": "by {at}",
  "closing.measure.sign": "So that it is seen earlier:",
  "notice.measure-sign": "So that it is seen earlier, {who} looks out for:",
  "notice.measure-done": "Done, says {who}:",
  "notice.measure-moved": "Another date, says {who}:",

  "action.measure-done": "It is in place…",
  "action.measure-done-number": "Measure {number} is in place…",
  "action.measure-later": "Another date…",

  "field.measure-due": "By when is it in place?",
  "field.measure-done": "It is done already",
  "field.measure-with": "With what: a record, a picture, a new step?",

  "hint.measure-due": "Left empty: in two weeks.",

  "reject.unreadable-due": "I could not read a day in “{text}”. For example: 2026-12-04",
  "reject.unknown-measure": "This measure is not part of the case.",
  "reject.measure-is-theirs": "{firm} sees to this measure and says when it is in place.",

  "reject.enough-measures": "There are eight measures already.",
  "closing.measure.not-in-place": "Not in place yet:",
} as const;
