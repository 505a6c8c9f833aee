/** Typed text as people read it: names and people's words kept apart from ours, instants and money in the reader's way. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { direction } from "../../../src/domain/languages.ts";
import type { Part } from "../../../src/domain/message.ts";
import { moneyText } from "../../../src/domain/written.ts";
import { instantText, type Reader, thereText } from "./format.ts";

/** Who reads; handed down by the topmost part. */
export const Reading = createContext<Reader>({ zone: "UTC", other: null, nowMs: 0 });

/** Draws parts in a row; nothing in them is ever markup. */
export function Parts({ parts, language }: { parts: readonly Part[]; language: string }) {
  return (
    <>
      {parts.map((part, at) => (
        <One key={at} part={part} language={language} />
      ))}
    </>
  );
}

function One({ part, language }: { part: Part; language: string }) {
  const reader = useContext(Reading);
  if (typeof part === "string") return <>{part}</>;
  switch (part.kind) {
    case "strong":
      return (
        <strong>
          <Parts parts={part.parts} language={language} />
        </strong>
      );
    case "quote":
      return (
        <span class="quote" dir="auto">
          {part.text}
        </span>
      );
    case "instant":
      return (
        <time dateTime={part.at}>
          <span class="whole">{instantText(part.at, part.show, language, reader)}</span>
          {part.show === "moment" && <There at={part.at} language={language} />}
        </time>
      );
    case "money":
      return (
        <data class="whole" value={`${part.money.minor} ${part.money.currency}`} dir={direction(language)}>
          {moneyText(part.money, language)}
        </data>
      );
    case "person":
      return <bdi class="whole">{part.name}</bdi>;
    default:
      return part satisfies never;
  }
}

/** The other firm's clock, in brackets, where it shows another time. */
function There({ at, language }: { at: string; language: string }) {
  const there = thereText(at, language, useContext(Reading));
  return there === null ? null : (
    <>
      {" "}
      <span class="whole there">{there}</span>
    </>
  );
}

/** Parts as plain text, for labels. */
export function plain(parts: readonly Part[], language: string, reader: Reader): string {
  const one = (part: Part): string => {
    if (typeof part === "string") return part;
    switch (part.kind) {
      case "strong":
        return plain(part.parts, language, reader);
      case "quote":
        return part.text;
      case "instant":
        return instantText(part.at, part.show, language, reader);
      case "money":
        return moneyText(part.money, language);
      case "person":
        return part.name;
      default:
        return part satisfies never;
    }
  };
  return parts.map(one).join("");
}
