/** A playground of our own to replay into, started and stopped here; spoken to over HTTP only. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { caseView } from "../../adapters/web/case-view.ts";
import type { CaseView } from "../../src/domain/case-view.ts";
import { type CaseId, ids, type PersonId, type RelationshipId } from "../../src/domain/ids.ts";
import { epochMs, type Instant, instant } from "../../src/domain/time.ts";
import { projectFolder } from "../../src/files.ts";

const program = (name: string): string => join(projectFolder, ".build", "src", name);
const startMs = 120_000;
const stopMs = 20_000;

// A database or workspace that a shell happens to name is never replayed into.
const foreign = /^(DATABASE_URL$|REDIS_URL$|PARLEY_|SLACK_|TEAMS_|PG|PORT$)/;
const ownEnv = (folder: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
  PARLEY_DATA: folder,
});

/** A program of ours that listens at `url`; `stop` ends it in order and answers its exit code. */
export type Running = { readonly url: string; readonly stop: () => Promise<number | null> };

/** What a new playground begins with: its data folder, where its clock stands, and a folder with its firms. */
export type Beginning = { readonly folder: string; readonly start: Instant; readonly firms: string };

/**
 * Starts Parley at a free port with its clock held; what it warns of goes to `warn`. It ends when `signal` is aborted.
 * @throws {Error} when it does not start.
 */
export async function startPlayground(
  { folder, start, firms }: Beginning,
  warn: (line: string) => void,
  signal: AbortSignal,
): Promise<Running> {
  const own = { PORT: "0", PARLEY_SEED: "replay", PARLEY_START: start, PARLEY_FIRMS: firms, PARLEY_LOG: "warn" };
  const env = { ...ownEnv(folder), ...own };
  const child = spawn(process.execPath, [program("main.js")], { env, signal, stdio: ["ignore", "pipe", "pipe"] });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [found] = /http:\/\/localhost:\d+/.exec(line) ?? [];
      if (found) resolve(found);
      else warn(line);
    });
    createInterface({ input: child.stderr }).on("line", warn);
    child.on("error", reject);
    void exited.then((code) => reject(new Error(`the playground ended with ${code} before it was ready`)));
    setTimeout(() => reject(new Error("the playground was not ready in time")), startMs).unref();
  });
  const stop = () => ended(child, exited);
  try {
    return { url: await url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ended(child: ChildProcess, exited: Promise<number | null>): Promise<number | null> {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
  const code = await exited;
  clearTimeout(timer);
  return code;
}

/** Checks everything that is stored in `folder`; a failure goes to `warn`. "clean", or how many failures there are. */
export async function verify(folder: string, warn: (line: string) => void): Promise<string> {
  const child = spawn(process.execPath, [program("operations/verify.js")], { env: ownEnv(folder), stdio: ["ignore", "pipe", "pipe"] });
  let last = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (last !== "") warn(last);
    last = line;
  });
  createInterface({ input: child.stderr }).on("line", warn);
  const [code] = (await once(child, "close")) as [number | null];
  const summary = z.object({ failures: z.int() }).safeParse(last.startsWith("{") ? JSON.parse(last) : null);
  if (!summary.success) return `did not end (exit code ${code})`;
  return code === 0 && summary.data.failures === 0 ? "clean" : `${summary.data.failures} failures`;
}

const peopleSchema = z.object({ people: z.array(z.object({ id: ids.person })) });
const tokenSchema = z.object({ token: z.string() });
const nowSchema = z.object({ now: z.iso.datetime() });
const answerSchema = z.union([
  z.object({ ok: z.literal(true), case: ids.case }),
  z.object({ ok: z.literal(false), code: z.string() }).transform(({ code }) => ({ ok: false as const, code })),
]);
/** What a command came to: its case, or the code of a refusal or failure. */
export type Outcome = { readonly status: number; readonly ms: number } & z.infer<typeof answerSchema>;

/** What the replay asks of a playground. */
export type Client = {
  /** Asks as that person of a relationship; `to` is the case, `null` for a report. Milliseconds from asking to having the whole answer. */
  ask(by: PersonId, relationship: RelationshipId, body: object, to: CaseId | null): Promise<Outcome>;
  /** The case as that person reads it. */
  look(by: PersonId, relationship: RelationshipId, id: CaseId): Promise<CaseView>;
  /** Moves the clock forward to `at` unless it is later already; whatever is due happens. Answers the time then. */
  forwardTo(at: Instant): Promise<Instant>;
  /** How many messages could not be delivered and wait for somebody to look at them. */
  parked(): Promise<number>;
};

/**
 * Signs in to the playground at `url`, each of its people when first needed; once `signal` is aborted nothing more is asked.
 * @throws {Error} when it does not answer as a playground; so does every request.
 */
export async function connect(url: string, signal: AbortSignal): Promise<Client> {
  const tokens = new Map<string, Promise<string>>();
  const send = async (path: string, body: unknown, token: string | null): Promise<Response> =>
    fetch(new URL(path, url), {
      method: body === null ? "GET" : "POST",
      headers: { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      body: body === null ? null : JSON.stringify(body),
      signal,
    }).catch((cause: unknown) => {
      throw new Error(signal.aborted ? "interrupted" : `${url} does not answer`, { cause });
    });
  const read = async <T>(response: Response, schema: z.ZodType<T>): Promise<T> => {
    if (!response.ok) throw new Error(`${new URL(response.url).pathname} answered ${response.status}: ${await response.text()}`);
    return schema.parse(await response.json());
  };
  const tokenOf = (person: PersonId, relationship?: RelationshipId): Promise<string> => {
    const who = `${relationship ?? ""} ${person}`;
    const known = tokens.get(who);
    if (known) return known;
    const token = send("/api/playground/sign-in", { person, relationship }, null).then(
      async (response) => (await read(response, tokenSchema)).token,
    );
    tokens.set(who, token);
    return token;
  };
  const { people } = await read(await send("/api/playground/people", null, null), peopleSchema);
  const keeper = people[0]?.id;
  if (!keeper) throw new Error(`${url} has nobody to play`);
  const forward = async (ms: number): Promise<Instant> => {
    const body = { forward: `PT${ms / 1_000}S` };
    return instant(Date.parse((await read(await send("/api/playground/clock", body, await tokenOf(keeper)), nowSchema)).now));
  };
  let now = await forward(0);
  return {
    async ask(by, relationship, body, to) {
      const token = await tokenOf(by, relationship);
      const startedMs = performance.now();
      const response = await send(to === null ? "/api/cases" : `/api/cases/${to}/commands`, body, token);
      const text = await response.text();
      const ms = performance.now() - startedMs;
      const answer = answerSchema.safeParse(text.startsWith("{") ? JSON.parse(text) : null);
      return { status: response.status, ms, ...(answer.success ? answer.data : { ok: false, code: `http-${response.status}` }) };
    },
    async look(by, relationship, id) {
      return read(await send(`/api/cases/${id}`, null, await tokenOf(by, relationship)), caseView);
    },
    async forwardTo(at) {
      if (at > now) now = await forward(epochMs(at) - epochMs(now));
      return now;
    },
    async parked() {
      const response = await send("/readyz", null, null);
      return z.object({ parked: z.int() }).parse(await response.json()).parked;
    },
  };
}
