import fc from "fast-check";
import { expect, test } from "vitest";
import { signedFor } from "../../src/domain/deal.ts";
import type { Event } from "../../src/domain/event.ts";
import { canonical } from "../../src/domain/hash.ts";
import { firms, personOf } from "../../src/domain/people.ts";
import { anyoneSigns, move, moves, rights } from "../support/moves.ts";
import { type Played, play } from "../support/play.ts";
import { runs } from "../support/properties.ts";

type EventOf<T extends Event["type"]> = Extract<Event, { type: T }>;

const withRights = fc.oneof({ arbitrary: move, weight: 12 }, { arbitrary: anyoneSigns, weight: 5 }, { arbitrary: rights, weight: 2 });

/** Plays and checks every signature when it is given and every agreement when it is made; how many agreements there were. */
function checked({ turns }: Played): number {
  let agreements = 0;
  let offered: EventOf<"offered"> | null = null;
  let signed: EventOf<"signed">[] = [];
  for (const { events, account } of turns) {
    for (const event of events) {
      if (event.type === "offered") {
        offered = event;
        signed = [];
      }
      if (["declined", "withdrawn", "expired"].includes(event.type)) offered = null;
      if (event.type === "signed") {
        const person = personOf(account, event.by as never)!;
        const cost = signedFor(offered!.deal, person.firm);
        const limit = person.approver?.limit;
        expect(person.approver, `${event.by} signs`).not.toBeNull();
        if (limit)
          expect({ currency: limit.currency, within: cost.minor <= limit.minor }).toEqual({ currency: cost.currency, within: true });
        expect({ revision: event.revision, hash: event.hash }).toEqual({ revision: offered!.revision, hash: offered!.hash });
        signed.push(event);
      }
      if (event.type === "signature-taken-back") {
        expect(signed.some(({ by }) => by === event.by)).toBe(true);
        signed = signed.filter(({ by }) => by !== event.by);
      }
      if (event.type === "agreed") {
        agreements++;
        for (const firm of firms) {
          const from = account.firms[firm].twoPersonsFrom;
          const people = signed.filter(({ of }) => of === firm).map(({ by }) => by);
          expect(people).toHaveLength(from !== null && signedFor(offered!.deal, firm).minor >= from.minor ? 2 : 1);
          expect(new Set(people).size).toBe(people.length);
        }
        expect(new Set(signed.map(({ revision, hash }) => `${revision} ${hash}`)).size).toBe(1);
        expect(`${event.revision} ${event.hash}`).toBe(`${signed[0]!.revision} ${signed[0]!.hash}`);
      }
    }
  }
  return agreements;
}

test("an agreement has exactly as many signatures of each firm as it takes, on one revision and hash, by approvers within their limit then", async () => {
  let agreements = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(48, withRights), async (start, list) => {
      agreements += checked(await play(list, { start }));
    }),
    { numRuns: runs(50) },
  );
  expect(agreements).toBeGreaterThan(0);
});

test("a counter, a decline or a withdrawal voids every signature, and nothing changes what was offered", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(48, withRights), async (start, list) => {
      const content = new Map<string, string>();
      await play(list, {
        start,
        look: (_made, { shared: { negotiation: n } }) => {
          const offered = n.status === "on-table" || n.status === "accepted" ? [n.current] : [];
          for (const revision of [...offered, ...(n.agreement ? [n.agreement.revision] : [])]) {
            const text = canonical(revision);
            expect(content.get(revision.id) ?? text).toBe(text);
            content.set(revision.id, text);
          }
          const signed = [...(n.status === "accepted" ? [{ ...n, revision: n.current }] : []), ...(n.agreement ? [n.agreement] : [])];
          for (const { revision, signed: all } of signed) {
            for (const signature of all) expect({ ...signature }).toMatchObject({ revision: revision.id, hash: revision.hash });
            expect(new Set(all.map(({ by }) => by)).size).toBe(all.length);
          }
          if (n.status !== "accepted") expect(n).not.toHaveProperty("signed");
        },
      });
    }),
    { numRuns: runs(25) },
  );
});

test("what one firm does alone never adds to what the other owes, and never makes it due sooner", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), async (start, list) => {
      const { steps, made, id } = await play(list, { start });
      const after = [...steps.slice(1).map(({ before }) => before), await made.held(id)];
      for (const [i, { before, who }] of steps.entries()) {
        if (!before?.shared.negotiation.agreement) continue;
        const theirs = (held: typeof before) => held.shared.promises.filter(({ firm }) => firm !== who.firm);
        // A promise of theirs that is new is what they had offered themselves in place of a broken one.
        const known = new Set(theirs(before).map(({ id: promise }) => promise));
        // Signing a change completes what both firms have said yes to: another property looks at that.
        if (before.shared.negotiation.agreements !== after[i]!.shared.negotiation.agreements) continue;
        for (const { id: promise, replaces, what, owner, due } of theirs(after[i]!)) {
          if (known.has(promise)) continue;
          expect(theirs(before).find((one) => one.id === replaces)?.repair).toMatchObject({ status: "offered", what, owner, due });
        }
        const content = (held: typeof before) =>
          theirs(held)
            .filter(({ id: promise }) => known.has(promise))
            .map(({ id: promise, owner, what }) => ({ promise, owner, what }));
        expect(content(after[i]!)).toEqual(content(before));
        // What it waits for may become less, never more.
        for (const { id: promise, needs } of theirs(before)) {
          const now = theirs(after[i]!).find((one) => one.id === promise)!.needs;
          expect(now.length).toBeLessThanOrEqual(needs.length);
        }
        for (const [j, { due, asked }] of theirs(before).entries()) {
          // Sooner only when its owner had asked for that very date.
          const now = theirs(after[i]!)[j]!.due;
          if (now !== asked?.due) expect(now >= due).toBe(true);
        }
      }
    }),
    { numRuns: runs(40) },
  );
});
