/** What a line of the log says of a case, against what its caller reads of it. */
import type { CaseView } from "../../src/domain/case-view.ts";
import type { WaitsOn } from "../../src/domain/waiting.ts";
import type { Expected, Standing } from "./mapping.ts";

/** How a case stands as a whole, as its people read it. */
function standingOf({ closedAt, settled, waits, acknowledgedAt }: CaseView): { standing: Standing; on: WaitsOn | null } {
  const wait = waits.open.find(({ firm }) => firm === "supplier");
  if (closedAt !== null) return { standing: "closed", on: null };
  if (settled.status === "said") return { standing: "resolved", on: null };
  if (wait) return { standing: "waits", on: wait.on };
  return { standing: acknowledgedAt === null ? "new" : "active", on: null };
}

/** One thing that was compared: what it is, what the line says, what the case shows. */
type Compared = { readonly what: string; readonly line: unknown; readonly shown: unknown };

/** Everything that a line says of its case, beside what the case shows; what the line does not say is not compared. */
export function compared(view: CaseView, line: Expected): readonly Compared[] {
  const { standing, on } = standingOf(view);
  const holder = { supplier: line.owner, customer: line.caller, outside: line.owner };
  return [
    { what: "state", line: `${line.standing} ${line.on}`, shown: `${standing} ${on}` },
    { what: "stage", line: line.stage, shown: view.stage },
    { what: "whose ball", line: line.ball, shown: view.ball?.with ?? null },
    ...(line.owner === null ? [] : [{ what: "owner", line: line.owner, shown: view.leads.supplier.id }]),
    ...(line.ball === null || holder[line.ball] === null
      ? []
      : [{ what: "who has the ball", line: holder[line.ball], shown: view.ball?.who.id ?? null }]),
    { what: "severity", line: line.severity, shown: view.severity },
    { what: "reopened", line: line.reopened, shown: view.settled.sentBack + view.reopened },
    { what: "how often handed over", line: line.handOvers, shown: view.handOvers.count },
    ...(line.handedTo.length === 0
      ? []
      : [
          {
            what: "to whom",
            line: line.handedTo.join(" "),
            shown: view.handOvers.latest
              .slice(-line.handedTo.length)
              .map(({ to }) => to.id)
              .join(" "),
          },
        ]),
  ];
}
