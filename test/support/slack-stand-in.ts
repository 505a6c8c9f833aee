/** A small HTTP server on this machine in Slack's place: it answers each method as it is told, and keeps what it was asked. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** One call: the method's name, its fields and the token that came with it. */
export type Asked = { readonly method: string; readonly fields: Readonly<Record<string, string>>; readonly token: string | null };
/** What is answered: JSON, or with a status of its own; "hang-up" ends the connection instead. */
export type Answer = object | { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | "hang-up";

export type StandIn = {
  /** For SLACK_API_URL. */
  readonly url: string;
  readonly asked: Asked[];
  /** From now on `method` is answered so; a function is asked each time. */
  answers(method: string, answer: Answer | ((asked: Asked) => Answer | Promise<Answer>)): void;
  stop(): Promise<void>;
};

/** Starts the stand-in; a method that nobody spoke of is unknown to it. */
export async function slackStandIn(): Promise<StandIn> {
  const asked: Asked[] = [];
  const answers = new Map<string, Answer | ((asked: Asked) => Answer | Promise<Answer>)>();
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one: Asked = {
      method: (request.url ?? "").replace("/api/", ""),
      fields: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
      token: /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? null,
    };
    asked.push(one);
    const told = answers.get(one.method) ?? { ok: false, error: "unknown_method" };
    const answer = typeof told === "function" ? await told(one) : told;
    if (answer === "hang-up") return void request.socket.destroy();
    const { status, headers } = "status" in answer ? answer : { status: 200, headers: {} };
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end("status" in answer ? "{}" : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    asked,
    answers: (method, answer) => void answers.set(method, answer),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
