/** The inbound port, made of an engine: commands in, messages for one reader out. */
import { type Case, lookBack, visibleTo } from "../domain/case.ts";
import type { Documents, Say, Story } from "../domain/flow.ts";
import { standingId } from "../domain/hash.ts";
import type { CaseId } from "../domain/ids.ts";
import { unseal } from "../domain/log.ts";
import { type Block, type Message, roomKey } from "../domain/message.ts";
import { articleKey } from "../domain/orders.ts";
import { type Account, type Person, personOf } from "../domain/people.ts";
import type { Instant } from "../domain/time.ts";
import { UnavailableError } from "../errors.ts";
import type { Inbound, Sender } from "../ports/inbound.ts";
import type { Log } from "../ports/scheduler.ts";
import { drawMore } from "./draw.ts";
import { type Engine, handle } from "./handle.ts";
import { tellPerson } from "./leads.ts";
import { carry } from "./talk.ts";

type Found = { readonly held: Case; readonly account: Account; readonly now: Instant; readonly who: Person };

/** How often a change of the settings is tried when others change them too. */
const tries = 20;

/** `settled` is called after every command: the relay may have something to do. */
export function inbound(engine: Engine, log: Log, documents: Documents, settled: () => Promise<void>): Inbound {
  const { store, conversation } = engine;

  const person = async ({ relationship, person: id }: Sender): Promise<{ account: Account; who: Person } | null> => {
    const known = await store.account(relationship);
    const who = known && personOf(known.account, id);
    return known && who ? { account: known.account, who } : null;
  };
  const open = async (sender: Sender, id: CaseId): Promise<Found | null> => {
    const { row, account, now } = await store.read({ case: id, relationship: sender.relationship }, "");
    const who = account && personOf(account, sender.person);
    return row && who && row.relationship === sender.relationship ? { held: row.case, account, now, who } : null;
  };

  /** What both firms can read of what has happened: the shared log, and nothing else. */
  const story = async (id: CaseId): Promise<Story> => {
    const events: Story[number][] = [];
    for await (const row of store.log(id, "shared")) events.push(unseal(row) as Story[number]);
    return events;
  };
  const privately = (say: Say, id: CaseId | null, blocks: readonly Block[], account: Account): Message => {
    const seen = { kind: "person" } as const;
    return { seen, tone: "notice", case: id, blocks, footer: conversation.frame.footer(seen, say, account), language: say.language };
  };

  return {
    async receive(sender, key, id, ask) {
      const startedMs = performance.now();
      const { answer, case: touched, events, repeated } = await handle(engine, sender, key, id, ask);
      log.info(
        {
          case: touched,
          command: ask.type,
          outcome: answer.ok ? "done" : answer.code,
          events,
          repeated,
          ms: Math.round(performance.now() - startedMs),
        },
        "command",
      );
      // A repeated command changed nothing: what it once caused is shown already, or by the pass under way.
      if (events > 0) await settled();
      return answer;
    },
    async more(sender, id) {
      const found = await open(sender, id);
      return found && drawMore(conversation, found.held, found.account, found.now, found.who);
    },
    async look(sender, id) {
      const found = await open(sender, id);
      return found && documents.view(visibleTo(found.who.firm, found.held), found.account);
    },
    async report(sender, id) {
      const found = await open(sender, id);
      return found && documents.report(visibleTo(found.who.firm, found.held), found.who, found.account, await story(id));
    },
    async invitation(sender, id, visit) {
      const found = await open(sender, id);
      return found && documents.invitation(visibleTo(found.who.firm, found.held), visit, found.who, found.account, found.now);
    },
    async agreement(sender, id, name) {
      const found = await open(sender, id);
      return found && documents.agreement(visibleTo(found.who.firm, found.held), await story(id), name, found.who, found.account);
    },
    async comparison(sender, id, one, other) {
      const found = await open(sender, id);
      const blocks =
        found && documents.comparison(visibleTo(found.who.firm, found.held), await story(id), one, other, found.who, found.account);
      return blocks && privately(conversation.say(found.who.language), id, blocks, found.account);
    },
    async orders(sender, article) {
      const found = await person(sender);
      return found ? (await store.orders(sender.relationship, { numbers: [], articles: [articleKey(article)] })).of : [];
    },
    async hear(sender, text, files) {
      const found = await person(sender);
      if (!found) return null;
      const say = conversation.say(found.who.language);
      const [latest, standing, now] = await Promise.all([
        store.recent(sender.relationship, "" as CaseId, lookBack),
        store.read({ case: standingId(sender.relationship), relationship: sender.relationship }, ""),
        store.forward(0),
      ]);
      const cases = standing.row ? [...latest, { id: standing.row.case.id, shared: standing.row.case.shared }] : latest;
      return privately(say, null, conversation.hear({ text, files, ...found, now, cases }, say), found.account);
    },
    async carry(relationship, said) {
      const isCarried = await carry(store, relationship, said);
      if (isCarried) await settled();
      return isCarried;
    },
    async tell(to, news) {
      await tellPerson(store, to, news);
      await settled();
    },
    async welcome(sender, room) {
      const found = await person(sender);
      if (!found) return null;
      const say = conversation.say(found.who.language);
      const seen = room === "person" ? ({ kind: "person" } as const) : ({ kind: "audience", audience: room } as const);
      const blocks = conversation.welcome(room, found.who, say, found.account);
      return {
        seen,
        tone: "notice",
        case: null,
        blocks,
        footer: conversation.frame.footer(seen, say, found.account),
        language: say.language,
      };
    },
    async speak({ relationship, person: id }, language) {
      for (let attempt = 0; attempt < tries; attempt++) {
        const known = await store.account(relationship);
        const who = known && personOf(known.account, id);
        if (!known || !who || who.language === language) return;
        const people = known.account.people.map((one) => (one.id === id ? { ...one, language } : one));
        if (await store.saveAccount({ ...known.account, people }, known.version)) {
          await store.redraw(relationship, roomKey({ kind: "person", person: id }));
          await store.redraw(relationship, who.firm);
          return settled();
        }
      }
      throw new UnavailableError(`settings of ${relationship}: ${tries} others were quicker`);
    },
    async account(relationship) {
      const known = await store.account(relationship);
      return known && { account: known.account, now: await store.forward(0) };
    },
  };
}
