/** How analysis goes on: evidence, causes proposed, told, confirmed, disputed, ruled out; visits; an ending without a cause. */
import { type Analysis, type Cause, stands, type Visit } from "./analysis.ts";
import type { Looking, Shared } from "./case.ts";
import type { AnalysisEvent, LookingEvent } from "./events/analysis.ts";
import { kept, last, type Stamped, stamp } from "./fold.ts";
import type { CauseId } from "./ids.ts";

/** The case after an event of analysis. */
export function evolveAnalysis(s: Shared, event: AnalysisEvent & Stamped): Shared {
  const { by, firm, at } = stamp(event);
  const analysis = (change: Partial<Analysis>): Shared => ({ ...s, analysis: { ...s.analysis, ...change } });
  const settle = (id: CauseId, change: Partial<Cause>): readonly Cause[] =>
    s.analysis.causes.map((cause) => (cause.id === id ? { ...undoubted(cause), settledBy: by, settledAt: at, ...change } : cause));
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
        ...(event.kind && { kind: event.kind }),
        share: null,
        ...texts,
        status: "proposed",
        evidence: { for: 0, against: 0 },
        settledBy: null,
        settledAt: null,
        reason: null,
      };
      return analysis({ causes: last(s.analysis.causes, cause, kept.causes) });
    }
    case "cause-confirmed":
    case "cause-told": {
      const found = s.analysis.causes.find(({ id }) => id === event.cause);
      const status = event.type === "cause-told" ? "told" : "confirmed";
      return { ...analysis({ causes: settle(event.cause, { status }) }), locus: settledBy(s, found) };
    }
    case "cause-upheld": {
      const found = s.analysis.causes.find(({ id }) => id === event.cause);
      // Who confirmed it first, and when, stays on the record.
      const causes = s.analysis.causes.map((cause) => (cause === found ? unjudged(undoubted(cause)) : cause));
      return { ...analysis({ causes }), locus: settledBy(s, found) };
    }
    case "cause-doubted": {
      const doubted = { by, firm: event.back ? null : firm, at, reason: event.said?.reason ?? null };
      const isMeant = ({ id }: Cause): boolean => event.causes.includes(id);
      const causes = s.analysis.causes.map((cause) => (isMeant(cause) ? { ...unjudged(cause), doubted } : cause));
      return {
        ...analysis({ causes, doubts: (s.analysis.doubts ?? 0) + 1 }),
        locus: causes.some(stands) ? s.locus : opened(s.locus, s.analysis.causes.filter(isMeant)),
      };
    }
    case "cause-not-judged":
      return analysis({ causes: s.analysis.causes.map((cause) => (cause.id === event.cause ? { ...cause, notJudged: by } : cause)) });
    case "diagnosis-sealed":
      return analysis({ first: { ...s.analysis.first, sealed: [...s.analysis.first.sealed, firm] } });
    case "diagnosis-declined":
      return analysis({ first: { ...s.analysis.first, declined: true } });
    case "diagnosis-opened": {
      const { whose, person, locus, said } = event;
      const opened = [...s.analysis.first.opened, { firm: whose, by: person, locus, what: said?.what ?? null }];
      // What a firm thought first is its hypothesis now.
      return { ...analysis({ first: { ...s.analysis.first, opened } }), locus: { ...s.locus, says: { ...s.locus.says, [whose]: locus } } };
    }
    case "causes-weighed":
      return analysis({
        causes: s.analysis.causes.map((cause) => ({
          ...cause,
          share: event.shares.find((one) => one.cause === cause.id)?.share ?? cause.share,
        })),
      });
    case "cause-disputed": {
      // What stood because it was told stands no more.
      const stood = s.analysis.causes.some(({ id, status }) => id === event.cause && status === "told");
      const disputed = analysis({ causes: settle(event.cause, { status: "disputed", reason: event.said?.reason ?? null }) });
      return stood ? { ...disputed, locus: { ...s.locus, settled: null } } : disputed;
    }
    case "cause-ruled-out":
      return analysis({ causes: settle(event.cause, { status: "ruled-out", reason: event.said?.reason ?? null }) });
    case "evidence-added": {
      const piece = { by, firm, at, what: event.said?.what ?? null, files: event.files } as const;
      const { cause, speaks } = event;
      return analysis({
        evidence: s.analysis.evidence + 1,
        latest: last(s.analysis.latest, piece, kept.evidence),
        causes: s.analysis.causes.map((one) =>
          one.id === cause && speaks ? { ...one, evidence: { ...one.evidence, [speaks]: one.evidence[speaks] + 1 } } : one,
        ),
      });
    }
    case "unknown-proposed":
      return analysis({ unknown: { by, firm, at, plan: event.said?.plan ?? null, agreedBy: null } });
    case "unknown-agreed":
      return {
        ...analysis({
          unknown: s.analysis.unknown && { ...s.analysis.unknown, agreedBy: by, ...(event.said && { added: event.said.plan }) },
        }),
        locus: { ...s.locus, settled: "unknown" },
      };
    case "unknown-declined":
      return analysis({ unknown: null });
    case "visit-proposed": {
      const { visit: id, place, from, to, people } = event;
      const visit: Visit = { id, by, firm, place, from, to, people, what: event.said?.what ?? null, status: "proposed" };
      return analysis({ visits: last(s.analysis.visits, visit, kept.visits) });
    }
    case "visit-answered":
    case "visit-moved":
    case "visit-cancelled":
    case "visit-missed":
    case "visit-reported":
      return analysis({
        visits: s.analysis.visits.map((visit) => (visit.id === event.visit ? evolveVisit(visit, event, { by, firm }) : visit)),
      });
    default:
      return event satisfies never;
  }
}

