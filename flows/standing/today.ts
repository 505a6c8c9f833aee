/** How it is today, asked once and the second each year: what the customer makes of what is delivered, and how often things go wrong between the two. */

import { localDate } from "../../src/domain/calendar.ts";
import { lookBack, type Recent, type Shared } from "../../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, reject, slow, type Wanted } from "../../src/domain/flow.ts";
import { type Sort, sorts } from "../../src/domain/intake.ts";
import type { Action, Part, Row } from "../../src/domain/message.ts";
import { type Account, type Firm, firms, otherFirm } from "../../src/domain/people.ts";
import { type Counted, frequencies, type Often, type OftenSaid } from "../../src/domain/standing.ts";
import { dayMs, type Instant, plus } from "../../src/domain/time.ts";
import { button, choices, facts, field, firmName, listed, quoted, row, speak, text } from "../parts.ts";
import type { Speak } from "../wording/index.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, opensAt } from "./rounds.ts";

/** What the customer makes of it, who waits for it, how soon they would notice: for whoever warns them. */
export function useLine(account: Account, t: Speak): Part[] {
  const { use } = account;
  if (!use) return [];
  const { makes, next, hours } = use;
  return listed(
    [
      ...(makes === null ? [] : [[...t("use.makes", { firm: firmName(account, "customer") }), " ", quoted(makes, t)]]),
      ...(next === null ? [] : [[...t("use.next"), " ", quoted(next, t)]]),
      ...(hours === null ? [] : [t("use.hours", { hours })]),
    ],
    t,
  );
}

/** For how many whole days the customer goes on without a delivery, as it said once; `null`: it has not. */
export const coverDays = ({ use }: Account): number | null => (use?.hours ? Math.floor(use.hours / 24) : null);

/** After so long it is asked again how often things go wrong (questions page, section 2: each year). */
const yearMs = 365 * dayMs;

function asks(s: Shared, account: Account): Wanted[] {
  const { standing } = s;
  if (!standing) return [];
  const wanted = (question: "use" | "often", firm: Firm): Omit<Wanted, "key"> => ({
    firm,
    to: whoAnswers(s, account, firm),
    due: { withinMinutes: 10 * dayMinutes },
    opens: opensAt(question, standing.openedAt, account, firm),
    slots: slow,
  });
  const often = (firm: Firm): Wanted => {
    const said = standing.often?.[firm];
    if (!said) return { key: `often:${firm}`, ...wanted("often", firm) };
    const opens = plus((said.last ?? said.first).at, yearMs);
    return { key: `often:${firm}:${localDate(opens, account.firms[firm].calendar.zone).slice(0, 4)}`, ...wanted("often", firm), opens };
  };
  return [...(standing.use || account.use ? [] : [{ key: "use", ...wanted("use", "customer") }]), ...firms.map(often)];
}

const useForm = (id: Parameters<typeof button>[2], t: Speak, account: Account, style: Action["style"]): Action =>
  button(
    t,
    "action.say-use",
    id,
    { type: "say-use" },
    {
      style,
      intro: t("form.preferences", { firm: firmName(account, "supplier") }),
      fields: [
        field.text(t, "makes", "field.use-makes", { value: account.use?.makes ?? "", maxLength: 200 }),
        field.text(t, "next", "field.use-next", { value: account.use?.next ?? "", maxLength: 200 }),
        field.number(t, "hours", "field.use-hours", 0, 8_760, account.use?.hours ?? null),
      ],
    },
  );

const use: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  return {
    title: t("ask.use", { firm: firmName(account, "supplier") }),
    blocks: [text(t("ask.use.body"))],
    actions: [useForm(see.id, t, account, "primary")],
  };
};

const often: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const before = oftenRowsOf(see.shared, who.firm, t, account);
  return {
    title: t("ask.often", { firm: firmName(account, otherFirm(who.firm)) }),
    blocks: before.length > 0 ? [...facts(...before), text(t("ask.often.again"))] : [text(t("ask.often.body"))],
    actions: [
      button(
        t,
        "action.say-often",
        see.id,
        { type: "say-often" },
        {
          style: "primary",
          intro: t("form.acquaint"),
          fields: [
            field.choice(t, "often", "field.often", choices(t, frequencies, "often"), { required: true }),
            field.choices(t, "kinds", "field.often-kinds", choices(t, sorts, "sort")),
          ],
        },
      ),
    ],
  };
};

