/** What people take along of a case: it in brief, the 8D, a visit for their calendar, agreements, offers side by side. */
import type { Visit } from "../src/domain/analysis.ts";
import type { VisibleCase } from "../src/domain/case.ts";
import type { Documents } from "../src/domain/flow.ts";
import type { VisitId } from "../src/domain/ids.ts";
import type { Account, Person } from "../src/domain/people.ts";
import { epochMs, type Instant } from "../src/domain/time.ts";
import { dayText, timeText } from "../src/domain/written.ts";
import { drawComparison, writeAgreement } from "./agreements.ts";
import { viewOf } from "./case-view.ts";
import { caseNumber, listed, named } from "./parts.ts";
import { writeReport } from "./report.ts";
import { plain, wording } from "./wording/index.ts";

/** Text of an iCalendar property: RFC 5545, section 3.3.11. */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll("\n", "\\n");

/** Lines of at most 75 octets, folded by a line break and a space: RFC 5545, section 3.1. */
function folded(line: string): string {
  const out: string[] = [];
  let part = "";
  let octets = 0;
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length;
    if (octets + size > (out.length === 0 ? 75 : 74)) {
      out.push(part);
      part = "";
      octets = 0;
    }
    part += sign;
    octets += size;
  }
  return [...out, part].join("\r\n ");
}

const stamp = (at: Instant): string => at.replaceAll(/[-:]|\.\d{3}/g, "");

/** From when to when on the reader's own clock, with its zone: for whoever reads the entry and not the calendar. */
function onTheirClock({ from, to }: Visit, { calendar: { zone }, language }: Person): string {
  const [start, end] = [epochMs(from), epochMs(to)];
  const day = dayText(start, zone, language, true);
  const last = dayText(end, zone, language, true);
  return `${day} ${timeText(start, zone, language)} – ${last === day ? "" : `${last} `}${timeText(end, zone, language)} (${zone})`;
}

/**
 * A visit that both firms agreed to, as a calendar's own entry; its instants are UTC, so that each calendar shows its own time. One that was
 * moved takes the place of the entry before it; one that was called off takes it away (RFC 5546, sections 3.2.1 and 3.2.5).
 */
function writeInvitation(see: VisibleCase, id: VisitId, who: Person, account: Account, now: Instant): string | null {
  const visit = see.shared.analysis.visits.find((one) => one.id === id);
  if (!visit || visit.status === "proposed" || visit.status === "withdrawn" || visit.status === "missed") return null;
  // Of one that was moved and did not suit then, calendars still have the first time.
  const gone = visit.status === "cancelled" || visit.status === "declined";
  if (visit.status === "declined" && !visit.sequence) return null;
  const t = wording(who.language);
  const place = account.firms[visit.place];
  const names = plain(
    listed(
      visit.people.map((person) => [named(account, person, t)]),
      t,
    ),
  );
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Parley//Parley//EN",
    gone ? "METHOD:CANCEL" : "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${visit.id}@parley`,
    `SEQUENCE:${visit.sequence ?? 0}`,
    `STATUS:${gone ? "CANCELLED" : "CONFIRMED"}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(visit.from)}`,
    `DTEND:${stamp(visit.to)}`,
    `SUMMARY:${escaped(plain(t("invitation.title", { case: caseNumber(see.shared.number), firm: place.name })))}`,
    `LOCATION:${escaped(`${place.name}, ${place.city}`)}`,
    `DESCRIPTION:${escaped(`${visit.what ?? plain(t("erased"))}\n${names}\n${onTheirClock(visit, who)}`)}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

export const documents: Documents = {
  view: viewOf,
  report: writeReport,
  invitation: writeInvitation,
  agreement: writeAgreement,
  comparison: drawComparison,
};
