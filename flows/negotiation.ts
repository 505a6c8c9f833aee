/** Options from either firm, weighed, offered, countered, understood by both in their own words, and signed: one agreement. */
import type { Deal, Negotiation, Revision, Shared, VisibleCase } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import type { Draft } from "../src/domain/event.ts";
import { accept, type Context, type Decision, type Flow, quick, type Rejection, reject, type Wanted } from "../src/domain/flow.ts";
import { canonical, sha256 } from "../src/domain/hash.ts";
import type { OptionId, PersonId, RevisionId } from "../src/domain/ids.ts";
import { type Account, type Firm, firms, otherFirm, type Person, personOf } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { type DealAsk, readDeal } from "./deal.ts";
import { draw, more, onCard } from "./negotiation-cards.ts";
import { notices } from "./negotiation-notices.ts";
import { approversFor, firmName, moment, speak } from "./parts.ts";
import { evaluators, leading, planOf } from "./plan.ts";
import { readWhen } from "./reading.ts";

type OnTable = Extract<Negotiation, { status: "on-table" | "accepted" }>;

/** The revision that a command names, while it is the current one; else the refusal that says what is on the table now. */
function current(n: Negotiation, revision: RevisionId): { ok: true; n: OnTable } | Rejection {
  if (n.status === "agreed") return reject("agreed-already", { agreement: n.name });
  if (n.status === "open") return reject(n.before?.id === revision ? "offer-gone" : "unknown-offer");
  if (n.current.id === revision) return { ok: true, n };
  if (n.before?.id === revision) return reject("superseded", { old: n.before.number, current: n.current.number });
  return reject("superseded-long-ago", { current: n.current.number });
}

/** A new revision: every earlier signature is void, and its content never changes. */
function offer(
  s: Shared,
  ask: DealAsk & { open?: string | null | undefined; why?: string | null | undefined },
  context: Context,
): { ok: true; event: Draft } | Rejection {
  const { who, account, now, newId, said } = context;
  const read = readDeal(ask, who, account, s.lead, now, newId);
  if (!read.ok) return read;
  const expires = ask.open ? readWhen(ask.open, now, who.calendar.zone) : null;
  if (ask.open && !expires) return reject("unreadable-date", { text: { kind: "quote", text: ask.open } });
  if (expires && expires <= now) return reject("expires-in-the-past");
  const number = s.negotiation.revisions + 1;
  const words = said({ ...read.words, why: ask.why ?? null });
  const hash = sha256(canonical({ number, expires, deal: read.shape, words: sha256(canonical(words)) }));
  return {
    ok: true,
    event: { type: "offered", audience: "shared", revision: newId() as RevisionId, number, expires, hash, deal: read.shape, said: words },
  };
}

/** With low severity and one option, the offer goes on the table at once and a signature is also the choice (design page, scenario E). */
const isSmall = (s: Shared): boolean => s.severity === "low" && s.negotiation.revisions <= 1;

function proposeOption(see: VisibleCase, ask: AskOf<"propose-option">, context: Context): Decision {
  const s = see.shared;
  const { who, account, now, newId, said } = context;
  if (!s.acknowledged) return reject("acknowledge-first", { firm: firmName(account, otherFirm(s.report.firm)) });
  if (s.negotiation.status === "agreed") return reject("agreed-already", { agreement: s.negotiation.name });
  if (s.severity === "low" && s.negotiation.status === "open") {
    const made = offer(s, ask, context);
    return made.ok ? accept(made.event) : made;
  }
  if (s.negotiation.status !== "open") return reject("offer-on-table", { current: s.negotiation.current.number });
  if (s.negotiation.options.length >= 8) return reject("enough-options");
  const read = readDeal(ask, who, account, s.lead, now, newId);
  if (!read.ok) return read;
  return accept({ type: "option-proposed", audience: "shared", option: newId() as OptionId, deal: read.shape, said: said(read.words) });
}

