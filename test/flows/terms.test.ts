/** Recovery terms: who tells what how early, who may do what, limits, service levels, what the customer expects first. */
import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { speak } from "../../flows/parts.ts";
import { planOf } from "../../flows/plan.ts";
import { warnButton } from "../../flows/report-buttons.ts";
import { terms as flow } from "../../flows/standing/terms.ts";
import { visibleTo } from "../../src/domain/case.ts";
import { mostMinutes } from "../../src/domain/people.ts";
import { serviceUnder } from "../../src/domain/standing.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import { type AskInput, ownWords, seed, type World } from "../support/given.ts";
import { ask, askedKeys, drawn, id, opened, standing, terms, written } from "../support/relationship.ts";

describe("recovery terms", () => {
  test("hold only once the other firm agrees; from then on they are the settings, and the plan follows", async () => {
    const made = await opened();
    const before = made.account();
    expect((await ask(made, "lars", terms)).answer.ok).toBe(true);
    expect(made.account()).toEqual(before);
    expect(await askedKeys(made)).toContain("terms:1 reza");
    expect((await ask(made, "reza", { type: "agree-terms", number: 1 })).answer.ok).toBe(true);
    expect(made.account().service.acknowledge).toEqual({ critical: 15, high: 30, normal: 60, low: 120 });
    expect((await standing(made)).terms).toMatchObject({ inForce: { number: 1, share: "less" }, proposed: null });
    await made.ask("freja", { type: "report", what: "The pass is closed", stops: "line", locus: "environment" });
    expect(planOf((await made.held()).shared, made.account()).lead).toEqual({
      analysis: "supplier",
      resolution: "supplier",
      implementation: "supplier",
    });
  });

  test.for([
    ["somebody who does not speak for the firm", "freja", terms, "not-for-the-firm"],
    ["a review that has passed", "lars", { ...terms, review: "2026-11-01T09:00" }, "review-in-the-past"],
    ["a date that cannot be read", "lars", { ...terms, review: "soon" }, "unreadable-date"],
    ["terms that nobody proposed", "reza", { type: "agree-terms", number: 1 }, "no-terms-proposed"],
    ["keeping what was never agreed", "lars", { type: "renew-terms" }, "no-terms"],
  ] as [string, string, AskInput, string][])("%s is refused", async ([, by, what, code]) => {
    const made = await opened();
    const { answer } = await ask(made, by, what);
    expect(answer).toMatchObject({ ok: false, code });
    if (code === "not-for-the-firm" && !answer.ok) expect(ownWords(answer.says)).toContain("Lars Due");
  });

  test("one's own proposal is for the other firm to answer; a newer one takes its place", async () => {
    const made = await opened();
    await ask(made, "lars", terms);
    expect((await ask(made, "hanne", { type: "agree-terms", number: 1 })).answer).toMatchObject({ ok: false, code: "own-terms" });
    await ask(made, "reza", { ...terms, acknowledge: 60 } as AskInput);
    expect((await ask(made, "lars", { type: "agree-terms", number: 1 })).answer).toMatchObject({ ok: false, code: "terms-changed" });
    expect((await ask(made, "lars", { type: "agree-terms", number: 2 })).answer.ok).toBe(true);
    expect(made.account().service.acknowledge.high).toBe(60);
  });

  test("both are asked on the day of review, and keeping them for a year takes one press of each firm", async () => {
    const made = await opened();
    await ask(made, "lars", terms);
    await ask(made, "reza", { type: "agree-terms", number: 1 });
    expect((await askedKeys(made)).some((key) => key.startsWith("terms-review"))).toBe(false);
    await made.pass(366 * dayMs);
    expect((await askedKeys(made)).filter((key) => key.startsWith("terms-review"))).toHaveLength(2);
    await ask(made, "reza", { type: "renew-terms" });
    await ask(made, "lars", { type: "agree-terms", number: 2 });
    expect((await standing(made)).terms.inForce!.review > "2028").toBe(true);
  });

  test("both leads are asked for first ones after a while, once; it can be left open, and ends with the first proposal", async () => {
    const made = await opened();
    expect((await askedKeys(made)).filter((key) => key.startsWith("terms"))).toEqual([]);
    await made.pass(20 * dayMs);
    expect((await askedKeys(made)).filter((key) => key.startsWith("terms")).sort()).toEqual([
      "terms-first:customer lars",
      "terms-first:supplier reza",
    ]);
    expect((await ask(made, "reza", { type: "answer-otherwise", ask: "terms-first:supplier", how: "skip" })).answer.ok).toBe(true);
    expect((await askedKeys(made)).filter((key) => key.startsWith("terms"))).toEqual(["terms-first:customer lars"]);
    await ask(made, "lars", terms);
    expect((await askedKeys(made)).filter((key) => key.startsWith("terms"))).toEqual(["terms:1 reza"]);
  });

  test("say of each firm what it tells, what its people could do and up to what; cases show it where it helps", async () => {
    const made = await opened();
    const more = {
      may: "Jens opens the gate at night",
      theirTell: "A late batch, three days ahead",
      theirMay: "Two engineers on site",
      theirLimit: "500 EUR",
    };
    expect((await ask(made, "lars", { ...terms, ...more, limit: "500 USD" } as AskInput)).answer).toMatchObject({
      ok: false,
      code: "other-currency",
    });
    expect((await ask(made, "lars", { ...terms, ...more, limit: "much" } as AskInput)).answer).toMatchObject({
      ok: false,
      code: "unreadable-amount",
    });
    await ask(made, "lars", { ...terms, ...more } as AskInput);
    await ask(made, "reza", { type: "agree-terms", number: 1 });
    expect(made.account().terms).toEqual({
      customer: { tell: "Any delay of more than a day, three days ahead", may: "Jens opens the gate at night", limit: null },
      supplier: { tell: "A late batch, three days ahead", may: "Two engineers on site", limit: { minor: 50_000, currency: "EUR" } },
    });
    const t = speak(conversation.say("en"));
    expect(JSON.stringify(warnButton(t, "supplier", made.account()).intro)).toContain("A late batch");
    await made.ask("freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line", hurts: "Line 2" });
    await made.ask("reza", { type: "acknowledge", locus: "supplier" });
    await made.ask("reza", {
      type: "propose-option",
      terms: "Rework",
      promises: `Arash: rework, by ${plus(made.now(), dayMs)}`,
      supplierCost: "501 EUR",
    });
    const options = JSON.stringify(await drawn(made, "freja", "choose", "customer"));
    expect(options).toContain("will have to sign");
    expect(options).toContain("Shirin");
    expect(JSON.stringify(await drawn(made, "reza", "option", "supplier"))).toContain("Two engineers on site");
    const small = {
      type: "propose-option",
      terms: "Credit",
      promises: `Arash: credit, by ${plus(made.now(), dayMs)}`,
      supplierCost: "500 EUR",
    } as const;
    await made.ask("reza", small);
    expect(JSON.stringify(await drawn(made, "freja", "choose", "customer")).split("will have to sign")).toHaveLength(2);

    // Kept for another year by the other firm, each part stays whose it was.
    const before = made.account().terms;
    await made.pass(366 * dayMs);
    await ask(made, "reza", { type: "renew-terms" });
    await ask(made, "lars", { type: "agree-terms", number: 2 });
    expect(made.account().terms).toEqual(before);
  });

  test("settings that change meanwhile are not overwritten: agreeing is decided anew on the new ones", async () => {
    const made = await opened();
    await ask(made, "lars", terms);
    await made.saveAccount({ ...seed, effectAfterDays: 30 });
    await ask(made, "reza", { type: "agree-terms", number: 1 });
    expect(made.account()).toMatchObject({ effectAfterDays: 30, service: { acknowledge: { high: 30 } } });
  });
});

