/**
 * Who takes part: roles given when their activity begins, taken, passed on, left; help that is wanted and offered; what both
 * firms hold while their views differ; and credit for what was given, whatever the plan becomes.
 */
import type { Shared } from "../src/domain/case.ts";
import type { Activity } from "../src/domain/collaboration.ts";
import type { AskOf, CommandType } from "../src/domain/command.ts";
import type { offers } from "../src/domain/commands/participation.ts";
import { contributionsOf } from "../src/domain/contribution.ts";
import type { Draft } from "../src/domain/event.ts";
import { accept, type Context, type Decision, type Flow, quick, reject, type Wanted } from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { RoleHeld } from "../src/domain/participation.ts";
import { type Account, type Firm, firms, type Person, personOf } from "../src/domain/people.ts";
import { type Role, roles } from "../src/domain/roles.ts";
import { draw, more, section } from "./participation-cards.ts";
import { notices } from "./participation-notices.ts";
import { firmName } from "./parts.ts";
import { choose, holdersOf, inRole, placesOf, plannedLocus, planOf, wasDoubted } from "./plan.ts";

/** The role in which a person of either firm does what they offer to do. */
const offered: { readonly [F in Firm]: { readonly [O in (typeof offers)[number]]: Role } } = {
  supplier: { look: "value-option-counsellor", weigh: "value-supporter", design: "value-supporter", "carry-out": "value-retriever" },
  customer: { look: "co-diagnoser", weigh: "co-evaluator", design: "co-developer", "carry-out": "co-implementor" },
};

const begun = (s: Shared, activity: Activity | null): boolean => {
  const { status, options, agreement } = s.negotiation;
  switch (activity) {
    case "analysis":
      return s.acknowledged !== null;
    case "resolution":
      return s.acknowledged !== null && (s.locus.settled !== null || wasDoubted(s) || options.length > 0 || status !== "open");
    case "implementation":
      return agreement !== null;
    case null:
      return false;
    default:
      return activity satisfies never;
  }
};

/** What the customer's people do with an option is to weigh it: that is their say, all else is work. */
const weighs: Role = "co-evaluator";

/** The places that the plan calls for now; while the views differ, whoever of the customer works, and whoever finds the cause, offers it. */
const places = (s: Shared, account: Account): readonly { role: Role; seat: number }[] => {
  const plan = planOf(s, account);
  const isCalled = (role: Role, firm: Firm): boolean => {
    const { kind, activity } = roles[role];
    if (kind !== "seat" || !begun(s, activity)) return false;
    return !plan.differs || (activity !== "analysis" && (firm === "supplier" || role === weighs));
  };
  const planned: { role: Role; seat: number }[] = [];
  for (const firm of firms)
    for (const { role, seats } of plan.roles[firm]) {
      const count = isCalled(role, firm) ? placesOf(s, account, { role, seats }) : 0;
      for (let seat = 0; seat < count; seat++) planned.push({ role, seat });
    }
  // Whoever wants somebody beside their people gets one of the supplier's, whatever the plan usually says.
  const beside = contributionsOf(s).beside === "beside" && s.negotiation.agreement !== null;
  if (!beside || planned.some(({ role }) => role === "value-facilitator")) return planned;
  const one = placesOf(s, account, { role: "value-facilitator", seats: 1 });
  return [...planned, ...Array.from({ length: one }, (_, seat) => ({ role: "value-facilitator" as const, seat }))];
};

