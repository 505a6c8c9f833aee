/** Settings of every kind that files can say: for properties over set-up files. */
import fc from "fast-check";
import { type Calendar, freeDays } from "../../src/domain/calendar.ts";
import { collaboration, loci, type PlanChange, topics } from "../../src/domain/collaboration.ts";
import { solutionKinds } from "../../src/domain/commands/negotiation.ts";
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { Money } from "../../src/domain/money.ts";
import {
  type Account,
  apologisers,
  type CatalogueEntry,
  digestTimes,
  expectations,
  type Firm,
  type FirmProfile,
  type FirmTerms,
  functions,
  levels,
  manners,
  otherFirm,
  type Person,
  paces,
  reaches,
  rhythms,
  rhythmsOfTalk,
  sources,
} from "../../src/domain/people.ts";
import type { PublicDays } from "../../src/domain/set-up/account.ts";

/** Public holidays as if a library had given them; any would do. */
export const publicDays: PublicDays = {
  from: 2026,
  to: 2029,
  of: new Map([
    ["DK", ["2026-12-25", "2027-03-25", "2027-03-26", "2028-01-01"]],
    ["IR", ["2026-12-22", "2027-03-21", "2027-03-22"]],
    ["DE-BE", ["2027-03-08", "2029-12-25"]],
  ]),
};

const dateOf = fc
  .integer({ min: 0, max: 1_400 })
  .map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const dates = fc.uniqueArray(dateOf, { maxLength: 4 }).map((list) => list.sort());
/** Words as people write them, with everything that a notation could stumble over. */
const words = fc.oneof(
  fc.constantFrom(
    "no",
    "yes",
    "null",
    "~",
    "12:30",
    "2026-01-01",
    "- a",
    "a: b",
    "# c",
    "*d",
    "&e",
    "{ f }",
    "[g]",
    "'h",
    '"i',
    "0x1f",
    "1e3",
    "%",
    "@j",
    "`k",
    "شیرین آذری",
    "Ærø",
    "<<",
    "__proto__",
  ),
  fc.string({ minLength: 1, maxLength: 20 }).filter((text) => /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)),
);
const money = (currency: string): fc.Arbitrary<Money> => fc.integer({ min: 0, max: 1_000_000_000 }).map((minor) => ({ minor, currency }));
const zones = ["Europe/Copenhagen", "Asia/Tehran", "Asia/Kolkata", "America/New_York"];
const tongues = ["en", "da", "fa", "de", "pt-BR"];

const calendar = (zone: fc.Arbitrary<string>): fc.Arbitrary<Calendar> =>
  fc
    .record({
      zone,
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      hours: fc.constantFrom(["07:00", "16:00"], ["00:00", "24:00"], ["09:30", "09:31"]),
      own: dates,
      region: fc.option(fc.constantFrom("DK", "IR", "DE-BE")),
      works: fc.subarray(["2026-12-25", "2027-03-21", "2027-03-08"]),
    })
    .map(({ zone: of, days, hours: [from, to], own, region, works }) => {
      if (region === null) return { zone: of, days, from: from!, to: to!, free: own, holidays: null };
      const rule = { region, from: publicDays.from, to: publicDays.to, own, works };
      return { zone: of, days, from: from!, to: to!, free: freeDays(rule, publicDays.of.get(region)!), holidays: rule };
    });

const profile = (currency: string, own: readonly PersonId[]): fc.Arbitrary<FirmProfile> =>
  fc.constantFrom(...zones).chain((zone) =>
    fc.record({
      name: words,
      city: words,
      zone: fc.constant(zone),
      language: fc.constantFrom(...tongues),
      calendar: calendar(fc.constant(zone)),
      ladder: fc.tuple(fc.subarray([...own]), fc.subarray([...own])),
      twoPersonsFrom: fc.option(money(currency)),
    }),
  );

const person = (
  id: PersonId,
  firm: Firm,
  { calendar: usual }: FirmProfile,
  currency: string,
  others: readonly PersonId[],
): fc.Arbitrary<Person> =>
  fc.record(
    {
      id: fc.constant(id),
      name: words,
      firm: fc.constant(firm),
      function: fc.constantFrom(...functions),
      level: fc.constantFrom(...levels),
      title: words,
      language: fc.constantFrom(...tongues),
      calendar: fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, calendar(fc.constantFrom(...zones))),
      administrator: fc.boolean(),
      digest: fc.constantFrom(...digestTimes),
      away: fc.array(
        fc.tuple(dateOf, dateOf).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
        { maxLength: 2 },
      ),
      faces: fc.option(fc.constantFrom(...others)),
      approver: fc.option(fc.record({ limit: fc.option(money(currency)) })),
      email: fc.constantFrom("freja@nordvik.example", "o'neil+parley@mail.sahand.example"),
      touches: words,
      reach: fc.record({ how: fc.constantFrom(...reaches), often: fc.constantFrom(...rhythmsOfTalk) }),
    },
    {
      requiredKeys: [
        "id",
        "name",
        "firm",
        "function",
        "level",
        "title",
        "language",
        "calendar",
        "administrator",
        "digest",
        "away",
        "faces",
        "approver",
      ],
    },
  );

const minutes = fc.integer({ min: 1, max: 9_999 });
const level = fc.record({ low: minutes, normal: minutes, high: minutes, critical: minutes });