function counter(see: VisibleCase, ask: AskOf<"counter">, context: Context): Decision {
  const s = see.shared;
  const n = s.negotiation;
  if (ask.revision) {
    const found = current(n, ask.revision);
    if (!found.ok) return found;
    if (found.n.status === "accepted" && found.n.signed.length > 0 && found.n.signed.some(({ firm }) => firm === context.who.firm))
      return reject("signed-already");
  } else if (n.status !== "open") {
    return n.status === "agreed"
      ? reject("agreed-already", { agreement: n.name })
      : reject("superseded-long-ago", { current: n.current.number });
  } else if (ask.option && !n.options.some(({ id }) => id === ask.option)) return reject("unknown-option");
  const made = offer(s, ask, context);
  return made.ok ? accept(made.event) : made;
}

/** Choosing an option puts it on the table as it stands and accepts it for the firm that chose. */
function chooseOption(see: VisibleCase, { option }: AskOf<"choose-option">, { who, account, now, newId, said }: Context): Decision {
  const s = see.shared;
  const n = s.negotiation;
  if (n.status !== "open")
    return n.status === "agreed"
      ? reject("agreed-already", { agreement: n.name })
      : reject("superseded-long-ago", { current: n.current.number });
  const found = n.options.find(({ id }) => id === option);
  if (!found) return reject("unknown-option");
  if (found.firm === who.firm) return reject("own-option", { firm: firmName(account, otherFirm(who.firm)) });
  const late = datesPassed(found.deal, now);
  if (late) return late;
  const { terms, promises, ...rest } = found.deal;
  const shape = { ...rest, promises: promises.map(({ what: _, ...promise }) => promise) };
  const words = said({ terms: terms ?? "", promises: promises.map(({ what }) => what ?? ""), why: null });
  const number = n.revisions + 1;
  const revision = newId() as RevisionId;
  const hash = sha256(canonical({ number, expires: null, deal: shape, words: sha256(canonical(words)) }));
  return accept(
    { type: "offered", audience: "shared", revision, number, expires: null, hash, deal: shape, said: words },
    { type: "accepted", audience: "shared", revision, understood: false },
  );
}

/** A promise that was due before it was agreed could not be kept. */
function datesPassed({ promises }: Deal, now: Instant): Rejection | null {
  const passed = promises.find(({ due }) => due <= now);
  return passed ? reject("dates-passed", { at: moment(passed.due) }) : null;
}

const expired = (revision: Revision, now: Instant): boolean => revision.expires !== null && now >= revision.expires;

function acceptOffer({ shared: s }: VisibleCase, ask: AskOf<"accept">, { who, account, now }: Context): Decision {
  const found = current(s.negotiation, ask.revision);
  if (!found.ok) return found;
  const { n } = found;
  if (n.current.hash !== ask.hash) return reject("other-content");
  if (n.status === "accepted") return reject("accepted-already", { who: personOf(account, n.acceptedBy)?.name ?? "" });
  if (n.current.firm === who.firm) return reject("own-offer", { firm: firmName(account, otherFirm(who.firm)) });
  if (expired(n.current, now)) return reject("offer-expired", { current: n.current.number });
  const late = datesPassed(n.current.deal, now);
  if (late) return late;
  return accept({ type: "accepted", audience: "shared", revision: ask.revision, understood: false });
}

/** Who may sign this for a firm, as names for a refusal. */
const signers = (account: Account, firm: Firm, deal: Deal): string =>
  approversFor(account, firm, deal.cost[firm])
    .map(({ name }) => name)
    .join(", ");

function mayNotSign(who: Person, account: Account, deal: Deal): Rejection | null {
  const names = signers(account, who.firm, deal);
  const firm = firmName(account, who.firm);
  if (!who.approver) return reject("not-an-approver", { firm, names });
  const { limit } = who.approver;
  const cost = deal.cost[who.firm];
  if (limit && limit.currency !== cost.currency) return reject("limit-in-other-currency", { firm, names });
  if (limit && cost.minor > limit.minor)
    return reject("over-limit", { names, limit: { kind: "money", money: limit }, cost: { kind: "money", money: cost } });
  return null;
}

