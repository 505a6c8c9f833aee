/** Set-up files into settings, and settings back into files. Neither loses anything: what was written reads as what it was written from. */
import { type Calendar, freeDays } from "../calendar.ts";
import { canonical } from "../hash.ts";
import { type Money, writeMoney } from "../money.ts";
import { type Account, type Firm, type FirmProfile, type FirmTerms, type Person, peopleOf, type Use } from "../people.ts";
import type { FirmFile, RelationshipFile, Week, WrittenFirm, WrittenRelationship } from "./schema.ts";

/** The public holidays of the regions that a file names, and the years that they were asked for. */
export type PublicDays = {
  readonly from: number;
  readonly to: number;
  /** Dates "YYYY-MM-DD" by region, in order. */
  readonly of: ReadonlyMap<string, readonly string[]>;
};

/** The regions whose holidays a firm's file needs, with the place of each. */
export const regionsOf = ({
  week,
  people,
}: FirmFile): readonly { readonly region: string; readonly path: readonly (string | number)[] }[] =>
  [
    { region: week.holidays, path: ["week", "holidays"] },
    ...people.map((person, i) => ({ region: person.week?.holidays, path: ["people", i, "week", "holidays"] })),
  ].flatMap(({ region, path }) => (region === undefined ? [] : [{ region, path }]));

function calendarOf({ zone: own, holidays: region, free, works, ...week }: Week, zone: string, days: PublicDays): Calendar {
  const base = { zone: own ?? zone, ...week };
  if (region === undefined) return { ...base, free, holidays: null };
  const rule = { region, from: days.from, to: days.to, own: free, works };
  return { ...base, free: freeDays(rule, days.of.get(region) ?? []), holidays: rule };
}

/** Who is asked things hears of them anyway: by default those above hear how all cases stand. */
const usualDigest = (level: Person["level"]): Person["digest"] => (level === "strategic" ? "daily" : "none");

/** What somebody said of themselves: as the file has it, else as they said it in chat. */
function said(before: Person | undefined, touches = before?.touches, reach = before?.reach): Pick<Person, "touches" | "reach"> {
  return { ...(touches !== undefined && { touches }), ...(reach && { reach }) };
}

/** A firm and its people as their file says. `before`: what people chose for themselves stays where the file does not speak of it. */
function firmFrom(file: FirmFile, firm: Firm, days: PublicDays, before: readonly Person[]): { profile: FirmProfile; people: Person[] } {
  const { name, city, zone, language, ladder, twoPersonsFrom } = file;
  const calendar = calendarOf(file.week, zone, days);
  const chosen = new Map(before.map((person) => [person.id, person]));
  return {
    profile: { name, city, zone, language, calendar, ladder: [ladder.middle, ladder.strategic], twoPersonsFrom: twoPersonsFrom ?? null },
    people: file.people.map(({ week, approver, faces, digest, touches, reach, email, ...person }) => ({
      ...person,
      ...(email !== undefined && { email }),
      ...said(chosen.get(person.id), touches, reach),
      firm,
      language: person.language ?? chosen.get(person.id)?.language ?? language,
      digest: digest ?? usualDigest(person.level),
      faces: faces ?? null,
      calendar: week ? calendarOf(week, zone, days) : calendar,
      approver: approver === undefined ? null : approver === "any amount" ? { limit: null } : approver,
    })),
  };
}

/** The settings with one firm's file in place of what they said of it; nothing of the other firm or of the relationship changes. */
export function withFirm(account: Account, firm: Firm, file: FirmFile, days: PublicDays): Account {
  const { profile, people } = firmFrom(file, firm, days, peopleOf(account, firm));
  const of = { supplier: peopleOf(account, "supplier"), customer: peopleOf(account, "customer"), [firm]: people };
  const here = new Set(people.map(({ id }) => id));
  const gone = peopleOf(account, firm).filter(({ id }) => !here.has(id));
  return {
    ...account,
    firms: { ...account.firms, [firm]: profile },
    people: [...of.customer, ...of.supplier],
    former: [...account.former.filter(({ id }) => !here.has(id)), ...gone.map(({ id }) => ({ id, firm }))],
  };
}

/** The settings with the relationship's file in place of what they said; nothing of either firm changes. */
export const withRelationship = (account: Account, { id: _, preferences, terms, use, ...file }: RelationshipFile): Account => ({
  ...account,
  ...file,
  ...(terms && { terms: termsFrom(terms) }),
  ...(use && { use: useFrom(use) }),
  preferences: preferencesFrom(preferences, account.preferences),
});

/** What the customer expects as the file says it; what it said in chat stays where the file does not speak of it. */
function preferencesFrom(file: RelationshipFile["preferences"], said: Account["preferences"]): Account["preferences"] {
  if (!file) return said;
  const { first, apology, manner, within = said?.within, note = said?.note } = file;
  return { first, apology, manner, ...(within && { within }), ...(note && { note }) };
}

const useFrom = ({ makes, next, hours }: NonNullable<RelationshipFile["use"]>): Use => ({
  makes: makes ?? null,
  next: next ?? null,
  hours: hours ?? null,
});

/** Each firm's part of the terms as the file says it. */
function termsFrom({ supplier, customer }: NonNullable<RelationshipFile["terms"]>): NonNullable<Account["terms"]> {
  const of = ({ tell, may, limit }: typeof supplier): FirmTerms => ({ tell: tell ?? null, may: may ?? null, limit: limit ?? null });
  return { supplier: of(supplier), customer: of(customer) };
}

