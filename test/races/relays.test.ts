/** Relays at once, relays that die, relays that are slow: over real databases, each message is posted once. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import type { Conversation, Flow } from "../../src/domain/flow.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import type { Person } from "../../src/domain/people.ts";
import { type FakeChat, fakeChat, type Trouble } from "../support/fake-chat.ts";
import { onBoth } from "../support/relay-stage.ts";

/** Twenty people who hear of every note: posts enough for four relays. */
const crowd = Array.from({ length: 20 }, (_, i) => `crowd${String(i).padStart(2, "0")}` as PersonId);
const chatty: Flow = {
  rules: {},
  notices: (event) =>
    event.type === "noted"
      ? crowd.map((person) => ({
          to: { kind: "person", person },
          draw: () => [{ kind: "text", parts: [event.said?.text ?? ""], tone: "plain" }],
        }))
      : [],
};
const withCrowd: Conversation = { ...conversation, flows: [...conversation.flows, chatty] };

onBoth(({ store, account, pass, report, note, acknowledge, leasesEnd, othersSent, untilSent, expectOnce }) => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("four relays at once send 400 posts to 20 rooms once each, in the order of their case", async () => {
    const { people, ...rest } = account();
    const person = people.find(({ id }) => id === "freja")!;
    await store().saveAccount({ ...rest, people: [...people, ...crowd.map((id): Person => ({ ...person, id }))] });
    const cases = [await report("first"), await report("second")];
    for (let i = 0; i < 20; i++) await note(cases[i % 2]!, `note ${i}`, withCrowd);
    const chat = fakeChat(async () => {
      // Gives the others a turn between any two calls.
      await new Promise((resolve) => setImmediate(resolve));
    });
    await Promise.all([1, 2, 3, 4].map(() => pass(chat, withCrowd)));
    await untilSent(chat, withCrowd);
    await expectOnce(chat);
    for (const room of crowd) {
      for (const [parity, id] of cases.entries()) {
        const heard = chat.ledger.filter(({ to }) => to.room === `@${room}` && to.thread === id);
        const notes = heard.map(({ shown }) => /note \d+/.exec(JSON.stringify(shown))?.[0]);
        expect(notes).toEqual(Array.from({ length: 10 }, (_, i) => `note ${2 * i + parity}`));
      }
    }
  });

  describe("a relay that dies", () => {
    /** Hangs for ever at the nth call, whose key is told: what a killed process does, seen from the room that it was about to write to. */
    const dies = (place: "post" | "posted" | "update", nth: number): { trouble: Trouble; dead: Promise<string> } => {
      let seen = 0;
      let tell: (key: string) => void = () => {};
      const dead = new Promise<string>((resolve) => {
        tell = resolve;
      });
      return {
        dead,
        trouble: (at, key) => {
          if (at !== place || ++seen !== nth) return;
          tell(key);
          return new Promise(() => {});
        },
      };
    };

    test.each([1, 2, 4, 6, 8])("between the claim and message %i leaves it to the next one", async (nth) => {
      const { trouble, dead } = dies("post", nth);
      const chat = fakeChat(trouble);
      const id = await report();
      await acknowledge(id);
      await note(id, "between us");
      void pass(chat);
      const key = await dead;
      await othersSent();
      expect(chat.counts().get(key)).toBeUndefined();
      await untilSent(chat);
      await expectOnce(chat);
    });

    test.each([1, 2, 4, 6, 8])("after posting message %i and before noting it does not let it be posted again", async (nth) => {
      const { trouble, dead } = dies("posted", nth);
      const chat = fakeChat(trouble);
      const id = await report();
      await acknowledge(id);
      await note(id, "between us");
      void pass(chat);
      const key = await dead;
      await othersSent();
      expect(chat.counts().get(key)).toBe(1);
      await untilSent(chat);
      await expectOnce(chat);
      expect(chat.looks).toBeGreaterThan(0);
    });

    test("keeps what it held only for as long as its lease runs", async () => {
      const { trouble, dead } = dies("post", 1);
      const chat = fakeChat(trouble);
      await report();
      void pass(chat);
      const key = await dead;
      await othersSent();
      await pass(chat);
      expect(chat.counts().get(key)).toBeUndefined();
      await untilSent(chat);
      await expectOnce(chat);
    });
  });

  test("a relay that a slow platform holds longer than its lease gives back what another one may have sent", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    let slow = true;
    const chat: FakeChat = fakeChat(async (at) => {
      if (at !== "posted" || !slow) return;
      slow = false;
      vi.advanceTimersByTime(61_000);
      await leasesEnd();
      await untilSent(chat);
    });
    const id = await report();
    await note(id, "between us");
    await pass(chat);
    await untilSent(chat);
    await expectOnce(chat);
  });
});
