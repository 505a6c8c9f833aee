/** The built program and its operations as an operator runs them: with any settings, as any user, to any end. */
import { type ChildProcess, spawn } from "node:child_process";
import { request } from "node:http";
import { join } from "node:path";
import { projectFolder } from "../../src/files.ts";

/** What the operator set; nothing else of ours comes from the shell that runs the tests. */
export type Settings = Readonly<Record<string, string>>;
/** Runs as this user, who must be able to read the program. */
export type User = { readonly uid: number; readonly gid: number };
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type Running = {
  readonly pid: number;
  readonly url: string;
  /** Everything that it has said so far. */
  said(): { readonly stdout: string; readonly stderr: string };
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
};

const foreign = /^(DATABASE_URL$|REDIS_URL$|PORT$|PARLEY_|SLACK_|TEAMS_|MAIL_|PG)/;
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));

const alive = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});

type Started = { readonly child: ChildProcess; readonly said: { stdout: string; stderr: string }; readonly ended: Promise<Ended> };

function launch(file: string, settings: Settings, args: readonly string[], user: User | null): Started {
  // Node itself may lie where that user cannot reach it: it is started by us, and becomes the user before it reads the program.
  const become = user && `process.setgroups([]);process.setgid(${user.gid});process.setuid(${user.uid})`;
  const options = become === null ? [] : ["--import", `data:text/javascript,${encodeURIComponent(become)}`];
  const child = spawn(process.execPath, [...options, join(projectFolder, ".build/src", `${file}.js`), ...args], {
    env: { ...clean, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  alive.add(child);
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]!.setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      alive.delete(child);
      resolve({ code, ...said });
    });
  });
  return { child, said, ended };
}

/** Runs the program, or one of its operations, until it ends by itself. */
export function run(
  what: "main" | "verify" | "backup" | "restore" | "slack-manifest" | "teams-package" | "web-link",
  settings: Settings,
  ...args: string[]
): Promise<Ended> {
  return launch(what === "main" ? what : `operations/${what}`, { PORT: "0", ...settings }, args, null).ended;
}

/** As `run`, by another user. */
export function runAs(user: User, settings: Settings): Promise<Ended> {
  return launch("main", { PORT: "0", ...settings }, [], user).ended;
}

/** Starts the program and waits until it is ready. @throws {Error} with what it said when it ends instead. */
export async function start(settings: Settings): Promise<Running> {
  const { child, said, ended } = launch("main", { PORT: "0", ...settings }, [], null);
  let over: Ended | null = null;
  void ended.then((how) => {
    over = how;
  });
  for (;;) {
    if (over !== null) throw new Error(`the program ended: ${JSON.stringify(over)}`);
    const url = /open (http:\/\/localhost:\d+)/.exec(said.stdout)?.[1];
    const ready = url !== undefined && (await fetch(`${url}/readyz`).catch(() => null))?.ok;
    if (ready) {
      const end = (signal: NodeJS.Signals) => {
        child.kill(signal);
        return ended;
      };
      return { pid: child.pid!, url, said: () => said, end };
    }
    await pause(50);
  }
}

/** Waits until `holds` answers true; the test's own limit ends what never does. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await pause(50);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A person's requests to a program; answers its status and body. */
export type Client = (method: "GET" | "POST", path: string, body?: object) => Promise<{ readonly status: number; readonly body: unknown }>;

async function ask(url: string, token: string | null, method: string, path: string, body?: object) {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith("{") ? (JSON.parse(text) as unknown) : text };
}

/** A person's token. */
export async function tokenOf(url: string, person: string): Promise<string> {
  const { body } = await ask(url, null, "POST", "/api/playground/sign-in", { person });
  return (body as { token: string }).token;
}

/** Signs a person in. */
export async function signIn(url: string, person: string): Promise<Client> {
  const token = await tokenOf(url, person);
  return (method, path, given) => ask(url, token, method, path, given);
}

const failure = (key: string, what = `Batch ${key} came in cracked`) => ({
  key: `reported-${key}`,
  what,
  stops: "nothing",
  affected: 1,
  total: 12,
});

/** Reports a failure in these words; answers the case's id, or throws when it was not taken. */
export async function report(client: Client, key: string, what?: string): Promise<string> {
  const { status, body } = await client("POST", "/api/cases", failure(key, what));
  if (status !== 200) throw new Error(`${key} was not taken: ${status} ${JSON.stringify(body)}`);
  return (body as { case: string }).case;
}

/**
 * The same report, as a request that the server has begun to read and whose body has just left when this resolves;
 * `answer` comes later.
 */
export function underWay(url: string, token: string, key: string): Promise<{ readonly answer: Promise<{ status: number; id: string }> }> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(failure(key));
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      expect: "100-continue",
    };
    const sent = request(`${url}/api/cases`, { method: "POST", headers, agent: false });
    sent.once("error", reject);
    const answer = new Promise<{ status: number; id: string }>((done, failed) => {
      sent.once("error", failed);
      sent.once("response", (response) => {
        response.toArray().then((chunks) => {
          const { case: id } = JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as { case: string };
          done({ status: response.statusCode ?? 0, id });
        }, failed);
      });
    });
    answer.catch(() => {});
    // The server says so when it has the headers.
    sent.once("continue", () => sent.end(body, () => resolve({ answer })));
    sent.flushHeaders();
  });
}
