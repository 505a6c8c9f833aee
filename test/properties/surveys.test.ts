/**
 * Nobody can be read out of a figure: over random populations that answer, skip, open their answers or say nothing, in several cases
 * of one relationship and in its own rounds between them, every figure that is ever shown tells of three people and more, and so does every difference of two.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Event } from "../../src/domain/event.ts";
import { standingId } from "../../src/domain/hash.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { type Account, type Firm, firms, type Person } from "../../src/domain/people.ts";
import { baselineSurvey, caseSurvey, type SurveyItem, surveyItems } from "../../src/domain/survey.ts";
import { dayMs, hourMs } from "../../src/domain/time.ts";
import { openRelationship } from "../../src/engine/handle.ts";
import { type AskInput, eventsOf, seed, type World, world } from "../support/given.ts";
import { runs } from "../support/properties.ts";
import { type Settled, settled } from "../support/settled.ts";

/** What somebody does with a part of a survey. */
type Deed = { readonly person: number; readonly way: "closed" | "open" | "nothing"; readonly steps: readonly (number | null)[] };
/** One case, or the relationship's own next round: who does what, in which order, and whether their time passes before the next one. */
type Round = { readonly of: "case" | "relationship"; readonly deeds: readonly Deed[]; readonly waits: boolean };
type Population = { readonly supplier: number; readonly customer: number; readonly rounds: readonly Round[] };

const step = fc.oneof({ arbitrary: fc.integer({ min: 1, max: 7 }), weight: 4 }, { arbitrary: fc.constant(null), weight: 1 });
const deed: fc.Arbitrary<Deed> = fc.record({
  person: fc.nat({ max: 11 }),
  way: fc.constantFrom("closed", "closed", "closed", "open", "nothing"),
  steps: fc.array(step, { minLength: 5, maxLength: 5 }),
});
const round: fc.Arbitrary<Round> = fc.record({
  of: fc.constantFrom("case", "case", "relationship"),
  deeds: fc.array(deed, { minLength: 4, maxLength: 22 }),
  waits: fc.boolean(),
});
const population: fc.Arbitrary<Population> = fc.record({
  supplier: fc.integer({ min: 1, max: 5 }),
  customer: fc.integer({ min: 1, max: 5 }),
  rounds: fc.array(round, { minLength: 1, maxLength: 3 }),
});

/** The seed's firms with as many more people as the survey goes to. */
function withPanel(counts: { readonly [F in Firm]: number }): Account {
  const extra = firms.flatMap((firm) =>
    Array.from({ length: counts[firm] }, (_, i): Person => {
      const like = seed.people.find((person) => person.firm === firm)!;
      return { ...like, id: `${firm}-${i}` as PersonId, name: `${firm} ${i}`, approver: null, faces: null };
    }),
  );
  const rhythm = { survey: "quarterly", audit: "none" } as const;
  return { ...seed, people: [...seed.people, ...extra], survey: extra.map(({ id }) => id), rhythm };
}

/** One answer to one item: whose, in which round of which case, and the step. */
type Said = { readonly who: string; readonly where: string; readonly item: SurveyItem; readonly step: number };
/** A figure that was shown: of which firm and item, what it said, and the answers that it can have been made of. */
type Shown = { readonly firm: Firm; readonly item: SurveyItem; readonly mean: number; readonly of: readonly Said[] };

/** Keeps its own book of what was said in confidence, knowing nothing of how it is counted. */
class Book {
  readonly shown: Shown[] = [];
  readonly opened: Said[] = [];
  /** Not shown yet, what waits first. */
  #closed: (Said & { firm: Firm; ended: boolean })[] = [];

  say(firm: Firm, said: Said, open: boolean): void {
    if (open) this.opened.push(said);
    else this.#closed.push({ ...said, firm, ended: false });
  }

  /** Whoever opens their answers says nothing in confidence any more that was said in a round before. */
  withdraw(firm: Firm, who: string): void {
    this.#closed = this.#closed.filter((one) => one.firm !== firm || one.who !== who || !one.ended);
  }

  /** The round of a case is over for a firm: what can be shown is shown, each person once, with what they said in it or else before. */
  end(firm: Firm, where: string, means: Readonly<Record<string, number>>): void {
    const mine = this.#closed.filter((one) => one.firm === firm && (one.ended || one.where === where));
    const others = this.#closed.filter((one) => !mine.includes(one));
    const left: typeof mine = [];
    for (const item of surveyItems) {
      const last = new Map<string, (typeof mine)[number]>();
      for (const one of mine.filter((said) => said.item === item)) last.set(one.who, one);
      const of = [...last.values()];
      if (means[item] !== undefined) this.shown.push({ firm, item, mean: means[item], of });
      else left.push(...of.map((one) => ({ ...one, ended: true })));
      expect(means[item] !== undefined, `${of.length} people's ${item}`).toBe(of.length >= 3);
    }
    // What waits gives way to what its person says in the round that is counted.
    this.#closed = [...left, ...others];
  }
}

const mean = (steps: readonly number[]): number => Math.round((steps.reduce((a, b) => a + b, 0) / steps.length) * 10) / 10;

