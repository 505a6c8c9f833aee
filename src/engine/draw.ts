/** Draws messages from the newest state for one reader or one room; everything comes through `visibleTo`. */
import { type Asked, type Case, visibleTo } from "../domain/case.ts";
import type { Ask } from "../domain/command.ts";
import type { Event } from "../domain/event.ts";
import { type Args, type Closing, type Conversation, type DrawAsk, flowsOf, flowsWith, type Say, type Slot } from "../domain/flow.ts";
import { type Action, type Block, type Field, type Message, plainOf, roomFrom, type Seen } from "../domain/message.ts";
import { kindOf } from "../domain/otherwise.ts";
import { type Account, type Audience, type Person, peopleOf, personOf } from "../domain/people.ts";
import type { SetUpNews } from "../domain/set-up/speech.ts";
import type { Talk, Tool } from "../domain/talk.ts";
import type { Instant } from "../domain/time.ts";
import { questionsTo, together } from "../domain/together.ts";
import { noticesOf } from "./consequences.ts";

type Drawn = { readonly tone: Message["tone"]; readonly blocks: readonly Block[] };

const message = (conversation: Conversation, held: Case, seen: Seen, { tone, blocks }: Drawn, say: Say, account: Account): Message => ({
  seen,
  tone,
  case: held.id,
  blocks,
  footer: conversation.frame.footer(seen, say, account),
  language: say.language,
});

/** The languages of a room, the main one first: those that both firms chose for the shared one, those of its people for a side room. */
function languagesOf(account: Account, audience: Audience): readonly [string, ...string[]] {
  if (audience === "shared") return account.languages;
  const main = account.firms[audience].language;
  const others = new Set(peopleOf(account, audience).map(({ language }) => language));
  others.delete(main);
  return [main, ...others];
}

/** A message for a room, in each of its languages. */
function inEvery([main, ...others]: readonly [string, ...string[]], draw: (language: string) => Message): Message {
  const translations = others.map(draw).map(({ blocks, footer, language }) => ({ blocks, footer, language }));
  return { ...draw(main), ...(translations.length > 0 && { translations }) };
}

const drawerOf = ({ flows }: Conversation, { shared }: Case, key: string): DrawAsk | undefined => {
  const kind = kindOf(key);
  return flowsOf(flows, shared.kind).find(({ draw }) => draw?.[kind])?.draw?.[kind];
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
  const drawn = drawerOf(conversation, held, asked.key)?.(see, asked.key.slice(asked.key.indexOf(":") + 1), say, who, account, now);
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
  const see = visibleTo(audience, held);
  const { frame, flows } = conversation;
  return inEvery(languagesOf(account, audience), (language) => {
    const say = conversation.say(language);
    const blocks =
      audience === "shared"
        ? [
            ...frame.head(see, say, account, now),
            ...flowsWith(flowsOf(flows, held.shared.kind), "section").flatMap((flow) => flow.section(see, say, account, now)),
            ...frame.foot(see, say, account),
            frame.actions(see, say),
          ]
        : frame.side(see, audience, say, account, now);
    return message(conversation, held, to, { tone: "card", blocks }, say, account);
  });
}

/** News of one event; `null` when the flow has nothing to say of it any more. */
export function drawNotice(conversation: Conversation, held: Case, account: Account, event: Event, index: number): Message | null {
  const notice = noticesOf(conversation.flows, event, held.shared)[index];
  if (!notice) return null;
  const { to } = notice;
  const person = to.kind === "person" ? personOf(account, to.person) : null;
  if (to.kind === "person" && !person) return null;
  const audience: Audience = to.kind === "audience" ? to.audience : "shared";
  const seen: Seen = to.kind === "person" ? { kind: "person" } : to;
  const made = inEvery(person ? [person.language] : languagesOf(account, audience), (language) => {
    const say = conversation.say(language);
    const blocks = notice.draw(say, visibleTo(person ? person.firm : audience, held), account);
    return message(conversation, held, seen, { tone: "notice", blocks }, say, account);
  });
  return made.blocks.length === 0 ? null : made;
}

