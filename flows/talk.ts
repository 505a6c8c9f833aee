/** Talk that was carried from the other room, and rooms that take nothing for a while. */
import type { Conversation } from "../src/domain/flow.ts";
import { languageNames, languageOf } from "../src/domain/languages.ts";
import type { Block, Part } from "../src/domain/message.ts";
import { personOf } from "../src/domain/people.ts";
import { mostCarried } from "../src/domain/talk.ts";
import { firmName, listed, named, speak, text } from "./parts.ts";

/** A name that people gave to a file, as it is. */
const fileName = (name: string): Part[] => [{ kind: "quote", text: name }];

/** What was written, below who wrote it: together they are the line that a notification shows, and neither is left out where there is little room. */
const wordsBelow = (written: string): Part[] => (written === "" ? [] : ["\n", { kind: "quote", text: written.slice(0, mostCarried) }]);

/** Who wrote it, of which firm and in whose language, then the words as they stand. */
export const talk: Conversation["talk"] = ({ by, changed, words }, say, account) => {
  const t = speak(say);
  const person = by === null ? null : personOf(account, by);
  if (!person) return words === null ? [text(t("talk.gone"), "muted")] : [];
  const whose = { who: named(account, person.id, t), firm: firmName(account, person.firm) };
  if (words === null) return [text(t("talk.taken-back", whose), "muted")];
  const { text: written, files } = words;
  const others = files.filter(({ picture }) => picture === null).map(({ name }) => fileName(name));
  const language = languageNames[languageOf(person.language)];
  return [
    text([...t(changed ? "talk.changed" : "talk.said", { ...whose, language }), ...wordsBelow(written)]),
    ...(written.length > mostCarried ? [text(t("talk.rest"), "muted")] : []),
    ...files.flatMap(({ name, picture }): Block[] => (picture === null ? [] : [{ kind: "picture", file: picture, alt: name }])),
    ...(others.length > 0 ? [text(t("talk.files", { names: listed(others, t) }), "muted")] : []),
  ];
};

/** One place of the shared room takes nothing, or takes it again: said in the others, and of nobody. */
export const held: Conversation["held"] = (tool, over, say) => {
  const t = speak(say);
  return [text(t(over ? "held.over" : "held.on", { place: t(`held.place.${tool}`) }), "waiting")];
};
