/** A case that is put right without an agreement: one firm says what was done, the other whether it is good. */
import type { Shared, Text } from "./case.ts";
import type { FileId, PersonId } from "./ids.ts";
import type { Firm } from "./people.ts";
import type { Instant } from "./time.ts";

export type Settlement = {
  /** How often it was said to be put right, and how often it was not quite. */
  readonly said: number;
  readonly sentBack: number;
  readonly latest: {
    /** The firm that put it right; the other one says whether it is good. */
    readonly firm: Firm;
    readonly by: PersonId;
    readonly at: Instant;
    readonly what: Text;
    readonly files: readonly FileId[];
    readonly status: "said" | "good" | "sent-back";
    readonly answeredBy: PersonId | null;
    /** What is missing. */
    readonly reason: Text;
  } | null;
};

export const noSettlement: Settlement = { said: 0, sentBack: 0, latest: null };

/** Whether a firm has said that it is put right and the other has not answered. What both sign meanwhile takes its place. */
export const isPending = ({ settlement, negotiation }: Pick<Shared, "settlement" | "negotiation">): boolean =>
  settlement.latest?.status === "said" && negotiation.status !== "agreed";

/** Whether the case was put right without an agreement, and the other firm has said that it is good. */
export const isSettledOnTheSpot = ({ settlement }: Pick<Shared, "settlement">): boolean => settlement.latest?.status === "good";