/** How all cases stand, for one person; `null` when there is nothing to say. */
export function drawDigest(
  conversation: Conversation,
  cases: readonly Case[],
  account: Account,
  now: Instant,
  who: Person,
  since: Instant,
): Message | null {
  const say = conversation.say(who.language);
  const seen: Seen = { kind: "person" };
  const told = cases.map((held) => ({
    see: visibleTo(who.firm, held),
    asked: asksOf(held, who).map((asked) => ({
      ...asked,
      actions: drawAsk(conversation, held, asked, who, say, account, now).flatMap((block) =>
        block.kind === "actions" ? block.actions : [],
      ),
    })),
  }));
  const blocks = conversation.digest(told, who, account, now, since, say);
  if (blocks.length === 0) return null;
  return { seen, tone: "notice", case: null, blocks, footer: conversation.frame.footer(seen, say, account), language: say.language };
}

/** News of no case, in each of these languages. */
const news = (
  { say, frame }: Conversation,
  account: Account,
  seen: Seen,
  languages: readonly [string, ...string[]],
  draw: (say: Say) => readonly Block[],
): Message =>
  inEvery(languages, (language) => {
    const said = say(language);
    return { seen, tone: "notice", case: null, blocks: draw(said), footer: frame.footer(seen, said, account), language: said.language };
  });

/** The person whose room it is; `null`: it is a room of several, or they have left. */
function readerOf(account: Account, room: string): Person | null {
  const to = roomFrom(room);
  return to.kind === "person" ? personOf(account, to.person) : null;
}

/** News of no case, of what has become of a set-up file; `null`: for somebody who has left. */
export function drawSetUpNews(conversation: Conversation, account: Account, room: string, told: SetUpNews): Message | null {
  const to = roomFrom(room);
  const draw = (say: Say) => conversation.setUp.news(told, say, account);
  if (to.kind !== "person") return news(conversation, account, to, languagesOf(account, to.audience), draw);
  const who = readerOf(account, room);
  return who && news(conversation, account, { kind: "person" }, [who.language], draw);
}

/** Talk in another place of the shared room: as it was written, with our own few words in the main language alone. */
export function drawTalk(conversation: Conversation, held: Case, account: Account, talk: Talk): Message | null {
  const say = conversation.say(account.languages[0]);
  const blocks = conversation.talk(talk, say, account);
  return blocks.length === 0 ? null : message(conversation, held, bothFirms, { tone: "notice", blocks }, say, account);
}

/** How another place of the shared room is to be reached. */
export const drawHeld = (
  conversation: Conversation,
  account: Account,
  { tool, over }: { readonly tool: Tool; readonly over: boolean },
): Message => news(conversation, account, bothFirms, account.languages, (say) => conversation.held(tool, over, say));

/** News outside of any case for one person; `null`: for somebody who has left. */
export function drawLeadNews(
  conversation: Conversation,
  account: Account,
  room: string,
  { key, args }: { readonly key: string; readonly args: Args },
): Message | null {
  const who = readerOf(account, room);
  const draw = (say: Say): Block[] => [{ kind: "text", parts: say(key, args), tone: "plain" }];
  return who && news(conversation, account, { kind: "person" }, [who.language], draw);
}

const bothFirms: Seen = { kind: "audience", audience: "shared" };

/** What is asked of a person in a case now. */
const asksOf = (held: Case, who: Person): readonly Asked[] =>
  [held.shared, held[who.firm]].flatMap(({ asked }) => questionsTo(asked, who.id));

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
  const first = together([...held.shared.asked, ...held[who.firm].asked], key, who.id)[0]!;
  const say = conversation.say(who.language);
  const when = slot === "0" ? "reminder.at" : slot.startsWith("-") ? "reminder.before" : "reminder.after";
  const blocks: Block[] = [
    { kind: "text", parts: say(when, { due: { kind: "instant", at: asked.due, show: "moment" } }), tone: "waiting" },
    ...drawAsk(conversation, held, first, who, say, account, now, true),
  ];
  return { ...message(conversation, held, { kind: "person" }, { tone: "ask", blocks }, say, account), ask: first.key };
}

