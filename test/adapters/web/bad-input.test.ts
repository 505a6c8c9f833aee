import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { atTheSite, bearer, command, done, json, key, mine, post, refused, report, token, web, wrong } from "../../support/bad-input.ts";
import { runs } from "../../support/properties.ts";
import type { Answered } from "../../support/web.ts";

atTheSite();

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
    { numRuns: runs(300) },
  );
  expect(web.errors.slice(failures)).toEqual([]);
  expect((await web.send("GET", "/healthz")).status).toBe(200);
});
