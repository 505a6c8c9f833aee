/** Typed parts as Markdown for one reader: times on their clock, people's words as plain text. */
import { direction } from "../src/domain/languages.ts";
import type { Part } from "../src/domain/message.ts";
import type { Person } from "../src/domain/people.ts";
import { epochMs } from "../src/domain/time.ts";
import { dayText, moneyText, timeText } from "../src/domain/written.ts";
import { type Speak, wording } from "./wording/index.ts";

/** People's text on one line, none of it read as Markdown. */
export const escaped = (text: string): string => text.replace(/([\\`*_{}[\]<>#|~])/g, "\\$1").replaceAll("\n", " ");

export type Write = (parts: readonly Part[]) => string;

/** What a document is written with: the reader's sentences, their zone, and the writer. */
export function inMarkdown(who: Person): { readonly t: Speak; readonly zone: string; readonly write: Write } {
  const { zone } = who.calendar;
  const moment = (ms: number, show: "moment" | "date" | "time"): string =>
    [
      ...(show === "time" ? [] : [dayText(ms, zone, who.language, true)]),
      ...(show === "date" ? [] : [timeText(ms, zone, who.language)]),
    ].join(" ");
  // In a text from right to left, what people wrote keeps its own direction: first strong isolate, UAX #9.
  const apart = (text: string): string => (direction(who.language) === "rtl" ? `\u2068${text}\u2069` : text);
  const write: Write = (parts) =>
    parts
      .map((part): string => {
        if (typeof part === "string") return part;
        if (part.kind === "strong") return `**${write(part.parts)}**`;
        if (part.kind === "quote") return apart(escaped(part.text));
        if (part.kind === "instant") return moment(epochMs(part.at), part.show);
        if (part.kind === "money") return moneyText(part.money, who.language);
        return apart(escaped(part.name));
      })
      .join("");
  return { t: wording(who.language), zone, write };
}
