/** A case played through the engine, as the people of scenario A would: up to an offer on the table, and counters from there. */
import { randomUUID } from "node:crypto";
import { conversation } from "../../flows/conversation.ts";
import { writeWhen } from "../../flows/reading/when.ts";
import { type Ask, askSchema } from "../../src/domain/command.ts";
import { reportSchema } from "../../src/domain/commands/notification.ts";
import { derivedId } from "../../src/domain/hash.ts";
import type { CaseId, PersonId, RevisionId } from "../../src/domain/ids.ts";
import type { Account } from "../../src/domain/people.ts";
import { dayMs, instant } from "../../src/domain/time.ts";
import { type Engine, handle } from "../../src/engine/handle.ts";
import { readSeed } from "../../src/operations/seed.ts";
import type { Store } from "../../src/ports/store.ts";

/** The engine as the program has it, and the relationship of the playground. */
export type Stage = { readonly engine: Engine; readonly account: Account };

/** The real conversation over `store`, with the playground's two firms saved in it. */
export async function stage(store: Store): Promise<Stage> {
  const account = await readSeed();
  await store.saveAccount(account);
  return { engine: { store, conversation, chance: () => randomUUID().replaceAll("-", "") }, account };
}

let keys = 0;

/** One command of one person. @throws {Error} when it is refused: a bench measures what is accepted. */
async function say({ engine, account }: Stage, person: string, id: CaseId | null, ask: object): Promise<{ id: CaseId; key: string }> {
  const key = `bench-${process.pid}-${keys++}`;
  const { answer } = await handle(engine, { relationship: account.id, person: person as PersonId }, key, id, ask as Ask);
  if (!answer.ok) throw new Error(`${person} was refused: ${answer.code} ${JSON.stringify(ask)}`);
  return { id: answer.case!, key: `${account.id}/${person}/${key}` };
}

/** A deal as its form is sent: dates in the words that the form itself writes. */
function deal(account: Account, days: number) {
  const by = (day: number) => writeWhen(instant(Date.now() + (day + days) * dayMs), account.firms.customer.zone);
  return {
    solution: "rework-there",
    source: "custom",
    terms: "Two engineers sort and rework at Nordvik in two days; the rest is replaced by air within the week",
    promises: `Arash Nouri: sort and rework 38 housings at Nordvik, by ${by(4)}, needs 2\nJens Bach: site access and a bench for two engineers, by ${by(2)}`,
    discount: 10,
    supplierCost: "6450.00 EUR",
    customerCost: "1200.00 EUR",
  };
}

/** Two deals that the firms take turns to offer, written once: making them up is not the engine's work. */
const deals = new WeakMap<Account, readonly object[]>();
function dealOf(account: Account, turn: number): object {
  let both = deals.get(account);
  if (!both) {
    both = [deal(account, 0), deal(account, 1)];
    deals.set(account, both);
  }
  return both[turn % 2]!;
}

/** How many promises `deal` holds: each takes an id before the revision does. */
const promises = 2;

/** Where a case's negotiation stands: who answers next, what, and whether they have shown evidence for it. */
export type Talk = { id: CaseId; revision: RevisionId; turns: number; shown: boolean };

/** The customer's front line reports a failure. */
async function reported(on: Stage): Promise<CaseId> {
  const report = reportSchema.parse({
    type: "report",
    what: "Batch 4411 came in cracked, 38 of 120; the cracks run from the riser to the flange on the inner side",
    order: "Batch 4411",
    affected: 38,
    total: 120,
    stops: "line",
    hurts: "Line 2 stops tomorrow noon",
    remedy: "Good housings before noon tomorrow",
  });
  return (await say(on, "freja", null, report)).id;
}

/** Plays a case until the customer's lead has an offer of the supplier on the table. */
export async function openCase(on: Stage): Promise<Talk> {
  const id = await reported(on);
  const parsed = (person: string, ask: object) => say(on, person, id, askSchema.parse(ask));
  await parsed("reza", { type: "acknowledge", explanation: "The furnace log shows a low temperature on Monday night; we are checking" });
  await parsed("freja", { type: "confirm-impact" });
  await parsed("freja", { type: "contain", place: "customer-stock", what: "82 unopened housings set aside" });
  const cause = {
    type: "propose-cause",
    what: "Poured at 1,310 °C, 40 below the limit",
    whys: "The ladle waited 20 minutes",
    locus: "supplier",
  };
  await parsed("reza", cause);
  const held = (await on.engine.store.read({ case: id, relationship: null }, "")).row!.case;
  await parsed("freja", { type: "confirm-cause", cause: held.shared.analysis.causes[0]!.id });
  await parsed("reza", { type: "propose-option", ...dealOf(on.account, 0) });
  const offered = await parsed("reza", { type: "counter", ...dealOf(on.account, 0) });
  return { id, revision: derivedId(`${offered.key}|${promises}`) as RevisionId, turns: 1, shown: false };
}

/** The firm that was asked counters what is on the table; the other firm's next counter answers that. Three events. */
export async function counter(on: Stage, talk: Talk): Promise<void> {
  const why = `Line 2 needs 40 pieces by Thursday, as said in our call no. ${(talk.turns % 9) + 1}`;
  const ask = { type: "counter", option: null, revision: talk.revision, ...dealOf(on.account, talk.turns), why, open: null };
  const { key } = await say(on, facing(talk), talk.id, ask);
  talk.revision = derivedId(`${key}|${promises}`) as RevisionId;
  talk.turns += 1;
}

/** The firm that is asked adds a piece of evidence first. One event. */
async function evidence(on: Stage, talk: Talk): Promise<void> {
  const what = `Photos of the cracks on pallet ${(talk.turns % 9) + 1}: they run from the riser to the flange, on the inner side`;
  await say(on, facing(talk), talk.id, { type: "add-evidence", what, files: [] });
}

/** The bench's turn, one of two: a firm shows evidence, then counters; then it is the other firm's turn. Two events on average. */
export async function negotiate(on: Stage, talk: Talk): Promise<void> {
  talk.shown = !talk.shown;
  await (talk.shown ? evidence : counter)(on, talk);
}

const facing = ({ turns }: Talk): string => (turns % 2 === 1 ? "freja" : "reza");

/** Makes the log of a case about `events` long, with what people write while they negotiate; the fold fills to its bounds. */
export async function lengthen(on: Stage, talk: Talk, events: number): Promise<void> {
  const rest = (i: number) =>
    `no. ${i}: the second sample, poured warm, has no cracks; the ultrasonic report and the furnace log are attached`;
  for (let i = 0; ; i++) {
    const { heads } = (await on.engine.store.read({ case: talk.id, relationship: null }, "")).row!;
    if (heads.shared.seq + heads.supplier.seq + heads.customer.seq >= events) return;
    await say(on, "freja", talk.id, { type: "add-evidence", what: `Evidence ${rest(i)}`, files: [] });
    await say(on, "reza", talk.id, { type: "contain", place: "transit", what: `Stock ${rest(i)}` });
    await say(on, "mads", talk.id, { type: "note", text: `Note ${rest(i)}` });
    await counter(on, talk);
  }
}
