/** A form in a dialog: it asks, keeps what is typed until it has arrived, and shows a problem beside its field. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Field } from "../../../src/domain/message.ts";
import { Control, type Held, startOf } from "./fields.tsx";
import { NoteOf } from "./message.tsx";
import { Parts } from "./parts.tsx";
import { closeSheet, formTitle, slotOf, submitForm } from "./press.ts";
import { current, type Sheet, setDraft } from "./state.ts";
import type { Values, WrongLine } from "./wire.ts";
import { ownLanguage, word } from "./words.ts";

type Answers = Readonly<Record<string, Held>>;
/** A field with the options that fit what else has been chosen. */
const offered = (field: Field, answers: Answers): Field =>
  field.kind === "choice" ? { ...field, options: field.options.filter(({ when }) => !when || answers[when.field] === when.is) } : field;

type Told = { readonly field: string; readonly text: string };

/** Digits of any script as plain ones. */
const plainDigits = (text: string): string =>
  text.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));

/** The first answer that cannot be sent as it is, with what to do about it. */
function wrongOf(fields: readonly Field[], answers: Answers): Told | null {
  for (const field of fields) {
    const held = answers[field.name];
    const text = typeof held === "string" ? held.trim() : "";
    const missing = Array.isArray(held) ? held.length === 0 : field.kind !== "yes" && text === "";
    if (field.required && missing) return { field: field.name, text: word(field.kind === "choice" ? "page.pick-one" : "page.needed") };
    if (field.kind !== "number" || text === "") continue;
    const number = Number(plainDigits(text));
    if (Number.isInteger(number) && number >= field.min && number <= field.max) continue;
    return { field: field.name, text: word("page.number-between", { min: field.min, max: field.max }) };
  }
  return null;
}

/** The answers as they are sent; what was left empty is left out. */
function valuesOf(fields: readonly Field[], answers: Answers): Values {
  const values: Record<string, Values[string]> = {};
  for (const field of fields) {
    const held = answers[field.name];
    // What was chosen first and does not fit any more is not meant.
    if (field.kind === "choice" && !field.options.some(({ value }) => value === held)) continue;
    if (typeof held === "boolean") values[field.name] = held;
    else if (typeof held === "string") {
      const text = held.trim();
      if (text !== "") values[field.name] = field.kind === "number" ? Number(plainDigits(text)) : text;
    } else if (held && held.length > 0) values[field.name] = held;
  }
  return values;
}

