/** What was settled is open to question again: when a case comes back, and before it is closed by either firm's word. */
import { describe, expect, test } from "vitest";
import { documents } from "../../flows/documents.ts";
import { planOf } from "../../flows/plan.ts";
import { stageOf, visibleTo } from "../../src/domain/case.ts";
import type { Locus } from "../../src/domain/collaboration.ts";
import { dayMs } from "../../src/domain/time.ts";
import { drawCard, drawMore, drawReminder } from "../../src/engine/draw.ts";
import { textOf } from "../scenarios/player.ts";
import { logOf, type World, who, world } from "../support/given.ts";
import { agreeAndKeep, type Settled, settled } from "../support/settled.ts";

type Both = { readonly made: World; readonly found: Settled };
const first = async ({ found }: Both) => (await found.shared()).analysis.causes[0]!.id;

/** A case that was closed with a confirmed cause, and came back. */
async function back(locus: Locus = "supplier"): Promise<Both> {
  const made = await world();
  const found = await settled(made, { locus });
  const both = { made, found };
  await must(both, "freja", { type: "close" });
  await made.pass(61 * dayMs, true);
  await must(both, "freja", { type: "check-effect", good: false, note: "Cracks again" });
  return both;
}
async function must({ found }: Both, by: string, ask: Parameters<Settled["ask"]>[1]): Promise<void> {
  const code = await found.ask(by, ask);
  if (code !== "done") throw new Error(`${by}: ${code}`);
}
const card = async ({ made, found }: Both): Promise<string> =>
  textOf(drawCard(made.engine.conversation, await made.held(found.id), made.account(), made.now(), "shared", "case", null));
const report = async ({ made, found }: Both): Promise<string> =>
  documents.report(visibleTo("customer", await made.held(found.id)), who("freja"), made.account(), []);
const more = async ({ made, found }: Both, of: string): Promise<string[]> =>
  drawMore(made.engine.conversation, await made.held(found.id), made.account(), made.now(), who(of)).blocks.flatMap((block) =>
    block.kind === "actions" ? block.actions.map(({ key }) => key) : [],
  );
async function drawn({ made, found }: Both, of: string) {
  const { asked } = await found.shared();
  const key = asked.find((one) => one.key.startsWith("right:") && one.to.some((id) => id === of))!.key;
  return drawReminder(made.engine.conversation, await made.held(found.id), made.account(), made.now(), who(of), key, "0")!;
}
const plan = async ({ made, found }: Both) => planOf(await found.shared(), made.account());

