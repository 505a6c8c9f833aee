/** The forms that make options, offers and changes of an agreement: five fields, what is seldom needed folded away below them. */
import type { Past, Shared, VisibleCase } from "../src/domain/case.ts";
import type { Locus } from "../src/domain/collaboration.ts";
import { solutionKinds } from "../src/domain/commands/negotiation.ts";
import { type Agreement, type Deal, endings, resources } from "../src/domain/deal.ts";
import type { Action, Field, Part } from "../src/domain/message.ts";
import { type Account, type Person, sources } from "../src/domain/people.ts";
import { dayMs, epochMs, type Instant, plus } from "../src/domain/time.ts";
import { type DealForm, dealValues, emptyForm, entryPromises } from "./deal.ts";
import { ownCost } from "./effort.ts";
import { changeable } from "./offer.ts";
import { button, caseNumber, choices, field, people, quoted, rare } from "./parts.ts";
import { plannedLocus } from "./plan.ts";
import { mayDo } from "./standing/agreed.ts";
import { expected, fittingFirst } from "./standing/preferences.ts";
import { plain, type Speak } from "./wording/index.ts";

const endsField = (t: Speak, { ends }: DealForm): Field =>
  field.choice(t, "ends", "field.ends", choices(t, endings, "ends"), { required: true, ...(ends !== null && { value: ends }) });
const discountField = (t: Speak, { discount }: DealForm): Field => field.number(t, "discount", "field.discount", 0, 100, discount);
/** Where nobody knows yet where it came from: how the cost together is carried until then. */
const interimFields = (t: Speak, { interim }: DealForm, s: Shared): Field[] =>
  plannedLocus(s) === "unknown" && s.locus.settled === null && s.severity !== "low"
    ? [{ ...field.number(t, "interim", "field.interim", 0, 100, interim), hint: plain(t("hint.interim")) }]
    : [];
const openField = (t: Speak): Field => field.when(t, "open", "field.open");

/** Whether it must be said if an offer ends what hurts most: somebody has said what does, and it is no small matter. */
const asksEnd = ({ report: { hurts }, severity }: Shared): boolean => hurts !== null && severity !== "low";

/** What, who promises what by when, whether it ends what hurts most, and what it costs each firm. */
function dealFields(t: Speak, values: DealForm, s: Shared, seldom: readonly Field[] = []): Field[] {
  const [ends, discount] = [endsField(t, values), discountField(t, values)];
  return [
    field.text(t, "terms", "field.terms", { required: true, lines: 3, value: values.terms }),
    // A change of what is agreed may leave nothing open.
    promisesField(t, values, s.negotiation.agreement === null),
    asksEnd(s) ? ends : discount,
    ...costFields(t, values),
    ...(asksEnd(s) ? [rare(discount)] : []),
    ...interimFields(t, values, s).map(rare),
    ...seldom.map(rare),
  ];
}

const promisesField = (t: Speak, { promises: value }: DealForm, required: boolean): Field =>
  field.text(t, "promises", "field.promises", { required, lines: 6, maxLength: 2_000, value, hint: "hint.promises" });
const costFields = (t: Speak, values: DealForm): Field[] => [
  field.money(t, "supplierCost", "field.cost-supplier", values.supplierCost, "hint.cost"),
  field.money(t, "customerCost", "field.cost-customer", values.customerCost, "hint.cost"),
];

/** Who sees it; what hurts most, so that it can be said whether it ends; for the supplier what the customer expects first. */
function introOf(t: Speak, words: Part[], s: Shared, who: Person, account: Account): Part[] {
  const expects = who.firm === "supplier" ? expected(account, t) : null;
  return [
    ...words,
    ...(asksEnd(s) ? ["\n", ...t("fact.hurts"), ": ", quoted(s.report.hurts, t)] : []),
    ...(expects ? ["\n", ...expects] : []),
  ];
}

