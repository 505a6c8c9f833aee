/**
 * What was reported twice goes on in one case, with all that the second report brought: first it is added to the case that goes on, then
 * the second report is closed. If the process dies between the two it is asked again whether it is the same, and nothing is added twice.
 */
import { comesAgain, type Joined, type Shared, type VisibleCase } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import type { Draft, Event } from "../src/domain/event.ts";
import { accept, type Context, type Decision, type Flow, type Notice, type Rejection, reject } from "../src/domain/flow.ts";
import type { CaseId, PersonId } from "../src/domain/ids.ts";
import type { Block, Part } from "../src/domain/message.ts";
import { type Account, firms, type Person } from "../src/domain/people.ts";
import { isGraver, severityFrom, severityOf } from "../src/domain/severity.ts";
import { amount } from "./case-card.ts";
import { caseNumber, firmName, named, quoted, speak, text, toBoth } from "./parts.ts";
import { plain, type Speak } from "./wording/index.ts";

/** Whether a report has gone no further, so that it can still be the same as another. */
export const isFresh = (s: Shared): boolean =>
  s.negotiation.status === "open" && s.negotiation.options.length === 0 && s.analysis.causes.length === 0;

/** Why a report cannot be said to be the same as an earlier case; `null`: it can. */
export function notTheSame(s: Shared, of: CaseId, who: Person, account: Account): Rejection | null {
  const found = s.related.find((one) => one.case === of);
  if (!found) return reject("not-asked");
  if (found.as === "same" || (found.as !== null && (found.said ?? s.report.firm) !== who.firm)) return reject("said-already");
  // It ends this report: that is for whoever made it.
  if (who.firm !== s.report.firm) return reject("reporter-says-same", { firm: firmName(account, s.report.firm) });
  return found.closedAt !== null || !isFresh(s) ? reject("case-goes-on") : null;
}

/** The gravest of both reports is what it stops now, with all that either said besides; nothing where it is no graver. */
function graver(s: Shared, { report }: Shared): Draft[] {
  const before = s.report.also ?? [];
  const also = [...new Set([...before, ...(report.also ?? [])])];
  const stops = isGraver(severityOf[report.stops], severityOf[s.report.stops]) ? report.stops : s.report.stops;
  const severity = severityFrom(stops, also, comesAgain(s));
  if (!isGraver(severity, s.severity)) return [];
  return [{ type: "severity-set", audience: "shared", stops, severity, ...(also.length > before.length && { also }) }];
}

/** The rule by which a case takes up what another report brought. */
function join({ id, shared: s }: VisibleCase, { from }: AskOf<"join-report">, { recent, who, account, said }: Context): Decision {
  const found = recent.find((one) => one.id === from)?.shared;
  if (!found) return reject("not-asked");
  if (s.joined?.some((one) => one.case === from)) return reject("said-already");
  if (s.followUp.closed) return reject("same-closed", { case: caseNumber(s.number) });
  if (found.followUp.closed) return reject("closed");
  const refusal = notTheSame(found, id, who, account);
  if (refusal) return refusal;
  const { by: person, affected, total, stops, also, files, what, order, hurts } = found.report;
  const raised = graver(s, found);
  return accept(
    {
      type: "report-joined",
      audience: "shared",
      report: from,
      number: found.number,
      person,
      affected,
      total,
      stops,
      ...(also && { also }),
      files,
      ...(raised.length > 0 && { graver: true }),
      // What was erased there is not there to be brought.
      said: what === null ? null : said({ what, order, hurts }),
    },
    ...raised,
  );
}

/** What the second report brought, in one line: the words, how many, what it stops and what hurts. */
export function joinedLine(
  { number, person, what, order, affected, total, stops, hurts }: Omit<Joined, "files">,
  t: Speak,
  account: Account,
) {
  const many = amount({ affected, total }, t);
  const rest: Part[][] = [
    ...(order ? [[quoted(order, t)]] : []),
    ...(many ? [many] : []),
    t(`stops.${stops}`),
    ...(hurts ? [[quoted(hurts, t)]] : []),
  ];
  return [
    ...t("card.joined", { who: named(account, person, t), case: caseNumber(number) }),
    " ",
    quoted(what, t),
    ...rest.flatMap((parts) => [" · ", ...parts]),
  ];
}

/** Both rooms hear it; where it is graver now, whoever leads for either firm besides. */
function notices(event: Event, { lead }: Shared): Notice[] {
  if (event.type !== "report-joined") return [];
  const brought: Parameters<typeof toBoth>[0] = (t, see, account) => {
    const joined = see.shared.joined?.find((one) => one.case === event.report);
    if (!joined) return [];
    return [
      text(joinedLine(joined, t, account)),
      ...(event.graver ? [text(t("notice.joined-graver", { severity: t(`severity.${see.shared.severity}`) }))] : []),
      ...joined.files.map(
        (file): Block => ({ kind: "picture", file, alt: plain(t("picture.report", { case: caseNumber(joined.number) })) }),
      ),
    ];
  };
  const toLead = (person: PersonId): Notice => ({
    to: { kind: "person", person },
    draw: (say, see, account) => {
      const t = speak(say);
      return [{ kind: "heading", parts: [caseNumber(see.shared.number)] }, ...brought(t, see, account)];
    },
  });
  return [...toBoth(brought), ...(event.graver ? [...new Set(firms.map((firm) => lead[firm]))].map(toLead) : [])];
}

export const joining: Flow = {
  of: ["recovery"],
  rules: { "join-report": join },
  afterClosing: ["join-report"],
  looksBack: (type) => type === "join-report",
  first: (ask, id) => (ask.type === "say-likeness" && ask.as === "same" ? { case: ask.of, ask: { type: "join-report", from: id } } : null),
  section: (see, say, account) => (see.shared.joined ?? []).map((joined) => text(joinedLine(joined, speak(say), account), "muted")),
  notices,
};
