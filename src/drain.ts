/** Ends the program when it is told to: what is under way is answered first. */
import type { Server } from "node:http";

/** How long a shut-down may take; what is not done by then is done after the next start. */
const drainMs = 10_000;

/** Answers what is under way, ends the streams, and lets go of everything; `close` tells the others that we are closing. */
export function drainOnSignal(
  server: Server,
  work: { stop(): Promise<unknown> },
  data: { close(): Promise<void> },
  close: () => void,
): void {
  let draining = false;
  const drain = async () => {
    if (draining) return;
    draining = true;
    setTimeout(() => process.exit(0), drainMs).unref();
    close();
    server.close();
    // A connection that is kept open after its answer would hold us up.
    setInterval(() => server.closeIdleConnections(), 100).unref();
    const ended = new Promise<void>((resolve) => server.once("close", resolve));
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, drainMs - 3_000))]);
    await work.stop();
    await data.close();
    process.exit(0);
  };
  process.once("SIGTERM", drain);
  process.once("SIGINT", drain);
}
