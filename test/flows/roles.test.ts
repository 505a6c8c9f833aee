/** Whom a role is given to, by each thing that counts; and who held which role when, readable in the case report. */
import { describe, expect, test } from "vitest";
import { choose } from "../../flows/plan.ts";
import { writeReport } from "../../flows/report.ts";
import { roleHistory } from "../../flows/role-history.ts";
import { en } from "../../flows/wording/en/en.ts";
import { type Shared, visibleTo } from "../../src/domain/case.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import type { Account, Person } from "../../src/domain/people.ts";
import { roleNames, roles } from "../../src/domain/roles.ts";
import { hourMs, type Instant } from "../../src/domain/time.ts";
import { must, reported, restated, signedBy } from "../support/agreed.ts";
import { eventsOf, logOf, seed, storyOf, tuesday, type World, who, world } from "../support/given.ts";

const report = { type: "report", what: "Batch 4411 came in cracked", stops: "line", locus: "unknown" } as const;

/** An offer that both firms have accepted and understood: it waits for signatures. */
const agreedTo = async (): Promise<World> => {
  const made = await world();
  await reported(made);
  await must(made, "reza", { type: "propose-option", terms: "Rework", promises: "Arash: rework, by Mon 14 Dec 2026 16:00" });
  await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
  await restated(made);
  return made;
};

/** Nordvik with nobody but its lead and two people whom a co-diagnoser's role suits alike, but for what is given. */
const twins = (one: Partial<Person>, other: Partial<Person>, freja: Partial<Person> = {}): Account => {
  const person = { ...who("mads"), function: "production", level: "middle", faces: null, away: [], language: "da" } as const;
  const supplier = seed.people.filter(({ firm }) => firm === "supplier");
  return {
    ...seed,
    people: [
      { ...who("freja"), ...freja },
      { ...person, id: "one" as PersonId, name: "One", ...one },
      { ...person, id: "other" as PersonId, name: "Other", ...other },
      ...supplier,
    ],
  };
};

const chosen = async (account: Account, now: Instant = tuesday, stops: "slowed" | "line" | "danger" = "line") => {
  const made: World = await world(account, now);
  await made.ask("freja", { ...report, stops });
  await made.ask("reza", { type: "acknowledge", locus: "unknown" });
  const { shared } = await made.held();
  return choose({ ...shared, participation: { ...shared.participation, roles: [] } }, account, "co-diagnoser", now, []);
};

describe("of two people whom a role suits alike, it goes to", () => {
  const evening = "2026-11-24T15:30:00.000Z" as Instant;
  const night = { ...who("mads").calendar, from: "14:00", to: "23:00" };
  test.for([
    ["the one with the better function", twins({ function: "logistics" }, { function: "quality" }), undefined],
    ["the one who faces the counterpart", twins({}, { faces: "reza" as PersonId }), undefined],
    ["the one of the level that suits how grave it is", twins({ level: "frontline" }, { level: "middle" }), undefined],
    ["the one at work now", twins({}, { calendar: night }), evening],
    ["the one who shares a language with the counterpart", twins({}, { language: who("reza").language }), undefined],
    ["the one who is there", twins({ away: [{ from: "2026-11-24", to: "2026-11-24" }] }, {}), undefined],
    ["the one who is not asked to sign", twins({ approver: { limit: null } }, {}), undefined],
  ] as const)("%s", async ([, account, now]) => {
    expect(await chosen(account, now)).toBe("other");
  });

  test("the first of the directory, when nothing tells them apart", async () => {
    expect(await chosen(twins({}, {}))).toBe("one");
  });

  test("somebody of the front line while it is not grave", async () => {
    const account = twins({ level: "middle" }, { level: "frontline" });
    const made = await world(account);
    await made.ask("freja", { ...report, stops: "slowed" });
    const { shared } = await made.held();
    expect(choose(shared, account, "co-evaluator", tuesday, [])).toBe("other");
    expect(choose({ ...shared, severity: "critical" }, account, "co-evaluator", tuesday, [])).toBe("one");
  });

  test("the one who has fewer roles in other open cases, before the language", async () => {
    const account = twins({ language: who("reza").language }, {});
    const made = await world(account);
    await made.ask("freja", { ...report, stops: "slowed" });
    const { shared, id } = await made.held();
    const busy: Shared = {
      ...shared,
      participation: {
        ...shared.participation,
        roles: [{ role: "co-diagnoser", seat: 0, person: "one" as PersonId, status: "taken", since: tuesday }],
      },
    };
    expect(choose(shared, account, "co-evaluator", tuesday, [])).toBe("one");
    expect(choose(shared, account, "co-evaluator", tuesday, [{ id, shared: busy }])).toBe("other");
    const over = { ...busy, followUp: { ...busy.followUp, closed: { by: "freja" as PersonId, at: tuesday } } };
    expect(choose(shared, account, "co-evaluator", tuesday, [{ id, shared: over }])).toBe("one");
  });
});

