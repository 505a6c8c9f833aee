/** Words with buttons of our own, that stand for nothing of a case: who somebody is, and which channel is which room. */
import type { Action, Part } from "../../src/domain/message.ts";
import type { Tools } from "./asking.ts";
import { aside, words } from "./passing.ts";
import type { Drawn } from "./render.ts";

/** A button of our own: `handle` is what it is known by. */
export type Own = Pick<Action, "key" | "label" | "style"> & { readonly handle: string };

/** A button of our own, as it is drawn. */
export const own = (key: string, label: string, handle: string, style: Action["style"] = "plain"): Own => ({ key, label, handle, style });

/** Some words in a language (BCP 47) with buttons of our own, as they are posted. */
export function drawnWith({ drawing }: Tools, parts: readonly Part[], language: string, buttons: readonly Own[] = []): Drawn {
  const handles = new Map(buttons.map(({ key, handle }) => [key, handle]));
  const actions = buttons.map(
    ({ handle: _, ...shown }): Action => ({ ...shown, press: { kind: "language", language: "en" }, intro: [], fields: [] }),
  );
  return drawing.plain(aside(words(parts, actions), language), ({ key }) => handles.get(key)!);
}
