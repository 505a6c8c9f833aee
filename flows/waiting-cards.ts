/** What waiting looks like: what a firm needs first, asked of whoever has it; and how long it has been waited for. */
import type { Cause } from "../src/domain/analysis.ts";
import { type Asked, isLate, type Shared, type VisibleCase } from "../src/domain/case.ts";
import type { Event } from "../src/domain/event.ts";
import type { DrawAsk, Flow, Notice, Say } from "../src/domain/flow.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { type Account, firms, otherFirm, type Person } from "../src/domain/people.ts";
import { isPending } from "../src/domain/settling.ts";
import { type Instant, minuteMs } from "../src/domain/time.ts";
import { type Wait, type WaitsOn, waitOf, waitsOn } from "../src/domain/waiting.ts";
import { button, choices, facts, field, firmName, moment, named, namedAll, quoted, row, speak, text, toBoth } from "./parts.ts";
import type { Speak } from "./wording/index.ts";

/** Who waits for whom since when, and for what. */
const waitLine = ({ firm, on, since, what }: Wait, t: Speak, account: Account): Part[] => [
  ...t(`card.waits.${on}`, { firm: firmName(account, firm), other: firmName(account, otherFirm(firm)), since: moment(since) }),
  " ",
  quoted(what, t),
];

/** Whether an ask is told with what is waited for, and needs no line of its own on the card. */
export const toldWithWait = ({ key }: Asked): boolean => /^(wait|arrived):/.test(key);

/** What the firms wait for now, who sees to it and by when, for the head of the card: it is whose ball it is. */
export const waitLines = (s: Shared, t: Speak, account: Account, now: Instant): Block[] =>
  s.waiting.open.flatMap((wait) => {
    const asked = s.asked.find((one) => toldWithWait(one) && one.key.split(":")[1] === wait.id);
    if (!asked) return [];
    const kind = wait.on === "other-firm" ? "answers" : "looks";
    const who = { who: namedAll(account, asked.to, t), due: moment(asked.due) };
    const by = t(isLate(asked, now) ? `card.waits.${kind}.late` : `card.waits.${kind}`, who);
    return [text([...waitLine(wait, t, account), " · ", ...by], "waiting")];
  });

const wait: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const found = see.shared.waiting.open.find(({ id }) => id === subject);
  if (!found) return { title: t("ask.wait", { firm: "" }), blocks: [], actions: [] };
  return {
    title: t("ask.wait", { firm: firmName(account, found.firm) }),
    blocks: [
      text([quoted(found.what, t)]),
      text(t("ask.wait.body", { who: named(account, found.by, t), firm: firmName(account, found.firm) }), "muted"),
    ],
    actions: [
      button(
        t,
        "action.answer-wait",
        see.id,
        { type: "answer-wait", wait: found.id },
        {
          style: "primary",
          intro: t("form.answer-wait", { firm: firmName(account, found.firm) }),
          fields: [field.text(t, "answer", "field.answer", { required: true, lines: 3, maxLength: 600 }), field.files(t)],
        },
      ),
    ],
  };
};

/**
 * What would show it, asked of the firm that proposed the cause; what is asked of the own firm waits for it. A customer is not asked to
 * bring evidence of what came from the supplier.
 */
export const askForEvidence = (see: VisibleCase, t: Speak, cause: Cause, who: Person, account: Account): Action[] =>
  (who.firm === "supplier" && cause.locus === "supplier") || isPending(see.shared)
    ? []
    : [
        button(
          t,
          "action.ask-evidence",
          see.id,
          { type: "wait-for", on: "other-firm" },
          {
            intro: t("form.wait-for", { firm: firmName(account, cause.firm) }),
            fields: [field.text(t, "what", "field.evidence-needed", { required: true })],
          },
        ),
      ];

