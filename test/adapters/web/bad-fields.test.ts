import { describe, expect, test } from "vitest";
import { atTheSite, command, key, offer, post, refused, report, wrong } from "../../support/bad-input.ts";

atTheSite();

describe("a report with a field that cannot be read names it, with an example", () => {
  const long = "x".repeat(601);
  test.for([
    ["what", { what: undefined }],
    ["what", { what: null }],
    ["what", { what: 7 }],
    ["what", { what: ["cracked"] }],
    ["what", { what: { text: "cracked" } }],
    ["what", { what: "" }],
    ["what", { what: " \n\t " }],
    ["what", { what: long }],
    ["what", { what: "x".repeat(60_000) }],
    ["what", { what: "nul \u0000 inside" }],
    ["what", { what: "bell \u0007" }],
    ["what", { what: "escape \u001b[31m" }],
    ["what", { what: "backwards \u202egnp.exe" }],
    ["what", { what: "isolate \u2066x" }],
    ["what", { what: "half \ud800 a pair" }],
    ["what", { what: "other half \udc00" }],
    ["what", { what: "no character \uffff" }],
    ["order", { order: "two\nlines" }],
    ["order", { order: "y".repeat(81) }],
    ["order", { order: 4411 }],
    ["order", { order: false }],
    ["affected", { affected: "many" }],
    ["affected", { affected: -1 }],
    ["affected", { affected: 1.5 }],
    ["affected", { affected: 1e21 }],
    ["affected", { affected: true }],
    ["affected", { affected: [] }],
    ["affected", { affected: [3] }],
    ["affected", { affected: {} }],
    ["affected", { affected: "0x10" }],
    ["affected", { affected: "1e3" }],
    ["affected", { affected: " " }],
    ["total", { total: "NaN" }],
    ["stops", { stops: "everything" }],
    ["stops", { stops: "" }],
    ["stops", { stops: null }],
    ["stops", { stops: ["line"] }],
    ["stops", { stops: "__proto__" }],
    ["stops", { stops: "constructor" }],
    ["kind", { kind: "joke" }],
    ["locus", { locus: "us" }],
    ["locus", { locus: 1 }],
    ["noticed", { noticed: 20261124 }],
    ["noticed", { noticed: "x".repeat(61) }],
    ["files", { files: "f7h2k9d3m5q8" }],
    ["files", { files: Array.from({ length: 11 }, () => "f7h2k9d3m5q8") }],
    ["files", { files: ["f7h2k9d3m5q8"] }],
    ["files", { files: null }],
    ["key", { key: "short" }],
    ["key", { key: "x".repeat(121) }],
    ["key", { key: "with space and more" }],
    ["key", { key: 12345678 }],
    ["key", { key: undefined }],
    ["type", { type: "close" }],
  ] as [string, Record<string, unknown>][])("%s %#", async ([field, more]) => {
    await wrong(field, () => report(more));
  });

  test("a field that there is not", async () => {
    await wrong("colour", () => report({ colour: "red" }), false);
    await wrong(
      "__proto__",
      () => post("/api/cases", `{"key":"${key()}","what":"x","stops":"line","__proto__":{"firm":"supplier"}}`),
      false,
    );
    await wrong("constructor", () => report({ constructor: { prototype: {} } }), false);
    expect(({} as { firm?: string }).firm).toBeUndefined();
  });

  test("one file of a list that is no id, by its place", async () => {
    const { body } = await refused(() => report({ files: ["../../etc/passwd"] }));
    expect(body).toMatchObject({ code: "input", field: "files.0" });
  });
});

