/** Whoever found the failure informs the other side, early; the other side confirms that it has it; each says where it may have come from. */
import { comesAgain, type Shared } from "../src/domain/case.ts";
import { loci } from "../src/domain/collaboration.ts";
import { accept, type Context, type Flow, type Notice, quick, type Rejection, reject, type Wanted } from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import { type Account, type Firm, otherFirm, personOf, type SeverityName } from "../src/domain/people.ts";
import { isGraver, severityFrom } from "../src/domain/severity.ts";
import type { Instant } from "../src/domain/time.ts";
import { isBlind } from "./diagnosis.ts";
import { hearsBy } from "./heard-by.ts";
import { outOfOrder, past } from "./intake.ts";
import { acknowledge, call, impact, outlookBlocks, severityFields, severityTold } from "./notification-cards.ts";
import { offerButtons } from "./offer-forms.ts";
import { button, caseNumber, choices, field, firmName, moment, named, people, quoted, speak, text, toBoth } from "./parts.ts";
import { leadFor, plannedLocus } from "./plan.ts";
import { readAmount, titleOf } from "./reading/report.ts";
import { readWhen } from "./reading/when.ts";
import { muted } from "./standing/agreed.ts";
import { isFormal } from "./standing/preferences.ts";
import { useLine } from "./standing/today.ts";

/** The supplier tells of something that the customer has not felt. */
const isWarning = ({ report }: Shared): boolean => report.firm === "supplier" && report.perspective === "proactive";

/** Whether somebody who was told asked to be called, and nobody has yet. */
const isCallOwed = ({ acknowledged }: Shared): boolean => acknowledged?.touches === "call" && acknowledged.called === undefined;

/** A day and hour that somebody wrote; a refusal for what cannot be read. */
function instantIn(
  written: string | null | undefined,
  { who, now }: Context,
): { readonly ok: true; readonly at: Instant | null } | Rejection {
  if (!written) return { ok: true, at: null };
  const at = readWhen(written, now, who.calendar.zone);
  return at ? { ok: true, at } : reject("unreadable-date", { text: { kind: "quote", text: written } });
}

function asks(s: Shared, account: Account): Wanted[] {
  const wanted: Wanted[] = [];
  if (s.followUp.closed) return wanted;
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
  if (isCallOwed(s)) {
    const { firm } = s.report;
    wanted.push({ key: "call", firm, to: [s.lead[firm]], due: { withinMinutes: account.service.judge[s.severity] }, slots: quick });
  }
  return wanted;
}

/** Whether the supplier can offer something before the cause is known: no trifle, which is offered at once anyway, and no help that it is not asked for. */
const mayOffer = (s: Shared): boolean =>
  s.severity !== "low" &&
  s.report.kind === "failure" &&
  s.negotiation.status === "open" &&
  s.negotiation.options.length === 0 &&
  !s.asked.some(({ key }) => key.startsWith("option:")) &&
  !isBlind(s) &&
  plannedLocus(s) !== "customer";

/** What is ready, to whoever has just taken it: it can be offered with one press (questions page, int-11). */
const readyOptions = (to: PersonId, at: Instant): Notice => ({
  to: { kind: "person", person: to },
  draw: (say, see, account) => {
    const t = speak(say);
    const who = personOf(account, to);
    const ready = who && mayOffer(see.shared) ? offerButtons(see, t, who, account, at).filter(({ key }) => key !== "action.offer-new") : [];
    return ready.length === 0
      ? []
      : [text(t("notice.offer-ready", { case: caseNumber(see.shared.number) })), { kind: "actions", actions: ready }];
  },
});

/**
 * Whether a firm may say how grave it is: what a failure does to the customer is the customer's to say (questions page, int-4). The
 * supplier may find that it is graver, and correct what it foretold until the customer has spoken.
 */
const maySay = (s: Shared, firm: Firm, severity: SeverityName): boolean =>
  firm === "customer" || (s.report.firm === "supplier" && !s.impactConfirmed) || isGraver(severity, s.severity);

const customersToSay = (account: Account): Rejection => reject("customer-says-impact", { firm: account.firms.customer.name });

