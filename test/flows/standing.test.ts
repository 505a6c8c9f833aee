import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { explanation } from "../../flows/explanation.ts";
import { duesOf } from "../../flows/follow-up-state.ts";
import { notification } from "../../flows/notification.ts";
import { caseNumber, speak } from "../../flows/parts.ts";
import { warnButton } from "../../flows/report-buttons.ts";
import { directoryLine } from "../../flows/standing/acquaint.ts";
import { found } from "../../flows/standing/audit.ts";
import { catalogue } from "../../flows/standing/catalogue.ts";
import { often } from "../../flows/standing/often.ts";
import { opening } from "../../flows/standing/opening.ts";
import { baseline } from "../../flows/survey.ts";
import { visibleTo } from "../../src/domain/case.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import { type Account, personOf } from "../../src/domain/people.ts";
import { dayMs } from "../../src/domain/time.ts";
import { openRelationship } from "../../src/engine/handle.ts";
import { type AskInput, eventsOf, seed, tuesday, type World, who, world } from "../support/given.ts";
import { ask, askedKeys, drawn, id, opened, standing, terms, written } from "../support/relationship.ts";
import { settled } from "../support/settled.ts";

describe("the standing case of a relationship", () => {
  test("is opened once, counts as no case, and introduces who faces whom", async () => {
    const made = await opened();
    expect(await openRelationship(made.engine, seed.id)).toBe(false);
    expect((await made.held(id)).shared).toMatchObject({ kind: "relationship", number: 0, lead: { customer: "lars" } });
    expect((await standing(made)).introduced).toEqual(["freja reza"]);
    expect(await made.store.recent(seed.id, "none" as never, 9)).toEqual([]);
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
    expect((await made.held()).shared.number).toBe(1);
  });

  test("whoever comes to face somebody later is introduced then, and nobody twice", async () => {
    const made = await opened();
    const people = seed.people.map((person) => (person.id === "jens" ? { ...person, faces: "neda" as never } : person));
    await made.saveAccount({ ...seed, people });
    await made.pass(1);
    expect((await standing(made)).introduced).toEqual(["freja reza", "jens neda"]);
    const turns = made.store.written.length;
    await made.pass(dayMs);
    expect(
      made.store.written
        .slice(turns)
        .flatMap(eventsOf)
        .filter(({ type }) => type === "introduced"),
    ).toEqual([]);
  });

  test("nothing of a recovery can be asked of it, and nothing of it of a recovery", async () => {
    const made = await opened();
    expect((await ask(made, "freja", { type: "close" })).answer).toMatchObject({ ok: false, code: "no-case" });
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
    expect((await made.ask("lars", terms)).answer).toMatchObject({ ok: false, code: "no-case" });
  });
});

