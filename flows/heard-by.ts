/** When somebody who reported hears more, by the word of whoever took it. */
import type { Shared } from "../src/domain/case.ts";
import type { Instant } from "../src/domain/time.ts";

/** By when the firm that reported hears more; `null`: nothing was said, or it has heard: a word on how it stands, a cause, an option. */
export function hearsBy({ acknowledged, escalation, analysis, negotiation, followUp }: Shared): Instant | null {
  if (!acknowledged?.hearBy || followUp.closed) return null;
  const { latest } = escalation.updates;
  const heard =
    (latest !== null && latest.at > acknowledged.at) ||
    analysis.causes.length > 0 ||
    negotiation.options.length > 0 ||
    negotiation.status !== "open";
  return heard ? null : acknowledged.hearBy;
}
