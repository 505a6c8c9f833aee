/** `(case, event) → case`, exhaustive and pure: folding the log of an audience gives its fold, and nothing else does. */
import { type Asked, type Case, type Cause, emptySide, type Shared, type Side, severityOf } from "./case.ts";
import type { Event } from "./event.ts";
import { evolveNegotiation } from "./evolve-negotiation.ts";
import { evolvePromises } from "./evolve-promises.ts";
import { type AskEvent, kept, last, type SliceEvent, stamp } from "./fold.ts";
import type { CaseId, PersonId } from "./ids.ts";

/** The case before its first event. Reading its `shared` fold before `reported` is folded is a mistake of ours. */
export const newCase = (id: CaseId): Case => ({ id, shared: null as unknown as Shared, supplier: emptySide, customer: emptySide });

/** Folds events of any audiences, in the order of each, into a case. */
export const fold = (id: CaseId, events: Iterable<Event>): Case => {
  let folded = newCase(id);
  for (const event of events) folded = evolve(folded, event);
  return folded;
};

/** The case after one event; the folds of other audiences stay the same objects. */
export function evolve(before: Case, event: Event): Case {
  if (event.audience === "shared") return { ...before, shared: evolveShared(before.shared, event) };
  return { ...before, [event.audience]: evolveSide(before[event.audience], event) };
}

function evolveAsked(asked: readonly Asked[], event: AskEvent): readonly Asked[] {
  const { ask: key } = event;
  switch (event.type) {
    case "asked": {
      const { firm, to, due, at } = event;
      const known = asked.find((one) => one.key === key);
      const anew = { key, firm, to, at, due, passed: null, quietUntil: null };
      if (!known) return [...asked, anew];
      // What passes to the other firm is asked of it for the first time.
      if (known.firm !== firm) return asked.map((one) => (one === known ? anew : one));
      const moved = known.due !== due;
      return asked.map((one) => (one === known ? { ...known, to, due, passed: moved ? null : known.passed } : one));
    }
    case "ask-ended":
      return asked.filter((one) => one.key !== key);
    case "reminded":
      return asked.map((one) => (one.key === key ? { ...one, passed: event.slot } : one));
    case "snoozed":
      return asked.map((one) => (one.key === key ? { ...one, quietUntil: event.until } : one));
    default:
      return event satisfies never;
  }
}

function evolveSide(side: Side, event: Exclude<Event, { audience: "shared" }>): Side {
  switch (event.type) {
    case "noted":
      return { ...side, notes: side.notes + 1 };
    case "evaluated": {
      const mine = { by: event.by as PersonId, option: event.option, matters: event.matters, note: event.said?.note ?? null };
      return { ...side, evaluations: [...side.evaluations.filter(({ by }) => by !== mine.by), mine] };
    }
    case "survey-answered":
      return { ...side, surveyed: [...new Set([...side.surveyed, event.by as PersonId])] };
    case "asked":
    case "ask-ended":
    case "reminded":
    case "snoozed":
      return { ...side, asked: evolveAsked(side.asked, event) };
    default:
      return event satisfies never;
  }
}

function evolveShared(before: Shared, event: Extract<Event, { audience: "shared" }>): Shared {
  switch (event.type) {
    case "asked":
    case "ask-ended":
    case "reminded":
    case "snoozed":
      return { ...before, asked: evolveAsked(before.asked, event) };
    case "reported":
      return reported(event);
    default:
      return { ...evolveSlices(before, event), lastChange: { at: event.at, by: event.by } };
  }
}

function reported(event: Extract<Event, { type: "reported" }>): Shared {
  const { by, firm, at } = stamp(event);
  const { said } = event;
  return {
    number: event.number,
    report: {
      kind: event.kind,
      by,
      firm,
      at,
      noticedAt: event.noticedAt,
      perspective: event.perspective,
      order: said?.order ?? null,
      affected: event.affected,
      total: event.total,
      stops: event.stops,
      files: event.files,
      title: said?.title ?? null,
      what: said?.what ?? null,
      hurts: said?.hurts ?? null,
      remedy: said?.remedy ?? null,
    },
    severity: severityOf[event.stops],
    impactConfirmed: false,
    acknowledged: null,
    lead: event.lead,
    locus: { says: { supplier: null, customer: null, [firm]: event.locus }, settled: null },
    containment: [],
    analysis: { causes: [], evidence: event.files.length > 0 ? 1 : 0, latest: [] },
    negotiation: { status: "open", options: [], revisions: 0, before: null },
    promises: [],
    followUp: {
      explained: { first: null, full: null },
      firstExplained: false,
      fullyExplained: false,
      apologised: false,
      values: [],
      surveys: [],
      measures: [],
      closed: null,
      reopened: 0,
    },
    asked: [],
    lastChange: { at, by },
  };
}

