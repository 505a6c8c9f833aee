/** What signing looks like: what was understood, the whole deal on one screen, and whose approval is asked. */
import type { VisibleCase } from "../src/domain/case.ts";
import { type Deal, type Revision, signedFor } from "../src/domain/deal.ts";
import type { Event } from "../src/domain/event.ts";
import type { DrawAsk, Notice, Say } from "../src/domain/flow.ts";
import type { CaseId, RevisionId } from "../src/domain/ids.ts";
import type { Action, Block } from "../src/domain/message.ts";
import { type Account, otherFirm, type Person, personOf } from "../src/domain/people.ts";
import { amendBlocks, dealBlocks } from "./deal-blocks.ts";
import { effortBlocks } from "./effort.ts";
import { agreedLine, declineButton, mayCounter, onTable, withdrawButton } from "./negotiation-cards.ts";
import { compareButton } from "./offer.ts";
import { counterButton, readButton } from "./offer-forms.ts";
import { approversFor, button, caseNumber, cash, field, firmName, moment, named, quoted, speak, text, toBoth } from "./parts.ts";
import type { Speak } from "./wording/index.ts";

const restate: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const n = see.shared.negotiation;
  const revision = onTable(see);
  if (!revision || n.status !== "accepted") return { title: t("ask.restate", { firm: "" }), blocks: [], actions: [] };
  const misread = n.understood[who.firm]?.misread ?? null;
  const theirs = firmName(account, otherFirm(who.firm));
  return {
    title: t("ask.restate", { firm: theirs }),
    blocks: [
      ...(misread ? [text([...t("understanding.corrected"), " ", quoted(misread, t)])] : []),
      ...amendBlocks(revision, see.shared, t, account),
      ...dealBlocks(revision.deal, see.shared, t, account),
    ],
    actions: [
      button(
        t,
        "action.restate",
        see.id,
        { type: "restate", revision: revision.id },
        {
          style: "primary",
          intro: t("form.restate", { firm: theirs }),
          fields: [
            field.text(t, "words", "field.words", { required: true, lines: 3, maxLength: 600 }),
            field.text(t, "needs", "field.their-needs", { lines: 3, maxLength: 600 }),
            field.text(t, "done", "field.call-it-done"),
          ],
        },
      ),
    ],
  };
};

const understand: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const n = see.shared.negotiation;
  const of = subject.split(":")[1] === "supplier" ? "supplier" : "customer";
  const words = n.status === "accepted" ? n.understood[of] : null;
  const revision = onTable(see);
  if (!words || !revision) return { title: t("ask.understand", { firm: firmName(account, of) }), blocks: [], actions: [] };
  return {
    title: t("ask.understand", { firm: firmName(account, of) }),
    blocks: [
      text([quoted(words.words, t)]),
      ...(words.needs === null ? [] : [text([...t("understanding.needs"), " ", quoted(words.needs, t)])]),
      ...(words.done == null ? [] : [text([...t("understanding.done"), " ", quoted(words.done, t)])]),
    ],
    actions: [
      button(t, "action.meant-so", see.id, { type: "confirm-understanding", revision: revision.id, of }, { style: "primary" }),
      button(
        t,
        "action.not-so",
        see.id,
        { type: "correct-understanding", revision: revision.id, of },
        { fields: [field.text(t, "reason", "field.meant", { required: true, lines: 3, maxLength: 600 })] },
      ),
    ],
  };
};

/** What a firm would be signing: the whole deal on one screen, what it costs and what its own people say of it. */
function dealToSign(see: VisibleCase, revision: Revision, who: Person, t: Speak, account: Account): Block[] {
  const n = see.shared.negotiation;
  const words = n.status === "accepted" ? n.understood[who.firm]?.words : null;
  const signed = n.status === "accepted" ? n.signed.filter(({ firm }) => firm === who.firm) : [];
  return [
    text(t("sign.revision", { number: revision.number, hash: revision.hash.slice(0, 6) }), "muted"),
    ...amendBlocks(revision, see.shared, t, account),
    ...dealBlocks(revision.deal, see.shared, t, account),
    ...(words ? [text([...t("sign.words"), " ", quoted(words, t)])] : []),
    ...effortBlocks(see, t, account),
    ...signed.map(({ by, at }) => text(t("sign.one-of-two", { who: named(account, by, t), at: moment(at) }))),
    ...see.own.approvals
      .filter((approval) => approval.revision === revision.id && approval.agreed !== null)
      .map(({ to, agreed, answer }) =>
        text([...t(agreed ? "approval.yes" : "approval.no", { who: named(account, to, t) }), ...(answer ? [" ", quoted(answer, t)] : [])]),
      ),
  ];
}

