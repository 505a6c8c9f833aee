/** A change of what was agreed, in random order with everything that happens to promises: nothing holds but what both firms have signed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { writePromises } from "../../flows/deal.ts";
import { changeable } from "../../flows/offer.ts";
import { type Shared, stageOf } from "../../src/domain/case.ts";
import { signedFor } from "../../src/domain/deal.ts";
import type { Event } from "../../src/domain/event.ts";
import { canonical } from "../../src/domain/hash.ts";
import { firms, otherFirm, personOf } from "../../src/domain/people.ts";
import { dayMs, hourMs, plus } from "../../src/domain/time.ts";
import { agreementFailures } from "../../src/operations/check-agreements.ts";
import type { EventRow } from "../../src/ports/store.ts";
import { agreed } from "../support/agreed.ts";
import { type AskInput, eventsOf, type World, who } from "../support/given.ts";
import { runs } from "../support/properties.ts";

const people = ["freja", "jens", "lars", "hanne", "reza", "arash", "shirin"] as const;
const acts = [
  "onward",
  "amend",
  "counter",
  "accept",
  "restate",
  "confirm",
  "sign",
  "back",
  "decline",
  "withdraw",
  "pledge",
  "done",
  "verify",
  "broken",
  "repair",
  "agree",
  "wait",
] as const;
type Move = { readonly by: (typeof people)[number]; readonly act: (typeof acts)[number]; readonly pick: number };

/** Mostly on the way to a signed change, so that there are many. */
const move: fc.Arbitrary<Move> = fc.record({
  by: fc.constantFrom(...people),
  act: fc.oneof({ arbitrary: fc.constant("onward"), weight: 6 }, { arbitrary: fc.constantFrom(...acts), weight: 2 }) as fc.Arbitrary<
    Move["act"]
  >,
  pick: fc.nat({ max: 99 }),
});

function lines(made: World, s: Shared, { by, pick }: Move): string {
  const open = changeable(s);
  // Some stay, some go, and now and then something is promised anew by somebody of either firm.
  const stay = writePromises(open, made.account(), who(by).calendar.zone)
    .split("\n")
    .map((line) => line.replace(/, needs .*$/, ""))
    .filter((line, i) => line !== "" && (pick >> i) % 2 === 0);
  const anew =
    pick % 3 === 0 ? [`${pick % 2 === 0 ? "Neda" : "Ida"}: number ${pick} [skill], by ${plus(made.now(), (1 + (pick % 5)) * dayMs)}`] : [];
  return [...stay, ...anew].join("\n");
}

/** What brings a change nearer to being signed, done by somebody who is asked for it; else a change is proposed. */
function onward(made: World, s: Shared, one: Move): { readonly by: string; readonly ask: AskInput } {
  const asked = s.asked.filter(({ key }) => /^(answer|restate|understand|sign):/.test(key));
  const found = asked[one.pick % Math.max(1, asked.length)];
  if (!found) return { by: one.by, ask: askOf(made, s, { ...one, act: "amend" })! };
  const [kind, , of] = found.key.split(":");
  const act = kind === "answer" ? "accept" : kind === "understand" ? "confirm" : (kind as "restate" | "sign");
  const by = found.to[one.pick % found.to.length]!;
  const ask = askOf(made, s, { ...one, by: by as Move["by"], act })!;
  return { by, ask: act === "confirm" ? ({ ...ask, of } as AskInput) : ask };
}

function askOf(made: World, s: Shared, one: Move): AskInput | null {
  const n = s.negotiation;
  const current = n.status === "on-table" || n.status === "accepted" ? n.current : null;
  const promise = s.promises[one.pick % s.promises.length]!;
  const deal = { terms: `Number ${one.pick}`, promises: lines(made, s, one), customerCost: `${(one.pick % 7) * 20_000} EUR` };
  const revision = current?.id ?? "";
  switch (one.act) {
    case "amend":
      return { type: "amend", ...deal, why: "It changed", ...(one.pick % 5 === 0 && { open: plus(made.now(), 9 * hourMs) }) };
    case "counter":
      return current && { type: "counter", revision, ...deal };
    case "accept":
      return current && { type: "accept", revision, hash: current.hash };
    case "restate":
      return current && { type: "restate", revision, words: "As it stands" };
    case "confirm":
      return current && { type: "confirm-understanding", revision, of: otherFirm(who(one.by).firm) };
    case "sign":
      return current && { type: "sign", revision, hash: current.hash };
    case "back":
      return current && { type: "take-back-signature", revision };
    case "decline":
      return current && { type: "decline", revision };
    case "withdraw":
      return current && { type: "withdraw", revision };
    case "pledge":
      return current && { type: "pledge", revision, resource: "data", what: "All logs", owner: one.by, due: plus(made.now(), dayMs) };
    case "done":
      return { type: "mark-done", promise: promise.id, attempt: promise.attempt + 1, evidence: "Done" };
    case "verify":
      return { type: "verify", promise: promise.id, attempt: Math.max(1, promise.attempt) };
    case "broken":
      return { type: "break-promise", promise: promise.id, reason: "It did not work" };
    case "repair":
      return { type: "offer-repair", promise: promise.id, what: "Something else", owner: one.by, due: plus(made.now(), 2 * dayMs) };
    case "agree":
      return { type: "answer-repair", promise: promise.id, agree: true };
    case "onward":
    case "wait":
      return null;
    default:
      return one.act satisfies never;
  }
}

