/**
 * Seen before with each other? An earlier case of the same order, or told in much the same words, is found when a failure is reported;
 * whoever reported says with one press what it is, and the other firm where they leave it open. What comes back is shown plainly, and what helped then is one press away.
 */

import { comesAgain, comesBackMs, type Recent, type Related, type Shared } from "../src/domain/case.ts";
import type { likenesses } from "../src/domain/commands/recurrence.ts";
import { inDigits } from "../src/domain/digits.ts";
import type { Draft } from "../src/domain/event.ts";
import type { Alike } from "../src/domain/events/recurrence.ts";
import { accept, type Context, type Decision, type DrawAsk, type Flow, quick, reject } from "../src/domain/flow.ts";
import { type Firm, otherFirm, type Person } from "../src/domain/people.ts";
import { severityFrom } from "../src/domain/severity.ts";
import { epochMs, type Instant } from "../src/domain/time.ts";
import { isFresh, notTheSame } from "./joining.ts";
import { button, caseNumber, field, moment, speak, text } from "./parts.ts";
import type { Speak } from "./wording/index.ts";

/** How many are offered: more would be a list to study. */
const most = 2;
/** After how many earlier cases one can come: more says nothing more. */
const mostLinks = 6;

/** The numbers of an order, batch or delivery: what stays the same however it is called. */
const orderOf = (order: string | null): string | null =>
  /\d[\w/-]*/
    .exec(inDigits(order ?? ""))?.[0]
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "") ?? null;

/** The words of a report that carry its meaning: five letters and more, in any script; a number that follows one belongs to it. */
const wordsOf = (what: string | null): ReadonlySet<string> =>
  new Set([...(what ?? "").toLocaleLowerCase().matchAll(/\p{L}{5,}(?:\s\p{Nd}+)?/gu)].map(([word]) => word));

/** What makes two reports alike; `null`: nothing. Of words, three in common and half of the shorter report. */
export function likeness(one: Shared, other: Shared): Alike["likeness"] | null {
  const order = orderOf(one.report.order);
  if (order !== null && order.length >= 3 && order === orderOf(other.report.order)) return "order";
  const [mine, theirs] = [wordsOf(one.report.what), wordsOf(other.report.what)];
  const common = [...mine].filter((word) => theirs.has(word)).length;
  return common >= 3 && common * 2 >= Math.min(mine.size, theirs.size) ? "words" : null;
}

/** Earlier cases that may be about the same: those of the same order first, then the newest. */
function alike(s: Shared, now: Instant, recent: readonly Recent[]): Alike[] {
  const found = recent.flatMap(({ id, shared }): Alike[] => {
    const closedAt = shared.followUp.closed?.at ?? null;
    if (closedAt !== null && epochMs(now) - epochMs(closedAt) > comesBackMs) return [];
    const why = likeness(s, shared);
    return why === null ? [] : [{ case: id, number: shared.number, likeness: why, closedAt }];
  });
  return [...found.filter((one) => one.likeness === "order"), ...found.filter((one) => one.likeness === "words")].slice(0, most);
}

/** Whom to ask what an earlier case is, and under which key: the firm that reported, then the other one; `null`: both have left it open. */
function askedOf(s: Shared, { case: id }: Related): { readonly key: string; readonly firm: Firm } | null {
  const { firm } = s.report;
  const inTurn = [
    { key: `alike:${id}`, firm },
    { key: `alike:${id}:theirs`, firm: otherFirm(firm) },
  ];
  return inTurn.find(({ key }) => !s.otherwise.some(({ ask, over }) => over && ask === key)) ?? null;
}

/** Anybody of the firm that reported can say what it is; of the other one whoever leads the case, or is asked. */
const mayTell = (s: Shared, { id, firm }: Person): boolean =>
  firm === s.report.firm || s.lead[firm] === id || s.asked.some(({ key, to }) => key.startsWith("alike:") && to.includes(id));

const same: DrawAsk = (see, subject, say, who) => {
  const t = speak(say);
  const found = see.shared.related.find((one) => one.case === subject.split(":")[0]);
  if (!found) return { title: t("ask.alike", { case: "" }), blocks: [], actions: [] };
  const canJoin = found.closedAt === null && isFresh(see.shared) && who.firm === see.shared.report.firm;
  const as = (name: (typeof likenesses)[number]) => ({ type: "say-likeness" as const, of: found.case, as: name });
  return {
    title: t("ask.alike", { case: caseNumber(found.number) }),
    blocks: [text(why(found, t)), ...(canJoin ? [text(t("alike.same-adds", { case: caseNumber(found.number) }), "muted")] : [])],
    actions: [
      button(t, "action.came-again", see.id, as("again"), { style: "primary" }),
      ...(canJoin ? [button(t, "action.same-case", see.id, as("same"))] : []),
      button(t, "action.something-else", see.id, as("other")),
    ],
  };
};

