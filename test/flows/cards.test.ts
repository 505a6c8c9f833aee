/** What stands on cards whatever the flow: who is waited for and what they do, what is late in words, when it last changed, where to turn. */
import { expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import type { Action, Message } from "../../src/domain/message.ts";
import { dayMs, hourMs, plus } from "../../src/domain/time.ts";
import { drawCard, drawMore, drawNotice, drawReminder } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { type AskInput, eventsOf, logOf, type World, who, world } from "../support/given.ts";
import { settled } from "../support/settled.ts";

const cardOf = async (made: World, room = "shared"): Promise<string> =>
  textOf(drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), room, "case", null));

test("the case card names who is waited for with what they do there, and says of what is late that it was due", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
  expect(await cardOf(made)).toMatch(/Waiting for Reza Karimi \([^,)]+, [^)]*quality[^)]*\): .* by /);
  await made.pass(2 * hourMs);
  expect(await cardOf(made)).toMatch(/Waiting for Reza Karimi \([^)]+\): .*, was due /);
  expect(await cardOf(made)).not.toContain(" by Tue");
});

test("the case card says when it last changed and by whom, and reminders change nothing", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
  await made.pass(0.5 * hourMs);
  await made.ask("reza", { type: "acknowledge" });
  const changed = (await cardOf(made)).split("\n").find((line) => line.startsWith("Last change"));
  expect(changed).toMatch(/^Last change .*by Reza Karimi$/);
  await made.pass(30 * hourMs);
  expect((await cardOf(made)).split("\n")).toContain(changed);
});

test("More… ends with where to turn", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
  const more = drawMore(made.engine.conversation, await made.held(), made.account(), made.now(), who("freja"));
  expect(textOf({ ...more, blocks: more.blocks.slice(-1) })).toContain("write “@parley help”, or ask Reza Karimi");
});

/** What the first of those who are asked reads. */
const askOf = async (made: World, kind: string, reminds = false) => {
  const held = await made.held();
  const { key, to } = held.shared.asked.find((one) => one.key.split(":")[0] === kind)!;
  const [person] = to;
  return reminds
    ? drawReminder(made.engine.conversation, held, made.account(), made.now(), who(person!), key, "0")!
    : drawCard(made.engine.conversation, held, made.account(), made.now(), `@${person}`, key, null)!;
};
const buttonsOf = ({ blocks }: Message): Action[] => blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));

test("“not us” takes the case all the same and says where it may come from, and why", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
  const card = await askOf(made, "acknowledge");
  expect(textOf(card)).toMatch(/By .*, within 1 working hour/);
  const notUs = buttonsOf(card).find(({ key }) => key === "action.not-us")!;
  const locus = notUs.fields.find(({ name }) => name === "locus")!;
  expect(locus.kind === "choice" && locus.options.map(({ value }) => value)).toEqual(["customer", "environment", "unknown"]);
  if (notUs.press.kind !== "command") throw new Error("no command");
  await made.ask("reza", { ...notUs.press.command, locus: "customer", explanation: "They left us whole" } as AskInput);
  const { shared } = await made.held();
  expect(shared.acknowledged?.by).toBe("reza");
  expect(shared.locus).toMatchObject({ says: { supplier: "customer" }, settled: null });
  expect(await cardOf(made)).toContain("They left us whole");
});