describe("who leads for the firm that is told", () => {
  const supplier = (...people: readonly Partial<Person>[]): Account => ({
    ...seed,
    people: [
      ...seed.people.filter(({ firm }) => firm === "customer"),
      ...people.map((one, i) => ({ ...who("reza"), faces: null, id: `s${i}` as PersonId, name: `S ${i}`, ...one })),
      who("shirin"),
    ],
  });
  const away = [{ from: "2026-11-24", to: "2026-11-24" }];
  const leads = async (account: Account, now: Instant = tuesday): Promise<string> => {
    const made = await world(account, now);
    await made.ask("freja", report);
    return (await made.held()).shared.lead.supplier;
  };
  const evening = "2026-11-24T15:30:00.000Z" as Instant;
  test.for([
    ["is the one who is there", supplier({ away }, {}), tuesday],
    ["is one there of another function, before one who is away", supplier({ away }, { function: "finance" }), tuesday],
    ["faces the reporter", supplier({}, { faces: "freja" as PersonId }), tuesday],
    ["is at work now", supplier({}, { calendar: { ...who("reza").calendar, from: "14:00", to: "23:00" } }), evening],
    ["shares the reporter's language", supplier({ language: "fa" }, { language: "en" }), tuesday],
    [
      "has the function that suits, before anything else but being there",
      supplier({ function: "finance", faces: "freja" as PersonId }, {}),
      tuesday,
    ],
  ] as const)("%s", async ([, account, now]) => {
    expect(await leads(account, now)).toBe("s1");
  });

  test("has fewer open cases: two alike take turns", async () => {
    const made = await world(supplier({}, {}));
    const led: string[] = [];
    for (const key of ["one", "two", "three"]) {
      await made.ask("freja", report, { key });
      led.push((await made.held()).shared.lead.supplier);
    }
    expect(led).toEqual(["s0", "s1", "s0"]);
  });

  test("is somebody strategic or away only where nobody else is", async () => {
    expect(await leads(supplier({ away }))).toBe("shirin");
    const nobody = supplier({ away });
    expect(await leads({ ...nobody, people: nobody.people.map((one) => (one.id === "shirin" ? { ...one, away } : one)) })).toBe("s0");
  });
});

