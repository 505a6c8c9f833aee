/** Small pieces that every flow's cards are made of. */
import type { Text, VisibleCase } from "../src/domain/case.ts";
import type { CommandDraft } from "../src/domain/command.ts";
import type { Args, Notice, Say } from "../src/domain/flow.ts";
import type { CaseId, PersonId } from "../src/domain/ids.ts";
import type { Action, Block, Choice, Field, Part, Row } from "../src/domain/message.ts";
import type { Money } from "../src/domain/money.ts";
import { type Account, type Firm, firms, type Person, peopleOf, personOf } from "../src/domain/people.ts";
import type { Instant } from "../src/domain/time.ts";
import { type Key, plain, type Speak } from "./wording/index.ts";

/** The catalogue as flows use it; the engine hands it over without knowing the keys. */
export const speak = (say: Say): Speak => say as Speak;

/** News for the room that both firms share, in the words of whoever reads it. */
export const toBoth = (draw: (t: Speak, see: VisibleCase, account: Account) => Block[]): Notice[] => [
  { to: { kind: "audience", audience: "shared" }, draw: (say, see, account) => draw(speak(say), see, account) },
];

/** What a person wrote, as a quote that is never interpreted; a word in its place when it was erased. */
export const quoted = (text: Text, t: Speak): Part => (text === null ? plain(t("erased")) : { kind: "quote", text });
export const moment = (at: Instant): Part => ({ kind: "instant", at, show: "moment" });
export const cash = (money: Money): Part => ({ kind: "money", money });
export const firmName = (account: Account, firm: Firm): Part => account.firms[firm].name;

/** A person by name; someone who has left the directory is shown by a word, never by an id. */
export function named(account: Account, id: PersonId | "clock", t: Speak): Part {
  const person = id === "clock" ? null : personOf(account, id);
  return person ? { kind: "person", id: person.id, name: person.name, firm: person.firm } : plain(t("someone"));
}

/** One after the other, with the language's comma between them. */
export const listed = (items: readonly (readonly Part[])[], t: Speak): Part[] =>
  items.flatMap((item, i) => [...(i === 0 ? [] : t("comma")), ...item]);

/** People by name, one after the other; `before` the last stands "or": each alone, "and": all of them, or a comma like before the others. */
export const namedAll = (account: Account, ids: readonly PersonId[], t: Speak, before: "or" | "and" | "comma" = "or"): Part[] =>
  ids.flatMap((id, i) => [...(i === 0 ? [] : t(i === ids.length - 1 ? before : "comma")), named(account, id, t)]);

/** "00042": five places at least, without the sign of a rehearsal. */
const places = (number: number): string => String(Math.abs(number)).padStart(5, "0");

/** "PAR-00042": counted per relationship; a rehearsal, which is no number of the count, is "REH-00001". */
export const caseNumber = (number: number): string => `${number < 0 ? "REH" : "PAR"}-${places(number)}`;

/** "AGR-00042-1": an agreement by its case and its place among the case's agreements; of a rehearsal "REH-00001-1". */
export const agreementName = (number: number, place: number): string => `${number < 0 ? "REH" : "AGR"}-${places(number)}-${place}`;

export const text = (parts: readonly Part[], tone: "plain" | "muted" | "waiting" = "plain"): Block => ({ kind: "text", parts, tone });

export const facts = (...rows: readonly (Row | null)[]): Block[] => {
  const given = rows.filter((row) => row !== null);
  return given.length === 0 ? [] : [{ kind: "facts", rows: given }];
};
export const row = (t: Speak, label: Key, value: Part | readonly Part[] | null): Row | null =>
  value === null ? null : { label: t(label), value: isParts(value) ? value : [value] };

const isParts = (value: Part | readonly Part[]): value is readonly Part[] => Array.isArray(value);

type Looks = {
  style?: Action["style"];
  intro?: readonly Part[];
  fields?: readonly (Field | null)[];
  /** What sends the form, where the label is no word for it. */
  submit?: Key;
  /** What the label's sentence is filled with. */
  args?: Args;
  /** Tells buttons of one sentence apart: the key becomes `key:variant`. */
  variant?: string;
  /** A name in place of the label, such as a catalogue entry's. */
  label?: string;
};

/** A button that asks something of a case. */
export function button(t: Speak, key: Key, id: CaseId | null, command: CommandDraft, looks: Looks = {}): Action {
  const { style = "plain", intro = [], fields = [], args, variant, label, submit } = looks;
  return {
    key: variant === undefined ? key : `${key}:${variant}`,
    label: label ?? plain(t(key, args)),
    style,
    press: { kind: "command", case: id, command },
    intro,
    fields: fields.filter((field) => field !== null),
    ...(submit && { submit: plain(t(submit)) }),
  };
}

