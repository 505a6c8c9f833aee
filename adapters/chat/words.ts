/** The few words that a chat platform needs around a message and that no flow says. They stand in the catalogue like every other sentence. */
export const chatWords = [
  "chat.close",
  "chat.cancel",
  "chat.send",
  "chat.rare",
  "chat.time",
  "chat.fill-in",
  "chat.whole-number",
  "chat.does-not-fit",
  "chat.no-files",
  "chat.no-tables",
  "chat.open-browser",
  "chat.no-answer",
  "chat.choose",
  "chat.yes",
  "chat.money-shape",
  "chat.needs-answer",
  "chat.decided",
  "chat.picture",
  "chat.correct",
  "chat.rest-more",
  "chat.rest-page",
  "chat.rest-status",
  "chat.side-room-open",
] as const;

export type ChatWord = (typeof chatWords)[number];

/** A word in a language (BCP 47). */
export type Words = (key: ChatWord, language: string) => string;