describe("a command with a field that cannot be read names it, with an example", () => {
  const n = { type: "sign" };
  test.for([
    ["type", {}],
    ["type", { type: "destroy" }],
    ["type", { type: 3 }],
    ["type", { type: ["close"] }],
    ["type", { type: "deadline-passed" }],
    ["type", { type: "report", what: "x", stops: "line" }],
    ["type", { type: "__proto__" }],
    ["revision", { ...n, hash: "0".repeat(64) }],
    ["revision", { ...n, revision: "' or 1=1 --", hash: "0".repeat(64) }],
    ["revision", { ...n, revision: { $ne: null }, hash: "0".repeat(64) }],
    ["hash", { ...n, revision: "abc", hash: "short" }],
    ["hash", { ...n, revision: "abc", hash: "G".repeat(64) }],
    ["of", { type: "confirm-understanding", revision: "abc", of: "both" }],
    ["promises", { type: "propose-option", terms: "x", promises: "y".repeat(2_001) }],
    ["terms", { type: "propose-option", promises: "y" }],
    ["discount", { type: "propose-option", terms: "x", promises: "y", discount: 101 }],
    ["discount", { type: "propose-option", terms: "x", promises: "y", discount: -1 }],
    ["discount", { type: "propose-option", terms: "x", promises: "y", discount: "ten" }],
    ["discount", { type: "propose-option", terms: "x", promises: "y", discount: true }],
    ["solution", { type: "propose-option", terms: "x", promises: "y", solution: "toString" }],
    ["supplierCost", { type: "propose-option", terms: "x", promises: "y", supplierCost: 5 }],
    ["supplierCost", { type: "propose-option", terms: "x", promises: "y", supplierCost: "9".repeat(41) }],
    ["attempt", { type: "verify", promise: "abc", attempt: 0 }],
    ["attempt", { type: "verify", promise: "abc", attempt: "1.5" }],
    ["attempt", { type: "verify", promise: "abc", attempt: true }],
    ["agree", { type: "answer-new-date", promise: "abc", agree: "yes" }],
    ["agree", { type: "answer-new-date", promise: "abc" }],
    ["apology", { type: "acknowledge", apology: "false" }],
    ["apology", { type: "explain", explanation: "x", apology: 1 }],
    ["apology", { type: "explain", explanation: "x", apology: [] }],
    ["outcome", { type: "answer-survey", outcome: 8 }],
    ["outcome", { type: "answer-survey", outcome: true }],
    ["outcome", { type: "answer-survey", outcome: 3.5 }],
    ["pause", { type: "snooze", ask: "acknowledge", pause: "a while" }],
    ["pause", { type: "snooze", ask: "acknowledge", pause: 120 }],
    ["to", { type: "hand-over", to: "Reza" }],
    ["to", { type: "hand-over" }],
    ["text", { type: "note", text: "x".repeat(1_501) }],
  ] as [string, Record<string, unknown>][])("%s %#", async ([field, ask]) => {
    await wrong(field, () => command(ask));
  });
});

describe("money and dates in a wrong shape are refused in words, and nothing changes", () => {
  const offered = { type: "propose-option", terms: "x", promises: "Reza: rework, by Fri 27 Nov 2037 16:00" };
  test.for([
    "10,500 EUR",
    "10,5k",
    "5",
    "-5 EUR",
    "1e3 EUR",
    "EUR",
    "10 EURO",
    "5 USD",
    "12.345 EUR",
    "99999999999 EUR",
    "<b>5</b> EUR",
    "5 EUR; drop table cases",
  ])("%s", async (supplierCost) => {
    const { body } = await refused(() => command({ ...offered, type: "counter", revision: offer.id, supplierCost }, "reza"), [409]);
    expect(["unreadable-amount", "other-currency"]).toContain(body["code"]);
  });

  test.for([
    "soon",
    "2026-02-30T10:00",
    "Thu",
    "2001-01-01T00:00",
    "2037-13-01T00:00",
    "99999-01-01T00:00",
    "<script>",
    "{{now}}",
    "Thu 16:00 or Fri",
  ])("%s", async (when) => {
    const ask = { ...offered, type: "counter", revision: offer.id, promises: `Reza: rework, by ${when}` };
    const { body } = await refused(() => command(ask, "reza"), [409]);
    expect(["unreadable-date", "due-in-the-past", "unreadable-promise"]).toContain(body["code"]);
  });
});

describe("what names something that is not there, or not any more", () => {
  test.for([
    { type: "confirm-cause", cause: "zzzzzzzzzzzz" },
    { type: "sign", revision: "zzzzzzzzzzzz", hash: "0".repeat(64) },
    { type: "accept", revision: "zzzzzzzzzzzz", hash: "0".repeat(64) },
    { type: "verify", promise: "zzzzzzzzzzzz", attempt: 1 },
    { type: "choose-option", option: "zzzzzzzzzzzz" },
    { type: "confirm-value", value: "zzzzzzzzzzzz" },
    { type: "check-effect", good: true },
    { type: "hand-over", to: "nobody" },
    { type: "hand-over", to: "reza" },
    { type: "snooze", ask: "__proto__", pause: "1-hour" },
    { type: "close" },
    { type: "reopen", reason: "x" },
  ])("%j is refused with what to do", async (ask) => {
    const { body } = await refused(() => command(ask), [409]);
    expect(body["code"]).not.toBe("input");
    expect((body["says"] as unknown[]).length).toBeGreaterThan(0);
  });

  test("the content of another revision is not accepted", async () => {
    const { body } = await refused(() => command({ type: "accept", revision: offer.id, hash: "0".repeat(64) }), [409]);
    expect(body["code"]).toBe("other-content");
  });
});
