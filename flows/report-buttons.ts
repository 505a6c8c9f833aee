/** The buttons with which a failure is reported or warned of. */

import { loci } from "../src/domain/collaboration.ts";
import { sorts } from "../src/domain/intake.ts";
import type { Action, Field } from "../src/domain/message.ts";
import type { Account, Firm } from "../src/domain/people.ts";
import { effects, stops } from "../src/domain/severity.ts";
import { promisedField } from "./intake.ts";
import { button, choices, field, rare } from "./parts.ts";
import { toldUnasked } from "./standing/agreed.ts";
import { useLine } from "./standing/today.ts";
import type { Speak } from "./wording/index.ts";

/** How many, as a form asks for it: "38 of 120". */
export const amountField = (t: Speak, value: string) =>
  field.text(t, "amount", "field.amount", { maxLength: 40, value, hint: "hint.amount" });

/** What a report's fields begin with. */
export type Begun = {
  readonly what?: string;
  readonly order?: string | null;
  readonly amount?: string | null;
  readonly stops?: string | null;
  readonly remedy?: string | null;
};

const locusField = (t: Speak, required: boolean): Field =>
  field.choice(t, "locus", "field.locus", choices(t, loci, "locus.option"), { required, hint: "hint.locus" });

/** What the supplier can say at once: the more of it comes with the news, the less is owed later. */
const firstWords = (t: Speak, firm: Firm): Field[] =>
  firm === "supplier"
    ? [
        field.text(t, "explanation", "field.first-explanation", { lines: 3, maxLength: 600, hint: "hint.first-explanation" }),
        field.yes(t, "apology", "field.apology"),
      ]
    : [];

/** The five fields of a report, the photo with the first of them; one sentence is enough, and what is seldom needed is folded away. */
export const reportFields = (t: Speak, firm: Firm, { what, order, amount, stops: stop, remedy }: Begun = {}): readonly Field[] => [
  field.text(t, "what", "field.what", { required: true, lines: 3, maxLength: 600, value: what ?? "" }),
  field.files(t),
  field.text(t, "order", "field.order", { maxLength: 80, value: order ?? "" }),
  amountField(t, amount ?? ""),
  field.choice(t, "stops", "field.stops", choices(t, stops, "stops"), { required: true, ...(stop && { value: stop }) }),
  field.text(t, "remedy", "field.remedy", { maxLength: 200, value: remedy ?? "" }),
  ...[
    firm === "customer" ? [promisedField(t)] : [],
    field.choices(t, "also", "field.also", choices(t, effects, "effect")),
    field.when(t, "felt", firm === "supplier" ? "field.felt" : "field.from"),
    field.choice(t, "sort", "field.sort", choices(t, sorts, "sort")),
    field.text(t, "where", "field.where", { maxLength: 80 }),
    locusField(t, false),
    firstWords(t, firm),
  ]
    .flat()
    .map(rare),
];

/** The button that reports a failure. */
export const reportButton = (t: Speak, firm: Firm, begun: Begun = {}): Action =>
  button(t, "action.report", null, { type: "report" }, { style: "primary", intro: t("form.report"), fields: reportFields(t, firm, begun) });

/** The button with which a firm tells early of something that has not happened: the supplier of its supply, the customer of its own plans. */
export const warnButton = (t: Speak, firm: Firm, account: Account, what = ""): Action => {
  const told = [toldUnasked(account, firm, t), firm === "supplier" ? useLine(account, t) : []].filter(({ length }) => length > 0);
  return button(
    t,
    firm === "supplier" ? "action.warn" : "action.forewarn",
    null,
    { type: "report", kind: "risk" },
    {
      intro: [...t("form.warn"), ...told.flatMap((line) => ["\n", ...line])],
      fields: [
        field.text(t, "what", "field.coming", {
          required: true,
          lines: 3,
          maxLength: 600,
          value: what,
          hint: firm === "supplier" ? "hint.coming" : "hint.coming-customer",
        }),
        firm === "supplier" ? locusField(t, true) : null,
        field.when(t, "felt", "field.felt"),
        field.when(t, "until", "field.until"),
        field.choice(t, "stops", "field.would-stop", choices(t, stops, "stops"), { required: true }),
        ...[
          ...(firm === "supplier" ? [{ ...field.when(t, "noticed", "field.known-since") }] : []),
          field.text(t, "order", "field.order", { maxLength: 80 }),
          amountField(t, ""),
          ...firstWords(t, firm),
        ].map(rare),
      ],
    },
  );
};
