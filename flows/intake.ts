/** What is asked after the first sentence, once somebody has taken it: what hurts, what would help, when and how it was found. */
import { promised, type Report, type Shared } from "../src/domain/case.ts";
import { loci } from "../src/domain/collaboration.ts";
import type { AskOf } from "../src/domain/command.ts";
import {
  accept,
  type Context,
  type Decision,
  type DrawAsk,
  type Flow,
  quick,
  type Rejection,
  reject,
  type Wanted,
} from "../src/domain/flow.ts";
import { type Details, deliveries, sorts, ways } from "../src/domain/intake.ts";
import type { Field, Part } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import { type Around, hourMs, type Instant, plus } from "../src/domain/time.ts";
import { button, choices, field, listed, moment, quoted, rare, row, speak } from "./parts.ts";
import { readAround } from "./reading/around.ts";
import type { Speak } from "./wording/index.ts";

/** A time as closely as it is known: "today 09:10", "Mon 23 Nov, in the afternoon". */
export function when({ at, span }: Around, t: Speak): Part[] {
  if (span === "minute") return [moment(at)];
  // Its middle: so that the day is the same one for a reader a few zones away.
  const day: Part = { kind: "instant", at: plus(at, (span === "day" ? 12 : 2) * hourMs), show: "date" };
  return span === "day" ? [day] : t("around", { day, part: t(`span.${span}`) });
}

/** What else is true of it, one after the other; `null`: nothing was said. */
export const alsoParts = ({ also = [] }: Pick<Report, "also">, t: Speak): Part[] | null =>
  also.length === 0
    ? null
    : listed(
        also.map((one) => t(`effect.${one}`)),
        t,
      );

/** When it happened, when and where it was seen, as rows of facts. */
export const timeRows = ({ report: { details: d, where = null } }: Shared, t: Speak) => [
  row(t, "fact.occurred", d.occurred && when(d.occurred, t)),
  row(t, "fact.noticed", d.noticed && when(d.noticed, t)),
  row(t, "fact.where", where && quoted(where, t)),
];

/** What else is known of it besides the first sentence. */
export const detailRows = ({ report: { details: d } }: Shared, t: Speak) => [
  row(t, "fact.sort", d.sort && listed([t(`sort.${d.sort}`), ...(d.delivery ? [t(`delivery.${d.delivery}`)] : [])], t)),
  row(t, "fact.way", d.way && t(`way.${d.way}`)),
  row(t, "fact.inspected", d.inspected === null ? null : t("amount.inspected", { inspected: d.inspected })),
];

/** When something of the past was; a refusal for what cannot be read, or has not come yet. */
export function past(
  text: string | null | undefined,
  { who, now }: Context,
): { readonly ok: true; readonly around: Around | null } | Rejection {
  if (text == null) return { ok: true, around: null };
  const around = readAround(text, now, who.calendar.zone);
  if (!around) return reject("unreadable-time", { text: { kind: "quote", text } });
  return around.at > now ? reject("noticed-later", { at: moment(around.at) }) : { ok: true, around };
}

/** What happened cannot be seen before it happens. */
export const outOfOrder = (occurred: Around | null, noticed: Around | null): Rejection | null =>
  occurred?.span === "minute" && noticed?.span === "minute" && noticed.at < occurred.at
    ? reject("noticed-before", { occurred: moment(occurred.at), noticed: moment(noticed.at) })
    : null;

/** Whether the customer's own words are still missing: what hurts most, what would help. */
const isUnheard = ({ report: { hurts, remedy, painSaid } }: Shared): boolean => !painSaid && (hurts === null || remedy === null);

/**
 * Whether there is time to ask: somebody has it, the impact is confirmed, and no offer has come yet. Of what the supplier found by itself
 * the customer confirms no impact; of what has not happened nobody can say how it was found.
 */
const isAsking = (s: Shared): boolean =>
  s.acknowledged !== null &&
  (s.report.perspective === "reactive" ? s.impactConfirmed : s.report.kind === "failure") &&
  s.severity !== "low" &&
  s.negotiation.status === "open" &&
  s.followUp.closed === null;

/** One after the other: pain first, because options are weighed by it; then what quality people need. */
function asks(s: Shared, account: Account): Wanted[] {
  if (!isAsking(s)) return [];
  const due = { withinMinutes: account.service.judge[s.severity] };
  const left = (ask: string): boolean => s.otherwise.some((one) => one.ask === ask && one.to === null);
  if (s.report.perspective === "reactive" && isUnheard(s) && !left("pain"))
    return [{ key: "pain", firm: "customer", to: [s.lead.customer], due, slots: quick.slice(0, 2) }];
  if (s.report.details.sort === null && s.report.details.way === null)
    return [{ key: "details", firm: s.report.firm, to: [s.report.by], due, slots: quick.slice(0, 2) }];
  return [];
}

/** Whether the remedy was promised, in writing or not (questions page, int-6). */
export const promisedField = (t: Speak, value: Report["promised"] = undefined): Field =>
  field.choice(t, "promised", "field.promised", choices(t, promised, "promised"), value ? { value } : {});