/** The form of an action. */
export function Form({ sheet }: { sheet: Extract<Sheet, { kind: "form" }> }) {
  const { action, problem } = sheet;
  const slot = slotOf(action);
  const drafts = current().drafts[slot] as Answers | undefined;
  const starts = Object.fromEntries(action.fields.map((field) => [field.name, startOf(field)]));
  const answers: Answers = { ...starts, ...drafts };
  const fields = action.fields.map((field) => offered(field, answers));
  const [told, setTold] = useState<Told | null>(null);
  const [waiting, setWaiting] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const busy = current().busy.has(slot);
  const wrong = told?.field ?? problem?.field ?? null;

  useEffect(() => {
    if (wrong !== null) document.getElementById(`${sheet.id}-${wrong}`)?.focus();
  }, [wrong, sheet.id]);

  const set = (name: string) => (held: Held) => {
    const before = (current().drafts[slot] as Answers | undefined) ?? {};
    setDraft(slot, { ...before, [name]: held } as Values);
    if (told?.field === name) setTold(null);
  };
  const submit = () => {
    if (busy || waiting) return;
    const found = wrongOf(fields, answers);
    setTold(found);
    if (!found) void submitForm(sheet, valuesOf(fields, answers));
  };
  const problemText = problem && (
    <>
      <Parts parts={problem.says} language={ownLanguage()} />
      {problem.example !== null && <span class="problem-example">{word("page.example", { example: problem.example })}</span>}
      <WrongLines lines={problem.lines} />
    </>
  );
  const homeless = problem !== null && !action.fields.some(({ name }) => name === problem.field);

  const row = (field: Field) => (
    <FieldRow
      key={field.name}
      field={field}
      id={`${sheet.id}-${field.name}`}
      held={answers[field.name] ?? ""}
      problem={told?.field === field.name ? told.text : told === null && problem?.field === field.name ? problemText : null}
      set={set(field.name)}
      wait={setWaiting}
    />
  );
  const seldom = fields.filter(({ rare }) => rare);

  return (
    <form
      ref={form}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {action.intro.length > 0 && (
        <p class="form-intro">
          <Parts parts={action.intro} language={ownLanguage()} />
        </p>
      )}
      {fields.filter(({ rare }) => !rare).map(row)}
      {seldom.length > 0 && (
        <details class="rare" open={seldom.some(({ name }) => name === wrong)}>
          <summary>{word("page.rare")}</summary>
          {seldom.map(row)}
        </details>
      )}
      {homeless && (
        <p class="problem" role="alert">
          {problemText}
        </p>
      )}
      <div class="form-foot">
        <NoteOf origin={sheet.id} />
        <button type="button" class="button" onClick={() => closeSheet(sheet.id)}>
          {word("page.cancel")}
        </button>
        <button
          type="submit"
          class={`button ${action.style === "careful" ? "button-careful" : "button-primary"}`}
          data-submit={action.key}
          aria-disabled={busy || waiting}
        >
          {busy ? word("page.working") : (action.submit ?? formTitle(action))}
        </button>
      </div>
    </form>
  );
}

/** How many lines of a file are named; the others come when these are put right. */
const mostLines = 20;

function WrongLines({ lines }: { readonly lines: readonly WrongLine[] }) {
  if (lines.length === 0) return null;
  return (
    <ul class="wrong-lines">
      {lines.slice(0, mostLines).map(({ says }, at) => (
        <li key={at}>
          <Parts parts={says} language={ownLanguage()} />
        </li>
      ))}
      {lines.length > mostLines && <li>…</li>}
    </ul>
  );
}

type FieldRowProps = {
  readonly field: Field;
  readonly id: string;
  readonly held: Held;
  readonly problem: ComponentChildren;
  readonly set: (held: Held) => void;
  readonly wait: (waiting: boolean) => void;
};

function FieldRow({ field, id, held, problem, set, wait }: FieldRowProps) {
  const wrong = problem !== null;
  const hint = field.hint ?? (field.kind === "money" ? word("page.money-shape") : field.kind === "files" ? word("page.attach-hint") : null);
  const notes = [hint === null ? null : `${id}-hint`, wrong ? `${id}-problem` : null].filter((name) => name !== null).join(" ");
  const left = field.kind === "text" && typeof held === "string" ? field.maxLength - held.length : Number.POSITIVE_INFINITY;
  const inside = (
    <>
      {hint !== null && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      <Control field={field} id={id} held={held} describedBy={notes || undefined} wrong={wrong} set={set} wait={wait} />
      {left <= Math.min(40, field.kind === "text" ? field.maxLength / 4 : 0) && <p class="hint">{word("page.left", { count: left })}</p>}
      {wrong && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
  const optional = !field.required && field.kind !== "yes" && <span class="optional">{word("page.optional")}</span>;
  if (field.kind === "yes") return <div class="field">{inside}</div>;
  if (field.kind === "choice" || field.kind === "choices" || field.kind === "files") {
    return (
      <fieldset class="field" data-field={field.name} aria-describedby={notes || undefined}>
        <legend>
          {field.label} {optional}
        </legend>
        {inside}
      </fieldset>
    );
  }
  return (
    <div class="field" data-field={field.name}>
      <label for={id}>
        {field.label} {optional}
      </label>
      {inside}
    </div>
  );
}
