/** The case report (8D) in Markdown: what quality people's own systems would have asked for, already filled in. */
import type { VisibleCase } from "../src/domain/case.ts";
import type { Activity } from "../src/domain/collaboration.ts";
import type { CauseCategory } from "../src/domain/commands/analysis.ts";
import type { Story } from "../src/domain/flow.ts";
import { counts, isNotInPlace } from "../src/domain/follow-up.ts";
import type { Block, Part } from "../src/domain/message.ts";
import { type Money, sum } from "../src/domain/money.ts";
import { type Account, firms, type Person } from "../src/domain/people.ts";
import { isSettledOnTheSpot } from "../src/domain/settling.ts";
import type { Instant } from "../src/domain/time.ts";
import { doubtLines, notJudged, stepsOf } from "./analysis-cards.ts";
import { amount } from "./case-card.ts";
import { dueFacts } from "./explanation.ts";
import { findings } from "./findings.ts";
import { valueTo } from "./follow-up-state.ts";
import { alsoParts, detailRows, when } from "./intake.ts";
import { joinedLine } from "./joining.ts";
import { valueLine } from "./ledger.ts";
import { escaped, inMarkdown, type Write } from "./markdown.ts";
import { measureParts } from "./measures.ts";
import { ending } from "./no-cause.ts";
import { outlook } from "./notification-cards.ts";
import { creditLines } from "./participation-cards.ts";
import { caseNumber, firmName, named, quoted } from "./parts.ts";
import { planOf } from "./plan.ts";
import { lessonLines } from "./review.ts";
import { roleHistory } from "./role-history.ts";
import { settledLine } from "./settling.ts";
import { spokenLines } from "./spoken.ts";
import { thanksLines } from "./thanks.ts";
import { waited } from "./waiting-cards.ts";
import { watchDays, watchedUntil } from "./watch-state.ts";
import type { Key, Speak } from "./wording/index.ts";

/** Writes the report for one reader: times on their clock with the zone's name, people's words as plain text. */
export function writeReport(see: VisibleCase, who: Person, account: Account, story: Story): string {
  const { t, write, zone } = inMarkdown(who);
  const say = (key: Key, args = {}): string => write(t(key, args));
  const line = (label: Key, value: string | null): string => `- ${say(label)}: ${value ?? say("report.not-said")}`;
  const sections: readonly (readonly [Key, readonly string[]])[] = [
    ["report.d0", d0(see, t, account, write, line)],
    ["report.d1", [...collaborated(see, t, account, write), ...d1(story, t, account, write)]],
    ["report.d2", d2(see, t, account, write, line)],
    [
      "report.d3",
      see.shared.containment.map(
        ({ place, nothing, what, by, at }) =>
          `- ${say(`place.${place}`)}: ${write([...(nothing ? t("contain.nothing") : [quoted(what, t)]), " (", named(account, by, t), ", ", { kind: "instant", at, show: "moment" }, ")"])}`,
      ),
    ],
    ["report.d4", d4(see, t, account, write, line)],
    ["report.d5", d5(see, t, account, write)],
    ["report.d6", d6(see, t, account, write)],
    [
      "report.d7",
      see.shared.followUp.measures.map(
        (measure) =>
          `- ${write([named(account, measure.owner, t), ": ", ...measureParts(measure, t)])} (${say(`report.effect.${isNotInPlace(measure) ? "not-in-place" : measure.effect}`)})`,
      ),
    ],
    ["report.lessons", written(lessonLines(see.shared, t, account), write)],
    ["report.d8", d8(see, t, account, write)],
    ["report.effectiveness", effectiveness(see, t, account, write, line)],
  ];
  const head = [
    `# ${caseNumber(see.shared.number)} · ${write([quoted(see.shared.report.title, t)])}`,
    "",
    `${escaped(account.firms.supplier.name)} · ${escaped(account.firms.customer.name)} · ${say(`severity.${see.shared.severity}`)} · ${say("report.zone", { zone })}`,
  ];
  return [
    ...head,
    ...sections.flatMap(([title, lines]) => ["", `## ${say(title)}`, "", ...(lines.length > 0 ? lines : [say("report.not-needed")])]),
    "",
  ].join("\n");
}

type Line = (label: Key, value: string | null) => string;

function d0({ shared }: VisibleCase, t: Speak, account: Account, write: Write, line: Line): string[] {
  const { report, acknowledged } = shared;
  return [
    line("report.reported", write([named(account, report.by, t), ", ", { kind: "instant", at: report.at, show: "moment" }])),
    line("fact.occurred", report.details.occurred && write(when(report.details.occurred, t))),
    line("fact.noticed", report.details.noticed && write(when(report.details.noticed, t))),
    line("fact.where", report.where ? write([quoted(report.where, t)]) : null),
    line(
      "report.acknowledged",
      acknowledged && write([named(account, acknowledged.by, t), ", ", { kind: "instant", at: acknowledged.at, show: "moment" }]),
    ),
    ...outlook(shared, t).map(([label, value]) => line(label, write(value))),
    ...waited(shared, t, account).map((parts) => line("fact.waited", write(parts))),
  ];
}

