/** Promises and reminders: what is due is followed by one schedule, in the hours of those who are reminded, and ends with it. */
import { nextWorking } from "../../../src/domain/calendar.ts";
import { type Asked, type Case, isSettled } from "../../../src/domain/case.ts";
import { slots } from "../../../src/domain/flow.ts";
import type { PersonId } from "../../../src/domain/ids.ts";
import { canWait, kindOf } from "../../../src/domain/otherwise.ts";
import { type Audience, audiences, type Firm, ownTime, personOf } from "../../../src/domain/people.ts";
import { type Instant, plus } from "../../../src/domain/time.ts";
import { questionOf } from "../../../src/domain/together.ts";
import { rules } from "./rules.ts";

const names = [
  "every open promise is asked about once, and none that is settled",
  "each slot of a date fires once for a person, five at most, and one only in a turn: what was missed comes as one",
  "nobody is reminded before the time, of what is over, or while they put it off",
  "a moved date takes its reminders along, in the same turn",
  "reminders come in the working hours of those who are reminded, and move no date",
  "what can wait is asked of nobody who has three other questions before them",
] as const;

/** What the model knows of one ask; `fired`: who has been reminded at which slot. */
type Known = { due: Instant; to: readonly PersonId[]; firm: Firm; quietUntil: Instant | null; fired: Set<string> };

/** What an escalation is about: `escalation:1:customer:hear` about `hear`. */
const climbs = (key: string): string => (kindOf(key) === "escalation" ? key.split(":").slice(3).join(":") : "");

/** The rules of promises and reminders. */
export const reminders = rules(names, (hold) => {
  /** What is late already when it is asked climbs at once, after what had room beside it: of what came in this turn it does not count. */
  function roomFor(key: string, audience: Audience, { shared, ...own }: Case, came: ReadonlySet<string>): void {
    const { asked } = audience === "shared" ? shared : own[audience];
    const at = asked.findIndex((one) => one.key === key);
    if (at === -1 || shared.kind === "relationship") return;
    const before = asked.filter(
      (one, i) =>
        kindOf(one.key) !== "promise" &&
        one.key !== key &&
        (i < at || !canWait(one.key)) &&
        !(came.has(one.key) && came.has(climbs(one.key))),
    );
    const beside = (id: PersonId) => new Set(before.flatMap((one) => (one.to.includes(id) ? [questionOf(one.key)] : []))).size;
    const room = asked[at]!.to.some((id) => beside(id) < 3);
    hold(names[5], room, () => `${key} beside ${before.map((one) => one.key).join()}`);
  }
  const open = new Map<string, Known>();
  return {
    turn(turned) {
      const { events, account, after, before } = turned;
      const remindedNow = new Set<string>();
      const came = new Set(events.flatMap((event) => (event.type === "asked" ? [event.ask] : [])));
      for (const event of events) {
        if (!("ask" in event) || !["asked", "ask-ended", "reminded", "snoozed", "time-taken"].includes(event.type)) continue;
        const name = `${event.audience} ${event.ask}`;
        const known = open.get(name);
        switch (event.type) {
          case "asked": {
            if (!known && event.within !== undefined && canWait(event.ask)) roomFor(event.ask, event.audience, after, came);
            const same = known?.due === event.due && known.firm === event.firm;
            open.set(name, {
              due: event.due,
              to: event.to,
              firm: event.firm,
              quietUntil: known?.firm === event.firm ? known.quietUntil : null,
              fired: same ? known.fired : new Set(),
            });
            break;
          }
          case "ask-ended":
            open.delete(name);
            break;
          case "time-taken":
            hold(names[3], known !== undefined && event.until > known.due, () => `${name} moved to ${event.until}`);
            if (known) Object.assign(known, { due: event.until, fired: new Set() });
            break;
          case "snoozed":
            if (known) known.quietUntil = event.until;
            break;
          case "reminded": {
            hold(names[2], known !== undefined, () => `${name} is over`);
            const slot = event.slot as keyof typeof slots;
            hold(names[1], !remindedNow.has(name), () => `${name} twice in a turn`);
            remindedNow.add(name);
            hold(names[2], event.at >= plus(known!.due, slots[slot]), () => `${name} ${slot} at ${event.at}, due ${known!.due}`);
            hold(names[2], known!.quietUntil === null || event.at >= known!.quietUntil, () => `${name} at ${event.at}, put off`);
            for (const id of event.to ?? known!.to) {
              const mine = [...known!.fired].filter((fired) => fired.endsWith(` ${id}`));
              hold(names[1], !mine.includes(`${slot} ${id}`) && mine.length < 5, () => `${name} ${slot} ${id} after ${mine.join()}`);
              known!.fired.add(`${slot} ${id}`);
              hold(names[2], known!.to.includes(id), () => `${name}: ${id} is not asked`);
              const person = personOf(account, id);
              const time = person ? ownTime(person) : account.firms[known!.firm].calendar;
              hold(names[4], nextWorking(time, event.at) === event.at, () => `${name} ${id} at ${event.at}`);
            }
            break;
          }
          default:
        }
      }
      compare(open, after);
      schedules(after);
      if (events.every(({ type }) => type === "reminded" || type === "snoozed")) unmoved(before, after);
    },
  };

  /** The folds list what the model knows, with the same dates: no schedule is left behind or lost. */
  function compare(known: ReadonlyMap<string, Known>, after: Case): void {
    const listed = audiences.flatMap((audience) => askedIn(after, audience).map((asked) => [`${audience} ${asked.key}`, asked] as const));
    hold(names[3], listed.length === known.size, () => `${listed.length} asks, the model knows ${known.size}`);
    for (const [name, { due }] of listed)
      hold(names[3], known.get(name)?.due === due, () => `${name} due ${due}, not ${known.get(name)?.due}`);
  }

  function schedules({ shared: s }: Case): void {
    const asks = s.asked.filter(({ key }) => key.startsWith("promise:"));
    for (const promise of s.promises) {
      const mine = asks.filter(({ key }) => key.split(":")[1] === promise.id);
      // While its date is asked for, or its end, the other firm is asked instead.
      const expected = promise.status === "open" && promise.asked === null && s.followUp.closed === null ? 1 : 0;
      hold(names[0], mine.length === expected, () => `${promise.id} is ${promise.status} and asked about ${mine.length} times`);
      if (mine[0]) hold(names[3], mine[0].due === promise.due, () => `${promise.id}: ${mine[0]!.due}, promised for ${promise.due}`);
      if (isSettled(promise))
        hold(
          names[0],
          !s.asked.some(({ key }) => /^(promise|verify|new-date|repair|agree-repair):/.test(key) && key.includes(promise.id)),
          () => promise.id,
        );
    }
  }

  function unmoved(before: Case | null, after: Case): void {
    if (!before?.shared) return;
    const dates = ({ shared }: Case) => JSON.stringify([shared.promises.map(({ due }) => due), shared.asked.map(({ due }) => due)]);
    hold(names[4], dates(before) === dates(after), () => "a date moved with a reminder");
  }
});

const askedIn = (held: Case, audience: Audience): readonly Asked[] => (audience === "shared" ? held.shared : held[audience]).asked;
