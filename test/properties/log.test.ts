import fc from "fast-check";
import { expect, test } from "vitest";
import { evolve, fold, newCase } from "../../src/domain/evolve.ts";
import { canonical, sha256 } from "../../src/domain/hash.ts";
import { unseal } from "../../src/domain/log.ts";
import { audiences } from "../../src/domain/people.ts";
import { drawMore } from "../../src/engine/draw.ts";
import type { EventRow } from "../../src/ports/store.ts";
import { logOf } from "../support/given.ts";
import { moves } from "../support/moves.ts";
import { type Played, play } from "../support/play.ts";
import { runs } from "../support/properties.ts";

async function rowsOf({ made, id }: Played): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  for (const audience of audiences) for await (const row of made.store.log(id, audience)) rows.push(row);
  return rows;
}

/** What is wrong with the chains of these rows, in words. */
function breaks(rows: readonly EventRow[]): string[] {
  return audiences.flatMap((audience) => {
    let before = { seq: 0, hash: "" };
    return rows
      .filter((row) => row.audience === audience)
      .flatMap((row) => {
        const { said, seq } = JSON.parse(row.body) as { said: string | null; seq: number };
        const found = [
          ...(row.seq === before.seq + 1 && seq === row.seq ? [] : [`${audience} ${row.seq} comes after ${before.seq}`]),
          ...(row.hash === sha256(before.hash, row.body) ? [] : [`${audience} ${row.seq} has another hash`]),
          ...(row.said === null || said === sha256(row.said) ? [] : [`${audience} ${row.seq} has other words`]),
        ];
        before = row;
        return found;
      });
  });
}

test("after every turn the log folds to the stored folds, byte for byte in canonical form", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), async (start, list) => {
      const { turns, id } = await play(list, { start });
      let folded = newCase(id);
      const stored: Record<string, string> = {};
      for (const { turn, events } of turns) {
        for (const event of events) folded = evolve(folded, event);
        for (const audience of turn.changed) {
          stored[audience] = JSON.stringify(turn.after[audience]);
          // What is remembered of a turn must be what would be read.
          expect(turn.after[audience]).toStrictEqual(JSON.parse(stored[audience]));
        }
        for (const audience of audiences) expect(canonical(folded[audience])).toBe(canonical(JSON.parse(stored[audience]!)));
      }
    }),
    { numRuns: runs(25) },
  );
});

test("each audience's log folds alone: no fold needs the events of another", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), async (start, list) => {
      const { made, id } = await play(list, { start });
      const events = await logOf(made.store, id);
      const held = await made.held(id);
      for (const audience of audiences) {
        const alone = fold(
          id,
          events.filter((event) => event.audience === audience),
        );
        expect(canonical(alone[audience])).toBe(canonical(held[audience]));
      }
    }),
    { numRuns: runs(20) },
  );
});

test("with any words erased the chains still verify, and the case still folds and can be shown", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 99 }), moves(), fc.infiniteStream(fc.boolean()), async (start, list, erase) => {
      const played = await play(list, { start });
      const { made, id } = played;
      const rows = (await rowsOf(played)).map((row) => (erase.next().value ? { ...row, said: null } : row));
      expect(breaks(rows)).toEqual([]);
      const held = fold(id, rows.map(unseal));
      const speaks = made.engine.conversation;
      for (const person of made.account().people) expect(drawMore(speaks, held, made.account(), made.now(), person).blocks).not.toEqual([]);
    }),
    { numRuns: runs(20) },
  );
});

test("any changed byte of a body or of words is found", async () => {
  const list = fc.sample(moves(), { numRuns: 1, seed: 7 })[0]!;
  const rows = await rowsOf(await play(list, { start: 2 }));
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.constantFrom("body", "said"), (row, place, column) => {
      const at = row % rows.length;
      const text = rows[at]![column as "body"] as string | null;
      fc.pre(text !== null);
      const character = place % text!.length;
      const digit = text![character] === "1" ? "2" : "1";
      const changed = `${text!.slice(0, character)}${digit}${text!.slice(character + 1)}`;
      const forged = rows.map((one, i) => (i === at ? { ...one, [column]: changed } : one));
      const found = (() => {
        try {
          return breaks(forged).length;
        } catch {
          return 1; // no JSON any more
        }
      })();
      expect(found).toBeGreaterThan(0);
    }),
    { numRuns: runs(200) },
  );
});