/** How much the customer takes part as it is planned now, and which firm leads each activity. */
function collaborated({ shared }: VisibleCase, t: Speak, account: Account, write: Write): string[] {
  const { level, lead, locus } = planOf(shared, account);
  const { supplier, customer } = account.firms;
  const leads = (activity: Activity): Part[] => {
    const leader = lead[activity];
    return leader === "both" ? t("set-up.lead.both") : [firmName(account, leader)];
  };
  const planned = t(`locus.${locus}`, { supplier: supplier.name, customer: customer.name });
  return [
    `- ${write(t("report.level", { level, locus: planned }))}`,
    `- ${write(t("report.leads", { analysis: leads("analysis"), resolution: leads("resolution"), implementation: leads("implementation") }))}`,
    "",
  ];
}

/** The team of both firms: who held which role, from when to when. */
function d1(log: Story, t: Speak, account: Account, write: Write): string[] {
  const terms = roleHistory(log);
  return firms.flatMap((firm) => [
    `### ${escaped(account.firms[firm].name)}`,
    "",
    ...terms
      .filter((term) => term.firm === firm)
      .map(({ role, person, from, to, how, end, reason }) => {
        const day = (at: Instant): Part => ({ kind: "instant", at, show: "moment" });
        const args = { who: named(account, person, t), role: t(`role.${role}`), from: day(from) };
        return [
          `- ${write(to === null ? t("report.role.now", args) : t("report.role.was", { ...args, to: day(to) }))}`,
          how === "volunteered" ? ` · ${write(t("report.role.volunteered"))}` : "",
          end === null ? "" : ` · ${write(t(`report.role.${end}`))}`,
          reason === null ? "" : ` · ${write([quoted(reason, t)])}`,
        ].join("");
      }),
    "",
  ]);
}

function d2({ shared }: VisibleCase, t: Speak, account: Account, write: Write, line: Line): string[] {
  const { report } = shared;
  const many = amount(report, t);
  return [
    write([quoted(report.what, t)]),
    "",
    line("fact.order", report.order && write([quoted(report.order, t)])),
    line("fact.amount", many && write(many)),
    line("fact.stops", write(t(`stops.${report.stops}`))),
    ...(report.also ? [line("fact.also", write(alsoParts(report, t) ?? []))] : []),
    line("fact.hurts", report.hurts && write([quoted(report.hurts, t)])),
    line("fact.remedy", report.remedy && write([quoted(report.remedy, t)])),
    ...(report.promised ? [line("fact.promised", write(t(`promised.${report.promised}`)))] : []),
    ...(shared.joined ?? []).map((joined) => `- ${write(joinedLine(joined, t, account))}`),
    ...detailRows(shared, t).flatMap((row) => (row ? [`- ${write(row.label)}: ${write(row.value)}`] : [])),
  ];
}

function d4(see: VisibleCase, t: Speak, account: Account, write: Write, line: Line): string[] {
  const causes = see.shared.analysis.causes.flatMap((cause) => [
    `### ${write([quoted(cause.what, t)])}`,
    "",
    line("report.status", write(t(`report.cause.${cause.doubted ? "doubted" : cause.status}`))),
    line(
      "report.locus",
      write(t(`locus.${cause.locus}`, { supplier: account.firms.supplier.name, customer: account.firms.customer.name })),
    ),
    line("fact.category", write(t(`category.${cause.category as CauseCategory}`))),
    ...(cause.kind ? [line("fact.cause-kind", write(t(`cause-kind.${cause.kind}`)))] : []),
    ...whysLines(cause.whys, t, write, line),
    line("fact.escape", cause.escape && write([quoted(cause.escape, t)])),
    ...written(doubtLines(cause, t, account), write),
    ...written(notJudged(cause, t, account), write),
    line("report.settled", cause.settledBy && write([named(account, cause.settledBy, t)])),
    "",
  ]);
  return [...causes, ...findings(see, t, account).map((parts) => `- ${write(parts)}`), ...written(ending(see.shared, t, account), write)];
}

/** The whys: one on the line itself, several as steps below it. */
function whysLines(whys: string | null, t: Speak, write: Write, line: Line): string[] {
  const steps = whys === null ? [] : stepsOf(whys);
  if (steps.length < 2) return [line("fact.whys", whys && write([quoted(whys, t)]))];
  return [`- ${write(t("fact.whys"))}:`, ...steps.map((step, i) => `    ${i + 1}. ${write([quoted(step, t)])}`)];
}

