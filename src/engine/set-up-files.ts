/** Reading set-up files: from text to a file whose parts are all right, or to every problem with its place. */
import type { Account, Firm } from "../domain/people.ts";
import { accountFrom, type PublicDays, regionsOf } from "../domain/set-up/account.ts";
import { firmProblems, relationshipProblems, type Surroundings } from "../domain/set-up/checks.ts";
import { type Parsed, type Path, type Problem, parseFile } from "../domain/set-up/problems.ts";
import { type FirmFile, firmSchema, type RelationshipFile, relationshipSchema } from "../domain/set-up/schema.ts";
import type { Instant } from "../domain/time.ts";
import type { FileTexts, Notation, Place, PublicHolidays } from "../ports/set-up.ts";

/** What reading files takes. */
export type Readers = { readonly notation: Notation; readonly holidays: PublicHolidays };

/** Something wrong, with where it stands. */
export type Misplaced = { readonly problem: Problem; readonly place: Place };
export type Read<T> =
  | { readonly ok: true; readonly file: T; readonly placeOf: (path: Path) => Place }
  | { readonly ok: false; readonly wrong: readonly Misplaced[] };

/** How many years after the present one public holidays are worked out for. */
const yearsAhead = 3;

const placed = (problems: readonly Problem[], placeOf: (path: Path) => Place): readonly Misplaced[] =>
  problems.map((problem) => ({ problem, place: placeOf(problem.path) })).sort((a, b) => a.place.line - b.place.line);

function read<T>(notation: Notation, text: string, parse: (value: unknown) => Parsed<T>): Read<T> {
  const { value, misread, placeOf } = notation.read(text);
  if (misread.length > 0) {
    const wrong = misread.map(({ code, path, line, column }) => ({ problem: { code, path, example: null }, place: { line, column } }));
    return { ok: false, wrong };
  }
  const parsed = parse(value);
  return parsed.ok ? { ok: true, file: parsed.file, placeOf } : { ok: false, wrong: placed(parsed.problems, placeOf) };
}

/** A read file that holds together, or what does not; `problems` looks at it. */
export function holds<T>(from: Read<T>, problems: (file: T) => readonly Problem[]): Read<T> {
  if (!from.ok) return from;
  const found = problems(from.file);
  return found.length === 0 ? from : { ok: false, wrong: placed(found, from.placeOf) };
}

/** Reads the relationship's file. */
export const readRelationship = ({ notation }: Readers, text: string): Read<RelationshipFile> =>
  read(notation, text, (value) => parseFile<RelationshipFile>(relationshipSchema, value));

/** Reads a firm's file, with the public holidays of this year and the three after it. */
export async function readFirm(
  { notation, holidays }: Readers,
  text: string,
  now: Instant,
): Promise<Read<FirmFile> & { days: PublicDays }> {
  const from = Number(now.slice(0, 4));
  const to = from + yearsAhead;
  const of = new Map<string, readonly string[]>();
  const days: PublicDays = { from, to, of };
  const file = read(notation, text, (value) => parseFile<FirmFile>(firmSchema, value));
  if (!file.ok) return { ...file, days };
  const unknown: Problem[] = [];
  for (const { region, path } of regionsOf(file.file)) {
    const dates =
      of.get(region) ??
      (await holidays(
        region,
        Array.from({ length: to - from + 1 }, (_, i) => from + i),
      ));
    if (dates === null) unknown.push({ code: "not-a-region", path, example: "DK" });
    else of.set(region, dates);
  }
  return { ...holds(file, () => unknown), days };
}

export type Made =
  | { readonly ok: true; readonly account: Account }
  | { readonly ok: false; readonly wrong: readonly (Misplaced & { file: keyof FileTexts })[] };

/** Makes settings of a new relationship out of its three files. */
export async function accountOf(readers: Readers, texts: FileTexts, now: Instant): Promise<Made> {
  const relationship = readRelationship(readers, texts.relationship);
  const [supplier, customer] = [await readFirm(readers, texts.supplier, now), await readFirm(readers, texts.customer, now)];
  const wrongIn = (file: keyof FileTexts, one: Read<unknown>) => (one.ok ? [] : one.wrong.map((wrong) => ({ ...wrong, file })));
  const firstWrong = [...wrongIn("supplier", supplier), ...wrongIn("customer", customer), ...wrongIn("relationship", relationship)];
  if (!supplier.ok || !customer.ok || !relationship.ok) return { ok: false, wrong: firstWrong };
  const of = new Map([...supplier.days.of, ...customer.days.of]);
  const files = { supplier: supplier.file, customer: customer.file, relationship: relationship.file };
  const account = accountFrom(files, { ...supplier.days, of });
  const around = (firm: Firm): Surroundings => ({ others: files[firm].people, formerOthers: [], currency: relationship.file.currency });
  const wrong = [
    ...wrongIn(
      "supplier",
      holds(supplier, (file) => firmProblems(file, around("customer"))),
    ),
    ...wrongIn(
      "customer",
      holds(customer, (file) => firmProblems(file, around("supplier"))),
    ),
    ...wrongIn(
      "relationship",
      holds(relationship, (file) => relationshipProblems(file, account)),
    ),
  ];
  return wrong.length === 0 ? { ok: true, account } : { ok: false, wrong };
}
