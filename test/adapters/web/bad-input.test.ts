import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseId } from "../../../src/domain/ids.ts";
import { type Answered, elsewhere, type Site, site } from "../../support/web.ts";

let web: Site;
let token = { freja: "", reza: "", foreign: "" };
let mine: CaseId;
let offer: { id: string; hash: string };
let keys = 0;

const key = () => `bad-input-${++keys}`;
const bearer = (who: keyof typeof token) => ({ authorization: `Bearer ${token[who]}` });
const json = { "content-type": "application/json" };
const post = (path: string, body: unknown, who: keyof typeof token = "freja") =>
  web.send("POST", path, typeof body === "string" ? body : JSON.stringify(body), { ...json, ...bearer(who) });
const command = (ask: Record<string, unknown>, who: keyof typeof token = "freja", id: string = mine) =>
  post(`/api/cases/${id}/commands`, { key: key(), ...ask }, who);
const report = (more: Record<string, unknown>) =>
  post("/api/cases", { key: key(), what: "Batch 4411 came in cracked", stops: "line", ...more });

async function done(answered: Promise<Answered>): Promise<Answered> {
  const found = await answered;
  expect({ status: found.status, text: found.text }).toMatchObject({ status: 200 });
  return found;
}

/** The answer to bad input: refused with a reason, with nothing changed and nothing broken. */
async function refused(send: () => Promise<Answered>, statuses: readonly number[] = [400]): Promise<Answered> {
  const before = await web.stored();
  const failures = web.errors.length;
  const answered = await send();
  expect(statuses, answered.text).toContain(answered.status);
  expect(answered.body["ok"], answered.text).toBe(false);
  expect(await web.stored()).toBe(before);
  expect(web.errors.slice(failures)).toEqual([]);
  return answered;
}

/** Refused because of one field, named with an example. */
async function wrong(field: string, send: () => Promise<Answered>, example = true): Promise<void> {
  const { body, text } = await refused(send);
  expect(body, text).toMatchObject({ code: "input", field });
  expect(JSON.stringify(body["says"])).toContain(field);
  if (example) expect(body["example"], text).toEqual(expect.any(String));
}

beforeAll(async () => {
  web = await site();
  token = { freja: await web.token("freja"), reza: await web.token("reza"), foreign: await web.token("freja", elsewhere) };
  mine = (await done(report({ stops: "nothing" }))).body["case"] as CaseId;
  await done(command({ type: "acknowledge" }, "reza"));
  await done(
    command({ type: "propose-option", terms: "Two pieces by post", promises: "Neda: two pieces, by Fri 27 Nov 2037 12:00" }, "reza"),
  );
  const { row } = await web.engine.store.read({ case: mine, relationship: null }, "");
  const { negotiation } = row!.case.shared;
  if (negotiation.status !== "on-table") throw new Error("there is no offer to test with");
  offer = negotiation.current;
}, 60_000);
afterAll(() => web?.close());

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
    ["minutes", { type: "snooze", ask: "acknowledge", minutes: 4 }],
    ["minutes", { type: "snooze", ask: "acknowledge", minutes: 1e9 }],
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
    { type: "check-effect", measure: "zzzzzzzzzzzz", good: true },
    { type: "hand-over", to: "nobody" },
    { type: "hand-over", to: "reza" },
    { type: "snooze", ask: "__proto__", minutes: 10 },
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

describe("bodies that are none", () => {
  const paths = ["/api/cases", "/api/rooms/shared/messages", "/api/playground/sign-in", "/api/playground/clock"];
  const all = () => [...paths, `/api/cases/${mine}/commands`];
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    "[{}]",
    '"text"',
    "7",
    "true",
    "{}",
    "\u0000",
    "<xml/>",
    "key=value",
    "[".repeat(30_000),
    '{"a":'.repeat(9_000),
  ];

  test.for(bodies)("%j", async (body) => {
    for (const path of all()) await refused(() => post(path, body), [400]);
  });

  test("bytes that are no UTF-8, and content of another type", async () => {
    for (const path of all()) {
      await refused(() => web.send("POST", path, new Uint8Array([0xff, 0xfe, 0x7b, 0x7d]), { ...json, ...bearer("freja") }));
      for (const type of [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json; charset=utf-16",
        "",
      ])
        await refused(() => web.send("POST", path, '{"key":"wrong-type-1"}', { "content-type": type, ...bearer("freja") }));
    }
  });

  test("too large a body is refused before it is read", async () => {
    const huge = JSON.stringify({ key: key(), what: "x".repeat(66_000), stops: "line" });
    for (const path of all()) {
      const { body } = await refused(() => post(path, huge));
      expect(body["field"]).toBe("body");
    }
    const large = new FormData();
    large.append("file", new Blob([new Uint8Array(11 * 1024 * 1024 + 1)]), "big.bin");
    await refused(() => web.send("POST", "/api/files", large, bearer("freja")));
  });

  test("a file of more than ten megabytes, an empty one, and none", async () => {
    const form = (size: number, name = "file") => {
      const made = new FormData();
      made.append(name, new Blob([new Uint8Array(size)]), "photo.jpg");
      return made;
    };
    await wrong("file", () => web.send("POST", "/api/files", form(10 * 1024 * 1024 + 1), bearer("freja")), false);
    await wrong("file", () => web.send("POST", "/api/files", form(0), bearer("freja")));
    await wrong("file", () => web.send("POST", "/api/files", form(5, "other"), bearer("freja")));
    await refused(() => post("/api/files", { file: "photo" }));
    await refused(() =>
      web.send("POST", "/api/files", "no form at all", { "content-type": "multipart/form-data; boundary=x", ...bearer("freja") }),
    );
  });

  test("a method that a path does not have", async () => {
    for (const method of ["GET", "PUT", "DELETE", "PATCH"])
      for (const path of ["/api/cases", `/api/cases/${mine}/commands`, "/api/files"])
        await refused(() => web.send(method, path, method === "GET" ? undefined : "{}", { ...json, ...bearer("freja") }), [404, 405]);
  });
});

