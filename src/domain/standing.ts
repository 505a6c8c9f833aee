/** What two firms have to do with each other apart from any failure: who faces whom, recovery terms, preferences, own audits. */
import type { Shared, Side, Text } from "./case.ts";
import type { Activity } from "./collaboration.ts";
import type { StandingEvent } from "./events/standing.ts";
import { type Stamped, stamp } from "./fold.ts";
import type { LookedAt } from "./follow-up.ts";
import type { PersonId } from "./ids.ts";
import type { Sort } from "./intake.ts";
import type { Money } from "./money.ts";
import { noOrdersYet, type Orders } from "./orders.ts";
import { type Account, type Firm, type FirmTerms, mostMinutes, type Preferences, type ServiceLevel } from "./people.ts";
import type { Instant } from "./time.ts";

export const shares = ["less", "usual", "more"] as const;
/** How much the customer takes part where the source leaves it open (environment, unknown), against what is usual. */
export type Share = (typeof shares)[number];

/** The service levels that terms speak of: those for which the other firm waits. What else has a clock is each firm's own order of work. */
export const agreedLevels = ["acknowledge", "cause", "option", "answer", "verify"] as const satisfies readonly ServiceLevel[];
export type AgreedLevel = (typeof agreedLevels)[number];
/** Working minutes of a serious report by service level; left out: as it is. */
export type AgreedService = { readonly [L in AgreedLevel]?: number };
/** What the customer expects first, and how fast, as terms say it. */
export type Expects = Pick<Preferences, "first" | "within">;

/** Recovery terms that both firms agree and revisit (domain page, section 8). */
export type Terms = {
  /** Counted from 1; each proposal has its own. */
  readonly number: number;
  readonly by: PersonId;
  readonly firm: Firm;
  readonly at: Instant;
  /** What the firm that proposes them tells unasked, and how early. */
  readonly tell: Text;
  /** What its people may do if something fails, and what never. */
  readonly may: Text;
  /** The same of the other firm; left out where nothing is said of it. */
  readonly theirTell?: Text;
  readonly theirMay?: Text;
  /** Up to what each firm's people settle by themselves. */
  readonly limits?: { readonly [F in Firm]: Money | null };
  readonly service: AgreedService;
  readonly share: Share;
  /** What the customer newly expects with these terms, by its own word; `null`: as its preferences have it. */
  readonly expects: Expects | null;
  /** When both look at them again. */
  readonly review: Instant;
};

/** The activities of a recovery that a firm looks at alone, before a failure and during one. */
export const audited = {
  before: ["prevention", "identification", "notification"],
  during: ["analysis", "resolution", "implementation"],
} as const;
export type AuditPart = keyof typeof audited;
type Audited = (typeof audited)[AuditPart][number] | Activity;
/** What an activity can lack (questions page, aft-11). */
export const means = ["people", "skill", "equipment", "records", "time"] as const;
export type Means = (typeof means)[number];

/** What a firm found when it looked at itself, by activity; one part of one round. */
export type Audit = {
  /** "2027-Q1", or "2027" where it is looked at once a year. */
  readonly round: string;
  readonly part: AuditPart;
  readonly by: PersonId;
  readonly at: Instant;
  /** By activity, what there is too little of, and what is not there at all. */
  readonly thin: Lacks;
  readonly missing: Lacks;
  readonly note: Text;
  /** What the firm does about it; `null`: nothing that was written down. */
  readonly improvement: Improvement | null;
};
export type Lacks = Readonly<Partial<Record<Audited, readonly Means[]>>>;
/** What a firm makes better in its own way of working: one of its people answers for it. */
export type Improvement = {
  readonly owner: PersonId;
  readonly due: Instant;
  readonly what: Text;
  /** `made`: it is in place; `dropped`: it is not needed any more; `null`: still to come. */
  readonly done: { readonly how: (typeof improvementEnds)[number]; readonly at: Instant; readonly by: PersonId } | null;
};
export const improvementEnds = ["made", "dropped"] as const;