test("whoever is asked for work may say once by when they can have it; reminders follow, and the other firm reads it", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
  await made.ask("reza", { type: "acknowledge", locus: "supplier" });
  const cause = async () => (await made.held()).shared.asked.find(({ key }) => key.startsWith("cause"))!;
  const { due, key: ask } = await cause();
  const until = plus(due, 26 * hourMs);
  expect(buttonsOf(await askOf(made, "cause", true)).map(({ key }) => key)).toContain("action.need-until");
  // Not the other firm's to say, and no earlier than it is due.
  const need = { type: "need-until", ask, until, why: "The metallurgist is back on Thursday" } as const;
  expect((await made.ask("freja", need)).answer).toMatchObject({ ok: false, code: "not-asked" });
  expect((await made.ask("reza", { ...need, until: plus(due, -hourMs) })).answer).toMatchObject({ ok: false, code: "not-later" });
  expect((await made.ask("reza", need)).answer.ok).toBe(true);
  expect((await cause()).due).toBe(until);
  const told = made.store.written.at(-1)!.posts.map(({ room, recipe }) => ({ room, recipe: JSON.parse(recipe) as { seq: number } }));
  const event = (await logOf(made.store, made.id())).find(({ type }) => type === "time-taken")!;
  expect(told.map(({ room }) => room)).toEqual(["shared"]);
  expect(textOf(drawNotice(made.engine.conversation, await made.held(), made.account(), event, 0)!)).toContain("Reza Karimi needs until");
  // Once.
  expect(buttonsOf(await askOf(made, "cause", true)).map(({ key }) => key)).not.toContain("action.need-until");
  expect((await made.ask("reza", { ...need, until: plus(until, hourMs) })).answer).toMatchObject({ ok: false, code: "date-stays" });
  expect(textOf(await askOf(made, "cause", true))).toContain(", as Reza Karimi has said");
  await made.pass(60 * hourMs);
  const reminded = made.store.written.flatMap(eventsOf).filter((one) => one.type === "reminded" && one.ask === ask);
  expect(reminded.find((one) => one.type === "reminded" && one.slot === "0")!.at).toBe(until);
  expect(reminded.every(({ at }) => at >= plus(until, -dayMs))).toBe(true);
  // A decision has no such button.
  await made.ask("reza", { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus: "supplier" });
  expect(buttonsOf(await askOf(made, "judge", true)).map(({ key }) => key)).not.toContain("action.need-until");
});

test("off the record nothing is added to the case until then, whatever is asked is answered, and either firm can end it", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
  const share = { type: "share", what: "Said over coffee" } as const;
  expect((await made.ask("reza", { type: "go-on-record" })).answer).toMatchObject({ ok: false, code: "on-record-already" });
  expect((await made.ask("freja", { type: "go-off-record", pause: "1-hour" })).answer.ok).toBe(true);
  expect(await cardOf(made)).toContain("Off the record until");
  expect((await made.ask("reza", share)).answer).toMatchObject({ ok: false, code: "off-record" });
  expect((await made.ask("reza", { type: "note-spoken", what: "We said so" })).answer).toMatchObject({ ok: false, code: "off-record" });
  const behindMore = async () => JSON.stringify(drawMore(conversation, await made.held(), made.account(), made.now(), who("reza")));
  expect(await behindMore()).not.toMatch(/action\.(share|note-spoken)/);
  expect((await made.ask("reza", { type: "acknowledge", locus: "supplier" })).answer.ok).toBe(true);
  expect((await made.ask("reza", { type: "go-on-record" })).answer.ok).toBe(true);
  expect(await cardOf(made)).not.toContain("Off the record");
  expect((await made.ask("reza", share)).answer.ok).toBe(true);
  // By itself, when its time is over.
  await made.ask("reza", { type: "go-off-record", pause: "30-minutes" });
  await made.pass(31 * 60_000);
  expect(await cardOf(made)).not.toContain("Off the record");
  expect((await made.ask("freja", share)).answer.ok).toBe(true);
});

