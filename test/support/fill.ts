/** Fills the fields of actions as people would, and now and then as nobody should; everything that is typed bears a dagger. */

import { writeWhen } from "../../flows/reading.ts";
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

const texts = [
  "two photos of it",
  "<!channel> <@U999> &amp; <b>bold</b> {who} {count, plural, one {x}}",
  "[bank](https://evil.example) *a* _b_ `c` | # d",
  "اندازه‌گیری شد، ۳۸ از ۱۲۰",
  "'; drop table cases; -- __proto__ constructor",
  "needs 2, by then: 3.",
].map((text) => `${dagger} ${text}`);
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
const weird = ["", `${dagger} whenever`, "2026-02-30T10:00", "2001-01-01T00:00", "Thu"];

function promiseLines(made: World, choose: Choose): string {
  const people = made.account().people;
  const count = choose([1, 2, 3, 2, 1, 0]);
  const when = () => writeWhen(plus(made.now(), choose([1, 2, 3, 5, 9]) * dayMs), choose(people).calendar.zone);
  const line = (_: unknown, i: number) =>
    `${choose(people).name}: ${dagger} promise ${i + 1}, by ${when()}${i > 0 && choose([true, false]) ? ", needs 1" : ""}`;
  return count === 0
    ? choose([`${dagger} nothing`, `Nobody: ${dagger} x, by Thu 26 Nov 16:00`])
    : Array.from({ length: count }, line).join("\n");
}

function value(field: Field, made: World, choose: Choose): unknown {
  switch (field.kind) {
    case "text":
      if (field.name === "promises") return field.value !== "" && choose([true, false, true]) ? field.value : promiseLines(made, choose);
      return choose([field.value === "" ? texts[0] : field.value, ...texts])?.slice(0, field.maxLength);
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
      return choose([writeWhen(plus(made.now(), choose([1, 2, 4]) * dayMs), "Europe/Copenhagen"), plus(made.now(), 3 * dayMs), ...weird]);
    case "yes":
      return choose([true, false]);
    case "files":
      return choose([[], ["f7h2k9d3m5q8"]]);
    default:
      return field satisfies never;
  }
}

/** Values for the fields of an action. */
export const fill = (fields: readonly Field[], made: World, choose: Choose): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field.name, value(field, made, choose)]));

/** What a person of a firm says that only the own firm may know of. */
export function talk(held: Case, firm: Firm, choose: Choose): Ask | null {
  const options = held.shared.negotiation.options.map(({ id }) => id);
  const asks: unknown[] = [
    { type: "note", text: choose(texts) },
    ...(options.length > 0 ? [{ type: "evaluate", option: choose(options), matters: "time", note: choose(texts) }] : []),
    ...held[firm].asked.map(({ key }) => ({ type: "snooze", ask: key, pause: "30-minutes" })),
    { type: "answer-survey", outcome: choose([1, 4, 7]) },
  ];
  const read = askSchema.safeParse(choose(asks));
  return read.success ? read.data : null;
}

/** A command that no button offered: of any type, on anything in the case or on nothing, by anyone. */
export function junk({ shared: s }: Case, choose: Choose): Ask | null {
  const n = s.negotiation;
  const revision = n.status === "on-table" || n.status === "accepted" ? n.current : n.before;
  const some = (ids: readonly string[]) => choose([...ids, "zzzzzzzzzzzz"]);
  const offer = { revision: revision?.id ?? "zzzzzzzzzzzz", hash: choose([revision?.hash ?? "0".repeat(64), "0".repeat(64)]) };
  const promise = { promise: some(s.promises.map(({ id }) => id)), attempt: choose([1, 2, 3]) };
  const cause = some(s.analysis.causes.map(({ id }) => id));
  const text = choose(texts);
  const asks: unknown[] = [
    { type: "sign", ...offer },
    { type: "accept", ...offer },
    { type: "withdraw", revision: offer.revision },
    { type: "decline", revision: offer.revision },
    { type: "counter", terms: text, promises: `Reza: ${dagger} it, by Thu 26 Nov 2037 16:00`, revision: offer.revision },
    {
      type: "counter",
      terms: text,
      promises: `Lars: ${dagger} it, by Thu 26 Nov 2037 16:00`,
      open: choose(["tomorrow noon", `${dagger} soon`, ""]),
    },
    { type: "choose-option", option: some(n.options.map(({ id }) => id)) },
    { type: "evaluate", option: some(n.options.map(({ id }) => id)), matters: "cost", note: text },
    { type: "confirm-understanding", revision: offer.revision, of: choose(["supplier", "customer"]) },
    { type: "restate", revision: offer.revision, words: text },
    { type: "confirm-cause", cause },
    { type: "rule-out-cause", cause, reason: text },
    { type: "mark-done", ...promise, evidence: text },
    { type: "verify", ...promise },
    { type: "clear-blocker", promise: promise.promise },
    { type: "answer-new-date", promise: promise.promise, agree: choose([true, false]) },
    { type: "confirm-value", value: some(s.followUp.values.map(({ id }) => id)) },
    { type: "close" },
    { type: "reopen", reason: text },
    { type: "note", text },
    { type: "note", text: `${text} again` },
    { type: "snooze", ask: some(s.asked.map(({ key }) => key)), pause: choose(["1-hour", "morning"]) },
    { type: "acknowledge", locus: choose(["supplier", "customer", "unknown"]) },
    { type: "say-locus", locus: choose(["environment", "customer"]) },
    { type: "answer-survey", outcome: choose([1, 7]), process: 4 },
    { type: "hand-over", to: choose(["reza", "arash", "freja", "ida"]) },
  ];
  const read = askSchema.safeParse(choose(asks));
  return read.success ? read.data : null;
}