/** What a firm may have to carry until the source is known, where that is more than its own cost: limits are held against it. */
function carried({ deal }: Revision, { firm }: Person, t: Speak, account: Account): Block[] {
  const cost = signedFor(deal, firm);
  return cost.minor === deal.cost[firm].minor ? [] : [text(t("sign.carries", { firm: firmName(account, firm), cost: cash(cost) }))];
}

/** Whether somebody may sign a deal for their firm, as its limits are now. */
export const maySign = (account: Account, deal: Deal, { id, firm }: Person): boolean =>
  approversFor(account, firm, signedFor(deal, firm)).some((one) => one.id === id);

/** Whether somebody can sign now: both firms are asked to, and they may and have not yet. */
export function signable(see: VisibleCase, who: Person, account: Account): boolean {
  const n = see.shared.negotiation;
  const revision = onTable(see);
  if (!revision || (n.status === "accepted" && n.signed.some(({ by }) => by === who.id))) return false;
  const isAsked = see.shared.asked.some(({ key }) => key === `sign:${revision.id}:${who.firm}`);
  return isAsked && maySign(account, revision.deal, who);
}

/** The press that signs an offer as it stands. */
export const signButton = (t: Speak, id: CaseId, { id: revision, hash }: Revision): Action =>
  button(t, "action.sign", id, { type: "sign", revision, hash }, { style: "primary" });

/** Somebody of one's own may sign and wants a word first, which is no signature; or they may not, and whoever may is asked to sign. */
const approve: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const revision = onTable(see);
  const approval = see.own.approvals.find((one) => one.revision === revision?.id && one.to === who.id);
  if (!revision || !approval) return { title: t("ask.approve", { who: "" }), blocks: [], actions: [] };
  const answer = { type: "give-approval", revision: revision.id } as const;
  const fields = [field.text(t, "note", "field.not-yet", { required: true })];
  const asker = personOf(account, approval.by);
  const by = named(account, approval.by, t);
  const forWord = asker !== null && maySign(account, revision.deal, asker);
  const now = signable(see, who, account);
  return {
    title: t(forWord ? "ask.approve" : "ask.approve-sign", { who: by }),
    blocks: [
      text(t(forWord ? "approve.word" : "approve.sign", { who: by, firm: firmName(account, who.firm) })),
      ...(forWord || now ? [] : [text(t("approve.later"), "muted")]),
      ...(approval.note ? [text([quoted(approval.note, t)])] : []),
      ...dealToSign(see, revision, who, t, account),
      ...carried(revision, who, t, account),
    ],
    actions: [
      ...(forWord ? [button(t, "action.approve", see.id, { ...answer, agree: true }, { style: "primary" as const })] : []),
      ...(!forWord && now ? [signButton(t, see.id, revision)] : []),
      button(t, "action.not-yet", see.id, { ...answer, agree: false }, { fields }),
    ],
  };
};

/** Who else of a person's firm may sign this, and is not being asked about it already. */
const approvers = (see: VisibleCase, revision: Revision, account: Account, who: Person) =>
  approversFor(account, who.firm, signedFor(revision.deal, who.firm))
    .filter(({ id }) => id !== who.id)
    .filter(({ id }) => !see.own.approvals.some((one) => one.revision === revision.id && one.to === id && one.agreed === null))
    .map(({ id, name, title }) => ({ value: id as string, label: `${name}, ${title}` }));

const sign: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const revision = onTable(see);
  if (!revision) return { title: t("ask.sign", { firm: firmName(account, who.firm) }), blocks: [], actions: [] };
  const n = see.shared.negotiation;
  const compare = compareButton(see.id, n, t);
  const limit = who.approver?.limit ?? null;
  const others = approvers(see, revision, account, who);
  // The lead is shown it when nobody is left who may sign: it may be beyond their own limit, or they have signed themselves.
  const mayNot = !maySign(account, revision.deal, who) || (n.status === "accepted" && n.signed.some(({ by }) => by === who.id));
  return {
    title: t("ask.sign", { firm: firmName(account, who.firm) }),
    blocks: [
      ...dealToSign(see, revision, who, t, account),
      ...carried(revision, who, t, account),
      text(mayNot ? t("sign.nobody") : limit ? t("sign.limit", { limit: cash(limit) }) : t("sign.no-limit")),
    ],
    actions: [
      ...(mayNot ? [] : [signButton(t, see.id, revision)]),
      ...(others.length > 0
        ? [
            button(
              t,
              "action.ask-approval",
              see.id,
              { type: "ask-approval", revision: revision.id },
              {
                intro: t("form.ask-approval", { firm: firmName(account, who.firm) }),
                fields: [field.choice(t, "to", "field.approver", others, { required: true }), field.text(t, "note", "field.approval-note")],
              },
            ),
          ]
        : []),
      notYetButton(see, t, revision, who, account),
      ...(compare ? [compare] : []),
      ...(mayCounter(see, who) ? [counterButton(see, t, revision.deal, { revision: revision.id }, who, account)] : []),
      revision.firm === who.firm ? withdrawButton(see, t, revision) : declineButton(see, t, revision),
    ],
  };
};

