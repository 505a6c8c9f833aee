/** What is said in passing: to one person, and kept nowhere. */
import type { Action, Block, Message, Part } from "../../src/domain/message.ts";

/** A message for one reader, said in passing: nothing of it is kept. */
export const aside = (blocks: readonly Block[], language: string): Message => ({
  seen: { kind: "person" },
  tone: "notice",
  case: null,
  blocks,
  footer: [],
  language,
});

/** Some words with buttons beneath them. */
export const textBlocks = (parts: readonly Part[], actions: readonly Action[] = []): Block[] => [
  { kind: "text", parts, tone: "plain" },
  ...(actions.length > 0 ? [{ kind: "actions", actions } as const] : []),
];
