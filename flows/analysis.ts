/** Both firms look for the cause and where it came from; a cause stands once the other firm confirms it. */
import type { Cause, Shared, VisibleCase } from "../src/domain/case.ts";
import { loci } from "../src/domain/collaboration.ts";
import { causeCategories } from "../src/domain/command.ts";
import { accept, type DrawAsk, type Flow, quick, reject, type Wanted } from "../src/domain/flow.ts";
import type { CauseId } from "../src/domain/ids.ts";
import type { Action, Block } from "../src/domain/message.ts";
import { type Account, otherFirm, personOf } from "../src/domain/people.ts";
import { button, choices, facts, field, firmName, moment, named, quoted, row, speak, text } from "./parts.ts";
import { leading, planOf } from "./plan.ts";
import { plain, type Speak } from "./wording/index.ts";

/** A cause with its five whys and how it got through. */
function causeBlocks(cause: Cause, t: Speak, account: Account): Block[] {
  return [
    text([{ kind: "strong", parts: [quoted(cause.what, t)] }]),
    text(
      t("cause.by", {
        who: named(account, cause.by, t),
        locus: t(`locus.${cause.locus}`, firmNames(account)),
        category: t(`category.${cause.category as "process"}`),
      }),
      "muted",
    ),
    ...facts(row(t, "fact.whys", cause.whys && quoted(cause.whys, t)), row(t, "fact.escape", cause.escape && quoted(cause.escape, t))),
  ];
}

const firmNames = (account: Account) => ({ supplier: account.firms.supplier.name, customer: account.firms.customer.name });

const proposeButton = (see: VisibleCase, t: Speak, locus: string | null, primary: boolean): Action =>
  button(
    t,
    "action.propose-cause",
    see.id,
    { type: "propose-cause" },
    {
      style: primary ? "primary" : "plain",
      intro: t("form.cause"),
      fields: [
        field.text(t, "what", "field.cause", { required: true }),
        field.text(t, "whys", "field.whys", { lines: 6, maxLength: 1_500, hint: "hint.whys" }),
        field.text(t, "escape", "field.escape"),
        field.choice(t, "locus", "field.cause-locus", choices(t, loci, "locus.option"), { required: true, ...(locus && { value: locus }) }),
        field.choice(t, "category", "field.category", choices(t, causeCategories, "category"), { required: true }),
      ],
    },
  );

const look: DrawAsk = (see, _subject, say, who) => {
  const t = speak(say);
  const says = see.shared.locus.says[who.firm];
  return {
    title: t("ask.cause"),
    blocks: [text(t("ask.cause.body")), text([quoted(see.shared.report.what, t)])],
    actions: [proposeButton(see, t, says, true), evidenceButton(see, t)],
  };
};

const evidenceButton = (see: VisibleCase, t: Speak): Action =>
  button(
    t,
    "action.add-evidence",
    see.id,
    { type: "add-evidence" },
    {
      fields: [field.text(t, "what", "field.evidence", { required: true, lines: 3, maxLength: 600 }), field.files(t)],
    },
  );

const judge: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const cause = see.shared.analysis.causes.find(({ id }) => id === subject);
  if (!cause) return { title: t("ask.judge"), blocks: [], actions: [] };
  return {
    title: t("ask.judge"),
    blocks: causeBlocks(cause, t, account),
    actions: [
      button(t, "action.confirm-cause", see.id, { type: "confirm-cause", cause: cause.id }, { style: "primary" }),
      button(
        t,
        "action.dispute-cause",
        see.id,
        { type: "dispute-cause", cause: cause.id },
        {
          fields: [
            field.text(t, "reason", "field.reason", { required: true, lines: 3, maxLength: 600 }),
            field.choice(t, "locus", "field.locus", choices(t, loci, "locus.option")),
          ],
        },
      ),
    ],
  };
};

const proposed = (s: Shared): readonly Cause[] => s.analysis.causes.filter(({ status }) => status === "proposed");
const find = (s: Shared, id: CauseId): Cause | undefined => s.analysis.causes.find((cause) => cause.id === id);

/** One question "what is the cause?" for each firm that leads, asked again only after a cause was disputed or ruled out. */
function asks(s: Shared, account: Account): Wanted[] {
  if (!s.acknowledged || s.negotiation.status === "agreed") return [];
  const waiting = proposed(s).map(({ id, firm }): Wanted => {
    const judging = otherFirm(firm);
    return {
      key: `judge:${id}`,
      firm: judging,
      to: [s.lead[judging]],
      due: { withinMinutes: account.service.judge[s.severity] },
      slots: quick,
    };
  });
  if (waiting.length > 0 || s.locus.settled || s.severity === "low") return waiting;
  const round = s.analysis.causes.length;
  return leading(planOf(s), "analysis").map((firm) => ({
    key: `cause:${firm}:${round}`,
    firm,
    to: [s.lead[firm]],
    due: { withinMinutes: account.service.cause[s.severity] },
    slots: quick,
  }));
}

/** "Operator error" alone is asked about once more: what made it possible is usually the thing to change. */
const blamesPeople = (what: string, whys: string | null): boolean =>
  whys === null && /\b(operator|human|worker|staff|employee)\s+(error|mistake|fault|carelessness)\b/i.test(what);

