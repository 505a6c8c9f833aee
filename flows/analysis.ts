/** Both firms look for the cause and where it came from; a cause stands once the other firm confirms it. */
import type { Cause } from "../src/domain/analysis.ts";
import type { Shared } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import { kindsFrom } from "../src/domain/commands/analysis.ts";
import { accept, type Flow, type Help, type Notice, quick, reject, type Say, type Wanted } from "../src/domain/flow.ts";
import type { CaseId, CauseId } from "../src/domain/ids.ts";
import { type Account, otherFirm, personOf } from "../src/domain/people.ts";
import { causeBlocks, disputeButton, doubtLines, draw, evidenceButton, notJudged, proposeButton } from "./analysis-cards.ts";
import { isBlind } from "./diagnosis.ts";
import { inQuestion } from "./doubt.ts";
import { button, field, firmName, moment, named, quoted, speak, text } from "./parts.ts";
import { anew, inRole, isLookedFor, lookers, plannedLocus } from "./plan.ts";
import { plain } from "./wording/index.ts";

const proposed = (s: Shared): readonly Cause[] => s.analysis.causes.filter(({ status }) => status === "proposed");
/** Those that wait for a word of the other firm. */
const waiting = (s: Shared): readonly Cause[] => proposed(s).filter(({ notJudged }) => notJudged === undefined);
const find = (s: Shared, id: CauseId): Cause | undefined => s.analysis.causes.find((cause) => cause.id === id);

/** Whether it is in question because the case came back: then it is so for both firms alike. */
const cameBack = ({ doubted }: Cause): boolean => doubted?.firm === null;

/** One question "what is the cause?" for each firm that leads, asked again only after a cause was disputed, ruled out, or could not be judged. */
function asks(s: Shared, account: Account): Wanted[] {
  if (!s.acknowledged || s.followUp.closed || (s.negotiation.agreement && !isLookedFor(s))) return [];
  const judges = waiting(s).map(({ id, firm }): Wanted => {
    const judging = otherFirm(firm);
    return {
      key: `judge:${id}`,
      firm: judging,
      to: judging === "customer" ? inRole(s, "co-diagnoser") : [s.lead.supplier],
      due: { withinMinutes: account.service.judge[s.severity] },
      slots: quick,
    };
  });
  // Nobody's doing: the facts stand in the report, and nobody is asked whose fault it is.
  if (judges.length > 0 || inQuestion(s).length > 0 || !isLookedFor(s) || plannedLocus(s) === "environment") return judges;
  // First each firm writes what it thinks before it reads what the other thinks.
  if (isBlind(s)) return judges;
  const round = s.analysis.causes.length;
  return lookers(s, account).map(({ firm, to }) => ({
    key: `cause:${firm}:${round}${anew(s)}`,
    firm,
    to,
    due: { withinMinutes: account.service.cause[s.severity] },
    slots: quick,
  }));
}

/** Asked once, and never twice: whoever knows no more proposes it as it is. */
const asItIs =
  (id: CaseId, { type, what, escape: escaped = null, locus, category, kind }: AskOf<"propose-cause">) =>
  (say: Say): Help => ({
    actions: [
      button(speak(say), "action.cause-as-it-is", id, { type, what, escape: escaped, locus, category, ...(kind && { kind }), alone: true }),
    ],
  });

/** How a slip is said, and nothing besides: the person, or what somebody forgot. */
const slips = [
  /\b(operator|human|worker|staff|employee)('s)?\s+(error|mistake|fault|carelessness)\b|\b(forgot|overlooked|careless(ly|ness)?|made a mistake|mistake by|error by)\b|\b(did not|didn't) (follow|check|pay attention)\b/i,
  /(menneskelig|medarbejder|operatør)\S*\s*(fejl|svigt)|sjusk|(?<!\p{L})(glemte|glemt|overså|overset|begik en fejl|fulgte ikke|tjekkede ikke)(?!\p{L})/iu,
  /(خطا|اشتباه|سهل‌?انگاری)\S*\s+(انسانی|اپراتور|کارگر|کارمند)|فراموش|بی‌?دقتی|سهل‌?انگاری|اشتباه کرد|رعایت نکرد/u,
];