/** How often something goes wrong between two firms. */
export const frequencies = ["hardly", "yearly", "quarterly", "monthly", "weekly"] as const;
export type Often = { readonly often: (typeof frequencies)[number]; readonly kinds: readonly Sort[] };
/** The cases that were reported since an instant, and how many of each kind where the kind is known, most of them first. */
export type Counted = {
  readonly since: Instant;
  readonly cases: number;
  readonly kinds: readonly (readonly [Sort, number])[];
  /** No more were looked at: there may be others. */
  readonly atLeast?: true;
};
/** What a firm has said of it: when the relationship was opened, and last, with what was counted up to then. */
export type OftenSaid = {
  readonly first: Often & { readonly at: Instant };
  readonly last?: Often & { readonly at: Instant; readonly counted: Counted };
};

export type Standing = {
  readonly openedAt: Instant;
  /** Who has been introduced to whom, as "one other" in the order of their ids. */
  readonly introduced: readonly string[];
  /** Who has said what they do for the other firm, and when; who of them knew nobody there. */
  readonly acquainted?: { readonly [id: PersonId]: Instant };
  readonly alone?: readonly PersonId[];
  /** What the customer makes of it; the settings have what holds now. */
  readonly use?: { readonly by: PersonId; readonly at: Instant; readonly hours: number | null; readonly makes: Text; readonly next: Text };
  /** When the supplier last said that the catalogue holds what it has promised. */
  readonly allPromised?: Instant;
  /** How often each firm says that things go wrong, and which. */
  readonly often?: { readonly [F in Firm]?: OftenSaid };
  /** Who of each firm has asked that talk is carried, and when; with both it is. Nobody where one of them will not have it. */
  readonly talk?: { readonly [F in Firm]?: { readonly by: PersonId; readonly at: Instant } };
  readonly terms: { readonly inForce: Terms | null; readonly proposed: Terms | null; readonly count: number };
  /** When the customer last said what it expects; the settings have what holds now. */
  readonly preferencesSaid: Instant | null;
  readonly orders: Orders;
};

/** What terms say of one firm. */
export function termsOf({ firm: proposer, tell, may, theirTell = null, theirMay = null, limits }: Terms, firm: Firm): FirmTerms {
  const words = firm === proposer ? { tell, may } : { tell: theirTell, may: theirMay };
  return { ...words, limit: limits?.[firm] ?? null };
}

/** The service levels under terms: as agreed for a serious report; other severities keep their proportion to it. */
export function serviceUnder(service: Account["service"], agreed: AgreedService): Account["service"] {
  const changed = agreedLevels.flatMap((level) => {
    const minutes = agreed[level];
    if (minutes === undefined) return [];
    const { low, normal, high, critical } = service[level];
    const scaled = (usual: number): number => Math.min(mostMinutes, Math.max(1, Math.round((usual * minutes) / high)));
    return [[level, { low: scaled(low), normal: scaled(normal), high: minutes, critical: scaled(critical) }] as const];
  });
  return { ...service, ...Object.fromEntries(changed) };
}

/** A customer's preferences with what it newly expects; what is not spoken of stays. */
export function preferencesWith(before: Preferences | null, { first, within }: Expects): Preferences {
  const { apology = "who-handles-it", manner = "plain", note } = before ?? {};
  return { first, apology, manner, ...(within && { within }), ...(note && { note }) };
}

/** What a standing case starts with. */
export const newStanding = (openedAt: Instant): Standing => ({
  openedAt,
  introduced: [],
  terms: { inForce: null, proposed: null, count: 0 },
  preferencesSaid: null,
  orders: noOrdersYet,
});

/** Two people who face each other, whoever of them is named first. */
export const pairOf = (one: PersonId, other: PersonId): string => [one, other].sort().join(" ");