export const analysis: Flow = {
  rules: {
    "add-evidence": (_see, { what, files }, { said }) =>
      accept({ type: "evidence-added", audience: "shared", files, shared: false, said: said({ what }) }),
    "propose-cause": ({ shared: s }, ask, { newId, said }) => {
      if (s.locus.settled) return reject("cause-settled");
      if (proposed(s).length >= 3) return reject("enough-causes");
      if (blamesPeople(ask.what, ask.whys ?? null)) return reject("human-error");
      return accept({
        type: "cause-proposed",
        audience: "shared",
        cause: newId() as CauseId,
        locus: ask.locus,
        category: ask.category,
        said: said({ what: ask.what, whys: ask.whys ?? null, escape: ask.escape ?? null }),
      });
    },
    "confirm-cause": ({ shared: s }, { cause }, { who, account }) => {
      const found = find(s, cause);
      if (!found) return reject("unknown-cause");
      if (found.status !== "proposed") return reject("cause-decided", { who: settler(account, found) });
      if (found.firm === who.firm) return reject("own-cause", { firm: firmName(account, otherFirm(who.firm)) });
      return accept({ type: "cause-confirmed", audience: "shared", cause });
    },
    "dispute-cause": ({ shared: s }, { cause, reason, locus }, { who, account, said }) => {
      const found = find(s, cause);
      if (!found) return reject("unknown-cause");
      if (found.status !== "proposed") return reject("cause-decided", { who: settler(account, found) });
      if (found.firm === who.firm) return reject("own-cause", { firm: firmName(account, otherFirm(who.firm)) });
      return accept(
        { type: "cause-disputed", audience: "shared", cause, locus: locus ?? null, said: said({ reason }) },
        ...(locus && s.locus.says[who.firm] !== locus ? [{ type: "locus-said", audience: "shared", locus } as const] : []),
      );
    },
    "rule-out-cause": ({ shared: s }, { cause, reason }, { who, account, said }) => {
      const found = find(s, cause);
      if (!found) return reject("unknown-cause");
      if (found.status === "confirmed" || found.status === "ruled-out") return reject("cause-decided", { who: settler(account, found) });
      if (found.firm !== who.firm) return reject("not-your-cause", { firm: firmName(account, found.firm) });
      return accept({ type: "cause-ruled-out", audience: "shared", cause, said: said({ reason }) });
    },
  },
  asks,
  draw: { cause: look, judge },
  section: (see, say, account) => {
    const t = speak(say);
    const { causes, latest, evidence } = see.shared.analysis;
    const shown = causes.filter(({ status }) => status !== "ruled-out").slice(-2);
    const pictures = latest.at(-1);
    return [
      ...shown.flatMap((cause) => [
        // Found and confirmed it is one line; the whys are in the thread and in the report.
        ...(cause.status === "confirmed"
          ? [
              text([
                ...t("cause.found"),
                " ",
                quoted(cause.what, t),
                " · ",
                ...t("cause.confirmed", { who: named(account, cause.settledBy!, t), at: moment(cause.settledAt!) }),
              ]),
            ]
          : causeBlocks(cause, t, account)),
        ...(cause.status === "disputed"
          ? [text([...t("cause.disputed", { who: named(account, cause.settledBy!, t) }), " ", quoted(cause.reason, t)], "muted")]
          : []),
      ]),
      ...(pictures && see.shared.negotiation.status === "open" && causes.length === 0
        ? [
            text(
              [...t("evidence.latest", { count: evidence, who: named(account, pictures.by, t) }), " ", quoted(pictures.what, t)],
              "muted",
            ),
          ]
        : []),
    ];
  },
  more: (see, say, who) => {
    const t = speak(say);
    const s = see.shared;
    if (s.followUp.closed || !s.acknowledged) return [];
    const mine = proposed(s).filter(({ firm }) => firm === who.firm);
    return [
      ...(s.locus.settled ? [] : [proposeButton(see, t, s.locus.says[who.firm], false)]),
      ...mine.map(({ id }) =>
        button(
          t,
          "action.rule-out-cause",
          see.id,
          { type: "rule-out-cause", cause: id },
          { fields: [field.text(t, "reason", "field.reason", { required: true, lines: 3, maxLength: 600 })] },
        ),
      ),
    ];
  },
  notices: (event) => {
    const to = { kind: "audience", audience: "shared" } as const;
    switch (event.type) {
      case "evidence-added":
        return [
          {
            to,
            draw: (say, _see, account) => {
              const t = speak(say);
              return [
                text([
                  ...t(event.shared ? "notice.shared" : "notice.evidence", {
                    who: named(account, event.by, t),
                    firm: firmName(account, event.of!),
                  }),
                  " ",
                  quoted(event.said?.what ?? null, t),
                ]),
                ...event.files.map(
                  (file) => ({ kind: "picture", file, alt: plain(t("picture.evidence", { who: named(account, event.by, t) })) }) as const,
                ),
              ];
            },
          },
        ];
      case "cause-proposed":
      case "cause-confirmed":
      case "cause-disputed":
        return [
          {
            to,
            draw: (say, see, account) => {
              const t = speak(say);
              const cause = find(see.shared, event.cause);
              if (event.type === "cause-proposed") return cause ? causeBlocks(cause, t, account) : [];
              if (event.type === "cause-confirmed")
                return [text(t("notice.cause-confirmed", { who: named(account, event.by, t), at: moment(event.at) }))];
              return [text([...t("cause.disputed", { who: named(account, event.by, t) }), " ", quoted(event.said?.reason ?? null, t)])];
            },
          },
        ];
      default:
        return [];
    }
  },
};

const settler = (account: Account, { settledBy }: Cause): string => (settledBy ? (personOf(account, settledBy)?.name ?? "") : "");
