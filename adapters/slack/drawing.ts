/** Draws neutral messages for Slack: what its buttons do is kept first, so that every button that can be seen can be pressed. */
import type { FileId } from "../../src/domain/ids.ts";
import type { Message } from "../../src/domain/message.ts";
import type { Firm, Account as Settings } from "../../src/domain/people.ts";
import { type DrawWith, drawingWith, plainLook, redirected } from "../chat/drawing.ts";
import type { Look } from "../chat/look.ts";
import type { PicturesElsewhere } from "../chat/pictures.ts";
import type { Words } from "../chat/words.ts";
import { isAddress } from "./blocks.ts";
import { type Drawn, render } from "./render.ts";
import type { Tables } from "./tables.ts";

export type Drawing = {
  /**
   * A message for a room; `instead`: it goes to one person of that firm, because its own room is not safe. `refused` says how many forms
   * of it Slack did not take: the next is shorter.
   */
  draw(settings: Settings, room: string, message: Message, instead: Firm | null, refused: number): Promise<Drawn>;
  /** A message of no relationship; `handle` says what its buttons are known by, where it has any: nothing of it is kept. */
  plain(message: Message, handle?: Look["handle"]): Drawn;
  readonly with: DrawWith;
};

/** A drawing over Slack's tables. */
export function drawing(tables: Tables, words: Words, elsewhere: PicturesElsewhere | null): Drawing {
  const within = drawingWith(tables, words, elsewhere);
  return {
    with: within,
    plain: (message, handle) => render(message, plainLook(words, handle)),
    draw(settings, room, message, instead, refused) {
      const shown = instead === null ? message : redirected(message, words);
      return within(settings, room, [shown], (look) => {
        /** By its id in Slack, or not at all. */
        const kept = (id: FileId): string | null => {
          const picture = look.picture(id);
          return picture === null || isAddress(picture) ? null : picture;
        };
        const isAway = shown.blocks.some((block) => block.kind === "picture" && look.picture(block.file) !== kept(block.file));
        if (refused === 0 || !isAway) return render(shown, look, refused);
        // Slack fetches a picture as soon as it is told where it is, and takes nothing of a message whose picture it cannot have: named, it goes.
        return render(shown, { ...look, picture: kept }, refused - 1);
      });
    },
  };
}
