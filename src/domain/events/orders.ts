import type { ExpectationId, QuestionId } from "../ids.ts";
import type { Beside, Finding, Meant, OrderAnswer } from "../orders.ts";
import type { Day, Instant } from "../time.ts";
import type { Said } from "./said.ts";

type MeantSaid = Said<{ unit: string | null; article: string | null; specification: string | null }>;

/** What happens when orders come in: what differs is asked about, and what is new is put into words. */
export type OrderEvent =
  /** How many came in, how many differ from what is usual, of how many too little is known to tell. */
  | { readonly type: "orders-recorded"; readonly count: number; readonly asked: number; readonly few: number }
  | {
      readonly type: "order-questioned";
      readonly question: QuestionId;
      readonly until: Instant;
      readonly quantity: number;
      readonly placed: Day;
      readonly wanted: Day;
      readonly findings: readonly Finding[];
      readonly said: Said<{ number: string; article: string; unit: string | null; specification: string | null } & Beside>;
    }
  /** The same order came again with other content: what was asked about it has no subject any more. */
  | { readonly type: "order-replaced"; readonly question: QuestionId }
  /** What the supplier thinks it is. */
  | ({ readonly type: "order-thought"; readonly question: QuestionId; readonly as: OrderAnswer; readonly said: MeantSaid } & Meant)
  /** What it is, by the customer's word. `anew`: something is ordered that was not before. */
  | ({
      readonly type: "order-answered";
      readonly question: QuestionId;
      readonly as: OrderAnswer;
      readonly anew: boolean;
      readonly said: Said<{ number: string | null; unit: string | null; article: string | null; specification: string | null }>;
    } & Meant)
  | { readonly type: "order-call-asked"; readonly question: QuestionId }
  | { readonly type: "order-called"; readonly question: QuestionId }
  | {
      readonly type: "expectation-said";
      readonly expectation: ExpectationId;
      /** What new thing it answers; `null`: said unasked. */
      readonly about: QuestionId | null;
      readonly said: Said<{ article: string | null; must: string | null; check: string | null; granted: string | null }>;
    }
  /** The supplier has what it takes for an order. */
  | { readonly type: "nothing-short"; readonly about: QuestionId }
  | { readonly type: "nothing-expected"; readonly about: QuestionId }
  | {
      readonly type: "expectation-read";
      readonly expectation: ExpectationId;
      readonly agrees: boolean;
      readonly said: Said<{ words: string }>;
    };
