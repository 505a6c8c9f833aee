/** What the program writes about its work: one line for each command, and nothing that anyone wrote or holds. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Player } from "../scenarios/player.ts";
import { copyMadeFolder } from "../support/made-folder.ts";
import { type Running, start, tokenOf } from "../support/program.ts";

// Many starts of a whole program: a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let root: string;
let running: Running;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-log-"));
  await copyMadeFolder(join(root, "data"));
  running = await start({ PARLEY_DATA: join(root, "data"), PARLEY_LOG: "debug" });
});
afterAll(async () => {
  await running?.end("SIGKILL");
  await rm(root, { recursive: true, force: true });
});

type Line = Readonly<Record<string, unknown>>;
const logged = (): Line[] =>
  running
    .said()
    .stdout.split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);

const canary = (where: string): string => `canary${where.replaceAll(/\W/g, "")}word`;
const tokens: string[] = [];

/** Sends as the program's page does, and keeps every token that was given. */
const send = async (path: string, init: RequestInit): Promise<Response> => {
  const answer = await fetch(`${running.url}${path}`, init);
  if (path === "/api/playground/sign-in") tokens.push(((await answer.clone().json()) as { token: string }).token);
  return answer;
};

test("a case from report to close is one line a command, without a word, a token or a body", async () => {
  const player = (id: string, firm: string) => new Player(id, firm, send);
  const [jens, lars] = [player("jens", "customer"), player("lars", "customer")];
  const [reza, shirin] = [player("reza", "supplier"), player("shirin", "supplier")];
  const commands: string[] = [];
  const did = async (type: string, done: Promise<{ ok: boolean; code?: string; case?: string }>) => {
    const answer = await done;
    expect([type, answer.ok, answer.code]).toEqual([type, true, undefined]);
    commands.push(type);
    return answer;
  };
  await jens.say("shared", `${canary("talk")} good morning`);
  await jens.say("shared", `@parley ${canary("report")} the invoice shows 12 pallets, 11 came, order ${canary("order")}`);
  const { case: id } = await did("report", jens.press("action.report-as:nothing"));
  await did("note", lars.more(id!, "action.note", { text: canary("note") }));
  await did("share", jens.more(id!, "action.share", { what: canary("share") }));
  await did("acknowledge", reza.press("action.take-ours"));
  await did("offer", reza.press("action.offer-ready:credit-note", { supplierCost: "180.00 EUR" }));
  await did("sign", lars.press("action.sign"));
  await did("sign", shirin.press("action.sign"));
  await did("done", reza.press("action.done", { evidence: canary("evidence") }));
  await did("verify", jens.press("action.verify-close"));
  await jens.upload(`${canary("file")}.png`, new TextEncoder().encode(canary("bytes")));

  const lines = logged().filter(({ msg }) => msg === "command");
  expect(lines).toHaveLength(commands.length);
  for (const line of lines) {
    expect(line).toMatchObject({ case: id, command: expect.stringMatching(/^[a-z-]+$/), outcome: "done", ms: expect.any(Number) });
    expect(Object.keys(line).sort()).toEqual(["case", "command", "events", "level", "ms", "msg", "outcome", "repeated", "time"]);
  }
  expectClean();
});

test("refusals, wrong input and broken requests say no more than their kind", async () => {
  const before = logged().filter(({ msg }) => msg === "command").length;
  const token = await tokenOf(running.url, "jens");
  tokens.push(token);
  const post = (path: string, body: string, type = "application/json", bearer = token) =>
    fetch(`${running.url}${path}`, { method: "POST", headers: { "content-type": type, authorization: `Bearer ${bearer}` }, body });
  const forged = JSON.stringify({ key: `key-${canary("key")}`, type: "note", text: canary("forged") });
  expect((await post("/api/cases/nosuchcase12/commands", forged)).status).toBe(404);
  const wrong = [
    await post("/api/cases", `{"key": "${canary("broken")}`),
    await post("/api/cases", `["${canary("array")}"]`),
    await post("/api/cases", "null"),
    await post("/api/cases", JSON.stringify({ key: canary("shape"), what: 7, [canary("field")]: canary("value") })),
    await post("/api/cases", canary("form"), "multipart/form-data; boundary=x"),
    await post("/api/files", canary("upload"), "multipart/form-data; boundary=x"),
    await post("/api/playground/clock", JSON.stringify({ forward: canary("duration") })),
    await post("/api/playground/sign-in", JSON.stringify({ person: canary("person") })),
  ];
  for (const answer of wrong) expect([answer.url, answer.status]).toEqual([answer.url, 400]);
  expect((await post("/api/cases", "{}", "application/json", canary("token") + canary("token"))).status).toBe(401);
  expect((await post("/api/cases", JSON.stringify({ what: canary("much").repeat(10_000) }))).status).toBe(400);
  expect((await fetch(`${running.url}/${canary("path")}?q=${canary("query")}`)).status).toBe(404);
  const lines = logged().filter(({ msg }) => msg === "command");
  expect(lines.slice(before)).toEqual([expect.objectContaining({ case: null, command: "note", outcome: "no-case" })]);
  expect(logged().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  expectClean();
});

test("an answer that nobody waits for any more, and a stream that is torn off, end nothing", async () => {
  const token = await tokenOf(running.url, "jens");
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  for (let i = 0; i < 10; i++) {
    const torn = new AbortController();
    const stream = fetch(`${running.url}/api/stream`, { headers, signal: torn.signal }).catch(() => null);
    const body = JSON.stringify({ key: `torn-off-${i}`, what: canary("torn"), stops: "nothing" });
    const post = fetch(`${running.url}/api/cases`, { method: "POST", headers, body, signal: torn.signal }).catch(() => null);
    if (i % 2) await stream;
    torn.abort();
    await Promise.all([stream, post]);
  }
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  expect(await running.end("SIGTERM")).toMatchObject({ code: 0 });
  expectClean();
});

/** Nothing that anyone wrote, and nothing that lets anyone in. */
function expectClean(): void {
  const { stdout, stderr } = running.said();
  expect(stderr).toBe("");
  expect(stdout).not.toMatch(/canary/i);
  expect(tokens.length).toBeGreaterThan(0);
  for (const token of tokens) expect(stdout).not.toContain(token);
}
