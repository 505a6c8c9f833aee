/** The case card, which no single flow owns: what it is, whose ball it is, by when, who leads, and the buttons that matter now. */
import { type Asked, isLate, type Shared, stageOf, type VisibleCase } from "../src/domain/case.ts";
import type { Block, Part } from "../src/domain/message.ts";
import { type Account, firms, personOf } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { standsStill } from "../src/domain/waiting.ts";
import { helpButton } from "./participation-cards.ts";
import { button, caseNumber, field, firmName, moment, moreButton, named, namedAll, quoted, text } from "./parts.ts";
import { toldWithWait, waitLines } from "./waiting-cards.ts";
import type { Key, Speak } from "./wording/index.ts";

/** "38 of 120 affected", or as much of it as is known. */
export function amount({ affected, total }: Pick<Shared["report"], "affected" | "total">, t: Speak): Part[] | null {
  if (affected === null) return null;
  return total === null ? t("amount.affected", { affected }) : t("amount.of", { affected, total });
}

/** The head of the case card: what it is, whose ball it is, by when. */
export function head(see: Pick<VisibleCase, "shared">, t: Speak, account: Account, now: Instant): Block[] {
  const s = see.shared;
  const closed = s.followUp.closed;
  // Of the promises only the next: the card lists them all, with their dates.
  const promised = (key: string): boolean => key.startsWith("promise:");
  const byDue = s.asked.filter((asked) => !standsStill(s, asked) && !toldWithWait(asked)).sort((a, b) => (a.due < b.due ? -1 : 1));
  const waiting = byDue.filter(({ key }, i) => !promised(key) || byDue.findIndex((one) => promised(one.key)) === i).slice(0, 3);
  const line = (part: Part[] | null): Part[] => (part ? [" · ", ...part] : []);
  return [
    { kind: "heading", parts: [`${caseNumber(s.number)} · `, quoted(s.report.title, t)] },
    text(
      [
        ...t(`stage.${stageOf(s)}`),
        " · ",
        ...t(`severity.${s.severity}`),
        ...line(amount(s.report, t)),
        ...line(s.report.hurts ? [quoted(s.report.hurts, t)] : null),
      ],
      "muted",
    ),
    ...(closed ? [text(t("card.closed", { who: named(account, closed.by, t), at: moment(closed.at) }), "waiting")] : []),
    ...waitLines(s, t, account, now),
    ...waiting.map((asked) => waitingLine(s, asked, t, account, now)),
  ];
}

/** Who is waited for, what they do there, for what, and by when; of what is late, when it was due. */
export function waitingLine(s: Shared, { key, to, due, firm }: Asked, t: Speak, account: Account, now: Instant): Block {
  const only = to.length === 1 ? personOf(account, to[0]!) : null;
  return text(
    t(isLate({ due }, now) ? "card.waiting.late" : "card.waiting", {
      who: namedAll(account, to, t),
      firm: [firmName(account, firm), ...(only ? [...t("comma"), quoted(only.title, t)] : [])],
      what: waitingFor(s, key, t),
      due: moment(due),
    }),
    "waiting",
  );
}

/** What is waited for: a promise by its words, anything else by what it is. */
export function waitingFor(s: Shared, key: string, t: Speak): Part[] {
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
    ...handedOver(s, t, account).map((parts) => text(parts, "muted")),
    ...(s.locus.settled
      ? [text(t("card.locus.settled", { locus: t(`locus.${s.locus.settled}`, names(account)) }), "muted")]
      : says.every(({ locus }) => locus === null)
        ? []
        : [
            text(
              says.flatMap(({ firm, locus }, i) => [
                ...(i === 0 ? [...t("card.locus"), " "] : t("semicolon")),
                ...t("card.locus.says", { locus: t(`locus.${locus ?? "not-said"}`, names(account)), firm: firmName(account, firm) }),
              ]),
              "muted",
            ),
          ]),
    // The instant, not how long ago: the card is edited in place and read days later.
    text(
      s.lastChange.by === "clock"
        ? t("card.changed.by-itself", { at: moment(s.lastChange.at) })
        : t("card.changed", { at: moment(s.lastChange.at), who: named(account, s.lastChange.by, t) }),
      "muted",
    ),
  ];
}

/** How often it was passed around, and the last time. */
function handedOver({ handOvers: { count, latest } }: Shared, t: Speak, account: Account): Part[][] {
  const last = latest.at(-1);
  if (!last) return [];
  return [t("card.handed-over", { count, from: named(account, last.from, t), to: named(account, last.to, t), at: moment(last.at) })];
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
          helpButton(see, t),
        ]),
    moreButton(t, see),
  ],
});
