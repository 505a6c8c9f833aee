import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { instant } from "../../src/domain/time.ts";
import type { Database } from "../../src/ports/database.ts";
import type { DueCard, DuePost, HeldPlace, Store } from "../../src/ports/store.ts";
import * as sql from "./queries.ts";

type Outbox = Pick<
  Store,
  | "dueDigests"
  | "issueDigest"
  | "redraw"
  | "bridge"
  | "carry"
  | "tell"
  | "heldPlaces"
  | "tellHeld"
  | "claimPosts"
  | "claimCards"
  | "sent"
  | "shown"
  | "later"
>;

/** What waits to be posted or drawn, and the digests that are due: claimed under a lease, told when it is done. */
export const outbox = (database: Database): Outbox => ({
  async dueDigests(limit, of) {
    const rows = await database.query<{ relationship: RelationshipId; person: PersonId; due: number; since: number }>(
      "due-digests",
      sql.dueDigests,
      [limit, of],
    );
    return rows.map(({ due, since, ...whose }) => ({ ...whose, due: instant(due), since: instant(since) }));
  },
  async issueDigest({ relationship, person, due, since }, next) {
    const key = `digest/${relationship}/${person}/${due}`;
    const recipe = JSON.stringify({ kind: "digest", since });
    const made = await database.query("issue-digest", sql.issueDigest, [relationship, person, due, next, key, `@${person}`, recipe]);
    return made.length > 0;
  },
  async redraw(relationship, room) {
    await database.query("redraw", sql.redraw, [relationship, room]);
  },
  async bridge(relationship, room) {
    await database.query("bridge", sql.bridge, [relationship, room]);
  },
  async carry(relationship, id, accountVersion, posts) {
    const [row] = await database.query<{ held: boolean }>("carry", sql.carry, [relationship, id, accountVersion, JSON.stringify(posts)]);
    return row!.held;
  },
  async tell(relationship, posts) {
    await database.query("tell", sql.tell, [relationship, JSON.stringify(posts)]);
  },
  heldPlaces: (afterMs) => database.query<HeldPlace>("held-places", sql.heldPlaces, [afterMs]),
  async tellHeld({ relationship, room, waits }, posts) {
    const given = [relationship, room, JSON.stringify(posts)];
    await (waits ? database.query("tell-waits", sql.tellWaits, given) : database.query("tell-over", sql.tellOver, given));
  },
  async claimPosts(limit, leaseMs) {
    return (await database.query<DuePost>("claim-posts", sql.claimPosts, [limit, leaseMs])).map(
      ({ id, key, case: of, relationship, room, recipe, posted, attempt, token, version }) => ({
        id,
        key,
        case: of,
        relationship,
        room,
        recipe,
        posted,
        attempt,
        token,
        version,
      }),
    );
  },
  async claimCards(limit, leaseMs) {
    return database.query<DueCard>("claim-cards", sql.claimCards, [limit, leaseMs]);
  },
  async sent(post, posted, left = post.recipe) {
    await database.query("sent", sql.sent, [post.key, post.token, posted, post.recipe, left]);
  },
  async shown(card, posted) {
    await database.query("shown", sql.shown, [card.case, card.room, card.name, card.token, card.wanted, posted]);
  },
  async later(claimed, waitMs, park, left) {
    if ("recipe" in claimed) {
      const { key, token, recipe } = claimed;
      await database.query("post-later", sql.postLater, [key, token, waitMs, park, recipe, left ?? recipe]);
    } else await database.query("card-later", sql.cardLater, [claimed.case, claimed.room, claimed.name, claimed.token, waitMs, park]);
  },
});
