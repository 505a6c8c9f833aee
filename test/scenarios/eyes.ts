/** What stands on a chat platform, as the scenarios read it: a message with what its buttons stand for, looked up where the program keeps it. */
import type { CaseId } from "../../src/domain/ids.ts";
import type { Action, Message } from "../../src/domain/message.ts";
import type { Database } from "../../src/ports/database.ts";

/** What a message in a channel is: its room and case, and its name where it is a live one ("case", or an ask). */
export type Known = { readonly room: string; readonly case: CaseId | null; readonly name: string | null };

/** Eyes on the program's database; nothing is ever changed there. */
export type Eyes = {
  /** The messages of ours that stand in a channel, by their ids there; what is not among them was said in passing. */
  standing(channel: string): Promise<ReadonlyMap<string, Known>>;
  /** Words that stand somewhere, with the buttons of these handles. `name`: that of the live message that it is. */
  read(words: string, handles: readonly string[], name: string | null, id: CaseId | null): Promise<Message>;
};

/** People see no marks of direction; they would only stand in the way of comparing. */
const bare = (text: string): string => text.replaceAll(/[\u2066-\u2069\u200e\u200f\u2060]/g, "");

/** Amounts as the scenarios know them: without the signs that each language sets in them. */
const amounts = (text: string): string =>
  text.replaceAll(
    /(\d[\d,]*)\.(\d\d)\s([A-Z]{3})/g,
    (_, whole: string, rest: string, currency: string) => `${whole.replaceAll(",", "")}${rest} ${currency}`,
  );

/** Eyes on a database. */
export function eyes(database: Database): Eyes {
  const known = new Map<string, Action>();
  const actionOf = async (handle: string): Promise<Action | null> => {
    const held = known.get(handle);
    if (held) return held;
    const [row] = await database.query<{ action: string }>("eyes-action", "select action from chat_actions where handle = $1", [handle]);
    const does = row ? (JSON.parse(row.action) as { kind: string; action?: Action }) : null;
    if (does?.kind !== "action" || !does.action) return null;
    known.set(handle, does.action);
    return does.action;
  };
  return {
    async standing(channel) {
      const rows = await database.query<Known & { id: string }>(
        "eyes-standing",
        // A place in which the shared room stands ("shared:teams") is the shared room to whoever reads there.
        `select m.id, split_part(m.room, ':', 1) as room, m.case_id as "case", c.name from chat_messages m
         left join cards c on m.key = m.relationship || '|' || c.case_id || ':' || c.room || ':' || c.name
         where m.channel = $1`,
        [channel],
      );
      return new Map(rows.map(({ id, ...one }) => [id, one]));
    },
    async read(words, handles, name, id) {
      const actions = (await Promise.all(handles.map(actionOf))).filter((action) => action !== null);
      const said = bare(words);
      const text = said === amounts(said) ? said : `${said}\n${amounts(said)}`;
      const ask = name === null || name === "case" ? null : name;
      const tone = name === "case" ? "card" : ask === null ? "notice" : actions.length > 0 ? "ask" : "locked";
      return {
        seen: { kind: "person" },
        tone,
        case: id,
        blocks: [
          { kind: "text", parts: [text], tone: "plain" },
          { kind: "actions", actions },
        ],
        footer: [],
        language: "en",
        ...(ask !== null && { ask }),
      };
    },
  };
}