/** What was said already stands in its field, to be read again; where it came from is only a guess, and the customer has one, too. */
const painFields = ({ report: { hurts, remedy, promised: word }, locus }: Shared, t: Speak): Field[] => [
  field.text(t, "hurts", "field.hurts", { maxLength: 200, value: hurts ?? "" }),
  field.text(t, "remedy", "field.remedy", { maxLength: 200, value: remedy ?? "" }),
  promisedField(t, word),
  ...(locus.settled === null && locus.says.customer === null
    ? [rare(field.choice(t, "locus", "field.locus", choices(t, loci, "locus.option"), { hint: "hint.locus" }))]
    : []),
];

const pain: DrawAsk = (see, _subject, say) => {
  const t = speak(say);
  return {
    title: t("ask.pain"),
    blocks: [],
    actions: [
      button(
        t,
        "action.say-pain",
        see.id,
        { type: "say-pain" },
        { style: "primary", submit: "action.tell-both", fields: painFields(see.shared, t) },
      ),
    ],
  };
};

/** What is known already is not asked; what is seldom needed stands below the others. */
function detailFields(s: Shared, t: Speak): Field[] {
  const d = s.report.details;
  return [
    field.choice(t, "sort", "field.sort", choices(t, sorts, "sort"), d.sort ? { value: d.sort } : {}),
    field.choice(t, "delivery", "field.delivery", choices(t, deliveries, "delivery"), d.delivery ? { value: d.delivery } : {}),
    field.choice(t, "way", "field.way", choices(t, ways, "way"), d.way ? { value: d.way } : {}),
    ...(d.occurred ? [] : [field.when(t, "occurred", "field.occurred")]),
    ...(d.noticed ? [] : [field.when(t, "noticed", "field.noticed")]),
    ...(d.inspected === null ? [rare(field.number(t, "inspected", "field.inspected", 0, 10_000_000))] : []),
    ...(s.report.where === undefined ? [rare(field.text(t, "where", "field.where", { maxLength: 80 }))] : []),
  ];
}

const details: DrawAsk = (see, _subject, say) => {
  const t = speak(say);
  return {
    title: t("ask.details"),
    blocks: [],
    actions: [
      button(
        t,
        "action.describe",
        see.id,
        { type: "describe" },
        { style: "primary", submit: "action.tell-both", fields: detailFields(see.shared, t) },
      ),
    ],
  };
};

function describe({ shared: s }: { shared: Shared }, ask: AskOf<"describe">, context: Context): Decision {
  const occurred = past(ask.occurred, context);
  if (!occurred.ok) return occurred;
  const noticed = past(ask.noticed, context);
  if (!noticed.ok) return noticed;
  const { details: d, total } = s.report;
  const wrong = outOfOrder(occurred.around ?? d.occurred, noticed.around ?? d.noticed);
  if (wrong) return wrong;
  if (ask.inspected != null && total !== null && ask.inspected > total) return reject("more-than-all", { affected: ask.inspected, total });
  const told: Details = {
    occurred: occurred.around,
    noticed: noticed.around,
    sort: ask.sort ?? null,
    delivery: ask.delivery ?? null,
    way: ask.way ?? null,
    inspected: ask.inspected ?? null,
  };
  const where = ask.where ?? null;
  if (where === null && Object.values(told).every((one) => one === null)) return reject("nothing-said");
  return accept({ type: "described", audience: "shared", details: told, ...(where !== null && { said: context.said({ where }) }) });
}

export const intake: Flow = {
  rules: {
    describe,
    "say-pain": ({ shared: s }, { hurts, remedy, promised: word, locus }, { who, account, said }) => {
      if (who.firm !== "customer") return reject("customer-says-pain", { firm: account.firms.customer.name });
      const [before, now] = [s.report, { hurts: hurts ?? null, remedy: remedy ?? null }];
      const guesses = locus && s.locus.settled === null && s.locus.says.customer !== locus;
      const says = word && word !== before.promised;
      if (now.hurts === null && now.remedy === null && !guesses && !says) return reject("nothing-said");
      const again = before.painSaid && (now.hurts ?? before.hurts) === before.hurts && (now.remedy ?? before.remedy) === before.remedy;
      if (again && !guesses && !says) return reject("said-already");
      return accept(
        { type: "pain-said", audience: "shared", ...(says && { promised: word }), said: said(now) },
        ...(guesses ? [{ type: "locus-said", audience: "shared", locus } as const] : []),
      );
    },
  },
  asks,
  draw: { pain, details },
  more: (see, say, who) => {
    const t = speak(say);
    const s = see.shared;
    if (s.followUp.closed) return [];
    return [
      ...(who.firm === "customer"
        ? [button(t, "action.say-pain", see.id, { type: "say-pain" }, { submit: "action.tell-both", fields: painFields(s, t) })]
        : []),
      button(t, "action.describe", see.id, { type: "describe" }, { submit: "action.tell-both", fields: detailFields(s, t) }),
    ];
  },
};

/** When the customer feels it, of a failure that it reported itself. */
export const feltFrom = ({ report }: Shared): Instant | null => (report.kind === "failure" ? report.feltAt : null);
