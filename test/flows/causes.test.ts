/** What is asked while a cause is looked for: what it is called, what cannot be judged, what one's own people know, what is at hand. */
import { describe, expect, test } from "vitest";
import { documents } from "../../flows/documents.ts";
import { type Shared, visibleTo } from "../../src/domain/case.ts";
import { type Locus, loci } from "../../src/domain/collaboration.ts";
import { causeKinds, kindsFrom } from "../../src/domain/commands/analysis.ts";
import type { Action, Message } from "../../src/domain/message.ts";
import { drawCard, drawMore, drawReminder } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { type AskInput, given, logOf, type World, who, world } from "../support/given.ts";

const poured = {
  type: "propose-cause",
  what: "Poured too cold",
  whys: "The ladle waited\nThe crane was out of order",
  locus: "supplier",
} as const;
const first = (s: Shared) => s.analysis.causes[0]!.id;

/** Reported by the customer and taken by the supplier, who both say where it came from. */
async function reported(locus: Locus, stops: "slowed" | "line" = "slowed"): Promise<World> {
  const made = await world();
  await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops, locus });
  await made.ask("reza", { type: "acknowledge", locus });
  return made;
}
const say = async (made: World, by: string, ask: AskInput | ((s: Shared) => AskInput)): Promise<string> => {
  const { answer } = await made.ask(by, typeof ask === "function" ? ask((await made.held()).shared) : ask);
  return answer.ok ? "done" : answer.code;
};
const asked = async (made: World, of: string): Promise<string[]> => {
  const { shared, supplier, customer } = await made.held();
  const all = [...shared.asked, ...supplier.asked, ...customer.asked];
  return all.filter(({ to }) => to.some((one) => one === of)).map(({ key }) => key);
};
const actionsOf = (message: Message): Action[] => message.blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
/** An ask of somebody whose key begins so, as it is drawn for them. */
async function ask(made: World, of: string, kind: string): Promise<Message> {
  const key = (await asked(made, of)).find((one) => one.startsWith(kind))!;
  return drawReminder(made.engine.conversation, await made.held(), made.account(), made.now(), who(of), key, "0")!;
}
const card = async (made: World, room: "shared" | "customer" | "supplier" = "shared"): Promise<string> =>
  textOf(drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), room, "case", null));
const report = async (made: World): Promise<string> =>
  documents.report(visibleTo("customer", await made.held()), who("freja"), made.account(), []);
const keysOf = (message: Message): string[] => actionsOf(message).map(({ key }) => key);

describe("what a cause is called", () => {
  test("is one of fifteen of the supplier's, seven of the customer's or those of nobody, each with other and not sure", () => {
    expect(loci.map((of) => causeKinds[of].length)).toEqual([15, 7, 3, 2]);
    for (const of of loci) expect(kindsFrom(of).slice(-2)).toEqual(["other", "not-sure"]);
  });

  test("is asked below the rest of the form, each kind under its source alone", async () => {
    const made = await reported("supplier");
    const form = actionsOf(await ask(made, "reza", "cause"))[0]!;
    const field = form.fields.find(({ name }) => name === "kind")!;
    if (field.kind !== "choice") throw new Error("no choice");
    expect([field.rare, field.required, form.fields.filter(({ rare }) => !rare).length]).toEqual([true, false, 5]);
    const under = (is: string) => field.options.filter(({ when }) => !when || (when.field === "locus" && when.is === is));
    for (const of of loci) expect(under(of).map(({ value }) => value)).toEqual(kindsFrom(of));
  });

  test("fits the source, and stands on the card and in the report beside the category", async () => {
    await given(["freja", { type: "report", what: "Batch 4411 came in cracked", stops: "slowed" }], ["reza", { type: "acknowledge" }])
      .when("reza", { ...poured, kind: "slip" })
      .refuses("kind-elsewhere");
    const made = await reported("supplier");
    await say(made, "reza", { ...poured, kind: "production-line", category: "machine" });
    expect(await card(made)).toContain("machine · production line");
    expect(await report(made)).toMatch(/- Category: machine\n- Kind: production line\n/);
  });

  test("and its whys stand as steps", async () => {
    const made = await reported("supplier");
    await say(made, "reza", poured);
    expect(await report(made)).toContain("- Why:\n    1. The ladle waited\n    2. The crane was out of order\n");
    const shown = drawCard(made.engine.conversation, await made.held(), made.account(), made.now(), "shared", "case", null);
    const list = shown!.blocks.find(({ kind }) => kind === "list");
    expect(list).toMatchObject({ items: [[{ text: "The ladle waited" }], [{ text: "The crane was out of order" }]] });
  });
});