describe("service levels in the terms", () => {
  const levels = { cause: 120, answer: 480, verify: 90 } as const;

  test("stand line by line in what is proposed and what holds; from agreement on they are the settings, all severities in proportion", async () => {
    const made = await opened();
    const { service: before } = made.account();
    await ask(made, "lars", { ...terms, ...levels } as AskInput);
    expect(made.account().service).toEqual(before);
    const lines = [
      "When serious: the report confirmed within: 30 working minutes",
      "When serious: first word on the cause within: 2 working hours",
      "When serious: an offer answered within: 8 working hours",
      "When serious: what was done checked within: 90 working minutes",
    ].join("\n");
    expect(written((await drawn(made, "reza", "terms", "supplier", "1", id)).blocks)).toContain(lines);
    await ask(made, "reza", { type: "agree-terms", number: 1 });
    const see = visibleTo("shared", await made.held(id));
    for (const say of ["en", "da", "fa"].map(conversation.say)) {
      const card = written(flow.section!(see, say, made.account(), made.now()));
      if (say.language === "en") expect(card).toContain(lines);
      // One for each level that they speak of, one for what the customer expects.
      expect(card.split("\n")).toHaveLength(1 + 1 + 4 + 1 + 2);
    }
    expect(before.verify).toEqual({ low: 960, normal: 480, high: 480, critical: 240 });
    expect(made.account().service).toEqual({
      ...before,
      acknowledge: { critical: 15, high: 30, normal: 60, low: 120 },
      cause: { critical: 60, high: 120, normal: 240, low: 480 },
      answer: { critical: 240, high: 480, normal: 960, low: 1_920 },
      verify: { critical: 45, high: 90, normal: 90, low: 180 },
    });
  });

  test("are folded away but one, with what holds now below each; what was proposed is chosen, offered or not", async () => {
    const made = await opened();
    await ask(made, "lars", { ...terms, verify: 90 } as AskInput);
    const change = (await drawn(made, "reza", "terms", "supplier", "1", id)).actions.find(({ key }) => key === "action.change-terms")!;
    const of = (name: string) => change.fields.find((one) => one.name === name)!;
    expect(change.fields.filter(({ rare }) => !rare).map(({ name }) => name)).toEqual(["tell", "may", "acknowledge", "share", "review"]);
    expect(of("acknowledge")).toMatchObject({ kind: "choice", value: "30", hint: "Now 1 working hour; left open, it stays so" });
    expect(of("cause")).toMatchObject({ kind: "choice", value: null, required: false, rare: true });
    const verify = of("verify");
    expect(verify.kind === "choice" && [verify.value, verify.options[0]!.value]).toEqual(["90", "90"]);
    // What has its own clock inside a firm is nobody else's to set.
    expect(change.fields.some(({ name }) => ["judge", "sign", "escalate"].includes(name))).toBe(false);
  });

  test("never leave what a set-up file can say", () => {
    const steep = { ...seed.service, option: { low: mostMinutes, normal: 400, high: 20, critical: 1 } };
    expect(serviceUnder(steep, { option: 2_400 }).option).toEqual({ low: mostMinutes, normal: 48_000, high: 2_400, critical: 120 });
    expect(serviceUnder(steep, { option: 10 }).option.critical).toBe(1);
    expect(serviceUnder(steep, {})).toEqual(steep);
  });

  test("stay as agreed when they are kept for another year", async () => {
    const made = await opened();
    await ask(made, "lars", { ...terms, ...levels } as AskInput);
    await ask(made, "reza", { type: "agree-terms", number: 1 });
    const { service } = made.account();
    await ask(made, "reza", { type: "renew-terms" });
    await ask(made, "lars", { type: "agree-terms", number: 2 });
    expect((await standing(made)).terms.inForce!.service).toEqual({ acknowledge: 30, ...levels });
    expect(made.account().service).toEqual(service);
  });
});