function evolveSlices(s: Shared, event: SliceEvent): Shared {
  const { by, firm, at } = stamp(event);
  const followUp = (change: Partial<Shared["followUp"]>): Shared => ({ ...s, followUp: { ...s.followUp, ...change } });
  switch (event.type) {
    case "acknowledged":
      return {
        ...s,
        acknowledged: { by, at },
        followUp: {
          ...s.followUp,
          explained: { ...s.followUp.explained, first: event.said?.explanation ?? null },
          firstExplained: event.explained,
          apologised: s.followUp.apologised || event.apologised,
        },
      };
    case "lead-changed":
      return { ...s, lead: { ...s.lead, [firm]: event.to } };
    case "locus-said":
      return { ...s, locus: { ...s.locus, says: { ...s.locus.says, [firm]: event.locus } } };
    case "severity-set":
      return { ...s, severity: event.severity, report: { ...s.report, stops: event.stops } };
    case "impact-confirmed":
      return { ...s, impactConfirmed: true };
    case "contained":
      return { ...s, containment: last(s.containment, { place: event.place, by, at, what: event.said?.what ?? null }, kept.containment) };
    case "evidence-added": {
      const piece = { by, firm, at, what: event.said?.what ?? null, files: event.files } as const;
      return {
        ...s,
        analysis: { ...s.analysis, evidence: s.analysis.evidence + 1, latest: last(s.analysis.latest, piece, kept.evidence) },
      };
    }
    case "cause-proposed":
    case "cause-confirmed":
    case "cause-disputed":
    case "cause-ruled-out":
      return evolveCauses(s, event);
    case "option-proposed":
    case "offered":
    case "accepted":
    case "declined":
    case "withdrawn":
    case "expired":
    case "restated":
    case "understanding-confirmed":
    case "understanding-corrected":
    case "signed":
    case "agreed":
      return evolveNegotiation(s, event);
    case "progress-reported":
    case "blocker-reported":
    case "blocker-cleared":
    case "new-date-asked":
    case "new-date-answered":
    case "marked-done":
    case "verified":
    case "sent-back":
      return { ...s, promises: evolvePromises(s.promises, event) };
    case "explained":
      return followUp({
        explained: { ...s.followUp.explained, full: event.said?.explanation ?? null },
        fullyExplained: true,
        apologised: s.followUp.apologised || event.apologised,
      });
    case "survey-published":
      return followUp({ surveys: [...s.followUp.surveys, { firm: event.firm, answers: event.answers, means: event.means }] });
    case "value-entered": {
      const entry = {
        id: event.value,
        firm: event.firm,
        by,
        kind: event.kind,
        money: event.money,
        what: event.said?.what ?? null,
        confirmedBy: null,
      };
      return followUp({ values: [...s.followUp.values, entry] });
    }
    case "value-confirmed":
      return followUp({ values: s.followUp.values.map((value) => (value.id === event.value ? { ...value, confirmedBy: by } : value)) });
    case "measure-added": {
      const measure = {
        id: event.measure,
        owner: event.owner,
        firm: event.firm,
        what: event.said?.what ?? null,
        at,
        effect: "waiting",
      } as const;
      return followUp({ measures: [...s.followUp.measures, measure] });
    }
    case "effect-checked":
      return followUp({
        measures: s.followUp.measures.map((measure) =>
          measure.id === event.measure ? { ...measure, effect: event.good ? "good" : "not-good" } : measure,
        ),
      });
    case "closed":
      return followUp({ closed: { by, at } });
    case "reopened": {
      const reopened = { ...s, followUp: { ...s.followUp, closed: null, reopened: s.followUp.reopened + 1 } };
      const n = s.negotiation;
      // What was agreed and kept stands; what came back needs an agreement of its own.
      return n.status === "agreed"
        ? { ...reopened, negotiation: { status: "open", options: [], revisions: n.revisions, before: n.agreement } }
        : reopened;
    }
    default:
      return event satisfies never;
  }
}

function evolveCauses(s: Shared, event: Extract<SliceEvent, { cause: unknown }>): Shared {
  const { by, firm, at } = stamp(event);
  const settle = (change: Partial<Cause>): readonly Cause[] =>
    s.analysis.causes.map((cause) => (cause.id === event.cause ? { ...cause, settledBy: by, settledAt: at, ...change } : cause));
  const causes = (list: readonly Cause[]): Shared => ({ ...s, analysis: { ...s.analysis, causes: list } });
  switch (event.type) {
    case "cause-proposed": {
      const { cause: id, locus, category, said } = event;
      const texts = { what: said?.what ?? null, whys: said?.whys ?? null, escape: said?.escape ?? null };
      const cause: Cause = {
        id,
        by,
        firm,
        at,
        locus,
        category,
        ...texts,
        status: "proposed",
        settledBy: null,
        settledAt: null,
        reason: null,
      };
      return causes(last(s.analysis.causes, cause, kept.causes));
    }
    case "cause-confirmed": {
      const found = s.analysis.causes.find(({ id }) => id === event.cause);
      const settled = { ...s, locus: { ...s.locus, settled: found?.locus ?? s.locus.settled } };
      return { ...settled, analysis: { ...s.analysis, causes: settle({ status: "confirmed" }) } };
    }
    case "cause-disputed":
      return causes(settle({ status: "disputed", reason: event.said?.reason ?? null }));
    case "cause-ruled-out":
      return causes(settle({ status: "ruled-out", reason: event.said?.reason ?? null }));
    default:
      return event satisfies never;
  }
}
