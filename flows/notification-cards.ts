/** What being told looks like: the report as both read it, taking it, whether it touches the customer, what it stops. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { loci } from "../src/domain/collaboration.ts";
import { elsewheres } from "../src/domain/commands/notification.ts";
import type { Event } from "../src/domain/event.ts";
import type { DrawAsk } from "../src/domain/flow.ts";
import type { Action, Block, Field, Part } from "../src/domain/message.ts";
import { type Account, otherFirm, type Person } from "../src/domain/people.ts";
import { effects, stops } from "../src/domain/severity.ts";
import { dayMs, epochMs, hourMs, type Instant } from "../src/domain/time.ts";
import { atHand, evidenceButton } from "./analysis-cards.ts";
import { amount } from "./case-card.ts";
import { offersApology } from "./follow-up-state.ts";
import { alsoParts, detailRows, feltFrom, timeRows } from "./intake.ts";
import { button, caseNumber, choices, facts, field, firmName, moment, named, people, quoted, row, speak, text } from "./parts.ts";
import { isForewarning, planOf } from "./plan.ts";
import { muted, toldUnasked } from "./standing/agreed.ts";
import { expectedBlock, isFormal } from "./standing/preferences.ts";
import { coverDays } from "./standing/today.ts";
import { type Key, plain, type Speak } from "./wording/index.ts";

/** What was reported, in the reporter's words. */
function reportBlocks(see: VisibleCase, t: Speak): Block[] {
  const { report } = see.shared;
  const felt = feltFrom(see.shared);
  return [
    text([quoted(report.what, t)]),
    ...facts(
      row(t, "fact.order", report.order && quoted(report.order, t)),
      row(t, "fact.amount", amount(report, t)),
      row(t, "fact.stops", t(`stops.${report.stops}`)),
      row(t, "fact.also", alsoParts(report, t)),
      row(t, "fact.from", felt && moment(felt)),
      row(t, "fact.hurts", report.hurts && quoted(report.hurts, t)),
      row(t, "fact.remedy", report.remedy && quoted(report.remedy, t)),
      row(t, "fact.promised", report.promised ? t(`promised.${report.promised}`) : null),
      ...timeRows(see.shared, t),
      ...detailRows(see.shared, t),
    ),
    ...report.files.map(
      (file) => ({ kind: "picture", file, alt: plain(t("picture.report", { case: caseNumber(see.shared.number) })) }) as const,
    ),
  ];
}

type Rows = readonly (readonly [Key, readonly Part[]])[];

/** What is known of time: of a warning when it would be felt, until when it lasts, and the stock that it would take; how long the customer's lasts. */
export function outlook(s: Shared, t: Speak): Rows {
  const felt = feltFrom(s);
  const { feltAt, untilAt } = s.report;
  return [...(felt ? [["fact.from", [moment(felt)]] as const] : ahead(s, t)), ...covered(s, daysBetween(feltAt, untilAt), t)];
}

/** What is told before it is felt. */
function ahead({ report: { feltAt, untilAt, at } }: Shared, t: Speak): Rows {
  const days = daysBetween(feltAt, untilAt);
  const rows: [Key, readonly Part[]][] = [];
  if (feltAt) rows.push(["fact.felt", [moment(feltAt)]]);
  if (untilAt) rows.push(["fact.until", [moment(untilAt)]]);
  if (feltAt && feltAt > at)
    rows.push(["fact.told-before", t("told.before", { hours: Math.floor((epochMs(feltAt) - epochMs(at)) / hourMs) })]);
  if (days !== null) rows.push(["fact.safety-stock", t("safety-stock.needed", { days })]);
  return rows;
}