describe("getting to know each other", () => {
  const line = (made: World, who: string) => personOf(made.account(), who as PersonId)!;
  const acquaint = async (made: World) => (await askedKeys(made)).filter((key) => /^(acquaint|introduce)/.test(key));

  test("each person is asked once, some days later, and what they say becomes their line of the directory", async () => {
    const made = await opened();
    expect(await acquaint(made)).toEqual([]);
    await made.pass(5 * dayMs);
    expect(await acquaint(made)).toHaveLength(seed.people.length);
    const said: AskInput = { type: "say-work", first: "neda", touches: "Line 2, pump housings", how: "call", often: "weekly" };
    expect((await ask(made, "mads", { ...said, first: "jens" } as AskInput)).answer).toMatchObject({
      ok: false,
      code: "not-of-the-other-firm",
    });
    expect((await ask(made, "mads", said)).answer.ok).toBe(true);
    expect(line(made, "mads")).toMatchObject({ faces: "neda", touches: "Line 2, pump housings", reach: { how: "call", often: "weekly" } });
    expect(await acquaint(made)).not.toContain("acquaint:mads mads");
    await made.pass(1);
    // Who calls whom is introduced, with what both said of themselves.
    expect((await standing(made)).introduced).toContain("mads neda");
    const event = made.store.written.flatMap(eventsOf).findLast(({ type }) => type === "introduced")!;
    const held = await made.held(id);
    const [notice] = opening.notices!(event, held.shared);
    expect(JSON.stringify(notice!.draw(conversation.say("en"), visibleTo("shared", held), made.account()))).toContain(
      "Line 2, pump housings",
    );
    expect(directoryLine(made.account(), "mads" as PersonId, speak(conversation.say("en"))).length).toBeGreaterThan(0);

    // What the directory knows is shown and confirmed with one press, which changes nothing.
    const before = made.account();
    await ask(made, "freja", { type: "say-work", first: "reza" });
    expect(made.account()).toEqual(before);
    expect(await acquaint(made)).not.toContain("acquaint:freja freja");
  });

  test("for whoever knows nobody there their lead names somebody, and the two are introduced", async () => {
    const made = await opened();
    await made.pass(5 * dayMs);
    await ask(made, "ida", { type: "say-work", first: "nobody", touches: "Invoices" });
    expect(await acquaint(made)).toContain("introduce:ida lars");
    const name: AskInput = { type: "introduce", person: "ida", to: "shirin" };
    expect((await ask(made, "mads", name)).answer).toMatchObject({ ok: false, code: "not-asked" });
    expect((await ask(made, "lars", { ...name, to: "mads" } as AskInput)).answer).toMatchObject({
      ok: false,
      code: "not-of-the-other-firm",
    });
    expect((await ask(made, "lars", name)).answer.ok).toBe(true);
    expect(line(made, "ida")).toMatchObject({ faces: "shirin", touches: "Invoices" });
    await made.pass(1);
    expect((await standing(made)).introduced).toContain("ida shirin");
    expect((await acquaint(made)).some((key) => key.startsWith("introduce"))).toBe(false);
  });
});

