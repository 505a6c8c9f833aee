/** Choosing a language, each by the name that it gives itself, and the calendars that dates are read in. */
import {
  type DateChoice,
  dateChoiceOf,
  dateChoices,
  type Language,
  languageNames,
  languageOf,
  languages,
} from "../../../src/domain/languages.ts";
import { change } from "./state.ts";
import { ownLanguage, word } from "./words.ts";

type ListProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly lang?: string }[];
  readonly choose: (value: T) => Promise<void>;
  readonly wide: boolean;
};

/** A list to choose from; says so when what was chosen could not be kept. */
function List<T extends string>({ label, value, options, choose, wide }: ListProps<T>) {
  return (
    <label class={wide ? "language wide-only" : "language"}>
      <span class="unseen">{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const select = event.currentTarget;
          const chosen = options.find((option) => option.value === select.value);
          if (!chosen) return;
          choose(chosen.value).catch(() => {
            select.value = value;
            change({ aloud: word("page.unreachable") });
          });
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A list of the languages; `choose` makes one the reader's; `wide`: only where there is room. */
export function LanguageChoice({ choose, wide = false }: { choose: (language: Language) => Promise<void>; wide?: boolean }) {
  const options = languages.map((language) => ({ value: language, label: languageNames[language], lang: language }));
  return <List label={word("page.language")} value={languageOf(ownLanguage())} options={options} choose={choose} wide={wide} />;
}

/** Whether dates are shown in the Gregorian calendar, the Persian one, or both. */
export function DatesChoice({ choose }: { choose: (language: Language, dates: DateChoice) => Promise<void> }) {
  const own = ownLanguage();
  const language = languageOf(own);
  // The Persian calendar alone is for those who read Persian.
  const options = dateChoices
    .filter((value) => value !== "persian" || language === "fa")
    .map((value) => ({ value, label: word(`page.dates-${value}`) }));
  return (
    <List label={word("page.dates")} value={dateChoiceOf(own)} options={options} choose={(dates) => choose(language, dates)} wide={true} />
  );
}
