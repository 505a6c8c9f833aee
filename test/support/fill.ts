/** Fills the fields of actions as people would, and now and then as nobody should; everything that is typed bears a dagger. */

import { writeWhen } from "../../flows/reading/when.ts";
import type { Case } from "../../src/domain/case.ts";
import { type Ask, askSchema } from "../../src/domain/command.ts";
import type { Field } from "../../src/domain/message.ts";
import type { Firm } from "../../src/domain/people.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import type { World } from "./given.ts";

/** Chooses one of a list; each call goes on from the one before. */
export type Choose = <T>(list: readonly T[]) => T;

/** A chooser that always chooses the same things; with 0 always the first. */
export function chooser(start: number): Choose {
  let state = start;
  return (list) => {
    const at = state % list.length;
    state = state === 0 ? 0 : (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 1) + 1;
    return list[at]!;
  };
}

/** The mark that everything typed by people bears, and nothing of ours does. */
export const dagger = "†";

const plainTexts = [
  "two photos of it",
  "<!channel> <@U999> &amp; <b>bold</b> {who} {count, plural, one {x}}",
  "[bank](https://evil.example) *a* _b_ `c` | # d",
  "اندازه‌گیری شد، ۳۸ از ۱۲۰",
  "'; drop table cases; -- __proto__ constructor",
  "needs 2, by then: 3.",
];
/** What people type; `tag` tells what was typed in one command from all else. */
export const textsOf = (tag = ""): readonly string[] => plainTexts.map((text) => `${dagger}${tag} ${text}`);
const moneys = [
  "6450.00 EUR",
  "EUR 50,000.00",
  "50000.01 EUR",
  "120000 EUR",
  "0.01 EUR",
  "1000.01 EUR",
  "",
  "12 USD",
  "10,500 EUR",
  `${dagger} much`,
];
const whens = ["", `${dagger} whenever`, "2026-02-30T10:00", "2001-01-01T00:00", "Thu"];
/** What can be typed where an amount, a date or promises are asked for, and is not always right. */
export const wrong = { moneys, whens, promises: [`${dagger} nothing`, `Nobody: ${dagger} x, by Thu 26 Nov 16:00`] } as const;

/** Promises as people write them, one a line. */
export function promiseLines(made: World, choose: Choose, tag = ""): string {
  const people = made.account().people;
  const count = choose([1, 2, 3, 2, 1, 0]);
  const when = () => writeWhen(plus(made.now(), choose([1, 2, 3, 5, 9]) * dayMs), choose(people).calendar.zone);
  const line = (_: unknown, i: number) =>
    `${choose(people).name}: ${dagger}${tag} promise ${i + 1}, by ${when()}${i > 0 && choose([true, false]) ? ", needs 1" : ""}`;
  return count === 0 ? choose(wrong.promises) : Array.from({ length: count }, line).join("\n");
}

function value(field: Field, made: World, choose: Choose, tag: string): unknown {
  switch (field.kind) {
    case "text":
      if (field.name === "promises")
        return field.value !== "" && choose([true, false, true]) ? field.value : promiseLines(made, choose, tag);
      return choose([field.value === "" ? textsOf(tag)[0] : field.value, ...textsOf(tag)])?.slice(0, field.maxLength);
    case "choice":
      return choose([
        field.value ?? choose(field.options).value,
        choose(field.options).value,
        field.required ? choose(field.options).value : "",
      ]);
    case "choices":
      return [choose(field.options).value];
    case "number":
      return choose([field.value ?? field.min, field.min, field.max]);
    case "money":
      return choose([field.value, ...moneys]);
    case "when":
      return choose([writeWhen(plus(made.now(), choose([1, 2, 4]) * dayMs), "Europe/Copenhagen"), plus(made.now(), 3 * dayMs), ...whens]);
    case "yes":
      return choose([true, false]);
    case "files":
      return choose([[], ["f7h2k9d3m5q8"]]);
    default:
      return field satisfies never;
  }
}

/** Values for the fields of an action. */
export function fill(fields: readonly Field[], made: World, choose: Choose, tag = ""): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const field of fields) filled[field.name] = value(offered(field, filled), made, choose, tag);
  return filled;
}

/** A field with the options that fit what has been chosen above it. */
const offered = (field: Field, filled: Record<string, unknown>): Field =>
  field.kind === "choice" ? { ...field, options: field.options.filter(({ when }) => !when || filled[when.field] === when.is) } : field;

/** What a person of a firm says that only the own firm may know of. */
export function talk(held: Case, firm: Firm, choose: Choose, tag = ""): Ask | null {
  const texts = textsOf(tag);
  const options = held.shared.negotiation.options.map(({ id }) => id);
  const asks: unknown[] = [
    { type: "note", text: choose(texts) },
    ...(options.length > 0 ? [{ type: "evaluate", option: choose(options), matters: "time", note: choose(texts) }] : []),
    ...held[firm].asked.map(({ key }) => ({ type: "snooze", ask: key, pause: "30-minutes" })),
    { type: "say-effort", people: choose(texts), cost: "1234.56 EUR" },
    { type: "note-value", kind: "cost", what: choose(texts), hours: 21 },
    { type: "answer-survey", part: choose([1, 2]), satisfaction: choose([1, 4, 7]) },
  ];
  const read = askSchema.safeParse(choose(asks));
  return read.success ? read.data : null;
}
