/**
 * What the engine asks of a database. One implementation serves PostgreSQL and PGlite; one suite proves it on both.
 *
 * A turn is two round trips: `read`, then `write`, which holds only if the case has not changed meanwhile; one, where `recall`
 * knows the case.
 */
import type { Case, Recent } from "../domain/case.ts";
import type { Counted, KeptAnswers, Round } from "../domain/flow.ts";
import type { CaseId, Hash, PersonId, RelationshipId } from "../domain/ids.ts";
import type { Order, OrdersWanted, PastOrders } from "../domain/orders.ts";
import type { Account, Audience, Firm } from "../domain/people.ts";
import type { RelationshipFile } from "../domain/set-up/schema.ts";
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
  /** The same of its next rehearsal: they are counted downwards from -1, so that they leave no gap in what counts. */
  readonly nextRehearsal: number;
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

/** What a turn does to the answers that one firm's people have given in a round. */
export type AnswersChange = Round & {
  /** Kept with what the person has answered in this round before; `null`: given openly, so that nothing of theirs waits any more. */
  readonly given: { readonly person: PersonId; readonly answers: string | null } | null;
  /**
   * The round is counted: `seen` were all answers of the round and all that waited, and must still be; in their place `left` waits.
   * Then nothing of `given` is kept: it was counted with them.
   */
  readonly counted: { readonly seen: readonly KeptAnswers[]; readonly left: Counted["left"] } | null;
};

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
  /** When something ends by itself of which the turn was decided before its end: from then on, by the database's clock, `write` answers `changed`. */
  readonly before?: Instant;
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
  /** At most one change a firm. */
  readonly answers: readonly AnswersChange[];
  /** The relationship's settings from now on, guarded by `accountVersion`; `null`: as they are. Written together with the turn. */
  readonly settings: Account | null;
  /** Orders of the relationship as they are from now on, each in place of one with the same number. Written together with the turn. */
  readonly orders: readonly Order[];
};

/** A relationship's file that one firm has applied, until the other has applied the same or it is replaced. */
export type Proposal = {
  readonly firm: Firm;
  readonly by: PersonId;
  readonly at: Instant;
  /** Of the file's content: two files of one hash say the same. */
  readonly hash: Hash;
  readonly file: RelationshipFile;
};

/** What is written together with settings: the proposals that wait from then on, and news of no case. */
export type WithSettings = { readonly proposals: readonly Proposal[]; readonly posts: readonly Post[] };

/** `done`; `changed`: somebody was quicker, read again; `known`: this key has an answer already, read again. */
export type Written = "done" | "changed" | "known";

type Leased<Of extends CaseId | null = CaseId> = {
  readonly case: Of;
  readonly relationship: RelationshipId;
  readonly room: string;
  readonly attempt: number;
  readonly token: number;
  /** The case's version when it was leased; 0: it is of no case. */
  readonly version: number;
};
/** Of no case: a digest, news of a set-up file. */
export type DuePost = Leased<CaseId | null> & {
  readonly id: string;
  readonly key: string;
  readonly recipe: string;
  /** What the platform called it when an earlier state of it was posted; `null`: not posted yet. */
  readonly posted: string | null;
};
export type DueCard = Leased & {
  readonly name: string;
  readonly closing: string | null;
  /** What the platform called it when it was first posted; `null`: not posted yet. */
  readonly posted: string | null;
  /** Rises with every mark: tells `shown` which state was drawn. */
  readonly wanted: number;
};

/** A place of a shared room, and whether something waits there because it takes nothing. */
export type HeldPlace = { readonly relationship: RelationshipId; readonly room: string; readonly waits: boolean };

/** A person's digest: when it is due, and from when on it tells what is new. */
export type DueDigest = {
  readonly relationship: RelationshipId;
  readonly person: PersonId;
  readonly due: Instant;
  readonly since: Instant;
};

/** How many cases are looked at together at most: more than two firms have open at a time. */
export const mostLooked = 400;
/** The same where they are read with a turn, which waits for it. */
export const mostRecent = 100;