/** Brings the roles in line with the plan: those that it calls for no longer end, empty places are given to whom they suit. */
function follows(s: Shared, account: Account, now: Context["now"], recent: Context["recent"], events: readonly Draft[]): Draft[] {
  if (s.followUp.closed) return events.some(({ type }) => type === "closed") ? credits(s) : [];
  const wanted = places(s, account);
  const is = (held: RoleHeld) => (place: { role: Role; seat: number }) => place.role === held.role && place.seat === held.seat;
  const ended = s.participation.roles.filter(
    (held) =>
      held.status !== "volunteered" && (!wanted.some(is(held)) || (held.person !== null && personOf(account, held.person) === null)),
  );
  if (ended.length > 0) return ended.map(({ role, person }): Draft => ({ type: "role-ended", audience: "shared", role, person }));
  const [empty] = wanted.filter((place) => !s.participation.roles.some((held) => is(held)(place)));
  if (!empty) return events.some(({ type }) => type === "cause-confirmed") ? credits(s) : [];
  const to = choose(s, account, empty.role, now, recent);
  return to === null
    ? [{ type: "role-open", audience: "shared", role: empty.role, seat: empty.seat }]
    : [{ type: "role-given", audience: "shared", role: empty.role, to }];
}

/** Work given that nobody owed: the customer's for what the supplier caused, the supplier's for what the customer did, both firms' otherwise. */
function credits(s: Shared): Draft[] {
  const locus = plannedLocus(s);
  const giving = firms.filter((firm) => firm !== locus);
  return s.participation.work
    .filter(({ firm, done, credited }) => giving.includes(firm) && done > credited)
    .map(({ person, firm, kind, done, credited }) => ({
      type: "work-credited",
      audience: "shared",
      person,
      firm,
      work: kind,
      count: done - credited,
    }));
}

function asks(s: Shared, account: Account): Wanted[] {
  if (!s.acknowledged || s.followUp.closed) return [];
  const plan = planOf(s, account);
  const p = s.participation;
  const within = (level: "judge" | "option") => ({ withinMinutes: account.service[level][s.severity] });
  const open = p.roles.filter(({ person }) => person === null);
  const resolving = s.negotiation.status === "open" && s.severity !== "low";
  return [
    ...open.map(({ role, seat }): Wanted => {
      const { firm } = roles[role];
      return { key: `place:${role}:${seat}`, firm, to: [s.lead[firm]], due: within("option"), slots: quick };
    }),
    ...firms
      .filter((firm) => plan.differs && !p.settledEvidence.includes(firm))
      .map((firm): Wanted => ({ key: `evidence:${firm}`, firm, to: [s.lead[firm]], due: within("judge"), slots: quick })),
    ...(plan.locus === "customer" && resolving && p.help === null
      ? [{ key: "help", firm: "customer", to: [s.lead.customer], due: within("judge"), slots: quick } as const]
      : []),
    ...(plan.locus === "customer" && resolving && assists(s)
      ? [
          {
            key: "assist",
            firm: "supplier",
            to: [...new Set([...inRole(s, "value-option-counsellor"), ...holdersOf(s, "value-booster")])],
            due: within("option"),
            slots: quick,
          } as const,
        ]
      : []),
  ];
}

/** Whether the supplier may still say that it has nothing to add: to help that the customer wants, or has left open. */
const mayDecline = ({ participation: { help, addsNothing }, otherwise }: Shared): boolean =>
  help === null ? !addsNothing && otherwise.some(({ ask, over }) => ask === "help" && over) : !help.declined;

/** Whether the supplier is asked what it could add: the customer wants help or has left it open, and it has neither offered nor declined. */
const assists = (s: Shared): boolean =>
  mayDecline(s) && s.participation.help?.wanted.includes("none") !== true && !s.negotiation.options.some(({ firm }) => firm === "supplier");

type Mine = { readonly ok: true; readonly held: RoleHeld };

/** The place that a person has in a role; else the refusal. */
function mine(s: Shared, role: Role, who: Person): Mine | ReturnType<typeof reject> {
  const held = s.participation.roles.find((one) => one.role === role && one.person === who.id);
  return held ? { ok: true, held } : reject("not-your-role");
}

/** A colleague who could have a role; else the refusal. */
function colleague(s: Shared, role: Role, to: PersonId, { who, account }: Context): { ok: true } | ReturnType<typeof reject> {
  const next = personOf(account, to);
  if (!next || next.firm !== who.firm) return reject("not-a-colleague");
  return s.participation.roles.some((one) => one.role === role && one.person === to)
    ? reject("has-role", { who: next.name })
    : { ok: true };
}

