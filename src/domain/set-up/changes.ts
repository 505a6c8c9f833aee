/** What differs between two settings, one line a change, by whom or what it is about: what people read before a file is applied. */
import type { Calendar } from "../calendar.ts";
import { activities, type Locus, type Perspective } from "../collaboration.ts";
import { canonical } from "../hash.ts";
import type { PersonId } from "../ids.ts";
import type { Money } from "../money.ts";
import {
  type Account,
  type CatalogueEntry,
  type Firm,
  type FirmProfile,
  firms,
  type Person,
  peopleOf,
  type ServiceLevel,
  type SeverityName,
  serviceLevels,
  severityNames,
} from "../people.ts";
import { type Role, seatRoles } from "../roles.ts";

/** What a change is about: lines about one thing stand together. */
export type Subject =
  | { readonly kind: "firm"; readonly firm: Firm }
  | { readonly kind: "person"; readonly id: PersonId; readonly name: string; readonly firm: Firm }
  | { readonly kind: "agreed" }
  | { readonly kind: "service" }
  | { readonly kind: "entry"; readonly name: string }
  | { readonly kind: "plan"; readonly locus: Locus; readonly perspective: Perspective };

/** What of it changes; each is a sentence of the catalogue under `set-up.field.`. */
export const changedFields = [
  "name",
  "city",
  "zone",
  "language",
  "days",
  "hours",
  "holidays",
  "holidays-until",
  "public-days",
  "free",
  "works",
  "middle",
  "strategic",
  "two-persons",
  "function",
  "level",
  "title",
  "email",
  "administrator",
  "digest",
  "away",
  "faces",
  "touches",
  "reach",
  "talk",
  "limit",
  "languages",
  "currency",
  "effect-after",
  "survey",
  "preferences-first",
  "preferences-apology",
  "preferences-manner",
  "preferences-within",
  "preferences-note",
  "use-makes",
  "use-next",
  "use-hours",
  "terms-tell-supplier",
  "terms-may-supplier",
  "terms-limit-supplier",
  "terms-tell-customer",
  "terms-may-customer",
  "terms-limit-customer",
  "survey-rhythm",
  "audit-rhythm",
  "source",
  "kind",
  "temporary",
  "terms",
  "promises",
  "participation",
  "lead-analysis",
  "lead-resolution",
  "lead-implementation",
  "asked-customer",
] as const;
export type ChangedField = (typeof changedFields)[number];

/** One value as a reader is shown it. `word`: a key of the catalogue. */
export type Value =
  | { readonly kind: "none" }
  | { readonly kind: "text"; readonly text: string }
  /** ISO weekdays. */
  | { readonly kind: "days"; readonly days: readonly number[] }
  | { readonly kind: "person"; readonly id: PersonId; readonly name: string }
  | { readonly kind: "money"; readonly money: Money }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "word"; readonly key: string };

export type Change =
  | { readonly about: Subject; readonly what: "added" | "removed" }
  | { readonly about: Subject; readonly what: "ordered"; readonly names: readonly string[] }
  | { readonly about: Subject; readonly what: "changed"; readonly field: ChangedField; readonly before: Value; readonly after: Value }
  /** Of a list: what came and what went. */
  | {
      readonly about: Subject;
      readonly what: "listed";
      readonly field: ChangedField;
      readonly came: readonly Value[];
      readonly went: readonly Value[];
    }
  /** How many people a role has; `null`: as usual. */
  | {
      readonly about: Subject;
      readonly what: "seats";
      readonly role: Role;
      readonly before: number | null;
      readonly after: number | null;
    }
  | {
      readonly about: Subject;
      readonly what: "minutes";
      readonly ask: ServiceLevel;
      readonly severity: SeverityName;
      readonly before: number;
      readonly after: number;
    };

const none: Value = { kind: "none" };
const text = (written: string | null | undefined): Value => (written ? { kind: "text", text: written } : none);
const word = (key: string): Value => ({ kind: "word", key });
const number = (count: number | null | undefined): Value =>
  count === null || count === undefined ? none : { kind: "number", number: count };
const money = (sum: Money | null): Value => (sum ? { kind: "money", money: sum } : none);
const yesOrNo = (yes: boolean): Value => word(yes ? "set-up.yes" : "set-up.no");
const texts = (list: readonly string[]): readonly Value[] => list.map(text);

