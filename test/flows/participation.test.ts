import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plain } from "../../flows/wording/index.ts";
import type { Shared } from "../../src/domain/case.ts";
import { loci } from "../../src/domain/collaboration.ts";
import { helps, offers } from "../../src/domain/commands/participation.ts";
import type { Closing } from "../../src/domain/flow.ts";
import type { PersonId } from "../../src/domain/ids.ts";
import type { Account } from "../../src/domain/people.ts";
import { type Role, roleNames } from "../../src/domain/roles.ts";
import { hourMs } from "../../src/domain/time.ts";
import { drawCard, drawNotice } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { type AskInput, eventsOf, given, logOf, ownWords, seed, type World, world } from "../support/given.ts";
import { runs } from "../support/properties.ts";

const report = { type: "report", what: "Batch 4411 came in cracked", stops: "line" } as const;
const reported = ["freja", report] as const;
const ours = ["reza", { type: "acknowledge", locus: "supplier" }] as const;
const theirs = ["reza", { type: "acknowledge", locus: "customer" }] as const;
const nobodyKnows = ["reza", { type: "acknowledge", locus: "unknown" }] as const;

const holders = (shared: Shared, role: Role) =>
  shared.participation.roles.filter((one) => one.role === role).map(({ person, status }) => `${person} ${status}`);
const open = (shared: Shared) => shared.asked.map(({ key, to }) => `${key} ${to.join()}`);

