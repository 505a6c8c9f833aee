/** What both firms accepted is said by each in its own words, confirmed by the other, and signed by as many as it takes: one agreement. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import { type Deal, type Negotiation, signedFor } from "../src/domain/deal.ts";
import type { Draft } from "../src/domain/event.ts";
import { accept, type Context, type Decision, type Flow, quick, type Rejection, reject, type Wanted } from "../src/domain/flow.ts";
import type { PersonId, RevisionId } from "../src/domain/ids.ts";
import { type Account, type Firm, firms, otherFirm, type Person, personOf } from "../src/domain/people.ts";
import { current, datesPassed, expired, isSmall, movedOn } from "./offer.ts";
import { agreementName, approversFor, firmName, speak } from "./parts.ts";
import { approvalButtons, draw, maySign, more, notices, signable, signButton } from "./signing-cards.ts";

/** Why a person may not sign for their firm, with who could and a button that asks them. */
function mayNotSign({ id }: VisibleCase, who: Person, account: Account, revision: RevisionId, deal: Deal): Rejection | null {
  const cost = signedFor(deal, who.firm);
  const able = mayBeAsked(account, deal, who);
  const names = able.map(({ name }) => name);
  const count = able.length;
  const firm = firmName(account, who.firm);
  const help: Parameters<typeof reject>[2] = (say) => ({ actions: approvalButtons(id, revision, able, speak(say)) });
  if (!who.approver) return reject("not-an-approver", { firm, names, count }, help);
  const { limit } = who.approver;
  if (limit && limit.currency !== cost.currency) return reject("limit-in-other-currency", { firm, names, count }, help);
  if (limit && cost.minor > limit.minor)
    return reject("over-limit", { names, count, limit: { kind: "money", money: limit }, cost: { kind: "money", money: cost } }, help);
  return null;
}

/** Who of somebody's firm, besides themselves, may sign it. */
const mayBeAsked = (account: Account, deal: Deal, { id, firm }: Person): readonly Person[] =>
  approversFor(account, firm, signedFor(deal, firm)).filter((one) => one.id !== id);

function sign(see: VisibleCase, ask: AskOf<"sign">, { who, account, now }: Context): Decision {
  const s = see.shared;
  const found = current(s, see.id, ask.revision, account);
  if (!found.ok) return found;
  const { n } = found;
  const { current: revision } = n;
  if (revision.hash !== ask.hash) return reject("other-content");
  const refusal = mayNotSign(see, who, account, revision.id, revision.deal);
  if (refusal) return refusal;
  const late = datesPassed(s, revision.deal, now) ?? movedOn(s, revision);
  if (late) return late;
  const small = n.status === "on-table" && isSmall(s) && revision.firm !== who.firm;
  if (n.status === "on-table" && !small) return reject("accept-first", { firm: firmName(account, otherFirm(revision.firm)) });
  if (n.status === "on-table" && expired(revision, now)) return reject("offer-expired", { current: revision.number });
  if (n.status === "accepted") {
    if (n.signed.some(({ by }) => by === who.id)) return reject("signed-by-you");
    if (hasSigned(n, account, who.firm)) return reject("firm-signed-already", { firm: firmName(account, who.firm) });
    if (!understood(n)) return reject("understand-first");
  }
  const signed = [...(n.status === "accepted" ? n.signed : []), { firm: who.firm }];
  const complete = firms.every((firm) => signed.filter((one) => one.firm === firm).length >= signersNeeded(account, firm, revision.deal));
  const name = agreementName(s.number, s.negotiation.agreements + 1);
  return accept(
    ...(small ? [{ type: "accepted", audience: "shared", revision: revision.id, understood: true } as const] : []),
    { type: "signed", audience: "shared", revision: revision.id, hash: revision.hash },
    ...(complete ? [{ type: "agreed", audience: "shared", revision: revision.id, hash: revision.hash, name } as const] : []),
    ...(complete ? (revision.amends?.drops ?? []).map((promise): Draft => ({ type: "released", audience: "shared", promise })) : []),
    // Whoever of their own had asked for it hears that it is done; the other firm reads the signature alone.
    ...pendingOf(see, revision.id, who).map(
      ({ by }): Draft => ({
        type: "approval-given",
        audience: who.firm,
        revision: revision.id,
        agreed: true,
        signed: true,
        asked: by,
        said: null,
      }),
    ),
  );
}

