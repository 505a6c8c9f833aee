/** Reads a log of incidents: quoted CSV, a header and then one line for each time that an incident was touched. */
import { type Instant, instant } from "../../src/domain/time.ts";

/** One line of the log; `null` where it says "?" (nothing known). `line` counts the file's lines from 1, the header being the first. */
export type LogLine = {
  readonly line: number;
  readonly number: string;
  readonly state: string;
  readonly openedAt: Instant;
  readonly updatedAt: Instant;
  readonly updatedBy: string | null;
  readonly caller: string | null;
  readonly location: string | null;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly symptom: string | null;
  readonly impact: string | null;
  readonly urgency: string | null;
  readonly priority: string | null;
  readonly group: string | null;
  readonly assignedTo: string | null;
  /** The problem that it is put down to, dealt with elsewhere. */
  readonly problem: string | null;
  readonly closedCode: string | null;
  /** How often it had been handed to another group, and how often it had come back after it was resolved. */
  readonly reassigned: number;
  readonly reopened: number;
};

/** An incident with its lines in the file's order, none later than the line after it. */
export type Incident = {
  readonly number: string;
  /** The earliest that the log says of it: when it was opened, or updated where that is (wrongly) earlier. */
  readonly arrivedAt: Instant;
  readonly lines: readonly LogLine[];
};

/**
 * The records of quoted CSV (RFC 4180), each with the line it begins on; reads every character once.
 *
 * @throws {Error} that names the line, at a quote where none may stand or one that never ends.
 */
export function* readCsv(text: string): Generator<{ readonly line: number; readonly fields: readonly string[] }> {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let fields: string[] = [];
  let line = 1;
  let begins = 1;
  for (let at = 0; at < text.length || fields.length > 0; at = field.lastIndex) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (!found) throw new Error(`line ${line}: a quote or line break stands where none may, or a quoted field does not end`);
    const [whole, quoted, plain = "", end] = found;
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
    line += whole.split("\n").length - 1;
    if (end === ",") continue;
    yield { line: begins, fields };
    fields = [];
    begins = line;
  }
}

/** Minutes of the log, "29-02-2016 01:16", day first; it names no zone, so they are taken as UTC. @throws {Error} when there is no such minute. */
export function readMinute(text: string): Instant {
  const [, day, month, year, hour, minute] = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}):(\d{2})$/.exec(text) ?? [];
  const wanted = `${year}-${month}-${day}T${hour}:${minute}:00.000Z`;
  const ms = Date.parse(wanted);
  // Without the comparison the 31st of February would become a day in March.
  if (Number.isNaN(ms) || instant(ms) !== wanted) throw new Error(`"${text}" is not a minute like 29-02-2016 01:16`);
  return instant(ms);
}

/** The lines of a log, in the file's order. @throws {Error} that names the line and what is wrong with it. */
export function readLog(text: string): readonly LogLine[] {
  const [head, ...records] = readCsv(text);
  if (!head) throw new Error("the file is empty");
  return records.map(({ line, fields }) => {
    if (fields.length !== head.fields.length) throw new Error(`line ${line}: ${fields.length} fields, not ${head.fields.length}`);
    const said = (column: string): string => {
      const value = fields[head.fields.indexOf(column)];
      if (value === undefined) throw new Error(`the header names no column ${column}`);
      return value.trim();
    };
    const maybe = (column: string): string | null => (said(column) === "?" || said(column) === "" ? null : said(column));
    const minute = (column: string): Instant => {
      try {
        return readMinute(said(column));
      } catch (cause) {
        throw new Error(`line ${line}, ${column}: ${cause instanceof Error ? cause.message : cause}`, { cause });
      }
    };
    const count = (column: string): number => {
      if (!/^\d{1,4}$/.test(said(column))) throw new Error(`line ${line}, ${column}: "${said(column)}" is not a count`);
      return Number(said(column));
    };
    const number = said("number");
    if (!/^[A-Za-z0-9]{1,40}$/.test(number)) throw new Error(`line ${line}: "${number}" is not the number of an incident`);
    return {
      line,
      number,
      state: said("incident_state"),
      openedAt: minute("opened_at"),
      updatedAt: minute("sys_updated_at"),
      updatedBy: maybe("sys_updated_by"),
      caller: maybe("caller_id"),
      location: maybe("location"),
      category: maybe("category"),
      subcategory: maybe("subcategory"),
      symptom: maybe("u_symptom"),
      impact: maybe("impact"),
      urgency: maybe("urgency"),
      priority: maybe("priority"),
      group: maybe("assignment_group"),
      assignedTo: maybe("assigned_to"),
      problem: maybe("problem_id"),
      closedCode: maybe("closed_code"),
      reassigned: count("reassignment_count"),
      reopened: count("reopen_count"),
    };
  });
}

const byTime = (a: Instant, b: Instant): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The incidents of a log in the order in which they arrived; those of the same minute in the file's order.
 *
 * One incident's lines are not in the order of time: its first, New, bears a minute after it was resolved, and counts no reopening.
 * So it is the minute that is wrong and not the order: a line is taken to be no later than the line after it.
 */
export function incidentsOf(log: readonly LogLine[]): readonly Incident[] {
  const found = new Map<string, LogLine[]>();
  for (const line of log) {
    const known = found.get(line.number);
    if (known) known.push(line);
    else found.set(line.number, [line]);
  }
  return [...found]
    .map(([number, lines]): Incident => {
      const inOrder: LogLine[] = [];
      for (const line of lines.toReversed()) {
        const next = inOrder[0]?.updatedAt ?? line.updatedAt;
        inOrder.unshift({ ...line, updatedAt: line.updatedAt < next ? line.updatedAt : next });
      }
      const arrivedAt = inOrder.reduce((least, { openedAt }) => (openedAt < least ? openedAt : least), inOrder[0]!.updatedAt);
      return { number, arrivedAt, lines: inOrder };
    })
    .sort((a, b) => byTime(a.arrivedAt, b.arrivedAt));
}
