/** What whoever reported or helped hears when a case is closed. */
import { stands } from "../src/domain/analysis.ts";
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Block } from "../src/domain/message.ts";
import { type Account, otherFirm } from "../src/domain/people.ts";
import { followsUp, signersOf } from "./follow-up-state.ts";
import { measureLine } from "./measures.ts";
import { caseNumber, firmName, listed, quoted, text } from "./parts.ts";
import { thanksTo } from "./thanks.ts";
import type { Speak } from "./wording/index.ts";

/** What of a case was somebody's own; `aside`: what they told their own firm alone, which stands in no message that it does not cause. */
function theirs(s: Shared, id: PersonId, aside: boolean, t: Speak): Block[] {
  const parts = [
    ...(aside ? [t("told.aside")] : []),
    ...(s.report.by === id || s.joined?.some(({ person }) => person === id) ? [t("told.report")] : []),
    ...(signersOf(s).includes(id) ? [t("told.signature")] : []),
    ...s.participation.work.filter(({ person }) => person === id).map(({ kind, done }) => t(`work.${kind}`, { count: done })),
  ];
  if (parts.length === 0) return [text(t("told.ready"))];
  return [text([...t("told.yours"), " ", ...listed(parts, t)])];
}

/** What became of a case that is not followed up, in one sentence. */
function toldBriefly(see: VisibleCase, t: Speak, account: Account): Block[] {
  const { number, report, promises, related, acknowledged, settlement } = see.shared;
  const same = related.find(({ as }) => as === "same");
  const settled = promises.filter(({ status }) => status !== "released");
  const kept = settled.filter(({ status }) => status === "kept").length;
  const how = same
    ? t("told.same", { other: caseNumber(same.number) })
    : acknowledged?.touches === "no" && settled.length === 0 && settlement.latest === null
      ? t("told.untouched", { firm: firmName(account, otherFirm(report.firm)) })
      : settled.length > 0
        ? t("told.closed", { kept, count: settled.length })
        : t("told.settled");
  return [text([`${caseNumber(number)} · `, quoted(report.title, t), ": ", ...how])];
}

/** The cause, what was agreed and kept, what keeps it away, and what of it was theirs. */
function told(see: VisibleCase, id: PersonId, aside: boolean, t: Speak, account: Account): Block[] {
  const s = see.shared;
  const cause = s.analysis.causes.find(stands);
  const deal = s.negotiation.agreement?.revision.deal ?? null;
  const settled = s.promises.filter(({ status }) => status !== "released").length;
  return [
    { kind: "heading", parts: t("told.title", { case: caseNumber(s.number) }) },
    text([quoted(s.report.title, t)], "muted"),
    ...(cause ? [text([...t("told.cause"), " ", quoted(cause.what, t)])] : []),
    ...(deal ? [text([...t("told.deal"), " ", quoted(deal.terms, t)])] : []),
    text(t("told.kept", { kept: s.promises.filter(({ status }) => status === "kept").length, count: settled })),
    ...s.followUp.measures.map((measure) => measureLine(measure, t)),
    ...theirs(s, id, aside, t),
    ...thanksTo(s, id, t, account),
  ];
}

/**
 * What became of a case, for somebody who had a part in it; of one that is not followed up one sentence. `aside`: their part was something
 * that they told their own firm alone.
 */
export const whatBecame = (see: VisibleCase, id: PersonId, aside: boolean, t: Speak, account: Account): Block[] =>
  followsUp(see.shared) ? told(see, id, aside, t, account) : toldBriefly(see, t, account);