function sign({ shared: s }: VisibleCase, ask: AskOf<"sign">, { who, account, now }: Context): Decision {
  const found = current(s.negotiation, ask.revision);
  if (!found.ok) return found;
  const { n } = found;
  const { current: revision } = n;
  if (revision.hash !== ask.hash) return reject("other-content");
  const refusal = mayNotSign(who, account, revision.deal);
  if (refusal) return refusal;
  const late = datesPassed(revision.deal, now);
  if (late) return late;
  const small = n.status === "on-table" && isSmall(s) && revision.firm !== who.firm;
  if (n.status === "on-table" && !small) return reject("accept-first", { firm: firmName(account, otherFirm(revision.firm)) });
  if (n.status === "on-table" && expired(revision, now)) return reject("offer-expired", { current: revision.number });
  if (n.status === "accepted") {
    if (n.signed.some(({ firm }) => firm === who.firm)) return reject("firm-signed-already", { firm: firmName(account, who.firm) });
    if (!understood(n)) return reject("understand-first");
  }
  const second = n.status === "accepted" && n.signed.length === 1;
  return accept(
    ...(small ? [{ type: "accepted", audience: "shared", revision: revision.id, understood: true } as const] : []),
    { type: "signed", audience: "shared", revision: revision.id, hash: revision.hash },
    ...(second
      ? [
          {
            type: "agreed",
            audience: "shared",
            revision: revision.id,
            hash: revision.hash,
            name: `AGR-${String(s.number).padStart(5, "0")}-${s.followUp.reopened + 1}`,
          } as const,
        ]
      : []),
  );
}

const understood = (n: Extract<Negotiation, { status: "accepted" }>): boolean =>
  firms.every((firm) => n.understood[firm]?.confirmedBy != null);

function asks(s: Shared, account: Account): Wanted[] {
  const n = s.negotiation;
  const within = (level: "option" | "answer" | "judge" | "sign") => ({ withinMinutes: account.service[level][s.severity] });
  if (!s.acknowledged || n.status === "agreed") return [];
  if (n.status === "open") {
    if (n.options.length > 0) {
      const chooser = n.options.every(({ firm }) => firm === "customer") ? "supplier" : "customer";
      return [{ key: `choose:${n.revisions}`, firm: chooser, to: [s.lead[chooser]], due: within("answer"), slots: quick }];
    }
    if (!s.locus.settled && s.severity !== "low") return [];
    return leading(planOf(s), "resolution").map((firm) => ({
      key: `option:${firm}:${n.revisions}`,
      firm,
      to: [s.lead[firm]],
      due: within("option"),
      slots: quick,
    }));
  }
  const { current: revision } = n;
  const id = revision.id;
  if (n.status === "on-table") {
    const firm = otherFirm(revision.firm);
    const due = revision.expires ?? within("answer");
    const ends = revision.expires !== null;
    if (!isSmall(s)) return [{ key: `answer:${id}`, firm, to: [s.lead[firm]], due, ends, slots: quick }];
    return [{ key: `sign:${id}:${firm}`, firm, to: approversOrLead(s, account, firm, revision.deal), due, ends, slots: quick }];
  }
  if (!understood(n)) {
    return firms.flatMap((firm): Wanted[] => {
      const said = n.understood[firm];
      if (said?.confirmedBy) return [];
      const checking = otherFirm(firm);
      if (!said || said.misread !== null)
        return [{ key: `restate:${id}:${firm}:${said?.tries ?? 0}`, firm, to: [s.lead[firm]], due: within("judge"), slots: quick }];
      return [
        { key: `understand:${id}:${firm}:${said.tries}`, firm: checking, to: [s.lead[checking]], due: within("judge"), slots: quick },
      ];
    });
  }
  return firms
    .filter((firm) => !n.signed.some((signature) => signature.firm === firm))
    .map((firm) => ({
      key: `sign:${id}:${firm}`,
      firm,
      to: approversOrLead(s, account, firm, revision.deal),
      due: within("sign"),
      slots: quick,
    }));
}

