/** What was offered and agreed, read back from the log: an agreement as both firms signed it, and any two offers side by side. */
import type { VisibleCase } from "../src/domain/case.ts";
import type { Revision } from "../src/domain/deal.ts";
import type { Event } from "../src/domain/event.ts";
import { revisionOf } from "../src/domain/evolve-negotiation.ts";
import type { Documents, Story } from "../src/domain/flow.ts";
import type { RevisionId } from "../src/domain/ids.ts";
import type { Action, Block, Part } from "../src/domain/message.ts";
import { sum } from "../src/domain/money.ts";
import { type Account, firms } from "../src/domain/people.ts";
import { basisOf, beside, changes, endsRow, interimLine, numbered } from "./deal-blocks.ts";
import { inMarkdown } from "./markdown.ts";
import { caseNumber, cash, moment, named, quoted, text } from "./parts.ts";
import { plain, type Speak, wording } from "./wording/index.ts";

type Of<T extends Event["type"]> = Extract<Story[number], { readonly type: T }>;
const every = <T extends Event["type"]>(story: Story, type: T): Of<T>[] => story.filter((event): event is Of<T> => event.type === type);

/** Every offer of a case in its order, the first with number 1. */
const offersOf = (story: Story): readonly Revision[] => every(story, "offered").map(revisionOf);

