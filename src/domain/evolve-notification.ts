/** How a failure that was told is taken up: who has it and leads, where it may have come from, how grave it is. */
import type { HandOver, Shared } from "./case.ts";
import { kept, last, type SliceEvent, stamp } from "./fold.ts";

type TakingUpEvent = Extract<
  SliceEvent,
  { type: "acknowledged" | "lead-changed" | "locus-said" | "severity-set" | "called" | "cover-said" | "impact-confirmed" }
>;

/** The case after one more event of this kind. */
export function evolveNotification(s: Shared, event: TakingUpEvent): Shared {
  const { by, firm, at } = stamp(event);
  switch (event.type) {
    case "acknowledged":
      return {
        ...s,
        acknowledged: {
          by,
          at,
          touches: event.touches,
          coverDays: event.coverDays,
          elsewhere: event.elsewhere,
          ...(event.hearBy && { hearBy: event.hearBy }),
        },
        followUp: {
          ...s.followUp,
          // What came with the report stands beside what is said now.
          explained: { ...s.followUp.explained, first: event.said?.explanation ?? s.followUp.explained.first },
          firstExplained: s.followUp.firstExplained || event.explained,
          apologised: s.followUp.apologised || event.apologised,
        },
      };
    case "lead-changed":
      return {
        ...s,
        lead: { ...s.lead, [firm]: event.to },
        // Whoever takes it up themselves was given nothing.
        ...(event.to !== by && { handOvers: handedOver(s, { firm, from: s.lead[firm], to: event.to, at }) }),
      };
    case "locus-said":
      return { ...s, locus: { ...s.locus, says: { ...s.locus.says, [firm]: event.locus } } };
    case "severity-set":
      return {
        ...s,
        severity: event.severity,
        report: {
          ...s.report,
          stops: event.stops,
          ...(event.also && { also: event.also }),
          ...(event.feltAt && { feltAt: event.feltAt }),
        },
      };
    case "called": {
      const called = { by, at, what: event.said?.what ?? null };
      return s.acknowledged ? { ...s, acknowledged: { ...s.acknowledged, called } } : s;
    }
    case "cover-said": {
      const taken = s.acknowledged;
      const said = { coverDays: event.coverDays ?? taken?.coverDays ?? null, elsewhere: event.elsewhere ?? taken?.elsewhere ?? null };
      return taken ? { ...s, acknowledged: { ...taken, ...said } } : s;
    }
    case "impact-confirmed":
      return { ...s, impactConfirmed: true };
    default:
      return event satisfies never;
  }
}

const handedOver = ({ handOvers: { count, latest } }: Shared, one: HandOver): Shared["handOvers"] => ({
  count: count + 1,
  latest: last(latest, one, kept.handOvers),
});