/** What an offer of the supplier's is by the customer's word on what it wants: owed, customary, or beyond what was promised. */
const promisedSource = { written: "contract", expected: "custom", unsure: "extra" } as const;

/**
 * One button for what worked before and for each ready-made solution, its form already filled; the last one starts from nothing.
 * With low severity what is offered is on the table at once, and can have an end.
 */
export function offerButtons(see: VisibleCase, t: Speak, who: Person, account: Account, now: Instant): Action[] {
  const s = see.shared;
  const zone = who.calendar.zone;
  const fits: readonly string[] = solutionsFor(s);
  const ready =
    who.firm === "supplier"
      ? fittingFirst(
          byPlace(account.catalogue, ({ kind }) => fits.indexOf(kind)),
          account,
        )
      : [];
  const open = s.severity === "low" ? [openField(t)] : [];
  const intro = introOf(t, t("form.offer"), s, who, account);
  const own = who.firm === "supplier" ? promisedSource[s.report.promised ?? "unsure"] : "custom";
  return [
    ...s.past.map((past): Action => {
      const values = { ...dealValues(movedOver(past, now), account, zone, t.language), ends: null };
      const { kind: solution, source, temporary } = past.deal;
      const args = { case: caseNumber(past.number), kept: past.kept, made: past.made };
      const looks = { style: "primary", intro, fields: dealFields(t, values, s, open), variant: String(past.number), args } as const;
      return button(t, "action.offer-again", see.id, { type: "propose-option", solution, source, temporary }, looks);
    }),
    ...ready.map((entry): Action => {
      const values = { ...emptyForm, terms: entry.terms, promises: entryPromises(entry, now, zone, t.language) };
      const { kind: solution, source, temporary } = entry;
      const looks = {
        style: "primary",
        intro,
        fields: dealFields(t, values, s, open),
        variant: entry.id,
        label: `${entry.name}…`,
      } as const;
      return button(t, "action.offer-ready", see.id, { type: "propose-option", solution, source, temporary }, looks);
    }),
    button(
      t,
      "action.offer-new",
      see.id,
      { type: "propose-option" },
      {
        style: s.past.length + ready.length === 0 ? "primary" : "plain",
        intro,
        fields: dealFields(t, emptyForm, s, [
          field.choice(t, "solution", "field.solution", choices(t, solutionsFor(s), "solution"), { value: "other" }),
          field.choice(t, "source", "field.source", choices(t, sources, "source"), { value: own }),
          field.yes(t, "temporary", "field.temporary"),
          ...open,
        ]),
      },
    ),
  ];
}

/** What fits first, by where it came from (questions page, list D): of what the customer did, help; of what nobody knows, a look together. */
const first: { readonly [L in Locus]: readonly (typeof solutionKinds)[number][] } = {
  supplier: [],
  environment: [],
  customer: ["advice", "options", "teach", "help"],
  unknown: ["joint-look"],
};

/** The kinds of solutions, what fits the source that the case is planned by first. */
function solutionsFor(s: Shared): readonly (typeof solutionKinds)[number][] {
  const fits = first[plannedLocus(s)];
  return [...fits, ...solutionKinds.filter((kind) => !fits.includes(kind))];
}

/** A list in the order of its places; what has the same place stays in its order. */
const byPlace = <T>(list: readonly T[], place: (item: T) => number): readonly T[] =>
  [...list].sort((one, other) => place(one) - place(other));

/** The button for what only lets the other firm go on until the real solution is there. */
export function bridgeButton(see: VisibleCase, t: Speak, who: Person, account: Account): Action {
  const s = see.shared;
  return button(
    t,
    "action.offer-temporary",
    see.id,
    { type: "propose-option", solution: "temporary-fix", source: "extra", temporary: true },
    { intro: introOf(t, t("form.offer"), s, who, account), fields: dealFields(t, emptyForm, s) },
  );
}

