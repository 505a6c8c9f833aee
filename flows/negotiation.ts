/** Options from either firm, weighed, offered, countered and accepted; a change of what was agreed goes the same way. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import { type Agreement, isInterimOver } from "../src/domain/deal.ts";
import type { PromiseShape } from "../src/domain/events/negotiation.ts";
import { accept, type Context, type Decision, type Flow, quick, type Rejection, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { OptionId, PromiseId } from "../src/domain/ids.ts";
import { type Account, firms, otherFirm, personOf } from "../src/domain/people.ts";
import { maxPromises, readDeal } from "./deal.ts";
import { isBlind } from "./diagnosis.ts";
import { isWeighed } from "./evaluation.ts";
import { inFiveDays } from "./follow-up-state.ts";
import { draw, more, onCard } from "./negotiation-cards.ts";
import { notices } from "./negotiation-notices.ts";
import { apart, current, datesPassed, expired, isSmall, makeOffer, movedOn, offered, splitTooLate } from "./offer.ts";
import { firmName, moment, speak } from "./parts.ts";
import { holdersOf, isUntold, planOf, proposers } from "./plan.ts";
import { readWhen } from "./reading/when.ts";
import { approversOrLead } from "./signing.ts";

/** Why nothing can be put beside what is on the table or agreed. */
function taken({ negotiation: n }: Shared): Rejection | null {
  if (n.status === "open") return null;
  return n.status === "agreed"
    ? reject("agreed-already", { agreement: n.agreement.name })
    : reject("offer-on-table", { current: n.current.number });
}

/** Why nothing can be offered yet: whoever was told has not said that they have it. */
const unready = (s: Shared, { account }: Context): Rejection | null =>
  s.acknowledged ? null : reject("acknowledge-first", { firm: firmName(account, otherFirm(s.report.firm)) });

function proposeOption(see: VisibleCase, ask: AskOf<"propose-option">, context: Context): Decision {
  const s = see.shared;
  const { newId, said } = context;
  const refusal = unready(s, context) ?? taken(s);
  if (refusal) return refusal;
  if (s.severity === "low") {
    const made = makeOffer(s, ask, context);
    return made.ok ? accept(made.event) : made;
  }
  if (s.negotiation.options.length >= 8) return reject("enough-options");
  const known = splitTooLate(s, ask);
  if (known) return known;
  const read = readDeal(ask, { ...context, lead: s.lead, standing: [] });
  if (!read.ok) return read;
  return accept({ type: "option-proposed", audience: "shared", option: newId() as OptionId, deal: read.shape, said: said(read.words) });
}

function counter(see: VisibleCase, ask: AskOf<"counter">, context: Context): Decision {
  const s = see.shared;
  const n = s.negotiation;
  if (ask.revision) {
    const found = current(s, see.id, ask.revision, context.account);
    if (!found.ok) return found;
    if (found.n.status === "accepted" && found.n.signed.some(({ firm }) => firm === context.who.firm)) return reject("signed-already");
  } else {
    const refusal = unready(s, context) ?? taken(s);
    if (refusal) return refusal;
    if (ask.option && !n.options.some(({ id }) => id === ask.option)) return reject("unknown-option");
  }
  const made = makeOffer(s, ask, context);
  return made.ok ? accept(made.event) : made;
}

/** A change of what both have signed, put on the table by either; until both have signed it, nothing changes. */
function amend({ shared: s }: VisibleCase, ask: AskOf<"amend">, context: Context): Decision {
  const n = s.negotiation;
  if (n.status === "open") return reject("nothing-agreed");
  if (n.status !== "agreed") return reject("offer-on-table", { current: n.current.number });
  const made = makeOffer(s, ask, context);
  return made.ok ? accept(made.event) : made;
}

/** Choosing an option puts it on the table as it stands and accepts it for the firm that chose. */
function chooseOption({ shared: s }: VisibleCase, { option }: AskOf<"choose-option">, context: Context): Decision {
  const { who, account, now } = context;
  const refusal = taken(s);
  if (refusal) return refusal;
  const found = s.negotiation.options.find(({ id }) => id === option);
  if (!found) return reject("unknown-option");
  if (found.firm === who.firm) return reject("own-option", { firm: firmName(account, otherFirm(who.firm)) });
  const late = datesPassed(s, found.deal, now);
  if (late) return late;
  const { deal, words } = apart(found.deal);
  const event = offered(s, { deal, words: { ...words, why: null } }, context);
  return accept(event, { type: "accepted", audience: "shared", revision: event.revision, understood: false });
}

