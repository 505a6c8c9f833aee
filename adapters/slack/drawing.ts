/** Draws neutral messages for Slack: what its buttons do is kept first, so that every button that can be seen can be pressed. */
import type { FileId } from "../../src/domain/ids.ts";
import { type Action, type Message, type Part, roomFrom } from "../../src/domain/message.ts";
import { type Firm, firms, personOf, type Account as Settings } from "../../src/domain/people.ts";
import type { Does } from "../chat/does.ts";
import type { Look } from "../chat/look.ts";
import type { Words } from "../chat/words.ts";
import { type Drawn, render } from "./render.ts";
import { handleOf, type Tables } from "./tables.ts";

export type Drawing = {
  /**
   * A message for a room; `instead`: it goes to one person of that firm, because its own room is not safe. `refused` says how many forms
   * of it Slack did not take: the next is shorter.
   */
  draw(settings: Settings, room: string, message: Message, instead: Firm | null, refused: number): Promise<Drawn>;
  /** A message of no relationship; `handle` says what its buttons are known by, where it has any: nothing of it is kept. */
  plain(message: Message, handle?: Look["handle"]): Drawn;
  /** Draws with a look whose buttons are kept by the time this resolves: for those who may look into `room`, and nobody else. */
  with<T>(settings: Settings, room: string, messages: readonly Message[], work: (look: Look) => T): Promise<T>;
};

/** A drawing over Slack's tables. */
export function drawing(tables: Tables, words: Words): Drawing {
  const within: Drawing["with"] = async (settings, room, messages, work) => {
    const { id: relationship } = settings;
    const pictures = new Map<FileId, string>();
    const wanted = messages.flatMap(picturesOf);
    if (wanted.length > 0) for (const { id, native } of await tables.files(relationship, wanted)) pictures.set(id, native);
    const kept = new Map<string, Does>();
    const handle = (action: Action): string => {
      const does: Does = { kind: "action", action, room };
      const name = handleOf(relationship, does);
      kept.set(name, does);
      return name;
    };
    const made = work({ zones: zonesOf(settings, room), picture: (id) => pictures.get(id) ?? null, handle, words });
    await tables.saveActions(
      relationship,
      [...kept].map(([name, does]) => ({ handle: name, does })),
    );
    return made;
  };
  return {
    with: within,
    plain: (message, handle = () => "") => render(message, { zones: [], picture: () => null, handle, words }),
    draw(settings, room, message, instead, refused) {
      const shown = instead === null ? message : redirected(message, words);
      return within(settings, room, [shown], (look) => render(shown, look, refused));
    },
  };
}

const picturesOf = ({ blocks, translations = [] }: Message): readonly FileId[] =>
  [blocks, ...translations.map((one) => one.blocks)].flat().flatMap((block) => (block.kind === "picture" ? [block.file] : []));

/** The zones that a room's people live in, with their cities: both firms' in the shared room. */
function zonesOf(known: Settings, room: string): Look["zones"] {
  const to = roomFrom(room);
  const who = to.kind === "person" ? personOf(known, to.person) : null;
  if (who) return [{ zone: who.calendar.zone, city: known.firms[who.firm].city }];
  const sides = to.kind === "audience" && to.audience !== "shared" ? [to.audience] : firms;
  return sides.map((side) => ({ zone: known.firms[side].zone, city: known.firms[side].city }));
}

/** What was meant for a side room, with the reason why it comes to one person. */
function redirected(message: Message, words: Words): Message {
  const reason: readonly Part[] = [words("chat.side-room-open", message.language)];
  return { ...message, blocks: [{ kind: "text", parts: reason, tone: "waiting" }, ...message.blocks] };
}
