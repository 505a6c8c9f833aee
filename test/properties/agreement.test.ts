import fc from "fast-check";
import { expect, test } from "vitest";
import type { Event } from "../../src/domain/event.ts";
import { canonical } from "../../src/domain/hash.ts";
import { firms, personOf } from "../../src/domain/people.ts";
import { type Move, move, moves, type Played, play, rights } from "../support/play.ts";

type EventOf<T extends Event["type"]> = Extract<Event, { type: T }>;

const anyoneSigns: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant("sign" as const),
  who: fc.constantFrom("lars", "lars", "lars", "hanne", "shirin", "mads"),
});
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
        const cost = offered!.deal.cost[person.firm];
        const limit = person.approver?.limit;
        expect(person.approver, `${event.by} signs`).not.toBeNull();
        if (limit)
          expect({ currency: limit.currency, within: cost.minor <= limit.minor }).toEqual({ currency: cost.currency, within: true });
        expect({ revision: event.revision, hash: event.hash }).toEqual({ revision: offered!.revision, hash: offered!.hash });
        signed.push(event);
      }
      if (event.type === "agreed") {
        agreements++;
        expect(signed.map(({ of }) => of).sort()).toEqual([...firms].sort());
        expect(new Set(signed.map(({ revision, hash }) => `${revision} ${hash}`)).size).toBe(1);
        expect(`${event.revision} ${event.hash}`).toBe(`${signed[0]!.revision} ${signed[0]!.hash}`);
      }
    }
  }
  return agreements;
}

test("an agreement has exactly one signature of each firm, on one revision and hash, by approvers within their limit then", async () => {
  let agreements = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(48, withRights), async (start, list) => {
      agreements += checked(await play(list, { start }));
    }),
    { numRuns: 60 },
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
          const revision = n.status === "on-table" || n.status === "accepted" ? n.current : n.status === "agreed" ? n.agreement : null;
          if (!revision) return;
          const text = canonical(revision);
          expect(content.get(revision.id) ?? text).toBe(text);
          content.set(revision.id, text);
          if (n.status === "accepted" || n.status === "agreed") {
            for (const signature of n.signed) expect({ ...signature }).toMatchObject({ revision: revision.id, hash: revision.hash });
            expect(new Set(n.signed.map(({ firm }) => firm)).size).toBe(n.signed.length);
          } else expect(n).not.toHaveProperty("signed");
        },
      });
    }),
    { numRuns: 40 },
  );
});

test("what one firm does alone never adds to what the other owes, and never makes it due sooner", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), async (start, list) => {
      const { steps, made, id } = await play(list, { start });
      const after = [...steps.slice(1).map(({ before }) => before), await made.held(id)];
      for (const [i, { before, who }] of steps.entries()) {
        if (before?.shared.negotiation.status !== "agreed") continue;
        const theirs = (held: typeof before) => held.shared.promises.filter(({ firm }) => firm !== who.firm);
        const content = (held: typeof before) =>
          theirs(held).map(({ id: promise, owner, what, needs }) => ({ promise, owner, what, needs }));
        expect(content(after[i]!)).toEqual(content(before));
        for (const [j, { due, asked }] of theirs(before).entries()) {
          // Sooner only when its owner had asked for that very date.
          const now = theirs(after[i]!)[j]!.due;
          if (now !== asked?.due) expect(now >= due).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
});
