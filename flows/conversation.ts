/** The conversation as a whole: the flows, their order on a card, and everything that no single flow owns. */

import type { Asked, VisibleCase } from "../src/domain/case.ts";
import { stops } from "../src/domain/case.ts";
import type { Closing, Conversation, Say } from "../src/domain/flow.ts";
import type { FileId } from "../src/domain/ids.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { type Account, type Firm, otherFirm, type Person } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { analysis } from "./analysis.ts";
import { anytime, snoozeButton } from "./anytime.ts";
import { cardActions, foot, head } from "./case-card.ts";
import { followUp } from "./follow-up.ts";
import { negotiation } from "./negotiation.ts";
import { notification, reportButton } from "./notification.ts";
import { button, caseNumber, facts, firmName, moment, moreButton, named, quoted, row, speak, text } from "./parts.ts";
import { prevention } from "./prevention.ts";
import { promises } from "./promises.ts";
import { readReport } from "./reading.ts";
import { en } from "./wording/en.ts";
import { type Key, plain, type Speak, wording } from "./wording/index.ts";

/** What is asked, by when, who faces the reader; then the flow's own blocks and buttons. A reminder can be put off. */
function ask(
  see: VisibleCase,
  asked: Asked,
  { title, blocks, actions }: { title: Part[]; blocks: Block[]; actions: Action[] },
  who: Person,
  say: Say,
  account: Account,
  reminds: boolean,
): Block[] {
  const t = speak(say);
  const s = see.shared;
  const facing = s.lead[otherFirm(who.firm)];
  return [
    { kind: "heading", parts: title },
    text([`${caseNumber(s.number)} · `, quoted(s.report.title, t)], "muted"),
    ...blocks,
    text([...t("ask.by", { due: moment(asked.due) }), " · ", ...t("ask.faces", { who: named(account, facing, t) })]),
    { kind: "actions", actions: [...actions, ...(reminds ? [snoozeButton(see, asked, t)] : []), moreButton(t, see)] },
  ];
}

/** An ask that is over: what it was and who answered it, nothing to press. */
function ended(see: VisibleCase, { ask: key, by, at }: Closing, say: Say, account: Account): Block[] {
  const t = speak(say);
  const what = t(`waiting.${key.split(":")[0]!}` as Key);
  const number = caseNumber(see.shared.number);
  return [
    text([
      `${number} · `,
      ...(by === null ? t("ask.withdrawn", { what }) : t("ask.done", { what, who: named(account, by, t), at: moment(at) })),
    ]),
  ];
}

/** The side room's card: the case by name, and what this firm keeps to itself. */
function side(see: VisibleCase, firm: Firm, say: Say, account: Account, now: Instant): Block[] {
  const t = speak(say);
  const [heading] = head(see, t, account, now);
  return [
    heading!,
    ...see.own.evaluations.map(({ by, matters, note }) =>
      text([
        ...t("evaluation.by", { who: named(account, by, t), matters: t(`matters.${matters as "time"}`) }),
        ...(note ? [" ", quoted(note, t)] : []),
      ]),
    ),
    ...see.own.asked.map(({ key, to, due }) =>
      text(
        t("card.waiting", {
          who: to.flatMap((id) => [named(account, id, t)]),
          firm: firmName(account, firm),
          what: t(`waiting.${key.split(":")[0]!}` as Key),
          due: moment(due),
        }),
        "waiting",
      ),
    ),
    {
      kind: "actions",
      actions: [
        ...(anytime.more?.(see, say, account.people.find((person) => person.firm === firm)!, account, now) ?? []),
        moreButton(t, see),
      ],
    },
  ];
}