/** Something of one's own, put into an option as it is, or into the offer on the table, which makes another offer of it. */
function pledge({ id, shared: s }: VisibleCase, ask: AskOf<"pledge">, context: Context): Decision {
  const { who, account, now, newId, said } = context;
  const found = ask.revision ? current(s, id, ask.revision, account) : taken(s);
  if (found && !found.ok) return found;
  const option = s.negotiation.options.find((one) => one.id === ask.option);
  const into = found ? found.n.current.deal : option?.deal;
  if (!into) return reject("unknown-option");
  if (found?.n.status === "accepted" && found.n.signed.some(({ firm }) => firm === who.firm)) return reject("signed-already");
  if (into.promises.length >= maxPromises) return reject("too-many-promises", { most: maxPromises });
  const owner = personOf(account, ask.owner);
  if (!owner || owner.firm !== who.firm) return reject("not-a-colleague");
  const due = readWhen(ask.due, now, who.calendar.zone);
  if (!due) return reject("unreadable-date", { text: { kind: "quote", text: ask.due } });
  if (due <= now) return reject("date-passed", { at: moment(due) });
  const promise: PromiseShape = { id: newId() as PromiseId, firm: who.firm, owner: owner.id, due, needs: [], pledge: ask.resource };
  if (option && !found)
    return accept({ type: "option-pledged", audience: "shared", option: option.id, promise, said: said({ what: ask.what }) });
  const { deal, words } = apart(into);
  const more = {
    deal: { ...deal, promises: [...deal.promises, promise] },
    words: { ...words, promises: [...words.promises, ask.what], why: null },
  };
  return accept(offered(s, { ...more, expires: null }, context));
}

function evaluate({ shared: s }: VisibleCase, ask: AskOf<"evaluate">, { who: { firm }, said }: Context): Decision {
  const { option, matters, second, secondOption, note } = ask;
  const known = (id: OptionId): boolean => s.negotiation.options.some((one) => one.id === id);
  if (!known(option) || (secondOption && !known(secondOption))) return reject("unknown-option");
  // Whoever names the same twice gives it all three points; where no other option is named, the same one fits there, too.
  const next = second && second !== matters ? [{ option: secondOption ?? option, matters: second, points: 1 }] : [];
  const weights = [{ option, matters, points: 3 - next.length }, ...next];
  return accept({ type: "evaluated", audience: firm, weights, said: note ? said({ note }) : null });
}

function acceptOffer({ id, shared: s }: VisibleCase, ask: AskOf<"accept">, { who, account, now }: Context): Decision {
  const found = current(s, id, ask.revision, account);
  if (!found.ok) return found;
  const { n } = found;
  if (n.current.hash !== ask.hash) return reject("other-content");
  if (n.status === "accepted") return reject("accepted-already", { who: personOf(account, n.acceptedBy)?.name ?? "" });
  if (n.current.firm === who.firm) return reject("own-offer", { firm: firmName(account, otherFirm(who.firm)) });
  if (expired(n.current, now)) return reject("offer-expired", { current: n.current.number });
  const late = datesPassed(s, n.current.deal, now) ?? movedOn(s, n.current);
  if (late) return late;
  return accept({ type: "accepted", audience: "shared", revision: ask.revision, understood: false });
}

/**
 * Whether options are asked for now: once the source is settled, and before that where it is nobody's doing; where nobody knows it and
 * the views do not differ, what makes sense whatever the cause.
 */
function isAskedFor(s: Shared, account: Account): boolean {
  // Whoever was told before they noticed and wants to see the options does not wait for a cause.
  if (s.locus.settled || s.severity === "low" || s.acknowledged?.touches === "options") return true;
  const plan = planOf(s, account);
  // Where nobody knows, first what each firm thinks and can move; then what makes sense whatever the cause.
  return plan.locus === "environment" || (plan.locus === "unknown" && !plan.differs && !isUntold(s) && !isBlind(s));
}

/** Whether it is grave and all that is on offer only lets them go on until the real solution is there. */
const onlyBridged = ({ severity, negotiation: { options } }: Shared): boolean =>
  (severity === "high" || severity === "critical") && options.every(({ deal }) => deal.temporary);

/** What was to hold until the source was known: once it is, each firm says whether the split of the cost stands. */
function splits(s: Shared, agreement: Agreement): Wanted[] {
  const { name, splitSaid = [] } = agreement;
  if (!isInterimOver(s, agreement)) return [];
  return firms
    .filter((firm) => !splitSaid.includes(firm))
    .map((firm) => ({ key: `split:${name}:${firm}`, firm, to: [s.lead[firm]], due: inFiveDays, slots: slow.slice(0, 3) }));
}

