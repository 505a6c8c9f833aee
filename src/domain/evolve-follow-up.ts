/** How follow-up goes on: explanation, survey figures, value, thanks, measures, closing and reopening. */
import type { Shared } from "./case.ts";
import type { Topic } from "./commands/follow-up.ts";
import { noContributions } from "./contribution.ts";
import type { FollowUpEvent } from "./events/follow-up.ts";
import type { PreventionEvent } from "./events/prevention.ts";
import { kept, last, type Stamped, stamp } from "./fold.ts";
import type { FollowUp, Measure } from "./follow-up.ts";
import type { MeasureId } from "./ids.ts";
import type { Firm } from "./people.ts";

const answeredBy = ({ answered }: FollowUp, topic: Topic, firm: Firm): Pick<FollowUp, "answered"> => {
  const key = `${topic}:${firm}` as const;
  return { answered: answered.includes(key) ? answered : [...answered, key] };
};

/** The case after an event of follow-up or prevention. */
export function evolveFollowUp(s: Shared, event: (FollowUpEvent | PreventionEvent) & Stamped): Shared {
  if (event.type === "reopened") return reopened(s);
  const before = s.standing && event.type === "measure-added" ? withoutDone(s.followUp) : s.followUp;
  return { ...s, followUp: { ...before, ...changed(before, event) } };
}

/** A relationship never closes: what is in place makes room for the next measure. */
const withoutDone = (f: FollowUp): FollowUp => ({ ...f, measures: f.measures.filter(({ done }) => !done) });

type Change = Partial<FollowUp>;

const changedMeasure = (f: FollowUp, id: MeasureId, change: Partial<Measure>): Change => ({
  measures: f.measures.map((measure) => (measure.id === id ? { ...measure, ...change } : measure)),
});

function changed(f: FollowUp, event: Exclude<FollowUpEvent | PreventionEvent, { type: "reopened" }> & Stamped): Change {
  const { by, firm, at } = stamp(event);
  switch (event.type) {
    case "explained":
      return {
        ...(event.worded && { explained: { ...f.explained, full: event.said?.explanation ?? null }, fullyExplained: true }),
        apologised: f.apologised || event.apologised,
      };
    case "answers-opened": {
      const before = f.opened.find((one) => one.by === by);
      const now = { by, firm, at, answers: { ...before?.answers, ...event.answers } };
      return { opened: [...f.opened.filter((one) => one !== before), now] };
    }
    case "survey-published":
      return { surveys: last(f.surveys, { firm: event.firm, at, answers: event.answers, means: event.means }, kept.surveys) };
    case "value-entered": {
      const { value: id, kind, money, hours, corrects, said } = event;
      const line = { id, firm: event.firm, by, kind, money, ...(hours !== undefined && { hours }), corrects };
      const entry = { ...line, what: said?.what ?? null, confirmedBy: null };
      return { values: [...f.values, entry], ...answeredBy(f, "value", firm) };
    }
    case "value-confirmed":
      return { values: f.values.map((value) => (value.id === event.value ? { ...value, confirmedBy: by } : value)) };
    case "surprise-said": {
      const surprise = { firm, by, what: event.said?.what ?? null, fine: null };
      return { surprises: [...f.surprises.filter((one) => one.firm !== firm), surprise], ...answeredBy(f, "surprise", firm) };
    }
    case "surprise-answered":
      return { surprises: f.surprises.map((one) => (one.firm === event.about ? { ...one, fine: event.fine } : one)) };
    case "nothing-added":
      return answeredBy(f, event.topic, event.firm);
    case "thanked":
      return { thanks: [...f.thanks, { by, to: event.to, words: event.said?.words ?? null, worded: event.worded }] };
    case "outcome-told":
      return {};
    case "measure-added": {
      const { due, area, sign, teaches } = event;
      const measure = { id: event.measure, owner: event.owner, firm: event.firm, what: event.said?.what ?? null, at };
      const rest = { ...(due && { due }), ...(area && { area }), ...(sign && { sign }), ...(teaches && { teaches }) };
      return { measures: [...f.measures, { ...measure, ...rest, effect: "waiting" }] };
    }
    case "measure-done":
      return changedMeasure(f, event.measure, { done: { by, at, with: event.said?.with ?? null } });
    case "measure-moved":
      return changedMeasure(f, event.measure, { due: event.due });
    case "lesson-learnt": {
      const lesson = { by, firm, area: event.area, earlier: event.said?.earlier ?? null };
      return { lessons: [...f.lessons, lesson], ...answeredBy(f, "review", firm) };
    }
    case "closed":
      return { closed: { by, at } };
    case "watch-said":
      return { watch: { days: event.days, firm, agreed: f.watch?.days === event.days && f.watch.firm !== firm } };
    case "effect-checked": {
      const effect = event.good ? "good" : "not-good";
      const isJudged = ({ id, effect: before }: Measure): boolean => before === "waiting" && (event.measures?.includes(id) ?? true);
      return {
        check: { by, at, good: event.good, again: event.again?.number ?? null },
        measures: f.measures.map((measure) => (isJudged(measure) ? { ...measure, effect } : measure)),
      };
    }
    case "reference-given":
      return { reference: { by, at, named: event.named }, ...answeredBy(f, "reference", firm) };
    case "reference-withdrawn":
      return { reference: null };
    default:
      return event satisfies never;
  }
}

/** What was agreed and kept stands; what came back needs an agreement, and an end, of its own. */
function reopened(s: Shared): Shared {
  const { negotiation: n, followUp } = s;
  const anew = { closed: null, watch: null, check: null, reference: null, surprises: [], answered: [], reopened: followUp.reopened + 1 };
  return {
    ...s,
    followUp: { ...followUp, ...anew },
    settlement: { ...s.settlement, latest: null },
    contributions: noContributions,
    // What was agreed and kept stands; what came back needs an agreement of its own, and no offer of before is on the table.
    negotiation:
      n.status === "open"
        ? n
        : {
            status: "open",
            options: [],
            revisions: n.revisions,
            agreements: n.agreements,
            before: n.status === "agreed" ? n.agreement.revision : n.current,
            agreement: null,
          },
  };
}
