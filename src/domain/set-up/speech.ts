/** What is said of set-up files; the sentences are the conversation's, the engine hands over what they are about. */
import type { Say } from "../flow.ts";
import type { Block, Part } from "../message.ts";
import type { Account, Firm, Person } from "../people.ts";
import type { Change } from "./changes.ts";
import type { Problem } from "./problems.ts";

/** News for a room that follows from a file: of a firm's only that its approvers are others now, never who or how much. */
export type SetUpNews =
  | { readonly type: "approvers"; readonly firm: Firm }
  | { readonly type: "proposed"; readonly firm: Firm }
  | { readonly type: "agreed" };

/** What whoever reads a file should know besides. */
export type Hint =
  /** Until when the public holidays of a region are worked out. */
  | { readonly type: "holidays-until"; readonly region: string; readonly until: string }
  /** People in the relationship's survey who would be gone. */
  | { readonly type: "still-surveyed"; readonly names: readonly string[] }
  /** Approvers whose limits are in another currency than the relationship would have. */
  | { readonly type: "limits-in-other-currency"; readonly names: readonly string[] };

export type SetUpSpeech = {
  readonly problem: (problem: Problem, say: Say) => Part[];
  /** Changes as lines, those about one thing together. */
  readonly groups: (
    changes: readonly Change[],
    say: Say,
    account: Account,
  ) => readonly { readonly about: Part[]; readonly lines: Part[][] }[];
  readonly hint: (hint: Hint, say: Say) => Part[];
  /** What stands at the top of a file: whose it is and how it is applied. */
  readonly comment: (which: Firm | "relationship", hints: readonly Hint[], say: Say, account: Account) => readonly string[];
  readonly applied: (outcome: "in-force" | "proposed" | "same", who: Person, say: Say, account: Account) => Part[];
  readonly news: (news: SetUpNews, say: Say, account: Account) => Block[];
};
