import { connect } from "node:net";
import { findProgram, startServer, ToolMissing, throwawayFolder } from "./tools.ts";

/** A Redis of the tests' own; `stop` ends it at once and removes its folder. */
export type Redis = { readonly url: string; readonly port: number; stop(): Promise<void> };

/** Why no Redis can be started here; null if one can. For `describe.skipIf(redisMissing() !== null)`. */
export function redisMissing(): string | null {
  return findProgram(["redis-server"]) ? null : "Redis was not found; install Debian's redis-server";
}

/**
 * Starts a Redis that keeps nothing on disk, on a free port of 127.0.0.1 (or on `port`, to come back where one was).
 *
 * It ends with this process at the latest, however that ends. `settings` are options of redis-server.
 * @throws {ToolMissing} when Redis is not installed.
 */
export async function startRedis(where: { readonly port?: number; readonly settings?: readonly string[] } = {}): Promise<Redis> {
  const program = findProgram(["redis-server"]);
  if (!program) throw new ToolMissing(redisMissing() ?? "");
  const folder = throwawayFolder("redis");
  const settings = [
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--maxmemory-policy",
    "noeviction",
    ...(where.settings ?? []),
  ];
  const { port, stop } = await startServer({
    folder,
    ...(where.port === undefined ? {} : { port: where.port }),
    signal: "TERM",
    command: (at) => [program, "--port", String(at), "--dir", folder, ...settings],
    ready: answers,
  });
  return { url: `redis://127.0.0.1:${port}`, port, stop };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    // One that asks for a password first is there, too.
    socket.once("data", (data) => done(/^(\+PONG|-NOAUTH)/.test(data.toString())));
    socket.once("error", () => done(false));
    socket.setTimeout(1_000, () => done(false));
  });
}

let own: Promise<Redis> | null = null;

/**
 * The address of a Redis for tests: the runner's (`PARLEY_TEST_REDIS`), or one that this process starts and keeps until it ends.
 *
 * Several files may use it at once: give every queue a name of its own.
 */
export async function testRedis(): Promise<string> {
  const shared = process.env["PARLEY_TEST_REDIS"];
  if (shared) return shared;
  own ??= startRedis();
  return (await own).url;
}
