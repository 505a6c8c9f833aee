/** What no schema can see: whether the people, firms and currencies that a set-up file names are there. */
import { activities, collaboration } from "../collaboration.ts";
import { type Account, type Firm, namedIn, otherFirm, type Person, peopleOf } from "../people.ts";
import { roles, seatRoles } from "../roles.ts";
import type { Path, Problem, ProblemCode } from "./problems.ts";
import type { FirmFile, RelationshipFile } from "./schema.ts";

/** What a firm's file is checked against: who is at the other firm, or was there once, and in which currency the two reckon. */
export type Surroundings = {
  readonly others: readonly Pick<Person, "id">[];
  readonly formerOthers: readonly Pick<Person, "id">[];
  readonly currency: string;
};

/** The surroundings of a firm in a relationship. */
export const surroundings = (account: Account, firm: Firm): Surroundings => ({
  others: peopleOf(account, otherFirm(firm)),
  formerOthers: account.former.filter((one) => one.firm !== firm),
  currency: account.currency,
});

const problem = (code: ProblemCode, path: Path, example: string | null): Problem => ({ code, path, example });

/** Everything that does not hold together in a firm's file. */
export function firmProblems(file: FirmFile, { others, formerOthers, currency }: Surroundings): readonly Problem[] {
  const own = file.people.map(({ id }) => id);
  const theirs = others.map(({ id }) => id);
  const theirsForEver = [...others, ...formerOthers].map(({ id }) => id);
  const ofPeople = file.people.flatMap(({ id, faces, approver }, i): Problem[] => [
    ...(own.indexOf(id) < i ? [problem("twice", ["people", i, "id"], null)] : []),
    ...(theirsForEver.includes(id) ? [problem("other-firms-person", ["people", i, "id"], null)] : []),
    ...(faces !== undefined && !theirs.includes(faces) ? [problem("nobody-there", ["people", i, "faces"], theirs.join(", "))] : []),
    ...(typeof approver === "object" && approver.limit.currency !== currency
      ? [problem("other-currency", ["people", i, "approver", "limit"], `50000 ${currency}`)]
      : []),
  ]);
  const ofLadder = (["middle", "strategic"] as const).flatMap((rung) =>
    file.ladder[rung].flatMap((id, i) => (own.includes(id) ? [] : [problem("no-such-person", ["ladder", rung, i], own.join(", "))])),
  );
  return [
    ...(file.twoPersonsFrom && file.twoPersonsFrom.currency !== currency
      ? [problem("other-currency", ["twoPersonsFrom"], `100000 ${currency}`)]
      : []),
    ...ofLadder,
    ...ofPeople,
    ...(file.people.some(({ administrator }) => administrator) ? [] : [problem("no-administrator", ["people"], "administrator: true")]),
    ...(file.people.some(({ approver }) => approver !== undefined) ? [] : [problem("no-approver", ["people"], "approver: any amount")]),
  ];
}

/** "{in 2 days 16:00}": how a ready-made promise says by when. */
const dated = /[,،]\s*(?:by|senest|تا)\s+\{in \d{1,3} days? \d{2}:\d{2}\}/;

/** Everything that does not hold together in the relationship's file. */
export function relationshipProblems(file: RelationshipFile, account: Pick<Account, "id" | "firms" | "people">): readonly Problem[] {
  const known = account.people.map(({ id }) => id);
  const entries = file.catalogue.map(({ id }) => id);
  const cases = file.plan.map(({ locus, perspective }) => `${locus} ${perspective}`);
  return [
    ...(file.id === account.id ? [] : [problem("other-relationship", ["id"], account.id)]),
    ...file.survey.flatMap((id, i) => (known.includes(id) ? [] : [problem("no-such-person", ["survey", i], known.join(", "))])),
    ...file.catalogue.flatMap(({ id, promises }, i) => [
      ...(entries.indexOf(id) < i ? [problem("twice", ["catalogue", i, "id"], null)] : []),
      ...promises.flatMap((promise, n) => promiseProblems(promise, ["catalogue", i, "promises", n], account)),
    ]),
    ...cases.flatMap((name, i) => (cases.indexOf(name) < i ? [problem("twice", ["plan", i, "locus"], null)] : [])),
    ...file.plan.flatMap(workProblems),
  ];
}

/** Work that a plan would ask of the customer for what the supplier caused: that is not a relationship's to change. */
function workProblems(
  { locus, perspective, lead, customer = [], seats = {} }: RelationshipFile["plan"][number],
  i: number,
): readonly Problem[] {
  if (locus !== "supplier") return [];
  const allowed = collaboration(locus, perspective).customer;
  const works = seatRoles.filter((role) => roles[role].firm === "customer" && !roles[role].loci.includes(locus));
  return [
    ...activities
      .filter((activity) => (lead?.[activity] ?? "supplier") !== "supplier")
      .map((activity) => problem("customer-works", ["plan", i, "lead", activity], "supplier")),
    ...customer.flatMap((topic, n) =>
      allowed.includes(topic) ? [] : [problem("customer-works", ["plan", i, "customer", n], allowed.join(", "))],
    ),
    ...works.filter((role) => (seats[role] ?? 0) > 0).map((role) => problem("customer-works", ["plan", i, "seats", role], "0")),
  ];
}

function promiseProblems(promise: string, path: Path, account: Pick<Account, "firms" | "people">): readonly Problem[] {
  const example = `${account.firms.supplier.name}: replacement pieces delivered by air, by {in 4 days 12:00}`;
  const owner = /^([^:]{1,60}):/.exec(promise)?.[1]?.trim();
  return [
    ...(owner !== undefined && namedIn(account, owner) !== null ? [] : [problem("no-owner", path, example)]),
    ...(dated.test(promise) ? [] : [problem("no-date", path, example)]),
  ];
}
