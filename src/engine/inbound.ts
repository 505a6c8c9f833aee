/** The inbound port, made of an engine: commands in, messages for one reader out. */
import { type Case, visibleTo } from "../domain/case.ts";
import type { CaseId } from "../domain/ids.ts";
import { type Account, type Person, personOf } from "../domain/people.ts";
import type { Instant } from "../domain/time.ts";
import type { Inbound, Sender } from "../ports/inbound.ts";
import type { Log } from "../ports/scheduler.ts";
import { drawMore } from "./draw.ts";
import { type Engine, handle } from "./handle.ts";

type Found = { readonly held: Case; readonly account: Account; readonly now: Instant; readonly who: Person };

/** Writes the 8D of a case that a reader may see. */
export type WriteReport = (see: ReturnType<typeof visibleTo>, who: Person, account: Account) => string;

/** `settled` is called after every command: the relay may have something to do. */
export function inbound(engine: Engine, log: Log, writeReport: WriteReport, settled: () => Promise<void>): Inbound {
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
    async report(sender, id) {
      const found = await open(sender, id);
      return found && writeReport(visibleTo(found.who.firm, found.held), found.who, found.account);
    },
    async hear(sender, text, files) {
      const found = await person(sender);
      if (!found) return null;
      const say = conversation.say(found.who.language);
      const seen = { kind: "person" } as const;
      return {
        seen,
        tone: "notice",
        case: null,
        blocks: conversation.hear(text, files, say),
        footer: conversation.frame.footer(seen, say, found.account),
        language: say.language,
      };
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
    async account(relationship) {
      const known = await store.account(relationship);
      return known && { account: known.account, now: await store.forward(0) };
    },
  };
}
