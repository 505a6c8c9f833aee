/**
 * A firm cannot go on before somebody else has done their part: the other firm, somebody outside, a problem that is dealt with
 * elsewhere. It says so; what is asked of it stands still meanwhile; and whoever holds the ball is asked, reminded and climbed to.
 */
import type { Shared } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import type { Draft } from "../src/domain/event.ts";
import { accept, type Context, type Decision, type Flow, quick, type Rejection, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { WaitId } from "../src/domain/ids.ts";
import { type Account, otherFirm } from "../src/domain/people.ts";
import { isPending } from "../src/domain/settling.ts";
import type { Instant } from "../src/domain/time.ts";
import { type Wait, waitOf } from "../src/domain/waiting.ts";
import { firmName, moment } from "./parts.ts";
import { takenWith } from "./plan.ts";
import { readWhen } from "./reading/when.ts";
import { draw, more, notices, section } from "./waiting-cards.ts";

/** Working minutes until a firm looks again whether what it waits for outside has come, where it does not say when: two days (ours). */
const lookAfterMinutes = 2 * 8 * 60;

function asks(s: Shared, account: Account): Wanted[] {
  if (s.followUp.closed) return [];
  return s.waiting.open.map(({ id, firm, on, until, looks }): Wanted => {
    const other = otherFirm(firm);
    const within = { withinMinutes: account.service.answer[s.severity] };
    return on === "other-firm"
      ? { key: `wait:${id}`, firm: other, to: [s.lead[other]], due: within, slots: quick }
      : { key: `arrived:${id}:${looks}`, firm, to: [s.lead[firm]], due: until ?? { withinMinutes: lookAfterMinutes }, slots: slow };
  });
}

/** A date that has not passed, as a person wrote it; else the refusal. */
function later(written: string, { now, who }: Context): { ok: true; at: Instant } | Rejection {
  const at = readWhen(written, now, who.calendar.zone);
  if (!at) return reject("unreadable-date", { text: { kind: "quote", text: written } });
  return at > now ? { ok: true, at } : reject("date-passed", { at: moment(at) });
}

const over = ({ id }: Wait): Draft => ({ type: "wait-ended", audience: "shared", wait: id, answered: false });

function begin(s: Shared, ask: AskOf<"wait-for">, context: Context): Decision {
  const { who, account, newId, said } = context;
  if (isPending(s)) return reject("word-awaited", { firm: firmName(account, otherFirm(s.settlement.latest!.firm)) });
  const until = ask.until && ask.on !== "other-firm" ? later(ask.until, context) : null;
  if (until && !until.ok) return until;
  const before = waitOf(s, who.firm);
  return accept(
    ...takenWith(s, who),
    // One thing at a time: who names another lets go of the first.
    ...(before ? [over(before)] : []),
    {
      type: "wait-begun",
      audience: "shared",
      wait: newId() as WaitId,
      on: ask.on,
      until: until?.at ?? null,
      said: said({ what: ask.what }),
    },
  );
}

/** What the person's own firm waits for, by its id; else the refusal. */
function own(s: Shared, wait: WaitId, { who, account }: Context): { ok: true; wait: Wait } | Rejection {
  const found = s.waiting.open.find(({ id }) => id === wait);
  if (!found) return reject("wait-over");
  return found.firm === who.firm ? { ok: true, wait: found } : reject("not-your-wait", { firm: firmName(account, found.firm) });
}

export const waiting: Flow = {
  rules: {
    "wait-for": ({ shared: s }, ask, context) => begin(s, ask, context),
    "answer-wait": ({ shared: s }, { wait, answer, files }, { who, account, said }) => {
      const found = s.waiting.open.find(({ id }) => id === wait);
      if (!found) return reject("wait-over");
      if (found.firm === who.firm) return reject("own-wait");
      if (found.on !== "other-firm") return reject("not-your-wait", { firm: firmName(account, found.firm) });
      return accept(
        { type: "evidence-added", audience: "shared", files, shared: false, cause: null, speaks: null, said: said({ what: answer }) },
        { type: "wait-ended", audience: "shared", wait, answered: true },
      );
    },
    "stop-waiting": ({ shared: s }, { wait }, context) => {
      const found = own(s, wait, context);
      return found.ok ? accept(over(found.wait)) : found;
    },
    "keep-waiting": ({ shared: s }, { wait, until }, context) => {
      const found = own(s, wait, context);
      if (!found.ok) return found;
      if (found.wait.on === "other-firm")
        return reject("wait-asked-already", { firm: firmName(context.account, otherFirm(found.wait.firm)) });
      const at = later(until, context);
      return at.ok ? accept({ type: "wait-extended", audience: "shared", wait, until: at.at }) : at;
    },
  },
  // Who has put it right, signed or closed has gone on.
  follows: (s, _account, _now, _recent, events) =>
    s.followUp.closed || isPending(s) || events.some(({ type }) => type === "agreed") ? s.waiting.open.map(over) : [],
  asks,
  draw,
  section,
  more,
  notices,
};