/** What comes again weighs more than what happened once; what turns out to be something else no longer does. */
function weighed(s: Shared, as: Related["as"], but: string | null): Draft[] {
  const { stops, also } = s.report;
  const again = as === "again" || s.related.some((one) => one.as === "again" && one.case !== but);
  const severity = severityFrom(stops, also, again);
  return severity === s.severity ? [] : [{ type: "severity-set", audience: "shared", stops, severity }];
}

const why = ({ number, likeness: of, closedAt }: Related, t: Speak) => [
  ...t(`alike.${of}`, { case: caseNumber(number) }),
  " ",
  ...(closedAt === null ? t("alike.open") : t("alike.closed", { at: moment(closedAt) })),
];

/** An earlier case that somebody knows by its number: it came again after that one. */
function link(s: Shared, written: string, { recent }: Context): Decision {
  const number = Number(/(\d+)\D*$/.exec(inDigits(written))?.[1] ?? 0);
  const earlier = recent.find(({ shared }) => shared.number === number && number < s.number);
  if (!earlier) return reject("no-earlier-case", { text: { kind: "quote", text: written } });
  const known = s.related.find((one) => one.case === earlier.id);
  if (known?.as === "again") return reject("said-already");
  if (!known && s.related.length >= mostLinks) return reject("enough-links");
  const closedAt = earlier.shared.followUp.closed?.at ?? null;
  const found = { case: earlier.id, number, likeness: "linked", closedAt } as const;
  return accept(
    ...(known ? [] : [{ type: "likeness-found", audience: "shared", alike: [found] } as const]),
    { type: "likeness-said", audience: "shared", earlier: earlier.id, as: "again" },
    ...weighed(s, "again", earlier.id),
  );
}

/** Whether it is graver than it would be the first time. */
const isRaised = (s: Shared): boolean => comesAgain(s) && s.severity !== severityFrom(s.report.stops, s.report.also);

export const recurrence: Flow = {
  of: ["recovery"],
  rules: {
    "link-case": ({ shared: s }, { number }, context) => link(s, number, context),
    "say-likeness": ({ shared: s }, { of, as }, { who, account }) => {
      const found = s.related.find((one) => one.case === of);
      if (!found || !mayTell(s, who)) return reject("not-asked");
      // It has been added to the case that goes on.
      if (as === "same") {
        return (
          notTheSame(s, of, who, account) ??
          accept({ type: "likeness-said", audience: "shared", earlier: of, as }, { type: "closed", audience: "shared" })
        );
      }
      // Whichever firm says it first has said it; it can say it otherwise.
      const said = found.said ?? s.report.firm;
      if (found.as === as || (found.as !== null && said !== who.firm)) return reject("said-already");
      return accept({ type: "likeness-said", audience: "shared", earlier: of, as }, ...weighed(s, as, of));
    },
  },
  follows: (s, _account, now, recent, events) => {
    if (!events.some(({ type }) => type === "reported") || events.some(({ type }) => type === "likeness-found")) return [];
    const found = alike(s, now, recent);
    return found.length === 0 ? [] : [{ type: "likeness-found", audience: "shared", alike: found }];
  },
  asks: (s, account) => {
    if (s.followUp.closed || comesAgain(s)) return [];
    const open = s.related.filter(({ as }) => as === null).map((found) => askedOf(s, found));
    const due = { withinMinutes: account.service.judge[s.severity] };
    return open.flatMap((one) => (one ? [{ ...one, to: [s.lead[one.firm]], due, slots: quick.slice(0, 2) }] : [])).slice(0, 1);
  },
  looksBack: (type) => ["report", "say-likeness", "link-case"].includes(type),
  draw: { alike: same },
  section: (see, say) => {
    const t = speak(say);
    return see.shared.related
      .filter(({ as }) => as === "again" || as === "same")
      .map((found) => text(t(found.as === "same" ? "card.same" : "card.again", { case: caseNumber(found.number) }), "waiting"))
      .concat(isRaised(see.shared) ? [text(t("card.raised"), "muted")] : []);
  },
  more: (see, say) => {
    const t = speak(say);
    const { followUp, number, related } = see.shared;
    if (followUp.closed || number < 2 || related.length >= mostLinks) return [];
    const fields = [field.text(t, "number", "field.case-number", { required: true, maxLength: 20, hint: "hint.case-number" })];
    return [button(t, "action.link-case", see.id, { type: "link-case" }, { intro: t("form.link-case"), fields })];
  },
};