describe("a cause that cannot be judged", () => {
  test("ends the question, is shown with the cause and told to whoever proposed it, and settles nothing", async () => {
    const made = await reported("supplier");
    await say(made, "reza", poured);
    expect(keysOf(await ask(made, "freja", "judge"))).toContain("action.cannot-judge");
    expect(await say(made, "reza", (s) => ({ type: "cannot-judge", cause: first(s) }))).toBe("own-cause");
    expect(await say(made, "freja", (s) => ({ type: "cannot-judge", cause: first(s) }))).toBe("done");
    expect(await say(made, "mads", (s) => ({ type: "cannot-judge", cause: first(s) }))).toBe("said-already");
    const { shared } = await made.held();
    expect([shared.locus.settled, shared.analysis.causes[0]!.status]).toEqual([null, "proposed"]);
    expect((await asked(made, "freja")).filter((key) => key.startsWith("judge"))).toEqual([]);
    expect(await card(made)).toContain("Freja Holm cannot judge whether it fits");
    expect(await report(made)).toContain("Freja Holm cannot judge whether it fits");
    expect(made.store.written.at(-1)!.posts.map(({ room }) => room)).toEqual(expect.arrayContaining(["shared", "@reza"]));
    // Whoever looks goes on, and reads it there.
    expect(textOf(await ask(made, "reza", "cause"))).toContain("cannot judge");
  });

  test("can be confirmed or seen differently by their firm later, behind More", async () => {
    const made = await reported("supplier");
    await say(made, "reza", poured);
    await say(made, "freja", (s) => ({ type: "cannot-judge", cause: first(s) }));
    const more = keysOf(drawMore(made.engine.conversation, await made.held(), made.account(), made.now(), who("mads")));
    expect(more).toContain("action.dispute-cause");
    expect(more.some((key) => key.startsWith("action.confirm-disputed:"))).toBe(true);
    expect(await say(made, "mads", (s) => ({ type: "confirm-cause", cause: first(s) }))).toBe("done");
    expect((await made.held()).shared.locus.settled).toBe("supplier");
    expect(await card(made)).not.toContain("cannot judge");
  });
});

describe("to stop looking", () => {
  const end = { type: "end-unknown", plan: "Swap the link at once" } as const;

  test("can be declined with a reason, and is no more asked about then", async () => {
    const made = await reported("unknown");
    await say(made, "freja", end);
    expect(await say(made, "freja", { type: "keep-looking", reason: "No" })).toBe("own-cause");
    expect(await say(made, "reza", { type: "keep-looking", reason: "The log of Tuesday is unread" })).toBe("done");
    expect((await made.held()).shared.analysis.unknown).toBeNull();
    expect((await asked(made, "reza")).filter((key) => key.startsWith("stop-looking"))).toEqual([]);
    expect(await say(made, "reza", { type: "agree-unknown" })).toBe("not-waiting");
    expect(await say(made, "reza", end)).toBe("done");
  });

  test("comes with what both do at once if it comes again, and that is kept with the ending", async () => {
    const made = await reported("unknown");
    await say(made, "freja", end);
    expect(await say(made, "reza", { type: "agree-unknown", plan: "Our night shift is called" })).toBe("done");
    for (const text of [await card(made), await report(made)]) {
      expect(text).toContain("Swap the link at once");
      expect(text).toMatch(/Sahand Casting adds.{0,3}Our night shift is called/);
    }
  });
});

