/** The few words of Slack's side that no flow says. They stand in the catalogue like every other sentence. */
export const slackWords = [
  "slack.close",
  "slack.cancel",
  "slack.send",
  "slack.rare",
  "slack.no-answer",
  "slack.choose",
  "slack.yes",
  "slack.money-shape",
  "slack.needs-answer",
  "slack.decided",
  "slack.picture",
  "slack.correct",
  "slack.rest-more",
  "slack.rest-page",
  "slack.rest-status",
  "slack.side-room-open",
] as const;

export type SlackWord = (typeof slackWords)[number];

/** A word in a language (BCP 47). */
export type Words = (key: SlackWord, language: string) => string;
