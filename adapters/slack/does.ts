/** What stands behind a button, a form or a list of ours: kept on our side, while Slack carries an opaque handle. */
import type { RelationshipId } from "../../src/domain/ids.ts";
import type { Action } from "../../src/domain/message.ts";

/** Where something was pressed, and where its outcome is told; ids of Slack's, as hints. */
export type Origin = { readonly channel: string | null; readonly thread: string | null };

export type Does =
  /** An action of a message, as it was drawn there, and the room that it was drawn for: "shared", "supplier", "customer" or "@freja". */
  | { readonly kind: "action"; readonly action: Action; readonly room: string }
  /** What the shared room offers to whoever enters it, in its order: a pinned message is the same for both firms, what it does is not. */
  | { readonly kind: "start"; readonly nth: number }
  /** A form that one account has open. */
  | { readonly kind: "form"; readonly action: Action; readonly user: string; readonly origin: Origin; readonly rare: boolean }
  /** A window to be read, and where it was opened. */
  | { readonly kind: "window"; readonly origin: Origin }
  /** Says whether whoever used a code is the person whom it was made for. */
  | { readonly kind: "settle-code"; readonly hash: string; readonly yes: boolean }
  /** Makes a code for a person. */
  | { readonly kind: "invite"; readonly person: string }
  /** Makes the channel in which it was asked a room of the relationship; the shared one once the other firm has agreed. */
  | { readonly kind: "room"; readonly room: string; readonly channel: string; readonly installation: string; readonly by: string }
  /** Agrees that it is the shared room, with the organisations that were in it when that was proposed. */
  | {
      readonly kind: "agree-room";
      readonly channel: string;
      readonly installation: string;
      readonly by: string;
      readonly teams: readonly string[];
    };

/** A handle's relationship with what it does. */
export type Kept = { readonly relationship: RelationshipId; readonly does: Does };