/** What the customer has of its own, of the `days` that it takes. */
function covered(s: Shared, days: number | null, t: Speak): Rows {
  const cover = s.acknowledged?.coverDays ?? null;
  const rows: [Key, readonly Part[]][] = [];
  if (s.acknowledged?.elsewhere != null) rows.push(["fact.elsewhere", t(s.acknowledged.elsewhere ? "elsewhere.yes" : "elsewhere.no")]);
  if (cover !== null)
    rows.push(["fact.cover", t(days !== null && cover < days ? "cover.short" : "cover.enough", { cover, missing: (days ?? 0) - cover })]);
  return rows;
}

export const outlookBlocks = (s: Shared, t: Speak): Block[] => facts(...outlook(s, t).map(([label, value]) => row(t, label, value)));

/** Days of stock that it takes from when it is felt until it is over, begun days counted. */
const daysBetween = (felt: Instant | null, until: Instant | null): number | null =>
  felt && until ? Math.ceil((epochMs(until) - epochMs(felt)) / dayMs) : null;

/** The days of stock and the other source, as the customer is asked for them. */
export const coverFields = (t: Speak, account: Account): Field[] => [
  field.number(t, "cover", "field.cover", 0, 365, coverDays(account)),
  field.choice(t, "elsewhere", "field.elsewhere", choices(t, elsewheres, "elsewhere"), { hint: "hint.elsewhere" }),
];

/** The supplier that is told early: does it touch us? */
const forewarned: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const firm = firmName(account, see.shared.report.firm);
  return {
    title: t("ask.forewarned", { who: who.name.split(" ")[0]!, firm }),
    blocks: [...reportBlocks(see, t), ...outlookBlocks(see.shared, t), ...muted(toldUnasked(account, see.shared.report.firm, t))],
    actions: [
      button(t, "action.forewarned-touches", see.id, { type: "acknowledge", touches: "options" }, { style: "primary" }),
      button(t, "action.touches-not", see.id, { type: "acknowledge", touches: "no" }),
      button(t, "action.touches-call", see.id, { type: "acknowledge", touches: "call" }),
    ],
  };
};

/** The customer that was told before it could notice: does it touch us? */
const told: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const { report } = see.shared;
  return {
    title: isFormal(account) ? t("ask.told.formal", { who: who.name }) : t("ask.told", { who: who.name.split(" ")[0]! }),
    blocks: [
      text(t("ask.told.body", { firm: firmName(account, report.firm) })),
      ...reportBlocks(see, t),
      ...outlookBlocks(see.shared, t),
      ...muted(toldUnasked(account, see.shared.report.firm, t)),
    ],
    actions: [
      button(
        t,
        "action.touches",
        see.id,
        { type: "acknowledge", touches: "options" },
        { style: "primary", intro: t("form.touches", { firm: firmName(account, report.firm) }), fields: coverFields(t, account) },
      ),
      button(t, "action.touches-not", see.id, { type: "acknowledge", touches: "no" }),
      button(t, "action.touches-call", see.id, { type: "acknowledge", touches: "call" }),
    ],
  };
};

export const acknowledge: DrawAsk = (see, subject, say, who, account, now) => {
  if (isForewarning(see.shared)) return forewarned(see, subject, say, who, account, now);
  if (see.shared.report.perspective === "proactive") return told(see, subject, say, who, account, now);
  const t = speak(say);
  const { report, severity } = see.shared;
  const take = severity === "low" && report.firm === "customer" && who.firm === "supplier";
  return {
    title: t("ask.acknowledge", { who: who.name.split(" ")[0]! }),
    blocks: [
      text(t("ask.acknowledge.body", { firm: firmName(account, report.firm) })),
      ...reportBlocks(see, t),
      ...(who.firm === "supplier" ? expectedBlock(account, t) : []),
    ],
    actions: [
      ...(take ? [button(t, "action.take-ours", see.id, { type: "acknowledge", locus: "supplier" }, { style: "primary" })] : []),
      button(
        t,
        "action.take",
        see.id,
        { type: "acknowledge" },
        {
          style: take ? "plain" : "primary",
          intro: t("form.take", { firm: firmName(account, otherFirm(who.firm)) }),
          fields: [
            field.text(t, "explanation", "field.first-explanation", { lines: 3, maxLength: 600, hint: "hint.first-explanation" }),
            offersApology(see.shared, account, who) ? field.yes(t, "apology", "field.apology") : null,
            field.choice(t, "locus", "field.locus", choices(t, loci, "locus.option"), { hint: "hint.locus" }),
            field.when(t, "hearBy", "field.hear-by"),
          ],
        },
      ),
      button(
        t,
        "action.pass-on",
        see.id,
        { type: "hand-over" },
        { fields: [field.choice(t, "to", "field.to", people(account, who.firm, who.id), { required: true })] },
      ),
      notUsButton(see, t, who, account),
    ],
  };
};

