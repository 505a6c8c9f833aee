/** What stands in Slack, as the scenarios read it: blocks back to a message, with what its buttons stand for. */
import type { CaseId } from "../../src/domain/ids.ts";
import type { Action, Block, Message } from "../../src/domain/message.ts";
import type { Database } from "../../src/ports/database.ts";
import { buttonsOf, textOfBlocks } from "../support/slack/read.ts";

/** What stands behind handles, and what the messages of channels are: looked up where the program keeps it, never changed. */
export type Eyes = {
  /** Reads blocks back. `what`: the place that a message has, else `null`. */
  read(blocks: readonly unknown[], place: { readonly channel: string; readonly ts: string } | null, id: CaseId | null): Promise<Message>;
};

/** People see no marks of direction; they would only stand in the way of comparing. */
const bare = (text: string): string => text.replaceAll(/[\u2066-\u2069\u200e\u200f\u2060]/g, "");

/** Amounts as the scenarios know them: without the signs that each language sets in them. */
const amounts = (text: string): string =>
  text.replaceAll(
    /(\d[\d,]*)\.(\d\d)\s([A-Z]{3})/g,
    (_, whole: string, rest: string, currency: string) => `${whole.replaceAll(",", "")}${rest} ${currency}`,
  );

/** Eyes on the program's database. */
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
    async read(blocks, place, id) {
      const buttons = await Promise.all(buttonsOf(blocks).map(({ value }) => actionOf(value)));
      const shown = blocks.filter((block) => (block as { type?: string }).type !== "actions");
      const words = bare(textOfBlocks(shown));
      const text = words === amounts(words) ? words : `${words}\n${amounts(words)}`;
      const made: Block[] = [
        { kind: "text", parts: [text], tone: "plain" },
        { kind: "actions", actions: buttons.filter((action) => action !== null) },
      ];
      const name = place && (await nameOf(database, place));
      const ask = name === null || name === "case" ? null : name;
      const isOpen = buttons.some((action) => action !== null);
      const tone = name === "case" ? "card" : ask === null ? "notice" : isOpen ? "ask" : "locked";
      return { seen: { kind: "person" }, tone, case: id, blocks: made, footer: [], language: "en", ...(ask !== null && { ask }) };
    },
  };
}

/** The name of the live message that stands there: "case", or an ask; `null` for any other. */
async function nameOf(database: Database, { channel, ts }: { readonly channel: string; readonly ts: string }): Promise<string | null> {
  const [row] = await database.query<{ name: string }>(
    "eyes-name",
    `select c.name from chat_messages m join cards c on m.key = m.relationship || '|' || c.case_id || ':' || c.room || ':' || c.name
     where m.channel = $1 and m.id = $2`,
    [channel, ts],
  );
  return row?.name ?? null;
}
