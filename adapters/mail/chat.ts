/**
 * The web's chat, with mail to whom no chat platform reaches: what is posted to a person's own room is mailed to them once, where they have
 * an address. It stands on the web whatever becomes of the mail; a change of it is not mailed.
 */
import { sha256 } from "../../src/domain/hash.ts";
import { type Message, roomFrom } from "../../src/domain/message.ts";
import { type Person, personOf } from "../../src/domain/people.ts";
import type { Address, Chat } from "../../src/ports/chat.ts";
import type { Inbound, Sender } from "../../src/ports/inbound.ts";
import type { Log } from "../../src/ports/scheduler.ts";
import { type Drawing, drawMail } from "./draw.ts";
import type { Send } from "./smtp.ts";
import type { Tables } from "./tables.ts";

export type Mailing = {
  /** Where everything stands. */
  readonly web: Chat;
  readonly tables: Tables;
  readonly send: Send;
  readonly inbound: Pick<Inbound, "look">;
  readonly say: Drawing["say"];
  /** The address that signs somebody in, once; good for a day. */
  readonly link: (to: Sender) => Promise<string>;
  /** The host in the ids of mails: our public one. */
  readonly host: string;
  readonly log: Log;
};

type Addressee = Person & { readonly email: string };

/** The web's chat with mail, which tells whether anybody is mailed what goes to an address. */
export type MailingChat = Chat & { readonly isMailed: (to: Address) => boolean };

/** The web's chat with mail. */
export function mailingChat({ web, tables, send, inbound, say, link, host, log }: Mailing): MailingChat {
  /** Who is mailed what goes there; `null`: nobody. */
  const addresseeOf = ({ room, settings }: Address): Addressee | null => {
    const to = roomFrom(room);
    const who = to.kind === "person" ? personOf(settings, to.person) : null;
    return who?.email === undefined ? null : { ...who, email: who.email };
  };
  const idOf = (what: string): string => `${sha256(what).slice(0, 32)}@${host}`;
  /** The number that people know a case by; `null`: what stands between the firms has none. */
  const numberOf = async (sender: Sender, { case: id }: Message): Promise<string | null> => {
    const view = id === null ? null : await inbound.look(sender, id);
    return view && view.kind !== "relationship" ? view.number : null;
  };
  const mail = async ({ relationship, settings }: Address, who: Addressee, message: Message, key: string): Promise<void> => {
    // What is over before it could be told need not be told.
    if (message.tone === "locked" || (await tables.isMailed(key))) return;
    const sender: Sender = { relationship, person: who.id };
    const drawn = drawMail(message, { settings, who, number: await numberOf(sender, message), link: await link(sender), say });
    const outcome = await send(
      {
        to: { name: drawn.to, address: who.email },
        messageId: idOf(`mail|${key}`),
        thread: message.case === null ? null : idOf(`mail-case|${relationship}|${message.case}`),
      },
      drawn,
    );
    if (!outcome.sent)
      log.warn({ relationship, case: message.case, code: outcome.code }, "a mail was refused for good; it stands on the web");
    await tables.mailed(key);
  };
  const keyOf = ({ relationship }: Address, key: string): string => `${relationship}|${key}`;

  return {
    isMailed: (to) => addresseeOf(to) !== null,
    async post(to, message, key) {
      const before = await web.find(to, key);
      const id =
        typeof before === "string" && before !== "cannot-tell"
          ? await web.update(to, before, message, key)
          : await web.post(to, message, key);
      const who = addresseeOf(to);
      if (who) await mail(to, who, message, keyOf(to, key));
      return id;
    },
    update: (to, posted, message, key) => web.update(to, posted, message, key),
    tool: (relationship, room) => web.tool(relationship, room),
    async find(to, key) {
      const found = await web.find(to, key);
      // It stands there, and its mail may still have to be sent: it is posted once more, which posts nothing twice.
      return found !== null && addresseeOf(to) !== null && !(await tables.isMailed(keyOf(to, key))) ? null : found;
    },
  };
}