/** Says why it is not signed yet; nothing else changes. */
const notYetButton = (see: VisibleCase, t: Speak, revision: Revision, who: Person, account: Account): Action =>
  button(
    t,
    "action.sign-not-yet",
    see.id,
    { type: "not-yet", revision: revision.id },
    {
      intro: t("form.not-yet", { firm: firmName(account, otherFirm(who.firm)) }),
      fields: [field.text(t, "reason", "field.not-yet", { required: true })],
    },
  );

/** One button for each approver of a firm, but oneself, that asks for their approval: with a refusal, whoever could is one press away. */
export const approvalButtons = (id: CaseId, revision: RevisionId, able: readonly Person[], t: Speak): Action[] =>
  able.map((approver) =>
    button(
      t,
      "action.ask-approver",
      id,
      { type: "ask-approval", revision, to: approver.id },
      { variant: approver.id, args: { who: approver.name } },
    ),
  );

export const draw = { restate, understand, sign, approve };

/** Before both firms have signed, a signature can be taken back. */
export function more(see: VisibleCase, say: Say, who: Person): Action[] {
  const n = see.shared.negotiation;
  if (see.shared.followUp.closed || n.status !== "accepted" || !n.signed.some(({ by }) => by === who.id)) return [];
  return [button(speak(say), "action.take-back", see.id, { type: "take-back-signature", revision: n.current.id }, { style: "careful" })];
}

/** What both firms hear of it: how each understood it, each signature, and the agreement; and whoever asked one of their own, the answer. */
export function notices(event: Event): Notice[] {
  switch (event.type) {
    case "approval-given": {
      const { asked, agreed, signed, by, of, said } = event;
      if (!asked) return [];
      const key = signed ? "notice.approval-signed" : agreed ? "notice.approved" : "notice.approval-not-yet";
      const heard: Notice["draw"] = (say, see, account) => {
        const t = speak(say);
        const answer = t(key, { who: named(account, by, t), firm: firmName(account, of!), case: caseNumber(see.shared.number) });
        return [text([...answer, ...(said?.note ? [" ", quoted(said.note, t)] : [])])];
      };
      return [{ to: { kind: "person", person: asked }, draw: heard }];
    }
    case "restated":
      return toBoth((t, _see, account) => [
        text([
          ...t("notice.restated", { who: named(account, event.by, t), firm: firmName(account, event.of!) }),
          " ",
          quoted(event.said?.words ?? null, t),
        ]),
      ]);
    case "signed":
      return toBoth((t, _see, account) => [
        text(t("notice.signed", { who: named(account, event.by, t), firm: firmName(account, event.of!), at: moment(event.at) })),
      ]);
    case "signing-put-off":
      return toBoth((t, _see, account) => [
        text([
          ...t("notice.not-yet", { who: named(account, event.by, t), firm: firmName(account, event.of!) }),
          " ",
          quoted(event.said?.reason ?? null, t),
        ]),
      ]);
    case "signature-taken-back":
      return toBoth((t, _see, account) => [
        text(t("notice.signature-back", { who: named(account, event.by, t), firm: firmName(account, event.of!) })),
      ]);
    case "agreed":
      return toBoth((t, see, account) => {
        const { agreement } = see.shared.negotiation;
        // A later agreement has its own news.
        if (agreement?.name !== event.name) return [text(t("notice.agreed", { agreement: event.name }))];
        return [
          agreedLine(agreement, t, account),
          ...(agreement.revision.amends ? [text(t("amend.took-place", { agreement: agreement.revision.amends.agreement }), "muted")] : []),
          ...dealBlocks(agreement.revision.deal, see.shared, t, account),
          { kind: "actions", actions: [readButton(see, t, agreement)] },
        ];
      });
    default:
      return [];
  }
}
