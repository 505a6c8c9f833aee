/** A wire tap between a browser and the program: passes everything on and keeps every byte that the browser was sent. */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One answer of the program as it reached the browser; a stream's body grows while it is open. */
export type Received = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly headers: readonly string[];
  body(): Buffer;
};

/** The tap: `url` is where the browser goes, `received` everything it was sent so far. */
export type Tap = { readonly url: string; readonly received: readonly Received[]; close(): Promise<void> };

/** Opens a tap in front of the program, wherever it is now; `left` hears of every request as it goes on. */
export async function openTap(target: () => string, left: (method: string, path: string) => void = () => {}): Promise<Tap> {
  const received: Received[] = [];
  const pass = (asked: IncomingMessage, answer: ServerResponse) => {
    const { method = "GET", url: path = "/", headers } = asked;
    // A connection for each: one that was kept may lead to a program that has died.
    const onward = request(`${target()}${path}`, { method, headers, agent: false }, (got) => {
      const chunks: Buffer[] = [];
      received.push({ method, path, status: got.statusCode ?? 0, headers: got.rawHeaders, body: () => Buffer.concat(chunks) });
      answer.writeHead(got.statusCode ?? 502, got.rawHeaders);
      answer.flushHeaders();
      got.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        answer.write(chunk);
      });
      got.on("end", () => answer.end());
      got.on("error", () => answer.destroy());
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
    left(method, path);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Everything received as one text, headers included: for looking that something is or is not there. */
export const everything = (received: readonly Received[]): string =>
  received.map(({ path, headers, body }) => [path, ...headers, body().toString("latin1"), body().toString("utf8")].join("\n")).join("\n");