const arrived: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const found = see.shared.waiting.open.find(({ id }) => id === subject.split(":")[0]);
  if (!found) return { title: t("ask.arrived"), blocks: [], actions: [] };
  return {
    title: t("ask.arrived"),
    blocks: [text(waitLine(found, t, account)), text(t("ask.arrived.body", { firm: firmName(account, otherFirm(found.firm)) }), "muted")],
    actions: [
      button(t, "action.has-come", see.id, { type: "stop-waiting", wait: found.id }, { style: "primary" }),
      button(
        t,
        "action.keep-waiting",
        see.id,
        { type: "keep-waiting", wait: found.id },
        { fields: [field.when(t, "until", "field.look-again", true)] },
      ),
    ],
  };
};

export const draw = { wait, arrived } as const;

/** Minutes in days, hours and minutes, of what there is. */
function lasted(minutes: number, t: Speak): Part[] {
  const counts = { days: Math.floor(minutes / 1_440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
  return (["days", "hours", "minutes"] as const)
    .filter((unit) => counts[unit] > 0)
    .flatMap((unit, i) => [...(i === 0 ? [] : [" "]), ...t(`duration.${unit}`, { count: counts[unit] })]);
}

/** How long each firm has waited for whom in all, as far as it is over. */
export const waited = (s: Shared, t: Speak, account: Account): Part[][] =>
  waitedMinutes(s).map(({ firm, on, minutes }) =>
    t("waited", {
      firm: firmName(account, firm),
      for: t(`waited.${on}`, { other: firmName(account, otherFirm(firm)) }),
      time: lasted(minutes, t),
    }),
  );

export const section: NonNullable<Flow["section"]> = (see, say, account) => {
  const t = speak(say);
  return facts(...waited(see.shared, t, account).map((parts) => row(t, "fact.waited", parts)));
};

/** How long each firm has waited for whom, in whole minutes; waits that are over, and of at least a minute. */
export const waitedMinutes = (s: Shared): { firm: Wait["firm"]; on: WaitsOn; minutes: number }[] =>
  firms.flatMap((firm) =>
    waitsOn.map((on) => ({ firm, on, minutes: Math.floor(s.waiting.waitedMs[firm][on] / minuteMs) })).filter(({ minutes }) => minutes > 0),
  );

/** Saying what is needed first; or, while it is waited for, that the firm goes on. */
export function more(see: VisibleCase, say: Say, who: Person, account: Account): Action[] {
  const t = speak(say);
  const s = see.shared;
  if (s.followUp.closed) return [];
  const open = waitOf(s, who.firm);
  if (open) return [button(t, "action.stop-waiting", see.id, { type: "stop-waiting", wait: open.id })];
  if (isPending(s)) return [];
  return [
    button(
      t,
      "action.wait-for",
      see.id,
      { type: "wait-for" },
      {
        intro: t("form.wait-for", { firm: firmName(account, otherFirm(who.firm)) }),
        fields: [
          field.choice(t, "on", "field.waits-on", choices(t, waitsOn, "waits-on"), { required: true, value: "other-firm" }),
          field.text(t, "what", "field.needed-first", { required: true }),
          { ...field.when(t, "until", "field.look-again"), hint: t("hint.look-again").join("") },
        ],
      },
    ),
  ];
}

export function notices(event: Event, shared: Shared): Notice[] {
  switch (event.type) {
    case "wait-begun":
      return toBoth((t, _see, account) => [
        text([
          ...t(`notice.waits.${event.on}`, { firm: firmName(account, event.of!), other: firmName(account, otherFirm(event.of!)) }),
          " ",
          quoted(event.said?.what ?? null, t),
        ]),
      ]);
    case "wait-ended":
      // What ended it says so itself: the answer, what was put right, signed or closed.
      if (event.answered || isPending(shared) || shared.followUp.closed || shared.negotiation.status === "agreed") return [];
      return toBoth((t, _see, account) => [
        text(t("notice.goes-on", { who: named(account, event.by, t), firm: firmName(account, event.of!) })),
      ]);
    default:
      return [];
  }
}