/** New settings from all three files. */
export function accountFrom(
  files: { readonly [F in Firm]: FirmFile } & { readonly relationship: RelationshipFile },
  days: PublicDays,
): Account {
  const supplier = firmFrom(files.supplier, "supplier", days, []);
  const customer = firmFrom(files.customer, "customer", days, []);
  const { terms, use, ...agreed } = files.relationship;
  return {
    ...agreed,
    ...(terms && { terms: termsFrom(terms) }),
    ...(use && { use: useFrom(use) }),
    preferences: preferencesFrom(files.relationship.preferences, null),
    firms: { supplier: supplier.profile, customer: customer.profile },
    people: [...customer.people, ...supplier.people],
    former: [],
  };
}

/** Leaves out what is not said: a file names only what differs from its defaults. */
const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const unless = <T>(value: T, usual: boolean): T | undefined => (usual ? undefined : value);
const amount = (money: Money | null): string | undefined => (money === null ? undefined : writeMoney(money));

/** A list of its own for whoever writes it down. */
const listed = <T>(list: readonly T[]): T[] => [...list];

function weekOf({ zone, days, from, to, free, holidays }: Calendar, firmsZone: string): WrittenFirm["week"] {
  const own = holidays ? holidays.own : free;
  return given({
    zone: unless(zone, zone === firmsZone),
    days: listed(days),
    from,
    to,
    holidays: holidays?.region,
    free: unless(listed(own), own.length === 0),
    works: holidays && holidays.works.length > 0 ? listed(holidays.works) : undefined,
  });
}

/** A firm's file as the settings have it. */
export function firmOf(account: Account, firm: Firm): WrittenFirm {
  const { name, city, zone, language, calendar, ladder, twoPersonsFrom } = account.firms[firm];
  const week = canonical(calendar);
  return given({
    name,
    city,
    zone,
    language,
    week: weekOf(calendar, zone),
    ladder: { middle: listed(ladder[0] ?? []), strategic: listed(ladder[1] ?? []) },
    twoPersonsFrom: amount(twoPersonsFrom),
    people: peopleOf(account, firm).map((person) =>
      given({
        id: person.id,
        name: person.name,
        function: person.function,
        level: person.level,
        title: person.title,
        email: person.email,
        language: unless(person.language, person.language === language),
        administrator: person.administrator || undefined,
        digest: unless(person.digest, person.digest === usualDigest(person.level)),
        faces: person.faces ?? undefined,
        touches: person.touches,
        reach: person.reach,
        approver:
          person.approver === null
            ? undefined
            : person.approver.limit === null
              ? "any amount"
              : { limit: writeMoney(person.approver.limit) },
        away: unless(
          person.away.map(({ from, to }) => ({ from, to })),
          person.away.length === 0,
        ),
        week: canonical(person.calendar) === week ? undefined : weekOf(person.calendar, zone),
      }),
    ),
  } satisfies { [K in keyof Required<WrittenFirm>]: unknown }) as WrittenFirm;
}

const writtenTerms = ({ tell, may, limit }: { readonly [K in keyof FirmTerms]?: FirmTerms[K] | undefined }) =>
  given({ tell: tell ?? undefined, may: may ?? undefined, limit: amount(limit ?? null) });

/** What the relationship's file speaks of, in settings as in a file that was read. */
type Agreed = Omit<Account, "firms" | "people" | "former" | "preferences" | "terms" | "use"> & {
  readonly preferences?: RelationshipFile["preferences"] | Account["preferences"];
  readonly use?: { readonly [K in keyof Use]?: Use[K] | undefined } | undefined;
  readonly terms?: { readonly [F in Firm]: { readonly [K in keyof FirmTerms]?: FirmTerms[K] | undefined } } | undefined;
};

/** The relationship's file as the settings have it, or as it was read. */
export function relationshipOf(agreed: Agreed): WrittenRelationship {
  const { id, languages, currency, effectAfterDays, survey, preferences, terms, use, rhythm, service, catalogue, plan } = agreed;
  const [main, ...others] = languages;
  const spoken: [string, ...string[]] = [main, ...others];
  return given({
    id,
    languages: spoken,
    currency,
    effectAfterDays,
    survey: listed(survey),
    preferences: preferences ?? undefined,
    use: use && given({ makes: use.makes ?? undefined, next: use.next ?? undefined, hours: use.hours ?? undefined }),
    terms: terms && { supplier: writtenTerms(terms.supplier), customer: writtenTerms(terms.customer) },
    rhythm: { survey: rhythm.survey, audit: rhythm.audit },
    service,
    catalogue: catalogue.map(({ id: entry, name, source, kind, temporary, terms, promises }) =>
      given({ id: entry, name, source, kind: kind as "other", temporary: temporary || undefined, terms, promises: listed(promises) }),
    ),
    plan: unless(
      plan.map(({ locus, perspective, level, lead, customer, seats }) =>
        given({
          locus,
          perspective,
          level,
          lead: lead && given(lead),
          customer: customer && listed(customer),
          seats: seats && given(seats),
        }),
      ),
      plan.length === 0,
    ),
  } satisfies { [K in keyof Required<WrittenRelationship>]: unknown }) as WrittenRelationship;
}
