/**
 * What was settled is opened to question again: by itself when a case is opened again, or by somebody's word before it is closed. The
 * cause, whoever found it and whoever confirmed it stay on the record; once it is found to be another, the plan follows by itself.
 */
import { type Cause, stands } from "../src/domain/analysis.ts";
import type { Shared } from "../src/domain/case.ts";
import type { Draft } from "../src/domain/event.ts";
import { accept, type DrawAsk, type Flow, quick, reject, type Wanted } from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import { type Account, type Firm, otherFirm, type Person, personOf } from "../src/domain/people.ts";
import { causeBlocks, disputeButton, doubtLines, evidenceButton } from "./analysis-cards.ts";
import { button, field, firmName, named, quoted, speak, text, toBoth } from "./parts.ts";
import { anew, inRole, lookers } from "./plan.ts";

/** Whether somebody besides whoever doubts it is to say if it was right; what was only told, or is doubted by whoever confirmed it, is looked for again at once. */
const waitsForWord = ({ status, doubted, notJudged, settledBy }: Cause): boolean =>
  doubted !== undefined && notJudged === undefined && (doubted.firm === null || (status === "confirmed" && settledBy !== doubted.by));

/** The causes of which it is asked whether they were right, before anybody looks for another. */
export const inQuestion = (s: Shared): readonly Cause[] => (s.locus.settled === null ? s.analysis.causes.filter(waitsForWord) : []);

/** Whom to ask: those who look for the cause, when it came back; else whoever had confirmed it. */
function askedOf(s: Shared, { firm, doubted, settledBy }: Cause, account: Account): readonly { firm: Firm; to: readonly PersonId[] }[] {
  if (doubted?.firm === null) return lookers(s, account);
  const judging = otherFirm(firm);
  if (settledBy !== null && personOf(account, settledBy)?.firm === judging) return [{ firm: judging, to: [settledBy] }];
  return [{ firm: judging, to: judging === "customer" ? inRole(s, "co-diagnoser") : [s.lead.supplier] }];
}

/** One at a time: with the answer to the first the others may be clear. */
function asks(s: Shared, account: Account): Wanted[] {
  const [cause] = inQuestion(s);
  if (!cause || !s.acknowledged || s.followUp.closed) return [];
  return askedOf(s, cause, account).map(({ firm, to }) => ({
    key: `right:${cause.id}${anew(s)}:${firm}`,
    firm,
    to,
    due: { withinMinutes: account.service.judge[s.severity] },
    slots: quick,
  }));
}

/** Whether somebody's word settles it again: of either firm when it came back; else of the firm that had confirmed it, or of whoever doubts it. */
const mayUphold = ({ firm, doubted }: Cause, who: Person): boolean =>
  doubted !== undefined && (doubted.firm === null || who.firm !== firm || who.id === doubted.by);

const right: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  const cause = see.shared.analysis.causes.find(({ id }) => id === subject.split(":")[0]);
  if (!cause?.doubted) return { title: t("ask.right"), blocks: [], actions: [] };
  const back = cause.doubted.firm === null;
  return {
    title: t("ask.right"),
    blocks: [...causeBlocks(cause, t, account), ...(back ? [text(t("ask.right.body"))] : doubtLines(cause, t, account))],
    actions: [
      button(
        t,
        back ? "action.uphold-back" : "action.uphold-cause",
        see.id,
        { type: "uphold-cause", cause: cause.id },
        { style: "primary" },
      ),
      disputeButton(see, t, cause.id, "action.another-cause"),
      button(t, "action.cannot-judge", see.id, { type: "cannot-judge", cause: cause.id }),
      evidenceButton(see, t, cause.id),
    ],
  };
};

/** What had been settled is in question when the case is opened again, with a cause or without one. */
function follows(s: Shared, events: readonly Draft[]): Draft[] {
  if (!events.some(({ type }) => type === "reopened") || events.some(({ type }) => type === "cause-doubted")) return [];
  const causes = s.analysis.causes.filter(stands).map(({ id }) => id);
  return causes.length === 0 && s.locus.settled === null
    ? []
    : [{ type: "cause-doubted", audience: "shared", causes, back: true, said: null }];
}

export const doubt: Flow = {
  rules: {
    "doubt-cause": ({ shared: s }, { cause, reason }, { said }) => {
      const found = s.analysis.causes.find(({ id }) => id === cause);
      if (!found) return reject("unknown-cause");
      if (found.doubted) return reject("said-already");
      if (!stands(found)) return reject("cause-open");
      return accept({ type: "cause-doubted", audience: "shared", causes: [cause], back: false, said: said({ reason }) });
    },
    "uphold-cause": ({ shared: s }, { cause }, { who, account }) => {
      const found = s.analysis.causes.find(({ id }) => id === cause);
      if (!found) return reject("unknown-cause");
      if (!found.doubted) return reject("not-in-doubt");
      if (!mayUphold(found, who)) return reject("own-cause", { firm: firmName(account, otherFirm(who.firm)) });
      return accept({ type: "cause-upheld", audience: "shared", cause });
    },
  },
  follows: (s, _account, _now, _recent, events) => follows(s, events),
  asks,
  draw: { right },
  more: (see, say, who) => {
    const t = speak(say);
    const { followUp, acknowledged, analysis } = see.shared;
    if (followUp.closed || !acknowledged) return [];
    return analysis.causes.flatMap((cause, i) => {
      const looks = { variant: String(i + 1), args: { number: i + 1 } };
      if (mayUphold(cause, who)) return [button(t, "action.uphold-number", see.id, { type: "uphold-cause", cause: cause.id }, looks)];
      if (!stands(cause)) return [];
      const fields = [field.text(t, "reason", "field.doubt", { required: true, lines: 3, maxLength: 600 })];
      const intro = t("form.doubt-cause");
      return [button(t, "action.doubt-cause", see.id, { type: "doubt-cause", cause: cause.id }, { ...looks, intro, fields })];
    });
  },
  notices: (event, shared) => {
    const back = shared.followUp.reopened > 0;
    // That it came back is news of its own.
    if (event.type === "cause-doubted")
      return event.back
        ? []
        : toBoth((t, see, account) => {
            const cause = see.shared.analysis.causes.find(({ id }) => id === event.causes[0]);
            return [
              text(t("notice.doubted", { who: named(account, event.by, t), what: quoted(cause?.what ?? null, t) })),
              text([quoted(event.said?.reason ?? null, t)]),
            ];
          });
    if (event.type !== "cause-upheld") return [];
    return toBoth((t, _see, account) => [text(t(back ? "notice.upheld-back" : "notice.upheld", { who: named(account, event.by, t) }))]);
  },
};