function asks(s: Shared, account: Account): Wanted[] {
  const n = s.negotiation;
  const within = (level: "option" | "answer") => ({ withinMinutes: account.service[level][s.severity] });
  if (!s.acknowledged || s.followUp.closed) return [];
  if (n.status === "open") {
    const proposed = proposers(s, account).map(
      ({ firm, to }): Wanted => ({ key: `option:${firm}:${n.revisions}`, firm, to, due: within("option"), slots: quick }),
    );
    if (n.options.length > 0) {
      const chooser = n.options.every(({ firm }) => firm === "customer") ? "supplier" : "customer";
      // What lets them go on is no solution: the supplier is still asked for that.
      const lasting = proposed.filter(({ firm }) => firm === "supplier").map((one) => ({ ...one, key: `${one.key}:lasting` }));
      const more = onlyBridged(s) ? lasting : [];
      return [{ key: `choose:${n.revisions}`, firm: chooser, to: [s.lead[chooser]], due: within("answer"), slots: quick }, ...more];
    }
    return isAskedFor(s, account) ? proposed : [];
  }
  if (n.status === "agreed") return splits(s, n.agreement);
  if (n.status !== "on-table") return [];
  const { current: revision } = n;
  const firm = otherFirm(revision.firm);
  const due = revision.expires ?? within("answer");
  const ends = revision.expires !== null;
  if (!isSmall(s)) return [{ key: `answer:${revision.id}`, firm, to: [s.lead[firm]], due, ends, slots: quick }];
  return [{ key: `sign:${revision.id}:${firm}`, firm, to: approversOrLead(s, account, firm, revision.deal), due, ends, slots: quick }];
}

export const negotiation: Flow = {
  rules: {
    "propose-option": proposeOption,
    counter,
    amend,
    pledge,
    evaluate,
    "choose-option": chooseOption,
    accept: acceptOffer,
    "keep-split": ({ shared: s }, { revision }, { who }) => {
      const { negotiation: n } = s;
      const { agreement } = n;
      if (n.status !== "agreed" || agreement?.revision.id !== revision) return reject("unknown-offer");
      if (!isInterimOver(s, agreement)) return reject("no-split");
      if (agreement.splitSaid?.includes(who.firm)) return reject("said-already");
      return accept({ type: "split-kept", audience: "shared", revision });
    },
    decline: ({ id, shared: s }, { revision, reason, differ }, { who, account, said }) => {
      const found = current(s, id, revision, account);
      if (!found.ok) return found;
      if (found.n.current.firm === who.firm) return reject("own-offer", { firm: firmName(account, otherFirm(who.firm)) });
      return accept({
        type: "declined",
        audience: "shared",
        revision,
        said: reason || differ ? said({ reason: reason ?? null, differ: differ ?? null }) : null,
      });
    },
    withdraw: ({ id, shared: s }, { revision }, { who, account }) => {
      const found = current(s, id, revision, account);
      if (!found.ok) return found;
      if (found.n.current.firm !== who.firm) return reject("not-your-offer", { firm: firmName(account, found.n.current.firm) });
      return accept({ type: "withdrawn", audience: "shared", revision });
    },
  },
  asks,
  /** The customer's own people weigh the options in their side room: what it costs them is theirs to share. */
  ownAsks: ({ shared: s, own }, firm, account) => {
    const n = s.negotiation;
    if (s.followUp.closed || firm !== "customer" || n.status !== "open" || n.options.length < 2) return [];
    return holdersOf(s, "co-evaluator")
      .filter((person) => !own.evaluations.some((one) => one.by === person && isWeighed(one, n.options)))
      .map((person) => ({
        key: `evaluate:${person}`,
        firm,
        to: [person],
        own: true,
        due: { withinMinutes: account.service.answer[s.severity] },
        slots: quick,
      }));
  },
  passed: (s, key, now) => {
    const n = s.negotiation;
    if (n.status !== "on-table" || !expired(n.current, now) || !key.includes(n.current.id)) return [];
    return [{ type: "expired", audience: "shared", revision: n.current.id }];
  },
  redraws: {
    "option-proposed": ["choose", "evaluate", "option"],
    "option-pledged": ["choose", "evaluate"],
    evaluated: ["choose", "evaluate"],
    declined: ["option"],
  },
  draw,
  section: (see, say, account) => onCard(see, speak(say), account),
  more,
  notices,
};
