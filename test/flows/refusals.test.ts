import { describe, expect, test } from "vitest";
import { dagger } from "../support/fill.ts";
import { given, type Happening, tuesday } from "../support/given.ts";

const report = ["freja", { type: "report", what: "Batch 4411 came in cracked", stops: "line" }] as const satisfies Happening;
const taken = ["reza", { type: "acknowledge", locus: "supplier" }] as const satisfies Happening;
const offer = { type: "propose-option", terms: "Rework", promises: "Reza: rework, by Fri 27 Nov 2026 16:00" } as const;

describe("a refusal says what could not be read, as a quote and never as our own words", () => {
  test("a date of the report", async () => {
    const said = await given()
      .when("freja", { ...report[1], noticed: `${dagger} soon` })
      .refuses("unreadable-time");
    expect(said).not.toContain(dagger);
  });

  test("how long an offer is open", async () => {
    const said = await given(report, taken)
      .when("reza", { type: "counter", ...rest(offer), open: `${dagger} soon` })
      .refuses("unreadable-date");
    expect(said).not.toContain(dagger);
  });

  test("a promise line, its owner, its date, an amount", async () => {
    const refused = (ask: Partial<typeof offer> & { supplierCost?: string }, code: string) =>
      given(report, taken)
        .when("reza", { ...offer, ...ask } as typeof offer)
        .refuses(code);
    const said = [
      await refused({ promises: `${dagger} soon` as never }, "unreadable-promise"),
      await refused({ promises: `${dagger}: rework, by Fri 27 Nov 2026 16:00` as never }, "unknown-owner"),
      await refused({ promises: `Reza: rework, by ${dagger}` as never }, "unreadable-date"),
      await refused({ promises: `Reza: ${dagger} rework, by Mon 23 Nov 2026 16:00` as never }, "due-in-the-past"),
      await refused({ promises: `Reza: ${dagger} rework, by Fri 27 Nov 2026 16:00, needs 7` as never }, "unknown-need"),
      await refused(
        { promises: `Reza: ${dagger} a, by Fri 27 Nov 2026 16:00, needs 2\nReza: b, by Fri 27 Nov 2026 16:00, needs 1` as never },
        "circular-needs",
      ),
      await refused({ supplierCost: `${dagger} much` }, "unreadable-amount"),
    ];
    expect(said.join("\n")).not.toContain(dagger);
  });
});

describe("a refusal names what to do instead", () => {
  test.for([
    [[report], "freja", { type: "acknowledge" }, "other-firm-acknowledges", /Sahand Casting has been asked/],
    [[report], "reza", offer, "acknowledge-first", /Sahand Casting has not confirmed/],
    [
      [report, taken, ["reza", offer]],
      "shirin",
      (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }),
      "own-option",
      /Nordvik Pumps chooses/,
    ],
    [[report, taken], "reza", { type: "close" }, "customer-closes", /Nordvik Pumps says when it is good/],
    [[report, taken], "lars", { type: "explain", explanation: "x" }, "supplier-explains", /Sahand Casting explains/],
    [[report, taken], "freja", { type: "hand-over", to: "reza" }, "not-a-colleague", /people of your own firm/],
  ] as [Happening[], string, Parameters<ReturnType<typeof given>["when"]>[1], string, RegExp][])(
    "%3$s",
    async ([before, by, ask, code, words]) => {
      expect(
        await given(...before)
          .when(by, ask)
          .refuses(code),
      ).toMatch(words);
    },
  );

  test("what was noticed later than now is asked again", async () => {
    expect(tuesday).toBe("2026-11-24T07:00:00.000Z");
    await given()
      .when("freja", { ...report[1], noticed: "2026-11-24T08:01" })
      .refuses("noticed-later");
    await given()
      .when("freja", { ...report[1], noticed: "2026-11-24T08:00" })
      .gives("reported");
  });
});

describe("signing", () => {
  const agreedBut = (cost: string): Happening[] => [
    ["freja", { type: "report", what: "Two pieces missing", stops: "nothing" }],
    taken,
    ["reza", { ...offer, customerCost: cost }],
  ];
  const sign = (s: Parameters<Extract<Parameters<ReturnType<typeof given>["when"]>[1], (...args: never[]) => unknown>>[0]) => {
    const n = s.negotiation;
    if (n.status !== "on-table" && n.status !== "accepted") throw new Error("no offer");
    return { type: "sign", revision: n.current.id, hash: n.current.hash } as const;
  };

  test.for([
    ["one cent below the limit", "49999.99 EUR", true],
    ["at the limit", "50000.00 EUR", true],
    ["one cent above it", "50000.01 EUR", false],
  ] as const)("%s", async ([, cost, may]) => {
    const asked = given(...agreedBut(cost)).when("lars", sign);
    if (may) await asked.gives("accepted", "signed");
    else expect(await asked.refuses("over-limit")).toMatch(/Hanne Bak/);
  });

  test("who may not sign is told who may", async () => {
    expect(
      await given(...agreedBut("100 EUR"))
        .when("freja", sign)
        .refuses("not-an-approver"),
    ).toMatch(/Lars Due, Hanne Bak/);
  });

  test("what was countered meanwhile cannot be signed: the current offer is named", async () => {
    const old: Happening[] = agreedBut("100 EUR");
    let first: ReturnType<typeof sign> | null = null;
    const look = (s: Parameters<typeof sign>[0]) => {
      first = sign(s);
      return { type: "counter", ...rest(offer), revision: first.revision } as const;
    };
    const countered: Happening[] = [...old, ["freja", look]];
    expect(
      await given(...countered)
        .when("lars", () => first!)
        .refuses("superseded"),
    ).toMatch(/offer 2 has been on the table/);
  });
});

function rest({ type: _, ...deal }: typeof offer) {
  return deal;
}
