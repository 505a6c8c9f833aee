/**
 * Put right without an agreement: by phone, on the spot, at once. One firm says what was done; only the firm that did not do it says
 * whether it is good, and its yes closes the case. What is still owed of an explanation is asked for all the same.
 */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import {
  accept,
  type Context,
  type Decision,
  type DrawAsk,
  type Flow,
  quick,
  type Rejection,
  reject,
  type Wanted,
} from "../src/domain/flow.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { type Account, type Firm, otherFirm, type Person } from "../src/domain/people.ts";
import { isPending, type Settlement } from "../src/domain/settling.ts";
import { duesOf, offersApology, owesWords } from "./follow-up-state.ts";
import { button, caseNumber, field, firmName, moment, named, quoted, speak, text, toBoth } from "./parts.ts";
import { takenWith } from "./plan.ts";
import { plain, type Speak } from "./wording/index.ts";

type Latest = NonNullable<Settlement["latest"]>;

/** What was said to be put right and waits for the other firm's word, if it is that time and the other firm asks; else the refusal. */
function awaiting(s: Shared, attempt: number, { who, account }: Context): { ok: true; latest: Latest } | Rejection {
  const { latest, said } = s.settlement;
  if (!latest || !isPending(s) || attempt !== said) return reject("no-word-awaited");
  return latest.firm === who.firm ? reject("others-word", { firm: firmName(account, otherFirm(who.firm)) }) : { ok: true, latest };
}

function say(s: Shared, ask: AskOf<"say-settled">, { who, account, said }: Context): Decision {
  if (s.negotiation.status === "agreed") return reject("promises-settle");
  if (isPending(s)) return reject("word-awaited", { firm: firmName(account, otherFirm(s.settlement.latest!.firm)) });
  const explanation = who.firm === "supplier" ? (ask.explanation ?? null) : null;
  return accept(
    ...takenWith(s, who),
    {
      type: "settled",
      audience: "shared",
      attempt: s.settlement.said + 1,
      files: ask.files,
      said: said({ what: ask.what }),
    },
    ...(explanation === null
      ? []
      : [{ type: "explained", audience: "shared", apologised: ask.apology, worded: true, said: said({ explanation }) } as const]),
  );
}

function asks(s: Shared, account: Account): Wanted[] {
  const { latest, said } = s.settlement;
  if (s.followUp.closed || !latest || s.negotiation.status === "agreed") return [];
  const of = (firm: Firm, level: "verify" | "option") => ({
    firm,
    to: [s.lead[firm]],
    due: { withinMinutes: account.service[level][s.severity] },
    slots: quick,
  });
  switch (latest.status) {
    case "said":
      return [{ key: `settled:${said}`, ...of(otherFirm(latest.firm), "verify") }];
    case "sent-back":
      return [{ key: `again:${said}`, ...of(latest.firm, "option") }];
    case "good":
      return [];
    default:
      return latest.status satisfies never;
  }
}

const settledBlocks = ({ what, files, by }: Latest, t: Speak, account: Account): Block[] => [
  text([quoted(what, t)]),
  ...files.map((file) => ({ kind: "picture", file, alt: plain(t("picture.done", { who: named(account, by, t) })) }) as const),
];

const good: DrawAsk = (see, _subject, speaks, _who, account) => {
  const t = speak(speaks);
  const { latest, said } = see.shared.settlement;
  if (!latest) return { title: t("ask.settled", { firm: "" }), blocks: [], actions: [] };
  return {
    title: t("ask.settled", { firm: firmName(account, latest.firm) }),
    blocks: [...settledBlocks(latest, t, account), text(t("ask.settled.body", { who: named(account, latest.by, t) }), "muted")],
    actions: [
      button(t, "action.settled-good", see.id, { type: "confirm-settled", attempt: said }, { style: "primary" }),
      button(
        t,
        "action.settled-not-quite",
        see.id,
        { type: "send-back-settled", attempt: said },
        { fields: [field.text(t, "reason", "field.missing", { required: true })] },
      ),
    ],
  };
};