/** The change of one field; nothing where it stays. */
const field = (about: Subject, name: ChangedField, before: Value, after: Value): Change[] =>
  canonical(before) === canonical(after) ? [] : [{ about, what: "changed", field: name, before, after }];

/** The change of a list as what came and what went; one that is only in another order is shown whole. */
function list(about: Subject, name: ChangedField, before: readonly Value[], after: readonly Value[]): Change[] {
  const written = (values: readonly Value[]): ReadonlySet<string> => new Set(values.map(canonical));
  const [had, has] = [written(before), written(after)];
  const came = after.filter((value) => !had.has(canonical(value)));
  const went = before.filter((value) => !has.has(canonical(value)));
  if (came.length + went.length > 0) return [{ about, what: "listed", field: name, came, went }];
  return canonical(before) === canonical(after) ? [] : [{ about, what: "listed", field: name, came: after, went: [] }];
}

/** Another order of what is in both lists, shown whole: who comes first is asked first. */
function order<T extends { readonly id: string; readonly name: string }>(
  about: Subject,
  before: readonly T[],
  after: readonly T[],
): Change[] {
  const common = (some: readonly T[], others: readonly T[]) => some.filter(({ id }) => others.some((one) => one.id === id));
  const [was, is] = [common(before, after), common(after, before)];
  return was.every(({ id }, i) => id === is[i]?.id) ? [] : [{ about, what: "ordered", names: after.map(({ name }) => name) }];
}

/** The public holidays among the free days of the years that both calendars cover, where both follow the same region. */
function publicDays(calendar: Calendar, other: Calendar): readonly string[] {
  const { holidays } = calendar;
  if (!holidays || holidays.region !== other.holidays?.region) return [];
  const from = Math.max(holidays.from, other.holidays.from);
  const to = Math.min(holidays.to, other.holidays.to);
  const listed = new Set([...holidays.own, ...holidays.works, ...other.holidays.own, ...other.holidays.works]);
  return calendar.free.filter((date) => !listed.has(date) && Number(date.slice(0, 4)) >= from && Number(date.slice(0, 4)) <= to);
}

function calendarChanges(about: Subject, before: Calendar, after: Calendar): Change[] {
  const hours = ({ from, to }: Calendar) => text(`${from}–${to}`);
  const own = ({ free, holidays }: Calendar) => texts(holidays ? holidays.own : free);
  return [
    ...field(about, "days", { kind: "days", days: before.days }, { kind: "days", days: after.days }),
    ...field(about, "hours", hours(before), hours(after)),
    ...field(about, "holidays", text(before.holidays?.region), text(after.holidays?.region)),
    ...field(about, "holidays-until", text(lastDay(before)), text(lastDay(after))),
    ...list(about, "public-days", texts(publicDays(before, after)), texts(publicDays(after, before))),
    ...list(about, "works", texts(before.holidays?.works ?? []), texts(after.holidays?.works ?? [])),
    ...list(about, "free", own(before), own(after)),
  ];
}

/** The last day on which a calendar knows its public holidays; `null`: it follows none. */
export const lastDay = ({ holidays }: Calendar): string | null => (holidays ? `${holidays.to}-12-31` : null);

function firmChanges(firm: Firm, before: Account, after: Account): Change[] {
  const about: Subject = { kind: "firm", firm };
  const was = before.firms[firm];
  const is = after.firms[firm];
  const known = directory(before, after);
  const rung = ({ ladder }: FirmProfile, at: 0 | 1) => (ladder[at] ?? []).map(known);
  return [
    ...field(about, "name", text(was.name), text(is.name)),
    ...field(about, "city", text(was.city), text(is.city)),
    ...field(about, "zone", text(was.zone), text(is.zone)),
    ...field(about, "language", text(was.language), text(is.language)),
    ...calendarChanges(about, was.calendar, is.calendar),
    ...list(about, "middle", rung(was, 0), rung(is, 0)),
    ...list(about, "strategic", rung(was, 1), rung(is, 1)),
    ...field(about, "two-persons", money(was.twoPersonsFrom), money(is.twoPersonsFrom)),
  ];
}

/** Names people of either settings, by their newest name: who is named in a list does not change with it. */
function directory(before: Account, after: Account): (id: PersonId) => Value {
  const names = new Map([...before.people, ...after.people].map(({ id, name }) => [id, name]));
  return (id) => ({ kind: "person", id, name: names.get(id) ?? id });
}