describe("when a case comes back", () => {
  test("whoever looks is asked first whether the cause was right, and nothing of it is lost", async () => {
    const both = await back();
    expect(await both.found.asked("reza")).toContain("right");
    expect(await both.found.asked("reza")).not.toEqual(expect.arrayContaining(["cause"]));
    expect(await both.found.asked("reza")).not.toEqual(expect.arrayContaining(["option"]));
    expect(await both.found.asked("freja")).not.toContain("right");
    const s = await both.found.shared();
    expect(s.analysis.causes[0]).toMatchObject({ status: "confirmed", settledBy: "freja", doubted: { firm: null } });
    expect([s.locus.settled, stageOf(s), (await plan(both)).locus]).toEqual([null, "analysis", "supplier"]);
    const message = await drawn(both, "reza");
    const labels = message.blocks.flatMap((block) => (block.kind === "actions" ? block.actions.map(({ label }) => label) : []));
    expect(labels.slice(0, 3)).toEqual(["It was; the fix was not enough", "There is another cause…", "I cannot judge it"]);
    expect(await card(both)).toContain("In question again since the case was opened again.");
    expect(await report(both)).toContain("Status: in question again");
  });

  test("it was the cause: it stands as before, and options are asked for", async () => {
    const both = await back();
    const before = (await both.found.shared()).analysis.causes[0]!;
    await must(both, "reza", { type: "uphold-cause", cause: await first(both) });
    const s = await both.found.shared();
    expect(s.analysis.causes[0]).toEqual({ ...before, doubted: undefined });
    expect(s.locus.settled).toBe("supplier");
    expect(await both.found.asked("reza")).not.toContain("right");
    expect(await both.found.asked("reza")).not.toContain("cause");
    expect((await both.found.shared()).asked.some(({ key }) => key.startsWith("option:supplier"))).toBe(true);
    expect(await both.found.ask("freja", { type: "uphold-cause", cause: await first(both) })).toBe("not-in-doubt");
    await agreeAndKeep(both.made, both.found);
    await must(both, "freja", { type: "close" });
  });

  test("there is another: it is looked for under a question of its own, and the plan follows what is found", async () => {
    const both = await back();
    const { work } = (await both.found.shared()).participation;
    await must(both, "reza", { type: "dispute-cause", cause: await first(both), reason: "The warm batch cracked, too" });
    expect((await both.found.shared()).analysis.causes[0]).toMatchObject({ status: "ruled-out", reason: "The warm batch cracked, too" });
    const asked = (await both.found.shared()).asked.map(({ key }) => key);
    expect(asked).toContain("cause:supplier:1:1");
    await must(both, "reza", { type: "propose-cause", what: "Dropped at the gate", whys: "The ramp is steep", locus: "customer" });
    await must(both, "freja", (s) => ({ type: "confirm-cause", cause: s.analysis.causes[1]!.id }));
    expect((await both.found.shared()).locus.settled).toBe("customer");
    expect(await plan(both)).toMatchObject({ locus: "customer", level: 5 });
    const now = (await both.found.shared()).participation.work;
    for (const one of work)
      expect(now.find(({ person, kind }) => person === one.person && kind === one.kind)!.done).toBeGreaterThanOrEqual(one.done);
    expect(await report(both)).toContain("Poured too cold");
  });

  test("whoever cannot judge it leaves it, and the cause is looked for", async () => {
    const both = await back();
    await must(both, "reza", { type: "cannot-judge", cause: await first(both) });
    expect(await both.found.asked("reza")).not.toContain("right");
    expect(await both.found.asked("reza")).toContain("cause");
    expect(await card(both)).toContain("Reza Karimi cannot judge whether it was right");
  });

  test("another source can be said, and the end without a cause proposed", async () => {
    const both = await back();
    await must(both, "freja", { type: "say-locus", locus: "unknown" });
    expect(await plan(both)).toMatchObject({ locus: "unknown", differs: true });
    await must(both, "freja", { type: "end-unknown", plan: "Swap it at once" });
    await must(both, "reza", { type: "agree-unknown" });
    expect((await both.found.shared()).locus.settled).toBe("unknown");
    expect(await both.found.asked("reza")).not.toContain("right");
  });

  test("of what came from the customer's side the customer is asked", async () => {
    const both = await back("customer");
    expect((await both.found.shared()).asked.filter(({ key }) => key.startsWith("right:")).map(({ firm }) => firm)).toEqual(["customer"]);
  });

  test("what had ended without a cause is looked for again, under a question of its own", async () => {
    const made = await world();
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", locus: "unknown" });
    await made.ask("reza", { type: "acknowledge", locus: "unknown" });
    const found: Settled = {
      id: made.id(),
      ask: async (by, ask) => {
        const { answer } = await made.ask(by, typeof ask === "function" ? ask((await made.held()).shared) : ask);
        return answer.ok ? "done" : answer.code;
      },
      shared: async () => (await made.held()).shared,
      asked: async (of) => (await made.held()).shared.asked.filter(({ to }) => to.some((one) => one === of)).map(({ key }) => key),
    };
    const both = { made, found };
    await must(both, "freja", { type: "look-openly" });
    await must(both, "freja", { type: "end-unknown", plan: "Swap it at once" });
    await must(both, "reza", { type: "agree-unknown" });
    await agreeAndKeep(made, found);
    await must(both, "reza", { type: "explain", explanation: "We do not know" });
    await must(both, "freja", { type: "close" });
    await must(both, "freja", { type: "reopen", reason: "Again" });
    const asked = (await found.shared()).asked.map(({ key }) => key);
    expect(asked).toEqual(expect.arrayContaining(["cause:supplier:0:1", "cause:customer:0:1"]));
    expect(await plan(both)).toMatchObject({ locus: "unknown", differs: false });
    expect(await card(both)).toContain("Swap it at once");
  });
});