/** Reads "@parley …": what was understood, and one press for each answer to the only question that is left. */
function hear(sentence: string, files: readonly FileId[], say: Say): Block[] {
  const t = speak(say);
  if (sentence.trim() === "") return [text(t("heard.empty")), { kind: "actions", actions: [reportButton(t)] }];
  const read = readReport(sentence);
  if (sentence.trim().split(/\s+/).length < 3) return [text(t("heard.help")), { kind: "actions", actions: [reportButton(t)] }];
  const { what, order, affected, total, hurts } = read;
  const command = { type: "report", what, order, affected, total, hurts, files } as const;
  const change = reportButton(t);
  const filled: Record<string, string> = { what, order: order ?? "", hurts: hurts ?? "" };
  const fields = change.fields.map((one) =>
    one.kind === "text" ? { ...one, value: filled[one.name] ?? "" } : one.kind === "choice" ? { ...one, value: read.stops } : one,
  );
  const sure: Action[] = read.stops
    ? [button(t, "action.report-right", null, { ...command, stops: read.stops }, { style: "primary" })]
    : stops.map((stop) =>
        button(t, "action.report-as", null, { ...command, stops: stop }, { variant: stop, args: { stops: plain(t(`stops.${stop}`)) } }),
      );
  return [
    { kind: "heading", parts: t("heard.title") },
    text([{ kind: "quote", text: what }]),
    ...facts(
      row(t, "fact.order", order && { kind: "quote", text: order }),
      row(
        t,
        "fact.amount",
        affected === null ? null : total === null ? t("amount.affected", { affected }) : t("amount.of", { affected, total }),
      ),
      row(t, "fact.stops", read.stops && t(`stops.${read.stops}`)),
      row(t, "fact.hurts", hurts && { kind: "quote", text: hurts }),
    ),
    ...(read.stops ? [] : [text(t("heard.stops"))]),
    {
      kind: "actions",
      actions: [
        ...sure,
        {
          ...button(t, "action.report-change", null, { type: "report", affected, total, hurts, ...(files.length > 0 && { files }) }),
          fields,
          intro: t("form.report"),
        },
      ],
    },
  ];
}

/** What the person is told when their command was done; nothing where the change speaks for itself. */
const done: Conversation["done"] = (ask, see, who, say, account) => {
  const t = speak(say);
  const key = `done.${ask.type}`;
  if (!(key in en)) return [];
  const open = [...see.shared.asked, ...see.own.asked];
  const due =
    ask.type === "snooze"
      ? open.find(({ key: asked }) => asked === ask.ask)?.quietUntil
      : see.shared.asked.find(({ firm }) => firm !== who.firm)?.due;
  return t(key as Key, {
    who: who.name.split(" ")[0]!,
    case: caseNumber(see.shared.number),
    firm: account.firms[ask.type === "report" ? otherFirm(who.firm) : who.firm].name,
    due: due ? moment(due) : "",
  });
};

export const conversation: Conversation = {
  flows: [notification, analysis, negotiation, promises, followUp, prevention, anytime],
  // The engine hands keys through without knowing them; flows and this file only ever use keys of the catalogue.
  say: wording as unknown as Conversation["say"],
  frame: {
    head: (see, say, account, now) => head(see, speak(say), account, now),
    foot: (see, say, account) => foot(see, speak(say), account),
    actions: (see, say) => cardActions(see, speak(say)),
    side,
    ask,
    ended,
    footer: (seen, say, account) => {
      const t = speak(say);
      if (seen.kind === "person") return t("seen.person");
      return seen.audience === "shared" ? t("seen.shared") : t("seen.firm", { firm: account.firms[seen.audience].name });
    },
  },
  refusal: ({ code, args }, say) => (say as Speak)(`reject.${code}` as Key, args),
  done,
  hear,
  welcome: (room, who, say, account) => {
    const t = speak(say);
    if (room === "person") return [text(t("welcome.person"))];
    if (room === "shared") return [text(t("welcome")), { kind: "actions", actions: [reportButton(t)] }];
    return [text(t("welcome.side", { firm: account.firms[who.firm].name }))];
  },
};
