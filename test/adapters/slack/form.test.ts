/** Forms as modals: what is asked, what comes back, and what does not fit Slack. */
import type { InputBlock, ModalView } from "@slack/types";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FormOptions, filled, formView, rareAction } from "../../../adapters/slack/form.ts";
import { blockOf, inputOf } from "../../../adapters/slack/inputs.ts";
import { limits } from "../../../adapters/slack/limits.ts";
import type { ViewState } from "../../../adapters/slack/parse.ts";
import type { Action, Choice, Field } from "../../../src/domain/message.ts";
import { written } from "../../support/any-message.ts";
import { runs } from "../../support/properties.ts";
import { brokenLimits, nodes, textsOf } from "../../support/slack-checks.ts";
import { stateOf } from "../../support/slack-state.ts";
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
const opts: FormOptions = { metadata: "m", callback: "v1:form", zone: "Europe/Copenhagen", words };
const draw = (of: Action, more: Partial<FormOptions> = {}): ModalView => formView(of, "en", { ...opts, ...more });
const inputs = (view: ModalView): InputBlock[] => view.blocks.filter((block): block is InputBlock => block.type === "input");
const back = (of: Action, more: Partial<FormOptions> = {}) => filled(of, stateOf(draw(of, more)));
const choices = (count: number, more: (nth: number) => Partial<Choice> = () => ({})): Choice[] =>
  [...Array(count)].map((_, nth) => ({ value: `v${nth}`, label: `Label ${nth}`, ...more(nth) }));

const fields: Readonly<Record<string, Field>> = {
  text: { ...base, name: "what", kind: "text", value: "Batch 4411\ncracked", maxLength: 300, lines: 1 },
  choice: { ...base, name: "stops", kind: "choice", value: "v2", options: choices(6) },
  choices: { ...base, name: "help", kind: "choices", value: ["v1", "v3"], options: choices(12) },
  number: { ...base, name: "affected", kind: "number", value: 38, min: 0, max: 120 },
  money: { ...base, name: "cost", kind: "money", value: "6450.00 EUR" },
  when: { ...base, name: "due", kind: "when", value: "2026-11-24T15:00:00.000Z" },
  day: { ...base, name: "on", kind: "when", value: "2026-11-24", day: true },
  words: { ...base, name: "then", kind: "when", value: "Thursday after lunch" },
  yes: { ...base, name: "apology", kind: "yes", value: true },
  no: { ...base, name: "guarantee", kind: "yes", value: false },
};

describe("what stands in a form", () => {
  test.each(Object.entries(fields))("comes back as it stands: %s", (_, field) => {
    expect(brokenLimits(draw(action([field])))).toEqual([]);
    expect(back(action([field]))).toEqual({ [field.name]: "value" in field ? field.value : undefined });
  });

  test("comes back as it stands, whatever it is and whatever is typed", () => {
    const text = written.map((value): Field => ({ ...base, name: "text", kind: "text", value: value.trim(), maxLength: 300, lines: 3 }));
    const choice = fc
      .array(fc.tuple(fc.oneof(written, fc.constant("i1"), fc.constant("-")), written), { maxLength: 130 })
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
        expect(brokenLimits(draw(of))).toEqual([]);
        const came = back(of);
        // An empty value is no answer.
        expect(came["choice"] ?? "").toBe(value ?? "");
        expect(came["choices"] ?? []).toEqual(many);
        if (one.kind === "text" && one.value.length <= 300 && /^[ -~]*$/.test(one.value)) expect(came["text"] ?? "").toBe(one.value);
      }),
      { numRuns: runs(60) },
    );
  });

  test("is left out when nothing was said, and a wall time is meant in the person's zone", () => {
    const of = action([
      { ...base, name: "what", kind: "text", value: "", maxLength: 300, lines: 1 },
      { ...base, name: "stops", kind: "choice", value: null, options: choices(2) },
      { ...base, name: "files", kind: "files", max: 20 },
      { ...base, name: "due", kind: "when", value: "2026-11-24T16:00" },
    ]);
    expect(back(of)).toEqual({ due: "2026-11-24T15:00:00.000Z" });
    expect(nodes(draw(of)).find(({ type }) => type === "file_input")).toMatchObject({ max_files: 10 });
  });

  test("numbers come in any digits, and what is none goes on as it is, to be refused", () => {
    const of = action([fields["number"]!]);
    const typed = (value: string): ViewState => ({ values: { [blockOf("affected")]: { [inputOf("affected")]: { value } } } });
    expect([filled(of, typed("۳۸")), filled(of, typed("many"))]).toEqual([{ affected: 38 }, { affected: "many" }]);
  });

  test("files come as Slack's ids, and whatever else Slack sends is not taken for an answer", () => {
    const of = action([{ ...base, name: "files", kind: "files", max: 3 }, fields["choice"]!]);
    const state = {
      values: {
        "f:files": { "v:files": { files: [{ id: "F1" }, { id: "F2" }] } },
        "f:stops": { "v:stops": { selected_option: { value: "made-up" } } },
      },
    };
    expect(filled(of, state)).toEqual({ files: ["F1", "F2"] });
  });
});

