/**
 * Who is asking: a bearer token of the page, kept here by its hash alone. In the playground signing in is picking a person; elsewhere it is
 * opening a link.
 */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { languageOf } from "../../src/domain/languages.ts";
import { type Account, type Person, personOf } from "../../src/domain/people.ts";
import { hourMs, type Instant } from "../../src/domain/time.ts";
import type { Inbound, Sender } from "../../src/ports/inbound.ts";
import type { Links } from "./link.ts";
import type { App, Web } from "./server.ts";
import type { Tables } from "./tables.ts";

export type Signed = {
  readonly sender: Sender;
  readonly who: Person;
  readonly account: Account;
  readonly now: Instant;
  readonly rooms: readonly string[];
  /** Whether they still are: their session has not ended, and the settings still name them. */
  readonly stays: () => Promise<boolean>;
};
export type Env = { Variables: { signed: Signed } };

/** How long whoever came by a link stays signed in. */
const sessionMs = 12 * hourMs;

/** The rooms that a person may read: the shared one, their own firm's side room, their direct messages. */
const roomsOf = (who: Person): readonly string[] => ["shared", who.firm, `@${who.id}`];

/** The token that a request carries, as it is written; `null`: none. */
const tokenIn = (c: Context): string | null => /^Bearer ([\w-]{20,100})$/.exec(c.req.header("authorization") ?? "")?.[1] ?? null;

/** The language that a browser asks for first. */
const languageIn = (c: Context): string => languageOf(/^\s*([A-Za-z]{2,3})/.exec(c.req.header("accept-language") ?? "")?.[1] ?? "en");

async function signedBy(web: Tables, inbound: Inbound, token: string): Promise<Signed | null> {
  const owner = await web.tokenOwner(token);
  const known = owner ? await inbound.account(owner.relationship) : null;
  const who = owner && known ? personOf(known.account, owner.person) : null;
  if (!owner || !known || !who) return null;
  const { relationship, person } = owner;
  const stays = async (): Promise<boolean> => (await signedBy(web, inbound, token)) !== null;
  return { sender: { relationship, person }, who, account: known.account, now: known.now, rooms: roomsOf(who), stays };
}

/** Lets only people in whom the relationship's settings still name; the same answer for no token, an old one and a stranger's. */
export const signedIn = ({ tables, inbound, say }: Pick<Web, "tables" | "inbound" | "say">) =>
  createMiddleware<Env>(async (c, next) => {
    const token = tokenIn(c);
    const signed = token === null ? null : await signedBy(tables, inbound, token);
    if (!signed) return c.json({ ok: false, code: "sign-in", says: say(languageIn(c))("sign-in") }, 401);
    c.set("signed", signed);
    return next();
  });

/** A new token; `chance` is asked twice: at least 244 bits. */
const newToken = (chance: Web["chance"], person: PersonId, nth: number): string =>
  `${chance(`sign-in|${person}|${nth}`)}${chance(`sign-in|${person}|${nth}|2`)}`;

/** Makes tokens for people, which do not end. */
export function signIn(web: Tables, chance: Web["chance"]) {
  let count = 0;
  return async (relationship: RelationshipId, person: PersonId): Promise<string> => {
    const token = newToken(chance, person, count++);
    await web.saveToken(token, relationship, person);
    return token;
  };
}

/** What may be sent as a link's token: whether it is one is not for the reader of the body to say. */
export const linkBody = z.strictObject({
  link: z.string().max(2_000).openapi({ example: "WyJzYWhhbmQtbm9yZHZpayIsImZyZWphIl0.c2lnbmF0dXJl" }),
});

const content = <T extends z.ZodType>(schema: T) => ({ content: { "application/json": { schema } } });
const refusal = z.object({ ok: z.literal(false), code: z.literal("link"), says: z.array(z.unknown()) });
const routes = {
  signIn: createRoute({
    method: "post",
    path: "/api/sign-in",
    summary: "Sign in by a link: the part of its address after #. It works once; the token ends after 12 hours",
    request: { body: { required: true, ...content(linkBody) } },
    responses: {
      200: { description: "A token", ...content(z.object({ token: z.string() })) },
      401: { description: "Wrong, old or used before: the answer is the same, and says what to do.", ...content(refusal) },
    },
  }),
  signOut: createRoute({
    method: "delete",
    path: "/api/sign-in",
    security: [{ bearer: [] }],
    summary: "Sign out: the token ends",
    responses: { 200: { description: "Done, or done before", ...content(z.object({ ok: z.literal(true) })) } },
  }),
};

/** Adds signing in by a link, and out again. */
export function addLinks(app: App, web: Web, links: Links): void {
  const { tables, inbound, chance, say } = web;
  let count = 0;
  /** A token for whoever a link is for; `null`: it opens nothing, or not any more. */
  const opened = async (link: string): Promise<string | null> => {
    const read = links.read(link);
    const known = read && (await inbound.account(read.relationship));
    if (!read || !known || read.ends <= known.now || personOf(known.account, read.person) === null) return null;
    // Before it is used up: should this fail, the same link can be tried again.
    await web.entered(read.relationship);
    const token = newToken(chance, read.person, count++);
    return (await tables.useLink(read, token, sessionMs)) ? token : null;
  };
  app.openapi(routes.signIn, async (c) => {
    const token = await opened(c.req.valid("json").link);
    if (token !== null) return c.json({ token }, 200);
    return c.json({ ok: false, code: "link", says: say(languageIn(c))("page.link-over") } as const, 401);
  });
  app.openapi(routes.signOut, async (c) => {
    const token = tokenIn(c);
    if (token !== null) await tables.dropToken(token);
    return c.json({ ok: true } as const, 200);
  });
}
