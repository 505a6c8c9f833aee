/** The relay over real databases, against a chat platform that fails as a network does. */
import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import type { Flow } from "../../src/domain/flow.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import { DeliveryError, UnavailableError } from "../../src/errors.ts";
import { type FakeChat, fakeChat, type Trouble } from "../support/fake-chat.ts";
import { onBoth } from "../support/relay-stage.ts";

onBoth(({ database, store, account, logged, pass, report, note, acknowledge, leasesEnd, untilSent, expectOnce }) => {
  const text = (chat: FakeChat, key: string): string => JSON.stringify(chat.ledger.find((held) => held.key === key)?.shown.at(-1));
  describe("each message is posted once", () => {
    const at =
      (place: "post" | "posted") =>
      (trouble: (times: number) => void): Trouble => {
        const seen = new Map<string, number>();
        return (where, key) => {
          if (where !== place) return;
          const times = (seen.get(key) ?? 0) + 1;
          seen.set(key, times);
          trouble(times);
        };
      };
    const ahead = at("post");
    const behind = at("posted");
    const once = (error: () => Error) => (seen: number) => {
      if (seen === 1) throw error();
    };

    test.each<[string, Trouble]>([
      ["accepts and then drops the connection", behind(once(() => new DeliveryError("gone", { retryable: true })))],
      ["answers that it failed", ahead(once(() => new DeliveryError("500", { retryable: true })))],
      ["asks for patience", ahead(once(() => new DeliveryError("429", { retryable: true, retryAfterMs: 30_000 })))],
      ["breaks in a way that nobody thought of", ahead(once(() => new TypeError("surprise")))],
      ["accepts and then breaks in a way that nobody thought of", behind(once(() => new TypeError("surprise")))],
    ])("by a platform that %s", async (_, trouble) => {
      const chat = fakeChat(trouble);
      const id = await report();
      await acknowledge(id);
      await note(id, "between us");
      await untilSent(chat);
      await expectOnce(chat);
      expect(chat.ledger.length).toBeGreaterThan(5);
    });

    test("by a platform that asked for patience, and not before it has passed", async () => {
      const chat = fakeChat(ahead(once(() => new DeliveryError("429", { retryable: true, retryAfterMs: 3_600_000 }))));
      await note(await report(), "between us");
      await pass(chat);
      await pass(chat);
      expect(chat.ledger).toEqual([]);
      const [soonest] = await database().query<{ ms: number }>(
        "soonest",
        "select (parley_ms(min(not_before)) - parley_ms(clock_timestamp()))::float8 as ms from cards",
      );
      expect(soonest!.ms).toBeGreaterThan(3_000_000);
      await untilSent(chat);
      await expectOnce(chat);
    });

    test("by a platform that asks for patience more often than anyone should have to wait", async () => {
      const chat = fakeChat(
        ahead((seen) => {
          if (seen <= 15) throw new DeliveryError("429", { retryable: true, retryAfterMs: 1_000 });
        }),
      );
      await report();
      await untilSent(chat);
      await expectOnce(chat);
      expect(await store().health()).toMatchObject({ parked: 0 });
    });

    test("while our own database cannot answer, however long that takes", async () => {
      const chat = fakeChat(
        ahead((seen) => {
          if (seen <= 15) throw new UnavailableError("the database does not answer");
        }),
      );
      await report();
      await untilSent(chat);
      await expectOnce(chat);
    });

    test("by a platform that cannot tell for a while whether it has the message", async () => {
      const chat = fakeChat(behind(once(() => new DeliveryError("gone", { retryable: true }))));
      chat.tells = false;
      await report();
      for (let tries = 0; tries < 3; tries++) {
        await pass(chat);
        await leasesEnd();
      }
      expect(chat.looks).toBeGreaterThan(2);
      chat.tells = true;
      await untilSent(chat);
      await expectOnce(chat);
    });
  });

  test("a platform that can never tell gets the message again in the end: late and perhaps twice, but never not at all", async () => {
    let failed = 0;
    const chat = fakeChat((at) => {
      if (at === "post" && failed++ < 4) throw new DeliveryError("500", { retryable: true });
    });
    chat.tells = false;
    await report();
    await untilSent(chat);
    await expectOnce(chat);
    expect(await store().health()).toMatchObject({ parked: 0 });
  });

  test("a card that was parked after an unknown outcome is looked for before it is posted", async () => {
    const chat = fakeChat((at, key) => {
      if (at === "posted" && key.endsWith("shared:case")) throw new DeliveryError("gone", { retryable: false });
    });
    const id = await report();
    await pass(chat);
    expect(await store().health()).toMatchObject({ parked: 1 });
    await acknowledge(id);
    await untilSent(chat);
    expect(chat.counts().get(`${id}:shared:case`)).toBe(1);
    expect(await store().health()).toMatchObject({ parked: 0 });
  });

  test("a case's card stands in a room before the case's news", async () => {
    let refused = 0;
    const chat = fakeChat((at, key) => {
      if (at === "post" && key.endsWith(":shared:case") && refused++ < 3) throw new DeliveryError("500", { retryable: true });
    });
    const id = await report();
    await acknowledge(id);
    await pass(chat);
    expect(chat.ledger.filter(({ to }) => to.room === "shared")).toEqual([]);
    await untilSent(chat);
    const inRoom = chat.ledger.filter(({ to }) => to.room === "shared").map(({ key }) => key);
    expect(inRoom[0]).toBe(`${id}:shared:case`);
    expect(inRoom.length).toBeGreaterThan(1);
  });

  test("a card that changes while it is being shown is shown again", async () => {
    let changed = false;
    let id: CaseId | null = null;
    const chat = fakeChat(async (at, key) => {
      if (at !== "post" || changed || !key.endsWith(":shared:case")) return;
      changed = true;
      await acknowledge(id!);
    });
    id = await report();
    await pass(chat);
    const card = chat.ledger.find(({ key }) => key === `${id}:shared:case`)!;
    expect(card.shown.length).toBe(2);
    expect(JSON.stringify(card.shown[0])).not.toBe(JSON.stringify(card.shown[1]));
    const newest = fakeChat();
    await database().exec("update cards set stale = true, posted = null");
    await pass(newest);
    expect(text(chat, card.key)).toBe(text(newest, card.key));
  });

  test("a message that no try could deliver is parked and counted, and what comes after it goes on", async () => {
    let hopeless = false;
    const chat = fakeChat((at, key) => {
      if (at === "post" && key.includes(":customer:1:")) throw new DeliveryError("invalid_blocks", { retryable: false });
      if (at === "post" && hopeless) throw new DeliveryError("500", { retryable: true });
    });
    const id = await report();
    await note(id, "first");
    await note(id, "second");
    await untilSent(chat);
    expect(await store().health()).toMatchObject({ parked: 1, outboxAgeMs: 0 });
    expect(text(chat, `${id}:customer:2:0`)).toContain("second");
    hopeless = true;
    await note(id, "third");
    await untilSent(chat);
    expect(await store().health()).toMatchObject({ parked: 2 });
    expect(logged.filter(({ fields }) => fields["park"] === true)).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toMatch(/first|second|third/);
  });

  test("a platform that is away for however long holds what is for it, and nothing is parked", async () => {
    let away = true;
    const chat = fakeChat((at) => {
      if (at === "post" && away) throw new DeliveryError("no answer", { retryable: true, away: true });
    });
    await note(await report(), "between us");
    for (let tries = 0; tries < 20; tries++) {
      await pass(chat);
      await leasesEnd();
    }
    expect(await store().health()).toMatchObject({ parked: 0 });
    expect(chat.ledger).toEqual([]);
    away = false;
    await untilSent(chat);
    await expectOnce(chat);
  });

  test("the card of somebody who is gone for a while is there when they are back", async () => {
    const all = account();
    await report();
    const [asked] = await database().query<{ room: string }>("asked", "select room from cards where room like '@%' order by room");
    const gone = asked!.room.slice(1);
    await store().saveAccount({ ...all, people: all.people.filter(({ id }) => id !== gone) });
    const chat = fakeChat();
    await untilSent(chat);
    expect(chat.ledger.filter(({ to }) => to.room === asked!.room)).toEqual([]);
    await store().saveAccount(all);
    await database().exec(`update cards set stale = true, wanted = wanted + 1 where room = '${asked!.room}'`);
    await untilSent(chat);
    await expectOnce(chat);
  });

  test("a case that never comes to rest does not keep the relay from the others", async () => {
    const chat = fakeChat();
    await report("restless");
    await untilSent(chat);
    const restless: Flow = {
      rules: {},
      asks: ({ asked }) =>
        asked
          .filter(({ key }) => key === "acknowledge")
          .map(({ to, due, firm }) => ({ key: "acknowledge", firm, to, due, ends: true, slots: [] })),
    };
    await store().forward(5 * 86_400_000);
    await pass(chat, { ...conversation, flows: [restless, ...conversation.flows] });
    expect(logged).toContainEqual({ fields: expect.objectContaining({ turns: 10 }), message: "this case stays due" });
  });

  test("a case whose time cannot pass holds nobody else up", async () => {
    const [broken, sound] = [await report("broken"), await report("sound")];
    const chat = fakeChat();
    await untilSent(chat);
    // To where both are due: reminders wait for working hours, whatever day it is today.
    const { due, now } = await store().nextDue();
    await store().forward(Date.parse(due!) - Date.parse(now) + 1_000);
    const stumbles: Flow = {
      rules: {},
      asks: (shared) => {
        if (shared.number === 1) throw new TypeError("a mistake of ours");
        return [];
      },
    };
    await pass(chat, { ...conversation, flows: [...conversation.flows, stumbles] });
    const reminded = await database().query<{ case_id: CaseId }>(
      "reminded",
      "select distinct case_id from outbox where recipe like '%reminder%'",
    );
    expect(reminded).toEqual([{ case_id: sound }]);
    expect(logged).toContainEqual({ fields: { case: broken, error: "TypeError" }, message: "time cannot pass for this case" });
  });
});
