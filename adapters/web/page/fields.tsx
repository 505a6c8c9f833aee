/** The kinds of answers a form can ask for, each in the control that is quickest on a phone. */
import { useEffect, useState } from "preact/hooks";
import type { Choice, Field } from "../../../src/domain/message.ts";
import { numberText } from "../../../src/domain/written.ts";
import { Attached, FilePicker, uploadedFiles, useAttaching } from "./files.tsx";
import { wallTime } from "./format.ts";
import { current } from "./state.ts";
import { ownLanguage, word } from "./words.ts";

/** What a control holds while it is being filled. */
export type Held = string | boolean | readonly string[];

/** What a field starts with. */
export function startOf(field: Field): Held {
  switch (field.kind) {
    case "text":
    case "money":
      return field.value;
    case "choice":
      return field.value ?? "";
    case "choices":
      return field.value;
    case "number":
      return field.value === null ? "" : numberText(field.value, ownLanguage(), false);
    case "when":
      return field.value === null ? "" : (wallTime(field.value, current().me?.person.zone ?? "UTC") ?? field.value);
    case "yes":
      return field.value;
    case "files":
      return [];
    default:
      return field satisfies never;
  }
}

/** What a field needs to be drawn; `describedBy` names its hint and its problem. */
type ControlProps<F extends Field = Field> = {
  readonly field: F;
  readonly id: string;
  readonly held: Held;
  readonly describedBy: string | undefined;
  readonly wrong: boolean;
  readonly set: (held: Held) => void;
  /** Files are on their way: not yet to be sent. */
  readonly wait: (waiting: boolean) => void;
};

/** The control of a field. */
export function Control(props: ControlProps) {
  const { field, id, held, describedBy, wrong, set } = props;
  const common = { id, name: field.name, "aria-describedby": describedBy, "aria-invalid": wrong, "aria-required": field.required };
  const text = typeof held === "string" ? held : "";
  switch (field.kind) {
    case "text":
      return field.lines === 1 ? (
        <input
          {...common}
          type="text"
          dir={text === "" ? undefined : "auto"}
          maxLength={field.maxLength}
          value={text}
          onInput={(event) => set(event.currentTarget.value)}
        />
      ) : (
        <textarea
          {...common}
          dir={text === "" ? undefined : "auto"}
          class={`lines-${field.lines}`}
          rows={field.lines}
          maxLength={field.maxLength}
          value={text}
          onInput={(event) => set(event.currentTarget.value)}
        />
      );
    case "number":
      return (
        <input {...common} class="short" type="text" inputMode="numeric" value={text} onInput={(event) => set(event.currentTarget.value)} />
      );
    case "money":
      return (
        <input
          {...common}
          class="short"
          type="text"
          inputMode="text"
          dir="ltr"
          value={text}
          onInput={(event) => set(event.currentTarget.value)}
        />
      );
    case "when":
      return <When {...props} field={field} />;
    case "choice":
    case "choices":
      return <Choices {...props} field={field} />;
    case "yes":
      return (
        <label class="choice choice-yes" for={id}>
          <input {...common} type="checkbox" checked={held === true} onChange={(event) => set(event.currentTarget.checked)} />
          <span>{field.label}</span>
        </label>
      );
    case "files":
      return <FilesControl {...props} field={field} />;
    default:
      return field satisfies never;
  }
}

function Choices({ field, id, held, set }: ControlProps<Extract<Field, { kind: "choice" | "choices" }>>) {
  const many = field.kind === "choices";
  const chosen = many ? (Array.isArray(held) ? (held as readonly string[]) : []) : [String(held)];
  const options = many || field.required ? field.options : [...field.options, { value: "", label: word("page.skip-choice") }];
  const longest = Math.max(...options.map(({ label }) => label.length));
  // Words of a list, two beside each other on a phone; sentences, where the screen is wide.
  const columns = longest <= 12 ? " choices-words" : longest <= 44 ? " choices-short" : "";
  if (!many && isScale(field.options)) return <Scale id={id} options={options} chosen={chosen[0] ?? ""} set={set} />;
  return (
    <div class={`choices${columns}`}>
      {options.map(({ value, label }, at) => (
        <label key={value} class="choice" for={at === 0 ? id : `${id}-${at}`}>
          <input
            id={at === 0 ? id : `${id}-${at}`}
            type={many ? "checkbox" : "radio"}
            name={id}
            value={value}
            checked={chosen.includes(value)}
            onChange={(event) => {
              if (!many) set(value);
              else set(event.currentTarget.checked ? [...chosen, value] : chosen.filter((other) => other !== value));
            }}
          />
          <span dir="auto">{label}</span>
        </label>
      ))}
    </div>
  );
}

