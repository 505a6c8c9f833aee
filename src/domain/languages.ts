/** The languages that Parley speaks, and what a reader's BCP 47 tag asks for. */

/** Every sentence of the catalogue exists in each of these; English is the source. */
export const languages = ["en", "da", "fa"] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", da: "Dansk", fa: "فارسی" };

/** The language of ours that a tag asks for, such as "da-DK" or "fa-u-ca-gregory"; English when we do not have it. */
export function languageOf(tag: string): Language {
  const base = tag.split("-")[0]!.toLowerCase();
  return languages.find((language) => language === base) ?? "en";
}

/** Calendars that dates are shown in: the Gregorian, and the Persian one (Solar Hijri). */
export type DateCalendar = "gregory" | "persian";
/** How a reader wants them: as is usual in their language, one alone, or both. */
export const dateChoices = ["both", "gregory", "persian"] as const;
export type DateChoice = (typeof dateChoices)[number];

/**
 * The calendars of a reader, the main one first. The tag says so (RFC 6067, "fa-u-ca-gregory"): without a word of it Persian readers
 * read both, because both firms speak of one day, and all others the Gregorian alone; for these "-u-ca-persian" adds the Persian one.
 */
export function calendarsOf(tag: string): readonly [DateCalendar, ...DateCalendar[]] {
  const asked = /-u-ca-(gregory|persian)$/.exec(tag)?.[1] as DateCalendar | undefined;
  if (languageOf(tag) !== "fa") return asked === "persian" ? ["gregory", "persian"] : ["gregory"];
  return asked === undefined ? ["persian", "gregory"] : [asked];
}

/** What a reader chose: how `calendarsOf` their tag reads. */
export function dateChoiceOf(tag: string): DateChoice {
  const [main, other] = calendarsOf(tag);
  return other === undefined ? main : "both";
}

/** The tag of a language with a choice of calendars; nobody but Persian readers reads the Persian one alone. */
export function tagOf(language: Language, dates: DateChoice): string {
  if (language === "fa") return dates === "both" ? language : `${language}-u-ca-${dates}`;
  return dates === "gregory" ? language : `${language}-u-ca-persian`;
}

/** The direction in which a language is written. */
export const direction = (tag: string): "ltr" | "rtl" => (languageOf(tag) === "fa" ? "rtl" : "ltr");
