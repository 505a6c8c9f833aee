/** How Teams says what is said outside of cases, and what it calls an account. */
import { UnavailableError } from "../../src/errors.ts";
import type { Tools as ChatTools } from "../chat/asking.ts";
import { plainLook } from "../chat/drawing.ts";
import { asActions } from "../chat/own.ts";
import { aside, textBlocks } from "../chat/passing.ts";
import type { Words } from "../chat/words.ts";
import { cardContent } from "./content.ts";
import { isDirectChannel } from "./parse.ts";
import type { Bot } from "./port.ts";
import { render, summaryOf } from "./render.ts";
import type { Roster } from "./roster.ts";
import type { Tables } from "./tables.ts";
import { referenceTo, type Telling } from "./telling.ts";

/** In how many channels a name is looked for. */
const mostLooks = 5;

type Parts = {
  readonly bot: Bot;
  readonly tables: Tables;
  readonly roster: Roster;
  readonly telling: Telling;
  readonly words: Words;
  readonly log: ChatTools["log"];
};

/** Teams's side of saying something to an account or in a channel. */
export function surface({
  bot,
  tables,
  roster,
  telling,
  words,
  log,
}: Parts): Pick<ChatTools, "whisper" | "reply" | "announce" | "profile" | "isDirect"> {
  return {
    whisper: telling.say,
    async reply(asker, parts, actions = []) {
      try {
        await telling.tell(asker, aside(textBlocks(parts, actions), asker.who.language));
      } catch (error) {
        const why = error instanceof Error ? error.message : "unknown";
        log.warn({ user: asker.linked.user, error: why }, "an answer did not arrive");
      }
    },
    async announce(installation, channel, { parts, language, buttons = [] }) {
      const { actions, handleOf } = asActions(buttons);
      const look = plainLook(words, handleOf);
      const message = aside(textBlocks(parts, actions), language);
      await bot.post(await referenceTo(tables, installation, channel, null), cardContent(render(message, look), summaryOf(message, look)));
    },
    async profile(installation, { team, user }) {
      // As the roster of a room in which they are has them; whoever decides sees the ids, too.
      const channels = new Set(
        (await tables.openRooms()).filter((room) => room.installation === installation).map(({ channel }) => channel),
      );
      for (const channel of [...channels].slice(0, mostLooks)) {
        const found = await roster.member(await referenceTo(tables, installation, channel, null), user).catch(none);
        if (found?.name) return { name: `${found.name} (${user})`, team };
      }
      return { name: user, team };
    },
    isDirect: isDirectChannel,
  };
}

/** A name is only shown: without it the ids stand alone. */
function none(error: unknown): null {
  if (error instanceof UnavailableError) throw error;
  return null;
}
