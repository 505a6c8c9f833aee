/** What a card of Teams says to a reader, as the scenarios know it: its words with instants in UTC, and what its buttons carry. */
import { DateTime } from "luxon";
import { isJson, type Json, objectOf, textOf } from "../support/slack/json.ts";
import { cardsIn } from "../support/teams/cards.ts";
import { nodes, textsOf } from "../support/teams/read.ts";

/** A button as it stands on a card. */
export type Button = { readonly key: string; readonly id: string; readonly handle: string };

/** The handle of what a button carries, without the mark of when it was drawn. */
const handleOf = (data: unknown): string => textOf(objectOf(data)["handle"]).replace(/~[0-9a-z]+$/, "");

/** The buttons of the cards that something holds, in order. */
export const buttonsIn = (held: unknown): readonly Button[] =>
  nodes(cardsIn(held)).flatMap(({ type, id, data }) =>
    /^Action\.(Execute|Submit)$/.test(textOf(type)) && typeof id === "string"
      ? [{ key: id.replace(/^v1:/, "").replace(/:\d+$/, ""), id, handle: handleOf(data) }]
      : [],
  );

/** The same without what can be pressed. */
function words(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => objectOf(one)["type"] !== "ActionSet").map(words);
  if (!isJson(value)) return value;
  const { actions: _, ...rest } = value;
  return Object.fromEntries(Object.entries(rest).map(([name, held]) => [name, words(held)]));
}

/** Everything that is read on the cards that something holds, but for the buttons. */
export const textIn = (held: unknown): string =>
  cardsIn(held)
    .map((card) => textsOf(words(card)))
    .join("\n")
    .trim();

/** A card as something that holds it, as a message does. */
export const holding = (card: Json): Json => ({
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
});

/** Makes instants that are written out in the clocks of cities ("Wed 25 Nov 2026 12:00 Aarhus (14:30 Tabriz)") the same everywhere. */
export type Clocks = (text: string) => string;

/** The clocks of these cities. */
export function clocksOf(cities: readonly { readonly city: string; readonly zone: string }[]): Clocks {
  const zones = new Map(cities.map(({ city, zone }) => [city, zone]));
  const names = [...zones.keys()].join("|");
  const written = new RegExp(
    `(?:\\w{3} (\\d+ \\w{3}\\w? \\d{4})|(\\d{4}-\\d\\d-\\d\\d)) (\\d\\d:\\d\\d) (${names})(?: \\([^()]*(?:${names})\\))?`,
    "g",
  );
  return (text) =>
    text.replaceAll(written, (_, named: string | undefined, iso: string | undefined, time: string, city: string) => {
      const day = iso ?? DateTime.fromFormat(named!.replace("Sept", "Sep"), "d LLL yyyy", { locale: "en" }).toISODate();
      return DateTime.fromISO(`${day}T${time}`, { zone: zones.get(city)! })
        .toUTC()
        .toISO()!;
    });
}