/** It is taken all the same, with this firm's view that it came from elsewhere, and why: both look until they see it alike. */
const notUsButton = (see: VisibleCase, t: Speak, who: Person, account: Account): Action =>
  button(
    t,
    "action.not-us",
    see.id,
    { type: "acknowledge" },
    {
      intro: t("form.not-us", { firm: firmName(account, otherFirm(who.firm)) }),
      fields: [
        field.text(t, "explanation", "field.not-us", { required: true, lines: 3, maxLength: 600 }),
        field.choice(
          t,
          "locus",
          "field.locus",
          choices(
            t,
            loci.filter((one) => one !== who.firm),
            "locus.option",
          ),
          { required: true, hint: "hint.locus" },
        ),
      ],
    },
  );

/** What it stops now, what else is true of it, and from when it is felt; what was said already stands in it. */
export const severityFields = ({ report }: Shared, t: Speak): Field[] => [
  field.choice(t, "stops", "field.stops", choices(t, stops, "stops"), { required: true, value: report.stops }),
  { ...field.choices(t, "also", "field.also", choices(t, effects, "effect")), value: report.also ?? [] },
  field.when(t, "felt", "field.from"),
];

/** How grave it is, once somebody has said so anew. */
export const severityTold = ({ by, stops, severity, also }: Event & { type: "severity-set" }, t: Speak, account: Account): Block[] => [
  text(t("notice.severity-set", { who: named(account, by, t) })),
  ...facts(
    row(t, "fact.stops", t(`stops.${stops}`)),
    row(t, "fact.also", alsoParts({ also: also ?? [] }, t)),
    row(t, "fact.severity", t(`severity.${severity}`)),
  ),
];

/** The call that somebody asked for: made, and what was said, if anything. */
export const call: DrawAsk = (see, _subject, say, _who, account) => {
  const t = speak(say);
  const { acknowledged } = see.shared;
  return {
    title: t("ask.call", { who: named(account, acknowledged?.by ?? "clock", t) }),
    blocks: reportBlocks(see, t).slice(0, 2),
    actions: [
      button(
        t,
        "action.called",
        see.id,
        { type: "say-called" },
        { style: "primary", fields: [field.text(t, "what", "field.called", { maxLength: 200 })], submit: "action.tell-both" },
      ),
    ],
  };
};

export const impact: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const { differs, customer } = planOf(see.shared, account);
  // Nothing new is looked for; while the views differ it is asked for by itself, and whoever looks for the cause is asked there.
  const holds = customer.includes("at-hand") && !customer.includes("cause") && !differs;
  return {
    title: t("ask.impact"),
    blocks: [...reportBlocks(see, t).slice(0, 2), ...(holds ? [atHand(t, who, account)] : [])],
    actions: [
      button(t, "action.still-right", see.id, { type: "confirm-impact" }, { style: "primary" }),
      button(
        t,
        "action.changed",
        see.id,
        { type: "set-severity" },
        {
          submit: "action.tell-both",
          fields: severityFields(see.shared, t),
        },
      ),
      ...(holds ? [evidenceButton(see, t)] : []),
    ],
  };
};
