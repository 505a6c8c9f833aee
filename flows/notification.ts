/** Whoever found the failure informs the other side, early; the other side confirms that it has it; each says where it may have come from. */
import { type Shared, severityOf, stops, type VisibleCase } from "../src/domain/case.ts";
import { loci } from "../src/domain/collaboration.ts";
import { places } from "../src/domain/command.ts";
import { accept, type DrawAsk, type Flow, type Notice, quick, reject, type Wanted } from "../src/domain/flow.ts";
import type { Block } from "../src/domain/message.ts";
import { type Account, otherFirm, personOf } from "../src/domain/people.ts";
import { amount } from "./case-card.ts";
import { button, caseNumber, choices, facts, field, firmName, moment, named, people, quoted, row, speak, text } from "./parts.ts";
import { leadFor } from "./plan.ts";
import { readWhen, titleOf } from "./reading.ts";
import { plain, type Speak } from "./wording/index.ts";

/** What was reported, in the reporter's words. */
function reportBlocks(see: VisibleCase, t: Speak): Block[] {
  const { report } = see.shared;
  return [
    text([quoted(report.what, t)]),
    ...facts(
      row(t, "fact.order", report.order && quoted(report.order, t)),
      row(t, "fact.amount", amount(see.shared, t)),
      row(t, "fact.stops", t(`stops.${report.stops}`)),
      row(t, "fact.hurts", report.hurts && quoted(report.hurts, t)),
      row(t, "fact.remedy", report.remedy && quoted(report.remedy, t)),
    ),
    ...report.files.map(
      (file) => ({ kind: "picture", file, alt: plain(t("picture.report", { case: caseNumber(see.shared.number) })) }) as const,
    ),
  ];
}

const acknowledge: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const { report, severity } = see.shared;
  const take = severity === "low" && report.firm === "customer" && who.firm === "supplier";
  return {
    title: t("ask.acknowledge", { who: who.name.split(" ")[0]! }),
    blocks: [text(t("ask.acknowledge.body", { firm: firmName(account, report.firm) })), ...reportBlocks(see, t)],
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
            who.firm === "supplier" ? field.yes(t, "apology", "field.apology") : null,
            field.choice(t, "locus", "field.locus", choices(t, loci, "locus.option"), { hint: "hint.locus" }),
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
    ],
  };
};

const impact: DrawAsk = (see, _subject, say) => {
  const t = speak(say);
  return {
    title: t("ask.impact"),
    blocks: reportBlocks(see, t).slice(0, 2),
    actions: [
      button(t, "action.still-right", see.id, { type: "confirm-impact" }, { style: "primary" }),
      button(
        t,
        "action.changed",
        see.id,
        { type: "set-severity" },
        {
          fields: [field.choice(t, "stops", "field.stops", choices(t, stops, "stops"), { required: true, value: see.shared.report.stops })],
        },
      ),
    ],
  };
};

function asks(s: Shared, account: Account): Wanted[] {
  const wanted: Wanted[] = [];
  const asked = otherFirm(s.report.firm);
  if (!s.acknowledged) {
    wanted.push({
      key: "acknowledge",
      firm: asked,
      to: [s.lead[asked]],
      due: { withinMinutes: account.service.acknowledge[s.severity] },
      slots: quick,
    });
  } else if (s.report.perspective === "reactive" && !s.impactConfirmed && s.severity !== "low" && s.negotiation.status === "open") {
    wanted.push({
      key: "impact",
      firm: "customer",
      to: [s.lead.customer],
      due: { withinMinutes: account.service.judge[s.severity] },
      slots: quick,
    });
  }
  return wanted;
}

