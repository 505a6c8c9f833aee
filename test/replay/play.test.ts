/** Six real incidents played through the engine: reopened, passed around, waiting for a problem, one whose lines bear wrong minutes, and two of one firm at once. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { viewOf } from "../../flows/case-view.ts";
import { conversation } from "../../flows/conversation.ts";
import { visibleTo } from "../../src/domain/case.ts";
import { askSchema } from "../../src/domain/command.ts";
import { sha256 } from "../../src/domain/hash.ts";
import type { Instant } from "../../src/domain/time.ts";
import { type Engine, handle, handleDeadline } from "../../src/engine/handle.ts";
import { projectFolder } from "../../src/files.ts";
import { readSeeds } from "../../src/operations/seed.ts";
import { memoryStore } from "../support/memory-store.ts";
import { firmsOf, writeFirms } from "./firms.ts";
import { courseOf } from "./mapping.ts";
import { play, summary } from "./play.ts";
import type { Client } from "./playground.ts";
import { incidentsOf, readLog } from "./read.ts";

/** The engine in memory, as the replay speaks to a playground. */
async function engineFrom(start: Instant, firms: string): Promise<Client> {
  const store = memoryStore(start);
  const engine: Engine = { store, conversation, chance: (what) => sha256(what).slice(0, 32) };
  for (const account of await readSeeds(start, firms)) await store.saveAccount(account);
  let now = start;
  return {
    async ask(person, relationship, { key, ...body }: { key?: string }, to) {
      const { answer } = await handle(engine, { relationship, person }, key!, to, askSchema.parse(body));
      return { status: answer.ok ? 200 : 409, ms: 0, ...(answer.ok ? { ok: true, case: answer.case } : { ok: false, code: answer.code }) };
    },
    async look(_by, relationship, id) {
      const { row, account } = await store.read({ case: id, relationship }, "");
      return viewOf(visibleTo("customer", row!.case), account!);
    },
    async forwardTo(at) {
      for (let { due } = await store.nextDue(); due !== null && due <= at; { due } = await store.nextDue()) {
        store.setClock(due > now ? due : now);
        for (const id of await store.due(99)) await handleDeadline(engine, id);
      }
      store.setClock(at);
      now = at;
      return now;
    },
    parked: async () => 0,
  };
}

test("after every line the case stands as the line says, and its clock has waited as long", async () => {
  const incidents = incidentsOf(readLog(await readFile(join(projectFolder, "test/fixtures/incidents.csv"), "utf8")));
  const firms = firmsOf(incidents);
  const folder = await mkdtemp(join(tmpdir(), "parley-replay-"));
  try {
    await writeFirms(firms, folder);
    const steps = courseOf(incidents, firms);
    const played = await play(await engineFrom(steps[0]!.at, folder), incidents, steps);
    expect(played.failures).toEqual([]);
    expect(summary(played, incidents)).toMatchObject({
      cases: 6,
      lines: 59,
      mismatches: 0,
      reopened: { log: 4, cases: 4 },
      reassigned: { log: 5, shown: 5 },
    });
    const { waitedMinutes } = summary(played, incidents);
    expect(waitedMinutes.clock).toBe(waitedMinutes.log);
    expect(waitedMinutes.log).toBeGreaterThan(10_000);
  } finally {
    await rm(folder, { recursive: true });
  }
});
