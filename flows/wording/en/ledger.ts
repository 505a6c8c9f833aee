/** The value ledger. */
export const ledger = {
  "waiting.value": "enter what it was worth",
  "waiting.confirm-value": "confirm the value",
  "ask.value": "What did it cost, save or bring you?",
  "ask.value.body":
    "Write it down for {firm} first; nobody else reads that. What you share counts once the firm that benefits confirms it.",
  "ask.confirm-value": "Is this what it was worth to you?",
  "value.in-place-of": "In place of:",
  "notice.value": "Value confirmed by {firm}:",
  "notice.value-corrected": "Value corrected and confirmed by {firm}:",

  "action.value": "Share a value in money…",
  "action.value-other": "Share another value…",
  "action.no-value": "Nothing to enter",
  "action.confirm-value": "Confirm",
  "action.correct-value": "Correct “{what}”…",

  "form.value": "Both firms will see it.",
  "form.correct-value": "The earlier line can still be read; this one counts in its place once it is confirmed.",
  "form.value-not-so": "Your figure counts in its place at once. Both firms can read both lines.",

  "field.value-what": "What did it save or bring?",
  "field.value-kind": "What kind of value?",
  "field.value-amount": "How much?",
  "field.value-firm": "Who benefits?",

  "reject.enough-values": "There are {count} value entries already.",
  "reject.unknown-value": "That entry is not part of the case.",
  "reject.corrected-already": "That entry has been corrected already. Correct the newer one.",
  "reject.beneficiary-confirms": "{firm} benefits and so confirms it.",

  "value.noted": "Noted for your firm:",
  "value.hours": "{hours} h",
  "notice.value-noted": "{who} has noted for your firm:",
  "action.note-value": "For ourselves…",
  "action.share-value": "Share “{what}” with the other firm…",
  "action.value-bridge": "What bridging was worth…",
  "form.note-value": "Only {firm} will see it. What of it is shared, you decide afterwards.",
  "form.share-value": "Both firms will see what stands here. It counts once the firm that benefits confirms it.",
  "field.value-what-own": "What did it cost, save or bring you?",
  "field.value-hours": "How many hours of work?",
} as const;