/** An agreement in Markdown: its number, hash and terms, who promises what, how both understood it, and who signed. */
export const writeAgreement: Documents["agreement"] = (see, story, name, who, account) => {
  const agreed = every(story, "agreed").find((event) => event.name === name);
  const revision = agreed && offersOf(story).find(({ id }) => id === agreed.revision);
  if (!agreed || !revision) return null;
  const { t, zone, write } = inMarkdown(who);
  const { deal, amends } = revision;
  const replaced = every(story, "agreed").find(
    (event) => offersOf(story).find(({ id }) => id === event.revision)?.amends?.agreement === name,
  );
  const pain = endsRow(deal, see.shared, t);
  const interim = interimLine(deal, t, account);
  const together = sum([deal.cost.supplier, deal.cost.customer]);
  const section = (title: Part[], lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", `## ${write(title)}`, "", ...lines];
  return [
    `# ${write(t("agreement.title", { agreement: name }))}`,
    "",
    write(
      t("agreement.of", {
        supplier: account.firms.supplier.name,
        customer: account.firms.customer.name,
        case: caseNumber(see.shared.number),
        number: revision.number,
      }),
    ),
    write(t("report.zone", { zone })),
    ...(amends ? ["", write(t("agreement.amends", { agreement: amends.agreement }))] : []),
    ...(replaced ? ["", `**${write(t("agreement.amended", { agreement: replaced.name, at: moment(replaced.at) }))}**`] : []),
    ...section(t("agreement.terms"), [
      write([quoted(deal.terms, t)]),
      "",
      `- ${write(t("fact.source"))}: ${write(basisOf(deal, t))}`,
      ...(deal.discount > 0 ? [`- ${write(t("fact.discount"))}: ${write(t("deal.discount", { percent: deal.discount / 100 }))}`] : []),
      ...(pain ? [`- ${write(pain.label)}: ${write(pain.value)}`] : []),
    ]),
    ...section(
      t("agreement.promises"),
      promiseLines(revision, story, t, account).map((line, i) => `${i + 1}. ${write(line)}`),
    ),
    ...section(
      t("agreement.dropped"),
      droppedLines(revision, story, t).map((line) => `- ${write(line)}`),
    ),
    ...section(t("agreement.cost"), [
      ...firms.map((firm) => `- ${write(t("report.cost", { firm: account.firms[firm].name }))}: ${write([cash(deal.cost[firm])])}`),
      ...(together ? [`- ${write(t("fact.together"))}: ${write([cash(together)])}`] : []),
      ...(interim ? [`- ${write(t("fact.interim"))}: ${write(interim)}`] : []),
    ]),
    ...section(
      t("agreement.understood"),
      understoodLines(revision.id, story, t, account).map((line) => `- ${write(line)}`),
    ),
    ...section(
      t("agreement.signatures"),
      signaturesOf(revision.id, story).map(({ by, of, at }) => {
        const firm = of === null ? "" : account.firms[of].name;
        return `- ${write(t("notice.signed", { who: named(account, by, t), firm, at: moment(at) }))}`;
      }),
    ),
    ...section(t("agreement.hash"), [`\`${revision.hash}\``, "", write(t("agreement.sealed"))]),
    "",
  ].join("\n");
};

/** The promises of an agreement; of those that were promised before and stay it says so. */
function promiseLines({ deal, number }: Revision, story: Story, t: Speak, account: Account): Part[][] {
  const before = new Set(
    every(story, "agreed").flatMap(({ revision }) => {
      const signed = offersOf(story).find(({ id }) => id === revision);
      return signed && signed.number < number ? signed.deal.promises.map(({ id }) => id) : [];
    }),
  );
  return deal.promises.map(({ id, what, owner, firm, due, needs, pledge }) => [
    quoted(what, t),
    " · ",
    ...(pledge === null ? [] : [...t("deal.pledge", { resource: t(`resource.${pledge}`) }), " · "]),
    ...t("deal.promise", { who: named(account, owner, t), firm: account.firms[firm].name, due: moment(due) }),
    ...(needs.length > 0
      ? t("deal.needs", {
          numbers: numbered(
            needs.map((need) => deal.promises.findIndex((one) => one.id === need) + 1),
            t,
          ),
        })
      : []),
    ...(before.has(id) ? [" · ", ...t("agreement.stays")] : []),
  ]);
}

/** The promises that an amendment ended, in the words in which they were made. */
function droppedLines({ amends }: Revision, story: Story, t: Speak): Part[][] {
  const made = offersOf(story).flatMap(({ deal }) => deal.promises);
  const repaired = every(story, "repair-agreed");
  return (amends?.drops ?? []).map((id) => {
    const anew = repaired.find((event) => event.anew === id);
    const offered = anew && every(story, "repair-offered").findLast((event) => event.promise === anew.promise && event.at <= anew.at);
    return [quoted(made.find((one) => one.id === id)?.what ?? offered?.said?.what ?? null, t)];
  });
}

/** What each firm said that it was promised, as the other confirmed it. */
function understoodLines(revision: RevisionId, story: Story, t: Speak, account: Account): Part[][] {
  return every(story, "understanding-confirmed")
    .filter((event) => event.revision === revision)
    .flatMap((confirmed) => {
      const said = every(story, "restated").findLast(
        (event) => event.revision === revision && event.of === confirmed.whose && event.at <= confirmed.at,
      );
      if (!said) return [];
      const needs = said.said?.needs ? [" ", ...t("agreement.needs"), " ", quoted(said.said.needs, t)] : [];
      return [
        [
          account.firms[confirmed.whose].name,
          ": ",
          quoted(said.said?.words ?? null, t),
          ...needs,
          " (",
          ...t("agreement.confirmed", { who: named(account, confirmed.by, t) }),
          ")",
        ],
      ];
    });
}

/** The signatures on an offer: of one that was taken back and given again, the last. */
const signaturesOf = (revision: RevisionId, story: Story): readonly Of<"signed">[] => {
  const back = every(story, "signature-taken-back").filter((event) => event.revision === revision);
  return every(story, "signed").filter(
    (event) => event.revision === revision && !back.some(({ by, at }) => by === event.by && at >= event.at),
  );
};

/** How many offers can be chosen from: of a longer talk the last. */
const most = 12;

/** Any two offers side by side; with more than two, others are one press away on either side. */
export const drawComparison: Documents["comparison"] = (see, story, one, other, who, account) => {
  const offers = offersOf(story);
  const [left, right] = [offers.find(({ number }) => number === one), offers.find(({ number }) => number === other)];
  if (!left || !right) return null;
  const t = wording(who.language);
  const differs = changes(right.deal, left.deal, t, account);
  return [
    text(differs.length === 0 ? t("compare.same") : differs.flatMap((parts, i) => [...(i === 0 ? [] : ["\n"]), ...parts])),
    beside([left, right], see.shared, t, account),
    ...(offers.length < 3 ? [] : others(see, offers.slice(-most), left.number, right.number, t)),
  ];
};

function others(see: VisibleCase, offers: readonly Revision[], one: number, other: number, t: Speak): Block[] {
  const button = (key: "action.compare-one" | "action.compare-other", number: number): Action => ({
    key: `${key}:${number}`,
    label: plain(t(key, { number })),
    style: "plain",
    press: { kind: "compare", case: see.id, ...(key === "action.compare-one" ? { one: number, other } : { one, other: number }) },
    intro: [],
    fields: [],
  });
  const free = offers.map(({ number }) => number).filter((number) => number !== one && number !== other);
  return [
    text(t("compare.pick-one"), "muted"),
    { kind: "actions", actions: free.map((number) => button("action.compare-one", number)) },
    text(t("compare.pick-other"), "muted"),
    { kind: "actions", actions: free.map((number) => button("action.compare-other", number)) },
  ];
}