describe("choices", () => {
  const drawn = (field: Field) => inputs(draw(action([field])))[0]!.element;

  test("are radio buttons while all can be seen and read at once, else a menu", () => {
    const choice = (options: readonly Choice[], required = true): Field => ({
      ...base,
      required,
      name: "c",
      kind: "choice",
      value: null,
      options,
    });
    expect(drawn(choice(choices(10))).type).toBe("radio_buttons");
    expect(drawn(choice(choices(11))).type).toBe("static_select");
    expect(drawn(choice(choices(10), false)).type).toBe("static_select");
    const long = drawn(
      choice(
        choices(2, () => ({
          label: "It was poured too cold because the ladle waited at the furnace for a quarter of an hour, says the log",
        })),
      ),
    );
    expect(long).toMatchObject({
      type: "static_select",
      options: [
        {
          text: { text: "It was poured too cold because the ladle waited at the furnace for a…" },
          description: { text: "…quarter of an hour, says the log" },
        },
        {},
      ],
    });
  });

  test("that are optional can be taken back", () => {
    const of = action([{ ...base, required: false, name: "c", kind: "choice", value: "v1", options: choices(2) }]);
    expect(textsOf(draw(of).blocks)).toContain("No answer");
    expect(filled(of, { values: { "f:c": { "v:c": { selected_option: { value: "-" } } } } })).toEqual({});
  });

  test("with long values, or of great number, go by their number and come back whole", () => {
    const long = action([
      {
        ...base,
        name: "c",
        kind: "choice",
        value: "x".repeat(90),
        options: [
          { value: "x".repeat(90), label: "x" },
          { value: "i0", label: "y" },
        ],
      },
    ]);
    expect(drawn(long.fields[0]!)).toMatchObject({ options: [{ value: "i0" }, { value: "i1" }] });
    expect(back(long)).toEqual({ c: "x".repeat(90) });
    const many = action([{ ...base, name: "c", kind: "choices", value: ["v249"], options: choices(250) }]);
    expect(drawn(many.fields[0]!)).toMatchObject({ option_groups: [{ label: { text: "1–100" } }, {}, { label: { text: "201–250" } }] });
    expect(back(many)).toEqual({ c: ["v249"] });
  });
});

describe("options that depend on another choice", () => {
  const kinds = [
    { value: "process", label: "Process", when: { field: "locus", is: "supplier" } },
    { value: "use", label: "Use", when: { field: "locus", is: "customer" } },
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
    { ...base, name: "kind", kind: "choice", value: "process", options: kinds },
  ]);
  const shown = (view: ModalView) => inputs(view).map(({ block_id, dispatch_action }) => [block_id, dispatch_action ?? false]);

  test("are offered only while it is that, and the input that leads is dispatched", () => {
    expect(shown(draw(of))).toEqual([["f:locus", true]]);
    const view = draw(of, { values: { locus: "customer" } });
    expect(shown(view)).toEqual([
      ["f:locus", true],
      ["f:kind", false],
    ]);
    expect(textsOf(view.blocks)).toContain("Use");
    expect(textsOf(view.blocks)).not.toContain("Process");
  });

  test("are left out when what was chosen first does not fit any more", () => {
    expect(back(of, { values: { locus: "supplier", kind: "process" } })).toEqual({ locus: "supplier", kind: "process" });
    const state = stateOf(draw(of, { values: { locus: "supplier", kind: "process" } })) as {
      values: Record<string, Record<string, object>>;
    };
    const changed = { values: { ...state.values, "f:locus": { "v:locus": { selected_option: { value: "customer" } } } } };
    expect(filled(of, changed)).toEqual({ locus: "customer" });
  });
});

describe("the window", () => {
  test("shows what is seldom needed when it is asked for, and keeps what stands there meanwhile", () => {
    const of = action([fields["text"]!, { ...fields["number"]!, rare: true }]);
    expect(inputs(draw(of))).toHaveLength(1);
    expect(nodes(draw(of)).find(({ action_id }) => action_id === rareAction)).toMatchObject({ text: { text: "More to say…" } });
    expect(back(of)).toEqual({ what: "Batch 4411\ncracked", affected: 38 });
    expect(inputs(draw(of, { rare: true }))).toHaveLength(2);
    expect(nodes(draw(of, { rare: true })).some(({ action_id }) => action_id === rareAction)).toBe(false);
  });

  test("has a title without dots; one that is too long is said in full below, and the button says what it does", () => {
    const short = draw(action([]));
    expect([short.title.text, short.submit?.text, short.close?.text]).toEqual(["Report", "Report", "Cancel"]);
    expect(draw(action([], { submit: "Right, report it" })).submit?.text).toBe("Right, report it");
    const long = draw(action([], { label: "Set aside so that it does not spread…", intro: ["Both firms see it."] }));
    expect([long.title.text, long.submit?.text]).toEqual(["Set aside so that it…", "Send"]);
    expect(
      textsOf(long.blocks)
        .trim()
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    ).toEqual(["Set aside so that it does not spread", "Both firms see it."]);
  });

  test("says first why it was not taken, and keeps what was typed", () => {
    const view = draw(action([fields["text"]!]), { problem: ["I could not read it."], values: { what: "x" } });
    expect(textsOf(view.blocks[0]).trim()).toBe("I could not read it.");
    expect(inputs(view)[0]).toMatchObject({ element: { initial_value: "x" } });
    expect(view).toMatchObject({ private_metadata: "m", callback_id: "v1:form" });
  });

  test("hints, labels and texts of any length are within Slack's limits", () => {
    const long = "x".repeat(5_000);
    const of = action(
      Object.values(fields).map((field) => ({ ...field, label: long, hint: long })),
      { label: long, submit: long, intro: [long] },
    );
    expect(brokenLimits(draw(of, { rare: true, problem: [long] }))).toEqual([]);
    const text = inputs(draw(action([{ ...base, name: "t", kind: "text", value: long, maxLength: 9_000, lines: 6 }])))[0]!;
    expect(text).toMatchObject({ element: { max_length: limits.inputText, multiline: true } });
  });
});
