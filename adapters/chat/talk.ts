/**
 * What people say to each other below a case's card. It is nobody's business, and no word of it is kept, unless both firms have asked that it is
 * carried to the other room. What a bot writes is never carried, so nothing can come back to where it was written.
 */
import { LRUCache } from "lru-cache";
import { isShared } from "../../src/domain/message.ts";
import type { Beside } from "../../src/domain/talk.ts";
import { type Actors, type Asker, askerIn, type Tools } from "./asking.ts";
import type { Standing } from "./tables.ts";

/** Something that a person wrote below a message, as a platform tells of it. */
export type Talking = {
  readonly channel: string;
  /** The message below which it stands, and its own id; both are the platform's. */
  readonly thread: string;
  readonly id: string;
  /** Whether it is told that it was changed. */
  readonly changed: boolean;
  /** As it was typed; `null`: it was taken back. */
  readonly text: string | null;
  /** Since when it is so, by the platform's clock, in milliseconds. */
  readonly atMs: number;
};

/** A case's card, or another message of it, in a place of the shared room; `null`: nothing of a case of both firms stands there. */
async function cardAbove({ tables }: Pick<Tools, "tables">, { channel, thread }: Talking) {
  const above = await tables.at(channel, thread);
  return above?.case && isShared(above.room) ? (above as Standing & { readonly case: NonNullable<Standing["case"]> }) : null;
}

/** Whether anything is to be done about it: only then may it be kept until that is done. */
export async function isCarried(tools: Pick<Tools, "tables" | "settings">, talking: Talking | null): Promise<boolean> {
  const above = talking && (await cardAbove(tools, talking));
  return above !== null && (talking?.text === null || (await tools.settings(above.relationship))?.talk === true);
}

/** How long somebody whose words stay where they are need not be told again. */
const toldMs = 24 * 60 * 60 * 1_000;
const told = new WeakMap<Tools["tables"], LRUCache<string, true>>();

/** What is asked of a platform only where it matters. */
export type Asking = {
  /** Who wrote it; whoever took it back need not be the same. */
  readonly by: () => Promise<Actors>;
  /** What was typed, as people read it. */
  readonly words: (typed: string) => Promise<string>;
  /** Keeps which files came with it. */
  readonly files: (asker: Asker) => Promise<readonly Beside[]>;
};

/** Carries it to the other places of the shared room. Whoever is nobody here is told, once a day, that their words stay where they are. */
export async function overheard(tools: Tools, installation: string, talking: Talking, asking: Asking): Promise<void> {
  const above = await cardAbove(tools, talking);
  if (!above) return;
  const { channel, thread, id, changed, text, atMs } = talking;
  const origin = { channel, thread };
  const by = await asking.by();
  const asker = await askerIn(tools, by, above.relationship, installation, origin);
  const words = text === null ? null : { text: await asking.words(text), files: asker ? await asking.files(asker) : [] };
  const said = { by: asker?.who.id ?? null, changed, words, atMs };
  await tools.inbound.carry(above.relationship, { ...said, case: above.case, room: above.room, id: `${tools.platform}/${thread}/${id}` });
  const [account] = by.accounts;
  if (asker || !account || text === null || changed || (await tools.settings(above.relationship))?.talk !== true) return;
  const known = told.get(tools.tables) ?? new LRUCache<string, true>({ max: 1_000, ttl: toldMs });
  told.set(tools.tables, known);
  const name = `${account.team}/${account.user}`;
  if (known.has(name)) return;
  known.set(name, true);
  const parts = tools.say("en")("talk.stays");
  await tools.whisper(installation, account, origin, { parts, language: "en" }).catch((error: unknown) => {
    tools.log.warn(
      { channel, error: error instanceof Error ? error.message : "unknown" },
      "a stranger could not be told that their words stay",
    );
  });
}
