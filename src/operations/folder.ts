/**
 * The data folder's lock. Whoever has the folder open listens on a local socket named after it; a name can be taken once,
 * and the system gives it back however the process dies, so there is no stale lock. PGlite has no lock of its own: a second
 * process that merely reads the folder destroys it. So other programs ask the running one through that socket.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { access, chmod, constants, mkdir, readFile, realpath, rm, stat, statfs, writeFile } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { codeOf } from "../../adapters/postgres/database.ts";
import { ConfigError } from "../errors.ts";
import { putUpSign } from "./heartbeat.ts";

/** What other programs may ask of the process that holds the folder. */
export type Request = "who" | "verify" | "backup" | "code";
/** Who holds a folder; `url` is `null` until it listens, or when it never will. */
export type Holder = { readonly pid: number; readonly url: string | null };
/** The answers of the process that holds the folder; each is made anew for every asker, who may go away at any time. */
export type Answer = {
  who(): Holder;
  verify(): AsyncIterable<string | Uint8Array>;
  backup(): AsyncIterable<string | Uint8Array>;
  /** What lets a person in, see `accessCode`; empty where there is no such person. */
  code(platform: string, relationship: string, person: string): AsyncIterable<string | Uint8Array>;
};
export type Held = {
  /** The folder without links. */
  readonly folder: string;
  /** Lets go of the folder; the database must be closed already. */
  release(): Promise<void>;
};

/** The exit code of a program that finds its folder taken. */
const takenExitCode = 3;
const patienceMs = 3_000;
const longestLine = 1_000;

/**
 * Takes `folder`, which is made when it is missing, for as long as this process lives.
 * @throws {ConfigError} with exit code 3 when another process holds it, 1 when we may not use it.
 */
export async function holdFolder(folder: string, answer: Answer): Promise<Held> {
  const real = await usableFolder(folder);
  const place = socketOf(real);
  const open = new Set<Socket>();
  let secret: Buffer | null = null;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
    // Whoever breaks off or lies is cut off; that is all an asker can do to us.
    serve(socket, secret, answer).catch(() => socket.destroy());
  });
  if (!(await listens(server, place))) throw await taken(real);
  const letGo = () => {
    for (const socket of open) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  try {
    const takeDown = await putUpSign(real, takenExitCode);
    secret = await secretOf(real, true);
    server.unref();
    return { folder: real, release: () => takeDown().then(letGo) };
  } catch (error) {
    await letGo();
    throw error;
  }
}

/**
 * The answer of the process that holds `folder`; `null` when nobody holds it.
 *
 * An answer that broke off looks like one that ended: each has an end of its own (a check its summary, a backup its checksum).
 * @throws {ConfigError} when it is held, but does not answer us: its secret cannot be read, or it is starting or stuck.
 */
export async function askFolder(folder: string, request: Request, of: readonly string[] = []): Promise<Readable | null> {
  const real = await realpath(folder).catch(() => null);
  if (real === null) return null;
  const socket = connect(socketOf(real));
  try {
    await once(socket, "connect");
  } catch (error) {
    const code = codeOf(error);
    if (code === "ECONNREFUSED" || code === "ENOENT") return null;
    throw new ConfigError(`Another process has the folder ${real} open and cannot be asked (${code}). Run this as the same user.`);
  }
  // Later errors reach whoever reads the stream; this keeps one that nobody waits for from ending the process.
  socket.on("error", () => {});
  try {
    const [nonce, secret] = await Promise.all([line(socket), secretOf(real, false)]);
    socket.write(`${JSON.stringify({ request, of, proof: proofOf(secret, nonce).toString("hex") })}\n`);
    if ((await line(socket)) !== "ok") throw new Error("refused");
    return socket;
  } catch (cause) {
    socket.destroy();
    const error = new ConfigError(
      `Another process has the folder ${real} open and does not answer. Run this as the same user, wait until it has started, or stop it.`,
      takenExitCode,
    );
    error.cause = cause;
    throw error;
  }
}

/** Whether writing may go on: "low" below 64 MB of free space, where a database that fills the disk would take the process with it. */
export async function freeSpace(folder: string): Promise<"ok" | "low"> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < 64 * 1024 * 1024 ? "low" : "ok";
}