/** How many people of a firm sign this: two from the cost on that the firm has set for itself. */
function signersNeeded(account: Account, firm: Firm, deal: Deal): number {
  const cost = signedFor(deal, firm);
  const from = account.firms[firm].twoPersonsFrom;
  return from !== null && from.currency === cost.currency && cost.minor >= from.minor ? 2 : 1;
}

type Accepted = Extract<Negotiation, { status: "accepted" }>;

/** Whether as many of a firm as it takes have signed. */
const hasSigned = ({ signed, current: { deal } }: Accepted, account: Account, firm: Firm): boolean =>
  signed.filter((signature) => signature.firm === firm).length >= signersNeeded(account, firm, deal);

/** What one of their own has asked somebody about this revision, and they have not answered. */
const pendingOf = ({ own }: VisibleCase, revision: RevisionId, { id }: Person) =>
  own.approvals.filter((one) => one.revision === revision && one.to === id && one.agreed === null);

function askApproval({ id, shared: s, own }: VisibleCase, { revision, to, note }: AskOf<"ask-approval">, context: Context): Decision {
  const { who, account, said } = context;
  const found = current(s, id, revision, account);
  if (!found.ok) return found;
  // Only who may sign this very amount: anybody else's approval would enable nothing.
  const approver = mayBeAsked(account, found.n.current.deal, who).find((one) => one.id === to);
  if (!approver) return reject("not-an-approver-of-yours");
  if (own.approvals.some((one) => one.revision === revision && one.to === to && one.agreed === null))
    return reject("approval-asked-already", { who: approver.name });
  return accept({ type: "approval-asked", audience: who.firm, revision, to, said: note ? said({ note }) : null });
}

function giveApproval(see: VisibleCase, { revision, agree, note }: AskOf<"give-approval">, { who, account, said }: Context): Decision {
  const found = current(see.shared, see.id, revision, account);
  if (!found.ok) return found;
  const [asked] = pendingOf(see, revision, who);
  if (!asked) return reject("not-asked");
  const asker = personOf(account, asked.by);
  // No approval raises anybody's limit: for whoever may not sign, the one who may signs.
  if (agree && !(asker && maySign(account, found.n.current.deal, asker)))
    return reject("sign-instead", { who: asker?.name ?? "" }, (say) => ({
      actions: signable(see, who, account) ? [signButton(speak(say), see.id, found.n.current)] : [],
    }));
  return accept({
    type: "approval-given",
    audience: who.firm,
    revision,
    agreed: agree,
    asked: asked.by,
    said: note ? said({ note }) : null,
  });
}

const understood = (n: Accepted): boolean => firms.every((firm) => n.understood[firm]?.confirmedBy != null);

/** The other firm judges the words of this one. */
function judgeWords(see: VisibleCase, revision: RevisionId, of: Firm, { who, account }: Context, event: () => Draft): Decision {
  const found = current(see.shared, see.id, revision, account);
  if (!found.ok) return found;
  if (found.n.status !== "accepted") return reject("accept-first", { firm: "" });
  const words = found.n.understood[of];
  if (!words) return reject("not-restated", { firm: firmName(account, of) });
  if (of === who.firm) return reject("own-words", { firm: firmName(account, otherFirm(who.firm)) });
  if (words.confirmedBy) return reject("understood-already");
  return accept(event());
}

