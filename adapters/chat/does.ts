/** What stands behind a button, a form or a window of ours: kept on our side, while the platform carries an opaque handle. */
import { z } from "zod";
import type { RelationshipId } from "../../src/domain/ids.ts";
import type { Action, Message } from "../../src/domain/message.ts";

const origin = z.object({ channel: z.string().nullable(), thread: z.string().nullable() });
/** Where something was pressed, and where its outcome is told; ids of the platform's, as hints. */
export type Origin = Readonly<z.infer<typeof origin>>;

/** An action as we drew and kept it: what tells an earlier version's apart is checked, the rest is taken at our own word. */
const action = z.custom<Action>((kept) => actionShape.safeParse(kept).success);
const actionShape = z.looseObject({
  key: z.string(),
  label: z.string(),
  press: z.looseObject({ kind: z.enum(["command", "more", "invitation", "report", "compare", "agreement", "language"]) }),
  intro: z.array(z.unknown()),
  fields: z.array(z.looseObject({ name: z.string(), kind: z.string() })),
});

/** A message as it was said, taken at our own word. */
const message = z.custom<Message>((kept) => messageShape.safeParse(kept).success);
const messageShape = z.looseObject({ tone: z.string(), blocks: z.array(z.looseObject({ kind: z.string() })), language: z.string() });

const doesSchema = z.discriminatedUnion("kind", [
  /** An action of a message, as it was drawn there, and the room that it was drawn for: "shared", "supplier", "customer" or "@freja". */
  z.object({ kind: z.literal("action"), action, room: z.string() }),
  /** What the shared room offers to whoever enters it, in its order: a pinned message is the same for both firms, what it does is not. */
  z.object({ kind: z.literal("start"), nth: z.int() }),
  /** A form that one account has open. */
  z.object({ kind: z.literal("form"), action, user: z.string(), origin, rare: z.boolean() }),
  /** What was said to one account alone and lies behind a button, because they cannot be written to directly. */
  z.object({
    kind: z.literal("told"),
    user: z.string(),
    message,
    /** What its buttons are known by, where they are our own and stand for nothing of a case. */
    handles: z.record(z.string(), z.string()).optional(),
  }),
  /** A window to be read, and where it was opened. */
  z.object({ kind: z.literal("window"), origin }),
  /** Says whether whoever used a code is the person whom it was made for. */
  z.object({ kind: z.literal("settle-code"), hash: z.string(), yes: z.boolean() }),
  /** Makes a code for a person. */
  z.object({ kind: z.literal("invite"), person: z.string() }),
  /** Makes the channel in which it was asked a room of the relationship; the shared one once the other firm has agreed. */
  z.object({ kind: z.literal("room"), room: z.string(), channel: z.string(), installation: z.string(), by: z.string() }),
  /** Agrees that it is the shared room, with the organisations that were in it when that was proposed. */
  z.object({
    kind: z.literal("agree-room"),
    channel: z.string(),
    installation: z.string(),
    by: z.string(),
    teams: z.array(z.string()).readonly(),
  }),
]);
export type Does = Readonly<z.infer<typeof doesSchema>>;

/** What was kept behind a handle; `null`: an earlier version kept it, and this one does not know it any more. */
export function doesOf(kept: unknown): Does | null {
  const read = doesSchema.safeParse(kept);
  return read.success ? read.data : null;
}

/** A handle's relationship with what it does. */
export type Kept = { readonly relationship: RelationshipId; readonly does: Does };
