/** Looking at it together on the spot, at either firm's place: proposed, answered, in everyone's calendar, and what was seen. */
import type { Visit } from "../src/domain/analysis.ts";
import type { Shared } from "../src/domain/case.ts";
import { accept, type Context, type Flow, quick, type Rejection, reject, slow, type Wanted } from "../src/domain/flow.ts";
import type { PersonId, VisitId } from "../src/domain/ids.ts";
import { type Account, otherFirm, personOf } from "../src/domain/people.ts";
import { epochMs, hourMs, type Instant, plus } from "../src/domain/time.ts";
import { firmName, moment } from "./parts.ts";
import { readWhen } from "./reading/when.ts";
import { draw, findVisit, more, notices, section } from "./visit-cards.ts";

/** What an ask about a visit is called: asked anew after each change. */
const askName = ({ id, sequence }: Visit): string => (sequence ? `${id}:${sequence}` : id);

/** Who is asked to come and is still there; the firm's lead when nobody is. */
const comers = (s: Shared, account: Account, visit: Visit): readonly PersonId[] => {
  const there = visit.people.filter((id) => personOf(account, id) !== null);
  return there.length > 0 ? there : [s.lead[visit.firm]];
};

function asks(s: Shared, account: Account): Wanted[] {
  if (s.followUp.closed) return [];
  return s.analysis.visits.flatMap((visit): Wanted[] => {
    const { status, firm, to } = visit;
    const other = otherFirm(firm);
    if (status === "proposed")
      return [
        {
          key: `visit:${askName(visit)}`,
          firm: other,
          to: [s.lead[other]],
          due: { withinMinutes: account.service.answer[s.severity] },
          slots: quick,
          until: visit.from,
        },
      ];
    // Of those who come, one of the firm at whose place it is says what was seen.
    const [host] = comers(s, account, visit);
    if (status === "agreed")
      return [
        {
          key: `seen:${askName(visit)}`,
          firm: personOf(account, host!)?.firm ?? firm,
          to: [host!],
          opens: to,
          due: plus(to, 24 * hourMs),
          slots: slow,
        },
      ];
    return [];
  });
}

/** When a visit begins and ends that is put at the time that somebody wrote; else the refusal. */
function anew({ from, to }: Visit, written: string, { who, now }: Context): { ok: true; from: Instant; to: Instant } | Rejection {
  const read = readWhen(written, now, who.calendar.zone);
  if (!read) return reject("unreadable-date", { text: { kind: "quote", text: written } });
  if (read <= now) return reject("date-passed", { at: moment(read) });
  return { ok: true, from: read, to: plus(read, epochMs(to) - epochMs(from)) };
}

export const visits: Flow = {
  rules: {
    "propose-visit": (_see, { what, place, from: written, hours, people: ids }, { who, account, now, newId, said }) => {
      const from = readWhen(written, now, who.calendar.zone);
      if (!from) return reject("unreadable-date", { text: { kind: "quote", text: written } });
      if (from <= now) return reject("date-passed", { at: moment(from) });
      const coming = [...new Set(ids)];
      if (coming.some((id) => personOf(account, id) === null)) return reject("unknown-person");
      return accept({
        type: "visit-proposed",
        audience: "shared",
        visit: newId() as VisitId,
        place,
        from,
        to: plus(from, hours * hourMs),
        people: coming,
        said: said({ what }),
      });
    },
    "answer-visit": ({ shared: s }, { visit: id, agree, reason }, { who, account, now, said }) => {
      const visit = findVisit(s, id);
      if (visit?.status !== "proposed") return reject("visit-over");
      if (visit.firm === who.firm) return reject("own-visit", { firm: firmName(account, otherFirm(who.firm)) });
      if (agree && visit.from <= now) return reject("date-passed", { at: moment(visit.from) });
      return accept({ type: "visit-answered", audience: "shared", visit: id, agreed: agree, said: reason ? said({ reason }) : null });
    },
    // What both firms have agreed to either may change, the host at its own gate, too; the other one says whether that suits.
    "move-visit": ({ shared: s }, { visit: id, from: written, reason }, context) => {
      const visit = findVisit(s, id);
      if (visit?.status !== "agreed" || visit.from <= context.now) return reject("visit-over");
      const time = anew(visit, written, context);
      if (!time.ok) return time;
      const { from, to } = time;
      return accept({ type: "visit-moved", audience: "shared", visit: id, from, to, said: context.said({ reason }) });
    },
    "cancel-visit": ({ shared: s }, { visit: id, reason }, { who, account, now, said }) => {
      const visit = findVisit(s, id);
      const isAhead = visit?.status === "agreed" && now < visit.from;
      if (!visit || !(isAhead || visit.status === "proposed")) return reject("visit-over");
      if (!isAhead && visit.firm !== who.firm) return reject("not-your-visit", { firm: firmName(account, visit.firm) });
      if (isAhead && !reason) return reject("why-visit");
      return accept({ type: "visit-cancelled", audience: "shared", visit: id, said: reason ? said({ reason }) : null });
    },
    "miss-visit": ({ shared: s }, { visit: id, reason, from: written }, context) => {
      const visit = findVisit(s, id);
      if (visit?.status !== "agreed" || context.now < visit.from) return reject("visit-over");
      const time = written ? anew(visit, written, context) : null;
      if (time && !time.ok) return time;
      return accept(
        { type: "visit-missed", audience: "shared", visit: id, said: reason ? context.said({ reason }) : null },
        ...(time ? [{ type: "visit-moved", audience: "shared", visit: id, from: time.from, to: time.to, said: null } as const] : []),
      );
    },
    "report-visit": ({ shared: s }, { visit: id, what, files }, { account, said }) => {
      const visit = findVisit(s, id);
      if (visit?.status !== "agreed") return reject("visit-over");
      const came = visit.people.flatMap((person) => {
        const firm = personOf(account, person)?.firm;
        return firm ? [{ person, firm }] : [];
      });
      return accept(
        { type: "visit-reported", audience: "shared", visit: id, files, came, said: said({ what }) },
        { type: "evidence-added", audience: "shared", files, shared: false, cause: null, speaks: null, said: said({ what }) },
      );
    },
  },
  asks,
  draw,
  section,
  more,
  notices,
};
