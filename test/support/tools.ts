import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, chownSync, constants, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";

/** Thrown when a program that a test needs is not on this machine; the message says what to install. */
export class ToolMissing extends Error {}

/** A server that belongs to this process: it ends, and its folder goes, when `stop` is called or this process dies in any way. */
export type Server = { readonly port: number; readonly folder: string; stop(): Promise<void> };

/** The first of `names` that can be run from PATH or from `folders`; null if none can. */
export function findProgram(names: readonly string[], folders: readonly string[] = []): string | null {
  const places = [...folders, ...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin", "/usr/sbin", "/usr/local/bin"];
  for (const name of names) {
    for (const place of places) {
      const path = join(place, name);
      if (place !== "" && isProgram(path)) return path;
    }
  }
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian keeps PostgreSQL's server programs out of PATH, one folder per version: the newest first. */
export function postgresFolders(root = "/usr/lib/postgresql"): string[] {
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, "bin"));
}

/** Whom to run servers as: `postgres`, else `nobody`, when we are root; otherwise ourselves. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const wanted of ["postgres", "nobody"]) {
    const user = users.find(([name]) => name === wanted);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new ToolMissing("neither the user postgres nor nobody exists, and a test's server never runs as root");
}

/** A new folder under /tmp that belongs to whoever runs servers. Its path is short because sockets' paths must be. */
export function throwawayFolder(purpose: string): string {
  const folder = mkdtempSync(`/tmp/parley-${purpose}-`);
  const { uid, gid } = unprivileged();
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

/** A port on 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/** Runs a program to its end as an unprivileged user; its output, or an error that carries it. */
export async function runProgram(command: string, args: readonly string[], folder: string): Promise<string> {
  const child = spawn(command, args, { ...unprivileged(), cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const output = collect(child);
  const code = await ended(child);
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output()}`);
  return output();
}

/**
 * A small shell that outlives nobody: it starts the server, and when our end of its standard input closes
 * (we asked for it, or we died, even by SIGKILL) it stops the server by its process id and removes the folder.
 */
const guard = `
exec 3<&0
folder=$1; signal=$2; shift 2
"$@" </dev/null 3<&- &
server=$!
(cat <&3 >/dev/null; kill -s "$signal" "$server" 2>/dev/null) &
wait "$server"; code=$?
kill -s 0 "$server" 2>/dev/null && wait "$server"
rm -rf "$folder"
exit $code`;

/**
 * Starts `command(port)` in `folder` under a guard, on a free port unless one is named, and waits until `ready(port)` holds (a minute at most).
 *
 * `signal` is the server's own word for stopping at once and in order. The folder is removed with the server.
 */
export async function startServer(how: {
  readonly folder: string;
  readonly port?: number;
  readonly signal: "INT" | "TERM";
  readonly command: (port: number) => readonly string[];
  readonly ready: (port: number) => Promise<boolean>;
}): Promise<Server> {
  const port = how.port ?? (await freePort());
  const args = ["-c", guard, "guard", how.folder, how.signal, ...how.command(port)];
  // Its own group, so that an interrupt from the keyboard reaches us and not the guard.
  const child = spawn("/bin/sh", args, { ...unprivileged(), cwd: "/", detached: true, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin?.on("error", () => {});
  const output = collect(child);
  const over = ended(child);
  const limit = Date.now() + 60_000;
  while (child.exitCode === null && child.signalCode === null && Date.now() < limit) {
    if (await how.ready(port)) return running(child, over, port, how.folder);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.stdin?.end();
  await over;
  rmSync(how.folder, { recursive: true, force: true });
  throw new Error(`${how.command(port)[0]} did not start:\n${output()}`);
}

function running(child: ChildProcess, over: Promise<number>, port: number, folder: string): Server {
  // A test's process may end while its server runs; the guard sees to the rest.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as { unref?: () => void } | null)?.unref?.();
  const stop = async () => {
    child.ref();
    child.stdin?.end();
    await over;
  };
  return { port, folder, stop };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  return () => text;
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