describe("what one's own people know", () => {
  test("is asked of each in private, and answered into the side room alone", async () => {
    const made = await reported("supplier");
    expect(keysOf(await ask(made, "reza", "cause"))).toContain("action.ask-colleagues");
    expect(await say(made, "reza", { type: "ask-colleagues", people: [who("freja").id] })).toBe("not-a-colleague");
    expect(await say(made, "reza", { type: "ask-colleagues", people: [who("arash").id, who("neda").id] })).toBe("done");
    expect(await say(made, "reza", { type: "ask-colleagues", people: [who("arash").id] })).toBe("asked-already");
    expect(await asked(made, "arash")).toContain("knows:arash");
    expect((await made.held()).shared.asked.some(({ key }) => key.startsWith("knows"))).toBe(false);
    expect(await say(made, "arash", { type: "say-known", about: who("arash").id, what: "In March it was the crane" })).toBe("done");
    expect(await say(made, "neda", { type: "answer-otherwise", ask: "knows:neda", how: "unknown" })).toBe("done");
    for (const one of ["arash", "neda"]) expect((await asked(made, one)).filter((key) => key.startsWith("knows"))).toEqual([]);
    expect(made.store.written.flatMap(({ posts }) => posts).some(({ room }) => room === "supplier")).toBe(true);
    const others = (await logOf(made.store, made.id())).filter(({ audience }) => audience !== "supplier");
    expect(JSON.stringify([others, (await made.held()).shared, (await made.held()).customer])).not.toMatch(/crane was|In March|knows:/);
  });

  test("of the step that was hard is the customer's own, fills in its form, and reaches nobody else", async () => {
    const made = await reported("customer");
    const key = (await asked(made, "freja")).concat(await asked(made, "mads")).find((one) => one === "step");
    expect(key).toBe("step");
    expect((await made.held()).shared.asked.some(({ key: one }) => one === "step")).toBe(false);
    expect(await say(made, "reza", { type: "say-step", kind: "upkeep" })).toBe("step-is-theirs");
    expect(await say(made, "mads", { type: "say-step", kind: "upkeep", note: "No greasing plan" })).toBe("done");
    expect((await made.held()).customer.asked).toEqual([]);
    const filled = (of: string) => {
      return (message: Message) =>
        Object.fromEntries(
          (actionsOf(message).find(({ key: one }) => one === "action.propose-cause")?.fields ?? []).flatMap((field) =>
            field.kind === "choice" ? [[field.name, field.value]] : [],
          ),
        )[of];
    };
    const more = async (of: string) => drawMore(made.engine.conversation, await made.held(), made.account(), made.now(), who(of));
    const [mine, theirs] = [await more("freja"), await more("reza")];
    expect(["locus", "category", "kind"].map((name) => filled(name)(mine))).toEqual(["customer", "machine", "upkeep"]);
    expect(["category", "kind"].map((name) => filled(name)(theirs))).toEqual([null, null]);
    expect(await card(made, "customer")).toContain("The step that was hard, says Mads Krogh: upkeep");
    expect(await card(made)).not.toContain("step that was hard");
    expect(JSON.stringify((await made.held()).shared)).not.toContain("greasing");
  });

  test("of steps is asked of nobody where it came from elsewhere", async () => {
    for (const locus of ["supplier", "environment", "unknown"] as const)
      expect((await (await reported(locus)).held()).customer.asked.filter(({ key }) => key === "step")).toEqual([]);
  });
});

describe("in words", () => {
  test("the customer is asked for what it holds already, and in the unknown each firm once", async () => {
    const found = await reported("supplier");
    expect(textOf(await ask(found, "freja", "impact"))).toContain("May Sahand Casting have what you already hold");
    expect(textOf(await ask(found, "reza", "cause"))).not.toContain("already hold");
    const made = await reported("unknown");
    expect(textOf(await ask(made, "reza", "diagnosis"))).toContain("May Nordvik Pumps have what you already hold");
    await say(made, "reza", poured);
    await say(made, "freja", (s) => ({ type: "dispute-cause", cause: first(s), reason: "It was warm" }));
    expect(textOf(await ask(made, "reza", "cause"))).not.toContain("already hold");
  });

  test("whoever looks is asked whether a visit would help, while nobody knows or where much depends on it", async () => {
    const look = async (made: World, kind = "cause") => {
      const message = await ask(made, "reza", kind);
      return [keysOf(message).includes("action.propose-visit"), textOf(message).includes("on the spot help?")];
    };
    expect(await look(await reported("supplier"))).toEqual([false, false]);
    expect(await look(await reported("supplier", "line"))).toEqual([true, true]);
    const made = await reported("unknown");
    expect(await look(made, "diagnosis")).toEqual([true, true]);
    await say(made, "freja", {
      type: "propose-visit",
      what: "Look at link 14",
      place: "customer",
      from: "2026-11-26T09:00+01:00",
      hours: 3,
      people: [who("reza").id],
    });
    expect(await look(made, "diagnosis")).toEqual([false, false]);
    await say(made, "reza", { type: "look-openly" });
    expect(await look(made)).toEqual([false, false]);
  });
});
