/** The program as its operator runs it: the folder's life, from the first start to a restore elsewhere. */
import { cp, mkdtemp, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openPglite, openPostgres } from "../../adapters/postgres/database.ts";
import type { Database } from "../../src/ports/database.ts";
import { Player } from "../scenarios/player.ts";
import { freshDatabase, postgresMissing } from "../support/postgres.ts";
import { type Client, type Running, report, run, signIn, start, tokenOf, underWay } from "../support/program.ts";

// Many starts of a whole program: a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-program-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const lines = (text: string): string[] => text.split("\n").filter((line) => line !== "");
const seen = async (client: Client, id: string): Promise<unknown> => (await client("GET", `/api/cases/${id}/report`)).body;
const shared = async (client: Client): Promise<unknown> => (await client("GET", "/api/rooms/shared/messages")).body;

describe("a folder's life", () => {
  const data = () => ({ PARLEY_DATA: join(root, "first") });
  const backup = () => join(root, "backup.gz");
  let running: Running;
  let freja: Client;
  const ids: string[] = [];
  const reports: unknown[] = [];
  let room: unknown;

  afterAll(async () => {
    await running?.end("SIGKILL");
  });

  test("the first start on an empty folder becomes ready and says in one line where to click", async () => {
    running = await start(data());
    expect(lines(running.said().stdout)).toEqual([`Parley's playground is ready: open ${running.url} and pick who you are.`]);
    expect(running.said().stderr).toBe("");
    expect((await fetch(running.url)).status).toBe(200);
    const alive = await fetch(`${running.url}/healthz`);
    expect([alive.status, await alive.json()]).toEqual([200, { ok: true }]);
    const ready = await fetch(`${running.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ok: true, writes: true, outboxAgeMs: 0, parked: 0, inboxAgeMs: 0 }]);
  });

  test("a second start on the same folder leaves with exit code 3 and one line, and the first goes on", async () => {
    const second = await run("main", data());
    expect(second).toMatchObject({ code: 3, stdout: "" });
    expect(lines(second.stderr)).toHaveLength(1);
    expect(second.stderr).toContain(`process ${running.pid}, ${running.url}`);
    expect(second.stderr).toContain("PARLEY_DATA");
    freja = await signIn(running.url, "freja");
    for (const key of ["k-1", "k-2", "k-3"]) ids.push(await report(freja, key));
  });

  test("the running program is verified and backed up through its folder", async () => {
    const reza = await signIn(running.url, "reza");
    expect((await reza("POST", `/api/cases/${ids[0]}/commands`, { key: "acknowledged-1", type: "acknowledge" })).status).toBe(200);
    const send = (path: string, init: RequestInit) => fetch(`${running.url}${path}`, init);
    const [quality, lars, shirin] = [
      new Player("reza", "supplier", send),
      new Player("lars", "customer", send),
      new Player("shirin", "supplier", send),
    ];
    await quality.press("action.take-ours");
    await quality.press("action.offer-ready:credit-note", { supplierCost: "180.00 EUR" });
    await lars.press("action.sign");
    expect(await shirin.press("action.sign")).toMatchObject({ ok: true });
    const verified = await run("verify", data());
    expect(verified).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(verified.stdout)).toMatchObject({ cases: 3, failures: 0 });
    const made = await run("backup", data(), backup());
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(made.stdout).toMatch(/backup\.gz: \d+ rows\n$/);
    for (const id of ids) reports.push(await seen(freja, id));
    room = await shared(freja);
    expect(String(reports[0])).toContain("Batch k-1 came in cracked");
  });

  test("a kill at once loses nothing that was acknowledged", async () => {
    const later = await report(freja, "k-4");
    await running.end("SIGKILL");
    running = await start(data());
    freja = await signIn(running.url, "freja");
    for (const [index, id] of ids.entries()) expect(await seen(freja, id)).toBe(reports[index]);
    expect(String(await seen(freja, later))).toContain("Batch k-4 came in cracked");
    // The same key again is the same case.
    expect(await report(freja, "k-4")).toBe(later);
  });

  test("SIGTERM answers every request under way, ends an open stream, and lets go of the folder", async () => {
    const reza = await tokenOf(running.url, "reza");
    const stream = await fetch(`${running.url}/api/stream`, { headers: { authorization: `Bearer ${reza}` } });
    const streamed = stream.text();
    const token = await tokenOf(running.url, "freja");
    const asked = Array.from({ length: 12 }, (_, i) => underWay(running.url, token, `drain-${i}`));
    const sent = await Promise.all(asked);
    const ended = await running.end("SIGTERM");
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(await streamed).toContain("event: open");
    // Taken down at the very end: the ten seconds have not cut anything off.
    await expect(stat(join(root, "first", "held-by"))).rejects.toMatchObject({ code: "ENOENT" });
    const answered = await Promise.all(sent.map(({ answer }) => answer));
    expect(answered.map(({ status }) => status)).toEqual(Array(12).fill(200));
    const verified = await run("verify", data());
    expect(JSON.parse(verified.stdout)).toMatchObject({ cases: 16, failures: 0 });
    running = await start(data());
    freja = await signIn(running.url, "freja");
    // Asked again, each has the answer that it had.
    for (const [i, { id }] of answered.entries()) expect(await report(freja, `drain-${i}`)).toBe(id);
    expect(JSON.parse((await run("verify", data())).stdout)).toMatchObject({ cases: 16, failures: 0 });
    expect(await running.end("SIGTERM")).toMatchObject({ code: 0 });
  });

  test("a backup restored into a new folder holds the same cases, and passes the check", async () => {
    const into = { PARLEY_DATA: join(root, "second") };
    const restored = await run("restore", into, backup());
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(lines(restored.stdout).at(-1)!)).toMatchObject({ cases: 3, failures: 0 });
    const again = await start(into);
    const client = await signIn(again.url, "freja");
    for (const [index, id] of ids.entries()) expect(await seen(client, id)).toBe(reports[index]);
    expect(await shared(client)).toEqual(room);
    expect(await again.end("SIGTERM")).toMatchObject({ code: 0 });
    const second = await run("restore", into, backup());
    expect(second.code).toBe(1);
    expect(lines(second.stderr)).toEqual([expect.stringContaining("not empty")]);
    expect((await run("verify", into)).code).toBe(0);
  });

  test("a backup that is damaged is refused before anything is made", async () => {
    const cut = join(root, "cut.gz");
    await cp(backup(), cut);
    await truncate(cut, (await stat(cut)).size - 40);
    const into = join(root, "never");
    const refused = await run("restore", { PARLEY_DATA: into }, cut);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(lines(refused.stderr)).toEqual([expect.stringContaining(cut)]);
    await expect(stat(into)).rejects.toMatchObject({ code: "ENOENT" });
    const missing = await run("restore", { PARLEY_DATA: into }, join(root, "nowhere.gz"));
    expect(missing.code).toBe(1);
    expect(lines(missing.stderr)).toEqual([expect.stringContaining("nowhere.gz")]);
  });

  describe.skipIf(postgresMissing() !== null)("on a server", () => {
    test("a restore into PostgreSQL shows the same rooms, and refuses to run twice", async () => {
      const server = { DATABASE_URL: await freshDatabase(), PARLEY_PLAYGROUND: "1", PARLEY_DATA: join(root, "unused") };
      const restored = await run("restore", server, backup());
      expect(restored).toMatchObject({ code: 0, stderr: "" });
      const second = await run("restore", server, backup());
      expect([second.code, lines(second.stderr)]).toEqual([1, [expect.stringContaining("not empty")]]);
      const there = await start(server);
      try {
        const client = await signIn(there.url, "freja");
        expect(await shared(client)).toEqual(room);
        for (const [index, id] of ids.entries()) expect(await seen(client, id)).toBe(reports[index]);
        await report(client, "on-the-server");
        const verified = await run("verify", server);
        expect(JSON.parse(verified.stdout)).toMatchObject({ cases: 4, failures: 0 });
        const made = await run("backup", server, join(root, "server.gz"));
        expect(made).toMatchObject({ code: 0, stderr: "" });
      } finally {
        expect(await there.end("SIGTERM")).toMatchObject({ code: 0, stderr: "" });
      }
      await tampered(() => Promise.resolve(openPostgres(server.DATABASE_URL, 1)), server);
    });
  });

  test("whoever changes a stored row is found, with the case's number", async () => {
    await tampered(() => openPglite(join(root, "second", "postgres")), { PARLEY_DATA: join(root, "second") });
  });

  /** Changes one thing after the other behind the program's back, runs verify, and puts it back. */
  async function tampered(open: () => Promise<Database>, settings: Record<string, string>): Promise<void> {
    const changes = [
      ["events", "body", "replace(body, 'freja', 'lars')", "case_id = $id and audience = 0 and seq = 1"],
      ["events", "hash", "md5(hash)", "case_id = $id and audience = 0 and seq = 1"],
      ["events", "said", "replace(said, 'cracked', 'sound')", "case_id = $id and said like '%cracked%'"],
      ["cases", "shared", "replace(shared, 'cracked', 'sound')", "id = $id"],
      ["cases", "heads", "md5(heads)", "id = $id"],
      // Somebody else's signature under an agreement: in the log, and in what was folded from it.
      ["events", "body", "replace(body, 'shirin', 'reza')", "body like '%\"type\":\"signed\"%' and body like '%shirin%'"],
      ["cases", "shared", 'replace(shared, \'"firm":"supplier"\', \'"firm":"customer"\')', 'shared like \'%"status":"agreed"%\''],
    ];
    const sql = async (...statements: string[]) => {
      const database = await open();
      await database.exec(`begin; set local session_replication_role = replica; ${statements.join("; ")}; commit`);
      await database.close();
    };
    await sql("create table kept_events as select * from events", "create table kept_cases as select * from cases");
    for (const [table, column, value, where] of changes) {
      await sql(`update ${table} set ${column} = ${value} where ${where!.replaceAll("$id", `'${ids[0]}'`)}`);
      const found = await run("verify", settings);
      expect([column, found.code]).toEqual([column, 1]);
      expect(found.stdout).toMatch(where!.includes("$id") ? /^case 1 of sahand-nordvik / : /^case [23] of sahand-nordvik /);
      expect(found.stderr).toBe("");
      const keys = table === "events" ? "(k.case_id, k.audience, k.seq) = (t.case_id, t.audience, t.seq)" : "k.id = t.id";
      await sql(`update ${table} t set ${column} = k.${column} from kept_${table} k where ${keys}`);
    }
    await sql("drop table kept_events", "drop table kept_cases");
    expect((await run("verify", settings)).code).toBe(0);
  }
});
