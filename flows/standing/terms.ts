/** Recovery terms: who tells what how early, who may do what, how soon, how much; proposed by either firm, agreed by both, looked at again. */
import type { Shared, VisibleCase } from "../../src/domain/case.ts";
import type { PlanChange } from "../../src/domain/collaboration.ts";
import type { AskOf } from "../../src/domain/command.ts";
import { accept, type Context, type Decision, type Flow, type Rejection, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import type { Block, Part } from "../../src/domain/message.ts";
import { type Money, readMoney } from "../../src/domain/money.ts";
import { type Account, type Firm, firms, otherFirm } from "../../src/domain/people.ts";
import { agreedLevels, type Expects, preferencesWith, type Share, serviceUnder, type Terms, termsOf } from "../../src/domain/standing.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import { firmName, named, quoted, speak, text } from "../parts.ts";
import { readWhen } from "../reading/when.ts";
import type { Speak } from "../wording/index.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, opensAt } from "./rounds.ts";
import { draw, inForce, lines, proposed, termsButton } from "./terms-cards.ts";

/** How long terms hold where nobody says otherwise; ours. */
const yearMs = 365 * dayMs;

/** What the customer's part becomes where the source leaves it open; what the supplier or the customer caused stays as the research has it. */
const sharing: { readonly [S in Exclude<Share, "usual">]: readonly PlanChange[] } = {
  less: [
    ...(["proactive", "reactive"] as const).map(
      (perspective): PlanChange => ({
        locus: "environment",
        perspective,
        level: 2,
        lead: { analysis: "supplier", resolution: "supplier", implementation: "supplier" },
      }),
    ),
    { locus: "unknown", perspective: "reactive", level: 4, lead: { resolution: "supplier", implementation: "supplier" } },
  ],
  more: (["proactive", "reactive"] as const).map(
    (perspective): PlanChange => ({
      locus: "environment",
      perspective,
      level: 5,
      lead: { analysis: "both", resolution: "both", implementation: "both" },
    }),
  ),
};

/** The settings under these terms: service levels, the plan, what each firm takes upon itself, and what the customer newly expects. */
function under(account: Account, agreed: Terms): Account {
  const { service, share, expects } = agreed;
  const plan = share === "usual" ? [] : sharing[share];
  const kept = account.plan.filter(({ locus }) => locus === "supplier" || locus === "customer");
  return {
    ...account,
    service: serviceUnder(account.service, service),
    plan: [...kept, ...plan],
    terms: { supplier: termsOf(agreed, "supplier"), customer: termsOf(agreed, "customer") },
    preferences: expects ? preferencesWith(account.preferences, expects) : account.preferences,
  };
}

/**
 * What the customer newly expects with these terms. Its own people alone say it: the supplier's proposal carries over what the customer has
 * said in the one that is open.
 */
function expectedIn(s: Shared, { first, within }: AskOf<"propose-terms">, { who, account }: Context): { is: Expects | null } | Rejection {
  const open = proposed(s)?.expects ?? null;
  if (!first && !within) return { is: open };
  if (who.firm !== "customer") return reject("customer-says-preferences", { firm: firmName(account, "customer") });
  const { preferences: held } = account;
  const wanted = first ?? (open ?? held)?.first;
  if (!wanted) return reject("first-unsaid");
  return { is: held?.first === wanted && held.within === (within ?? undefined) ? null : { first: wanted, ...(within && { within }) } };
}

/** The terms as a proposal of their own; the settings change only when the other firm agrees. */
function propose(see: VisibleCase, ask: AskOf<"propose-terms">, context: Context): Decision {
  const { who, account, now, said } = context;
  const refused = answersFor(see.shared, account, who);
  if (refused) return refused;
  const review = readWhen(ask.review, now, who.calendar.zone);
  if (!review) return reject("unreadable-date", { text: { kind: "quote", text: ask.review } });
  if (review <= now) return reject("review-in-the-past");
  const { tell = null, may = null, theirTell = null, theirMay = null, share } = ask;
  const expects = expectedIn(see.shared, ask, context);
  if ("ok" in expects) return expects;
  const limits: { [F in Firm]: Money | null } = { supplier: null, customer: null };
  for (const [firm, written] of [
    [who.firm, ask.limit],
    [otherFirm(who.firm), ask.theirLimit],
  ] as const) {
    if (!written) continue;
    const limit = readMoney(written);
    if (!limit) return reject("unreadable-amount", { text: { kind: "quote", text: written }, example: `2000 ${account.currency}` });
    if (limit.currency !== account.currency) return reject("other-currency", { currency: limit.currency, expected: account.currency });
    limits[firm] = limit;
  }
  const service = Object.fromEntries(agreedLevels.flatMap((level) => (ask[level] ? [[level, ask[level]]] : [])));
  const words = said({ tell, may, theirTell, theirMay });
  return accept({ ...proposal(see.shared), service, expects: expects.is, share, review, limits, said: words });
}

/** What every proposal begins with: each has a number of its own. */
const proposal = (s: Shared) => ({ type: "terms-proposed", audience: "shared", number: (s.standing?.terms.count ?? 0) + 1 }) as const;

function renew(see: VisibleCase, { who, account, now, said }: Context): Decision {
  const refused = answersFor(see.shared, account, who);
  if (refused) return refused;
  const held = inForce(see.shared);
  if (!held) return reject("no-terms");
  const { service, share } = held;
  const [ours, theirs] = [termsOf(held, who.firm), termsOf(held, otherFirm(who.firm))];
  const review = plus(now, yearMs);
  const words = said({ tell: ours.tell, may: ours.may, theirTell: theirs.tell, theirMay: theirs.may });
  const limits = { supplier: termsOf(held, "supplier").limit, customer: termsOf(held, "customer").limit };
  return accept({ ...proposal(see.shared), service, expects: null, share, review, limits, said: words });
}

/** The proposal that is answered, when this person may answer it for the firm that did not make it. */
function answered(see: VisibleCase, number: number, { who, account }: Context): Terms | ReturnType<typeof reject> {
  const open = proposed(see.shared);
  if (!open) return reject("no-terms-proposed");
  if (open.number !== number) return reject("terms-changed", { who: account.people.find(({ id }) => id === open.by)?.name ?? "" });
  if (open.firm === who.firm) return reject("own-terms", { firm: firmName(account, otherFirm(who.firm)) });
  return answersFor(see.shared, account, who) ?? open;
}

function agree(see: VisibleCase, { number }: AskOf<"agree-terms">, context: Context): Decision {
  const terms = answered(see, number, context);
  if ("ok" in terms) return terms;
  return {
    ok: true,
    events: [{ type: "terms-agreed", audience: "shared", number }],
    settings: under(context.account, terms),
  };
}

function decline(see: VisibleCase, { number, reason }: AskOf<"decline-terms">, context: Context): Decision {
  const terms = answered(see, number, context);
  if ("ok" in terms) return terms;
  return accept({ type: "terms-declined", audience: "shared", number, said: context.said({ reason }) });
}

/** Once, while there are no terms: either firm may make the first proposal, and both may let it be. */
function first(s: Shared, account: Account): Wanted[] {
  const { standing } = s;
  if (!standing || standing.terms.count > 0) return [];
  return firms.map((firm) => ({
    key: `terms-first:${firm}`,
    firm,
    to: whoAnswers(s, account, firm),
    due: { withinMinutes: 10 * dayMinutes },
    opens: opensAt("terms", standing.openedAt, account, firm),
    slots: slow,
  }));
}

function asks(s: Shared, account: Account): Wanted[] {
  const open = proposed(s);
  const held = inForce(s);
  if (open) {
    const firm = otherFirm(open.firm);
    return [{ key: `terms:${open.number}`, firm, to: whoAnswers(s, account, firm), due: { withinMinutes: 5 * dayMinutes }, slots: slow }];
  }
  if (!held) return first(s, account);
  const due = plus(held.review, 14 * dayMs);
  return firms.map((firm) => ({
    key: `terms-review:${held.number}:${firm}`,
    firm,
    to: whoAnswers(s, account, firm),
    due,
    opens: held.review,
    slots: slow,
  }));
}

const told = (parts: Part[], terms: Terms | null, t: Speak, account: Account): Block[] => [
  text(parts),
  ...(terms ? lines(terms, t, account) : []),
];

export const terms: Flow = {
  of: ["relationship"],
  rules: {
    "propose-terms": propose,
    "renew-terms": (see, _ask, context) => renew(see, context),
    "agree-terms": agree,
    "decline-terms": decline,
  },
  asks,
  draw,
  // Until they are agreed, they show what the customer expects as it says it now.
  redraws: { "preferences-said": ["terms"] },
  section: (see, say, account) => {
    const t = speak(say);
    const open = proposed(see.shared);
    const held = inForce(see.shared);
    return [
      ...(held ? [text([{ kind: "strong", parts: t("card.terms") }]), ...lines(held, t, account)] : []),
      ...(open ? [text(t("card.terms-proposed", { who: named(account, open.by, t), firm: firmName(account, open.firm) }), "muted")] : []),
    ];
  },
  more: (see, say, who, account) => {
    const t = speak(say);
    if (answersFor(see.shared, account, who)) return [];
    return [termsButton(see, t, who, account, inForce(see.shared) ? "action.change-terms" : "action.propose-terms")];
  },
  notices: (event) => {
    const to = { kind: "audience", audience: "shared" } as const;
    const of = (see: VisibleCase): Terms | null => inForce(see.shared);
    switch (event.type) {
      case "terms-agreed":
        return [
          {
            to,
            draw: (say, see, account) => {
              const t = speak(say);
              return told(t("notice.terms-agreed", { who: named(account, event.by, t) }), of(see), t, account);
            },
          },
        ];
      case "terms-declined":
        return [
          {
            to,
            draw: (say, _see, account) => {
              const t = speak(say);
              return [
                text([...t("notice.terms-declined", { who: named(account, event.by, t) }), " ", quoted(event.said?.reason ?? null, t)]),
              ];
            },
          },
        ];
      default:
        return [];
    }
  },
};