/** What worked before with its dates moved: as many days from now as they were from the day it was agreed. */
function movedOver({ deal, agreedAt }: Past, now: Instant): Deal {
  const days = Math.max(0, Math.ceil((epochMs(now) - epochMs(agreedAt)) / dayMs));
  return { ...deal, promises: deal.promises.map((promise) => ({ ...promise, due: plus(promise.due, days * dayMs) })) };
}

/** The button that answers a deal with another one; of several options each has its number. */
export function counterButton(
  see: VisibleCase,
  t: Speak,
  deal: Deal,
  base: Readonly<Record<string, string>>,
  who: Person,
  account: Account,
  number: number | null = null,
): Action {
  const { kind: solution, source, temporary } = deal;
  const known = dealValues(deal, account, who.calendar.zone, t.language);
  const cost = ownCost(see);
  const filledIn = t("form.own-cost");
  // What the own firm reckons with is filled in for its own people; it is the other firm's to see once they send it.
  const values = cost === null ? known : { ...known, [`${who.firm}Cost`]: cost };
  return button(
    t,
    number === null ? "action.counter" : "action.counter-option",
    see.id,
    { type: "counter", solution, source, temporary, ...base },
    {
      intro: introOf(t, [...t("form.counter"), ...(cost === null ? [] : ["\n", ...filledIn])], see.shared, who, account),
      fields: dealFields(t, values, see.shared, [field.text(t, "why", "field.why-offer"), openField(t)]),
      ...(number !== null && { args: { number }, variant: String(number) }),
    },
  );
}

/** The button that puts a change of the agreement on the table: what is still open, as it stands, to be changed. */
export function amendButton(see: VisibleCase, t: Speak, { name, revision: { deal } }: Agreement, who: Person, account: Account): Action {
  const s = see.shared;
  const { kind: solution, source, temporary } = deal;
  const values = dealValues({ ...deal, promises: changeable(s) }, account, who.calendar.zone, t.language);
  return button(
    t,
    "action.amend",
    see.id,
    { type: "amend", solution, source, temporary },
    {
      intro: t("form.amend", { agreement: name }),
      fields: [
        field.text(t, "why", "field.why-change", { required: true }),
        field.text(t, "terms", "field.terms", { required: true, lines: 3, value: values.terms }),
        promisesField(t, values, false),
        ...costFields(t, values),
        // What must be said is not folded away.
        ...(asksEnd(s) ? [values.ends === null ? endsField(t, values) : rare(endsField(t, values))] : []),
        ...interimFields(t, values, s).map(rare),
        rare(discountField(t, values)),
        rare(openField(t)),
      ],
    },
  );
}

/** The button that puts something of one's own firm into an option, by its number, or into the offer on the table. */
export function pledgeButton(
  see: VisibleCase,
  t: Speak,
  base: { option: string } | { revision: string },
  who: Person,
  account: Account,
  number = 0,
): Action {
  const colleagues = people(account, who.firm, null);
  const looks = number > 0 ? { args: { number }, variant: String(number) } : {};
  return button(
    t,
    number > 0 ? "action.pledge-option" : "action.pledge",
    see.id,
    { type: "pledge", ...base },
    {
      ...looks,
      intro: [...t("form.pledge"), ...mayDo(account, [who.firm], t).flatMap((line) => ["\n", ...line])],
      fields: [
        field.choice(t, "resource", "field.resource", choices(t, resources, "resource"), { required: true }),
        field.text(t, "what", "field.pledge", { required: true }),
        field.choice(t, "owner", "field.owner", colleagues, { required: true, value: who.id }),
        field.when(t, "due", "field.pledge-due", true),
      ],
    },
  );
}

/** The button that opens an agreement as it was signed. */
export const readButton = (see: VisibleCase, t: Speak, { name }: Agreement): Action => ({
  key: "action.read-agreement",
  label: plain(t("action.read-agreement", { agreement: name })),
  style: "plain",
  press: { kind: "agreement", case: see.id, name },
  intro: [],
  fields: [],
});