describe("text is shown as it was typed and never interpreted", () => {
  test.for([
    "<!channel> <@U999> <!subteam^S1>",
    "<script>alert(1)</script><svg onload=alert(1)>",
    "[bank](https://evil.example) <https://evil|https://bank.example>",
    "{who} {count, plural, one {x} other {y}} $(whoami)",
    "=HYPERLINK(\"x\") +cmd|' /C calc'!A0 @SUM(1)",
    "'; drop table cases; -- % _ \\",
    "__proto__ constructor toString",
    "שלום عربي 漢字 e\u0301 ﬁ 👩‍👩‍👧",
  ])("%s", async (text) => {
    await done(command({ type: "add-evidence", what: text }));
    const { blocks } = (await done(web.send("GET", `/api/cases/${mine}/more`, undefined, bearer("reza")))).body as { blocks: unknown };
    expect(JSON.stringify(blocks)).not.toContain("undefined");
    const { row } = await web.engine.store.read({ case: mine, relationship: null }, "");
    expect(row!.case.shared.analysis.latest.at(-1)!.what).toBe(text.normalize("NFC"));
    const { status, body } = await report({ what: text, stops: "nothing" });
    expect(status).toBe(200);
    const shown = (await done(web.send("GET", `/api/cases/${String(body["case"])}/more`, undefined, bearer("reza")))).text;
    expect(shown).toContain(JSON.stringify({ kind: "quote", text: text.normalize("NFC") }));
    // The words stand nowhere but in quotes.
    const outside = shown.replaceAll(/\{"kind":"quote","text":"(?:[^"\\]|\\.)*"\}/g, "");
    expect(outside).not.toContain(JSON.stringify(text.normalize("NFC")).slice(1, -1));
  });
});