export const notification: Flow = {
  opens: (ask, context, number) => {
    const { who, account, said } = context;
    const occurred = past(ask.occurred, context);
    if (!occurred.ok) return occurred;
    const noticed = past(ask.noticed, context);
    if (!noticed.ok) return noticed;
    const wrong = outOfOrder(occurred.around, noticed.around);
    if (wrong) return wrong;
    const felt = instantIn(ask.felt, context);
    if (!felt.ok) return felt;
    const until = instantIn(ask.until, context);
    if (!until.ok) return until;
    if (felt.at && until.at && until.at < felt.at) return reject("ends-before-felt", { at: moment(until.at) });
    const counts = ask.amount ? readAmount(ask.amount) : { affected: ask.affected ?? null, total: ask.total ?? null };
    if (!counts) return reject("unreadable-count", { text: { kind: "quote", text: ask.amount! } });
    const { affected, total } = counts;
    if (affected !== null && total !== null && affected > total) return reject("more-than-all", { affected, total });
    const firm = who.firm;
    const severity = ask.rehearsal ? severityFrom("nothing") : severityFrom(ask.stops, ask.also ?? []);
    const told = leadFor(account, who, severity, context.now, context.recent);
    const lead = firm === "supplier" ? { supplier: who.id, customer: told } : { supplier: told, customer: who.id };
    // Only the supplier explains, and only for what it caused is an apology owed.
    const explanation = firm === "supplier" ? (ask.explanation ?? null) : null;
    const apologises = firm === "supplier" && ask.apology && ask.locus === "supplier";
    return accept({
      type: "reported",
      rehearsal: ask.rehearsal,
      audience: "shared",
      number,
      kind: ask.kind,
      affected,
      total,
      // A rehearsal is small by itself: one offer, one signature each.
      stops: ask.rehearsal ? "nothing" : ask.stops,
      ...(ask.also?.length && !ask.rehearsal && { also: [...new Set(ask.also)] }),
      ...(ask.sort && { sort: ask.sort }),
      ...(ask.promised && { promised: ask.promised }),
      ...(explanation !== null && { explained: true }),
      ...(apologises && { apologised: true }),
      occurred: occurred.around,
      noticed: noticed.around,
      feltAt: felt.at,
      untilAt: until.at,
      // What the customer tells of before it happens is prevention, and nothing that it noticed.
      perspective: firm === "supplier" || ask.kind === "risk" ? "proactive" : "reactive",
      locus: ask.locus ?? null,
      files: ask.files,
      lead,
      said: said({
        title: titleOf(ask.what, ask.order ?? null),
        what: ask.what,
        order: ask.order ?? null,
        hurts: ask.hurts ?? null,
        remedy: ask.remedy ?? null,
        ...(ask.where && { where: ask.where }),
        ...(explanation !== null && { explanation }),
      }),
    });
  },
  rules: {
    acknowledge: ({ shared: s }, ask, context) => {
      const { who, account, now, said } = context;
      if (s.acknowledged)
        return reject("already-taken", { who: personOf(account, s.acknowledged.by)?.name ?? "", at: moment(s.acknowledged.at) });
      if (who.firm === s.report.firm) return reject("other-firm-acknowledges", { firm: firmName(account, otherFirm(who.firm)) });
      const hearBy = instantIn(ask.hearBy, context);
      if (!hearBy.ok) return hearBy;
      if (hearBy.at && hearBy.at <= now) return reject("date-passed", { at: moment(hearBy.at) });
      const explanation = ask.explanation ?? null;
      return accept(
        ...(s.lead[who.firm] === who.id ? [] : [{ type: "lead-changed", audience: "shared", to: who.id } as const]),
        {
          type: "acknowledged",
          audience: "shared",
          explained: explanation !== null,
          apologised: ask.apology,
          touches: ask.touches ?? null,
          coverDays: ask.cover ?? null,
          elsewhere: ask.elsewhere ? ask.elsewhere === "yes" : null,
          ...(hearBy.at && { hearBy: hearBy.at }),
          said: explanation === null ? null : said({ explanation }),
        },
        ...(ask.locus ? [{ type: "locus-said", audience: "shared", locus: ask.locus } as const] : []),
        // Told before they could notice, and it does not touch them: nothing is left to do.
        ...(ask.touches === "no" && s.report.perspective === "proactive" ? [{ type: "closed", audience: "shared" } as const] : []),
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
    "set-severity": ({ shared: s }, ask, context) => {
      const felt = instantIn(ask.felt, context);
      if (!felt.ok) return felt;
      const before = s.report.also ?? [];
      const also = ask.also ? [...new Set(ask.also)] : before;
      const severity = severityFrom(ask.stops, also, comesAgain(s));
      const others = also.length !== before.length || also.some((one) => !before.includes(one));
      const changed = ask.stops !== s.report.stops || others || (felt.at !== null && felt.at !== s.report.feltAt);
      if (changed && !maySay(s, context.who.firm, severity)) return customersToSay(context.account);
      return accept(
        ...(changed
          ? [
              {
                type: "severity-set",
                audience: "shared",
                stops: ask.stops,
                severity,
                ...(others && { also }),
                ...(felt.at && { feltAt: felt.at }),
              } as const,
            ]
          : []),
        ...(s.impactConfirmed || context.who.firm === "supplier" ? [] : [{ type: "impact-confirmed", audience: "shared" } as const]),
      );
    },
    "say-called": ({ shared: s }, { what }, { said }) =>
      isCallOwed(s) ? accept({ type: "called", audience: "shared", said: what ? said({ what }) : null }) : reject("no-call-asked"),
    "confirm-impact": ({ shared: s }, _ask, { who, account }) => {
      if (who.firm !== "customer") return customersToSay(account);
      return s.impactConfirmed ? reject("already-confirmed") : accept({ type: "impact-confirmed", audience: "shared" });
    },
  },
  asks,
  draw: { acknowledge, impact, call },
  section: (see, say, account) => {
    const t = speak(say);
    const { followUp, acknowledged, report } = see.shared;
    const called = acknowledged?.called ?? null;
    return [
      ...(hearsBy(see.shared) ? [text(t("card.hear-by", { firm: firmName(account, report.firm), at: moment(hearsBy(see.shared)!) }))] : []),
      ...(called && !followUp.closed
        ? [
            text(
              [
                ...t("card.called", { who: named(account, called.by, t), at: moment(called.at) }),
                ...(called.what ? [" ", quoted(called.what, t)] : []),
              ],
              "muted",
            ),
          ]
        : []),
      ...(followUp.explained.first !== null && see.shared.analysis.causes.length === 0
        ? [text([...t("card.first-explanation"), " ", quoted(followUp.explained.first, t)])]
        : []),
      ...(followUp.closed ? [] : outlookBlocks(see.shared, t)),
      ...(isWarning(see.shared) && !followUp.closed ? muted(useLine(account, t)) : []),
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
              {
                submit: "action.tell-both",
                fields: [field.choice(t, "locus", "field.locus", locusChoices, { required: true, hint: "hint.locus" })],
              },
            ),
          ]),
      button(
        t,
        "action.set-severity",
        see.id,
        { type: "set-severity" },
        {
          submit: "action.tell-both",
          fields: severityFields(s, t),
        },
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
  notices: (event, shared): Notice[] => {
    if (event.type === "severity-set") return event.by === "clock" ? [] : toBoth((t, _see, account) => severityTold(event, t, account));
    if (event.type !== "acknowledged") return [];
    return [
      ...(event.of === "supplier" && event.by !== "clock" && mayOffer(shared) ? [readyOptions(event.by, event.at)] : []),
      {
        to: { kind: "audience", audience: "shared" },
        draw: (say, _see, account) => {
          const t = speak(say);
          const explanation = event.said?.explanation ?? null;
          return [
            text(
              t(
                event.touches === "options" && event.of === "supplier"
                  ? "notice.forewarned"
                  : event.touches
                    ? `notice.touches.${event.touches}`
                    : "notice.acknowledged",
                { who: named(account, event.by, t) },
              ),
            ),
            ...(event.explained ? [text([quoted(explanation, t)])] : []),
            ...(event.apologised
              ? [text(t(isFormal(account) ? "notice.apology.formal" : "notice.apology", { firm: firmName(account, event.of!) }))]
              : []),
          ];
        },
      },
    ];
  },
};