export type Store = {
  /** The case, the earlier answer of `key`, the relationship's settings and the time, in one round trip (two when settings are new to us). */
  read(at: { case: CaseId; relationship: RelationshipId | null }, key: string): Promise<Loaded>;
  /**
   * What this process last saw of a case, without asking; `null`: nothing, or too long ago. It may be old, and it knows of no
   * receipt; its time is the database's or a little earlier. Good for deciding a turn, which `write` guards, and for nothing else. A refusal or a view takes `read`.
   * With `version`, which has just been asked: exactly this one or `null`, as good as `read`, with the settings that hold for it.
   */
  recall(id: CaseId, version?: number): Loaded | null;
  /** Writes a turn in one round trip and one transaction. */
  write(turn: Turn): Promise<Written>;
  /** Keeps the answer of a refused command; a key that is known already stays as it is. */
  refuse(receipt: { key: string; case: CaseId | null; request: Hash; answer: string }): Promise<void>;

  /** What a firm's people have answered in a round, and what waits from earlier ones: for counting, and for nothing else. */
  answersOf(relationship: RelationshipId, round: Round): Promise<readonly KeptAnswers[]>;
  /** Past orders of a relationship, newest first by the day they were placed, then by number. */
  orders(relationship: RelationshipId, wanted: OrdersWanted): Promise<PastOrders>;
  /** The log of one audience in order, from event number `after` + 1. */
  log(id: CaseId, audience: Audience, after?: number): AsyncIterable<EventRow>;
  /**
   * Ids of a relationship's cases, newest first, its standing case before them: the `latest`, and however old every one that still waits
   * for something, as each open one does; at most `mostLooked` in all.
   */
  cases(relationship: RelationshipId, latest: number): Promise<readonly CaseId[]>;

  /**
   * A relationship's cases but `but` and its standing case, newest first, as both firms see them: the `latest`, every one that still waits
   * for something, and those that were closed at `since` or later; at most `mostRecent` in all, none but the newest 1,000. Costs a few
   * milliseconds for 60.
   */
  recent(relationship: RelationshipId, but: CaseId, latest: number, since?: Instant): Promise<readonly Recent[]>;

  /**
   * Settings and their version; `null` when unknown. `version`: the one that they were just seen to have; where those are known already,
   * nothing is asked.
   */
  account(id: RelationshipId, version?: number | null): Promise<{ readonly account: Account; readonly version: number } | null>;
  accounts(): Promise<readonly RelationshipId[]>;
  /** Relationships that have no standing case yet. */
  unopened(): Promise<readonly RelationshipId[]>;
  /**
   * Replaces the settings, raises their version and that of every case of the relationship, in one transaction.
   * With `over` only while they have that version: `false`, and nothing changed, when somebody was quicker. Proposals stay as
   * they are unless others are given with it.
   */
  saveAccount(account: Account, over?: number, more?: WithSettings): Promise<boolean>;
  /** What each firm has proposed for the relationship's file: at most one of each. It changes with the settings' version. */
  proposals(id: RelationshipId): Promise<readonly Proposal[]>;
  /** Has every live message of a room drawn anew, as after a change of its reader's language. */
  redraw(relationship: RelationshipId, room: string): Promise<void>;
  /** Has the live messages of the shared room drawn in another place of it, too: those of cases that something waits for. */
  bridge(relationship: RelationshipId, room: string): Promise<void>;

  /**
   * Puts posts of a case into the outbox, each in place of an older state of the same (`at` in its recipe, milliseconds, says which is newer),
   * whether that was sent or not; what is newer already stays. Only while the settings have this version: `false`, and nothing was written.
   */
  carry(relationship: RelationshipId, id: CaseId, accountVersion: number, posts: readonly Post[]): Promise<boolean>;

  /** Puts posts of no case into the outbox; keys get the time. */
  tell(relationship: RelationshipId, posts: readonly Post[]): Promise<void>;
  /**
   * Places of shared rooms of which something else is true than was told last: `waits`, something there has been tried and has waited for
   * `afterMs` by the real clock; or nothing waits there any more.
   */
  heldPlaces(afterMs: number): Promise<readonly HeldPlace[]>;
  /** Notes what is told of a place, with the posts that tell it, of no case; nothing when it was noted already. Keys get the time. */
  tellHeld(place: HeldPlace, posts: readonly Post[]): Promise<void>;

  /** Digests that are due, earliest first; of one relationship, or of all. */
  dueDigests(limit: number, of: RelationshipId | null): Promise<readonly DueDigest[]>;
  /** Puts a digest into the outbox and sets when the next one is due, at once; `false` when somebody else did. */
  issueDigest(digest: DueDigest, next: Instant): Promise<boolean>;

  /** Cases whose next deadline has passed, earliest first; all but those that somebody has in hand. */
  due(limit: number, but?: readonly CaseId[]): Promise<readonly CaseId[]>;
  /** When the next deadline passes; `null`: nothing is waiting. And the present time. */
  nextDue(): Promise<{ readonly due: Instant | null; readonly now: Instant }>;

  /**
   * Leases at most `limit` of the oldest unsent posts, at most one a room, none whose case has no card in that room yet.
   * A lease runs on the database's real clock; after it anyone may claim the post again, with a higher token.
   */
  claimPosts(limit: number, leaseMs: number): Promise<readonly DuePost[]>;
  /** Leases at most `limit` stale cards, those never posted first. */
  claimCards(limit: number, leaseMs: number): Promise<readonly DueCard[]>;
  /**
   * Marks a claimed post as sent (or dropped, with `posted` null); a late token changes nothing. `left` takes the recipe's place; where a newer
   * state of the same was put in meanwhile, that one is still to be sent.
   */
  sent(post: DuePost, posted: string | null, left?: string): Promise<void>;
  /** Marks a claimed card as shown; stays stale when it was marked again meanwhile. */
  shown(card: DueCard, posted: string): Promise<void>;
  /** Gives a lease back: try again after `waitMs`; `park` after too many tries: then `left` takes the place of a post's recipe. */
  later(claimed: DuePost | DueCard, waitMs: number, park: boolean, left?: string): Promise<void>;

  /** Oldest unsent post or stale card, in milliseconds of age; parked ones are counted apart. A write probe, too. */
  health(): Promise<{ readonly outboxAgeMs: number; readonly parked: number; readonly inboxAgeMs: number }>;
  /** The playground's clock: moves the offset forward by `ms` (0 reads it) and answers the present time. */
  forward(ms: number): Promise<Instant>;
};