async function serve(socket: Socket, secret: Buffer | null, answer: Answer): Promise<void> {
  const nonce = randomBytes(16).toString("hex");
  socket.write(`${nonce}\n`);
  const { request, of, proof } = JSON.parse(await line(socket)) as { request?: unknown; of?: unknown; proof?: unknown };
  const given = Buffer.from(String(proof), "hex");
  const expected = secret && proofOf(secret, nonce);
  if (!expected || given.length !== expected.length || !timingSafeEqual(given, expected)) return void socket.end("refused\n");
  const answered = answerTo(answer, request, Array.isArray(of) ? of.map(String) : []);
  if (answered === null) return void socket.end("refused\n");
  socket.write("ok\n");
  await pipeline(Readable.from(answered), socket);
}

function answerTo(
  answer: Answer,
  request: unknown,
  [platform = "", relationship = "", person = ""]: readonly string[],
): Iterable<string> | AsyncIterable<string | Uint8Array> | null {
  switch (request) {
    case "who":
      return [JSON.stringify(answer.who())];
    case "verify":
    case "backup":
      return answer[request]();
    case "code":
      return answer.code(platform, relationship, person);
    default:
      return null;
  }
}

/** The secret itself never crosses the socket: whoever sits on the name instead of us learns nothing. */
const proofOf = (secret: Buffer, nonce: string): Buffer => createHmac("sha256", secret).update(nonce).digest();

/** A local socket has no permissions of its own everywhere; being able to read this file is the permission. Made by the holder alone. */
async function secretOf(folder: string, make: boolean): Promise<Buffer> {
  const file = join(folder, "secret");
  const held = await readFile(file).catch((error: unknown) => {
    if (make && codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (held && held.length === 32) return held;
  if (!make) throw new Error("the secret is not written yet");
  const secret = randomBytes(32);
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}

function socketOf(folder: string): string {
  const name = `parley-${createHash("sha256").update(folder).digest("hex").slice(0, 40)}`;
  if (process.platform === "linux") return `\0${name}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
}

async function listens(server: Server, place: string, again = true): Promise<boolean> {
  try {
    server.listen(place);
    await once(server, "listening");
    if (!/^[\0\\]/.test(place)) await chmod(place, 0o600);
    return true;
  } catch (error) {
    if (codeOf(error) !== "EADDRINUSE") throw error;
    // A socket that is a file outlives its process: nobody answers there.
    const isFile = !/^[\0\\]/.test(place);
    if (!isFile || !again || (await answers(place))) return false;
    await rm(place, { force: true });
    return listens(server, place, false);
  }
}

async function answers(place: string): Promise<boolean> {
  const socket = connect(place);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function taken(folder: string): Promise<ConfigError> {
  const remedy = "Use that one, stop it, or name another folder in PARLEY_DATA.";
  try {
    const stream = await askFolder(folder, "who");
    if (!stream) return new ConfigError(`The folder ${folder} was just let go of by another process. Start again.`, takenExitCode);
    const { pid, url } = JSON.parse(Buffer.concat(await stream.toArray()).toString()) as Holder;
    return new ConfigError(`Parley already runs on the folder ${folder}: process ${pid}${url ? `, ${url}` : ""}. ${remedy}`, takenExitCode);
  } catch {
    return new ConfigError(`Another process has the folder ${folder} open. ${remedy}`, takenExitCode);
  }
}

async function usableFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const real = await realpath(folder);
    if (!(await stat(real)).isDirectory()) throw new ConfigError(`PARLEY_DATA is not a folder: ${folder}`);
    await access(real, constants.R_OK | constants.W_OK | constants.X_OK);
    return real;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = codeOf(error);
    if (code === "EEXIST" || code === "ENOTDIR") throw new ConfigError(`PARLEY_DATA is not a folder: ${folder}. Name a folder.`);
    throw new ConfigError(
      `The folder ${folder} cannot be used (${code}). Give this user the right to write there, or name another in PARLEY_DATA.`,
    );
  }
}

/** One short line of text; what follows it stays in the socket. */
async function line(socket: Socket): Promise<string> {
  const signal = AbortSignal.timeout(patienceMs);
  let held = Buffer.alloc(0);
  for (;;) {
    const chunk = socket.read() as Buffer | null;
    if (chunk) {
      held = Buffer.concat([held, chunk]);
      const end = held.indexOf(10);
      if (end >= 0) {
        if (end + 1 < held.length) socket.unshift(held.subarray(end + 1));
        return held.subarray(0, end).toString();
      }
      if (held.length > longestLine) throw new Error("the line is too long");
    } else {
      if (socket.readableEnded || socket.destroyed) throw new Error("the other side has gone");
      await once(socket, "readable", { signal });
    }
  }
}