const limit = ({ approver }: Pick<Person, "approver">): Value =>
  approver === null ? word("set-up.may-not-sign") : approver.limit === null ? word("set-up.any-amount") : money(approver.limit);

/** Somebody of whom nothing has been said yet: whoever is added is shown with all that differs from this. */
const nobody = { name: "", title: "", language: "", administrator: false, approver: null, digest: "none", faces: null, away: [] } as const;

function personChanges(before: Account, after: Account, was: Person | null, is: Person): Change[] {
  const about: Subject = { kind: "person", id: is.id, name: (was ?? is).name, firm: is.firm };
  const had = was ?? nobody;
  const days = ({ away }: Pick<Person, "away">) => texts(away.map(({ from, to }) => `${from}–${to}`));
  const known = directory(before, after);
  const faces = ({ faces: id }: Pick<Person, "faces">) => (id ? known(id) : none);
  // A person's own week is shown; that of the firm stands with the firm.
  const own = (account: Account, { calendar }: Person): boolean => canonical(calendar) !== canonical(account.firms[is.firm].calendar);
  const ownWeek = (was !== null && own(before, was)) || own(after, is);
  const base = was?.calendar ?? after.firms[is.firm].calendar;
  return [
    ...(was ? [] : [{ about, what: "added" } as const]),
    ...(was ? field(about, "name", text(had.name), text(is.name)) : []),
    ...field(about, "title", text(had.title), text(is.title)),
    ...field(about, "email", text(was?.email), text(is.email)),
    ...field(about, "function", was ? word(`set-up.function.${was.function}`) : none, word(`set-up.function.${is.function}`)),
    ...field(about, "level", was ? word(`set-up.level.${was.level}`) : none, word(`set-up.level.${is.level}`)),
    ...field(about, "limit", limit(had), limit(is)),
    ...field(about, "administrator", yesOrNo(had.administrator), yesOrNo(is.administrator)),
    ...(was || is.language !== after.firms[is.firm].language ? field(about, "language", text(had.language), text(is.language)) : []),
    ...field(about, "digest", word(`set-up.digest.${had.digest}`), word(`set-up.digest.${is.digest}`)),
    ...field(about, "faces", faces(had), faces(is)),
    ...field(about, "touches", text(was?.touches), text(is.touches)),
    ...field(about, "reach", was?.reach ? word(`reach.${was.reach.how}`) : none, is.reach ? word(`reach.${is.reach.how}`) : none),
    ...field(about, "talk", was?.reach ? word(`talk.${was.reach.often}`) : none, is.reach ? word(`talk.${is.reach.often}`) : none),
    ...list(about, "away", days(had), days(is)),
    ...(ownWeek ? [...field(about, "zone", text(base.zone), text(is.calendar.zone)), ...calendarChanges(about, base, is.calendar)] : []),
  ];
}

function peopleChanges(firm: Firm, before: Account, after: Account): Change[] {
  const had = peopleOf(before, firm);
  const has = peopleOf(after, firm);
  return [
    ...has.flatMap((is) => personChanges(before, after, had.find(({ id }) => id === is.id) ?? null, is)),
    ...had
      .filter(({ id }) => !has.some((one) => one.id === id))
      .map(({ id, name }): Change => ({ about: { kind: "person", id, name, firm }, what: "removed" })),
    ...order({ kind: "firm", firm }, had, has),
  ];
}

const preference = ({ preferences }: Account, name: "first" | "apology" | "manner" | "within"): Value =>
  preferences?.[name] ? word(`preferences.${name}.${preferences[name]}`) : none;

