import { describe, expect, test } from "vitest";
import { conversation } from "../../flows/conversation.ts";
import { readWord } from "../../flows/reading/words.ts";
import { plain } from "../../flows/wording/index.ts";
import { askSchema } from "../../src/domain/command.ts";
import { standingId } from "../../src/domain/hash.ts";
import type { Action, Block } from "../../src/domain/message.ts";
import { openRelationship } from "../../src/engine/handle.ts";
import { seed, tuesday, type World, who, world } from "../support/given.ts";

const hear = async (text: string, by = "freja", made?: World): Promise<Block[]> => {
  const cases = made ? await made.store.recent(seed.id, "" as never, 60) : [];
  const person = who(by);
  return conversation.hear(
    { text, files: [], who: person, account: seed, now: made?.now() ?? tuesday, cases },
    conversation.say(person.language),
  );
};
const words = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      if (block.kind === "facts") return block.rows.map(({ label, value }) => `${plain(label)}: ${plain(value)}`).join("\n");
      if (block.kind === "list") return block.items.map(plain).join("\n");
      return "parts" in block ? plain(block.parts) : "";
    })
    .join("\n");
const buttons = (blocks: readonly Block[]): readonly Action[] => blocks.flatMap((block) => (block.kind === "actions" ? block.actions : []));
const pencils = (blocks: readonly Block[]): readonly Action[] =>
  blocks.flatMap((block) => (block.kind === "facts" ? block.rows.flatMap(({ change }) => change ?? []) : []));
const sentence = "batch 4411 came in cracked this morning, 38 of 120, line 2 stops tomorrow noon";
const command = ({ press }: Action) => (press.kind === "command" ? press.command : null);

describe("a sentence", () => {
  test("is shown back piece by piece, and one press files exactly what is shown", async () => {
    const blocks = await hear(sentence);
    expect(words(blocks)).toContain("Batch or order: Batch 4411");
    expect(words(blocks)).toContain("How many: 38 of 120 affected");
    expect(words(blocks)).toContain("It happened: 2026-11-24T05:00:00.000Z, in the morning");
    const made = await world();
    await made.ask("freja", command(buttons(blocks)[0]!) as never);
    const { report } = (await made.held()).shared;
    expect(report).toMatchObject({ affected: 38, total: 120, order: "Batch 4411", feltAt: "2026-11-25T11:00:00.000Z", stops: "line" });
    expect(report.details.occurred).toEqual({ at: "2026-11-24T03:00:00.000Z", span: "morning" });
  });

  test("has a pencil on each piece: one tap, one field, and the corrected report is filed", async () => {
    const blocks = await hear(sentence);
    expect(pencils(blocks).map(({ key }) => key.split(":")[1])).toEqual(["order", "amount", "stops", "felt", "hurts", "occurred"]);
    for (const pencil of pencils(blocks)) expect(pencil.fields).toHaveLength(1);
    const amount = pencils(blocks)[1]!;
    expect(amount.fields[0]).toMatchObject({ name: "amount", value: "38 of 120" });
    const made = await world();
    const { answer } = await made.ask("freja", { ...command(amount), amount: "40 of 120" } as never);
    expect(answer.ok).toBe(true);
    expect((await made.held()).shared.report).toMatchObject({ affected: 40, total: 120, order: "Batch 4411" });
  });

  test("whatever is corrected or left as it was, what a pencil sends is a report", async () => {
    for (const text of [sentence, "batch 4411 kom i går eftermiddags, 38 af 120", "بچ ۴۴۱۱ دیروز عصر رسید، ۳۸ از ۱۲۰"]) {
      for (const by of ["freja", "reza"]) {
        for (const pencil of pencils(await hear(text, by))) {
          const values = Object.fromEntries(
            pencil.fields.flatMap((one) => ("value" in one && one.value !== null ? [[one.name, one.value]] : [])),
          );
          const read = askSchema.safeParse({ stops: "line", ...command(pencil), ...values });
          expect(read.success, `${pencil.key} of ${text}`).toBe(true);
          const made = await world();
          expect((await made.ask(by, read.data as never)).answer.ok, `${pencil.key} of ${text}`).toBe(true);
        }
      }
    }
  });

  test("that does not say what it stops asks for that alone, also beside a pencil", async () => {
    const blocks = await hear("batch 4411 came in cracked");
    expect(buttons(blocks).filter(({ key }) => key.startsWith("action.report-as"))).toHaveLength(6);
    expect(pencils(blocks)[0]!.fields.map(({ name }) => name)).toEqual(["order", "stops"]);
  });
});