type VisitEvent = Extract<
  AnalysisEvent,
  { type: "visit-answered" | "visit-moved" | "visit-cancelled" | "visit-missed" | "visit-reported" }
>;

/** A visit after one more event of it; whoever moves it suggests it anew. */
function evolveVisit(visit: Visit, event: VisitEvent, who: Pick<Visit, "by" | "firm">): Visit {
  const sequence = (visit.sequence ?? 0) + 1;
  switch (event.type) {
    case "visit-answered":
      return { ...visit, status: event.agreed ? "agreed" : "declined" };
    case "visit-moved":
      return { ...visit, ...who, status: "proposed", from: event.from, to: event.to, sequence };
    case "visit-cancelled":
      return visit.status === "proposed" && !visit.sequence
        ? { ...visit, status: "withdrawn" }
        : { ...visit, status: "cancelled", sequence };
    case "visit-missed":
      return { ...visit, status: "missed" };
    case "visit-reported":
      return { ...visit, status: "reported" };
    default:
      return event satisfies never;
  }
}

/** A further cause that contributed does not move what the first one settled. */
const settledBy = ({ locus }: Shared, found: Cause | undefined): Shared["locus"] =>
  locus.settled !== null && locus.settled !== "unknown" ? locus : { ...locus, settled: found?.locus ?? null };

/**
 * Nothing is settled any more; what was stays the hypothesis of both firms, who had agreed on it, until one of them says otherwise, so
 * that a doubt alone changes no plan. What one firm had only told the other stays its own.
 */
function opened({ says, settled }: Shared["locus"], doubted: readonly Cause[]): Shared["locus"] {
  const agreed = settled !== null && doubted.every(({ status }) => status === "confirmed");
  return { says: agreed ? { supplier: settled, customer: settled } : says, settled: null };
}

function undoubted({ doubted: _over, ...cause }: Cause): Cause {
  return cause;
}

function unjudged({ notJudged: _over, ...cause }: Cause): Cause {
  return cause;
}

/** What a firm's people have found out among themselves, after one more event. */
export function evolveLooking(before: Looking | undefined, event: LookingEvent & Stamped): Looking {
  const now = before ?? { step: null, asked: [], told: [] };
  switch (event.type) {
    case "step-said":
      return { ...now, step: { by: stamp(event).by, kind: event.kind, note: event.said?.note ?? null } };
    case "colleagues-asked":
      return { ...now, asked: [...new Set([...now.asked, ...event.people])] };
    case "known-said":
      return event.about ? { ...now, told: [...new Set([...now.told, event.about])] } : now;
    default:
      return event satisfies never;
  }
}
