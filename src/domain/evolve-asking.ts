import type { Asked } from "./case.ts";
import type { AskEvent } from "./fold.ts";
import type { PersonId, PromiseId } from "./ids.ts";
import type { Otherwise } from "./otherwise.ts";
import { hourMs, type Instant, plus } from "./time.ts";

/** What the plan asks; and what was said of a question instead of answering it. */
export function evolveAsking<T extends { readonly asked: readonly Asked[]; readonly otherwise: readonly Otherwise[] }>(
  before: T,
  event: AskEvent,
): T {
  if (event.type !== "answered-otherwise") return { ...before, asked: evolveAsked(before.asked, event) };
  const { ask, to, unknown } = event;
  const by = event.by as PersonId;
  const over = to === null && before.asked.find(({ key }) => key === ask)?.to.every((id) => id === by) === true;
  return { ...before, otherwise: [...before.otherwise, { ask, by, to, ...(unknown && { unknown }), ...(over && { over }) }] };
}

function evolveAsked(asked: readonly Asked[], event: Exclude<AskEvent, { type: "answered-otherwise" }>): readonly Asked[] {
  const { ask: key } = event;
  switch (event.type) {
    case "asked": {
      const { firm, to, due, at, stood = 0, within } = event;
      const known = asked.find((one) => one.key === key);
      const anew = { key, firm, to, at, due, stood, passed: null, quietUntil: null, ...(within !== undefined && { within }) };
      if (!known) return [...asked, anew];
      // What passes to the other firm is asked of it for the first time.
      if (known.firm !== firm) return asked.map((one) => (one === known ? anew : one));
      const moved = known.due !== due;
      if (moved) return asked.map((one) => (one === known ? withLater({ ...known, to, due, stood, passed: null }, []) : one));
      const left = known.later?.filter((id) => to.includes(id)) ?? [];
      // For somebody else it begins now: what is late already is not brought up twice at once.
      const from = known.to.some((id) => to.includes(id)) ? known.at : at;
      return asked.map((one) => (one === known ? withLater({ ...known, to, at: from }, left) : one));
    }
    case "ask-ended":
      return asked.filter((one) => one.key !== key);
    case "reminded":
      return asked.map((one) => (one.key === key ? reminded(one, event.slot, event.to ?? one.to) : one));
    case "time-taken":
      return asked.map((one) => {
        if (one.key !== key) return one;
        const { within: _before, ...moved } = one;
        return withLater({ ...moved, due: event.until, passed: null, moved: event.by as PersonId }, []);
      });
    case "snoozed":
      return asked.map((one) => (one.key === key ? { ...one, quietUntil: event.until } : one));
    default:
      return event satisfies never;
  }
}

const withLater = ({ later: _before, ...asked }: Asked, later: readonly PersonId[]): Asked =>
  later.length === 0 ? asked : { ...asked, later };

/** An ask of whose slot `to` have been reminded: the first of them when it passes, the others later. */
function reminded(asked: Asked, slot: string, to: readonly PersonId[]): Asked {
  const waiting = asked.passed === slot ? (asked.later ?? []) : asked.to;
  return withLater(
    { ...asked, passed: slot },
    waiting.filter((id) => !to.includes(id)),
  );
}

/** How long nobody is reminded of a promise whose owner has just said that it is on track. */
const quietMs = 4 * hourMs;

/** Of a promise that is on track nobody is reminded for a while. */
export const quieted = (
  asked: readonly Asked[],
  { promise, at }: { readonly promise: PromiseId; readonly at: Instant },
): readonly Asked[] => asked.map((one) => (one.key.startsWith(`promise:${promise}:`) ? { ...one, quietUntil: plus(at, quietMs) } : one));
