/** What is asked of whom, for every source, mover and severity: the conversation itself is played, and what it asks is written down. */
import { describe, expect, test } from "vitest";
import { planOf, proposers } from "../../flows/plan.ts";
import { writeWhen } from "../../flows/reading/when.ts";
import { type Locus, loci, type Perspective, type Topic } from "../../src/domain/collaboration.ts";
import { askSchema } from "../../src/domain/command.ts";
import type { Action } from "../../src/domain/message.ts";
import { type Firm, firms, type Person, type SeverityName } from "../../src/domain/people.ts";
import { ranks } from "../../src/domain/roles.ts";
import type { Stops } from "../../src/domain/severity.ts";
import { dayMs, hourMs, plus } from "../../src/domain/time.ts";
import { chooser, fill } from "../support/fill.ts";
import { eventsOf, type World, world } from "../support/given.ts";
import { asked } from "../support/play.ts";

const perspectives: readonly Perspective[] = ["proactive", "reactive"];
const severities: readonly (readonly [string, Stops])[] = [
  ["low", "nothing"],
  ["normal", "slowed"],
  ["high", "line"],
  ["critical", "danger"],
];

/** What each kind of ask is about, as the plan speaks of it; a kind that is missing here has no place in the plan yet. */
const topicOf: Readonly<Record<string, Topic>> = {
  acknowledge: "effect",
  // What was reported, told more closely.
  pain: "effect",
  details: "effect",
  cover: "effect",
  impact: "effect",
  // Somebody of theirs asked to be called, or said what was settled when they spoke.
  call: "effect",
  spoken: "effect",
  evidence: "at-hand",
  update: "at-hand",
  diagnosis: "cause",
  cause: "cause",
  step: "cause",
  knows: "cause",
  "stop-looking": "cause",
  undecided: "cause",
  weigh: "cause",
  judge: "fits",
  right: "fits",
  help: "help",
  teach: "help",
  choose: "choice",
  evaluate: "choice",
  answer: "choice",
  approve: "choice",
  restate: "choice",
  understand: "choice",
  sign: "choice",
  option: "work",
  move: "work",
  effort: "work",
  beside: "work",
  // Offered once, if it suits them: a sample or a shift that they have.
  bridge: "at-hand",
  split: "choice",
  promise: "work",
  verify: "good",
  close: "good",
  survey: "good",
  // What comes after a recovery, whatever its source.
  value: "good",
  "confirm-value": "good",
  review: "good",
  measure: "good",
  thanks: "good",
  reference: "good",
  watch: "good",
  effect: "good",
  "answer-surprise": "good",
  preferences: "good",
  use: "good",
};
const work: readonly Topic[] = ["cause", "work"];

const texts = (action: Action, made: World, who: Person): Record<string, unknown> => ({
  ...fill(action.fields, made, chooser(0)),
  ...(action.key === "action.seal-diagnosis" && { locus: "unknown" }),
  ...(action.fields.some(({ name, kind }) => name === "promises" && kind === "text") && {
    promises: `${who.name}: put it right, by ${writeWhen(plus(made.now(), 9 * dayMs), who.calendar.zone)}`,
  }),
});

/** Plays a case from the report on, always pressing the first button, until nobody is asked anything for a fortnight. */
async function course(locus: Locus, perspective: Perspective, stops: Stops) {
  const made = await world();
  const [first, second] = perspective === "proactive" ? ["reza", "freja"] : ["freja", "reza"];
  await made.ask(first, { type: "report", what: "Batch 4411 came in cracked", stops, locus });
  await made.ask(second, { type: "acknowledge", locus, explanation: "We look into it", apology: locus === "supplier" });
  const plan = planOf((await made.held()).shared, made.account());
  for (let presses = 0; presses < 60; presses++) {
    const held = await made.held();
    if (held.shared.followUp.closed) break;
    let pressed = false;
    for (const { who, actions } of asked(made, held)) {
      const [action] = actions;
      if (action?.press.kind !== "command") continue;
      const read = askSchema.safeParse({ ...action.press.command, ...texts(action, made, who) });
      if (!read.success || !(await made.send(who.id, read.data)).answer.ok) continue;
      pressed = true;
      break;
    }
    if (!pressed) await made.pass(4 * hourMs);
  }
  // Each question once, and whom it was put to first.
  const asks: { [F in Firm]: Map<string, readonly string[]> } = { supplier: new Map(), customer: new Map() };
  for (const event of made.store.written.flatMap(eventsOf))
    if (event.type === "asked" && !asks[event.firm].has(event.ask)) asks[event.firm].set(event.ask, event.to);
  return { made, plan, asks, closed: (await made.held()).shared.followUp.closed !== null };
}