describe("a word", () => {
  test.for([
    ["help", "help"],
    ["hjælp", "help"],
    ["کمک", "help"],
    ["?", "help"],
    ["status", "status"],
    ["åbne sager", "status"],
    ["وضعیت", "status"],
    ["پرونده‌ها", "status"],
    ["who faces me?", "faces"],
    ["hvem", "faces"],
    ["چه کسی", "faces"],
    ["language", "language"],
    ["sprog", "language"],
    ["زبان", "language"],
    ["PAR-00042", "case"],
    ["status PAR-00042", "case"],
    ["وضعیت PAR-۰۰۰۴۲", "case"],
    ["risk the road is closed", "warn"],
    ["varsl: vejen er lukket", "warn"],
    ["هشدار: راه بسته است", "warn"],
    ["report 38 of 120 are wet", "report"],
    ["گزارش", "report"],
    ["", "nothing"],
    ["hello", "unknown"],
    ["reporters came in wet", "none"],
    ["help arrived late on Monday", "none"],
  ] as const)("%j asks for %s", ([text, word]) => {
    expect(readWord(text).word).toBe(word);
  });

  test("that nobody knows is answered with help and what makes sense now, never with silence", async () => {
    const made = await world();
    await made.ask("freja", { type: "report", what: "Two pieces are missing", stops: "line" });
    const blocks = await hear("hello", "reza", made);
    expect(words(blocks)).toContain("I do not know that word.");
    expect(buttons(blocks).map(({ key }) => key)).toEqual(["action.report", "action.warn", "action.more:1"]);
    expect(buttons(await hear("hello", "freja", made)).map(({ key }) => key)).toEqual(["action.report", "action.forewarn"]);
  });

  test("shows the open cases, one case by its number, and who faces the reader", async () => {
    const made = await world();
    await made.ask("freja", { type: "report", what: "Two pieces are missing", stops: "line" });
    expect(words(await hear("status", "reza", made))).toContain("PAR-00001 · Two pieces are missing");
    expect(words(await hear("PAR-1", "reza", made))).toContain("Waiting for Reza Karimi");
    expect(words(await hear("PAR-00002", "reza", made))).toBe(words(await hear("PAR-999", "reza", made)));
    expect(words(await hear("who faces me", "reza", made))).toContain("PAR-00001 · faces you: Freja Holm");
    expect(words(await hear("status", "reza"))).toContain("No case is open");
  });

  test("offers each language by its own name, with one press", async () => {
    expect(buttons(await hear("language")).map(({ label, press }) => [label, press])).toEqual([
      ["English", { kind: "language", language: "en" }],
      ["Dansk", { kind: "language", language: "da" }],
      ["فارسی", { kind: "language", language: "fa" }],
    ]);
  });

  test("of warning begins one, for the supplier of its supply and for the customer of its own plans", async () => {
    expect(buttons(await hear("warn the road is closed", "reza"))[0]).toMatchObject({ key: "action.warn" });
    expect(buttons(await hear("warn the road is closed", "freja"))[0]).toMatchObject({ key: "action.forewarn" });
  });
});

