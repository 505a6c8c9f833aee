/** Forms as dialogs: what is asked, what comes back, and what does not fit Teams; and what is shown to be read. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Look } from "../../../adapters/chat/look.ts";
import { type Card, sizeOf } from "../../../adapters/teams/card.ts";
import { type Dialog, type FormOptions, filled, formDialog, messageDialog, misfit, textDialog } from "../../../adapters/teams/dialog.ts";
import { limits } from "../../../adapters/teams/limits.ts";
import type { Action, Choice, Field, Message } from "../../../src/domain/message.ts";
import { payloads, written } from "../../support/any-message.ts";
import { runs } from "../../support/properties.ts";
import { inputsOf, keysOf, nodes, parsedTexts, submittedOf, textsOf } from "../../support/teams/read.ts";
import { problemsOfDialog } from "../../support/teams/validator.ts";
import { words } from "../../support/words.ts";

const base = { label: "What happened?", hint: null, required: true } as const;
const action = (fields: readonly Field[], more: Partial<Action> = {}): Action => ({
  key: "action.report",
  label: "Report…",
  style: "primary",
  press: { kind: "command", case: null, command: { type: "report" } } as Action["press"],
  intro: [],
  fields,
  ...more,
});
const opts: FormOptions = { handle: "h-1", zone: "Europe/Copenhagen", words };
const draw = (of: Action, more: Partial<FormOptions> = {}): Dialog => formDialog(of, "en", { ...opts, ...more });
const cardOf = (of: Action, more: Partial<FormOptions> = {}): Card => draw(of, more).card.content;
const input = (field: Field) => inputsOf(cardOf(action([field])))[0]!;
const back = (of: Action, more: Partial<FormOptions> = {}) => filled(of, submittedOf(cardOf(of, more)));
const choices = (count: number, more: (nth: number) => Partial<Choice> = () => ({})): Choice[] =>
  [...Array(count)].map((_, nth) => ({ value: `v${nth}`, label: `Label ${nth}`, ...more(nth) }));

const fields: Readonly<Record<string, Field>> = {
  text: { ...base, name: "what", kind: "text", value: "Batch 4411\ncracked", maxLength: 300, lines: 1 },
  choice: { ...base, name: "stops", kind: "choice", value: "v2", options: choices(6) },
  choices: { ...base, name: "help", kind: "choices", value: ["v1", "v3"], options: choices(12) },
  number: { ...base, name: "affected", kind: "number", value: 38, min: 0, max: 120 },
  money: { ...base, name: "cost", kind: "money", value: "6450.00 EUR" },
  when: { ...base, name: "due", kind: "when", value: "2026-11-24T16:00" },
  day: { ...base, name: "on", kind: "when", value: "2026-11-24", day: true },
  words: { ...base, name: "then", kind: "when", value: "Thursday after lunch" },
  yes: { ...base, name: "apology", kind: "yes", value: true },
  no: { ...base, name: "guarantee", kind: "yes", value: false },
};

describe("what stands in a form", () => {
  test.each(Object.entries(fields))("comes back as it stands: %s", (_, field) => {
    expect(problemsOfDialog(draw(action([field])))).toEqual([]);
    expect(back(action([field]))).toEqual({ [field.name]: "value" in field ? field.value : undefined });
  });

  test("comes back as it stands, whatever it is and whatever is typed", () => {
    const text = written.map((value): Field => ({ ...base, name: "text", kind: "text", value: value.trim(), maxLength: 300, lines: 3 }));
    const choice = fc
      .array(fc.tuple(fc.oneof(written, fc.constantFrom("i1", "-", "a,b")), written), { maxLength: 130 })
      .map((list) => [...new Map(list.map(([value, label]) => [value, { value, label }])).values()]);
    fc.assert(
      fc.property(text, choice, fc.boolean(), fc.nat(), (one, options, required, nth) => {
        const value = options.length === 0 ? null : options[nth % options.length]!.value;
        const many = options.filter((_, at) => at % 3 === 0).map((option) => option.value);
        const of = action([
          one,
          { ...base, required, name: "choice", kind: "choice", value, options },
          { ...base, required, name: "choices", kind: "choices", value: many, options },
        ]);
        expect(problemsOfDialog(draw(of))).toEqual([]);
        const came = back(of);
        // An empty value is no answer.
        expect(came["choice"] ?? "").toBe(value ?? "");
        expect(came["choices"] ?? []).toEqual(many);
        if (one.kind === "text" && one.value.length <= 300 && /^[ -~]*$/.test(one.value)) expect(came["text"] ?? "").toBe(one.value);
      }),
      { numRuns: runs(60) },
    );
  });

  test("is left out when nothing was said; a toggle that nobody touched is a no", () => {
    const of = action([
      { ...base, name: "what", kind: "text", value: "", maxLength: 300, lines: 1 },
      { ...base, name: "stops", kind: "choice", value: null, options: choices(2) },
      { ...base, name: "help", kind: "choices", value: [], options: choices(2) },
      { ...base, name: "affected", kind: "number", value: null, min: 0, max: 9 },
      { ...base, name: "due", kind: "when", value: null },
      { ...base, name: "files", kind: "files", max: 20 },
      fields["no"]!,
    ]);
    expect(back(of)).toEqual({ guarantee: false });
  });

  test("a moment is shown and comes back as a wall time in the person's zone; half of one goes on as it is, to be refused", () => {
    const of = action([{ ...base, name: "due", kind: "when", value: "2026-11-24T15:00:00.000Z" }]);
    expect(inputsOf(cardOf(of))).toMatchObject([
      { type: "Input.Date", id: "f:due", value: "2026-11-24", label: "What happened?" },
      { type: "Input.Time", id: "t:due", value: "16:00", label: "Time (Europe/Copenhagen)" },
    ]);
    expect(back(of)).toEqual({ due: "2026-11-24T16:00" });
    expect(filled(of, { "f:due": "2026-11-24", "t:due": "" })).toEqual({ due: "2026-11-24" });
    expect(filled(of, { "f:due": "", "t:due": "16:00" })).toEqual({ due: "16:00" });
    expect(inputsOf(cardOf(action([{ ...fields["day"]!, value: null } as Field])))).toMatchObject([{ type: "Input.Date" }]);
  });

  test("numbers come as text or as numbers and in any digits, and what is none goes on as it is, to be refused", () => {
    const of = action([fields["number"]!]);
    const came = ["۳۸", 38, "many", " "].map((held) => filled(of, { "f:affected": held })["affected"]);
    expect(came).toEqual([38, 38, "many", undefined]);
    expect(textsOf(cardOf(of))).toContain("0–120");
  });

  test("whatever else is sent is not taken for an answer", () => {
    const of = action([fields["choice"]!, fields["choices"]!, fields["yes"]!, fields["text"]!]);
    const data = { "f:stops": "made-up", "f:help": "v1,made-up,v3", "f:apology": { yes: 1 }, "f:what": ["x"], "f:other": "x" };
    expect(filled(of, data)).toEqual({ help: ["v1", "v3"], apology: false });
  });
});

describe("an input", () => {
  test("says its name; one that must be filled in says what is missing, and a yes may always be a no", () => {
    expect(input(fields["text"]!)).toMatchObject({
      label: "What happened?",
      isRequired: true,
      errorMessage: "Please fill this in.",
      isMultiline: true,
      maxLength: 300,
    });
    expect(input(fields["number"]!)).toMatchObject({ errorMessage: "Please give a whole number.", min: 0, max: 120 });
    expect(input(fields["yes"]!)).not.toHaveProperty("isRequired");
    expect(input({ ...fields["money"]!, required: false })).not.toHaveProperty("errorMessage");
  });

  test("shows all options while they are few and short, else a menu; of several, boxes to tick; what is optional can be taken back", () => {
    const choice = (options: readonly Choice[], required = true): Field => ({
      ...base,
      required,
      name: "c",
      kind: "choice",
      value: null,
      options,
    });
    expect(input(choice(choices(7)))["style"]).toBe("expanded");
    expect(input(choice(choices(8)))).toMatchObject({ style: "compact", placeholder: "Choose" });
    expect(input(choice(choices(7), false))["style"]).toBe("compact");
    expect(input(choice(choices(2, () => ({ label: "x".repeat(61) }))))["style"]).toBe("compact");
    expect(input({ ...fields["choices"]!, options: choices(40) } as Field)).toMatchObject({ style: "expanded", isMultiSelect: true });
    const of = action([choice(choices(2), false)]);
    expect(textsOf(cardOf(of))).toContain("No answer");
    expect(filled(of, { "f:c": "-" })).toEqual({});
  });

  test("with values that Teams cannot carry goes by their number: a comma stands between those of one answer", () => {
    const options = [
      { value: "a,b", label: "x" },
      { value: "i0", label: "y" },
    ];
    const of = action([{ ...base, name: "c", kind: "choices", value: ["a,b", "i0"], options }]);
    expect(inputsOf(cardOf(of))[0]).toMatchObject({ value: "i0,i1", choices: [{ value: "i0" }, { value: "i1" }] });
    expect(back(of)).toEqual({ c: ["a,b", "i0"] });
  });

  test("for files does not exist: a line says where they go instead", () => {
    const of = action([{ ...base, label: "Photos", name: "files", kind: "files", max: 3 }]);
    expect(inputsOf(cardOf(of))).toEqual([]);
    expect(textsOf(cardOf(of))).toContain("Photos: This window takes no files. Write “@Parley” below the case");
    const table = action([{ ...base, label: "Orders", name: "files", kind: "files", max: 1, of: "csv" }]);
    expect(textsOf(cardOf(table))).toContain("Orders: This window takes no files. Give the table on the page");
  });

  test.each(payloads)("shows what people wrote, and no link of theirs is made one: %s", (payload) => {
    const options = [{ value: "a", label: payload }];
    const of = action([{ ...base, label: payload, hint: payload, name: "c", kind: "choices", value: [], options }], { intro: [payload] });
    const card = cardOf(of);
    for (const text of parsedTexts(card)) expect(text).not.toContain(payload);
    for (const { type, title } of nodes(card)) if (type === undefined) expect(String(title)).not.toContain("](");
    expect(textsOf(card).replaceAll("\u2060", "").split(payload).length).toBeGreaterThan(3);
  });
});

describe("options that depend on another choice", () => {
  const kinds = [
    { value: "process", label: "Process", when: { field: "locus", is: "supplier" } },
    { value: "use", label: "Use", when: { field: "locus", is: "customer" } },
    { value: "other", label: "Other" },
  ];
  const of = action([
    {
      ...base,
      name: "locus",
      kind: "choice",
      value: null,
      options: [
        { value: "supplier", label: "Sahand" },
        { value: "customer", label: "Nordvik" },
      ],
    },
    { ...base, name: "kind", label: "Which?", kind: "choice", value: null, options: kinds },
  ]);

  test("are all there, each with what it belongs to", () => {
    expect(textsOf(inputsOf(cardOf(of))[1])).toBe("Which?\nSahand: Process\nNordvik: Use\nOther\n");
    expect(filled(of, { "f:locus": "supplier", "f:kind": "process" })).toEqual({ locus: "supplier", kind: "process" });
    expect(filled(of, { "f:locus": "supplier", "f:kind": "other" })).toEqual({ locus: "supplier", kind: "other" });
  });

  test("are left out where they do not go with what was chosen, and the person hears of it", () => {
    const data = { "f:locus": "customer", "f:kind": "process" };
    expect(filled(of, data)).toEqual({ locus: "customer" });
    expect(misfit(of, data, words, "en")).toEqual([
      "That does not go with what else was chosen: ",
      { kind: "quote", text: "Which? Process" },
    ]);
    expect(misfit(of, { ...data, "f:kind": "use" }, words, "en")).toBeNull();
  });
});

describe("the dialog", () => {
  test("folds what is seldom needed behind a button that asks nobody, and keeps what stands there meanwhile", () => {
    const of = action([fields["text"]!, { ...fields["number"]!, required: false, rare: true }]);
    const all = nodes(cardOf(of));
    expect(all.find(({ id }) => id === "rare")).toMatchObject({ isVisible: false, items: [{ type: "Input.Number" }, {}] });
    expect(all.find(({ type }) => type === "Action.ToggleVisibility")).toMatchObject({ title: "More to say…" });
    expect(back(of)).toEqual({ what: "Batch 4411\ncracked", affected: 38 });
    expect(filled(of, { "f:what": "x" })).toEqual({ what: "x", affected: 38 });
    const refused = nodes(cardOf(of, { problem: ["I could not read it."] }));
    expect(refused.find(({ id }) => id === "rare")).toMatchObject({ isVisible: true });
  });

  test("never folds away what must be answered", () => {
    const of = action([{ ...fields["number"]!, rare: true }]);
    expect(nodes(cardOf(of)).some(({ id }) => id === "rare")).toBe(false);
  });

  test("has a title without dots; one that is too long is said in full below, and the button says what it does", () => {
    const short = draw(action([]));
    expect(problemsOfDialog(short)).toEqual([]);
    expect([short.title, short.card.content.actions]).toMatchObject([
      "Report",
      [{ title: "Report", style: "positive", data: { handle: "h-1" } }],
    ]);
    expect(cardOf(action([], { submit: "Right, report it", style: "careful" })).actions).toMatchObject([
      { title: "Right, report it", style: "destructive" },
    ]);
    const label = "Set aside so that it does not spread, here and on the way, now…";
    const long = draw(action([], { label, submit: "x".repeat(61), intro: ["Both firms see it."] }));
    expect(long.title).toBe("Set aside so that it does not spread,…");
    expect(textsOf(long.card.content)).toBe(`${label.slice(0, -1)}\nBoth firms see it.\nSend\n`);
  });

  test("says first why it was not taken, and keeps what was typed", () => {
    const card = cardOf(action([fields["text"]!]), { problem: ["I could not read it."], values: { what: "x" } });
    expect(textsOf(card)).toMatch(/^I could not read it\.\n/);
    expect(inputsOf(card)[0]).toMatchObject({ value: "x" });
  });

  test("of any length is what Teams takes; options of a form that is too large are cut", () => {
    const long = "x".repeat(5_000);
    const all = Object.values(fields).map((field) => ({ ...field, label: long, hint: long }));
    expect(problemsOfDialog(draw(action(all, { label: long, submit: long, intro: [long] }), { problem: [long] }))).toEqual([]);
    const options = choices(250, () => ({ label: "ترک در پوسته".repeat(20) }));
    const many = draw(action([{ ...base, name: "c", kind: "choice", value: "v249", options }]));
    expect(problemsOfDialog(many)).toEqual([]);
    expect(filled(action([{ ...base, name: "c", kind: "choice", value: null, options }]), { "f:c": "i249" })).toEqual({ c: "v249" });
  });
});

const look: Look = { zones: [], picture: () => null, handle: () => "h", words };

test("a dialog runs in the direction of its language, its button as well", () => {
  const card = formDialog(action([fields["text"]!]), "fa", opts).card.content;
  expect([card.rtl, card.lang, card.body]).toMatchObject([true, "fa", [{ rtl: true }]]);
});

test("a message in a dialog has its buttons and its foot", () => {
  const message: Message = {
    seen: { kind: "person" },
    tone: "notice",
    case: null,
    blocks: [{ kind: "actions", actions: [action([], { key: "action.take" })] }],
    footer: ["Only you"],
    language: "da",
  };
  const dialog = messageDialog(message, look, "PAR-00001…");
  expect(problemsOfDialog(dialog)).toEqual([]);
  expect([dialog.title, keysOf(dialog.card.content), textsOf(dialog.card.content)]).toEqual([
    "PAR-00001",
    ["action.take"],
    "Report…\nOnly you\n",
  ]);
});

describe("a long document", () => {
  const document = `# Case report\n\n**Status:** open\n\n${"A line of it\\.\n".repeat(900)}\n## Causes\n\n- one\n- \\<\\!channel\\> [x](https://y)`;

  test("is shown in pieces, its headings large, nothing of it parsed", () => {
    const dialog = textDialog("Report (8D)…", document, "en", words);
    expect(problemsOfDialog(dialog)).toEqual([]);
    expect(dialog.title).toBe("Report (8D)");
    const card = dialog.card.content;
    expect(parsedTexts(card)).toEqual(["Report 8D …"]);
    expect(
      nodes(card)
        .filter(({ size }) => size === "large")
        .map(({ text }) => text),
    ).toEqual(["Case report", "Causes"]);
    expect(textsOf(card)).toContain("• <!channel> [x](https://y)");
    expect(textsOf(card)).toContain("Status: open");
  });

  test("of any length fits, and says where the rest is", () => {
    const dialog = textDialog("Report", `${document}\n\n`.repeat(30), "da", words);
    expect(problemsOfDialog(dialog)).toEqual([]);
    expect(sizeOf(dialog.card.content)).toBeGreaterThan(limits.dialogCard - 3 * limits.piece);
    expect(textsOf(dialog.card.content).trim()).toMatch(/Resten står på siden\.$/);
    fc.assert(
      fc.property(fc.array(written), (texts) => {
        expect(problemsOfDialog(textDialog("x", texts.join("\n\n"), "en", words))).toEqual([]);
      }),
      { numRuns: runs(50) },
    );
  });
});