function d5(see: VisibleCase, t: Speak, account: Account, write: Write): string[] {
  const n = see.shared.negotiation;
  const chosen = n.agreement?.revision.deal ?? null;
  return [
    ...n.options.map(
      ({ deal, firm }) =>
        `- ${escaped(account.firms[firm].name)}: ${write([quoted(deal.terms, t)])} (${write(t(`source.${deal.source}`))})`,
    ),
    ...spokenLines(see, t, account).map((parts) => `- ${write(parts)}`),
    ...(chosen ? ["", `**${write(t("report.chosen"))}** ${write([quoted(chosen.terms, t)])} (${n.agreement?.name})`] : []),
  ];
}

function d6({ shared: s }: VisibleCase, t: Speak, account: Account, write: Write): string[] {
  const settled = isSettledOnTheSpot(s) ? [`- ${write(settledLine(s, t, account))}`] : [];
  return [...settled, ...d6Promises(s, t, account, write)];
}

function d6Promises({ promises }: VisibleCase["shared"], t: Speak, account: Account, write: Write): string[] {
  return promises.map(({ what, owner, firm, due, status, settledBy, evidence, attempt }) =>
    [
      `- ${write([quoted(what, t), " · ", ...t("deal.promise", { who: named(account, owner, t), firm: account.firms[firm].name, due: { kind: "instant", at: due, show: "moment" } })])}`,
      `: ${write(t(`report.promise.${status}`))}`,
      settledBy ? ` (${write([named(account, settledBy, t)])})` : "",
      attempt > 1 ? ` · ${write(t("report.attempts", { attempts: attempt }))}` : "",
      evidence === null ? "" : ` · ${write([quoted(evidence, t)])}`,
    ].join(""),
  );
}

function d8(see: VisibleCase, t: Speak, account: Account, write: Write): string[] {
  const { negotiation: n, followUp } = see.shared;
  const cost = n.agreement?.revision.deal.cost ?? null;
  const together = cost && sum([cost.supplier, cost.customer]);
  const { values, closed } = followUp;
  const amountOf = (money: Money): string => write([{ kind: "money", money }]);
  return [
    ...(cost ? firms.map((firm) => `- ${write(t("report.cost", { firm: account.firms[firm].name }))}: ${amountOf(cost[firm])}`) : []),
    ...(together ? [`- ${write(t("fact.together"))}: ${amountOf(together)}`] : []),
    ...values
      .filter(({ confirmedBy }) => confirmedBy !== null)
      .map((entry) => {
        const later = counts(entry, values) ? "" : ` (${write(t("report.corrected"))})`;
        return `- ${write(t("notice.value", { firm: account.firms[entry.firm].name }))} ${write(valueLine(entry, t))}${later}`;
      }),
    ...firms.flatMap((firm) =>
      valueTo(see.shared, firm).map((sum) => `- ${write(t("report.value-sum", { firm: account.firms[firm].name }))}: ${amountOf(sum)}`),
    ),
    ...(n.agreement
      ? n.agreement.signed.map(
          ({ by, at, firm }) =>
            `- ${write(t("notice.signed", { who: named(account, by, t), firm: account.firms[firm].name, at: { kind: "instant", at, show: "moment" } }))}`,
        )
      : []),
    ...written(dueFacts(see.shared, t, account), write),
    ...written(creditLines(see.shared, t, account), write),
    ...written(thanksLines(see.shared, t, account), write),
    ...(closed
      ? [`- ${write(t("card.closed", { who: named(account, closed.by, t), at: { kind: "instant", at: closed.at, show: "moment" } }))}`]
      : []),
  ];
}

/** Whether what was done has worked: measured by what, for how long, with what result. */
function effectiveness({ shared: s }: VisibleCase, t: Speak, account: Account, write: Write, line: Line): string[] {
  const until = watchedUntil(s, account);
  if (!until) return [];
  const { check } = s.followUp;
  const at = { kind: "instant", at: until, show: "date" } as const;
  const said = check && {
    who: named(account, check.by, t),
    at: { kind: "instant", at: check.at, show: "date" } as const,
    case: check.again === null ? "" : caseNumber(check.again),
  };
  return [
    line("report.metric", write(t("report.metric.stays-away"))),
    line("report.window", write(t("report.window.until", { days: watchDays(s, account), at }))),
    line(
      "report.result",
      write(said ? t(check.again === null ? "card.effect-good" : "card.effect-again", said) : t("report.result.waiting")),
    ),
    // What was never put in place has no part in it.
    ...s.followUp.measures.filter(isNotInPlace).map((measure) => line("report.not-in-place", write([quoted(measure.what, t)]))),
  ];
}

/** Blocks as lines of the report. */
const written = (blocks: readonly Block[], write: Write): string[] =>
  blocks.flatMap((block) => {
    if (block.kind === "text") return [`- ${write(block.parts)}`];
    return block.kind === "facts" ? block.rows.map(({ label, value }) => `- ${write(label)}: ${write(value)}`) : [];
  });
