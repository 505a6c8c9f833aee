/** Reminders, from the passing of a deadline to the message, over real databases with the playground's clock. */
import { beforeEach, describe, expect, test } from "vitest";
import type { CaseId } from "../../src/domain/ids.ts";
import { epochMs, type Instant, plus } from "../../src/domain/time.ts";
import { DeliveryError } from "../../src/errors.ts";
import { type FakeChat, fakeChat } from "../support/fake-chat.ts";
import { onBoth } from "../support/relay-stage.ts";

onBoth(({ store, pass, report, acknowledge, leasesEnd, untilSent, expectOnce }) => {
  describe("reminders", () => {
    const tuesday = "2026-11-24T07:00:00.000Z" as Instant;
    type Reminded = { readonly ask: string; readonly slot: string; readonly at: Instant };
    const reminded = async (id: CaseId): Promise<Reminded[]> => {
      const found: Reminded[] = [];
      for (const audience of ["shared", "supplier", "customer"] as const)
        for await (const { body } of store().log(id, audience)) {
          const event = JSON.parse(body) as { type: string } & Reminded;
          if (event.type === "reminded") found.push(event);
        }
      return found;
    };
    const inRoom = (chat: FakeChat, room: string) => chat.ledger.filter(({ to, key }) => to.room === room && /:\d+:/.test(key));
    /** Moves the clock to `at`, never back. */
    const moveTo = async (at: Instant) => {
      const { now } = await store().nextDue();
      return store().forward(epochMs(at) - epochMs(now));
    };
    beforeEach(async () => {
      await store().holdClock(tuesday);
    });

    test("come at their time and not a millisecond early, once each, whatever relays there are", async () => {
      const chat = fakeChat();
      const id = await report();
      await untilSent(chat);
      for (let slots = 0; slots < 4; slots++) {
        const already = (await reminded(id)).length;
        const { due } = await store().nextDue();
        await moveTo(plus(due!, -1));
        await pass(chat);
        expect(await reminded(id)).toHaveLength(already);
        await moveTo(due!);
        await Promise.all([pass(chat), pass(chat), pass(chat)]);
        await untilSent(chat);
        const now = await reminded(id);
        expect(now.length).toBeGreaterThan(already);
        for (const { at } of now.slice(already)) expect(at).toBe(due);
      }
      const each = (await reminded(id)).map(({ ask: asked, slot }) => `${asked} ${slot}`);
      expect(new Set(each).size).toBe(each.length);
      await expectOnce(chat);
    });

    test("that were missed for days come as one for each ask and person", async () => {
      const chat = fakeChat();
      const id = await report();
      await untilSent(chat);
      const before = chat.ledger.length;
      await store().forward(6 * 86_400_000);
      await pass(chat);
      await untilSent(chat);
      const events = await reminded(id);
      expect(events.length).toBeGreaterThan(0);
      expect(new Set(events.map(({ ask: asked }) => asked)).size).toBe(events.length);
      // A manager's digest is no reminder.
      const rooms = chat.ledger
        .slice(before)
        .filter(({ key }) => !key.startsWith("digest/"))
        .map(({ to }) => to.room);
      expect(rooms.length).toBeGreaterThan(0);
      expect(new Set(rooms).size).toBe(rooms.length);
      const late = chat.ledger.length;
      await pass(chat);
      expect(chat.ledger).toHaveLength(late);
    });

    test("that are under way fall silent when somebody answers in between", async () => {
      let asleep = false;
      const chat = fakeChat((at) => {
        if (asleep && at === "post") throw new DeliveryError("500", { retryable: true });
      });
      const id = await report();
      await untilSent(chat);
      const { due } = await store().nextDue();
      await moveTo(due!);
      asleep = true;
      await pass(chat);
      const [first] = await reminded(id);
      expect(first!.ask).toContain("acknowledge");
      await acknowledge(id);
      asleep = false;
      await leasesEnd();
      await pass(chat);
      expect(inRoom(chat, "@reza")).toEqual([]);
      // Settled, not put off.
      expect(await store().health()).toMatchObject({ outboxAgeMs: 0, parked: 0 });
      await store().forward(10 * 86_400_000);
      await pass(chat);
      expect((await reminded(id)).filter(({ ask: asked }) => asked === first!.ask)).toHaveLength(1);
    });
  });
});
