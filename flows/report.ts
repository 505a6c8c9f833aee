/** The case report (8D) in Markdown: what quality people's own systems would have asked for, already filled in. */
import type { VisibleCase } from "../src/domain/case.ts";
import type { Part } from "../src/domain/message.ts";
import { writeMoney } from "../src/domain/money.ts";
import { type Account, firms, type Person } from "../src/domain/people.ts";
import { epochMs } from "../src/domain/time.ts";
import { caseNumber, named, quoted } from "./parts.ts";
import { type Key, type Speak, wording } from "./wording/index.ts";

const escaped = (text: string): string => text.replace(/([\\`*_{}[\]<>#|~])/g, "\\$1").replaceAll("\n", " ");

/** Writes the report for one reader: times on their clock with the zone's name, people's words as plain text. */
export function writeReport(see: VisibleCase, who: Person, account: Account): string {
  const t = wording(who.language);
  const zone = who.calendar.zone;
  const when = new Intl.DateTimeFormat(who.language === "en" ? "en-GB" : who.language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: zone,
  });
  const write = (parts: readonly Part[]): string =>
    parts
      .map((part): string => {
        if (typeof part === "string") return part;
        if (part.kind === "strong") return `**${write(part.parts)}**`;
        if (part.kind === "quote") return escaped(part.text);
        if (part.kind === "instant") return when.format(epochMs(part.at));
        if (part.kind === "money") return writeMoney(part.money);
        return escaped(part.name);
      })
      .join("");
  const say = (key: Key, args = {}): string => write(t(key, args));
  const line = (label: Key, value: string | null): string => `- ${say(label)}: ${value ?? say("report.not-said")}`;
  const sections: readonly (readonly [Key, readonly string[]])[] = [
    ["report.d0", d0(see, t, account, write, line)],
    ["report.d1", firms.map((firm) => `- ${escaped(account.firms[firm].name)}: ${write([named(account, see.shared.lead[firm], t)])}`)],
    ["report.d2", d2(see, t, write, line)],
    [
      "report.d3",
      see.shared.containment.map(
        ({ place, what, by, at }) =>
          `- ${say(`place.${place}`)}: ${write([quoted(what, t), " (", named(account, by, t), ", ", { kind: "instant", at, show: "moment" }, ")"])}`,
      ),
    ],
    ["report.d4", d4(see, t, account, write, line)],
    ["report.d5", d5(see, t, account, write)],
    ["report.d6", d6(see, t, account, write)],
    [
      "report.d7",
      see.shared.followUp.measures.map(
        ({ what, owner, effect }) =>
          `- ${write([quoted(what, t), " (", named(account, owner, t), ")"])}: ${say(`report.effect.${effect}`)}`,
      ),
    ],
    ["report.d8", d8(see, t, account, write)],
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

type Write = (parts: readonly Part[]) => string;
type Line = (label: Key, value: string | null) => string;

function d0({ shared: { report, acknowledged } }: VisibleCase, t: Speak, account: Account, write: Write, line: Line): string[] {
  return [
    line("report.reported", write([named(account, report.by, t), ", ", { kind: "instant", at: report.at, show: "moment" }])),
    line("report.noticed", report.noticedAt && write([{ kind: "instant", at: report.noticedAt, show: "moment" }])),
    line(
      "report.acknowledged",
      acknowledged && write([named(account, acknowledged.by, t), ", ", { kind: "instant", at: acknowledged.at, show: "moment" }]),
    ),
  ];
}

function d2({ shared: { report } }: VisibleCase, t: Speak, write: Write, line: Line): string[] {
  const amount =
    report.affected === null
      ? null
      : report.total === null
        ? write(t("amount.affected", { affected: report.affected }))
        : write(t("amount.of", { affected: report.affected, total: report.total }));
  return [
    write([quoted(report.what, t)]),
    "",
    line("fact.order", report.order && write([quoted(report.order, t)])),
    line("fact.amount", amount),
    line("fact.stops", write(t(`stops.${report.stops}`))),
    line("fact.hurts", report.hurts && write([quoted(report.hurts, t)])),
    line("fact.remedy", report.remedy && write([quoted(report.remedy, t)])),
  ];
}

function d4({ shared: { analysis } }: VisibleCase, t: Speak, account: Account, write: Write, line: Line): string[] {
  return analysis.causes.flatMap((cause) => [
    `### ${write([quoted(cause.what, t)])}`,
    "",
    line("report.status", write(t(`report.cause.${cause.status}`))),
    line(
      "report.locus",
      write(t(`locus.${cause.locus}`, { supplier: account.firms.supplier.name, customer: account.firms.customer.name })),
    ),
    line("fact.whys", cause.whys && write([quoted(cause.whys, t)])),
    line("fact.escape", cause.escape && write([quoted(cause.escape, t)])),
    line("report.settled", cause.settledBy && write([named(account, cause.settledBy, t)])),
    "",
  ]);
}

function d5({ shared: { negotiation: n } }: VisibleCase, t: Speak, account: Account, write: Write): string[] {
  const chosen = n.status === "agreed" ? n.agreement.deal : null;
  return [
    ...n.options.map(
      ({ deal, firm }) =>
        `- ${escaped(account.firms[firm].name)}: ${write([quoted(deal.terms, t)])} (${write(t(`source.${deal.source}`))})`,
    ),
    ...(chosen ? ["", `**${write(t("report.chosen"))}** ${write([quoted(chosen.terms, t)])}`] : []),
  ];
}

function d6({ shared: { promises } }: VisibleCase, t: Speak, account: Account, write: Write): string[] {
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

function d8({ shared: { negotiation: n, followUp } }: VisibleCase, t: Speak, account: Account, write: Write): string[] {
  const cost = n.status === "agreed" ? n.agreement.deal.cost : null;
  return [
    ...(cost ? firms.map((firm) => `- ${write(t("report.cost", { firm: account.firms[firm].name }))}: ${writeMoney(cost[firm])}`) : []),
    ...followUp.values
      .filter(({ confirmedBy }) => confirmedBy !== null)
      .map(
        ({ what, money, firm }) =>
          `- ${write(t("notice.value", { firm: account.firms[firm].name }))} ${write([quoted(what, t)])}${money ? ` · ${writeMoney(money)}` : ""}`,
      ),
    ...(n.status === "agreed"
      ? n.signed.map(
          ({ by, at, firm }) =>
            `- ${write(t("notice.signed", { who: named(account, by, t), firm: account.firms[firm].name, at: { kind: "instant", at, show: "moment" } }))}`,
        )
      : []),
    ...(followUp.closed
      ? [
          `- ${write(t("card.closed", { who: named(account, followUp.closed.by, t), at: { kind: "instant", at: followUp.closed.at, show: "moment" } }))}`,
        ]
      : []),
  ];
}