describe("before a case is closed", () => {
  /** A case with a confirmed cause, an agreement and a promise kept. */
  async function open(): Promise<Both> {
    const made = await world();
    return { made, found: await settled(made) };
  }
  const reason = "The warm batch cracked, too";

  test("either firm may open the confirmed cause to question: whoever confirmed it is asked again, and what was agreed stays", async () => {
    const both = await open();
    const before = await both.found.shared();
    expect(await more(both, "reza")).toContain("action.doubt-cause:1");
    await must(both, "reza", { type: "doubt-cause", cause: await first(both), reason });
    const s = await both.found.shared();
    expect([s.promises, s.negotiation.agreement]).toEqual([before.promises, before.negotiation.agreement]);
    expect(s.asked.filter(({ key }) => key.startsWith("right:")).map(({ to }) => to)).toEqual([["freja"]]);
    expect(textOf(await drawn(both, "freja"))).toContain(reason);
    expect(await both.found.asked("reza")).not.toContain("cause");
    expect(both.made.store.written.at(-1)!.posts.map(({ room }) => room)).toContain("shared");
    expect(await card(both)).toContain("In question again, because Reza Karimi writes:");
    expect(await both.found.ask("arash", { type: "doubt-cause", cause: await first(both), reason })).toBe("said-already");
    expect(await both.found.ask("arash", { type: "uphold-cause", cause: await first(both) })).toBe("own-cause");
    await must(both, "freja", { type: "uphold-cause", cause: await first(both) });
    expect((await both.found.shared()).locus.settled).toBe("supplier");
  });

  test("the other firm comes to see it differently, too: another is looked for, though there is an agreement", async () => {
    const both = await open();
    await must(both, "reza", { type: "doubt-cause", cause: await first(both), reason });
    await must(both, "freja", { type: "dispute-cause", cause: await first(both), reason: "It was warm", locus: "environment" });
    expect((await both.found.shared()).analysis.causes[0]!.status).toBe("disputed");
    expect(await plan(both)).toMatchObject({ locus: "unknown", differs: true });
    expect(await both.found.asked("reza")).toContain("cause");
  });

  test("in doubt by whoever confirmed it, nobody is asked for a word: it is looked for at once", async () => {
    const both = await open();
    await must(both, "freja", { type: "doubt-cause", cause: await first(both), reason });
    expect((await both.found.shared()).asked.some(({ key }) => key.startsWith("right:"))).toBe(false);
    expect(await both.found.asked("reza")).toContain("cause");
    expect(await both.found.asked("freja")).not.toContain("cause");
    // Whoever doubts it may come to see it so after all; whoever proposed it cannot say so alone.
    expect(await both.found.ask("reza", { type: "uphold-cause", cause: await first(both) })).toBe("own-cause");
    await must(both, "freja", { type: "uphold-cause", cause: await first(both) });
    expect((await both.found.shared()).asked.some(({ key }) => key.startsWith("cause:"))).toBe(false);
  });

  test("of the customer's own colleagues' doubt whoever confirmed it is asked", async () => {
    const both = await open();
    await must(both, "mads", { type: "doubt-cause", cause: await first(both), reason });
    expect((await both.found.shared()).asked.filter(({ key }) => key.startsWith("right:")).map(({ to }) => to)).toEqual([["freja"]]);
  });

  test("a cause that nobody has confirmed, or of a closed case, is not for that", async () => {
    const both = await open();
    expect(await both.found.ask("reza", { type: "doubt-cause", cause: "c00000000000", reason })).toBe("unknown-cause");
    await must(both, "reza", { type: "doubt-cause", cause: await first(both), reason });
    await must(both, "reza", { type: "propose-cause", what: "The crane", whys: "It stood", locus: "supplier" });
    const second = (await both.found.shared()).analysis.causes[1]!.id;
    expect(await both.found.ask("freja", { type: "doubt-cause", cause: second, reason })).toBe("cause-open");
    // A further cause that is confirmed settles it; the one in question is asked about no more.
    await must(both, "freja", { type: "confirm-cause", cause: second });
    expect((await both.found.shared()).asked.some(({ key }) => key.startsWith("right:"))).toBe(false);
    await must(both, "freja", { type: "close" });
    expect(await both.found.ask("freja", { type: "doubt-cause", cause: second, reason })).toBe("closed");
  });

  test("a doubt alone changes no plan: what both had agreed on stays what both believe, whatever they first said", async () => {
    const made = await world();
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", locus: "supplier" });
    await made.ask("reza", { type: "acknowledge", locus: "customer" });
    await made.ask("reza", { type: "propose-cause", what: "Dropped at the gate", whys: "The ramp is steep", locus: "customer" });
    const [one] = (await made.held()).shared.analysis.causes;
    await made.ask("freja", { type: "confirm-cause", cause: one!.id });
    const before = planOf((await made.held()).shared, made.account());
    await made.ask("reza", { type: "doubt-cause", cause: one!.id, reason });
    expect(planOf((await made.held()).shared, made.account())).toEqual(before);
  });

  test("of several that stand the others go on settling it, and nothing is asked of the plan anew", async () => {
    const made = await world();
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", locus: "supplier" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    for (const what of ["Poured too cold", "Packed badly"])
      await made.ask("reza", { type: "propose-cause", what, whys: "Why", locus: "supplier" });
    for (const { id } of (await made.held()).shared.analysis.causes) await made.ask("freja", { type: "confirm-cause", cause: id });
    const [one] = (await made.held()).shared.analysis.causes;
    await made.ask("reza", { type: "doubt-cause", cause: one!.id, reason });
    const { shared } = await made.held();
    expect(shared.locus.settled).toBe("supplier");
    expect(shared.asked.some(({ key }) => key.startsWith("cause:") || key.startsWith("right:"))).toBe(false);
    expect((await logOf(made.store, made.id())).filter(({ type }) => type === "cause-doubted")).toHaveLength(1);
  });
});