function pass({ shared: s }: { shared: Shared }, { role, to }: AskOf<"pass-role">, context: Context): Decision {
  const found = mine(s, role, context.who);
  if (!found.ok) return found;
  const next = colleague(s, role, to, context);
  return next.ok ? accept({ type: "role-passed", audience: "shared", role, to }) : next;
}

function fill({ shared: s }: { shared: Shared }, { role, to }: AskOf<"fill-role">, context: Context): Decision {
  if (roles[role].firm !== context.who.firm) return reject("not-a-colleague");
  if (!s.participation.roles.some((one) => one.role === role && one.person === null)) return reject("role-filled");
  const next = colleague(s, role, to, context);
  return next.ok ? accept({ type: "role-filled", audience: "shared", role, to }) : next;
}

/** Whatever may begin an activity or free a place: whom to ask depends on what people have to do elsewhere. */
const placing: readonly CommandType[] = [
  "report",
  "acknowledge",
  "say-locus",
  "set-severity",
  "propose-cause",
  "confirm-cause",
  "dispute-cause",
  "agree-unknown",
  "leave-role",
  "pass-role",
  "sign",
  "say-beside",
];
/** Those that begin the negotiation, the first time. */
const first: readonly CommandType[] = ["propose-option", "counter"];
const isNegotiated = ({ negotiation: n }: Shared): boolean => n.status !== "open" || n.options.length > 0;

export const participation: Flow = {
  rules: {
    "take-role": ({ shared: s }, { role }, { who }) => {
      const found = mine(s, role, who);
      if (!found.ok) return found;
      return found.held.status === "given" ? accept({ type: "role-taken", audience: "shared", role }) : reject("role-taken-already");
    },
    "leave-role": ({ shared: s }, { role, reason, condition }, { who, said }) => {
      const found = mine(s, role, who);
      if (!found.ok) return found;
      return accept(
        { type: "role-left", audience: "shared", role, said: reason ? said({ reason }) : null },
        ...(condition ? [{ type: "condition-said", audience: who.firm, role, said: said({ condition }) } as const] : []),
      );
    },
    "pass-role": pass,
    "fill-role": fill,
    volunteer: ({ shared: s }, { offer }, { who }) => {
      const role = offered[who.firm][offer];
      const held = s.participation.roles.find((one) => one.role === role && one.person === who.id);
      if (held && held.status !== "given") return reject("role-taken-already");
      return accept({ type: "volunteered", audience: "shared", role });
    },
    "want-help": ({ shared: s }, { help, note, last }, { who, account, said }) => {
      if (who.firm !== "customer" || plannedLocus(s) !== "customer")
        return reject("customer-says-help", { firm: firmName(account, "customer") });
      return accept({
        type: "help-wanted",
        audience: "shared",
        help: [...new Set(help)],
        said: note || last ? said({ note: note ?? null, ...(last && { last }) }) : null,
      });
    },
    "decline-help": ({ shared: s }, { condition }, { who, account, said }) => {
      if (who.firm !== "supplier") return reject("supplier-helps", { firm: firmName(account, "supplier") });
      if (!mayDecline(s)) return reject("no-help-wanted");
      return accept({ type: "help-declined", audience: "shared", ...(condition && { said: said({ condition }) }) });
    },
    "settle-evidence": ({ shared: s }, _ask, { who }) =>
      s.participation.settledEvidence.includes(who.firm)
        ? reject("said-already")
        : accept({ type: "evidence-settled", audience: "shared" }),
  },
  looksBack: (type, s) => placing.includes(type) || (first.includes(type) && s !== null && !isNegotiated(s)),
  follows,
  asks,
  draw,
  redraws: { "help-wanted": ["assist"] },
  section,
  more,
  notices,
};
