/** What Slack's own windows say: the ends of a form, what is left out of a short message. */
export const slack = {
  "slack.close": "Close",
  "slack.cancel": "Cancel",
  "slack.send": "Send",
  "slack.rare": "More to say…",
  "slack.no-answer": "No answer",
  "slack.choose": "Choose",
  "slack.yes": "Yes",
  "slack.money-shape": "Such as 6450.00 EUR",
  "slack.needs-answer": "Needs an answer",
  "slack.decided": "Decided",
  "slack.picture": "Photo",
  "slack.correct": "Correct…",
  "slack.rest-more": "This is the short form. Everything else is under “More…”.",
  "slack.rest-page": "This is the short form. Everything else is on the page.",
} as const;
