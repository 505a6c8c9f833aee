/** What signing looks like: what was understood, the whole deal on one screen, and whose approval is asked. */
import type { VisibleCase } from "../src/domain/case.ts";
import { type Revision, signedFor } from "../src/domain/deal.ts";
import type { Event } from "../src/domain/event.ts";
import type { DrawAsk, Notice, Say } from "../src/domain/flow.ts";
import type { CaseId, RevisionId } from "../src/domain/ids.ts";
import type { Action, Block } from "../src/domain/message.ts";
import { type Account, otherFirm, type Person } from "../src/domain/people.ts";
import { amendBlocks, dealBlocks } from "./deal-blocks.ts";
import { effortBlocks } from "./effort.ts";
import { agreedLine, declineButton, mayCounter, onTable, withdrawButton } from "./negotiation-cards.ts";
import { compareButton } from "./offer.ts";
import { counterButton, readButton } from "./offer-forms.ts";
import { approversFor, button, cash, field, firmName, moment, named, quoted, speak, text, toBoth } from "./parts.ts";
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

const approve: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const revision = onTable(see);
  const approval = see.own.approvals.find((one) => one.revision === revision?.id && one.to === who.id);
  if (!revision || !approval) return { title: t("ask.approve", { who: "" }), blocks: [], actions: [] };
  const answer = { type: "give-approval", revision: revision.id } as const;
  const fields = [field.text(t, "note", "field.approval-note")];
  return {
    title: t("ask.approve", { who: named(account, approval.by, t) }),
    blocks: [
      ...(approval.note ? [text([quoted(approval.note, t)])] : []),
      ...dealToSign(see, revision, who, t, account),
      ...carried(revision, who, t, account),
    ],
    actions: [
      button(t, "action.approve", see.id, { ...answer, agree: true }, { style: "primary" }),
      button(t, "action.not-yet", see.id, { ...answer, agree: false }, { fields }),
    ],
  };
};

/** The approvers of a person's firm who are not being asked about this offer already. */
const approvers = (see: VisibleCase, revision: Revision, account: Account, who: Person) =>
  account.people
    .filter(({ id, firm, approver }) => firm === who.firm && approver !== null && id !== who.id)
    .filter(({ id }) => !see.own.approvals.some((one) => one.revision === revision.id && one.to === id && one.agreed === null))
    .map(({ id, name, title }) => ({ value: id as string, label: `${name}, ${title}` }));

const sign: DrawAsk = (see, _subject, say, who, account) => {
  const t = speak(say);
  const revision = onTable(see);
  if (!revision) return { title: t("ask.sign", { firm: firmName(account, who.firm) }), blocks: [], actions: [] };
  const n = see.shared.negotiation;
  const compare = compareButton(see.id, n, t);
  const carries = signedFor(revision.deal, who.firm);
  const limit = who.approver?.limit ?? null;
  const others = approvers(see, revision, account, who);
  // The lead is shown it when nobody is left who may sign: it may be beyond their own limit, or they have signed themselves.
  const within = approversFor(account, who.firm, carries).some(({ id }) => id === who.id);
  const mayNot = !within || (n.status === "accepted" && n.signed.some(({ by }) => by === who.id));
  return {
    title: t("ask.sign", { firm: firmName(account, who.firm) }),
    blocks: [
      ...dealToSign(see, revision, who, t, account),
      ...carried(revision, who, t, account),
      text(mayNot ? t("sign.nobody") : limit ? t("sign.limit", { limit: cash(limit) }) : t("sign.no-limit")),
    ],
    actions: [
      ...(mayNot
        ? []
        : [button(t, "action.sign", see.id, { type: "sign", revision: revision.id, hash: revision.hash }, { style: "primary" as const })]),
      ...(others.length > 0 && !mayNot
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
export const approvalButtons = (id: CaseId, revision: RevisionId, able: readonly Person[], who: Person, t: Speak): Action[] =>
  able
    .filter((approver) => approver.id !== who.id)
    .map((approver) =>
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

/** What both firms hear of it: how each understood it, each signature, and the agreement. */
export function notices(event: Event): Notice[] {
  switch (event.type) {
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
