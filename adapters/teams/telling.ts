/**
 * Says something to one person in Teams. Directly where that can be: in the conversation of two in which they asked, or in the one with
 * somebody of a tenant in which the app is. A person of another tenant is called in the channel: their client fetches what the card says to
 * them and shows it in its place; where it does not, a button opens it, for them alone. Nothing of it stands in the channel.
 */
import type { RelationshipId } from "../../src/domain/ids.ts";
import { type Message, plainOf } from "../../src/domain/message.ts";
import { DeliveryError } from "../../src/errors.ts";
import { type Asker, type Tools as ChatTools, keep } from "../chat/asking.ts";
import type { Origin } from "../chat/does.ts";
import { type DrawWith, plainLook } from "../chat/drawing.ts";
import type { Look } from "../chat/look.ts";
import { asActions, own, type Said } from "../chat/own.ts";
import { aside, textBlocks } from "../chat/passing.ts";
import type { Account } from "../chat/tables.ts";
import type { Words } from "../chat/words.ts";
import { cardContent, mentioning } from "./content.ts";
import { marked } from "./marks.ts";
import { isDirectChannel } from "./parse.ts";
import type { Bot, Content, Member, Reference } from "./port.ts";
import { type Refresh, render, summaryOf } from "./render.ts";
import type { Roster } from "./roster.ts";
import type { Tables } from "./tables.ts";

export type Telling = {
  /** Tells whoever asks something a message, so that they alone read it. @throws what Teams answers. */
  tell(asker: Asker, message: Message): Promise<void>;
  /**
   * Says some words outside of any case to an account: where nobody else reads them, if it is somebody of a relationship; a stranger is
   * called where they asked. Whom nothing reaches is said nothing. @throws what Teams answers.
   */
  say(installation: string, to: Account, origin: Origin, said: Said): Promise<void>;
  /** What stands in the channel for a message that lies behind a button; `handles`: what its buttons are known by, where they are our own. */
  pointer(relationship: RelationshipId, user: string, called: Member, message: Message, handles?: Handles): Promise<Content>;
};

type Handles = Readonly<Record<string, string>>;
/** Where something is said to one person: directly, or in a channel in which they are called. */
type Spot = { readonly reference: Reference; readonly called: Member | null };

type Parts = {
  readonly bot: Bot;
  readonly tables: Tables;
  readonly roster: Roster;
  readonly drawWith: DrawWith;
  readonly words: Words;
  readonly say: ChatTools["say"];
};

/** Where a channel, or a thread of it, is. */
export async function referenceTo(
  tables: Pick<Tables, "serviceUrl">,
  installation: string,
  channel: string,
  thread: string | null,
): Promise<Reference> {
  const serviceUrl = await tables.serviceUrl(installation);
  if (serviceUrl === null) throw new DeliveryError("the app is not in this tenant", { retryable: true, retryAfterMs: 60_000 });
  return { serviceUrl, tenant: installation, conversation: thread === null ? channel : `${channel};messageid=${thread}` };
}

/** Telling people through `bot`. */
export function telling({ bot, tables, roster, drawWith, words, say }: Parts): Telling {
  const pointer: Telling["pointer"] = async (relationship, user, called, message, handles) => {
    const { language, tone } = message;
    const t = say(language);
    if (tone === "locked") return plainContent(aside(textBlocks(t("teams.told-over")), language), plainLook(words));
    const handle = marked(await keep({ tables }, relationship, { kind: "told", user, message, ...(handles && { handles }) }));
    const show = { ...own("teams.told-show", plainOf(t("teams.told-show")), handle, "primary"), opens: true as const };
    const { actions, handleOf } = asActions([show]);
    const said = aside(textBlocks(t(tone === "ask" ? "teams.told-ask" : "teams.told"), actions), language);
    return mentioning(plainContent(said, plainLook(words, handleOf), { handle, users: [called.id] }), called);
  };
  /** Where a person is told something, as near to where they asked as can be; `null`: nowhere can they be reached. */
  const spotOf = async (
    relationship: RelationshipId | null,
    installation: string,
    to: Account,
    { channel, thread }: Origin,
  ): Promise<Spot | null> => {
    if (channel !== null && isDirectChannel(channel))
      return { reference: await referenceTo(tables, installation, channel, null), called: null };
    if (to.team === installation) {
      const { serviceUrl } = await referenceTo(tables, installation, "", null);
      const conversation = await bot.open({ serviceUrl, tenant: installation, user: to.user });
      return { reference: { serviceUrl, tenant: installation, conversation }, called: null };
    }
    const where = channel ?? (relationship && (await tables.sharedRoom(relationship))?.channel) ?? null;
    if (where === null) return null;
    const reference = await referenceTo(tables, installation, where, where === channel ? thread : null);
    const called = await roster.member(reference, to.user);
    return called && { reference, called };
  };
  return {
    pointer,
    async tell({ installation, linked, origin, settings }, message) {
      const spot = await spotOf(linked.relationship, installation, linked, origin);
      if (!spot) return;
      const content = spot.called
        ? await pointer(settings.id, linked.user, spot.called, message)
        : await drawWith(settings, `@${linked.person}`, [message], (look) => plainContent(message, look));
      await bot.post(spot.reference, content);
    },
    async say(installation, to, origin, { parts, language, buttons = [] }) {
      const [member] = await tables.membersOf([to]);
      const relationship = member?.relationship ?? null;
      const spot = await spotOf(relationship, installation, to, origin);
      if (!spot) return;
      const { reference, called } = spot;
      const { actions, handleOf } = asActions(buttons);
      const message = aside(textBlocks(parts, actions), language);
      if (called && relationship !== null) {
        const handles = Object.fromEntries(buttons.map(({ key, handle }) => [key, handle]));
        await bot.post(reference, await pointer(relationship, to.user, called, message, handles));
        return;
      }
      const content = plainContent(message, plainLook(words, handleOf));
      await bot.post(reference, called ? mentioning(content, called) : content);
    },
  };
}

const plainContent = (message: Message, look: Look, refresh: Refresh | null = null): Content =>
  cardContent(render(message, look, refresh), summaryOf(message, look));
