import fc from "fast-check";
import { test } from "vitest";
import { stageOf } from "../../src/domain/case.ts";
import { moves, play } from "../support/play.ts";

test("probe", async () => {
  const all: Record<string, number> = {};
  const codes: Record<string, number> = {};
  const types: Record<string, number> = {};
  const lens: number[] = [];
  const t = performance.now();
  for (const [i, list] of fc.sample(moves(), { numRuns: 100, seed: 1 }).entries()) {
    lens.push(list.length);
    const p = await play(list, { start: i });
    const held = await p.made.held(p.id);
    const stage = `${stageOf(held.shared)} ${held.shared.negotiation.status}`;
    all[stage] = (all[stage] ?? 0) + 1;
    for (const s of p.steps) {
      const c = s.answer.ok ? "ok" : s.answer.code;
      codes[c] = (codes[c] ?? 0) + 1;
    }
    for (const t of p.turns) for (const e of t.events) types[e.type] = (types[e.type] ?? 0) + 1;
  }
  console.log(performance.now() - t, lens.reduce((a, b) => a + b) / 100, all, codes, types);
});
