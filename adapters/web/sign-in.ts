/** Who is asking: a bearer token of the tab, kept here by its hash alone. In the playground signing in is picking a person. */
import { createMiddleware } from "hono/factory";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { type Account, type Person, personOf } from "../../src/domain/people.ts";
import type { Instant } from "../../src/domain/time.ts";
import type { Inbound, Sender } from "../../src/ports/inbound.ts";
import type { Tables } from "./tables.ts";

export type Signed = {
  readonly sender: Sender;
  readonly who: Person;
  readonly account: Account;
  readonly now: Instant;
  readonly rooms: readonly string[];
};
export type Env = { Variables: { signed: Signed } };

/** The rooms that a person may read: the shared one, their own firm's side room, their direct messages. */
const roomsOf = (who: Person): readonly string[] => ["shared", who.firm, `@${who.id}`];

/** Lets only people in whom the relationship's settings still name; the same answer for no token, an old one and a stranger's. */
export const signedIn = (web: Tables, inbound: Inbound) =>
  createMiddleware<Env>(async (c, next) => {
    const token = /^Bearer ([\w-]{20,100})$/.exec(c.req.header("authorization") ?? "")?.[1];
    const owner = token ? await web.tokenOwner(token) : null;
    const known = owner ? await inbound.account(owner.relationship) : null;
    const who = owner && known ? personOf(known.account, owner.person) : null;
    if (!owner || !known || !who) return c.json({ ok: false, code: "sign-in", says: ["Please sign in."] }, 401);
    c.set("signed", { sender: owner, who, account: known.account, now: known.now, rooms: roomsOf(who) });
    return next();
  });

/** Makes tokens for people; `chance` is asked twice for each: at least 244 bits. */
export function signIn(web: Tables, chance: (seed: string) => string) {
  let count = 0;
  return async (relationship: RelationshipId, person: PersonId): Promise<string> => {
    const token = `${chance(`sign-in|${person}|${count}`)}${chance(`sign-in|${person}|${count++}|2`)}`;
    await web.saveToken(token, relationship, person);
    return token;
  };
}