const oftenParts = ({ often: rate, kinds }: Often, t: Speak): Part[] => {
  const named = listed(
    kinds.map((kind) => t(`sort.${kind}`)),
    t,
  );
  return [...t(`often.${rate}`), ...(named.length > 0 ? [": ", ...named] : [])];
};

/** What was recorded: how many cases, and of which kinds. */
function countedParts({ cases, kinds, atLeast }: Counted, t: Speak): Part[] {
  const each = listed(
    kinds.map(([kind, count]) => t("often.kind", { what: t(`sort.${kind}`), count })),
    t,
  );
  return [...t(atLeast ? "often.counted-at-least" : "often.counted", { cases }), ...(each.length > 0 ? [": ", ...each] : [])];
}

const onDay = (at: Instant): Part => ({ kind: "instant", at, show: "date" });

/** How often and what, as a firm saw it when the relationship was opened and as it sees it now; beside it what was recorded meanwhile. */
function oftenRows({ first, last }: OftenSaid, firm: Firm, t: Speak, account: Account): Row[] {
  const name = firmName(account, firm);
  return [
    { label: t("fact.often", { firm: name }), value: oftenParts(first, t) },
    ...(last
      ? [
          { label: t("fact.often-now", { firm: name, at: onDay(last.at) }), value: oftenParts(last, t) },
          { label: t("fact.often-counted", { at: onDay(last.counted.since) }), value: countedParts(last.counted, t) },
        ]
      : []),
  ];
}

const oftenRowsOf = ({ standing }: Shared, firm: Firm, t: Speak, account: Account): Row[] => {
  const said = standing?.often?.[firm];
  return said ? oftenRows(said, firm, t, account) : [];
};

/** What was reported after an instant, of the cases that a turn looks back on. */
export function countSince(since: Instant, recent: readonly Recent[]): Counted {
  const found = recent.filter(({ shared }) => shared.report.at > since).map(({ shared }) => shared.report.details.sort);
  const kinds = sorts
    .map((kind): [Sort, number] => [kind, found.filter((sort) => sort === kind).length])
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one);
  return { since, cases: found.length, kinds, ...(found.length >= lookBack && { atLeast: true as const }) };
}

export const today: Flow = {
  of: ["relationship"],
  rules: {
    "say-use": ({ shared: s }, { makes = null, next = null, hours = null }, { who, account, said }) => {
      if (who.firm !== "customer") return reject("customer-says-preferences", { firm: firmName(account, "customer") });
      const refused = answersFor(s, account, who);
      if (refused) return refused;
      const done = accept({ type: "use-said", audience: "shared", hours, said: said({ makes, next }) });
      return { ...done, settings: { ...account, use: { makes, next, hours } } };
    },
    "say-often": ({ shared: s }, { often: rate, kinds }, { who, account, recent }) => {
      const refused = answersFor(s, account, who);
      if (refused) return refused;
      const before = s.standing?.often?.[who.firm];
      const counted = before && countSince((before.last ?? before.first).at, recent);
      return accept({ type: "often-said", audience: "shared", often: rate, kinds: [...new Set(kinds)], ...(counted && { counted }) });
    },
  },
  looksBack: (type) => type === "say-often",
  asks,
  draw: { use, often },
  section: (see, say, account) => {
    const t = speak(say);
    const line = useLine(account, t);
    return [
      ...(line.length > 0 ? facts(row(t, "fact.use", line)) : []),
      ...facts(...firms.flatMap((firm) => oftenRowsOf(see.shared, firm, t, account))),
    ];
  },
  more: (see, say, who, account) =>
    who.firm === "customer" && answersFor(see.shared, account, who) === null ? [useForm(see.id, speak(say), account, "plain")] : [],
};