export const notification: Flow = {
  opens: (ask, { who, account, now, said }, number) => {
    const noticed = ask.noticed ? readWhen(ask.noticed, now, who.calendar.zone) : null;
    if (ask.noticed && !noticed) return reject("unreadable-date", { text: { kind: "quote", text: ask.noticed } });
    if (noticed && noticed > now) return reject("noticed-later", { at: moment(noticed) });
    if (ask.affected != null && ask.total != null && ask.affected > ask.total)
      return reject("more-than-all", { affected: ask.affected, total: ask.total });
    const firm = who.firm;
    const lead = { supplier: leadFor(account, "supplier"), customer: leadFor(account, "customer"), [firm]: who.id };
    return accept({
      type: "reported",
      audience: "shared",
      number,
      kind: ask.kind,
      affected: ask.affected ?? null,
      total: ask.total ?? null,
      stops: ask.stops,
      noticedAt: noticed,
      perspective: firm === "supplier" ? "proactive" : "reactive",
      locus: ask.locus ?? null,
      files: ask.files,
      lead,
      said: said({
        title: titleOf(ask.what, ask.order ?? null),
        what: ask.what,
        order: ask.order ?? null,
        hurts: ask.hurts ?? null,
        remedy: ask.remedy ?? null,
      }),
    });
  },
  rules: {
    acknowledge: ({ shared: s }, ask, { who, account, said }) => {
      if (s.acknowledged)
        return reject("already-taken", { who: personOf(account, s.acknowledged.by)?.name ?? "", at: moment(s.acknowledged.at) });
      if (who.firm === s.report.firm) return reject("other-firm-acknowledges", { firm: firmName(account, otherFirm(who.firm)) });
      const explanation = ask.explanation ?? null;
      return accept(
        ...(s.lead[who.firm] === who.id ? [] : [{ type: "lead-changed", audience: "shared", to: who.id } as const]),
        {
          type: "acknowledged",
          audience: "shared",
          explained: explanation !== null,
          apologised: ask.apology,
          said: explanation === null ? null : said({ explanation }),
        },
        ...(ask.locus ? [{ type: "locus-said", audience: "shared", locus: ask.locus } as const] : []),
      );
    },
    "hand-over": ({ shared: s }, { to }, { who, account }) => {
      const next = personOf(account, to);
      if (!next || next.firm !== who.firm) return reject("not-a-colleague");
      if (s.lead[who.firm] === to) return reject("leads-already", { who: next.name });
      return accept({ type: "lead-changed", audience: "shared", to });
    },
    "say-locus": ({ shared: s }, { locus }, { who }) => {
      if (s.locus.settled) return reject("cause-settled");
      if (s.locus.says[who.firm] === locus) return reject("said-already");
      return accept({ type: "locus-said", audience: "shared", locus });
    },
    "set-severity": ({ shared: s }, ask) => {
      const severity = severityOf[ask.stops];
      const changed = ask.stops !== s.report.stops;
      return accept(
        ...(changed ? [{ type: "severity-set", audience: "shared", stops: ask.stops, severity } as const] : []),
        ...(s.impactConfirmed ? [] : [{ type: "impact-confirmed", audience: "shared" } as const]),
      );
    },
    "confirm-impact": ({ shared: s }) =>
      s.impactConfirmed ? reject("already-confirmed") : accept({ type: "impact-confirmed", audience: "shared" }),
    contain: (_see, { place, what }, { said }) => accept({ type: "contained", audience: "shared", place, said: said({ what }) }),
  },
  asks,
  draw: { acknowledge, impact },
  section: (see, say) => {
    const t = speak(say);
    const { containment, followUp } = see.shared;
    return [
      ...(followUp.explained.first !== null && see.shared.analysis.causes.length === 0
        ? [text([...t("card.first-explanation"), " ", quoted(followUp.explained.first, t)])]
        : []),
      ...facts(...containment.map(({ place, what }) => row(t, `place.${place}`, quoted(what, t)))),
    ];
  },
  more: (see, say, who, account) => {
    const t = speak(say);
    const s = see.shared;
    if (s.followUp.closed) return [];
    const locusChoices = choices(t, loci, "locus.option");
    return [
      ...(s.locus.settled
        ? []
        : [
            button(
              t,
              "action.say-locus",
              see.id,
              { type: "say-locus" },
              { fields: [field.choice(t, "locus", "field.locus", locusChoices, { required: true, hint: "hint.locus" })] },
            ),
          ]),
      button(
        t,
        "action.contain",
        see.id,
        { type: "contain" },
        {
          fields: [
            field.choice(t, "place", "field.place", choices(t, places, "place"), { required: true }),
            field.text(t, "what", "field.contained", { required: true, maxLength: 200 }),
          ],
        },
      ),
      button(
        t,
        "action.set-severity",
        see.id,
        { type: "set-severity" },
        { fields: [field.choice(t, "stops", "field.stops", choices(t, stops, "stops"), { required: true, value: s.report.stops })] },
      ),
      button(
        t,
        "action.hand-over",
        see.id,
        { type: "hand-over" },
        { fields: [field.choice(t, "to", "field.to", people(account, who.firm, s.lead[who.firm]), { required: true })] },
      ),
    ];
  },
  notices: (event): Notice[] => {
    if (event.type !== "acknowledged") return [];
    return [
      {
        to: { kind: "audience", audience: "shared" },
        draw: (say, _see, account) => {
          const t = speak(say);
          const explanation = event.said?.explanation ?? null;
          return [
            text(t("notice.acknowledged", { who: named(account, event.by, t) })),
            ...(event.explained ? [text([quoted(explanation, t)])] : []),
            ...(event.apologised ? [text(t("notice.apology", { firm: firmName(account, event.of!) }))] : []),
          ];
        },
      },
    ];
  },
};

/** The button that reports a failure: five fields, one sentence is enough. */
export const reportButton = (t: Speak) =>
  button(
    t,
    "action.report",
    null,
    { type: "report" },
    {
      style: "primary",
      intro: t("form.report"),
      fields: [
        field.text(t, "what", "field.what", { required: true, lines: 3, maxLength: 600 }),
        field.text(t, "order", "field.order", { maxLength: 80 }),
        field.choice(t, "stops", "field.stops", choices(t, stops, "stops"), { required: true }),
        field.text(t, "remedy", "field.remedy", { maxLength: 200 }),
        field.files(t),
      ],
    },
  );
