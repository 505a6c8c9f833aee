/** What the relay asks of a chat platform: no more than this, so that every platform can give it. */
import type { CaseId, RelationshipId } from "../domain/ids.ts";
import type { Message } from "../domain/message.ts";
import type { Account } from "../domain/people.ts";
import type { Tool } from "../domain/talk.ts";

/** Where a message goes: a room of a relationship, in the thread of a case; with the settings by which it was drawn. */
export type Address = {
  readonly relationship: RelationshipId;
  readonly room: string;
  readonly thread: CaseId | null;
  readonly settings: Account;
};

export type Chat = {
  /**
   * Posts `message`; returns the platform's id for it.
   *
   * At least once: after an unknown answer the relay asks `find` first and posts again only if it cannot tell.
   * @throws {DeliveryError} with `retryAfterMs` when the platform asks us to wait.
   */
  post(to: Address, message: Message, key: string): Promise<string>;
  /** Replaces a message of ours in place; where that cannot be done any more it is posted anew with `key`. Returns the id that it has from now on. */
  update(to: Address, posted: string, message: Message, key: string): Promise<string>;
  /** The platform's id of the message that was posted with `key`; `null`: certainly none; `"cannot-tell"`. */
  find(to: Address, key: string): Promise<string | null | "cannot-tell">;
  /** The tool in which a room of a relationship stands now. */
  tool(relationship: RelationshipId, room: string): Promise<Tool>;
};