/** Whether options are the steps of a scale, 1 to n. */
const isScale = (options: readonly Choice[]): boolean => options.length >= 5 && options.every(({ value }, at) => value === String(at + 1));

/** A scale in one row, its ends named beneath; the last place takes an answer back. */
function Scale({ id, options, chosen, set }: { id: string; options: readonly Choice[]; chosen: string; set: (held: Held) => void }) {
  const steps = options.filter(({ value }) => value !== "");
  return (
    <div class="scale">
      <div class="scale-steps">
        {options.map(({ value, label }, at) => (
          <label key={value} class="choice" for={at === 0 ? id : `${id}-${at}`}>
            <input
              id={at === 0 ? id : `${id}-${at}`}
              type="radio"
              name={id}
              value={value}
              checked={chosen === value}
              aria-label={label}
              onChange={() => set(value)}
            />
            <span aria-hidden="true">{value === "" ? "–" : numberText(Number(value), ownLanguage())}</span>
          </label>
        ))}
      </div>
      <p class="scale-ends hint" aria-hidden="true">
        <span>{steps[0]?.label}</span>
        <span>{steps.at(-1)?.label}</span>
        <span>{options.at(-1)?.value === "" ? options.at(-1)?.label : ""}</span>
      </p>
    </div>
  );
}

/** Whether a calendar can show it: a wall time, an instant, or a day. */
const isPicked = (text: string): boolean => wallTime(text, "UTC") !== null || /^\d{4}-\d\d-\d\d$/.test(text);

function When({ field, id, held, describedBy, wrong, set }: ControlProps<Extract<Field, { kind: "when" }>>) {
  const text = typeof held === "string" ? held : "";
  const [inWords, setInWords] = useState(text !== "" && !isPicked(text));
  const { me } = current();
  const city = me ? me.firms[me.person.firm].city : "";
  const common = {
    id,
    name: field.name,
    class: "short",
    "aria-describedby": describedBy,
    "aria-invalid": wrong,
    "aria-required": field.required,
    value: text,
    onInput: (event: { currentTarget: HTMLInputElement }) => set(event.currentTarget.value),
  };
  const swap = () => {
    if (inWords && !isPicked(text)) set("");
    setInWords(!inWords);
  };
  return (
    <div class="when">
      {inWords ? (
        <input key="words" {...common} type="text" dir={text === "" ? undefined : "auto"} />
      ) : (
        <input key="calendar" {...common} type={field.day ? "date" : "datetime-local"} dir="ltr" />
      )}
      <button type="button" class="button button-quiet" onClick={swap}>
        {word(inWords ? "page.in-calendar" : "page.in-words")}
      </button>
      {!field.day && <span class="muted">{word("page.your-time", { city })}</span>}
    </div>
  );
}

function FilesControl({ field, id, held, set, wait }: ControlProps<Extract<Field, { kind: "files" }>>) {
  const attaching = useAttaching(field.max, uploadedFiles(Array.isArray(held) ? (held as readonly string[]) : []));
  const ids = attaching.files.map((file) => file.id).join();
  const waiting = attaching.pending.length > 0;
  // The ids say when the files have changed.
  useEffect(() => set(attaching.files.map((file) => file.id)), [ids]);
  useEffect(() => wait(waiting), [waiting]);
  return (
    <div class="files-control">
      <FilePicker
        id={id}
        label={word(field.of === "csv" ? "page.add-table" : "page.add-files")}
        quiet={false}
        max={field.max}
        onPick={attaching.add}
        {...(field.of === "csv" && { accept: ".csv,text/csv" })}
      />
      <Attached attaching={attaching} max={field.max} />
    </div>
  );
}