describe("roles", () => {
  test("come to those whom they suit, when their activity begins", async () => {
    const made = await world();
    await made.ask("freja", { ...report, locus: "supplier" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    expect((await made.held()).shared.participation.roles).toEqual([]);
    await made.ask("reza", { type: "propose-option", terms: "Replace", promises: "Sahand: replace them, by Mon 30 Nov 16:00" });
    const { shared } = await made.held();
    expect(holders(shared, "co-evaluator")).toEqual(["mads given", "ida given"]);
    // Nobody at Sahand but its lead has a function that suits: the lead sees to it.
    expect(holders(shared, "value-supporter")).toEqual([]);
  });

  test("are not given to people who are away, and then to the next one whom they suit", async () => {
    const away: Account = {
      ...seed,
      people: seed.people.map((person) =>
        person.id === "mads" ? { ...person, away: [{ from: "2026-11-20", to: "2026-11-24" }] } : person,
      ),
    };
    const made = await world(away);
    await made.ask("freja", { ...report, locus: "unknown" });
    await made.ask("reza", { type: "acknowledge", locus: "unknown" });
    expect(holders((await made.held()).shared, "co-diagnoser")).toEqual(["jens given"]);
  });

  test("are spread: of two whom they suit alike, the one who is in fewer open cases", async () => {
    const twins: Account = {
      ...seed,
      people: [...seed.people, { ...seed.people.find(({ id }) => id === "mads")!, id: "mona" as PersonId, name: "Mona Friis" }],
    };
    const made = await world(twins);
    const given: string[] = [];
    for (const key of ["report-one", "report-two"]) {
      await made.ask("freja", { ...report, locus: "unknown" }, { key });
      await made.ask("reza", { type: "acknowledge", locus: "unknown" });
      given.push(...holders((await made.held()).shared, "co-diagnoser"));
    }
    expect(given).toEqual(["mads given", "mona given"]);
  });

  test("are taken by saying so, or by acting in the case", async () => {
    const taken = await given(reported, nobodyKnows).when("mads", { type: "take-role", role: "co-diagnoser" }).gives("role-taken");
    expect(holders(taken.shared, "co-diagnoser")).toEqual(["mads taken"]);
    const acted = await given(reported, nobodyKnows).when("mads", { type: "add-evidence", what: "Two more" }).gives("evidence-added");
    expect(holders(acted.shared, "co-diagnoser")).toEqual(["mads taken"]);
  });

  test("given back, they go to the next one; and when nobody is left, the lead is asked to name somebody", async () => {
    const made = await world();
    await made.ask("freja", report);
    await made.ask("reza", { type: "acknowledge", locus: "unknown" });
    await made.ask("mads", { type: "leave-role", role: "co-diagnoser", reason: "On leave" });
    expect(holders((await made.held()).shared, "co-diagnoser")).toEqual(["jens given"]);
    await made.ask("jens", { type: "leave-role", role: "co-diagnoser" });
    const { shared } = await made.held();
    expect(holders(shared, "co-diagnoser")).toEqual(["null given"]);
    expect(open(shared)).toContain("place:co-diagnoser:0 freja");
    await made.ask("freja", { type: "fill-role", role: "co-diagnoser", to: "ida" });
    const filled = (await made.held()).shared;
    expect(holders(filled, "co-diagnoser")).toEqual(["ida given"]);
    expect(open(filled).some((line) => line.startsWith("place:"))).toBe(false);
    const history = (await logOf(made.store, made.id())).map(({ type }) => type).filter((type) => type.startsWith("role-"));
    expect(history).toEqual(["role-given", "role-left", "role-given", "role-left", "role-open", "role-filled"]);
  });

  test("whoever was named by hand comes back with the role when the plan does, and nobody is asked to name somebody again", async () => {
    const away = [{ from: "2026-11-01", to: "2027-11-01" }];
    const people = seed.people.map((person) => (["mads", "jens"].includes(person.id) ? { ...person, away } : person));
    const small = await world({ ...seed, people });
    await small.ask("freja", report);
    await small.ask("reza", { type: "acknowledge", locus: "unknown" });
    expect(open((await small.held()).shared)).toContain("place:co-diagnoser:0 freja");
    await small.ask("freja", { type: "fill-role", role: "co-diagnoser", to: "ida" });
    for (const locus of ["environment", "unknown"] as const)
      for (const by of ["freja", "reza"]) await small.ask(by, { type: "say-locus", locus });
    const { shared } = await small.held();
    expect(holders(shared, "co-diagnoser")).toEqual(["ida given"]);
    expect(open(shared).some((line) => line.startsWith("place:"))).toBe(false);
  });

  test("passed on, the new one is asked and whoever faces them is told", async () => {
    const made = await world();
    await made.ask("freja", report);
    await made.ask("reza", { type: "acknowledge", locus: "unknown" });
    await made.ask("mads", { type: "pass-role", role: "co-diagnoser", to: "ida" });
    expect(holders((await made.held()).shared, "co-diagnoser")).toEqual(["ida given"]);
    expect(made.store.written.at(-1)!.posts.map(({ room }) => room)).toEqual(["@ida", "@reza"]);
  });

  test("given back or ended, whoever faces it is told; offered, it comes with its card, and so does the lead of each firm", async () => {
    const made = await world();
    const told = async (): Promise<string[]> => {
      const held = await made.held();
      const turn = made.store.written.at(-1)!;
      const log = (await logOf(made.store, made.id())).filter(({ audience }) => audience === "shared");
      return turn.posts.flatMap(({ room, recipe }) => {
        const read = JSON.parse(recipe) as { kind: string; audience: string; seq: number; index: number };
        if (read.kind !== "notice" || !room.startsWith("@")) return [];
        const drawn = drawNotice(made.engine.conversation, held, made.account(), log[read.seq - 1]!, read.index);
        const [first] = drawn?.blocks ?? [];
        const buttons = drawn?.blocks.flatMap((block) => (block.kind === "actions" ? block.actions.map(({ key }) => key) : [])) ?? [];
        return [`${room}: ${first && "parts" in first ? plain(first.parts) : ""}${buttons.length > 0 ? ` [${buttons.join()}]` : ""}`];
      });
    };
    await made.ask("freja", report);
    await made.ask("reza", { type: "acknowledge", locus: "unknown" });
    expect(await told()).toEqual([
      "@reza: Reza, this part is yours: organizer. [action.hand-over]",
      "@freja: Freja, this part is yours: organizer. [action.hand-over]",
      "@mads: Mads, would you take this part: helps to find the cause? [action.take-role,action.pass-role,action.leave-role]",
    ]);
    await made.ask("reza", { type: "hand-over", to: "arash" });
    expect(await told()).toEqual([
      "@arash: Arash, this part is yours: organizer. [action.hand-over]",
      "@freja: PAR-00001: Reza Karimi has passed it on: Arash Nouri leads it for Sahand Casting now.",
    ]);
    await made.ask("mads", { type: "leave-role", role: "co-diagnoser", reason: "On leave" });
    expect((await told()).slice(0, 2)).toEqual([
      "@freja: PAR-00001: Mads Krogh has given this part back: helps to find the cause. On leave",
      "@arash: PAR-00001: Mads Krogh has given this part back: helps to find the cause.",
    ]);
    await made.ask("ida", { type: "volunteer", offer: "weigh" });
    expect(await told()).toEqual(["@ida: Ida, this part is yours: weighs the options. [action.pass-role,action.leave-role]"]);
    await made.ask("freja", { type: "say-locus", locus: "supplier" });
    expect(await told()).toContain("@arash: PAR-00001: Jens Bach no longer has this part: helps to find the cause. The plan has changed.");
  });

  test("of a trifle nobody is told what their part is", async () => {
    const made = await world();
    await made.ask("freja", { ...report, stops: "nothing" });
    await made.ask("reza", { type: "acknowledge" });
    expect(made.store.written.at(-1)!.posts.filter(({ room }) => room.startsWith("@"))).toEqual([]);
  });

  test("whoever leaves the directory is followed by the next one, as soon as anything happens", async () => {
    const made = await world();
    await made.ask("freja", report);
    await made.ask("reza", { type: "acknowledge", locus: "unknown" });
    await made.saveAccount({ ...seed, people: seed.people.filter(({ id }) => id !== "mads") });
    await made.pass(hourMs);
    expect(holders((await made.held()).shared, "co-diagnoser")).toEqual(["jens given"]);
  });

  test.for([
    ["mads", { type: "take-role", role: "co-evaluator" }, "not-your-role"],
    ["ida", { type: "leave-role", role: "co-diagnoser" }, "not-your-role"],
    ["mads", { type: "pass-role", role: "co-diagnoser", to: "reza" }, "not-a-colleague"],
    ["mads", { type: "pass-role", role: "co-diagnoser", to: "mads" }, "has-role"],
    ["reza", { type: "fill-role", role: "co-diagnoser", to: "arash" }, "not-a-colleague"],
    ["freja", { type: "fill-role", role: "co-diagnoser", to: "ida" }, "role-filled"],
    ["freja", { type: "want-help", help: ["advice"] }, "customer-says-help"],
    ["reza", { type: "decline-help" }, "no-help-wanted"],
    ["freja", { type: "decline-help" }, "supplier-helps"],
  ] as [string, AskInput, string][])("%s asking %o is told: %s", async ([by, ask, code]) => {
    await given(reported, nobodyKnows).when(by, ask).refuses(code);
  });

  test("a role is taken once, whether it was given or offered", async () => {
    await given(reported, nobodyKnows, ["mads", { type: "take-role", role: "co-diagnoser" }])
      .when("mads", { type: "take-role", role: "co-diagnoser" })
      .refuses("role-taken-already");
    await given(reported, nobodyKnows, ["jens", { type: "volunteer", offer: "look" }])
      .when("jens", { type: "volunteer", offer: "look" })
      .refuses("role-taken-already");
  });
});

describe("while the firms see the source differently", () => {
  const differ = [["freja", { ...report, locus: "supplier" }], theirs] as const;

  test("both bring what they hold, and only the supplier and volunteers are asked for the cause", async () => {
    const made = await world();
    for (const [by, ask] of differ) await made.ask(by, ask);
    const before = (await made.held()).shared;
    expect(open(before).sort()).toEqual(["cause:supplier:0 reza", "evidence:customer freja", "evidence:supplier reza", "impact freja"]);
    await made.ask("freja", { type: "settle-evidence" });
    await made.ask("reza", { type: "add-evidence", what: "The furnace log" });
    await made.ask("mads", { type: "volunteer", offer: "look" });
    expect(open((await made.held()).shared).sort()).toEqual(["cause:customer:0 mads", "cause:supplier:0 reza", "impact freja"]);
  });

  test("and what was brought is not asked for again", async () => {
    await given(...differ, ["freja", { type: "settle-evidence" }])
      .when("freja", { type: "settle-evidence" })
      .refuses("said-already");
  });
});

describe("when the customer leads its own recovery", () => {
  const leads = [["freja", { ...report, locus: "customer" }], theirs] as const;

  test("it says what help it would like, and the supplier's adviser is asked what could be added", async () => {
    const made = await world();
    for (const [by, ask] of leads) await made.ask(by, ask);
    expect(open((await made.held()).shared)).toContain("help freja");
    await made.ask("freja", { type: "want-help", help: ["advice", "advice", "visit"], note: "How do we get them back?" });
    const { shared } = await made.held();
    expect(shared.participation.help).toEqual({ wanted: ["advice", "visit"], note: "How do we get them back?", declined: false });
    // Nobody else at Sahand has a function that suits an adviser.
    expect(open(shared)).toContain("assist reza");
    await made.ask("reza", { type: "decline-help" });
    expect(open((await made.held()).shared).some((line) => line.startsWith("assist"))).toBe(false);
  });

  test.for(["skip", "unknown"] as const)("what could be added is asked, too, where it leaves open what it would like: %s", async (how) => {
    const made = await world();
    for (const [by, ask] of leads) await made.ask(by, ask);
    expect(open((await made.held()).shared).some((line) => line.startsWith("assist"))).toBe(false);
    expect(await made.ask("reza", { type: "decline-help" })).toMatchObject({ answer: { code: "no-help-wanted" } });
    await made.ask("freja", { type: "answer-otherwise", ask: "help", how });
    expect(open((await made.held()).shared)).toContain("assist reza");
    const asked = drawCard(made.engine.conversation, await made.held(), seed, made.now(), "@reza", "assist", null)!;
    expect(textOf(asked)).toContain("has left open what help it would like");
    await made.ask("reza", { type: "decline-help" });
    const { shared } = await made.held();
    expect(open(shared).some((line) => line.startsWith("assist"))).toBe(false);
    expect(shared.participation.help).toBeNull();
    // A wish of its own is another question.
    await made.ask("freja", { type: "want-help", help: ["visit"] });
    expect(open((await made.held()).shared)).toContain("assist reza");
  });

  test("no help is asked of anybody when none is wanted", async () => {
    const held = await given(...leads)
      .when("freja", { type: "want-help", help: "none" })
      .gives("help-wanted");
    expect(open(held.shared).some((line) => line.startsWith("assist") || line.startsWith("help"))).toBe(false);
  });
});

describe("under what condition somebody would", () => {
  test("is for their own lead alone, when a role is given back", async () => {
    const made = await world();
    for (const [by, ask] of [reported, nobodyKnows] as const) await made.ask(by, ask);
    await made.ask("mads", { type: "leave-role", role: "co-diagnoser", condition: "One day at most" });
    const events = eventsOf(made.store.written.at(-1)!);
    expect(events.find(({ type }) => type === "condition-said")).toMatchObject({ audience: "customer", role: "co-diagnoser" });
    expect(JSON.stringify(events.filter(({ audience }) => audience !== "customer"))).not.toContain("One day");
    expect(JSON.stringify((await made.held()).shared)).not.toContain("One day");
    const told = events.findIndex(({ type }) => type === "condition-said");
    const notice = drawNotice(made.engine.conversation, await made.held(), seed, events[told]!, 0)!;
    expect(notice.blocks.map((block) => ("parts" in block ? plain(block.parts) : "")).join()).toBe(
      "PAR-00001: Mads Krogh would take this part after all (helps to find the cause) if: One day at most",
    );
    expect(
      made.store.written
        .at(-1)!
        .posts.filter(({ recipe }) => recipe.includes('"audience":"customer"'))
        .map(({ room }) => room),
    ).toEqual(["@freja"]);
  });

  test("is told to the lead who asked for help, and a plain no stays one press", async () => {
    const made = await world();
    await made.ask("freja", { ...report, locus: "customer" });
    await made.ask("reza", { type: "acknowledge", locus: "customer" });
    await made.ask("freja", { type: "want-help", help: ["hands"] });
    const asked = drawCard(made.engine.conversation, await made.held(), seed, made.now(), "@reza", "assist", null)!;
    const buttons = asked.blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
    expect(buttons.find(({ key }) => key === "action.decline-help")?.fields).toEqual([]);
    await made.ask("reza", { type: "decline-help", condition: "You send the van" });
    expect(made.store.written.at(-1)!.posts.map(({ room }) => room)).toEqual(["shared", "@freja"]);
    expect(await made.ask("reza", { type: "decline-help" })).toMatchObject({ answer: { code: "no-help-wanted" } });
    // Whoever has declined is not asked again, whatever is wanted next.
    const turns = made.store.written.length;
    await made.ask("freja", { type: "want-help", help: ["visit"] });
    const anew = made.store.written.slice(turns).flatMap(eventsOf);
    expect(anew.flatMap((event) => (event.type === "asked" ? [event.ask] : []))).not.toContain("assist");
  });
});

describe("a question that ends", () => {
  const closingOf = (made: World, person: string, key: string) => {
    const mark = made.store.written.at(-1)!.cards.find(({ room, name }) => room === `@${person}` && name === key);
    return mark?.closing ? (JSON.parse(mark.closing) as Closing) : null;
  };
  const looking = async (account: Account = seed) => {
    const made = await world(account);
    for (const [by, ask] of [reported, nobodyKnows] as const) await made.ask(by, ask);
    await made.ask("freja", { type: "look-openly" });
    expect(open((await made.held()).shared)).toContain("cause:customer:0 mads");
    return made;
  };
  const causeOf = async (made: World, by: string, locus: (typeof loci)[number]) => {
    await made.ask(by, { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus });
    return (await made.held()).shared.analysis.causes.at(-1)!.id;
  };

  test.for([
    ["en", "No longer needed: ", "Thank you for being ready."],
    ["da", "Ikke nødvendigt mere: ", "Tak, fordi du stod klar."],
    ["fa", "دیگر لازم نیست: ", "از آمادگی‌تان سپاسگزاریم."],
  ] as const)(
    "by what somebody else did otherwise is withdrawn with thanks, in %s, and nobody is named",
    async ([language, needless, thanks]) => {
      const made = await looking({ ...seed, people: seed.people.map((one) => (one.id === "mads" ? { ...one, language } : one)) });
      await made.ask("freja", { type: "say-locus", locus: "supplier" });
      const closing = closingOf(made, "mads", "cause:customer:0");
      expect(closing).toMatchObject({ by: null });
      const drawn = drawCard(
        made.engine.conversation,
        await made.held(),
        made.account(),
        made.now(),
        "@mads",
        "cause:customer:0",
        closing,
      )!;
      const words = drawn.blocks.map((block) => (block.kind === "text" ? ownWords(block.parts) : "")).join();
      expect(words).toContain(needless);
      expect(words).toContain(thanks);
    },
  );

  test("by what its own buttons do is done, by whoever of the firm pressed one", async () => {
    const own = await looking();
    const cause = await causeOf(own, "reza", "supplier");
    expect(closingOf(own, "reza", "cause:supplier:0")).toMatchObject({ by: "reza" });
    await own.ask("ida", { type: "confirm-cause", cause });
    expect(closingOf(own, "freja", `judge:${cause}`) ?? closingOf(own, "mads", `judge:${cause}`)).toMatchObject({ by: "ida" });
  });

  test("by being passed on or left open says so, and whoever has it then reads of that no more", async () => {
    const made = await looking();
    await made.ask("mads", { type: "answer-otherwise", ask: "cause:customer:0", how: "ida" });
    expect(closingOf(made, "mads", "cause:customer:0")).toMatchObject({ by: "mads" });
    await made.ask("freja", { type: "say-locus", locus: "supplier" });
    const closing = closingOf(made, "ida", "cause:customer:0");
    const drawn = drawCard(made.engine.conversation, await made.held(), seed, made.now(), "@ida", "cause:customer:0", closing)!;
    expect(drawn.blocks.map((block) => (block.kind === "text" ? ownWords(block.parts) : "")).join()).toContain("No longer needed");
  });
});

describe("work that was given", () => {
  test("is credited when the cause turns out to be the supplier's, and asked for no more", async () => {
    const made = await world();
    for (const [by, ask] of [reported, nobodyKnows] as const) await made.ask(by, ask);
    await made.ask("mads", { type: "add-evidence", what: "It cracks at the rib" });
    await made.ask("mads", { type: "add-evidence", what: "And at the flange" });
    await made.ask("reza", { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus: "supplier" });
    await made.ask("freja", { type: "confirm-cause", cause: (await made.held()).shared.analysis.causes[0]!.id });
    const last = eventsOf(made.store.written.at(-1)!);
    expect(last.flatMap((event) => (event.type === "work-credited" ? [[event.person, event.work, event.count]] : []))).toEqual([
      ["mads", "evidence", 2],
    ]);
    expect(last.flatMap((event) => (event.type === "role-ended" ? [event.role] : []))).toEqual(["co-diagnoser"]);
    const { shared } = await made.held();
    expect(shared.participation.work.find(({ person }) => person === "mads")).toMatchObject({ done: 2, credited: 2 });
    expect(open(shared).some((line) => line.startsWith("cause:"))).toBe(false);
  });

  test("stays with whoever offered it: a volunteer keeps the role whatever the plan becomes", async () => {
    const made = await world();
    for (const [by, ask] of [reported, ours] as const) await made.ask(by, ask);
    await made.ask("jens", { type: "volunteer", offer: "carry-out" });
    await made.ask("freja", { type: "say-locus", locus: "unknown" });
    await made.ask("freja", { type: "say-locus", locus: "supplier" });
    expect(holders((await made.held()).shared, "co-implementor")).toEqual(["jens volunteered"]);
  });
});

/** Whether a question has been answered; it may then never be asked again. */
const answered = (s: Shared): readonly string[] => [
  ...(s.acknowledged ? ["acknowledge"] : []),
  ...(s.impactConfirmed ? ["impact"] : []),
  ...s.participation.settledEvidence.map((firm) => `evidence:${firm}`),
  ...(s.participation.help ? ["help"] : []),
  ...(s.participation.help?.declined ? ["assist"] : []),
  ...s.analysis.causes.filter(({ status }) => status !== "proposed").map(({ id }) => `judge:${id}`),
];

test("however often the source is seen differently, nothing is asked again that was answered, and no work loses its credit", async () => {
  const people = ["freja", "mads", "ida", "jens", "reza", "arash", "neda"];
  const who = fc.constantFrom(...people);
  const moves = fc.oneof(
    {
      arbitrary: fc.record({
        by: fc.constantFrom("freja", "reza"),
        ask: fc.record({ type: fc.constant("say-locus" as const), locus: fc.constantFrom(...loci) }),
      }),
      weight: 8,
    },
    {
      arbitrary: fc.record({
        by: who,
        ask: fc.record({ type: fc.constant("set-severity" as const), stops: fc.constantFrom("nothing", "slowed", "line", "danger") }),
      }),
      weight: 2,
    },
    {
      arbitrary: fc.record({
        by: who,
        ask: fc.oneof(
          fc.constant({ type: "add-evidence", what: "What we hold" } as const),
          fc.constant({ type: "settle-evidence" } as const),
          fc.constant({ type: "confirm-impact" } as const),
          fc.constant({ type: "decline-help" } as const),
          fc.constant({ type: "propose-cause", what: "Cold", whys: "It waited", locus: "unknown" } as const),
          fc.record({ type: fc.constant("want-help" as const), help: fc.constantFrom(...helps) }),
          fc.record({ type: fc.constant("volunteer" as const), offer: fc.constantFrom(...offers) }),
          fc.record({ type: fc.constantFrom("take-role" as const, "leave-role" as const), role: fc.constantFrom(...roleNames) }),
        ),
      }),
      weight: 6,
    },
  );
  const run = async (list: readonly { by: string; ask: AskInput }[]) => {
    const made: World = await world();
    await made.ask("freja", report);
    await made.ask("reza", { type: "acknowledge" });
    let before = (await made.held()).shared;
    for (const { by, ask } of list) {
      const turns = made.store.written.length;
      await made.ask(by, ask);
      const after = (await made.held()).shared;
      const anew = made.store.written
        .slice(turns)
        .flatMap(eventsOf)
        .flatMap((event) => (event.type === "asked" ? [event.ask] : []));
      expect(anew.filter((key) => answered(before).includes(key))).toEqual([]);
      for (const work of before.participation.work) {
        const now = after.participation.work.find(({ person, kind }) => person === work.person && kind === work.kind)!;
        expect(now.done).toBeGreaterThanOrEqual(work.done);
        expect(now.credited).toBeGreaterThanOrEqual(work.credited);
        expect(now.credited).toBeLessThanOrEqual(now.done);
      }
      expect(after.participation.settledEvidence).toEqual(expect.arrayContaining([...before.participation.settledEvidence]));
      const offered = before.participation.roles.filter(({ status }) => status === "volunteered");
      const mine = (role: Role, person: PersonId | null) => ask.type === "leave-role" && ask.role === role && by === person;
      for (const { role, person } of offered)
        if (!mine(role, person)) expect(after.participation.roles.some((one) => one.role === role && one.person === person)).toBe(true);
      const places = after.participation.roles.map(({ role, seat }) => `${role} ${seat}`);
      expect(new Set(places).size).toBe(places.length);
      before = after;
    }
  };
  await fc.assert(fc.asyncProperty(fc.array(moves, { minLength: 4, maxLength: 30, size: "max" }), run), { numRuns: runs(150) });
});