describe("whoever is asked and goes away", () => {
  const from = (...people: readonly string[]): Account => ({
    ...seed,
    people: seed.people.map((one) => (people.includes(one.id) ? { ...one, away: [{ from: "2026-11-25", to: "2026-11-26" }] } : one)),
  });
  const openIn = async (made: World) => (await made.held()).shared.asked.map(({ key, to }) => `${key} ${to.join()}`);
  const begun = async (account: Account): Promise<World> => {
    const made = await world();
    await made.ask("freja", { ...report, locus: "supplier" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    await made.saveAccount(account);
    return made;
  };

  test("is asked nothing meanwhile: a colleague is, from that day on, and they again when they are back", async () => {
    const made = await begun(from("reza"));
    expect(await openIn(made)).toContain("cause:supplier:0 reza");
    await made.pass(13 * hourMs);
    expect(await openIn(made)).toContain("cause:supplier:0 reza");
    const turns = made.store.written.length;
    // It is Wednesday in Tabriz.
    await made.pass(hourMs);
    const due = (await made.held()).shared.asked.find(({ key }) => key === "cause:supplier:0")!.due;
    expect(await openIn(made)).toContain("cause:supplier:0 arash");
    await made.pass(2 * 24 * hourMs);
    const { shared } = await made.held();
    expect(shared.asked.find(({ key }) => key === "cause:supplier:0")).toMatchObject({ to: ["reza"], due });
    const asked = made.store.written.slice(turns).flatMap(eventsOf);
    const cause = asked.filter((event) => "ask" in event && event.ask === "cause:supplier:0");
    expect(cause.filter(({ type }) => type === "asked")).toHaveLength(2);
    // Of the one who was away nothing was asked while they were.
    const posts = made.store.written
      .slice(turns)
      .flatMap((turn) => turn.posts.map(({ room, recipe }) => `${turn.at.slice(0, 10)} ${room} ${recipe}`));
    expect(posts.filter((post) => /^2026-11-2[56] @reza .*"reminder"/.test(post))).toEqual([]);
    expect(posts.some((post) => post.startsWith("2026-11-25 @shirin"))).toBe(true);
  });

  test("is not reminded of by a second message in the turn in which the colleague is first asked", async () => {
    const made = await begun(seed);
    await made.lag(22 * hourMs);
    await made.saveAccount(from("reza"));
    const turns = made.store.written.length;
    await made.pass(hourMs);
    const turned = made.store.written.slice(turns).filter((turn) => eventsOf(turn).some(({ type }) => type === "reminded"));
    for (const turn of turned) {
      const anew = turn.cards.filter(({ closing, name }) => closing === null && name !== "case").map(({ room, name }) => `${room} ${name}`);
      for (const { room, recipe } of turn.posts) expect(anew).not.toContain(`${room} ${(JSON.parse(recipe) as { ask?: string }).ask}`);
    }
    expect(turned.length).toBeGreaterThan(0);
  });

  test("keeps what only they can give: a signature waits for an approver, whoever is there", async () => {
    const made = await agreedTo();
    await made.saveAccount(from("lars", "hanne", "shirin"));
    await made.pass(20 * hourMs);
    const signs = (await made.held()).shared.asked.filter(({ key }) => key.startsWith("sign:"));
    expect(signs.length).toBeGreaterThan(0);
    for (const { to } of signs) for (const id of to) expect(who(id).approver).not.toBeNull();
    await made.saveAccount(from("lars"));
    await made.pass(hourMs);
    const still = (await made.held()).shared.asked.filter(({ key, firm }) => key.startsWith("sign:") && firm === "customer");
    expect(still.flatMap(({ to }) => to)).toEqual(["hanne"]);
  });
});

test("all fifteen roles have a counterpart at the other firm, a plain name and a duty", () => {
  expect(roleNames).toHaveLength(15);
  for (const role of roleNames) {
    expect(roles[roles[role].faces].firm).not.toBe(roles[role].firm);
    expect([`role.${role}`, `role.duty.${role}`].filter((key) => !(key in en))).toEqual([]);
  }
});

describe("who held which role when", () => {
  const story = async (): Promise<World> => {
    const made = await world();
    await made.ask("freja", report);
    await made.ask("reza", { type: "acknowledge", locus: "unknown" });
    await made.pass(hourMs);
    await made.ask("mads", { type: "leave-role", role: "co-diagnoser", reason: "On leave <from> Thursday" });
    await made.ask("jens", { type: "pass-role", role: "co-diagnoser", to: "ida" });
    await made.ask("jens", { type: "volunteer", offer: "carry-out" });
    await made.ask("reza", { type: "hand-over", to: "arash" });
    await made.ask("freja", { type: "say-locus", locus: "supplier" });
    await made.ask("reza", { type: "say-locus", locus: "supplier" });
    return made;
  };

  test("is told by the log: given, taken over, given back with its reason, passed on, offered, ended", async () => {
    const made = await story();
    const terms = roleHistory(await logOf(made.store, made.id()));
    const [before, after] = [tuesday, "2026-11-24T08:00:00.000Z"];
    expect(terms.map(({ role, person, from, to, how, end }) => [role, person, from, to, how, end])).toEqual([
      ["co-notifier", "freja", before, null, "given", null],
      ["value-process-organizer", "reza", before, after, "given", "passed"],
      ["co-organizer", "freja", before, null, "given", null],
      ["co-diagnoser", "mads", before, after, "given", "left"],
      ["co-diagnoser", "jens", after, after, "given", "passed"],
      ["co-diagnoser", "ida", after, after, "given", "ended"],
      ["co-implementor", "jens", after, null, "volunteered", null],
      ["value-process-organizer", "arash", after, null, "given", null],
    ]);
    expect(terms.find(({ person }) => person === "mads")?.reason).toBe("On leave <from> Thursday");
  });

  test("stands in the case report of either firm, in the reader's language, people's words as plain text", async () => {
    const made = await story();
    const log = await storyOf(made.store, made.id());
    const written = (id: string, language: string) =>
      writeReport(visibleTo(who(id).firm, held), { ...who(id), language }, made.account(), log).split("## D2")[0]!;
    const held = await made.held();
    expect(written("freja", "en")).toContain(
      "Mads Krogh, helps to find the cause, from Tue 24 Nov 2026 08:00 to Tue 24 Nov 2026 09:00 · gave it back · On leave \\<from\\> Thursday",
    );
    expect(written("freja", "en")).toContain("- Level of collaboration: 3 of 6, planned for: Sahand Casting’s side");
    expect(written("freja", "en")).toContain(
      "- Leading: analysis Sahand Casting · resolution Sahand Casting · implementation Sahand Casting",
    );
    expect(written("reza", "da")).toContain("- Grad af samarbejde: 3 af 6");
    expect(written("freja", "en")).toContain("Jens Bach, carries out a part, since Tue 24 Nov 2026 09:00 · offered to help");
    expect(written("reza", "en")).toContain("Arash");
    expect(written("freja", "da")).toContain("siden");
    expect(written("reza", "fa")).toContain("نقش را پس داد");
  });
});

test("whoever restores fast is asked for an option with whoever supports it", async () => {
  const asked = async (made: World, kind: string) => (await made.held()).shared.asked.find(({ key }) => key.startsWith(kind))?.to ?? [];
  const holder = async (made: World, role: string) =>
    (await made.held()).shared.participation.roles.find((one) => one.role === role)?.person as PersonId;
  const theirs = await world();
  await reported(theirs);
  await must(theirs, "reza", { type: "propose-cause", what: "Too cold", whys: "The ladle", locus: "supplier", category: "process" });
  await must(theirs, "freja", (s) => ({ type: "confirm-cause", cause: s.analysis.causes[0]!.id }));
  expect(await asked(theirs, "option")).toContain(await holder(theirs, "value-retriever"));
  expect(await asked(theirs, "option")).toContain("reza");
});

test("whoever of the customer promised a part of what was signed carries it out", async () => {
  const made = await world();
  await reported(made);
  const promises = "Arash: rework, by Mon 14 Dec 2026 16:00\nJens: the gate is open, by Mon 14 Dec 2026 07:00";
  await must(made, "reza", { type: "propose-option", terms: "Rework", promises });
  await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
  await restated(made);
  const implementors = async () => {
    const terms = roleHistory(await logOf(made.store, made.id()));
    return terms.filter(({ role }) => role === "co-implementor").map(({ person }) => person);
  };
  expect(await implementors()).toEqual([]);
  await signedBy(made, "lars", "shirin");
  expect(await implementors()).toEqual(["jens"]);
});
