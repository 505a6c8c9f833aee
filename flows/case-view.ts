/** A case in brief, as data, and whose turn it is with the case as a whole. */
import { type Shared, stageOf, type VisibleCase } from "../src/domain/case.ts";
import type { Ball, CaseView, Named } from "../src/domain/case-view.ts";
import type { PersonId } from "../src/domain/ids.ts";
import { kindOf } from "../src/domain/otherwise.ts";
import { type Account, type Firm, otherFirm, personOf } from "../src/domain/people.ts";
import { isPending } from "../src/domain/settling.ts";
import { standsStill } from "../src/domain/waiting.ts";
import { caseNumber } from "./parts.ts";
import { planOf } from "./plan.ts";
import { waitedMinutes } from "./waiting-cards.ts";

const named = (account: Account, id: PersonId): Named => ({ id, name: personOf(account, id)?.name ?? "" });

/**
 * Whose turn it is. Until somebody confirms that they have it, that of the firm that was told; while a firm waits, that of whoever
 * it waits for; once it is put right, that of the firm that says whether it is good. Else that of the firm that leads, and where both
 * lead, of the one that took the case up; and of terms on the table or signed, that of whoever is asked first.
 */
function ballOf(s: Shared, account: Account): Ball | null {
  if (s.followUp.closed || s.kind === "relationship") return null;
  const ball = (of: Firm, why: Ball["why"]): Ball => ({ with: of, who: named(account, s.lead[of]), why });
  if (isPending(s)) return ball(otherFirm(s.settlement.latest!.firm), "word");
  const [wait] = s.waiting.open;
  if (wait) {
    return wait.on === "other-firm"
      ? ball(otherFirm(wait.firm), "wait")
      : { with: "outside", who: named(account, s.lead[wait.firm]), why: "wait" };
  }
  const told = otherFirm(s.report.firm);
  if (!s.acknowledged) return ball(told, "confirm");
  const n = s.negotiation;
  if (n.status === "on-table") return ball(otherFirm(n.current.firm), "lead");
  const first = n.status === "open" ? undefined : [...s.asked].sort((a, b) => (a.due < b.due ? -1 : 1))[0];
  if (first) return ball(first.firm, "lead");
  const plan = planOf(s, account);
  const lead = plan.lead[stageOf(s) === "analysis" ? "analysis" : "resolution"];
  return ball(lead === "both" ? told : lead, "lead");
}

/** The case in brief, for one reader. */
export function viewOf(see: VisibleCase, account: Account): CaseView {
  const s = see.shared;
  const who = (id: PersonId) => named(account, id);
  return {
    id: see.id,
    number: caseNumber(s.number),
    title: s.report.title,
    kind: s.kind === "recovery" ? s.report.kind : s.kind,
    stage: stageOf(s),
    severity: s.severity,
    reportedAt: s.report.at,
    acknowledgedAt: s.acknowledged?.at ?? null,
    leads: { supplier: who(s.lead.supplier), customer: who(s.lead.customer) },
    handOvers: {
      count: s.handOvers.count,
      latest: s.handOvers.latest.map(({ firm, from, to, at }) => ({ firm, from: who(from), to: who(to), at })),
    },
    ball: ballOf(s, account),
    asked: s.asked.map((asked) => ({
      what: kindOf(asked.key),
      firm: asked.firm,
      of: asked.to.map(who),
      due: asked.due,
      stands: standsStill(s, asked),
    })),
    waits: {
      open: s.waiting.open.map(({ id, firm, on, since, until }) => ({ id, firm, on, since, until })),
      minutes: waitedMinutes(s),
    },
    settled: { status: s.settlement.latest?.status ?? null, said: s.settlement.said, sentBack: s.settlement.sentBack },
    reopened: s.followUp.reopened,
    closedAt: s.followUp.closed?.at ?? null,
  };
}
