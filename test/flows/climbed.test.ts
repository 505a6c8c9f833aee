/** What has climbed to somebody, as one question: one card, one reminder, one place among their questions. */
import { describe, expect, test } from "vitest";
import type { Shared } from "../../src/domain/case.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { hourMs, minuteMs } from "../../src/domain/time.ts";
import { relay } from "../../src/engine/relay.ts";
import { textOf } from "../scenarios/player.ts";
import { fakeChat } from "../support/fake-chat.ts";
import { type World, world } from "../support/given.ts";

const asked = (shared: Shared, key: string) => shared.asked.find((one) => one.key === key)?.to.join() ?? null;

describe("what has climbed to one person in one case is one question", () => {
  const critical = { type: "report", what: "Two hooks broke", stops: "danger", order: "Batch 4411" } as const;
  /** What each person of the ladders has in front of them that can still be pressed, and how often they were written to. */
  async function silent(hours: number) {
    const made = await world();
    const chat = fakeChat();
    const worker = relay(made.engine, chat, { info: () => {}, warn: () => {}, error: () => {} }, () => {});
    const pass = async (ms: number) => {
      await made.pass(ms);
      await worker.pass();
    };
    await made.ask("freja", critical);
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    for (let hour = 0; hour < hours; hour++) await pass(hourMs);
    const at = (id: string) =>
      chat.ledger.filter(
        ({ to, key, shown }) => to.room === `@${id}` && shown.at(-1)!.ask?.startsWith("escalation:") && !key.includes("digest"),
      );
    const cards = (id: string) =>
      at(id)
        .filter(({ key }) => key.includes(":@"))
        .flatMap(({ shown }) => (shown.at(-1)!.tone === "ask" ? [shown.at(-1)!] : []));
    return {
      made,
      pass,
      cards,
      reminders: (id: string) =>
        at(id)
          .filter(({ key }) => !key.includes(":@"))
          .map(({ shown }) => shown.at(-1)!),
    };
  }
  const climbed = async (made: World, id: string) =>
    (await made.held()).shared.asked.flatMap(({ key, to }) => (key.startsWith("escalation:") && to.includes(id as PersonId) ? [key] : []));
  const asks = (keys: readonly string[]) => keys.map((key) => key.split(":").slice(3).join(":"));

  test("each of them has one card, on both sides, with the same facts, oldest first", async () => {
    const { made, cards } = await silent(4);
    expect((await climbed(made, "shirin")).length).toBeGreaterThan(2);
    const both = ["shirin", "lars"].map((id) => cards(id));
    for (const one of both) expect(one).toHaveLength(1);
    const count = (await climbed(made, "shirin")).length;
    expect(textOf(both[0]![0]!)).toContain(`${count} things wait in PAR-00001`);
    const facts = both.map(([card]) => card!.blocks.filter(({ kind }) => kind === "facts"));
    expect(facts[0]).toEqual(facts[1]);
    expect(facts[0]).toHaveLength(count);
  });

  test("it is brought to mind once at one instant, and put off as a whole", async () => {
    const { made, reminders, pass } = await silent(3);
    const before = reminders("shirin").length;
    const [key, ...others] = await climbed(made, "shirin");
    expect(others.length).toBeGreaterThan(1);
    await made.ask("shirin", { type: "snooze", ask: key!, pause: "2-hours" });
    const put = (await made.held()).shared.asked.filter((one) => [key, ...others].includes(one.key));
    expect(put.every(({ quietUntil }) => quietUntil !== null)).toBe(true);
    await pass(2 * hourMs);
    expect(reminders("shirin").length).toBe(before + 1);
  });

  test("all of it is taken up at once, or what is chosen; what is left is one question still", async () => {
    const { made, pass, cards } = await silent(4);
    const mine = asks(await climbed(made, "shirin"));
    // What the customer is asked climbs to her, too; that she knows of, and her own firm’s she can take.
    const rest = mine.filter((ask) => ask !== "impact");
    expect(rest.length).toBeLessThan(mine.length);
    const button = (name: string) =>
      cards("shirin")[0]!
        .blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []))
        .find(({ key }) => key.startsWith(name))!;
    expect(button("action.see-escalation")).toMatchObject({ key: "action.see-escalation.of", fields: [] });
    await made.ask("shirin", { type: "see-escalation", ask: "impact" });
    await pass(minuteMs);
    expect(asks(await climbed(made, "shirin"))).toEqual(rest);
    expect(cards("shirin")).toHaveLength(1);
    expect(textOf(cards("shirin")[0]!)).toContain(`${rest.length} things`);
    const [which] = button("action.take-escalation").fields;
    expect(which).toMatchObject({ kind: "choices", required: true });
    expect(which!.kind === "choices" && which!.value).toEqual(expect.arrayContaining(rest));
    const { answer } = await made.ask("shirin", { type: "take-escalation", ask: rest });
    expect(answer.ok).toBe(true);
    const { shared } = await made.held();
    for (const ask of rest) expect(asked(shared, ask), ask).toBe("shirin");
    await pass(minuteMs);
    expect(cards("shirin")).toEqual([]);
  });

  test("it takes the room of one, so that it keeps no other question from whoever has it", async () => {
    const made = await world();
    const { firms, ...account } = made.account();
    const ladder = [["freja" as PersonId]];
    await made.saveAccount({ ...account, firms: { ...firms, customer: { ...firms.customer, ladder } } });
    await made.ask("freja", critical);
    await made.ask("reza", { type: "acknowledge", locus: "supplier", hearBy: "2026-11-24T13:00" });
    await made.pass(5 * hourMs);
    await made.ask("freja", { type: "confirm-impact" });
    await made.ask("freja", { type: "answer-otherwise", ask: "bridge:0", how: "skip" });
    expect((await climbed(made, "freja")).length).toBe(3);
    expect(asked((await made.held()).shared, "pain")).toBe("freja");
  });

  test("the other firm knows of all, and what one of them is over by now is no reason to refuse the others", async () => {
    const { made } = await silent(4);
    const mine = asks(await climbed(made, "lars")).filter((ask) => !ask.endsWith("customer"));
    const theirs = mine.filter((ask) => ask === "impact");
    await made.ask("freja", { type: "confirm-impact" });
    expect((await made.ask("lars", { type: "see-escalation", ask: theirs })).answer).toMatchObject({ ok: false, code: "not-waiting" });
    expect((await made.ask("lars", { type: "see-escalation", ask: mine })).answer.ok).toBe(true);
    expect((await made.held()).shared.escalation.seen.length).toBe(mine.length - theirs.length);
  });
});
