import { describe, expect, test } from "vitest";
import { collaboration, type Locus, loci, type Perspective, planningLocus, type Topic } from "../../src/domain/collaboration.ts";

describe("the level of collaboration", () => {
  const ladder: [Locus, Perspective, number][] = [
    ["supplier", "proactive", 1],
    ["environment", "proactive", 2],
    ["supplier", "reactive", 3],
    ["environment", "reactive", 4],
    ["customer", "proactive", 5],
    ["customer", "reactive", 5],
    ["unknown", "proactive", 6],
    ["unknown", "reactive", 6],
  ];

  test.for(ladder)("%s, %s: %i", ([locus, perspective, level]) => {
    expect(collaboration(locus, perspective).level).toBe(level);
  });

  test("every locus and perspective has its rung", () => {
    expect(ladder).toHaveLength(loci.length * 2);
  });

  test("the higher the level, the more of the work the customer leads", () => {
    const share = { supplier: 0, both: 1, customer: 2 };
    const led = (locus: Locus, perspective: Perspective) =>
      Object.values(collaboration(locus, perspective).lead).map((lead) => share[lead]);
    const shares = ladder.slice(0, 6).map(([locus, perspective]) => led(locus, perspective).reduce((total, one) => total + one, 0));
    expect(shares).toEqual([0, 1, 0, 3, 6, 6]);
    expect(led("unknown", "reactive")).toEqual([1, 1, 1]);
  });

  test("what the customer is asked about, cell by cell of the questions page", () => {
    const asked = (topic: Topic) => loci.filter((locus) => collaboration(locus, "reactive").customer.includes(topic));
    expect(asked("work")).toEqual(["customer", "environment", "unknown"]);
    expect(asked("cause")).toEqual(["customer", "unknown"]);
    expect(asked("at-hand")).toEqual(["supplier", "unknown"]);
    expect(asked("help")).toEqual(["customer"]);
    for (const topic of ["effect", "choice", "good"] as const) expect(asked(topic)).toEqual(loci);
    expect(collaboration("supplier", "proactive").customer).toEqual(["effect", "choice", "good"]);
  });
});

describe("the locus to plan by", () => {
  test.for([
    ["supplier", "customer", "environment", "environment", "what is settled counts"],
    ["supplier", "supplier", null, "supplier", "a common hypothesis counts"],
    ["customer", "customer", null, "customer", "even when it is the customer's"],
    ["supplier", "customer", null, "unknown", "firms that differ do not know"],
    ["unknown", "supplier", null, "unknown", "nor do they while one does not"],
    [null, null, null, "unknown", "nothing said is not known"],
    ["supplier", null, null, "supplier", "a firm may take the work on itself"],
    [null, "customer", null, "customer", "so may the customer"],
    ["customer", null, null, "unknown", "but not put it on the other alone"],
    [null, "supplier", null, "supplier", "what the customer believes counts while the supplier is silent"],
    ["environment", null, null, "environment", "nobody's doing may be said by one"],
  ] as [Locus | null, Locus | null, Locus | null, Locus, string][])("supplier says %s, customer says %s, settled %s: %s, for %s", (row) => {
    const [supplier, customer, settled, planned] = row;
    expect(planningLocus({ supplier, customer }, settled)).toBe(planned);
  });
});
