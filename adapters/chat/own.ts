/** Words with buttons of our own, that stand for nothing of a case: who somebody is, and which channel is which room. */
import type { CaseId } from "../../src/domain/ids.ts";
import type { Action, Part } from "../../src/domain/message.ts";

/** A button of our own: `handle` is what it is known by. */
export type Own = Pick<Action, "key" | "label" | "style"> & {
  readonly handle: string;
  /** Whether something opens when it is pressed: some platforms must know that beforehand. */
  readonly opens?: true;
};

/** A button of our own. */
export const own = (key: string, label: string, handle: string, style: Action["style"] = "plain"): Own => ({ key, label, handle, style });

/** Some words in a language (BCP 47), with buttons of our own. */
export type Said = { readonly parts: readonly Part[]; readonly language: string; readonly buttons?: readonly Own[] };

/** Our own buttons as actions, for a renderer that knows no others: `handleOf` gives what each is known by. */
export function asActions(buttons: readonly Own[]): { readonly actions: readonly Action[]; readonly handleOf: (action: Action) => string } {
  const handles = new Map(buttons.map(({ key, handle }) => [key, handle]));
  const actions = buttons.map(
    ({ handle: _, opens, ...shown }): Action => ({
      ...shown,
      press: opens ? { kind: "more", case: "" as CaseId } : { kind: "language", language: "en" },
      intro: [],
      fields: [],
    }),
  );
  return { actions, handleOf: ({ key }) => handles.get(key)! };
}
