/** What is sent makes way for answers that people wait for, and is sent all the same. */
import { expect, test } from "vitest";
import { answersFirst } from "../../../adapters/chat/answers-first.ts";
import type { Message } from "../../../src/domain/message.ts";
import type { Address } from "../../../src/ports/chat.ts";
import { fakeChat } from "../../support/fake-chat.ts";

const to = {} as Address;
const message = {} as Message;

test("a message waits while somebody waits for an answer, and is sent once they have it", async () => {
  const ledger = fakeChat();
  const awaited = { now: 1 };
  const chat = answersFirst(ledger, awaited);
  const sent = chat.post(to, message, "a");
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ledger.ledger).toEqual([]);
  awaited.now = 0;
  const id = await sent;
  await chat.update(to, id, message, "a");
  expect(ledger.ledger.map(({ key, shown }) => [key, shown.length])).toEqual([["a", 2]]);
});

test("however many wait for answers, everything is sent in the end", async () => {
  const ledger = fakeChat();
  const chat = answersFirst(ledger, { now: 1 });
  await Promise.all(["a", "b", "c"].map((key) => chat.post(to, message, key)));
  expect(ledger.ledger.map(({ key }) => key)).toEqual(["a", "b", "c"]);
});
