/** The survey of relationship quality. */
export const survey = {
  "card.survey": "{firm}, {answers} answers of 1 to 7: {figures}",
  "card.opened": "{who} ({firm}) answers with name, 1 to 7: {figures}",
  "waiting.survey": "answer the survey",
  "ask.survey": "How is it to work with {firm}?",
  "ask.survey.body":
    "{parts, plural, one {# short step} other {# short steps}}; skip whatever you like. Without your name, your answers count only in an average of three people or more. With it, both firms see them.",
  "ask.survey.next": "Step {part} of {parts}: {items} more.",
  "survey.outcome": "Content with what you got?",
  "survey.process": "Content with how it was handled?",
  "survey.interaction": "Content with how people treated you?",
  "survey.satisfaction": "All in all, so far: satisfied with {firm}?",
  "survey.credibility": "Does {firm} do what it says?",
  "survey.benevolence": "Does {firm} mean well by you?",
  "survey.commitment": "Do you want this to last, even through a bad month?",
  "survey.intention": "Would you take part in a recovery like this again?",
  "survey.clarity": "Was your part in it clear?",
  "survey.worth": "Was it worth the effort?",
  "survey.short.outcome": "outcome",
  "survey.short.process": "process",
  "survey.short.interaction": "interaction",
  "survey.short.satisfaction": "satisfaction",
  "survey.short.credibility": "does what it says",
  "survey.short.benevolence": "means well",
  "survey.short.commitment": "commitment",
  "survey.short.intention": "would do it again",
  "survey.short.clarity": "clear part",
  "survey.short.worth": "worth the effort",
  "survey.figure": "{figure}",
  "notice.survey-shown": "The survey is over; its figure stands on the card.",
  "notice.survey-kept": "The survey is over. Too few answered without their names for a figure.",
  "notice.survey-waits":
    "{count, plural, one {Answers of # person wait} other {Answers of # people wait}} for the next one; nobody reads them.",

  "action.survey": "Answer without my name…",
  "action.survey-open": "Answer with my name…",

  "form.survey":
    "Nobody sees your answers, not even your own firm: they count only in an average of three people or more. With fewer, they wait for the next time.",
  "form.survey-open": "Both firms will see these answers with your name.",

  "done.answer-survey": "Thank you. Your answers are stored.",

  "reject.not-surveyed": "The survey was sent to other people this time.",
  "reject.survey-later": "The survey comes when the promises are settled.",
  "reject.survey-over": "The survey is over. Thank you all the same.",
  "reject.surveyed-already": "Your answers are stored. Thank you.",
  "survey.intention-ahead": "If something went wrong, would you put it right together with {firm}?",
  "survey.before": "({figure} before)",
  "card.baseline": "How it is to work together",
  "reject.no-survey-now": "No survey is under way now.",
} as const;
