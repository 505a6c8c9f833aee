/** Put right without an agreement. */
export const settling = {
  "card.settled": "Put right, says {who} ({firm}), {at}:",
  "waiting.settled": "say whether it is good",
  "waiting.again": "put right what is missing",
  "ask.settled": "{firm} says that it is put right. Is it good?",
  "ask.settled.body": "{who} says so. If something is missing, it goes back to them.",
  "ask.again": "Something is still missing",
  "notice.settled": "{who} says that {case} is put right:",
  "notice.settled-sent-back": "Not quite, says {who}:",

  "action.say-settled": "It is put right…",
  "action.settled-good": "Yes, all good",
  "action.settled-not-quite": "Not quite…",

  "form.say-settled":
    "By phone, on the spot or at once: one line is enough. {firm} is asked whether it is good, and its yes closes the case.",

  "field.settled": "What did you settle, or what was done?",

  "done.say-settled": "Noted. {firm} has been asked whether it is good.",

  "reject.word-awaited": "It is said to be put right. {firm} says first whether it is good.",
  "reject.no-word-awaited": "That is no longer the question. The case card shows how it stands.",
  "reject.others-word": "{firm} says whether it is good.",
  "reject.promises-settle": "Both firms have signed: the case ends with the promises of the agreement.",
  "waiting.spoken": "read what was settled by word of mouth",
  "ask.spoken": "Did you settle it like this?",
  "ask.spoken.body": "{who} ({firm}) noted after you spoke, {at}:",
  "card.spoken": "Settled by word of mouth ({who}, {at}):",
  "spoken.agreed": "{who} says the same.",
  "spoken.differs": "{who} remembers it differently:",
  "spoken.unread": "not read by the other firm yet",
  "action.note-spoken": "We spoke and settled a point…",
  "action.spoken-so": "Right",
  "action.spoken-not": "Not quite…",
  "form.note-spoken": "One line is enough. The other firm reads it and says whether it was so; the case goes on.",
  "field.spoken": "What did you settle?",
  "field.spoken-words": "How do you remember it?",
  "reject.enough-spoken": "Several points wait for the other firm to read them.",
  "reject.spoken-gone": "There are newer points in place of this one.",
  "reject.own-spoken": "Your own firm noted this; {firm} reads it.",
} as const;