/** The approvers who may sign; with none, the firm's lead is asked, so that an empty place is seen. */
function approversOrLead(s: Shared, account: Account, firm: Firm, deal: Deal): readonly PersonId[] {
  const ids = approversFor(account, firm, deal.cost[firm]).map(({ id }) => id);
  return ids.length > 0 ? ids : [s.lead[firm]];
}

export const negotiation: Flow = {
  rules: {
    "propose-option": proposeOption,
    counter,
    "choose-option": chooseOption,
    accept: acceptOffer,
    sign,
    evaluate: ({ shared: s }, { option, matters, note }, { who: { firm }, said }) => {
      if (!s.negotiation.options.some(({ id }) => id === option)) return reject("unknown-option");
      return accept({ type: "evaluated", audience: firm, option, matters, said: note ? said({ note }) : null });
    },
    decline: ({ shared: s }, { revision, reason }, { who, account, said }) => {
      const found = current(s.negotiation, revision);
      if (!found.ok) return found;
      if (found.n.current.firm === who.firm) return reject("own-offer", { firm: firmName(account, otherFirm(who.firm)) });
      return accept({ type: "declined", audience: "shared", revision, said: reason ? said({ reason }) : null });
    },
    withdraw: ({ shared: s }, { revision }, { who, account }) => {
      const found = current(s.negotiation, revision);
      if (!found.ok) return found;
      if (found.n.current.firm !== who.firm) return reject("not-your-offer", { firm: firmName(account, found.n.current.firm) });
      return accept({ type: "withdrawn", audience: "shared", revision });
    },
    restate: ({ shared: s }, { revision, words }, { who, said }) => {
      const found = current(s.negotiation, revision);
      if (!found.ok) return found;
      if (found.n.status !== "accepted") return reject("accept-first", { firm: "" });
      if (found.n.understood[who.firm]?.confirmedBy) return reject("understood-already");
      return accept({ type: "restated", audience: "shared", revision, said: said({ words }) });
    },
    "confirm-understanding": (see, ask, context) =>
      judgeWords(see.shared, ask.revision, ask.of, context, () => [
        { type: "understanding-confirmed", audience: "shared", revision: ask.revision, whose: ask.of },
      ]),
    "correct-understanding": (see, ask, context) =>
      judgeWords(see.shared, ask.revision, ask.of, context, () => [
        {
          type: "understanding-corrected",
          audience: "shared",
          revision: ask.revision,
          whose: ask.of,
          said: context.said({ reason: ask.reason }),
        },
      ]),
  },
  asks,
  /** The customer's own people weigh the options in their side room: what it costs them is theirs to share. */
  ownAsks: ({ shared: s, own }, firm, account) => {
    const n = s.negotiation;
    if (firm !== "customer" || n.status !== "open" || n.options.length < 2) return [];
    return evaluators(account, firm, s.lead[firm])
      .filter((person) => !own.evaluations.some(({ by }) => by === person))
      .map((person) => ({
        key: `evaluate:${person}`,
        firm,
        to: [person],
        due: { withinMinutes: account.service.answer[s.severity] },
        slots: quick,
      }));
  },
  passed: (s, key, now) => {
    const n = s.negotiation;
    if (n.status !== "on-table" || !expired(n.current, now) || !key.includes(n.current.id)) return [];
    return [{ type: "expired", audience: "shared", revision: n.current.id }];
  },
  redraws: { "option-proposed": ["choose", "evaluate"], evaluated: ["choose"] },
  draw,
  section: (see, say, account) => onCard(see, speak(say), account),
  more,
  notices,
};

function judgeWords(s: Shared, revision: RevisionId, of: Firm, { who, account }: Context, events: () => Draft[]): Decision {
  const found = current(s.negotiation, revision);
  if (!found.ok) return found;
  if (found.n.status !== "accepted") return reject("accept-first", { firm: "" });
  const words = found.n.understood[of];
  if (!words) return reject("not-restated", { firm: firmName(account, of) });
  if (of === who.firm) return reject("own-words", { firm: firmName(account, otherFirm(who.firm)) });
  if (words.confirmedBy) return reject("understood-already");
  return accept(...events());
}