describe("how it is today", () => {
  test("the customer says once what it makes of it; whoever warns it reads that, and its stock is filled in", async () => {
    const made = await opened();
    await made.pass(18 * dayMs);
    expect(await askedKeys(made)).toContain("use lars");
    const said: AskInput = { type: "say-use", makes: "Pumps for district heating", next: "The shipyard in Odense", hours: 60 };
    expect((await ask(made, "reza", said)).answer).toMatchObject({ ok: false, code: "customer-says-preferences" });
    expect((await ask(made, "lars", said)).answer.ok).toBe(true);
    expect((await askedKeys(made)).some((key) => key.startsWith("use"))).toBe(false);
    expect((await standing(made)).use).toMatchObject({ by: "lars", hours: 60, makes: "Pumps for district heating" });
    const t = speak(conversation.say("en"));
    expect(JSON.stringify(warnButton(t, "supplier", made.account()).intro)).toContain("would notice after 60 hours");
    expect(JSON.stringify(warnButton(t, "customer", made.account()).intro)).not.toContain("would notice");
    await made.ask("reza", { type: "report", kind: "risk", what: "The pass is closed", stops: "line", locus: "environment" });
    const cover = (await drawn(made, "lars", "acknowledge", "customer")).actions
      .flatMap(({ fields }) => fields)
      .find(({ name }) => name === "cover");
    expect(cover).toMatchObject({ value: 2 });
    const see = visibleTo("shared", await made.held());
    expect(JSON.stringify(notification.section!(see, conversation.say("en"), made.account(), made.now()))).toContain("shipyard in Odense");
  });

  test("both leads say once how often things go wrong, and it stays on the card", async () => {
    const made = await opened();
    await made.pass(25 * dayMs);
    expect((await askedKeys(made)).filter((key) => key.startsWith("often")).sort()).toEqual(["often:customer lars", "often:supplier reza"]);
    expect((await ask(made, "freja", { type: "say-often", often: "monthly" })).answer).toMatchObject({
      ok: false,
      code: "not-for-the-firm",
    });
    await ask(made, "lars", { type: "say-often", often: "monthly", kinds: ["late", "quality", "late"] });
    expect((await askedKeys(made)).filter((key) => key.startsWith("often"))).toEqual(["often:supplier reza"]);
    expect((await standing(made)).often).toMatchObject({ customer: { first: { often: "monthly", kinds: ["late", "quality"] } } });
    const card = JSON.stringify(
      often.section!(visibleTo("shared", await made.held(id)), conversation.say("en"), made.account(), made.now()),
    );
    expect(card).toContain("a few times a month");
  });

  test("how often is asked again after a year, and what was recorded meanwhile stands beside it", async () => {
    const made = await opened();
    await made.pass(25 * dayMs);
    await ask(made, "lars", { type: "say-often", often: "monthly", kinds: ["late"] });
    await made.pass(dayMs);
    const late: AskInput = { type: "report", what: "Pallet 7 is not here", stops: "nothing", sort: "late" };
    for (const what of [late, { ...late, what: "Pallet 9 is not here" }, { ...late, sort: "bill" as const }]) {
      await made.ask("freja", { ...what, order: "4411" });
    }
    await made.pass(370 * dayMs);
    expect(await askedKeys(made)).toContain("often:customer:1 lars");
    const see = visibleTo("customer", await made.held(id));
    const again = often.draw!["often"]!(see, "customer:1", conversation.say("en"), who("lars"), made.account(), made.now());
    expect(JSON.stringify(again.blocks)).toContain("a few times a month");
    await ask(made, "lars", { type: "say-often", often: "hardly", kinds: [] });
    expect((await standing(made)).often?.customer).toMatchObject({
      first: { often: "monthly", kinds: ["late"] },
      last: {
        often: "hardly",
        counted: {
          cases: 3,
          kinds: [
            ["late", 2],
            ["bill", 1],
          ],
        },
      },
    });
    const card = written(often.section!(visibleTo("shared", await made.held(id)), conversation.say("en"), made.account(), made.now()));
    expect(card).toContain("3 cases: late (2), bill wrong (1)");
  });

  test("the supplier says what it has promised: it stands in the catalogue, both read it, and it is offered in the next case", async () => {
    const made = await opened();
    await made.pass(14 * dayMs);
    expect(await askedKeys(made)).toContain("promised reza");
    const air: AskInput = {
      type: "say-promised",
      source: "guarantee",
      name: "Spare set",
      terms: "A spare set within a day",
      solution: "replace",
    };
    expect((await ask(made, "lars", air)).answer).toMatchObject({ ok: false, code: "supplier-says-promised" });
    const before = made.account().catalogue.length;
    expect((await ask(made, "reza", air)).answer.ok).toBe(true);
    expect(made.account().catalogue.slice(before)).toMatchObject([
      { id: "promised-1", name: "Spare set", source: "guarantee", kind: "replace", terms: "A spare set within a day" },
    ]);
    expect((await ask(made, "reza", { ...air, name: "spare SET" })).answer).toMatchObject({ ok: false, code: "in-catalogue-already" });
    // It is asked until the supplier has said that there is no more.
    expect(await askedKeys(made)).toContain("promised reza");
    const see = visibleTo("shared", await made.held(id));
    const card = written(catalogue.section!(see, conversation.say("en"), made.account(), made.now()));
    expect(card).toContain("Owed by guarantee");
    expect(card).toContain("Spare set");
    expect((await ask(made, "reza", { type: "all-promised" })).answer.ok).toBe(true);
    expect((await askedKeys(made)).some((key) => key.startsWith("promised"))).toBe(false);
    await made.ask("freja", { type: "report", what: "Two pieces missing", stops: "nothing" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    const offered = (await drawn(made, "reza", "option", "supplier")).actions.map(({ label }) => label);
    expect(offered).toContain("Spare set…");
  });

  test("the questions of the beginning come one after the other: nobody gets two new ones on a day", async () => {
    const made = await opened({ ...seed, preferences: null, rhythm: { survey: "quarterly", audit: "quarterly" } });
    const asked = new Map<string, string[]>();
    await made.pass(40 * dayMs);
    for (const event of made.store.written.flatMap(eventsOf)) {
      if (event.type !== "asked") continue;
      for (const person of event.to) {
        const day = `${person} ${event.at.slice(0, 10)}`;
        asked.set(day, [...(asked.get(day) ?? []), event.ask]);
      }
    }
    expect([...asked.values()].filter((asks) => asks.length > 1)).toEqual([]);
    expect([...asked.keys()].filter((day) => day.startsWith("lars")).length).toBeGreaterThan(5);
  });
});

describe("what the customer expects first", () => {
  test("is asked when nobody has said it, kept with the relationship, and asked again after a year", async () => {
    const made = await opened({ ...seed, preferences: null });
    expect(await askedKeys(made)).toEqual(["preferences lars"]);
    const said: AskInput = { type: "say-preferences", first: "explanation", apology: "manager", manner: "formal", note: "Call Mads first" };
    expect((await ask(made, "reza", said)).answer).toMatchObject({ ok: false, code: "customer-says-preferences" });
    await ask(made, "lars", said);
    expect(made.account().preferences).toEqual({ first: "explanation", apology: "manager", manner: "formal", note: "Call Mads first" });
    expect(await askedKeys(made)).toEqual([]);
    await made.pass(366 * dayMs);
    expect((await askedKeys(made)).filter((key) => key.startsWith("preferences"))).toEqual(["preferences:1 lars"]);
  });
});

describe("what it expects is heard where it matters", () => {
  const expecting = (preferences: NonNullable<Account["preferences"]>) => ({ ...seed, preferences });
  const asks = async (made: World) => (await made.held()).shared.asked.map(({ key, to }) => `${key} ${to.join(" ")}`);

  test("a manager is asked to say sorry, beside whoever explains; nobody else's form offers it", async () => {
    const made = await world(expecting({ first: "speed", apology: "manager", manner: "formal" }));
    const found = await settled(made, { apology: false });
    expect(await asks(made)).toContain("explain:apology shirin");
    expect(
      (await drawn(made, "reza", "acknowledge", "supplier")).actions.flatMap(({ fields }) => fields.map(({ name }) => name)),
    ).not.toContain("apology");
    expect((await drawn(made, "shirin", "explain", "supplier", "apology")).actions.map(({ key }) => key)).toContain("action.apologise");
    expect(await found.ask("freja", { type: "close" })).toBe("explanation-owed");
    expect(await found.ask("shirin", { type: "explain", apology: true })).toBe("done");
    expect((await asks(made)).some((key) => key.startsWith("explain"))).toBe(false);
    const said = made.store.written.at(-1)!;
    const event = eventsOf(said).find(({ type }) => type === "explained")!;
    const [notice] = explanation.notices!(event, await found.shared());
    const words = notice!.draw(conversation.say("en"), visibleTo("shared", await made.held()), made.account());
    expect(JSON.stringify(words)).toContain("accept its apology");
  });

  test("whoever needs no word of regret is owed none", async () => {
    const made = await world(expecting({ first: "speed", apology: "nobody", manner: "plain" }));
    const found = await settled(made, { apology: false });
    expect((await asks(made)).some((key) => key.startsWith("explain"))).toBe(false);
    expect(duesOf(await found.shared(), made.account()).apology).toBe("none");
    expect(duesOf(await found.shared(), seed).apology).toBe("owed");
  });

  test("what fits comes first in the catalogue, and the form says what is expected", async () => {
    const made = await world(expecting({ first: "compensation", apology: "who-handles-it", manner: "plain" }));
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", hurts: "Line 2" });
    const { blocks, actions } = await drawn(made, "reza", "option", "supplier");
    expect(actions.map(({ key }) => key.split(":")[1]).slice(0, 3)).toEqual(["credit-note", "replace-by-air", "rework-on-site"]);
    expect(JSON.stringify(blocks)).toContain("that the loss is made good");
    expect(JSON.stringify(actions[0]!.intro)).toContain("that the loss is made good");
    expect(JSON.stringify((await drawn(made, "freja", "option", "customer")).actions[0]!.intro)).not.toContain("made good");
  });

  test("how fast it wants to hear something and what else it wants known stand wherever somebody is about to act", async () => {
    const made = await opened();
    const said = { first: "speed", apology: "manager", manner: "plain", within: "hour", note: "Call Mads first" } as const;
    expect((await ask(made, "lars", { type: "say-preferences", ...said })).answer.ok).toBe(true);
    expect(made.account().preferences).toEqual(said);
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", hurts: "Line 2" });
    const acknowledging = written((await drawn(made, "reza", "acknowledge", "supplier")).blocks);
    expect(acknowledging).toContain("How soon: within the hour.");
    expect(acknowledging).toContain("Call Mads first");
    expect(written((await drawn(made, "reza", "option", "supplier")).blocks)).toContain("Call Mads first");
    // Kept with one press, nothing of it is lost.
    await made.pass(366 * dayMs);
    const again = conversation.flows.flatMap((flow) => flow.draw?.["preferences"] ?? [])[0]!;
    const see = visibleTo("customer", await made.held(id));
    const [still] = again(see, "1", conversation.say("en"), who("lars"), made.account(), made.now()).actions;
    expect(still!.press.kind === "command" && still!.press.command).toEqual({ type: "say-preferences", ...said });
  });

  test("is asked again after a serious case, of whoever speaks for the customer, and ends by itself", async () => {
    const made = await world();
    const found = await settled(made);
    await found.ask("freja", { type: "close" });
    expect((await asks(made)).some((key) => key.startsWith("preferences"))).toBe(false);
    await made.pass(3 * dayMs);
    expect(await asks(made)).toContain("preferences:after:0 lars");
    const said: AskInput = { type: "say-preferences", first: "explanation", apology: "manager", manner: "formal" };
    expect(await found.ask("mads", said)).toBe("not-for-the-firm");
    expect(await found.ask("lars", said)).toBe("done");
    expect(made.account().preferences).toEqual({ first: "explanation", apology: "manager", manner: "formal" });
    expect((await asks(made)).some((key) => key.startsWith("preferences"))).toBe(false);
    expect(await found.ask("lars", said)).toBe("not-asked");

    const other = await world();
    const left = await settled(other);
    await left.ask("freja", { type: "close" });
    await other.pass(50 * dayMs);
    expect((await asks(other)).some((key) => key.startsWith("preferences"))).toBe(false);

    const small = await world();
    const trifle = await settled(small, { stops: "slowed" });
    await trifle.ask("freja", { type: "close" });
    await small.pass(3 * dayMs);
    expect((await asks(small)).some((key) => key.startsWith("preferences"))).toBe(false);
  });
});

describe("how it is to work together", () => {
  const quarterly = { ...seed, survey: seed.people.map(({ id }) => id), rhythm: { survey: "quarterly", audit: "none" } } as const;
  const surveyed = async (made: World, firm: "supplier" | "customer") =>
    (await made.held(id))[firm].asked.filter(({ key }) => key.startsWith("survey:")).map(({ key }) => key);
  const answers = { type: "answer-survey", part: 1, satisfaction: 5, credibility: 6, commitment: 4, intention: 7 } as const;
  const figures = async (made: World) => (await made.held(id)).shared.followUp.surveys;

  test("is asked some days after the relationship was opened, then by its rhythm", async () => {
    const made = await opened(quarterly);
    expect(await surveyed(made, "customer")).toEqual([]);
    await made.pass(9 * dayMs);
    expect(await surveyed(made, "customer")).toContain("survey:0:lars");
    expect(await surveyed(made, "supplier")).toContain("survey:0:reza");
    await made.pass(30 * dayMs);
    expect(await surveyed(made, "customer")).toEqual([]);
    // 1 January is too soon after the first one, and nobody need have answered that.
    await made.pass(60 * dayMs);
    expect(await surveyed(made, "customer")).toEqual([]);
    await made.pass(32 * dayMs);
    expect(await surveyed(made, "customer")).toContain("survey:20272:lars");
  });

  test("is asked at the beginning where it has no rhythm, too, and does not come back; of nobody where nobody is named", async () => {
    const once = await opened({ ...quarterly, rhythm: { survey: "none", audit: "none" } });
    await once.pass(9 * dayMs);
    expect(await surveyed(once, "customer")).toContain("survey:0:lars");
    for (const by of ["freja", "lars", "mads"]) expect((await ask(once, by, answers)).answer.ok).toBe(true);
    await once.pass(400 * dayMs);
    expect(await surveyed(once, "customer")).toEqual([]);
    expect(await figures(once)).toMatchObject([{ firm: "customer", answers: 3 }]);
    expect((await ask(once, "lars", answers)).answer).toMatchObject({ ok: false, code: "survey-over" });

    const given = await opened(quarterly);
    await given.pass(130 * dayMs);
    expect((await ask(given, "lars", answers)).answer.ok).toBe(true);
    await given.pass(30 * dayMs);
    // A rhythm that is given up leaves no earlier round behind.
    await given.saveAccount({ ...quarterly, rhythm: { survey: "none", audit: "none" } });
    expect((await ask(given, "mads", answers)).answer).toMatchObject({ ok: false, code: "no-survey-now" });
    await given.pass(200 * dayMs);
    expect(await surveyed(given, "customer")).toEqual([]);

    const nobody = await opened({ ...quarterly, survey: [], rhythm: { survey: "none", audit: "none" } });
    await nobody.pass(200 * dayMs);
    expect(await surveyed(nobody, "customer")).toEqual([]);
    expect((await ask(nobody, "lars", answers)).answer).toMatchObject({ ok: false, code: "not-surveyed" });
  });

  test("is asked after a case whatever its rhythm", async () => {
    const made = await world({ ...seed, rhythm: { survey: "none", audit: "none" } });
    const found = await settled(made);
    expect(await found.asked("freja")).toContain("survey");
  });

  test("leaves out what belongs to a case, shows a figure of three and more, and beside it the firm's figure of before", async () => {
    const made = await opened(quarterly);
    await made.pass(9 * dayMs);
    for (const by of ["freja", "lars", "mads"]) expect((await ask(made, by, { ...answers, outcome: 1, worth: 1 })).answer.ok).toBe(true);
    for (const by of ["reza", "shirin"]) await ask(made, by, answers);
    expect(await figures(made)).toEqual([]);
    await made.pass(20 * dayMs);
    expect(await figures(made)).toMatchObject([
      { firm: "customer", answers: 3, means: { satisfaction: 5, credibility: 6, commitment: 4, intention: 7 } },
    ]);
    expect(Object.keys((await figures(made))[0]!.means)).not.toContain("outcome");
    await made.pass(105 * dayMs);
    for (const by of ["freja", "lars", "mads"]) await ask(made, by, { ...answers, satisfaction: 7 });
    await ask(made, "arash", answers);
    await made.pass(20 * dayMs);
    // What waited of the supplier's two counts with the third.
    expect((await figures(made)).map(({ firm, answers: count }) => `${firm} ${count}`)).toEqual(["customer 3", "customer 3", "supplier 3"]);
    const see = visibleTo("shared", await made.held(id));
    const card = baseline.section!(see, conversation.say("en"), made.account(), made.now()).map((block) => JSON.stringify(block));
    expect(card.filter((line) => line.includes("satisfaction 7 (5 before)"))).toHaveLength(1);
    expect(card.filter((line) => line.includes("(6 before)"))).toHaveLength(1);
  });

  test("what too few said after a case counts with what is said here, once", async () => {
    const made = await opened(quarterly);
    const found = await settled(made);
    for (const by of ["freja", "lars"]) await found.ask(by, { type: "answer-survey", part: 1, satisfaction: 3 });
    await made.pass(40 * dayMs);
    expect((await found.shared()).followUp.surveys).toEqual([]);
    await made.pass(90 * dayMs);
    await ask(made, "mads", { ...answers, satisfaction: 6 });
    await made.pass(20 * dayMs);
    expect(await figures(made)).toMatchObject([{ firm: "customer", answers: 3, means: { satisfaction: 4 } }]);
  });

  test("a round that has begun is counted before the next one begins", async () => {
    const made = await opened(quarterly);
    await made.pass(9 * dayMs);
    for (const by of ["freja", "lars", "mads"]) await ask(made, by, answers);
    // Nobody looks whether anything is due for two quarters; then somebody answers what they still have before them.
    made.lag(200 * dayMs);
    await ask(made, "jens", answers);
    await made.pass(30 * dayMs);
    expect((await figures(made)).filter(({ firm }) => firm === "customer")).toMatchObject([{ answers: 4 }]);
  });
});

describe("a firm's look at how it recovers", () => {
  const quarterly = { ...seed, survey: [], rhythm: { survey: "none", audit: "quarterly" } } as const;
  const own = async (made: World) => (await made.held(id)).customer;

  test("is asked of each firm alone, from the first whole quarter on, in its own side room", async () => {
    const made = await opened(quarterly);
    expect((await own(made)).asked).toEqual([]);
    await made.pass(55 * dayMs);
    expect((await own(made)).asked.map(({ key }) => key)).toEqual(["audit:2027-Q1:before"]);
    await ask(made, "lars", { type: "audit", part: "before", prevention: ["people", "time"], note: "Nobody on Thursdays" });
    expect((await own(made)).asked.map(({ key }) => key)).toEqual(["audit:2027-Q1:during"]);
    expect((await own(made)).audits).toMatchObject([{ round: "2027-Q1", thin: { prevention: ["people", "time"] } }]);
    expect((await made.held(id)).supplier.audits).toEqual([]);
    expect(JSON.stringify((await made.held(id)).shared)).not.toContain("Thursdays");
  });

  test("thin and missing are told apart, and what is made better is asked of whoever answers for it", async () => {
    const made = await opened(quarterly);
    await made.pass(55 * dayMs);
    const look: AskInput = {
      type: "audit",
      part: "before",
      prevention: ["people", "records"],
      preventionMissing: ["records"],
      improve: "One of us is on call on Thursdays",
      owner: "jens",
      due: "2027-03-01",
    };
    expect((await ask(made, "lars", { ...look, owner: "reza" })).answer).toMatchObject({ ok: false, code: "not-a-colleague" });
    expect((await ask(made, "lars", { ...look, due: "soon" })).answer).toMatchObject({ ok: false, code: "unreadable-due" });
    expect((await ask(made, "lars", look)).answer.ok).toBe(true);
    expect((await own(made)).audits).toMatchObject([
      { thin: { prevention: ["people"] }, missing: { prevention: ["records"] }, improvement: { owner: "jens", done: null } },
    ]);
    expect((await own(made)).asked.map(({ key, to }) => `${key} ${to.join(" ")}`)).toContain("improvement:2027-Q1:before jens");
    const card = async () => written(found(visibleTo("customer", await made.held(id)), speak(conversation.say("en")), made.account()));
    expect(await card()).toContain("missing: records · thin: people");
    // Whoever looks at the same part once more does not lose what was begun.
    await ask(made, "lars", { type: "audit", part: "before" });
    expect(await card()).toContain("on call on Thursdays");
    const improved: AskInput = { type: "improved", round: "2027-Q1", part: "before", how: "made" };
    expect((await ask(made, "freja", improved)).answer).toMatchObject({ ok: false, code: "not-for-the-firm" });
    expect((await ask(made, "jens", improved)).answer.ok).toBe(true);
    expect((await ask(made, "jens", improved)).answer).toMatchObject({ ok: false, code: "improved-already" });
    expect((await own(made)).asked.some(({ key }) => key.startsWith("improvement"))).toBe(false);
    expect(await card()).toContain("in place since");
    expect(JSON.stringify((await made.held(id)).shared)).not.toContain("on call");
    expect((await made.held(id)).supplier.audits).toEqual([]);
  });

  test("begins when the survey of the same quarter is over, never on one day with it", async () => {
    const made = await opened({ ...seed, rhythm: { survey: "quarterly", audit: "quarterly" } });
    await made.pass(160 * dayMs);
    const asked = made.store.written.flatMap(eventsOf).flatMap((event) => (event.type === "asked" ? [event] : []));
    const found = (key: string, audience: string) => asked.find((one) => one.ask === key && one.audience === audience)!;
    for (const [firm, lead] of [
      ["customer", "lars"],
      ["supplier", "reza"],
    ] as const) {
      const [survey, audit] = [found(`survey:20272:${lead}`, firm), found("audit:2027-Q2:before", firm)];
      expect(audit.to).toEqual([lead]);
      expect(audit.at > survey.due).toBe(true);
    }
  });

  test("one that nobody found time for ends with its quarter", async () => {
    const made = await opened(quarterly);
    await made.pass(130 * dayMs);
    expect((await own(made)).asked).toEqual([]);
    await made.pass(15 * dayMs);
    expect((await own(made)).asked.map(({ key }) => key)).toEqual(["audit:2027-Q2:before"]);
  });
});

describe("a rehearsal", () => {
  const begin: AskInput = { type: "report", what: "Rehearsal: one pallet of twelve is missing", stops: "danger", rehearsal: true };

  test("is a small case whatever it says, reminds nobody, and ends by itself after a day", async () => {
    const made = await opened();
    await made.ask("freja", begin);
    expect((await made.held()).shared).toMatchObject({ kind: "rehearsal", severity: "low" });
    await made.pass(dayMs);
    const { shared } = await made.held();
    expect(shared.followUp.closed).toMatchObject({ by: "clock" });
    expect(made.store.written.flatMap(eventsOf).filter(({ type }) => type === "reminded")).toEqual([]);
    expect(made.now() > tuesday).toBe(true);
  });

  test("leaves no trace in figures: the next case has the number that it would have had without it", async () => {
    const made = await opened();
    await made.ask("freja", begin);
    expect((await made.held()).shared).toMatchObject({ kind: "rehearsal", number: -1 });
    expect(caseNumber(-1)).toBe("REH-00001");
    await made.ask("mads", begin);
    expect((await made.held()).shared.number).toBe(-2);
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
    expect((await made.held()).shared).toMatchObject({ kind: "recovery", number: 1 });
  });

  test("is never what another case came back from", async () => {
    const made = await opened();
    await made.ask("freja", { ...begin, order: "Batch 4411" } as AskInput);
    await made.ask("freja", { type: "report", what: "One pallet of twelve is missing", order: "Batch 4411", stops: "slowed" });
    expect((await made.held()).shared.related).toEqual([]);
  });

  test("is played through like a real one, and can be ended at any time", async () => {
    const made = await opened();
    await made.ask("freja", begin);
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    expect((await made.ask("mads", { type: "end-rehearsal" })).answer.ok).toBe(true);
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" });
    expect((await made.ask("freja", { type: "end-rehearsal" })).answer).toMatchObject({ ok: false, code: "no-case" });
  });
});
