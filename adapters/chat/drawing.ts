/** Draws with a look whose buttons are kept first, so that every button that can be seen can be pressed. */
import type { FileId } from "../../src/domain/ids.ts";
import { type Action, type Message, type Part, roomFrom } from "../../src/domain/message.ts";
import { firms, personOf, type Account as Settings } from "../../src/domain/people.ts";
import type { Does } from "./does.ts";
import type { Look } from "./look.ts";
import type { PicturesElsewhere } from "./pictures.ts";
import { handleOf, type Tables } from "./tables.ts";
import type { Words } from "./words.ts";

/** Draws with a look whose buttons are kept by the time this resolves: for those who may look into `room`, and nobody else. */
export type DrawWith = <T>(settings: Settings, room: string, messages: readonly Message[], work: (look: Look) => T) => Promise<T>;

/**
 * A drawing over a platform's tables; its pictures are the platform's files, and those that are shown at addresses of ours. `mark` makes of a
 * handle what the button carries.
 */
export function drawingWith(
  tables: Pick<Tables, "files" | "saveActions">,
  words: Words,
  elsewhere: PicturesElsewhere | null,
  mark: (handle: string) => string = (handle) => handle,
): DrawWith {
  return async (settings, room, messages, work) => {
    const { id: relationship } = settings;
    const pictures = new Map<FileId, string>();
    const wanted = messages.flatMap(picturesOf);
    if (wanted.length > 0) for (const { id, native } of await tables.files(relationship, wanted)) pictures.set(id, native);
    const others = wanted.filter((id) => !pictures.has(id));
    if (elsewhere && others.length > 0) for (const [id, address] of await elsewhere(relationship, others)) pictures.set(id, address);
    const kept = new Map<string, Does>();
    const handle = (action: Action): string => {
      const does: Does = { kind: "action", action, room };
      const name = handleOf(relationship, does);
      kept.set(name, does);
      return mark(name);
    };
    const made = work({ zones: zonesOf(settings, room), picture: (id) => pictures.get(id) ?? null, handle, words });
    await tables.saveActions(
      relationship,
      [...kept].map(([name, does]) => ({ handle: name, does })),
    );
    return made;
  };
}

/** The look of a message of no relationship; `handle` says what its buttons are known by, where it has any: nothing of it is kept. */
export const plainLook = (words: Words, handle: Look["handle"] = () => ""): Look => ({ zones: [], picture: () => null, handle, words });

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
export function redirected(message: Message, words: Words): Message {
  const reason: readonly Part[] = [words("chat.side-room-open", message.language)];
  return { ...message, blocks: [{ kind: "text", parts: reason, tone: "waiting" }, ...message.blocks] };
}