function asks(s: Shared, account: Account): Wanted[] {
  const n = s.negotiation;
  const within = (level: "judge" | "sign") => ({ withinMinutes: account.service[level][s.severity] });
  if (s.followUp.closed || n.status !== "accepted") return [];
  const { current: revision } = n;
  const id = revision.id;
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
  const signers = new Set(n.signed.map(({ by }) => by));
  return firms
    .filter((firm) => !hasSigned(n, account, firm))
    .map((firm) => ({
      key: `sign:${id}:${firm}`,
      firm,
      to: approversOrLead(s, account, firm, revision.deal, signers),
      due: within("sign"),
      slots: quick,
    }));
}

/** The approvers who may sign; with none, the firm's lead is asked, so that an empty place is seen. */
export function approversOrLead(
  s: Shared,
  account: Account,
  firm: Firm,
  deal: Deal,
  but: ReadonlySet<PersonId> = new Set(),
): readonly PersonId[] {
  const ids = approversFor(account, firm, signedFor(deal, firm))
    .map(({ id }) => id)
    .filter((id) => !but.has(id));
  return ids.length > 0 ? ids : [s.lead[firm]];
}

export const signing: Flow = {
  rules: {
    restate: ({ id, shared: s }, { revision, words, needs, done }, { who, account, said }) => {
      const found = current(s, id, revision, account);
      if (!found.ok) return found;
      if (found.n.status !== "accepted") return reject("accept-first", { firm: "" });
      if (found.n.understood[who.firm]?.confirmedBy) return reject("understood-already");
      return accept({ type: "restated", audience: "shared", revision, said: said({ words, needs: needs ?? null, done: done ?? null }) });
    },
    "confirm-understanding": (see, { revision, of }, context) =>
      judgeWords(see, revision, of, context, () => ({ type: "understanding-confirmed", audience: "shared", revision, whose: of })),
    "correct-understanding": (see, { revision, of, reason }, context) =>
      judgeWords(see, revision, of, context, () => ({
        type: "understanding-corrected",
        audience: "shared",
        revision,
        whose: of,
        said: context.said({ reason }),
      })),
    sign,
    "not-yet": ({ id, shared: s }, { revision, reason }, { who, account, said }) => {
      const found = current(s, id, revision, account);
      if (!found.ok) return found;
      const asked = s.asked.find(({ key }) => key === `sign:${revision}:${who.firm}`);
      return asked?.to.includes(who.id)
        ? accept({ type: "signing-put-off", audience: "shared", revision, said: said({ reason }) })
        : reject("not-asked");
    },
    "take-back-signature": ({ id, shared: s }, { revision }, { who, account }) => {
      const found = current(s, id, revision, account);
      if (!found.ok) return found;
      const { n } = found;
      if (n.status !== "accepted" || !n.signed.some(({ by }) => by === who.id)) return reject("not-signed-by-you");
      return accept({ type: "signature-taken-back", audience: "shared", revision });
    },
    "ask-approval": askApproval,
    "give-approval": giveApproval,
  },
  asks,
  ownAsks: ({ shared: s, own }, firm, account) => {
    const n = s.negotiation;
    if (s.followUp.closed || n.status === "open" || n.status === "agreed") return [];
    return (
      own.approvals
        .filter((one) => one.revision === n.current.id && one.agreed === null && personOf(account, one.to) !== null)
        // Once the firm has signed there is nothing left to ask.
        .filter(() => n.status !== "accepted" || !hasSigned(n, account, firm))
        .map((one) => ({
          key: `approve:${one.revision}:${one.to}`,
          firm,
          to: [one.to],
          own: true,
          due: { withinMinutes: account.service.sign[s.severity] },
          slots: quick,
        }))
    );
  },
  redraws: {
    "approval-asked": ["sign"],
    "approval-given": ["sign"],
    signed: ["sign"],
    accepted: ["approve"],
    "understanding-confirmed": ["approve"],
  },
  draw,
  more,
  notices,
};
