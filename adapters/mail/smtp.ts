/** Sends a mail through the operator's server, and takes its answer for what it means. Loaded only where mail is configured. */
import { createTransport } from "nodemailer";
import { DeliveryError } from "../../src/errors.ts";
import type { Mail } from "./draw.ts";

export type Settings = {
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  readonly isEncrypted: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: { readonly name: string; readonly address: string };
};

/** To whom, and by what it is known. */
export type Envelope = {
  readonly to: { readonly name: string; readonly address: string };
  /** Without brackets: "x@host". A repetition has the same. */
  readonly messageId: string;
  /** The same for all that belongs together, so that programs show it as one conversation; `null`: it belongs to nothing. */
  readonly thread: string | null;
};

/**
 * Sends a mail, at least once: what is not known to have arrived is sent again, under the same id. `code`: why it can never be; 5xx of SMTP's.
 * @throws {DeliveryError} where it may well arrive later: the server cannot be reached, or says so (4xx), or does not let us in at all.
 */
export type Send = (envelope: Envelope, mail: Mail) => Promise<{ readonly sent: true } | { readonly sent: false; readonly code: number }>;

/** How long each step of the conversation with the server may take, and all of it. Milliseconds. */
const stepMs = 8_000;
const allMs = 15_000;
/** How long a server that cannot be reached is left alone: nobody else waits for it meanwhile. */
const restMs = 10_000;
/** After how long a mail is sent again that the server does not take now: whoever greylists takes it after some minutes (RFC 6647, section 4). */
const notNowMs = 120_000;
/** Mails under way at once: servers count the connections of a sender. */
const beside = 5;

/** Sending through a server; `nowMs` is a clock that only goes forward. */
export function smtp({ host, port, isSecure, isEncrypted, login, from }: Settings, nowMs: () => number): Send {
  const transport = createTransport({
    host,
    port,
    secure: isSecure,
    requireTLS: isEncrypted,
    ...(login && { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    dnsTimeout: stepMs,
    // Nothing of what is sent is ever a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const inTurn = atOnce(beside);
  let restUntilMs = Number.NEGATIVE_INFINITY;

  return ({ to, messageId, thread }, { subject, text, html }) =>
    inTurn(async () => {
      const left = restUntilMs - nowMs();
      if (left > 0) throw new DeliveryError("the mail server is being left alone", { retryable: true, retryAfterMs: left });
      const sending = transport.sendMail({
        from: { name: from.name, address: from.address },
        to: { name: to.name, address: to.address },
        subject,
        text,
        html,
        messageId: `<${messageId}>`,
        ...(thread !== null && { references: `<${thread}>` }),
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      });
      try {
        await inTime(sending);
        return { sent: true };
      } catch (error) {
        const code = codeOf(error);
        if (code === null) restUntilMs = nowMs() + restMs;
        if (code !== null && isForGood(error, code)) return { sent: false, code };
        // What the server says may name the address.
        if (code === null) throw new DeliveryError("the mail server did not answer", { retryable: true, away: true });
        throw new DeliveryError(`the mail server said ${code}`, { retryable: true, retryAfterMs: notNowMs });
      }
    });
}

function inTime(work: Promise<unknown>): Promise<unknown> {
  work.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error("late")), allMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What the server answered; `null`: nothing. */
function codeOf(error: unknown): number | null {
  const code = error instanceof Error && "responseCode" in error ? error.responseCode : null;
  return typeof code === "number" ? code : null;
}

/** Whether it is about this recipient or this mail: what is about us, such as a wrong password, the operator can mend. */
const isForGood = (error: unknown, code: number): boolean =>
  code >= 500 && error instanceof Error && "command" in error && (error.command === "RCPT TO" || error.command === "DATA");

/** Lets so many at once do their work; the others wait for their turn. */
function atOnce(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let busy = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (busy >= most) await new Promise<void>((go) => waiting.push(go));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
