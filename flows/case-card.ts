/** The case card, which no single flow owns: what it is, whose ball it is, by when, who leads, and the buttons that matter now. */
import { isLate, type Shared, stageOf, type VisibleCase } from "../src/domain/case.ts";
import type { Block, Part } from "../src/domain/message.ts";
import { type Account, firms } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { button, caseNumber, field, firmName, moment, moreButton, named, namedAll, quoted, text } from "./parts.ts";
import type { Key, Speak } from "./wording/index.ts";

/** "38 of 120 affected", or as much of it as is known. */
export function amount({ report }: Shared, t: Speak): Part[] | null {
  if (report.affected === null) return null;
  return report.total === null
    ? t("amount.affected", { affected: report.affected })
    : t("amount.of", { affected: report.affected, total: report.total });
}

/** The head of the case card: what it is, whose ball it is, by when. */
export function head(see: VisibleCase, t: Speak, account: Account, now: Instant): Block[] {
  const s = see.shared;
  const closed = s.followUp.closed;
  // Of the promises only the next: the card lists them all, with their dates.
  const promised = (key: string): boolean => key.startsWith("promise:");
  const byDue = [...s.asked].sort((a, b) => (a.due < b.due ? -1 : 1));
  const waiting = byDue.filter(({ key }, i) => !promised(key) || byDue.findIndex((one) => promised(one.key)) === i).slice(0, 3);
  const line = (part: Part[] | null): Part[] => (part ? [" · ", ...part] : []);
  return [
    { kind: "heading", parts: [`${caseNumber(s.number)} · `, quoted(s.report.title, t)] },
    text(
      [
        ...t(`stage.${stageOf(s)}`),
        " · ",
        ...t(`severity.${s.severity}`),
        ...line(amount(s, t)),
        ...line(s.report.hurts ? [quoted(s.report.hurts, t)] : null),
      ],
      "muted",
    ),
    ...(closed ? [text(t("card.closed", { who: named(account, closed.by, t), at: moment(closed.at) }), "waiting")] : []),
    ...waiting.map(({ key, to, due, firm }) =>
      text(
        t(isLate({ due }, now) ? "card.waiting.late" : "card.waiting", {
          who: namedAll(account, to, t),
          firm: firmName(account, firm),
          what: subjectOf(s, key, t),
          due: moment(due),
        }),
        "waiting",
      ),
    ),
  ];
}

/** What is waited for: a promise by its words, anything else by what it is. */
function subjectOf(s: Shared, key: string, t: Speak): Part[] {
  const [kind, id] = key.split(":");
  const promise = kind === "promise" ? s.promises.find((one) => one.id === id) : undefined;
  return promise ? [quoted(promise.what, t)] : t(`waiting.${kind!}` as Key);
}

/** Who leads, and where each firm thinks it came from. */
export function foot(see: VisibleCase, t: Speak, account: Account): Block[] {
  const s = see.shared;
  const says = firms.map((firm) => ({ firm, locus: s.locus.says[firm] }));
  return [
    text(
      firms.flatMap((firm, i) => [
        ...(i === 0 ? [...t("card.leads"), " "] : [" · "]),
        ...t("card.lead", { who: named(account, s.lead[firm], t), firm: firmName(account, firm) }),
      ]),
      "muted",
    ),
    ...(s.locus.settled
      ? [text(t("card.locus.settled", { locus: t(`locus.${s.locus.settled}`, names(account)) }), "muted")]
      : says.every(({ locus }) => locus === null)
        ? []
        : [
            text(
              says.flatMap(({ firm, locus }, i) => [
                ...(i === 0 ? [...t("card.locus"), " "] : ["; "]),
                ...t("card.locus.says", { locus: t(`locus.${locus ?? "not-said"}`, names(account)), firm: firmName(account, firm) }),
              ]),
              "muted",
            ),
          ]),
  ];
}

const names = (account: Account) => ({ supplier: account.firms.supplier.name, customer: account.firms.customer.name });

/** The card's buttons in the shared room: what matters now, then everything else behind More… */
export const cardActions = (see: VisibleCase, t: Speak): Block => ({
  kind: "actions",
  actions: [
    ...(see.shared.followUp.closed
      ? []
      : [
          button(
            t,
            "action.add-evidence",
            see.id,
            { type: "add-evidence" },
            { fields: [field.text(t, "what", "field.evidence", { required: true, lines: 3, maxLength: 600 }), field.files(t)] },
          ),
        ]),
    moreButton(t, see),
  ],
});