test("whoever judges a cause can ask for what would show it, but a customer is not asked for evidence of what the supplier caused", async () => {
  const begun = async (by: "reza" | "freja", locus: "supplier" | "customer") => {
    const made = await world();
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
    await made.ask("reza", { type: "acknowledge" });
    await made.ask(by, { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus });
    return made;
  };
  const made = await begun("reza", "supplier");
  const ask = buttonsOf(await askOf(made, "judge")).find(({ key }) => key === "action.ask-evidence")!;
  if (ask.press.kind !== "command") throw new Error("no command");
  await made.ask("freja", { ...ask.press.command, what: "The furnace log of Monday night" } as AskInput);
  const { shared } = await made.held();
  expect(shared.waiting.open).toMatchObject([{ firm: "customer", on: "other-firm", what: "The furnace log of Monday night" }]);
  expect(shared.asked.find(({ key }) => key.startsWith("wait:"))).toMatchObject({ firm: "supplier" });
  const theirs = await begun("freja", "supplier");
  expect(buttonsOf(await askOf(theirs, "judge")).map(({ key }) => key)).not.toContain("action.ask-evidence");
  const ours = await begun("freja", "customer");
  expect(buttonsOf(await askOf(ours, "judge")).map(({ key }) => key)).toContain("action.ask-evidence");
});

test("whoever is asked to sign says why not yet; the other firm reads it, and the offer stays as it is", async () => {
  const made = await world();
  await made.ask("jens", { type: "report", what: "Two pieces missing", stops: "nothing" });
  await made.ask("reza", { type: "acknowledge", locus: "supplier" });
  await made.ask("reza", { type: "propose-option", terms: "Two pieces by post", promises: "Neda: two pieces, by 2026-12-20 12:00" });
  const before = (await made.held()).shared;
  expect(buttonsOf(await askOf(made, "sign")).map(({ key }) => key)).toContain("action.sign-not-yet");
  if (before.negotiation.status !== "on-table") throw new Error(before.negotiation.status);
  const notYet = { type: "not-yet", revision: before.negotiation.current.id, reason: "Hanne looks at it first" } as const;
  expect((await made.ask("freja", notYet)).answer).toMatchObject({ ok: false, code: "not-asked" });
  expect((await made.ask("lars", notYet)).answer.ok).toBe(true);
  const { shared } = await made.held();
  expect(shared.negotiation).toEqual(before.negotiation);
  expect(shared.asked).toEqual(before.asked);
  const event = (await logOf(made.store, made.id())).find(({ type }) => type === "signing-put-off")!;
  const said = textOf(drawNotice(made.engine.conversation, await made.held(), made.account(), event, 0)!);
  expect(said).toContain("Lars Due does not sign for");
  expect(said).toContain("Hanne looks at it first");
});

test("the post that closes a case leads to its report and to what was learnt", async () => {
  const made = await world();
  const found = await settled(made);
  expect(await found.ask("freja", { type: "close" })).toBe("done");
  const event = (await logOf(made.store, found.id)).find(({ type }) => type === "closed")!;
  const post = drawNotice(made.engine.conversation, await made.held(), made.account(), event, 0)!;
  const [report, learnt] = buttonsOf(post);
  expect(report!.press).toEqual({ kind: "report", case: found.id });
  if (learnt?.press.kind !== "command") throw new Error("no command");
  expect(await found.ask("jens", { ...learnt.press.command, earlier: "A gauge at the gate" } as AskInput)).toBe("done");
});

test("an error of a person alone is asked about once more, and whoever knows no more proposes it as it is", async () => {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
  await made.ask("reza", { type: "acknowledge", locus: "supplier" });
  const refused = (await made.ask("reza", { type: "propose-cause", what: "Operator error", locus: "supplier", category: "people" })).answer;
  expect(refused).toMatchObject({ ok: false, code: "human-error" });
  for (const what of [
    "The night shift forgot the check",
    "mistake by the driver",
    "Operatøren glemte kontrollen",
    "بازرسی را فراموش کرد",
  ]) {
    const asked = (await made.ask("reza", { type: "propose-cause", what, locus: "supplier" })).answer;
    expect(asked).toMatchObject({ ok: false, code: "human-error" });
  }
  const [asItIs] = refused.ok ? [] : refused.actions;
  if (asItIs?.press.kind !== "command") throw new Error("no button");
  expect((await made.ask("reza", asItIs.press.command as AskInput)).answer.ok).toBe(true);
  expect((await made.held()).shared.analysis.causes).toMatchObject([{ what: "Operator error", whys: null }]);
});