/** The case for one person, with what is asked of them first and then everything else that they may do. */
export function drawMore(conversation: Conversation, held: Case, account: Account, now: Instant, who: Person): Message {
  const say = conversation.say(who.language);
  const see = visibleTo(who.firm, held);
  const asked = asksOf(held, who)
    .flatMap((one) => drawAsk(conversation, held, one, who, say, account, now, true))
    .map(withoutMore);
  const shown = new Set(asked.flatMap((block) => (block.kind === "actions" ? block.actions.map(({ key }) => key) : [])));
  const actions: Action[] = flowsWith(flowsOf(conversation.flows, held.shared.kind), "more").flatMap((flow) =>
    flow.more(see, say, who, account, now),
  );
  const report: Action = {
    key: "action.full-report",
    label: label(say, "action.full-report"),
    style: "plain",
    press: { kind: "report", case: held.id },
    intro: [],
    fields: [],
  };
  const documents = held.shared.kind === "relationship" ? [] : [report];
  const others = [...actions.filter(({ key }) => !shown.has(key)), ...documents].map((action) => ({
    ...action,
    style: action.style === "primary" ? ("plain" as const) : action.style,
  }));
  const also: Block[] = asked.length === 0 ? [] : [{ kind: "heading", parts: say("more.also") }];
  const first = asked.length > 0 ? asked : [conversation.frame.head(see, say, account, now)[0]!];
  const help = conversation.frame.help(see, say, who, account);
  const blocks: Block[] = [...first, ...also, { kind: "actions", actions: others }, ...help];
  return message(conversation, held, { kind: "person" }, { tone: "notice", blocks }, say, account);
}

/** Inside "More…" nobody is offered "More…". */
const withoutMore = (block: Block): Block =>
  block.kind === "actions" ? { ...block, actions: block.actions.filter(({ press }) => press.kind !== "more") } : block;

const label = (say: Say, key: string): string => plainOf(say(key));

/**
 * What a person whose press came too late can do instead: what is asked of them now, and what they wanted to do as it can be done now,
 * with everything that they had typed.
 */
export function insteadOf(ask: Ask, conversation: Conversation, held: Case, account: Account, now: Instant, who: Person): Action[] {
  const say = conversation.say(who.language);
  const asked = asksOf(held, who)
    .flatMap((one) => drawAsk(conversation, held, one, who, say, account, now))
    .flatMap((block) => (block.kind === "actions" ? block.actions : []))
    .slice(0, 3);
  const same = ({ press, fields }: Action): boolean => press.kind === "command" && press.command.type === ask.type && fields.length > 0;
  const see = visibleTo(who.firm, held);
  const other = asked.some(same)
    ? []
    : flowsWith(flowsOf(conversation.flows, held.shared.kind), "more")
        .flatMap((flow) => flow.more(see, say, who, account, now))
        .filter(same);
  const typed: Readonly<Record<string, unknown>> = ask;
  return [...asked, ...other.slice(0, 1)].map((action) =>
    same(action) ? { ...action, fields: action.fields.map((field) => refilled(field, typed[field.name])) } : action,
  );
}

/** A field with what was typed into it before, where that can be typed again. */
function refilled(field: Field, typed: unknown): Field {
  switch (field.kind) {
    case "text":
    case "money":
    case "when":
      return typeof typed === "string" ? { ...field, value: typed } : field;
    case "choice":
      return field.options.some(({ value }) => value === typed) ? { ...field, value: String(typed) } : field;
    case "number":
      return typeof typed === "number" ? { ...field, value: typed } : field;
    case "yes":
      return typeof typed === "boolean" ? { ...field, value: typed } : field;
    case "choices":
    case "files":
      return field;
    default:
      return field satisfies never;
  }
}