type Row = Awaited<ReturnType<typeof course>> & { locus: Locus; perspective: Perspective; severity: string };
const rows: Row[] = [];
for (const locus of loci)
  for (const perspective of perspectives)
    for (const [severity, stops] of severities) rows.push({ locus, perspective, severity, ...(await course(locus, perspective, stops)) });

const cell = (locus: Locus, perspective: Perspective, severity: string) =>
  rows.find((row) => row.locus === locus && row.perspective === perspective && row.severity === severity)!;

const kindOf = (key: string): string => key.split(":")[0]!;
const kindsOf = ({ asks }: Row, firm: Firm): Set<string> => new Set([...asks[firm].keys()].map(kindOf));
const name = ({ locus, perspective, severity }: Row): string => `${locus} ${perspective} ${severity}`;

describe("the plan of every source, mover and severity", () => {
  test("as a table", () => {
    const roleLine = ({ plan }: Row, firm: Firm) =>
      plan.roles[firm].map(({ role, seats: count }) => (count > 0 ? `${role} ${count}` : role)).join(", ");
    const askLine = ({ asks }: Row, firm: Firm) => {
      const all = [...asks[firm]].map(([key, to]) => `${kindOf(key)} of ${to.join("/")}`);
      return [...new Set(all)].map((one) => {
        const times = all.filter((other) => other === one).length;
        return times > 1 ? `${one} (${times})` : one;
      });
    };
    const lines = rows.map((row) => {
      const { lead, customer } = row.plan;
      return [
        `${name(row)}: level ${row.plan.level}`,
        `    leads: analysis ${lead.analysis}, resolution ${lead.resolution}, implementation ${lead.implementation}`,
        `    first chosen of: ${ranks[row.severity as SeverityName].join(", ")}`,
        `    the customer is asked about: ${customer.join(", ")}`,
        ...firms.flatMap((firm) => [
          `    ${firm}: ${roleLine(row, firm)}`,
          `      ${row.asks[firm].size} asks: ${askLine(row, firm).join(" · ")}`,
        ]),
      ].join("\n");
    });
    console.log(lines.join("\n"));
    expect(lines).toHaveLength(loci.length * perspectives.length * severities.length);
  });

  test("every one of them comes to its end", () => {
    expect(rows.filter(({ closed }) => !closed).map(({ locus, perspective, severity }) => `${locus} ${perspective} ${severity}`)).toEqual(
      [],
    );
  });

  test("levels stand in the order of the research", () => {
    const ladder = [
      ["supplier", "proactive"],
      ["environment", "proactive"],
      ["supplier", "reactive"],
      ["environment", "reactive"],
      ["customer", "reactive"],
      ["unknown", "reactive"],
    ] as const;
    for (const [severity] of severities)
      expect(ladder.map(([locus, perspective]) => cell(locus, perspective, severity).plan.level)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("the customer is asked about nothing that its plan does not name", () => {
    const others = rows.flatMap((row) =>
      [...kindsOf(row, "customer")].filter((kind) => !row.plan.customer.includes(topicOf[kind]!)).map((kind) => `${name(row)}: ${kind}`),
    );
    expect(others).toEqual([]);
  });

  test("what the supplier caused gives the customer the fewest asks, and never work", () => {
    for (const perspective of perspectives)
      for (const [severity] of severities) {
        const least = cell("supplier", perspective, severity);
        expect([...kindsOf(least, "customer")].filter((kind) => work.includes(topicOf[kind]!))).toEqual([]);
        for (const locus of loci) {
          const other = cell(locus, perspective, severity);
          expect(other.asks.customer.size, name(other)).toBeGreaterThanOrEqual(least.asks.customer.size);
        }
      }
  });

  test("and little work is not little say: it signs, and says whether it is good", () => {
    const silent = rows.filter((row) => {
      const kinds = kindsOf(row, "customer");
      return !kinds.has("sign") || !(kinds.has("verify") || kinds.has("close"));
    });
    expect(silent.map(name)).toEqual([]);
  });

  test("while nobody knows, the two firms are asked most alike: of all asks, and of work", () => {
    // How much of all that is asked is asked of both; and by how many pieces of work one firm has more than the other.
    const alike = (row: Row): number => {
      const [ours, theirs] = [kindsOf(row, "supplier"), kindsOf(row, "customer")];
      return [...ours].filter((kind) => theirs.has(kind)).length / new Set([...ours, ...theirs]).size;
    };
    // A solution that lasts, after one that only bridges, is the same piece of work.
    const looks = ({ asks }: Row, firm: Firm): number =>
      new Set(
        [...asks[firm].keys()]
          .filter((key) => ["diagnosis", "cause", "evidence", "option"].includes(kindOf(key)))
          .map((key) => key.replace(/:lasting$/, "")),
      ).size;
    const uneven = (row: Row): number => Math.abs(looks(row, "supplier") - looks(row, "customer"));
    for (const perspective of perspectives)
      for (const [severity] of severities) {
        const even = cell("unknown", perspective, severity);
        expect(uneven(even), name(even)).toBe(0);
        for (const locus of loci)
          expect(alike(cell(locus, perspective, severity)), `${locus} ${perspective} ${severity}`).toBeLessThanOrEqual(alike(even));
      }
  });

  test("the graver it is, the more people of both firms take part, and never fewer", () => {
    for (const locus of loci)
      for (const perspective of perspectives) {
        const people = severities.map(([severity]) =>
          firms.map((firm) => cell(locus, perspective, severity).plan.roles[firm].reduce((sum, { seats }) => sum + seats, 0)),
        );
        for (const i of [1, 2, 3]) for (const f of [0, 1]) expect(people[i]![f]).toBeGreaterThanOrEqual(people[i - 1]![f]!);
      }
  });

  test("while the customer alone has said that it is the supplier's, it is asked for no work and looks for no cause", async () => {
    const made = await world();
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", locus: "supplier" });
    await made.ask("reza", { type: "acknowledge" });
    const { shared } = await made.held();
    expect(planOf(shared, made.account())).toMatchObject({ locus: "supplier", level: 3, differs: false });
    const kinds = (firm: Firm) => shared.asked.flatMap((ask) => (ask.firm === firm ? [kindOf(ask.key)] : []));
    expect(kinds("customer").filter((kind) => work.includes(topicOf[kind]!))).toEqual([]);
    expect(kinds("supplier")).toContain("cause");
    await made.ask("reza", { type: "say-locus", locus: "customer" });
    expect(planOf((await made.held()).shared, made.account())).toMatchObject({ locus: "unknown", differs: true });
  });

  test("a relationship may change level and leads, but never that the customer works for what the supplier caused", async () => {
    const made = await world();
    const account = {
      ...made.account(),
      plan: [
        { locus: "environment", perspective: "reactive", level: 3, lead: { analysis: "supplier" } },
        { locus: "supplier", perspective: "reactive", lead: { analysis: "customer", implementation: "both" } },
      ] as const,
    };
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", locus: "environment" });
    const shared = (await made.held()).shared;
    expect(planOf(shared, account)).toMatchObject({ level: 3, lead: { analysis: "supplier", resolution: "both" } });
    const ours = { ...shared, locus: { ...shared.locus, settled: "supplier" as const } };
    expect(planOf(ours, account)).toMatchObject({ level: 3, lead: { analysis: "supplier", implementation: "supplier" } });
  });

  test("or what the customer is asked about and how many people a role has, but its say stays, and of what the supplier caused nothing is added", async () => {
    const made = await world();
    const account = {
      ...made.account(),
      plan: [
        { locus: "environment", perspective: "reactive", customer: ["at-hand"], seats: { "co-evaluator": 0, "value-retriever": 2 } },
        { locus: "supplier", perspective: "reactive", customer: ["cause", "work", "fits"] },
      ] as const,
    };
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", locus: "environment" });
    const { shared } = await made.held();
    const plan = planOf(shared, account);
    expect(plan.customer).toEqual(["effect", "choice", "good", "at-hand"]);
    const seats = (firm: Firm, role: string) => plan.roles[firm].find((one) => one.role === role)?.seats;
    expect([seats("customer", "co-evaluator"), seats("supplier", "value-retriever"), seats("customer", "co-developer")]).toEqual([0, 2, 1]);
    // Both lead the resolution, and the customer does not work: the supplier alone is asked.
    expect(proposers({ ...shared, acknowledged: null }, account).map(({ firm }) => firm)).toEqual(["supplier"]);
    const ours = { ...shared, locus: { ...shared.locus, settled: "supplier" as const } };
    expect(planOf(ours, account).customer).toEqual(["effect", "choice", "good", "fits"]);
  });
});
