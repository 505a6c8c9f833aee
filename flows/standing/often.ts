/** How often things go wrong between the two, asked at the beginning and again each year, beside what was recorded meanwhile (questions page, set-8). */
import { lookBack, type Recent, type Shared } from "../../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, slow, type Wanted } from "../../src/domain/flow.ts";
import { type Sort, sorts } from "../../src/domain/intake.ts";
import type { Part, Row } from "../../src/domain/message.ts";
import { type Account, type Firm, firms, otherFirm } from "../../src/domain/people.ts";
import { type Counted, frequencies, type Often, type OftenSaid } from "../../src/domain/standing.ts";
import type { Instant } from "../../src/domain/time.ts";
import { button, choices, facts, field, firmName, listed, speak, text } from "../parts.ts";
import type { Speak } from "../wording/index.ts";
import { answersFor, whoAnswers } from "./rights.ts";
import { dayMinutes, yearly } from "./rounds.ts";

function asks(s: Shared, account: Account, now: Instant): Wanted[] {
  const { standing } = s;
  if (!standing) return [];
  return firms.flatMap((firm) => {
    const said = standing.often?.[firm];
    const wanted = { key: `often:${firm}`, firm, to: whoAnswers(s, account, firm), due: { withinMinutes: 10 * dayMinutes }, slots: slow };
    return yearly("often", wanted, said ? (said.last ?? said.first).at : null, standing.openedAt, account, now);
  });
}

const oftenAsk: DrawAsk = (see, _subject, say, who, account) => {
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
function countSince(since: Instant, recent: readonly Recent[]): Counted {
  const found = recent.filter(({ shared }) => shared.report.at > since).map(({ shared }) => shared.report.details.sort);
  const kinds = sorts
    .map((kind): [Sort, number] => [kind, found.filter((sort) => sort === kind).length])
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one);
  return { since, cases: found.length, kinds, ...(found.length >= lookBack && { atLeast: true as const }) };
}

export const often: Flow = {
  of: ["relationship"],
  rules: {
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
  draw: { often: oftenAsk },
  section: (see, say, account) => facts(...firms.flatMap((firm) => oftenRowsOf(see.shared, firm, speak(say), account))),
};