describe("what the customer expects, in the terms", () => {
  const held = { first: "speed", apology: "manager", manner: "formal", within: "day", note: "Call Mads first" } as const;
  const expecting = () => opened({ ...seed, preferences: held });
  const shown = async (made: World, by: string, firm: "supplier" | "customer") => {
    const { number } = (await standing(made)).terms.proposed!;
    const { blocks, actions } = await drawn(made, by, "terms", firm, String(number), id);
    const fields = actions.find(({ key }) => key === "action.change-terms")!.fields;
    return { words: written(blocks), fields: fields.filter(({ name }) => name === "first" || name === "within") };
  };

  test("is a line of them as it says now, and is chosen in its own form alone", async () => {
    const made = await expecting();
    await ask(made, "reza", terms);
    const { words, fields } = await shown(made, "lars", "customer");
    expect(words).toContain("What Nordvik Pumps expects first: a fast way out, the same day");
    expect(fields).toMatchObject([
      { name: "first", value: "speed", rare: true },
      { name: "within", value: "day", rare: true },
    ]);
    await ask(made, "lars", terms);
    expect((await shown(made, "reza", "supplier")).fields).toEqual([]);
  });

  test("becomes its preferences once the other firm agrees; what the terms do not speak of stays", async () => {
    const made = await expecting();
    await ask(made, "lars", { ...terms, first: "explanation", within: "hour" } as AskInput);
    expect(made.account().preferences).toEqual(held);
    expect((await shown(made, "reza", "supplier")).words).toContain("expects first: to know what happened, within the hour");
    await ask(made, "reza", { type: "agree-terms", number: 1 });
    expect(made.account().preferences).toEqual({ ...held, first: "explanation", within: "hour" });
    // What it changes alone afterwards shows at once.
    await ask(made, "lars", { type: "say-preferences", ...held });
    const see = visibleTo("shared", await made.held(id));
    expect(written(flow.section!(see, conversation.say("en"), made.account(), made.now()))).toContain("a fast way out, the same day");
    await ask(made, "reza", { type: "renew-terms" });
    await ask(made, "lars", { type: "agree-terms", number: 2 });
    expect(made.account().preferences).toEqual(held);
  });

  test.for([{ first: "compensation" }, { within: "days" }, { first: "speed", within: "day" }])(
    "is never the supplier's to say: %j is refused, and nothing of it is kept",
    async (forged) => {
      const made = await expecting();
      const { answer } = await ask(made, "reza", { ...terms, ...forged } as AskInput);
      expect(answer).toMatchObject({ ok: false, code: "customer-says-preferences" });
      expect((await standing(made)).terms.proposed).toBeNull();
      expect(made.account().preferences).toEqual(held);
    },
  );

  test("is carried over by the supplier's counter-proposal, and holds when the customer agrees to that", async () => {
    const made = await expecting();
    await ask(made, "lars", { ...terms, first: "apology" } as AskInput);
    await ask(made, "reza", { ...terms, acknowledge: 60 } as AskInput);
    expect((await shown(made, "lars", "customer")).words).toContain("expects first: a word of regret");
    await ask(made, "lars", { type: "agree-terms", number: 2 });
    const { within: _left, ...rest } = held;
    expect(made.account().preferences).toEqual({ ...rest, first: "apology" });
  });

  test("is what it said last: its newer word is not undone by terms that are older", async () => {
    const made = await expecting();
    await ask(made, "lars", { ...terms, first: "apology" } as AskInput);
    await ask(made, "lars", { type: "say-preferences", ...held, first: "explanation" });
    expect((await shown(made, "reza", "supplier")).words).toContain("expects first: to know what happened, the same day");
    await ask(made, "reza", { type: "agree-terms", number: 1 });
    expect(made.account().preferences).toEqual({ ...held, first: "explanation" });
  });

  test("needs no preferences beforehand, but says what comes first before how fast", async () => {
    const made = await opened({ ...seed, preferences: null });
    expect((await ask(made, "lars", { ...terms, within: "hour" } as AskInput)).answer).toMatchObject({ ok: false, code: "first-unsaid" });
    await ask(made, "reza", terms);
    expect((await shown(made, "lars", "customer")).words).not.toContain("expects first");
    await ask(made, "lars", { ...terms, first: "speed" } as AskInput);
    await ask(made, "reza", { type: "agree-terms", number: 2 });
    // Said so, it is not asked for besides.
    expect(await askedKeys(made)).not.toContain("preferences lars");
    expect(made.account().preferences).toEqual({ first: "speed", apology: "who-handles-it", manner: "plain" });
  });
});