const entry = (id: string, owner: string): fc.Arbitrary<CatalogueEntry> =>
  fc.record({
    id: fc.constant(id),
    name: words,
    source: fc.constantFrom(...sources),
    kind: fc.constantFrom(...solutionKinds),
    temporary: fc.boolean(),
    terms: words,
    promises: fc.array(
      fc.integer({ min: 1, max: 30 }).map((days) => `${owner}: put it right, by {in ${days} days 12:00}`),
      { maxLength: 2 },
    ),
  });

const firmTerms = (currency: string): fc.Arbitrary<FirmTerms> =>
  fc.record({ tell: fc.option(words), may: fc.option(words), limit: fc.option(money(currency)) });

const lead = fc.record(
  {
    analysis: fc.constantFrom("supplier", "customer", "both"),
    resolution: fc.constantFrom("supplier", "both"),
    implementation: fc.constantFrom("customer", "both"),
  } as const,
  { requiredKeys: [] },
);
const plan = fc.uniqueArray(
  fc
    .record(
      {
        locus: fc.constantFrom(...loci),
        perspective: fc.constantFrom("proactive", "reactive"),
        level: fc.constantFrom(1, 2, 3, 4, 5, 6),
        lead,
        customer: fc.subarray([...topics]),
        seats: fc.record({ "co-evaluator": fc.nat(3), "co-developer": fc.nat(3), "value-retriever": fc.nat(3) }, { requiredKeys: [] }),
      } as const,
      { requiredKeys: ["locus", "perspective"] },
    )
    .map((one): PlanChange => {
      // Of what the supplier caused a file asks nothing more of the customer.
      if (one.locus !== "supplier") return one;
      const { lead: _, customer, seats, ...rest } = one;
      const said = collaboration(one.locus, one.perspective).customer;
      return {
        ...rest,
        ...(customer && { customer: customer.filter((topic) => said.includes(topic)) }),
        ...(seats && { seats: { ...seats, ...("co-developer" in seats && { "co-developer": 0 }) } }),
      };
    }),
  { maxLength: 3, selector: ({ locus, perspective }) => `${locus} ${perspective}` },
);

const idsOf = (firm: Firm, count: number): PersonId[] => Array.from({ length: count }, (_, i) => `${firm}-${i + 1}` as PersonId);

/** Any settings that a firm's and a relationship's files can say. Each firm has an administrator and an approver. */
export const anyAccount: fc.Arbitrary<Account> = fc
  .record({
    supplier: fc.integer({ min: 1, max: 4 }),
    customer: fc.integer({ min: 1, max: 4 }),
    currency: fc.constantFrom("EUR", "IRR", "KWD"),
  })
  .chain(({ supplier, customer, currency }) => {
    const ids = { supplier: idsOf("supplier", supplier), customer: idsOf("customer", customer) };
    return fc.record({ supplier: profile(currency, ids.supplier), customer: profile(currency, ids.customer) }).chain((firms) => {
      const people = (firm: Firm) =>
        fc
          .tuple(...ids[firm].map((id) => person(id, firm, firms[firm], currency, ids[otherFirm(firm)])))
          .map(([first, ...rest]): Person[] => [{ ...first!, administrator: true, approver: first!.approver ?? { limit: null } }, ...rest]);
      return fc.record({ supplier: people("supplier"), customer: people("customer") }).chain((of) =>
        fc.record({
          id: fc.constant("any-two" as RelationshipId),
          firms: fc.constant(firms),
          people: fc.constant([...of.customer, ...of.supplier]),
          former: fc.subarray(idsOf("customer", 6).slice(4)).map((ids) => ids.map((id) => ({ id, firm: "customer" as const }))),
          languages: fc
            .uniqueArray(fc.constantFrom(...tongues), { minLength: 1, maxLength: 3 })
            .map(([main, ...others]): [string, ...string[]] => [main!, ...others]),
          service: fc.record({
            acknowledge: level,
            cause: level,
            judge: level,
            option: level,
            answer: level,
            sign: level,
            verify: level,
            escalate: level,
          }),
          catalogue: fc.tuple(entry("first", firms.supplier.name), entry("second", firms.customer.name)).chain((both) => fc.subarray(both)),
          currency: fc.constant(currency),
          survey: fc.subarray([...ids.customer, ...ids.supplier]),
          effectAfterDays: fc.integer({ min: 1, max: 365 }),
          plan,
          preferences: fc.option(
            fc.record(
              {
                first: fc.constantFrom(...expectations),
                apology: fc.constantFrom(...apologisers),
                manner: fc.constantFrom(...manners),
                within: fc.constantFrom(...paces),
                note: words,
              },
              { requiredKeys: ["first", "apology", "manner"] },
            ),
          ),
          use: fc.record({ makes: fc.option(words), next: fc.option(words), hours: fc.option(fc.nat({ max: 8_760 })) }),
          terms: fc.record({ supplier: firmTerms(currency), customer: firmTerms(currency) }),
          rhythm: fc.record({ survey: fc.constantFrom(...rhythms), audit: fc.constantFrom(...rhythms) }),
          talk: fc.constant(true as const),
          bridges: fc.constantFrom<readonly string[]>([], ["shared:teams"]),
        } satisfies { [K in keyof Required<Account>]: fc.Arbitrary<Account[K]> }),
      );
    });
  });
