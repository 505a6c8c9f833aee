/** All that an adapter may ask of us: it parses what its platform sends, and passes on who sent it. */
import type { CaseView } from "../domain/case-view.ts";
import type { Ask } from "../domain/command.ts";
import type { CaseId, FileId, PersonId, RelationshipId, VisitId } from "../domain/ids.ts";
import type { Action, Message, Part } from "../domain/message.ts";
import type { Order } from "../domain/orders.ts";
import type { Account, Audience } from "../domain/people.ts";
import type { Talk } from "../domain/talk.ts";
import type { Instant } from "../domain/time.ts";

/**
 * What came of a command; the same bytes whenever the same key is sent again.
 *
 * `ok: false` is a refusal for the person alone; nothing was changed.
 */
export type Answer =
  | { readonly ok: true; readonly case: CaseId; readonly says: readonly Part[] }
  | { readonly ok: false; readonly code: string; readonly says: readonly Part[]; readonly actions: readonly Action[] };

/** Who sends: a person of a relationship, as the adapter's own membership table knows them. Rights are decided when it commits. */
export type Sender = { readonly relationship: RelationshipId; readonly person: PersonId };

/** Something that was written below a case's card, as its platform tells of it: when it was written, changed, or taken back. */
export type Overheard = Talk & {
  readonly case: CaseId;
  /** The place of the shared room in which it was written: "shared", "shared:teams". */
  readonly room: string;
  /** By what the message is known for ever; names its platform. */
  readonly id: string;
  /** Since when it is so, in milliseconds by the platform's clock: what is older never takes the place of what is newer. */
  readonly atMs: number;
};

/** News outside of any case: a sentence of the catalogue, and what it is filled in with. */
export type News = { readonly key: string; readonly args?: Readonly<Record<string, string>> };

export type Inbound = {
  /**
   * Asks something of a case (`null` for a report, which makes one). Exactly once in the database for each sender and `key`,
   * whatever dies in between; the same key with other content is refused.
   * @throws {UnavailableError} when nothing could be saved: the sender may repeat the same key.
   */
  receive(sender: Sender, key: string, id: CaseId | null, ask: Ask): Promise<Answer>;
  /** The case as this person may see it, with everything that they may do now; `null`: not open to them. */
  more(sender: Sender, id: CaseId): Promise<Message | null>;
  /** The case in brief, as this person may see it; `null`: not open to them. */
  look(sender: Sender, id: CaseId): Promise<CaseView | null>;
  /** The case report (8D) in Markdown, in the person's language; `null`: not open to them. */
  report(sender: Sender, id: CaseId): Promise<string | null>;
  /** A visit as an iCalendar file (RFC 5545), its instants in UTC; `null`: no such visit, or not open to them. */
  invitation(sender: Sender, id: CaseId, visit: VisitId): Promise<string | null>;
  /** An agreement of the case as both firms signed it, in Markdown; `null`: no such agreement, or not open to them. */
  agreement(sender: Sender, id: CaseId, name: string): Promise<string | null>;
  /** Two offers of the case side by side, by their numbers; `null`: no such offers, or not open to them. */
  comparison(sender: Sender, id: CaseId, one: number, other: number): Promise<Message | null>;
  /** The past orders of an article that a new one is compared with, newest first. */
  orders(sender: Sender, article: string): Promise<readonly Order[]>;
  /** What was read out of plain words, shown back to be confirmed with the files that came along; nothing is stored. */
  hear(sender: Sender, text: string, files: readonly FileId[]): Promise<Message | null>;
  /**
   * Carries talk to the other places of the shared room, where both firms have asked for it; `false`: it stays where it was written. Any number
   * of times and in any order: what is newest stands there once. @throws {UnavailableError} when nothing could be saved.
   */
  carry(relationship: RelationshipId, said: Overheard): Promise<boolean>;
  /**
   * Tells somebody news outside of any case, wherever they are reached: queued like all that is for them alone, in their language, and after a day no
   * news any more. @throws {UnavailableError} when it could not be queued.
   */
  tell(to: Sender, news: News): Promise<void>;
  /** What a room says of itself, with the button that reports. */
  welcome(sender: Sender, room: Audience | "person"): Promise<Message | null>;
  /** Makes a language (a tag of ours, see `tagOf`) the person's own: what is asked of them is drawn anew in it. @throws {UnavailableError} when it could not be saved. */
  speak(sender: Sender, language: string): Promise<void>;
  /** The relationship's settings and the time, for what an adapter must show of them. */
  account(relationship: RelationshipId): Promise<{ readonly account: Account; readonly now: Instant } | null>;
};
