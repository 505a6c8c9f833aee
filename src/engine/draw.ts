/** Draws messages from the newest state for one reader or one room; everything comes through `visibleTo`. */
import { type Asked, type Case, visibleTo } from "../domain/case.ts";
import type { Event } from "../domain/event.ts";
import type { Closing, Conversation, DrawAsk, Say, Slot } from "../domain/flow.ts";
import { type Action, type Block, type Message, roomFrom, type Seen } from "../domain/message.ts";
import { type Account, type Audience, type Person, personOf } from "../domain/people.ts";
import type { Instant } from "../domain/time.ts";

type Drawn = { readonly tone: Message["tone"]; readonly blocks: readonly Block[] };

const message = (conversation: Conversation, held: Case, seen: Seen, { tone, blocks }: Drawn, say: Say, account: Account): Message => ({
  seen,
  tone,
  case: held.id,
  blocks,
  footer: conversation.frame.footer(seen, say, account),
  language: say.language,
});

const languageOf = (account: Account, audience: Audience): string =>
  audience === "shared" ? account.language : account.firms[audience].language;

const drawerOf = (conversation: Conversation, key: string): DrawAsk | undefined => {
  const kind = key.split(":")[0]!;
  return conversation.flows.find(({ draw }) => draw?.[kind])?.draw?.[kind];
};

/** An ask as its reader sees it, or `null` when there is no such ask or it is not theirs. */
function drawAsk(
  conversation: Conversation,
  held: Case,
  asked: Asked,
  who: Person,
  say: Say,
  account: Account,
  now: Instant,
  reminds = false,
): readonly Block[] {
  const see = visibleTo(who.firm, held);
  const drawn = drawerOf(conversation, asked.key)?.(see, asked.key.slice(asked.key.indexOf(":") + 1), say, who, account, now);
  return drawn ? conversation.frame.ask(see, asked, drawn, who, say, account, reminds) : [];
}

const openAsk = (held: Case, who: Person, key: string): Asked | undefined =>
  held.shared.asked.find((asked) => asked.key === key) ?? held[who.firm].asked.find((asked) => asked.key === key);

/** A live message of a case: its card in a room, or an ask in a person's direct messages. `null`: nothing to show there. */
export function drawCard(
  conversation: Conversation,
  held: Case,
  account: Account,
  now: Instant,
  room: string,
  name: string,
  closing: Closing | null,
): Message | null {
  const to = roomFrom(room);
  if (to.kind === "person") {
    const who = personOf(account, to.person);
    if (!who) return null;
    const say = conversation.say(who.language);
    const asked = openAsk(held, who, name);
    const seen: Seen = { kind: "person" };
    if (!asked?.to.includes(who.id)) {
      const ended = closing ?? { ask: name, by: null, at: held.shared.lastChange.at };
      const blocks = conversation.frame.ended(visibleTo(who.firm, held), ended, say, account);
      return { ...message(conversation, held, seen, { tone: "locked", blocks }, say, account), ask: name };
    }
    const blocks = drawAsk(conversation, held, asked, who, say, account, now);
    return { ...message(conversation, held, seen, { tone: "ask", blocks }, say, account), ask: name };
  }
  const { audience } = to;
  const say = conversation.say(languageOf(account, audience));
  const see = visibleTo(audience, held);
  const { frame, flows } = conversation;
  const blocks =
    audience === "shared"
      ? [
          ...frame.head(see, say, account, now),
          ...flows.flatMap((flow) => flow.section?.(see, say, account, now) ?? []),
          ...frame.foot(see, say, account),
          frame.actions(see, say),
        ]
      : frame.side(see, audience, say, account, now);
  return message(conversation, held, to, { tone: "card", blocks }, say, account);
}

