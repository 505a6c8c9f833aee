/** A mail server that records what it is sent, and can refuse it or break off: as much of SMTP (RFC 5321) as a client needs. */

import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";

/** What somebody sent: who it said it is, for whom, and the bytes as they came, dots undone. */
export type Recorded = { readonly from: string; readonly to: readonly string[]; readonly data: string };

/** What the server does with a command: an answer in place of its own, or it breaks off, before or after it has taken what was sent. */
export type Fault = string | "drop" | "drop-after";

export type Smtp = {
  readonly port: number;
  /** What was taken, whether or not the client heard of it. */
  readonly taken: Recorded[];
  /** What was said to it as a login, in the clear: it speaks no TLS. */
  readonly logins: string[];
  /** How often a mail was begun. */
  begun(): number;
  /** What goes wrong, asked before each command ("MAIL", "RCPT", "DATA", and "." for the end of a mail); `null`: nothing. */
  fault: (command: string) => Fault | null;
  close(): Promise<void>;
};

/** Starts one on a free port of this machine. */
export async function startSmtp(): Promise<Smtp> {
  const open = new Set<Socket>();
  let begun = 0;
  const made: Omit<Smtp, "port" | "close"> = { taken: [], logins: [], begun: () => begun, fault: () => null };
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => socket.destroy());
    socket.setEncoding("utf8");
    let from = "";
    let to: string[] = [];
    let rest = "";
    let data: string | null = null;
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    const faulty = (command: string): boolean => {
      const fault = made.fault(command);
      if (fault === null) return false;
      if (fault === "drop-after" && data !== null) made.taken.push({ from, to, data });
      if (fault.startsWith("drop")) socket.destroy();
      else say(fault);
      return true;
    };
    const command = (line: string): void => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "MAIL") begun += 1;
      if (faulty(verb)) return;
      const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
      if (verb === "EHLO") {
        say("250-recorder");
        say("250 AUTH PLAIN");
      } else if (verb === "AUTH") {
        made.logins.push(Buffer.from(line.split(" ").at(-1) ?? "", "base64").toString());
        say("235 Welcome");
      } else if (verb === "MAIL") {
        from = address;
        to = [];
        say("250 OK");
      } else if (verb === "RCPT") {
        to.push(address);
        say("250 OK");
      } else if (verb === "DATA") {
        data = "";
        say("354 Go on");
      } else if (verb === "QUIT") {
        say("221 Bye");
        socket.end();
      } else if (verb === "STAR") say("502 There is none here");
      else say("250 OK");
    };
    say("220 recorder");
    socket.on("data", (text) => {
      rest += text;
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data === null) command(line);
        else if (line !== ".") data += `${line.replace(/^\./, "")}\r\n`;
        else {
          const whole = data;
          if (!faulty(".")) {
            made.taken.push({ from, to, data: whole });
            say("250 Taken");
          }
          data = null;
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(made, {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** A mail as it was sent: its headers, unfolded and decoded, and its plain and HTML parts. */
export function readMail(data: string): { readonly headers: ReadonlyMap<string, string>; readonly text: string; readonly html: string } {
  const [head, body] = apart(data);
  const boundary = /boundary="([^"]+)"/.exec(head.get("content-type") ?? "")?.[1];
  if (boundary === undefined) throw new Error("the mail has no parts");
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => apart(part.replace(/^\r\n/, "")));
  const content = (type: string): string => {
    const found = parts.find(([headers]) => headers.get("content-type")?.startsWith(type));
    return found ? decoded(found[1], found[0].get("content-transfer-encoding") ?? "7bit") : "";
  };
  return {
    headers: new Map([...head].map(([name, value]) => [name, words(value)])),
    text: content("text/plain"),
    html: content("text/html"),
  };
}

function apart(data: string): [Map<string, string>, string] {
  const end = data.indexOf("\r\n\r\n");
  const lines = data
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = lines.map((line): [string, string] => [
    line.slice(0, line.indexOf(":")).toLowerCase(),
    line.slice(line.indexOf(":") + 1).trim(),
  ]);
  return [new Map(headers), data.slice(end + 4)];
}

function decoded(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  if (encoding !== "quoted-printable") return body;
  const bytes = body
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

/** Words of a header as people read them (RFC 2047). */
const words = (value: string): string =>
  value
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === "b" ? Buffer.from(text, "base64").toString() : decoded(text.replaceAll("_", " "), "quoted-printable"),
    );