/** "Operator error" alone is asked about once more: what made it possible is usually the thing to change. */
const blamesPeople = (what: string, whys: string | null): boolean => whys === null && slips.some((slip) => slip.test(what));

export const analysis: Flow = {
  rules: {
    "add-evidence": ({ shared: s }, { what, files, cause, speaks }, { said }) => {
      if (cause && !find(s, cause)) return reject("unknown-cause");
      const about = cause && speaks ? { cause, speaks } : { cause: null, speaks: null };
      return accept({ type: "evidence-added", audience: "shared", files, shared: false, ...about, said: said({ what }) });
    },
    "propose-cause": ({ id, shared: s }, ask, { who, newId, said }) => {
      // An ending without a cause is not the end of looking.
      if (s.locus.settled && s.locus.settled !== "unknown") return reject("cause-settled");
      if (proposed(s).length >= 3) return reject("enough-causes");
      if (ask.kind && !kindsFrom(ask.locus).includes(ask.kind)) return reject("kind-elsewhere");
      if (!ask.alone && blamesPeople(ask.what, ask.whys ?? null)) return reject("human-error", {}, asItIs(id, ask));
      const cause = newId() as CauseId;
      const told = who.firm === "supplier" && ask.locus === "supplier" && s.report.firm === "supplier";
      return accept(
        {
          type: "cause-proposed",
          audience: "shared",
          cause,
          locus: ask.locus,
          category: ask.category,
          ...(ask.kind && { kind: ask.kind }),
          said: said({ what: ask.what, whys: ask.whys ?? null, escape: ask.escape ?? null }),
        },
        // What the supplier says of itself before the customer could notice needs no confirmation.
        ...(told ? [{ type: "cause-told", audience: "shared", cause } as const] : []),
      );
    },
    "confirm-cause": ({ shared: s }, { cause }, { who, account }) => {
      const found = find(s, cause);
      if (!found) return reject("unknown-cause");
      // Whoever saw it differently may come to see it so.
      if (found.status !== "proposed" && found.status !== "disputed") return reject("cause-decided", { who: settler(account, found) });
      if (found.firm === who.firm) return reject("own-cause", { firm: firmName(account, otherFirm(who.firm)) });
      return accept({ type: "cause-confirmed", audience: "shared", cause });
    },
    "cannot-judge": ({ shared: s }, { cause }, { who, account }) => {
      const found = find(s, cause);
      if (!found) return reject("unknown-cause");
      if (found.status !== "proposed" && !found.doubted) return reject("cause-decided", { who: settler(account, found) });
      if (found.firm === who.firm && !cameBack(found)) return reject("own-cause", { firm: firmName(account, otherFirm(who.firm)) });
      if (found.notJudged) return reject("said-already");
      return accept({ type: "cause-not-judged", audience: "shared", cause });
    },
    "dispute-cause": ({ shared: s }, { cause, reason, locus }, { who, account, said }) => {
      const found = find(s, cause);
      if (!found) return reject("unknown-cause");
      const open = found.status === "proposed" || found.status === "told" || found.doubted;
      if (!open) return reject("cause-decided", { who: settler(account, found) });
      const own = found.firm === who.firm;
      if (own && !cameBack(found)) return reject("own-cause", { firm: firmName(account, otherFirm(who.firm)) });
      return accept(
        // It came back, and whoever proposed it knows better now.
        own
          ? { type: "cause-ruled-out", audience: "shared", cause, said: said({ reason }) }
          : { type: "cause-disputed", audience: "shared", cause, locus: locus ?? null, said: said({ reason }) },
        ...(locus && s.locus.says[who.firm] !== locus ? [{ type: "locus-said", audience: "shared", locus } as const] : []),
      );
    },
    "rule-out-cause": ({ shared: s }, { cause, reason }, { who, account, said }) => {
      const found = find(s, cause);
      if (!found) return reject("unknown-cause");
      const open = found.status === "proposed" || found.status === "disputed" || found.doubted;
      if (!open) return reject("cause-decided", { who: settler(account, found) });
      if (found.firm !== who.firm) return reject("not-your-cause", { firm: firmName(account, found.firm) });
      return accept({ type: "cause-ruled-out", audience: "shared", cause, said: said({ reason }) });
    },
  },
  asks,
  draw,
  section: (see, say, account) => {
    const t = speak(say);
    const { causes, latest, evidence } = see.shared.analysis;
    const shown = causes.filter(({ status }) => status !== "ruled-out").slice(-2);
    const pictures = latest.at(-1);
    return [
      ...shown.flatMap((cause) => [
        // Found and confirmed it is one line; the whys are in the thread and in the report.
        ...(cause.status === "told"
          ? [text(t("cause.told", { firm: firmName(account, cause.firm), other: firmName(account, otherFirm(cause.firm)) }), "muted")]
          : []),
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
        ...doubtLines(cause, t, account),
        ...notJudged(cause, t, account),
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
    const open = s.analysis.causes.filter(({ status, doubted }) => status === "proposed" || status === "disputed" || doubted);
    const mine = open.filter(({ firm }) => firm === who.firm);
    const settled = s.locus.settled !== null && s.locus.settled !== "unknown";
    const told = s.analysis.causes.filter((cause) => cause.firm !== who.firm && (cause.doubted || cause.status === "told"));
    // Whoever saw it differently, or could not judge it, may come to see it so.
    const unsure = open.filter((one) => !one.doubted && (one.status === "disputed" || one.notJudged) && one.firm !== who.firm);
    const [unjudged] = unsure.filter(({ status }) => status === "proposed");
    return [
      ...[...told, ...(unjudged ? [unjudged] : [])].map(({ id }) => disputeButton(see, t, id)),
      ...(settled
        ? []
        : unsure.map(({ id }) => button(t, "action.confirm-disputed", see.id, { type: "confirm-cause", cause: id }, { variant: id }))),
      ...open.slice(-3).map(({ id }) => {
        const about = evidenceButton(see, t, id);
        const number = s.analysis.causes.findIndex((cause) => cause.id === id) + 1;
        return { ...about, key: `${about.key}:${number}`, label: plain(t("action.evidence-number", { number })) };
      }),
      ...(settled ? [] : [proposeButton(see, t, who, false)]),
      ...mine.map(({ id }) => {
        const number = s.analysis.causes.findIndex((cause) => cause.id === id) + 1;
        return button(
          t,
          "action.rule-out-cause",
          see.id,
          { type: "rule-out-cause", cause: id },
          {
            variant: String(number),
            args: { number },
            fields: [field.text(t, "reason", "field.reason", { required: true, lines: 3, maxLength: 600 })],
          },
        );
      }),
    ];
  },
  notices: (event, shared): Notice[] => {
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
      case "cause-not-judged": {
        const draw: Notice["draw"] = (say, see, account) => {
          const t = speak(say);
          const what = quoted(find(see.shared, event.cause)?.what ?? null, t);
          return [text(t("notice.not-judged", { who: named(account, event.by, t), what }))];
        };
        // Whoever proposed it is told, wherever they are.
        const proposer = find(shared, event.cause)?.by;
        return [{ to, draw }, ...(proposer ? [{ to: { kind: "person", person: proposer } as const, draw }] : [])];
      }
      case "cause-proposed":
      case "cause-confirmed":
      case "cause-told":
      case "cause-disputed":
      case "cause-ruled-out":
        return [
          {
            to,
            draw: (say, see, account) => {
              const t = speak(say);
              const cause = find(see.shared, event.cause);
              if (event.type === "cause-proposed") return cause ? causeBlocks(cause, t, account) : [];
              if (event.type === "cause-told")
                return [text(t("cause.told", { firm: firmName(account, event.of!), other: firmName(account, otherFirm(event.of!)) }))];
              if (event.type === "cause-ruled-out")
                return [
                  text([
                    ...t("notice.ruled-out", { who: named(account, event.by, t), what: quoted(cause?.what ?? null, t) }),
                    " ",
                    quoted(event.said?.reason ?? null, t),
                  ]),
                ];
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