/** News of one event; `null` when the flow has nothing to say of it any more. */
export function drawNotice(conversation: Conversation, held: Case, account: Account, event: Event, index: number): Message | null {
  const notice = conversation.flows.flatMap((flow) => flow.notices?.(event, held.shared) ?? [])[index];
  if (!notice) return null;
  const { to } = notice;
  const person = to.kind === "person" ? personOf(account, to.person) : null;
  if (to.kind === "person" && !person) return null;
  const audience: Audience = to.kind === "audience" ? to.audience : "shared";
  const say = conversation.say(person ? person.language : languageOf(account, audience));
  const blocks = notice.draw(say, visibleTo(person ? person.firm : audience, held), account);
  return blocks.length === 0
    ? null
    : message(conversation, held, to.kind === "person" ? { kind: "person" } : to, { tone: "notice", blocks }, say, account);
}

/** A reminder: the ask again, with how it stands to its date; `null` when it has been answered meanwhile. */
export function drawReminder(
  conversation: Conversation,
  held: Case,
  account: Account,
  now: Instant,
  who: Person,
  key: string,
  slot: Slot,
): Message | null {
  const asked = openAsk(held, who, key);
  if (!asked?.to.includes(who.id)) return null;
  const say = conversation.say(who.language);
  const when = slot === "0" ? "reminder.at" : slot.startsWith("-") ? "reminder.before" : "reminder.after";
  const blocks: Block[] = [
    { kind: "text", parts: say(when, { due: { kind: "instant", at: asked.due, show: "moment" } }), tone: "waiting" },
    ...drawAsk(conversation, held, asked, who, say, account, now, true),
  ];
  return { ...message(conversation, held, { kind: "person" }, { tone: "ask", blocks }, say, account), ask: key };
}

/** The case for one person, with what is asked of them first and then everything else that they may do. */
export function drawMore(conversation: Conversation, held: Case, account: Account, now: Instant, who: Person): Message {
  const say = conversation.say(who.language);
  const see = visibleTo(who.firm, held);
  const mine = [...held.shared.asked, ...held[who.firm].asked].filter(({ to }) => to.includes(who.id));
  const asked = mine.flatMap((one) => drawAsk(conversation, held, one, who, say, account, now, true)).map(withoutMore);
  const shown = new Set(asked.flatMap((block) => (block.kind === "actions" ? block.actions.map(({ key }) => key) : [])));
  const actions: Action[] = conversation.flows.flatMap((flow) => flow.more?.(see, say, who, account, now) ?? []);
  const report: Action = {
    key: "action.full-report",
    label: label(say, "action.full-report"),
    style: "plain",
    press: { kind: "report", case: held.id },
    intro: [],
    fields: [],
  };
  const others = [...actions.filter(({ key }) => !shown.has(key)), report].map((action) => ({
    ...action,
    style: action.style === "primary" ? ("plain" as const) : action.style,
  }));
  const also: Block[] = asked.length === 0 ? [] : [{ kind: "heading", parts: say("more.also") }];
  const first = asked.length > 0 ? asked : [conversation.frame.head(see, say, account, now)[0]!];
  const blocks: Block[] = [...first, ...also, { kind: "actions", actions: others }];
  return message(conversation, held, { kind: "person" }, { tone: "notice", blocks }, say, account);
}

/** Inside "More…" nobody is offered "More…". */
const withoutMore = (block: Block): Block =>
  block.kind === "actions" ? { ...block, actions: block.actions.filter(({ press }) => press.kind !== "more") } : block;

const label = (say: Say, key: string): string =>
  say(key)
    .filter((part) => typeof part === "string")
    .join("");

/** The buttons of what is asked of a person now in a case: offered with a refusal, so that the next step is one press away. */
export function askActions(conversation: Conversation, held: Case, account: Account, now: Instant, who: Person): Action[] {
  const say = conversation.say(who.language);
  return [...held.shared.asked, ...held[who.firm].asked]
    .filter(({ to }) => to.includes(who.id))
    .flatMap((one) => drawAsk(conversation, held, one, who, say, account, now))
    .flatMap((block) => (block.kind === "actions" ? block.actions : []))
    .slice(0, 3);
}
