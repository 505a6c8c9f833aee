/** Cards of copied cases as they stand on a chat platform, each with a button of its own, for whoever presses thousands of them. */
import type { Does } from "../../adapters/chat/does.ts";
import type { CaseId, RelationshipId } from "../../src/domain/ids.ts";
import type { Action } from "../../src/domain/message.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Talk } from "./play.ts";
import { copies, type World } from "./world.ts";

/** What is pressed: the supplier has nothing of the batch in stock. It asks nothing first, and both firms' cards change. */
export const pressedKey = "action.nothing-there";
/** How many rows are written at once. */
const chunk = 500;

/** Where a message stands on the platform, by its ids there. */
export type Spot = { readonly channel: string; readonly id: string };

/** How a platform's stand-in shows again what was shown of the original; `Message` is its own. */
export type Stand<Message> = {
  readonly platform: "slack" | "teams";
  readonly installation: string;
  /** Between which the copies are divided. */
  readonly relationships: readonly RelationshipId[];
  /** The message at a place, as the program keeps places. */
  readonly standing: (posted: string) => Message;
  /** Whether a button with this handle stands in a message. */
  readonly holds: (message: Message, handle: string) => boolean;
  /** Shows the message once more, in the room of a relationship by its place in the list; answers where. */
  readonly again: (message: Message, room: string, nth: number) => Spot;
  /** Where that is, as the program keeps it. */
  readonly posted: (spot: Spot) => string;
};

/** A copied case with the handle of its button, and where the card stands that holds it. */
export type Copy = { readonly id: CaseId; readonly handle: string; readonly at: Spot };
export type Copied<Message> = {
  /** The original's message that holds the button. */
  readonly asked: Message;
  readonly copies: readonly Copy[];
  /** Of which case a message at a place is. */
  caseAt(spot: Spot): CaseId | null;
};

type CardRow = { readonly room: string; readonly name: string; readonly posted: string };

/** Copies a played case `count` times with its last `events` events, its cards and its button. */
export async function copiedCards<Message>(
  on: World,
  played: Talk,
  count: number,
  events: number,
  stand: Stand<Message>,
): Promise<Copied<Message>> {
  const { database } = on;
  const { platform, installation, relationships } = stand;
  const button = await buttonOf(database, played);
  const talks = await copies(on, played, count, events, "c");
  const cards = await database.query<CardRow>(
    "bench-cards",
    "select room, name, posted from cards where case_id = $1 and posted like $2 order by room, name",
    [played.id, `${platform}%`],
  );
  const originals = cards.map((card) => ({ ...card, message: stand.standing(card.posted) }));
  const asked = originals.find(({ message }) => stand.holds(message, button.handle))!.message;

  const caseAt = new Map<string, CaseId>();
  const placed: object[] = [];
  const buttons: object[] = [];
  const made = talks.map(({ id }, nth): Copy => {
    const relationship = relationships[nth % relationships.length]!;
    const handle = `v1.bench-${nth}`;
    buttons.push({ relationship, handle, action: button.action.replaceAll(played.id, id) });
    let at: Spot | null = null;
    for (const { room, name, message } of originals) {
      const spot = stand.again(message, room, nth % relationships.length);
      caseAt.set(`${spot.channel} ${spot.id}`, id);
      placed.push({ relationship, case: id, room, name, ...spot, posted: stand.posted(spot) });
      if (message === asked) at = spot;
    }
    return { id, handle, at: at! };
  });
  await divided(database, relationships);
  await database.exec("analyze cards");
  await inChunks(placed, (rows) =>
    database.query(
      "bench-place",
      `with placed as (
         select * from json_to_recordset($1::json) as p (relationship text, "case" text, room text, name text, channel text, id text, posted text)
       ), shown as (
         update cards c set posted = p.posted from placed p where (c.case_id, c.room, c.name) = (p."case", p.room, p.name)
       )
       insert into chat_messages (key, relationship, room, case_id, installation, channel, id, platform)
       select relationship || '|' || "case" || ':' || room || ':' || name, relationship, room, "case", $2, channel, id, $3 from placed`,
      [JSON.stringify(rows), installation, platform],
    ),
  );
  await inChunks(buttons, (rows) =>
    database.query(
      "bench-buttons",
      "insert into chat_actions (handle, relationship, action) select handle, relationship, action from json_to_recordset($1::json) as b (relationship text, handle text, action text)",
      [JSON.stringify(rows)],
    ),
  );
  return { asked, copies: made, caseAt: ({ channel, id }) => caseAt.get(`${channel} ${id}`) ?? null };
}

/** What goes to one room goes one after the other, so the copies are divided between relationships with rooms of their own. */
async function divided(database: Database, relationships: readonly RelationshipId[]): Promise<void> {
  for (const [nth, relationship] of relationships.entries()) {
    const its = `substring(%::text from 2)::int % ${relationships.length} = ${(nth + 1) % relationships.length}`;
    await database.exec(`update cases set relationship = '${relationship}' where id ~ '^c[0-9]+$' and ${its.replace("%", "id")};
      update outbox set relationship = '${relationship}' where case_id ~ '^c[0-9]+$' and ${its.replace("%", "case_id")}`);
  }
}

async function inChunks(rows: readonly object[], write: (rows: readonly object[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += chunk) await write(rows.slice(at, at + chunk));
}

/** The button that is pressed, as it is kept. */
async function buttonOf(database: Database, { id }: Talk): Promise<{ readonly handle: string; readonly action: string }> {
  const rows = await database.query<{ handle: string; action: string }>("bench-actions", "select handle, action from chat_actions");
  const isIt = ({ key, press: does }: Action): boolean => key === pressedKey && does.kind === "command" && does.case === id;
  const found = rows.find(({ action }) => {
    const does = JSON.parse(action) as Does;
    return does.kind === "action" && isIt(does.action);
  });
  if (!found) throw new Error(`nobody is asked ${pressedKey}`);
  return found;
}
