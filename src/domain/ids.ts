/** Branded ids: plain text at run time, not interchangeable at compile time. */
import { z } from "zod";

declare const brand: unique symbol;
type Branded<K extends string> = string & { readonly [brand]: K };

export type CaseId = Branded<"case">;
export type RelationshipId = Branded<"relationship">;
export type PersonId = Branded<"person">;
export type FileId = Branded<"file">;
export type CauseId = Branded<"cause">;
export type OptionId = Branded<"option">;
export type RevisionId = Branded<"revision">;
export type PromiseId = Branded<"promise">;
export type ValueId = Branded<"value">;
export type VisitId = Branded<"visit">;
export type MeasureId = Branded<"measure">;
export type WaitId = Branded<"wait">;
export type QuestionId = Branded<"question">;
export type ExpectationId = Branded<"expectation">;
export type SpokenId = Branded<"spoken">;
/** Sixty-four hexadecimal digits: a SHA-256. */
export type Hash = Branded<"hash">;

const id = <T extends string>(example: string) =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .meta({ example })
    .transform((text) => text as T);

/** Schemas for ids that come from outside; rights are never taken from an id. */
export const ids = {
  case: id<CaseId>("k3v9q2m7x1c4"),
  person: id<PersonId>("freja"),
  file: id<FileId>("f7h2k9d3m5q8"),
  cause: id<CauseId>("c4n8w2p6t1z5"),
  option: id<OptionId>("o5j9r3x7b2v6"),
  revision: id<RevisionId>("r6l1s4y8d3w7"),
  promise: id<PromiseId>("p7m2t5z9f4x8"),
  value: id<ValueId>("v8n3u6b1g5y9"),
  measure: id<MeasureId>("m9p4w7c2h6z1"),
  visit: id<VisitId>("t5k8j1f4r9q2"),
  wait: id<WaitId>("w2q6h9s3k7d1"),
  question: id<QuestionId>("q6b3d9k1s5w2"),
  expectation: id<ExpectationId>("e2h8n4c7y1m6"),
  spoken: id<SpokenId>("s4p1k7e9n2d5"),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ example: "5f3a9c".padEnd(64, "0") })
    .transform((text) => text as Hash),
};