/** The standing case after an event of its own; any other case stays as it is. */
export function evolveStanding(s: Shared, event: StandingEvent & Stamped): Shared {
  const { by, firm, at } = stamp(event);
  if (s.standing === null) return lookedAt(s, event.type);
  const standing = s.standing;
  const put = (change: Partial<Standing>): Shared => ({ ...s, standing: { ...standing, ...change } });
  switch (event.type) {
    case "introduced":
      return put({ introduced: [...standing.introduced, ...event.pairs.map(([one, other]) => pairOf(one, other))] });
    case "acquainted": {
      const alone = (standing.alone ?? []).filter((id) => id !== by);
      return put({ acquainted: { ...standing.acquainted, [by]: at }, alone: event.first === null ? [...alone, by as PersonId] : alone });
    }
    case "counterpart-named":
      return put({ alone: (standing.alone ?? []).filter((id) => id !== event.person) });
    case "use-said":
      return put({ use: { by, at, hours: event.hours, makes: event.said?.makes ?? null, next: event.said?.next ?? null } });
    case "promised-said":
      return s;
    case "all-promised":
      return put({ allPromised: at });
    case "often-said":
      return put({ often: { ...standing.often, [firm]: withOften(standing.often?.[firm], event, at) } });
    case "talk-asked":
      return put({ talk: event.carry ? { ...standing.talk, [firm]: { by, at } } : {} });
    case "terms-proposed": {
      const { number, service, expects, share, review, said, limits } = event;
      const words = {
        tell: said?.tell ?? null,
        may: said?.may ?? null,
        theirTell: said?.theirTell ?? null,
        theirMay: said?.theirMay ?? null,
      };
      const proposed = { number, by, firm, at, service, expects, share, review, ...words, ...(limits && { limits }) };
      return put({ terms: { ...standing.terms, proposed, count: number } });
    }
    case "terms-agreed":
      // What the customer expects stands in its preferences from then on, where it can change it alone.
      return put({
        terms: { ...standing.terms, inForce: withoutExpects(standing.terms.proposed), proposed: null },
        ...(standing.terms.proposed?.expects && { preferencesSaid: at }),
      });
    case "terms-declined":
      return put({ terms: { ...standing.terms, proposed: null } });
    case "preferences-said":
      // The customer's newer word holds.
      return put({ preferencesSaid: at, terms: { ...standing.terms, proposed: withoutExpects(standing.terms.proposed) } });
    default:
      return event satisfies never;
  }
}

const withoutExpects = (terms: Terms | null): Terms | null => terms && { ...terms, expects: null };

/** What a firm says first stays; what it says later takes the place of what it said between. */
function withOften(
  before: OftenSaid | undefined,
  { often, kinds, counted }: Often & { readonly counted?: Counted },
  at: Instant,
): OftenSaid {
  return before && counted ? { first: before.first, last: { often, kinds, at, counted } } : { first: { often, kinds, at } };
}

/** What a grave case asks of the relationship once it is closed, by what answers it. */
const afterwards: { readonly [T in StandingEvent["type"]]?: LookedAt } = {
  "preferences-said": "preferences:customer",
  "use-said": "use:customer",
  "all-promised": "promised:supplier",
};

/** A case after which a firm has looked again at what it said of the relationship. */
function lookedAt(s: Shared, type: StandingEvent["type"]): Shared {
  const answer = afterwards[type];
  if (!answer) return s;
  const { followUp } = s;
  return { ...s, followUp: { ...followUp, answered: [...followUp.answered.filter((one) => one !== answer), answer] } };
}

/** The side after one of its improvements has ended. */
export const withImproved = (side: Side, round: string, part: AuditPart, done: NonNullable<Improvement["done"]>): Side => ({
  ...side,
  audits: side.audits.map((audit) =>
    audit.round === round && audit.part === part && audit.improvement ? { ...audit, improvement: { ...audit.improvement, done } } : audit,
  ),
});

/** How many of its own audits a firm keeps at hand: two rounds of two parts, and each whose improvement is still to come. */
const keptAudits = 4;

/**
 * A firm's own side with one more look at itself. The same part of the same round takes the place of the earlier one, whose improvement
 * stays where no other is written down: it ends by its own button alone.
 */
export function withAudit(side: Side, audit: Audit): Side {
  const same = ({ round, part }: Audit) => round === audit.round && part === audit.part;
  const improvement = audit.improvement ?? side.audits.find(same)?.improvement ?? null;
  const others = side.audits.filter((one) => !same(one));
  const open = others.slice(0, -keptAudits + 1).filter((one) => one.improvement && !one.improvement.done);
  return { ...side, audits: [...open, ...others.slice(-keptAudits + 1), { ...audit, improvement }] };
}
