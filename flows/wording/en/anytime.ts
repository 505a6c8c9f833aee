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
  "form.need-until": "You can move the date once. {firm} reads it, and reminders go by the new date.",
  "field.need-until": "Until when?",
  "field.need-until-why": "What does it take?",
  "notice.need-until": "{who} needs until <b>{at}</b>: {what}.",
  "reject.date-stays": "This date stays as it is: {at}.",
  "reject.not-later": "It is due {at} already. Please choose a later time.",
  "action.off-record": "Off the record…",
  "action.on-record": "On the record again",
  "form.off-record":
    "Meanwhile nothing that is talked about can be added to the case. Both firms are told; what is asked is answered as always.",
  "field.off-record": "For how long?",
  "off-record.30-minutes": "For 30 minutes",
  "off-record.1-hour": "For an hour",
  "off-record.2-hours": "For 2 hours",
  "off-record.morning": "Until my next working morning",
  "card.off-record": "Off the record until <b>{at}</b> ({who}): nothing that is talked about is added to the case.",
  "notice.off-record": "{who} would like to talk off the record. Until <b>{at}</b> nothing that is said here can be added to the case.",
  "notice.on-record": "On the record again ({who}): what you mark is added to the case.",
  "reject.off-record":
    "Until {at} both talk off the record: nothing is added to the case. Press <b>On the record again</b> behind More…, or wait until then.",
  "reject.on-record-already": "It is on the record already.",
  "done.go-off-record": "Both firms know. When the time is up, it is on the record again by itself.",
} as const;