type EventOf<T extends Event["type"]> = Extract<Event, { type: T }>;
const only = <T extends Event["type"]>(events: readonly Event[], type: T): EventOf<T>[] =>
  events.filter((event): event is EventOf<T> => event.type === type);

/** What one turn may do to what holds. */
function check(before: Shared, after: Shared, events: readonly Event[], account: World["account"]): void {
  const [made] = only(events, "agreed");
  const [was, is] = [before.negotiation, after.negotiation];
  // What holds is always an agreement, and it changes with the second firm's signature alone.
  expect(is.agreement).not.toBeNull();
  expect(["implementation", "follow-up"]).toContain(stageOf(after));
  if (!made) {
    expect(canonical(is.agreement)).toBe(canonical(was.agreement));
    expect(is.agreements).toBe(was.agreements);
    expect(only(events, "released")).toEqual([]);
    const repaired = only(events, "repair-agreed").map(({ anew }) => anew);
    expect(after.promises.filter(({ id }) => !before.promises.some((one) => one.id === id)).map(({ id }) => id)).toEqual(repaired);
    return;
  }
  const { name, revision, signed } = is.agreement!;
  expect([name, is.agreements]).toEqual([`AGR-00001-${was.agreements + 1}`, was.agreements + 1]);
  expect(revision.amends).toMatchObject({ agreement: was.agreement!.name });
  for (const firm of firms) {
    const own = signed.filter((one) => one.firm === firm);
    const from = account().firms[firm].twoPersonsFrom;
    expect(own).toHaveLength(from !== null && signedFor(revision.deal, firm).minor >= from.minor ? 2 : 1);
    for (const one of own) expect(one).toMatchObject({ revision: revision.id, hash: revision.hash });
    expect(new Set(own.map(({ by }) => by)).size).toBe(own.length);
    for (const { by } of own) {
      const limit = personOf(account(), by)!.approver!.limit;
      if (limit) expect(signedFor(revision.deal, firm).minor).toBeLessThanOrEqual(limit.minor);
    }
  }
  // Exactly what it drops is released, exactly what it names anew is promised, and all else stays to the letter.
  const drops = revision.amends!.drops;
  for (const promise of before.promises) {
    const now = after.promises.find(({ id }) => id === promise.id)!;
    if (drops.includes(promise.id)) expect([promise.status, now.status]).toEqual(["open", "released"]);
    else if (promise.needs.every((id) => !drops.includes(id))) expect(now).toEqual(promise);
    else expect(now).toMatchObject({ status: promise.status, owner: promise.owner, what: promise.what });
  }
  const known = new Set(before.promises.map(({ id }) => id));
  const fresh = revision.deal.promises.filter(({ id }) => !known.has(id));
  expect(
    after.promises.filter(({ id }) => !known.has(id)).map(({ id, owner, what, due, pledge }) => ({ id, owner, what, due, pledge })),
  ).toEqual(fresh.map(({ id, owner, what, due, pledge }) => ({ id, owner, what, due, pledge })));
}

test("what holds is what both firms have signed, whatever is proposed, countered, signed, done or broken meanwhile", async () => {
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 50, size: "max" }), async (moves) => {
      const made = await agreed();
      for (const one of moves) {
        const before = (await made.held()).shared;
        const turns = made.store.written.length;
        const { by, ask } = one.act === "onward" ? onward(made, before, one) : { by: one.by, ask: askOf(made, before, one) };
        if (ask) await made.ask(by, ask);
        else await made.pass(one.act === "wait" ? (1 + (one.pick % 30)) * hourMs : 0);
        const events = made.store.written.slice(turns).flatMap(eventsOf);
        const after = (await made.held()).shared;
        check(before, after, events, made.account);
        changed += only(events, "agreed").length;
      }
      const held = await made.held();
      const rows: EventRow[] = [];
      for await (const row of made.store.log(held.id, "shared")) rows.push(row);
      expect([...agreementFailures(held.shared, rows)]).toEqual([]);
    }),
    { numRuns: runs(60, { exact: true }) },
  );
  expect(changed).toBeGreaterThan(20);
});