export const moreButton = (t: Speak, see: Pick<VisibleCase, "id">): Action => ({
  key: "action.more",
  label: plain(t("action.more")),
  style: "plain",
  press: { kind: "more", case: see.id },
  intro: [],
  fields: [],
});

/** The same by the number of its case, where buttons of several cases stand together. */
export const caseButton = (t: Speak, see: Pick<VisibleCase, "id" | "shared">): Action => ({
  ...moreButton(t, see),
  key: `action.more:${see.shared.number}`,
  label: `${caseNumber(see.shared.number)}…`,
});

type Of<K extends Field["kind"]> = Extract<Field, { kind: K }>;
const base = (t: Speak, name: string, label: Key, required: boolean, hint?: Key) => ({
  name,
  label: plain(t(label)),
  hint: hint ? plain(t(hint)) : null,
  required,
});

export const field = {
  text: (
    t: Speak,
    name: string,
    label: Key,
    looks: { required?: boolean; value?: string; maxLength?: number; lines?: 1 | 3 | 6; hint?: Key } = {},
  ): Of<"text"> => ({
    ...base(t, name, label, looks.required ?? false, looks.hint),
    kind: "text",
    value: looks.value ?? "",
    maxLength: looks.maxLength ?? 300,
    lines: looks.lines ?? 1,
  }),
  choice: (
    t: Speak,
    name: string,
    label: Key,
    options: readonly Choice[],
    looks: { required?: boolean; value?: string; hint?: Key } = {},
  ): Of<"choice"> => ({
    ...base(t, name, label, looks.required ?? false, looks.hint),
    kind: "choice",
    value: looks.value ?? null,
    options,
  }),
  choices: (t: Speak, name: string, label: Key, options: readonly Choice[], required = false): Of<"choices"> => ({
    ...base(t, name, label, required),
    kind: "choices",
    value: [],
    options,
  }),
  number: (t: Speak, name: string, label: Key, min: number, max: number, value: number | null = null): Of<"number"> => ({
    ...base(t, name, label, false),
    kind: "number",
    value,
    min,
    max,
  }),
  money: (t: Speak, name: string, label: Key, value = "", hint?: Key): Of<"money"> => ({
    ...base(t, name, label, false, hint),
    kind: "money",
    value,
  }),
  when: (t: Speak, name: string, label: Key, required = false): Of<"when"> => ({
    ...base(t, name, label, required),
    kind: "when",
    value: null,
  }),
  day: (t: Speak, name: string, label: Key, required = false): Of<"when"> => ({ ...field.when(t, name, label, required), day: true }),
  yes: (t: Speak, name: string, label: Key): Of<"yes"> => ({ ...base(t, name, label, false), kind: "yes", value: false }),
  files: (t: Speak, label: Key = "field.photos"): Of<"files"> => ({ ...base(t, "files", label, false), kind: "files", max: 10 }),
  table: (t: Speak, label: Key, hint: Key): Of<"files"> => ({ ...base(t, "files", label, true, hint), kind: "files", max: 1, of: "csv" }),
};

/** A field that is seldom needed: shown when it is asked for. */
export const rare = (one: Field): Field => ({ ...one, rare: true });

/** One choice for each name of a closed list, its label under `prefix`. */
export const choices = <T extends string>(t: Speak, names: readonly T[], prefix: string): Choice[] =>
  names.map((value) => ({ value, label: plain(t(`${prefix}.${value}` as Key)) }));

/** The people of a firm, but one, to choose from: our own list, because platforms' pickers do not know the case. */
export const people = (account: Account, firm: Firm, but: PersonId | null): Choice[] =>
  peopleOf(account, firm)
    .filter(({ id }) => id !== but)
    .map(({ id, name, title }) => ({ value: id, label: `${name}, ${title}` }));

/** The people of both firms to choose from, each with their firm. */
export const everyone = (account: Account): Choice[] =>
  firms.flatMap((firm) =>
    people(account, firm, null).map(({ value, label }) => ({ value, label: `${label} (${account.firms[firm].name})` })),
  );

/** The approvers of a firm who may sign for this amount. */
export function approversFor(account: Account, firm: Firm, cost: Money): Person[] {
  return peopleOf(account, firm).filter(({ approver }) => {
    if (!approver) return false;
    if (!approver.limit) return true;
    return approver.limit.currency === cost.currency && cost.minor <= approver.limit.minor;
  });
}