describe("a word for what a button does", () => {
  test.for([
    ["evidence", "evidence", null],
    ["on track PAR-00042", "on-track", 42],
    ["færdig PAR-42", "done", 42],
    ["overdrag", "hand-over", null],
    ["شواهد PAR-۷", "evidence", 7],
    ["help PAR-7", "help", 7],
    ["terms", "terms", null],
    ["order", "order", null],
    ["add to case PAR-7", "share", 7],
    ["læg i sagen", "share", null],
    ["یادداشت PAR-۷", "note", 7],
    ["Off the record", "off-record", null],
    ["med i referatet", "on-record", null],
    ["site visit", "visit", null],
    ["årsag", "cause", null],
    ["شدت", "severity", null],
    ["remind me later", "snooze", null],
    ["forhindring PAR-7", "blocker", 7],
    ["new date", "new-date", null],
    ["venter", "waiting", null],
    ["bragt i orden", "settled", null],
    ["close the case", "close", null],
    ["بستن پرونده PAR-۷", "close", 7],
    ["preferences", "preferences", null],
  ] as const)("%j asks for %s", ([said, act, number]) => {
    expect(readWord(said)).toEqual({ word: "act", act, number });
  });

  test.for(["en", "da", "fa"] as const)("every word that is named as one that can be written is understood: %s", (language) => {
    const say = conversation.say(language);
    const heard = { files: [], who: who("freja"), account: seed, now: tuesday, cases: [] };
    const [, list] = conversation.hear({ ...heard, text: "help" }, say);
    const strong = (list?.kind === "list" ? list.items.flat() : []).flatMap((part) =>
      typeof part === "object" && part.kind === "strong" ? [plain(part.parts)] : [],
    );
    expect(strong.length).toBeGreaterThan(20);
    expect(strong.filter((word) => ["none", "unknown"].includes(readWord(word).word))).toEqual([]);
  });

  test.for([
    "evidence came in wet",
    "done with the housings today",
    "order 4411 came in late",
    "note that two are wet",
    "close to ten are bent",
  ])("%j does not", (said) => {
    expect(readWord(said).word).toBe("none");
  });

  async function two(): Promise<World> {
    const made = await world();
    for (const what of ["Batch 4411 came in cracked", "The portal does not answer"]) {
      await made.ask("freja", { type: "report", what, stops: "line", locus: "customer" });
      await made.ask("reza", { type: "acknowledge" });
    }
    return made;
  }

  test("is answered with that very button and its form, in the case that was named or in each", async () => {
    const made = await two();
    const one = buttons(await hear("evidence PAR-00001", "freja", made));
    expect(one.map(({ key }) => key)).toEqual(["action.add-evidence"]);
    expect(one[0]!.fields.map(({ name }) => name)).toEqual(["what", "files"]);
    const all = await hear("evidence", "freja", made);
    expect(buttons(all)).toHaveLength(2);
    expect(words(all)).toMatch(/PAR-00002[\s\S]*PAR-00001/);
    expect(buttons(await hear("help PAR-2", "freja", made)).map(({ key }) => key)).toContain("action.want-help");
    const pressed = one[0]!.press.kind === "command" ? one[0]!.press.case : null;
    await made.ask("freja", { ...command(one[0]!), what: "Two photos" } as never, { case: pressed });
    expect((await made.held(pressed!)).shared).toMatchObject({ number: 1, analysis: { evidence: 1 } });
  });

  test.for([
    ["note", "freja", ["action.note"]],
    ["share", "freja", ["action.share"]],
    ["off the record", "freja", ["action.off-record"]],
    ["on the record", "freja", []],
    ["visit", "reza", ["action.propose-visit"]],
    ["severity", "freja", ["action.set-severity"]],
    ["hand over", "reza", ["action.hand-over"]],
    ["waiting", "reza", ["action.wait-for"]],
    ["settled", "reza", ["action.say-settled"]],
    ["close", "freja", []],
    ["blocker", "reza", []],
    ["snooze", "lars", []],
  ] as const)("%j gives %s what is there for them now", async ([said, by, keys]) => {
    const blocks = await hear(`${said} PAR-1`, by, await two());
    if (keys.length === 0) expect(words(blocks)).toContain("There is nothing of the kind");
    else expect(buttons(blocks).map(({ key }) => key)).toEqual(keys);
  });

  test("of several questions each can be put off, told apart by what it asks", async () => {
    const made = await two();
    const { shared } = await made.held();
    const mine = shared.asked.filter(({ to }) => to.some((id) => id === "freja"));
    expect(mine.length).toBeGreaterThan(1);
    const later = buttons(await hear("remind me later PAR-2", "freja", made));
    expect(later.map((one) => command(one))).toEqual(mine.map(({ key }) => ({ type: "snooze", ask: key })));
    expect(later.map(({ label }) => label)).toContain("confirm what it stops: Remind me later…");
    expect(new Set(later.map(({ label }) => label)).size).toBe(mine.length);
  });

  test("that means nothing now is answered with what makes sense now", async () => {
    const blocks = await hear("done", "freja", await two());
    expect(words(blocks)).toContain("There is nothing of the kind");
    expect(buttons(blocks).map(({ key }) => key)).toContain("action.report");
  });

  test("what stands between the firms is there, too", async () => {
    const made = await two();
    await openRelationship(made.engine, seed.id);
    const { shared } = await made.held(standingId(seed.id));
    const cases = [{ id: standingId(seed.id), shared }];
    const say = conversation.say("en");
    for (const [said, key] of [
      ["order", "action.check-order"],
      ["terms", "action.propose-terms"],
      ["preferences", "action.preferences"],
    ] as const) {
      const blocks = conversation.hear({ text: said, files: [], who: who("lars"), account: seed, now: made.now(), cases }, say);
      expect(buttons(blocks).map((action) => action.key)).toEqual([key]);
    }
  });
});

test("what else is true is read, shown and filed", async () => {
  const blocks = await hear("batch 4411 cracked, line 2 stops tomorrow noon, our customers wait, our product gets worse");
  expect(words(blocks)).toContain("Also: our own customers feel it, our product gets worse");
  expect(command(buttons(blocks)[0]!)).toMatchObject({ stops: "line", also: ["customers", "product"] });
});
