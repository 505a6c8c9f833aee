/** The conversation as a whole: the flows, their order on a card, and everything that no single flow owns. */

import type { Asked, VisibleCase } from "../src/domain/case.ts";
import type { Closing, Conversation, Flow, Say } from "../src/domain/flow.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { kindOf } from "../src/domain/otherwise.ts";
import { type Account, type Firm, otherFirm, type Person } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { analysis } from "./analysis.ts";
import { answers } from "./answering.ts";
import { anytime, needUntilButton, snoozeButton } from "./anytime.ts";
import { cardActions, foot, head, waitingLine } from "./case-card.ts";
import { closure } from "./closing.ts";
import { colleagues, hardStep } from "./colleagues.ts";
import { containment } from "./containment.ts";
import { contributions } from "./contributions.ts";
import { cover } from "./cover.ts";
import { diagnosis } from "./diagnosis.ts";
import { digest } from "./digest.ts";
import { doubt } from "./doubt.ts";
import { effortBlocks, reckoning } from "./effort.ts";
import { escalation } from "./escalation.ts";
import { weighing } from "./evaluation.ts";
import { explanation } from "./explanation.ts";
import { dayMinutes } from "./follow-up-state.ts";
import { hearing } from "./hearing.ts";
import { intake } from "./intake.ts";
import { joining } from "./joining.ts";
import { ledger, notedBlocks } from "./ledger.ts";
import { negotiation } from "./negotiation.ts";
import { noCause } from "./no-cause.ts";
import { notification } from "./notification.ts";
import { offRecord } from "./off-record.ts";
import { endedOtherwise, otherwise, otherwiseButton, passedBy } from "./otherwise.ts";
import { participation } from "./participation.ts";
import { caseNumber, firmName, listed, moment, moreButton, named, quoted, speak, text } from "./parts.ts";
import { pastResolutions } from "./past.ts";
import { prevention } from "./prevention.ts";
import { promises } from "./promises.ts";
import { recurrence } from "./recurrence.ts";
import { reference } from "./reference.ts";
import { reportButton, warnButton } from "./report-buttons.ts";
import { jointReview } from "./review.ts";
import { setUp } from "./set-up.ts";
import { settling } from "./settling.ts";
import { signing } from "./signing.ts";
import { spoken } from "./spoken.ts";
import { acquaintance } from "./standing/acquaint.ts";
import { audit, found as audited } from "./standing/audit.ts";
import { carrying } from "./standing/carrying.ts";
import { catalogue } from "./standing/catalogue.ts";
import { expectations } from "./standing/expectations.ts";
import { newUsers } from "./standing/new-users.ts";
import { often } from "./standing/often.ts";
import { opening, standingHead } from "./standing/opening.ts";
import { ordersDone } from "./standing/order-cards.ts";
import { orders } from "./standing/orders.ts";
import { preferences } from "./standing/preferences.ts";
import { rehearsal } from "./standing/rehearsal.ts";
import { terms } from "./standing/terms.ts";
import { today } from "./standing/today.ts";
import { baseline, survey } from "./survey.ts";
import { held, talk } from "./talk.ts";
import { gratitude } from "./thanks.ts";
import { visits } from "./visits.ts";
import { waiting } from "./waiting.ts";
import { watching } from "./watch.ts";
import { en } from "./wording/en/en.ts";
import { type Key, plain, type Speak, wording } from "./wording/index.ts";

const isStanding = ({ shared }: VisibleCase): boolean => shared.kind === "relationship";

/** What a case is called where it is not drawn: its number and title, or that it is about the relationship. */
const calling = ({ shared: { kind, number, report } }: VisibleCase, t: Speak): Part[] =>
  kind === "relationship" ? t("standing.name") : [`${caseNumber(number)} · `, quoted(report.title, t)];

/**
 * What is asked, and why; who sees the answer; by when, who faces the reader; then the flow's own buttons and the ways out that every
 * question has. A reminder can be put off.
 */
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
  const kind = kindOf(asked.key);
  const facing = see.shared.lead[otherFirm(who.firm)];
  return [
    { kind: "heading", parts: title },
    text(calling(see, t), "muted"),
    ...blocks,
    text([...t(`why.${kind}` as Key), " ", ...seenBy(see, asked, t, account)], "muted"),
    text([
      ...passedBy(see, asked, who, t, account),
      ...byWhen(asked, t, account),
      " · ",
      ...t("ask.why-you", { title: quoted(who.title, t) }),
      " · ",
      ...t("ask.faces", { who: named(account, facing, t) }),
    ]),
    {
      kind: "actions",
      actions: [
        ...actions,
        // Whether a case goes on at all has three answers; that it goes on puts the question off by itself.
        ...(kind === "stale"
          ? []
          : [
              ...needUntilButton(see, asked, t, account),
              ...(reminds ? [snoozeButton(see, asked, t)] : []),
              ...otherwiseButton(see, asked, t, account),
              moreButton(t, see),
            ]),
      ],
    },
  ];
}

/** By when: with the working time that there is for it, or who has said that they need until then. */
function byWhen({ due, within, moved }: Asked, t: Speak, account: Account): Part[] {
  if (moved !== undefined) return t("ask.moved", { due: moment(due), who: named(account, moved, t) });
  return within === undefined ? t("ask.by", { due: moment(due) }) : t("ask.by.within", { due: moment(due), time: workingTime(within, t) });
}

/** Working minutes as people say them: in days where they make whole ones, in hours, else in minutes. */
function workingTime(minutes: number, t: Speak): Part[] {
  if (minutes % dayMinutes === 0) return t("duration.working.days", { count: minutes / dayMinutes });
  return minutes % 60 === 0 ? t("duration.working.hours", { count: minutes / 60 }) : t("duration.working.minutes", { count: minutes });
}

