import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { instant } from "../../src/domain/time.ts";
import type { Database } from "../../src/ports/database.ts";
import type { DueCard, DuePost, Store } from "../../src/ports/store.ts";
import * as sql from "./queries.ts";

type Outbox = Pick<Store, "dueDigests" | "issueDigest" | "redraw" | "bridge" | "claimPosts" | "claimCards" | "sent" | "shown" | "later">;

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
  async claimPosts(limit, leaseMs) {
    return (await database.query<DuePost>("claim-posts", sql.claimPosts, [limit, leaseMs])).map(
      ({ id, key, case: of, relationship, room, recipe, attempt, token, version }) => ({
        id,
        key,
        case: of,
        relationship,
        room,
        recipe,
        attempt,
        token,
        version,
      }),
    );
  },
  async claimCards(limit, leaseMs) {
    return database.query<DueCard>("claim-cards", sql.claimCards, [limit, leaseMs]);
  },
  async sent(post, posted) {
    await database.query("sent", sql.sent, [post.key, post.token, posted]);
  },
  async shown(card, posted) {
    await database.query("shown", sql.shown, [card.case, card.room, card.name, card.token, card.wanted, posted]);
  },
  async later(claimed, waitMs, park) {
    if ("recipe" in claimed) await database.query("post-later", sql.postLater, [claimed.key, claimed.token, waitMs, park]);
    else await database.query("card-later", sql.cardLater, [claimed.case, claimed.room, claimed.name, claimed.token, waitMs, park]);
  },
});