/** Who put it right, when and how; nothing where nobody has said so. */
export function settledLine({ settlement: { latest } }: Shared, t: Speak, account: Account): Part[] {
  if (!latest) return [];
  const told = { who: named(account, latest.by, t), firm: firmName(account, latest.firm), at: moment(latest.at) };
  return [...t("card.settled", told), " ", quoted(latest.what, t)];
}

/** Whether a firm may say that it was put right. */
export const maySettle = (s: Shared): boolean => !s.followUp.closed && s.negotiation.status !== "agreed" && !isPending(s);

/** Saying what was done to put it right; the supplier explains in the same breath where that is owed. */
export const settleButton = (see: VisibleCase, t: Speak, who: Person, account: Account, primary: boolean): Action => {
  const explains = who.firm === "supplier" && owesWords(see.shared, account);
  return button(
    t,
    "action.say-settled",
    see.id,
    { type: "say-settled" },
    {
      style: primary ? "primary" : "plain",
      intro: t("form.say-settled", { firm: firmName(account, otherFirm(who.firm)) }),
      fields: [
        field.text(t, "what", "field.settled", { required: true, lines: 3, maxLength: 600 }),
        explains ? field.text(t, "explanation", "field.explanation", { lines: 6, maxLength: 1_500 }) : null,
        explains && duesOf(see.shared, account).apology === "owed" && offersApology(see.shared, account, who)
          ? field.yes(t, "apology", "field.apology")
          : null,
        field.files(t),
      ],
    },
  );
};

const again: DrawAsk = (see, _subject, speaks, who, account) => {
  const t = speak(speaks);
  const { latest } = see.shared.settlement;
  return {
    title: t("ask.again"),
    blocks: latest?.answeredBy
      ? [text([...t("notice.settled-sent-back", { who: named(account, latest.answeredBy, t) }), " ", quoted(latest.reason, t)])]
      : [],
    actions: [settleButton(see, t, who, account, true)],
  };
};

export const settling: Flow = {
  rules: {
    "say-settled": ({ shared: s }, ask, context) => say(s, ask, context),
    "confirm-settled": ({ shared: s }, { attempt }, context) => {
      const found = awaiting(s, attempt, context);
      return found.ok ? accept({ type: "settled-confirmed", audience: "shared", attempt }, { type: "closed", audience: "shared" }) : found;
    },
    "send-back-settled": ({ shared: s }, { attempt, reason }, context) => {
      const found = awaiting(s, attempt, context);
      return found.ok ? accept({ type: "settled-sent-back", audience: "shared", attempt, said: context.said({ reason }) }) : found;
    },
  },
  asks,
  draw: { settled: good, again },
  section: (see, speaks, account) => {
    const t = speak(speaks);
    const { latest } = see.shared.settlement;
    if (!latest || (latest.status === "said" && !isPending(see.shared))) return [];
    return [
      text(settledLine(see.shared, t, account)),
      ...(latest.status === "sent-back" && latest.answeredBy
        ? [text([...t("notice.settled-sent-back", { who: named(account, latest.answeredBy, t) }), " ", quoted(latest.reason, t)], "muted")]
        : []),
    ];
  },
  more: (see, speaks, who, account) => {
    if (!maySettle(see.shared)) return [];
    return [settleButton(see, speak(speaks), who, account, false)];
  },
  notices: (event) => {
    if (event.type !== "settled" && event.type !== "settled-sent-back") return [];
    return toBoth((t, see, account) => {
      const who = named(account, event.by, t);
      if (event.type === "settled-sent-back")
        return [text([...t("notice.settled-sent-back", { who }), " ", quoted(event.said?.reason ?? null, t)])];
      return [
        text([...t("notice.settled", { who, case: caseNumber(see.shared.number) }), " ", quoted(event.said?.what ?? null, t)]),
        ...event.files.map((file) => ({ kind: "picture", file, alt: plain(t("picture.done", { who })) }) as const),
      ];
    });
  },
};