describe("whoever has no right gets the same answer as for what is not there", () => {
  const nowhere = "zzzzzzzzzzzz";

  test("a foreign case and an unknown one, byte by byte", async () => {
    const ways: ((id: string, who: "foreign" | "freja") => Promise<Answered>)[] = [
      (id, who) => web.send("GET", `/api/cases/${id}/more`, undefined, bearer(who)),
      (id, who) => web.send("GET", `/api/cases/${id}/report`, undefined, bearer(who)),
      (id, who) => post(`/api/cases/${id}/commands`, { key: key(), type: "close" }, who),
      (id, who) => post(`/api/cases/${id}/commands`, { key: key(), type: "note", text: "x" }, who),
      (id, who) => post("/api/rooms/shared/messages", { key: key(), text: "x", case: id }, who),
    ];
    for (const way of ways) {
      const answers = [
        await refused(() => way(mine, "foreign"), [404]),
        await refused(() => way(nowhere, "foreign"), [404]),
        await refused(() => way(nowhere, "freja"), [404]),
      ];
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, answers.map(({ text }) => text).join("\n")).toBe(1);
    }
  });

  test("ids that cannot be ids", async () => {
    for (const id of ["%00", "..%2f..%2fetc", "UPPER", "x".repeat(300), "%F0%9F%98%80", "__proto__", "' or 1=1"]) {
      await refused(() => web.send("GET", `/api/cases/${id}/more`, undefined, bearer("freja")), [404]);
      await refused(() => post(`/api/cases/${id}/commands`, { key: key(), type: "close" }), [404]);
      await refused(() => web.send("GET", `/api/files/${id}`, undefined, bearer("freja")), [404]);
      await refused(() => web.send("GET", `/api/rooms/${id}/messages`, undefined, bearer("freja")), [404]);
    }
  });

  test("rooms of the other firm and of other people", async () => {
    for (const room of ["supplier", "@reza", "@freja/../@reza", "customer%00", "SHARED", "constructor"]) {
      await refused(() => web.send("GET", `/api/rooms/${room}/messages`, undefined, bearer("freja")), [404]);
      await refused(() => web.send("GET", `/api/rooms/${room}/welcome`, undefined, bearer("freja")), [404]);
      await refused(() => post(`/api/rooms/${room}/messages`, { key: key(), text: "x" }), [404]);
    }
  });

  test("files of somebody else", async () => {
    const form = new FormData();
    form.append("file", new Blob(["secret"]), "../../<img src=x>.svg");
    const { body } = await done(web.send("POST", "/api/files", form, bearer("reza")));
    const id = String(body["id"]);
    expect(body["name"]).toBe(".._.._<img src=x>.svg");
    for (const who of ["freja", "foreign"] as const) {
      const theirs = await refused(() => web.send("GET", `/api/files/${id}`, undefined, bearer(who)), [404]);
      const none = await refused(() => web.send("GET", "/api/files/zzzzzzzzzzzz", undefined, bearer(who)), [404]);
      expect(theirs.text).toBe(none.text);
      await wrong("files", () => post("/api/rooms/shared/messages", { key: key(), text: "look", files: [id] }, who));
    }
    await wrong("files", () => command({ type: "add-evidence", what: "look", files: [id] }));
  });

  test("no token, a wrong one, and one in another shape", async () => {
    const paths = ["/api/me", `/api/cases/${mine}/more`, "/api/rooms/shared/messages", "/api/stream"];
    const tokens = [
      "",
      "Bearer",
      "Bearer x",
      `Bearer ${"0".repeat(64)}`,
      `Basic ${token.freja}`,
      `Bearer ${token.freja} x`,
      `bearer${token.freja}`,
      `Bearer ' or 1=1 -- ${"x".repeat(30)}`,
    ];
    for (const path of paths)
      for (const authorization of tokens) {
        const { text } = await refused(() => web.send("GET", path, undefined, { authorization }), [401]);
        expect(text).not.toContain("Freja");
      }
    for (const path of ["/api/cases", `/api/cases/${mine}/commands`]) await refused(() => web.send("POST", path, "{}", json), [401]);
  });

  test("a playground signs in only people whom it has, and its clock takes only durations", async () => {
    for (const person of ["nobody", "", "__proto__", 7, null, ["freja"]])
      await wrong("person", () => post("/api/playground/sign-in", { person }));
    for (const forward of ["", "soon", "-PT1H", "PT-1H", "P900D", "PT1e9H", "36", "P1Y1"])
      await refused(() => post("/api/playground/clock", { forward }));
    for (const body of [{ forward: 5 }, { to: "past" }, { to: "next", forward: "PT1H" }])
      await refused(() => post("/api/playground/clock", body));
    await refused(() => web.send("POST", "/api/playground/clock", '{"to":"next"}', json), [401]);
  });
});

test("words are asked for in any language, and there are always some", async () => {
  const english = (await done(web.send("GET", "/api/words"))).text;
  expect(english.length).toBeGreaterThan(1_000);
  for (const language of ["en", "xx", "__proto__", "constructor", "toString", "%00"])
    expect((await done(web.send("GET", `/api/words?language=${language}`))).text).toBe(english);
});

test("any JSON as the body of any route is answered without a failure of ours, and the process goes on", async () => {
  const paths = [
    "/api/cases",
    `/api/cases/${mine}/commands`,
    "/api/rooms/shared/messages",
    "/api/files",
    "/api/playground/sign-in",
    "/api/playground/clock",
  ];
  const types = [
    "acknowledge",
    "propose-option",
    "counter",
    "note",
    "sign",
    "mark-done",
    "enter-value",
    "answer-survey",
    "snooze",
    "report",
  ];
  const value = fc.jsonValue({ maxDepth: 3 });
  const nearly = fc.record(
    {
      key: fc.oneof(fc.constant("any-json-key"), value),
      type: fc.oneof(fc.constantFrom(...types), value),
      what: value,
      text: fc.oneof(fc.string({ unit: "binary" }), value),
      stops: fc.oneof(fc.constant("line"), value),
      terms: value,
      promises: fc.oneof(fc.string({ unit: "binary" }), value),
      revision: value,
      files: value,
      case: value,
      forward: fc.oneof(fc.string(), value),
      person: value,
    },
    { requiredKeys: [] },
  );
  const failures = web.errors.length;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.oneof(value, nearly),
      fc.constantFrom("freja", "reza", "foreign"),
      async (path, body, who) => {
        const { status, text } = await post(path, JSON.stringify(body), who as keyof typeof token);
        expect(status, text).toBeLessThan(500);
      },
    ),
    { numRuns: 300 },
  );
  expect(web.errors.slice(failures)).toEqual([]);
  expect((await web.send("GET", "/healthz")).status).toBe(200);
});
