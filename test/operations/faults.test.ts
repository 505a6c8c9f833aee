/** The program while what it stands on fails: a disk that fills up, a server that goes and comes back. */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openPostgres } from "../../adapters/postgres/database.ts";
import { standingId } from "../../src/domain/hash.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import { UnavailableError } from "../../src/errors.ts";
import { whileSpace } from "../../src/operations/space.ts";
import { postgresPrograms, startPostgres } from "../support/database.ts";
import { copyMadeFolder } from "../support/made-folder.ts";
import { report, run, signIn, start, tokenOf, until } from "../support/program.ts";

/** What stands between the two firms has a card, too, and is no case. */
const standing = standingId("sahand-nordvik" as RelationshipId);

// Many starts of a whole program: a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ready = async (url: string) => {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

/** A small disk of its own; `null` where this user may not make one. */
function smallDisk(folder: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=400m", "parley-test", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("a write is refused while space is low, in words, and made when it is not", async () => {
  let low = true;
  const written: string[] = [];
  const write = whileSpace(
    async () => low,
    async (text: string) => written.push(text),
  );
  await expect(write("first")).rejects.toBeInstanceOf(UnavailableError);
  expect(written).toEqual([]);
  low = false;
  expect(await write("second")).toBe(1);
});

describe("a disk that fills up", () => {
  let disk: string;
  let made = false;
  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), "parley-disk-"));
    made = smallDisk(disk);
  });
  afterAll(async () => {
    if (made) execFileSync("umount", [disk]);
    await rm(disk, { recursive: true, force: true });
  });

  test("stops commands with words, not reading, and nobody has to start anything again", async (context) => {
    if (!made) return context.skip("only root may mount a small disk");
    const data = join(disk, "data");
    await mkdir(data);
    await copyMadeFolder(data);
    const running = await start({ PARLEY_DATA: data, PARLEY_LOG: "warn" });
    try {
      const freja = await signIn(running.url, "freja");
      const id = await report(freja, "before");
      const { bavail, bsize } = await statfs(disk);
      const ballast = join(disk, "ballast");
      await writeFile(ballast, Buffer.alloc(bavail * bsize - 50 * 1024 * 1024));
      await until(async () => (await ready(running.url)).status === 503);
      expect((await ready(running.url)).body).toMatchObject({ ok: false, writes: false });
      expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
      const refused = await freja("POST", "/api/cases", { key: "while-it-is-full", what: "Batch 2", stops: "nothing" });
      expect(refused).toMatchObject({ status: 503, body: { ok: false, code: "unavailable" } });
      expect(JSON.stringify(refused.body)).toMatch(/[Nn]othing was/);
      const talk = await freja("POST", "/api/rooms/shared/messages", { key: "talk-while-full", text: "hello" });
      expect(talk.status).toBe(503);
      const form = new FormData();
      form.set("file", new File([new Uint8Array(1_000_000)], "photo.png", { type: "image/png" }));
      const headers = { authorization: `Bearer ${await tokenOf(running.url, "freja")}` };
      expect((await fetch(`${running.url}/api/files`, { method: "POST", headers, body: form })).status).toBe(503);
      expect((await freja("GET", "/api/rooms/shared/messages")).status).toBe(200);
      expect(String((await freja("GET", `/api/cases/${id}/report`)).body)).toContain("Batch before");
      await rm(ballast);
      await until(async () => (await ready(running.url)).status === 200);
      const taken = await freja("POST", "/api/cases", { key: "while-it-is-full", what: "Batch 2", stops: "nothing" });
      expect(taken.status).toBe(200);
      const verified = await run("verify", { PARLEY_DATA: data });
      expect(JSON.parse(verified.stdout)).toMatchObject({ cases: 2, failures: 0 });
    } finally {
      expect(await running.end("SIGTERM")).toMatchObject({ code: 0, stderr: "" });
    }
  });
});

describe.skipIf(postgresPrograms() === null)("a server that is stopped and started under the program", () => {
  test("turns requests away meanwhile, loses nothing, and the relay goes on", async () => {
    const server = await startPostgres();
    const settings = { DATABASE_URL: await server.freshUrl(), PARLEY_PLAYGROUND: "1", PARLEY_LOG: "warn" };
    const running = await start(settings);
    try {
      const freja = await signIn(running.url, "freja");
      const ids = [await report(freja, "before")];
      const stream = await fetch(`${running.url}/api/stream`, {
        headers: { authorization: `Bearer ${await tokenOf(running.url, "reza")}` },
      });
      const streamed = stream.text().catch(() => "");
      const hammered = hammer(freja);
      await until(() => hammered.taken.length >= 3);
      await server.halt();
      await until(() => hammered.turnedAway >= 3);
      expect((await ready(running.url)).body).toMatchObject({ ok: false, writes: false });
      expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
      expect(await streamed).toContain("event: open");
      await server.resume();
      await until(async () => (await ready(running.url)).status === 200);
      const already = hammered.taken.length;
      await until(() => hammered.taken.length >= already + 3);
      await hammered.stop();
      expect(hammered.odd).toEqual([]);
      ids.push(...hammered.taken.map(({ id }) => id));
      // Asked again, each key has the answer that it had.
      for (const { key, id } of hammered.taken) expect(await report(freja, key)).toBe(id);
      // What a pass held when the server went is its own for a minute; the test does not wait for that.
      const database = openPostgres(settings.DATABASE_URL, 1);
      await database.exec(
        "update outbox set lease_until = null, not_before = null; update cards set lease_until = null, not_before = null",
      );
      await database.close();
      await until(async () => (await ready(running.url)).body["outboxAgeMs"] === 0);
      const { body } = await freja("GET", "/api/rooms/shared/messages");
      const cards = (body as { messages: { case: string | null; message: { tone: string } | null }[] }).messages.filter(
        ({ case: id, message }) => message?.tone === "card" && id !== standing,
      );
      expect(cards.map((card) => card.case).sort()).toEqual([...ids].sort());
      const verified = await run("verify", settings);
      expect(JSON.parse(verified.stdout)).toMatchObject({ cases: ids.length, failures: 0 });
      expect(running.said().stderr).toBe("");
    } finally {
      expect(await running.end("SIGTERM")).toMatchObject({ code: 0 });
      await server.stop();
    }
  });
});

/** Reports one case after the other, each until it is taken, until it is told to stop. */
function hammer(client: Awaited<ReturnType<typeof signIn>>) {
  let over = false;
  const state = { taken: [] as { key: string; id: string }[], turnedAway: 0, odd: [] as unknown[], stop: async () => {} };
  const work = (async () => {
    for (let count = 0; !over; count++) {
      const key = `hammered-${count}`;
      for (let id: string | null = null; id === null && !over; ) {
        const answer = await client("POST", "/api/cases", {
          key: `reported-${key}`,
          what: `Batch ${key} came in cracked`,
          stops: "nothing",
          affected: 1,
          total: 12,
        });
        if (answer.status === 200) id = (answer.body as { case: string }).case;
        else if (answer.status === 503) state.turnedAway++;
        else state.odd.push(answer);
        if (id !== null) state.taken.push({ key, id });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  })();
  state.stop = () => {
    over = true;
    return work;
  };
  return state;
}
