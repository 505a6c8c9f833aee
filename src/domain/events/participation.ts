import type { PersonId } from "../ids.ts";
import type { Firm } from "../people.ts";
import type { Role } from "../roles.ts";
import type { Said } from "./said.ts";

/** What a piece of work was: something that a person did for the case and that stays theirs whatever the plan becomes. */
export const workKinds = ["evidence", "cause", "option", "promise", "containment", "visit", "weighing", "bridge"] as const;
export type WorkKind = (typeof workKinds)[number];

/** What happens to roles, to what the firms ask of each other's help, and to the credit for work that was given. */
export type ParticipationEvent =
  /** The plan calls for it and the directory suggests this person. */
  | { readonly type: "role-given"; readonly role: Role; readonly to: PersonId }
  /** The plan calls for it and nobody of the directory is left to suggest. */
  | { readonly type: "role-open"; readonly role: Role; readonly seat: number }
  /** The plan calls for it no longer; `person` `null`: nobody had it. */
  | { readonly type: "role-ended"; readonly role: Role; readonly person: PersonId | null }
  | { readonly type: "role-taken"; readonly role: Role }
  | { readonly type: "role-left"; readonly role: Role; readonly said: Said<{ reason: string }> }
  | { readonly type: "role-passed"; readonly role: Role; readonly to: PersonId }
  | { readonly type: "role-filled"; readonly role: Role; readonly to: PersonId }
  | { readonly type: "volunteered"; readonly role: Role }
  | { readonly type: "help-wanted"; readonly help: readonly Help[]; readonly said: Said<{ note: string | null; last?: string }> }
  /** The supplier has nothing to add of its own will, or only under a condition; older events do not speak of one. */
  | { readonly type: "help-declined"; readonly said?: Said<{ condition: string }> }
  /** A firm has brought what it holds, or says that it has nothing. */
  | { readonly type: "evidence-settled" }
  | { readonly type: "work-credited"; readonly person: PersonId; readonly firm: Firm; readonly work: WorkKind; readonly count: number };

/** Under what condition somebody would take the role on that they gave back: for their own firm's eyes. */
export type ConditionEvent = { readonly type: "condition-said"; readonly role: Role; readonly said: Said<{ condition: string }> };

/** What help a customer would like that leads its own recovery (questions page, int-14). */
export type Help = "advice" | "options" | "hands" | "visit" | "none";