/** Who will see the answer: both firms, or the own one alone; answers of a survey nobody sees. */
function seenBy(see: VisibleCase, { key, firm }: Asked, t: Speak, account: Account): Part[] {
  if (key.startsWith("survey:")) return [];
  return see.own.asked.some((one) => one.key === key) ? t("answer.firm", { firm: firmName(account, firm) }) : t("answer.shared");
}

/** An ask that is over: what it was and who answered it, nothing to press. */
function ended(see: VisibleCase, { ask: key, by, at }: Closing, say: Say, account: Account): Block[] {
  const t = speak(say);
  const what = t(`waiting.${key.split(":")[0]!}` as Key);
  const name = isStanding(see) ? t("standing.name") : [caseNumber(see.shared.number)];
  const other = endedOtherwise(see, key, by, what, t, account);
  if (other) return [text([...name, " · ", ...other])];
  return [
    text([
      ...name,
      " · ",
      ...(by === null ? t("ask.withdrawn", { what }) : t("ask.done", { what, who: named(account, by, t), at: moment(at) })),
    ]),
  ];
}

/** The side room's card: the case by name, and what this firm keeps to itself. */
function side(see: VisibleCase, firm: Firm, say: Say, account: Account, now: Instant): Block[] {
  const t = speak(say);
  const [heading] = isStanding(see) ? standingHead(t, account) : head(see, t, account, now);
  return [
    heading!,
    ...(isStanding(see) ? audited(see, t, account) : []),
    ...hardStep(see, t, account),
    ...weighing(see.shared.negotiation.options, see.own.evaluations, t, account),
    ...(see.shared.negotiation.status === "agreed" ? [] : effortBlocks(see, t, account)),
    ...notedBlocks(see, t),
    ...see.own.asked.map((asked) => waitingLine(see.shared, asked, t, account, now)),
    {
      kind: "actions",
      actions: [
        ...(anytime.more?.(see, say, account.people.find((person) => person.firm === firm)!, account, now) ?? []),
        moreButton(t, see),
      ],
    },
  ];
}

/** What the person is told when their command was done; nothing where the change speaks for itself. */
const done: Conversation["done"] = (ask, see, who, say, account) => {
  const t = speak(say);
  const said = ordersDone(ask, see, t, account);
  if (said) return said;
  const key = `done.${ask.type}`;
  if (!(key in en)) return [];
  const open = [...see.shared.asked, ...see.own.asked];
  const due =
    ask.type === "snooze"
      ? open.find(({ key: asked }) => asked === ask.ask)?.quietUntil
      : see.shared.asked.find(({ firm }) => firm !== who.firm)?.due;
  return t(key as Key, {
    who: who.name.split(" ")[0]!,
    case: plain(isStanding(see) ? t("standing.name") : [caseNumber(see.shared.number)]),
    firm: account.firms[ask.type === "report" ? otherFirm(who.firm) : who.firm].name,
    due: due ? moment(due) : "",
  });
};

const flows: readonly Flow[] = [
  notification,
  containment,
  intake,
  cover,
  recurrence,
  joining,
  pastResolutions,
  participation,
  diagnosis,
  doubt,
  analysis,
  colleagues,
  visits,
  noCause,
  contributions,
  negotiation,
  reckoning,
  signing,
  promises,
  waiting,
  settling,
  spoken,
  explanation,
  ledger,
  gratitude,
  closure,
  watching,
  prevention,
  jointReview,
  reference,
  survey,
  escalation,
  rehearsal,
  opening,
  acquaintance,
  today,
  often,
  catalogue,
  newUsers,
  terms,
  preferences,
  orders,
  expectations,
  carrying,
  baseline,
  audit,
  anytime,
  offRecord,
  otherwise,
];

export const conversation: Conversation = {
  flows,
  // The engine hands keys through without knowing them; flows and this file only ever use keys of the catalogue.
  say: wording as unknown as Conversation["say"],
  frame: {
    head: (see, say, account, now) => (isStanding(see) ? standingHead(speak(say), account) : head(see, speak(say), account, now)),
    foot: (see, say, account) => (isStanding(see) ? [] : foot(see, speak(say), account)),
    help: (see, say, who, account) => [
      text(speak(say)("more.help", { who: named(account, see.shared.lead[otherFirm(who.firm)], speak(say)) }), "muted"),
    ],
    actions: (see, say) => (isStanding(see) ? { kind: "actions", actions: [moreButton(speak(say), see)] } : cardActions(see, speak(say))),
    side,
    ask,
    ended,
    footer: (seen, say, account) => {
      const t = speak(say);
      if (seen.kind === "person") return t("seen.person");
      return seen.audience === "shared" ? t("seen.shared") : t("seen.firm", { firm: account.firms[seen.audience].name });
    },
  },
  answers,
  refusal: ({ code, args = {} }, say) => {
    const t = say as Speak;
    // Several people who could do it instead: in the reader's own way of listing them.
    const { names } = args;
    const listedNames = Array.isArray(names) && {
      names: listed(
        (names as readonly Part[]).map((name) => [name]),
        t,
      ),
    };
    return t(`reject.${code}` as Key, { ...args, ...listedNames });
  },
  done,
  hear: hearing(flows),
  talk,
  held,
  digest,
  setUp,
  welcome: (room, who, say, account) => {
    const t = speak(say);
    if (room === "person") return [text(t("welcome.person"))];
    const report = [reportButton(t, who.firm), warnButton(t, who.firm, account)];
    if (room === "shared") return [text(t("welcome")), { kind: "actions", actions: report }];
    return [text(t("welcome.side", { firm: account.firms[who.firm].name }))];
  },
};