function agreedChanges(before: Account, after: Account): Change[] {
  const about: Subject = { kind: "agreed" };
  const cadence = (name: string) => word(`set-up.cadence.${name}`);
  const surveyed = ({ survey }: Account) => survey.map(directory(before, after));
  return [
    ...list(about, "languages", texts(before.languages), texts(after.languages)),
    ...field(about, "currency", text(before.currency), text(after.currency)),
    ...field(about, "effect-after", number(before.effectAfterDays), number(after.effectAfterDays)),
    ...list(about, "survey", surveyed(before), surveyed(after)),
    ...(["first", "apology", "manner", "within"] as const).flatMap((name) =>
      field(about, `preferences-${name}`, preference(before, name), preference(after, name)),
    ),
    ...field(about, "preferences-note", text(before.preferences?.note), text(after.preferences?.note)),
    ...field(about, "use-makes", text(before.use?.makes), text(after.use?.makes)),
    ...field(about, "use-next", text(before.use?.next), text(after.use?.next)),
    ...field(about, "use-hours", number(before.use?.hours), number(after.use?.hours)),
    ...firms.flatMap((firm) => {
      const [was, is] = [before.terms?.[firm], after.terms?.[firm]];
      return [
        ...field(about, `terms-tell-${firm}`, text(was?.tell), text(is?.tell)),
        ...field(about, `terms-may-${firm}`, text(was?.may), text(is?.may)),
        ...field(about, `terms-limit-${firm}`, money(was?.limit ?? null), money(is?.limit ?? null)),
      ];
    }),
    ...field(about, "survey-rhythm", cadence(before.rhythm.survey), cadence(after.rhythm.survey)),
    ...field(about, "audit-rhythm", cadence(before.rhythm.audit), cadence(after.rhythm.audit)),
    ...serviceLevels.flatMap((ask) =>
      severityNames.flatMap((severity): Change[] => {
        const [was, is] = [before.service[ask][severity], after.service[ask][severity]];
        return was === is ? [] : [{ about: { kind: "service" }, what: "minutes", ask, severity, before: was, after: is }];
      }),
    ),
    ...after.catalogue.flatMap((is) => entryChanges(before.catalogue.find(({ id }) => id === is.id) ?? null, is)),
    ...before.catalogue
      .filter(({ id }) => !after.catalogue.some((one) => one.id === id))
      .map(({ name }): Change => ({ about: { kind: "entry", name }, what: "removed" })),
    ...order(about, before.catalogue, after.catalogue),
    ...planChanges(before, after),
  ];
}

function entryChanges(was: CatalogueEntry | null, is: CatalogueEntry): Change[] {
  const about: Subject = { kind: "entry", name: (was ?? is).name };
  return [
    ...(was ? field(about, "name", text(was.name), text(is.name)) : [{ about, what: "added" } as const]),
    ...field(about, "source", was ? word(`source.${was.source}`) : none, word(`source.${is.source}`)),
    ...field(about, "kind", was ? word(`solution.${was.kind}`) : none, word(`solution.${is.kind}`)),
    ...field(about, "temporary", yesOrNo(was?.temporary ?? false), yesOrNo(is.temporary)),
    ...field(about, "terms", text(was?.terms), text(is.terms)),
    ...list(about, "promises", texts(was?.promises ?? []), texts(is.promises)),
  ];
}

function planChanges(before: Account, after: Account): Change[] {
  const name = ({ locus, perspective }: Account["plan"][number]): string => `${locus} ${perspective}`;
  const cases = new Map([...before.plan, ...after.plan].map((one) => [name(one), one]));
  return [...cases].flatMap(([key, { locus, perspective }]) => {
    const about: Subject = { kind: "plan", locus, perspective };
    const [was, is] = [before, after].map(({ plan }) => plan.find((one) => name(one) === key));
    const lead = (change: typeof was, activity: (typeof activities)[number]) => {
      const found = change?.lead?.[activity];
      return found ? word(`set-up.lead.${found}`) : word("set-up.usual");
    };
    const asked = (change: typeof was) => change?.customer?.map((topic) => word(`topic.${topic}`)) ?? [word("set-up.usual")];
    const level = (change: typeof was) => (change?.level === undefined ? word("set-up.usual") : number(change.level));
    return [
      ...field(about, "participation", level(was), level(is)),
      ...activities.flatMap((activity) => field(about, `lead-${activity}`, lead(was, activity), lead(is, activity))),
      ...list(about, "asked-customer", asked(was), asked(is)),
      ...seatRoles.flatMap((role): Change[] => {
        const [before, after] = [was?.seats?.[role] ?? null, is?.seats?.[role] ?? null];
        return before === after ? [] : [{ about, what: "seats", role, before, after }];
      }),
    ];
  });
}

/** Everything that differs, the firms first. */
export const changes = (before: Account, after: Account): readonly Change[] => [
  ...firms.flatMap((firm) => [...firmChanges(firm, before, after), ...peopleChanges(firm, before, after)]),
  ...agreedChanges(before, after),
];