/** Reads the newest turns into the book: a round's end, with the figure that came of it. */
function readInto(book: Book, made: World, from: number): number {
  for (const turn of made.store.written.slice(from)) {
    const events: readonly Event[] = eventsOf(turn);
    for (const event of events) {
      if (event.type !== "survey-counted") continue;
      const figure = events.find((one) => one.type === "survey-published" && one.firm === event.audience);
      expect(figure !== undefined).toBe(event.shown);
      expect(figure?.by ?? "clock", "nobody is named with a figure").toBe("clock");
      book.end(event.audience as Firm, `${turn.case}:${event.round}`, figure?.type === "survey-published" ? figure.means : {});
    }
  }
  return made.store.written.length;
}

type Asker = Pick<Settled, "id" | "ask">;

/** The relationship's own round. */
const ahead = (made: World): Asker => ({
  id: standingId(seed.id),
  async ask(by, what) {
    const { answer } = await made.ask(by, what as AskInput, { case: standingId(seed.id) });
    return answer.ok ? "done" : answer.code;
  },
});

async function answer(made: World, found: Asker, account: Account, one: Deed, book: Book): Promise<void> {
  const person = account.people.find(({ id }) => id === account.survey[one.person % account.survey.length])!;
  if (one.way === "nothing") return;
  const { [person.firm]: side, shared } = await made.held(found.id);
  const asked = side.asked.find(({ key }) => key.startsWith("survey:") && key.endsWith(`:${person.id}`));
  const round = Number(asked?.key.split(":")[1] ?? side.survey.round);
  const parts = side.survey.round === round ? (side.survey.given.find(({ person: id }) => id === person.id)?.parts ?? 0) : 0;
  const items = (shared.kind === "relationship" ? baselineSurvey : caseSurvey)[person.firm][parts] ?? [];
  const given = Object.fromEntries(items.map((item, i) => [item, one.steps[i] ?? null]));
  const open = one.way === "open";
  const code = await found.ask(person.id, { type: "answer-survey", part: parts + 1, open, ...given });
  if (code !== "done") {
    expect(["surveyed-already", "survey-over"]).toContain(code);
    expect(asked, "nobody is asked what is refused").toBeUndefined();
    return;
  }
  if (open) book.withdraw(person.firm, person.id);
  for (const item of items) {
    const said = given[item];
    if (typeof said === "number") book.say(person.firm, { who: person.id, where: `${found.id}:${round}`, item, step: said }, open);
  }
}

test(
  "over 200 random populations no figure, and no difference of two, tells of fewer than three people",
  async () => {
    let figures = 0;
    let pairs = 0;
    let ownRounds = 0;
    await fc.assert(
      fc.asyncProperty(population, async ({ rounds, ...counts }) => {
        const account = withPanel(counts);
        const made = await world(account);
        await openRelationship(made.engine, seed.id);
        // Long enough for the first round to have come.
        await made.pass(12 * dayMs, true);
        const book = new Book();
        let read = 0;
        const catchUp = () => {
          read = readInto(book, made, read);
        };
        for (const { of, deeds, waits } of rounds) {
          const found = of === "case" ? await settled(made, { stops: "slowed" }) : ahead(made);
          for (const one of deeds) {
            await answer(made, found, account, one, book);
            catchUp();
          }
          // Its time passes, with a case of its own under way or before the next one begins.
          await made.pass(waits ? (of === "case" ? 20 : 92) * dayMs : hourMs, true);
          catchUp();
        }
        await made.pass(40 * dayMs, true);
        catchUp();
        for (const { of, mean: said, item, firm } of book.shown) {
          figures++;
          expect(new Set(of.map(({ who }) => who)).size, `${firm} ${item}`).toBeGreaterThanOrEqual(3);
          expect(said, "the figure is made of nothing else").toBe(mean(of.map(({ step: one }) => one)));
          expect(of.some((one) => book.opened.includes(one))).toBe(false);
        }
        const key = ({ who, where, item }: Said) => `${who} ${where} ${item}`;
        for (const [i, one] of book.shown.entries()) {
          for (const other of book.shown.slice(i + 1)) {
            if (one.firm !== other.firm || one.item !== other.item) continue;
            pairs++;
            const [a, b] = [new Set(one.of.map(key)), new Set(other.of.map(key))];
            const apart = [...a].filter((said) => !b.has(said)).length + [...b].filter((said) => !a.has(said)).length;
            expect(apart === 0 || apart >= 3, "a change tells of three and more").toBe(true);
            expect(
              [...a].some((said) => b.has(said)),
              "no answer is shown twice",
            ).toBe(false);
          }
        }
        ownRounds += book.shown.filter(({ of }) => of.some(({ where }) => where.startsWith(standingId(seed.id)))).length;
        // Nothing that is kept of the case holds an answer that was given in confidence.
        const shared = made.store.written.flatMap(({ events }) => events.map(({ body }) => body));
        expect(shared.some((body) => body.includes('"type":"survey-answered"') && /"(outcome|satisfaction)":/.test(body))).toBe(false);
      }),
      { numRuns: runs(200, { exact: true }) },
    );
    expect(figures).toBeGreaterThan(300);
    expect(pairs).toBeGreaterThan(20);
    expect(ownRounds).toBeGreaterThan(50);
  },
  runs(240_000, { exact: true }),
);
