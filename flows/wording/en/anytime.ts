/** What is possible at any time: notes, sharing, putting off. */
export const anytime = {
  "notice.noted": "Note by {who}:",

  "action.note": "Note for my firm…",
  "action.share": "Share with the other firm…",
  "action.snooze": "Remind me later…",

  "form.snooze": "You are not reminded before then. The date by which it is asked stays the same.",
  "form.note": "Only {firm} will see it.",
  "form.share": "Both firms will see exactly what you write here, and nothing else of your side room.",

  "field.pause": "When shall I come back to it?",
  "field.share": "What the other firm shall read",

  "done.snooze": "Fine. I will come back to it {due}.",

  "reject.not-asked": "This is not waiting for you.",
  "action.need-until": "I need until…",
  "form.need-until": "Say by when you can have it, once. {firm} reads it, and reminders go by the new date.",
  "field.need-until": "Until when?",
  "field.need-until-why": "What does it take?",
  "notice.need-until": "{who} needs until <b>{at}</b>: {what}.",
  "reject.date-stays": "This date stays as it is: {at}.",
  "reject.not-later": "It is due {at} already. Please choose a later time.",
} as const;
