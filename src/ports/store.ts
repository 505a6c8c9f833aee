/**
 * What the engine asks of a database. One implementation serves PostgreSQL and PGlite; one suite proves it on both.
 *
 * A turn is two round trips: `read`, then `write`, which holds only if the case has not changed meanwhile; one, where `recall`
 * knows the case.
 */
import type { Case } from "../domain/case.ts";
import type { CaseId, Hash, PersonId, RelationshipId } from "../domain/ids.ts";
import type { Account, Audience, Firm } from "../domain/people.ts";
import type { Instant } from "../domain/time.ts";

/** The end of one audience's log: the number of its last event (0: none) and that event's hash ("": none). */
export type Head = { readonly seq: number; readonly hash: string };
export type Heads = { readonly [A in Audience]: Head };

/** A case as it is stored: the three folds, the three heads, and the version that guards the next write. */
export type Row = {
  readonly case: Case;
  readonly relationship: RelationshipId;
  readonly version: number;
  readonly heads: Heads;
};

/** The answer of an earlier command with the same key. `request` is the hash of what was asked then. */
export type Receipt = { readonly request: Hash; readonly answer: string };

export type Loaded = {
  /** `null`: there is no such case. */
  readonly row: Row | null;
  readonly receipt: Receipt | null;
  /** The settings of the case's relationship (or of the one asked for); `null`: no such relationship. */
  readonly account: Account | null;
  readonly accountVersion: number;
  /** The number that the relationship's next case gets; 0 when the case is there. */
  readonly nextNumber: number;
  /** The database's clock plus the playground's offset. */
  readonly now: Instant;
};

export type EventRow = {
  readonly audience: Audience;
  readonly seq: number;
  /** Canonical JSON; what the hash covers. */
  readonly body: string;
  /** What people wrote, with its salt, as JSON; `null`: nothing was written, or it was erased. */
  readonly said: string | null;
  readonly hash: Hash;
};

/** News for a room: a recipe that is drawn when it is sent. `key` is unique for ever. */
export type Post = { readonly key: string; readonly room: string; readonly recipe: string };

/** A live message of a case in a room ("case", or an ask): drawn from the newest state when it is sent. */
export type CardMark = {
  readonly room: string;
  readonly name: string;
  /** Set when the card locks: what it says from then on, as a recipe. */
  readonly closing: string | null;
};

export type SurveyAnswer = { readonly round: number; readonly firm: Firm; readonly person: PersonId; readonly answers: string };

/** Everything that one accepted command changes; all of it is written, or nothing. */
export type Turn = {
  readonly case: CaseId;
  readonly relationship: RelationshipId;
  /** The version that was read; 0 makes the case. */
  readonly version: number;
  /** Guards the making of a case, whose relationship must not have changed meanwhile. */
  readonly accountVersion: number;
  readonly number: number;
  readonly key: string;
  readonly request: Hash;
  readonly answer: string;
  readonly at: Instant;
  readonly nextDue: Instant | null;
  /** The case as it is after the turn, made of plain JSON values. */
  readonly after: Case;
  /** Whose folds changed: the others stay as they are stored. */
  readonly changed: readonly Audience[];
  readonly heads: Heads;
  readonly events: readonly EventRow[];
  readonly posts: readonly Post[];
  /** At most one mark for each name in a room. */
  readonly cards: readonly CardMark[];
  readonly survey: SurveyAnswer | null;
};

/** `done`; `changed`: somebody was quicker, read again; `known`: this key has an answer already, read again. */
export type Written = "done" | "changed" | "known";

type Leased = {
  readonly case: CaseId;
  readonly relationship: RelationshipId;
  readonly room: string;
  readonly attempt: number;
  readonly token: number;
};
export type DuePost = Leased & { readonly id: string; readonly key: string; readonly recipe: string };
export type DueCard = Leased & {
  readonly name: string;
  readonly closing: string | null;
  /** What the platform called it when it was first posted; `null`: not posted yet. */
  readonly posted: string | null;
  /** Rises with every mark: tells `shown` which state was drawn. */
  readonly wanted: number;
};

export type Store = {
  /** The case, the earlier answer of `key`, the relationship's settings and the time, in one round trip (two when settings are new to us). */
  read(at: { case: CaseId; relationship: RelationshipId | null }, key: string): Promise<Loaded>;
  /**
   * What this process last saw of a case, without asking; `null`: nothing, or too long ago. It may be old, and it knows of no
   * receipt: good for deciding a turn, which `write` guards, and for nothing else. A refusal or a view takes `read`.
   */
  recall(id: CaseId): Loaded | null;
  /** Writes a turn in one round trip and one transaction. */
  write(turn: Turn): Promise<Written>;
  /** Keeps the answer of a refused command; a key that is known already stays as it is. */
  refuse(receipt: { key: string; case: CaseId | null; request: Hash; answer: string }): Promise<void>;

  /** The stored answers of one survey round of a firm, without names. */
  surveyAnswers(id: CaseId, round: number, firm: Firm): Promise<readonly string[]>;
  /** The log of one audience in order, from event number `after` + 1. */
  log(id: CaseId, audience: Audience, after?: number): AsyncIterable<EventRow>;
  /** Ids of a relationship's cases, newest first. */
  cases(relationship: RelationshipId, limit: number): Promise<readonly CaseId[]>;

  /** Settings and their version; `null` when unknown. */
  account(id: RelationshipId): Promise<{ readonly account: Account; readonly version: number } | null>;
  accounts(): Promise<readonly RelationshipId[]>;
  /** Replaces the settings, raises their version and that of every case of the relationship, in one transaction. */
  saveAccount(account: Account): Promise<void>;

  /** Cases whose next deadline has passed, earliest first. */
  due(limit: number): Promise<readonly CaseId[]>;
  /** When the next deadline passes; `null`: nothing is waiting. And the present time. */
  nextDue(): Promise<{ readonly due: Instant | null; readonly now: Instant }>;

  /**
   * Leases at most `limit` of the oldest unsent posts, at most one a room, none whose case has no card in that room yet.
   * A lease runs on the database's real clock; after it anyone may claim the post again, with a higher token.
   */
  claimPosts(limit: number, leaseMs: number): Promise<readonly DuePost[]>;
  /** Leases at most `limit` stale cards, those never posted first. */
  claimCards(limit: number, leaseMs: number): Promise<readonly DueCard[]>;
  /** Marks a claimed post as sent (or dropped, with `posted` null); a late token changes nothing. */
  sent(post: DuePost, posted: string | null): Promise<void>;
  /** Marks a claimed card as shown; stays stale when it was marked again meanwhile. */
  shown(card: DueCard, posted: string): Promise<void>;
  /** Gives a lease back: try again after `waitMs`; `park` after too many tries. */
  later(claimed: DuePost | DueCard, waitMs: number, park: boolean): Promise<void>;

  /** Oldest unsent post or stale card, in milliseconds of age; parked ones are counted apart. A write probe, too. */
  health(): Promise<{ readonly outboxAgeMs: number; readonly parked: number; readonly inboxAgeMs: number }>;
  /** The playground's clock: moves the offset forward by `ms` (0 reads it) and answers the present time. */
  forward(ms: number): Promise<Instant>;
};
