import { beforeAll, expect, test } from "vitest";
import { standingId } from "../../../src/domain/hash.ts";
import { exampleFile } from "../../../src/domain/order-file.ts";
import { openRelationship } from "../../../src/engine/handle.ts";
import { atTheSite, bearer, command, done, json, key, post, refused, token, web } from "../../support/bad-input.ts";
import { seed } from "../../support/given.ts";

atTheSite();
beforeAll(async () => {
  await openRelationship(web.engine, seed.id);
});

const order = { number: "4500123", article: "HP-120", quantity: 500, wanted: "2037-12-04" };
const csv = (text: string | Uint8Array<ArrayBuffer>, query = "") =>
  web.send("POST", `/api/orders/csv${query}`, text, { "content-type": "text/csv", ...bearer("freja") });
const head = exampleFile.split("\n")[0]!;

test("an order is known by its number: sent again it changes nothing, without any key", async () => {
  await done(post("/api/orders", order));
  const before = await web.stored();
  const again = await done(post("/api/orders", order));
  expect(JSON.stringify(again.body["says"])).toContain("known already");
  expect((await web.stored()).length - before.length).toBeLessThan(2_000);
  const list = await done(web.send("GET", "/api/orders?article=hp%20120", undefined, bearer("reza")));
  expect(list.body["orders"]).toMatchObject([{ number: "4500123", quantity: 500, unit: null, wanted: "2037-12-04" }]);
});

test("a file is taken whole, and what is compared with can be read by both firms", async () => {
  const answered = await done(csv(exampleFile));
  expect(JSON.stringify(answered.body["says"])).toContain("2 orders are recorded");
  const { body } = await done(web.send("GET", "/api/orders?article=HP-120", undefined, bearer("reza")));
  expect((body["orders"] as { number: string }[]).map(({ number }) => number)).toEqual(expect.arrayContaining(["4500124"]));
});

test("every line that cannot be read is named with its field, what is wrong and an example; nothing of the file is kept", async () => {
  const text = `${head}\n1,HP-120,500,pcs,2026-11-02,2026-11-24,\n2,,5.00.0,pcs,2026-11-02,24/11/2026,\n1,HP-120,5,pcs,2026-11-24,2026-11-02,`;
  const { body } = await refused(() => csv(text));
  expect(body).toMatchObject({ code: "input", field: "body" });
  const lines = body["lines"] as { line: number; field: string; problem: string; example: string; says: unknown }[];
  expect(lines.map(({ line, field, problem }) => `${line} ${field} ${problem}`)).toEqual([
    "3 article empty",
    "3 quantity not-a-number",
    "3 wanted not-a-day",
    "4 wanted before-placed",
    "4 order twice",
  ]);
  for (const { says, field, example } of lines) {
    expect(JSON.stringify(says)).toContain(field);
    expect(example).toEqual(expect.any(String));
  }
  expect((await done(web.send("GET", "/api/orders?article=hp120", undefined, bearer("freja")))).text).not.toContain('"1"');
});

test.for([
  ["nothing", ""],
  ["another encoding", new Uint8Array([0x6f, 0xe6, 0xf8, 0xe5])],
  ["what is no table", "PK\u0003\u0004"],
  ["columns that there are not", `${head},colour\n`],
] as [string, string | Uint8Array<ArrayBuffer>][])("%s is refused", async ([, text]) => {
  await refused(() => csv(text));
});

test.for([
  ["number", { number: "" }],
  ["article", { article: undefined }],
  ["quantity", { quantity: -5 }],
  ["quantity", { quantity: {} }],
  ["wanted", { wanted: 20_261_204 }],
  ["specification", { specification: "x".repeat(601) }],
  ["colour", { colour: "red" }],
  ["key", { key: "short" }],
] as [string, Record<string, unknown>][])("an order whose %s cannot be read", async ([field, wrong]) => {
  const { body } = await refused(() => post("/api/orders", { ...order, ...wrong }));
  expect(body).toMatchObject({ code: "input", field });
});

test("a form sends its file like any other, and is told of each line", async () => {
  const upload = async (text: string) => {
    const form = new FormData();
    form.append("file", new Blob([text], { type: "text/csv" }), "orders.csv");
    return String((await done(web.send("POST", "/api/files", form, bearer("freja")))).body["id"]);
  };
  const standing = standingId(seed.id);
  const good = await upload(exampleFile.replaceAll("45001", "46001"));
  const answered = await done(command({ type: "record-orders", files: [good] }, "freja", standing));
  expect(JSON.stringify(answered.body["says"])).toContain("2 orders are recorded");
  const bad = await upload(`${head}\n1,,5,pcs,2026-11-02,2026-11-24,`);
  const { body } = await refused(() => command({ type: "record-orders", files: [bad] }, "freja", standing));
  expect(body).toMatchObject({ code: "input", field: "files", lines: [{ line: 2, field: "article", problem: "empty" }] });
  // Somebody else's file is not there.
  await refused(() => command({ type: "record-orders", files: [good] }, "reza", standing));
});

test("whoever is not signed in, or of a relationship that is not open, gets nothing", async () => {
  await refused(() => web.send("POST", "/api/orders", JSON.stringify(order), json), [401]);
  await refused(() => web.send("GET", "/api/orders?article=HP-120", undefined, {}), [401]);
  await refused(() => post("/api/orders", { key: key(), ...order }, "foreign"), [404]);
  const list = await done(web.send("GET", "/api/orders?article=HP-120", undefined, { authorization: `Bearer ${token.foreign}` }));
  expect(list.body["orders"]).toEqual([]);
});

test("too large a file is refused before it is read, and a bad key too", async () => {
  const { body } = await refused(() => csv(`${head}\n${"x".repeat(1_100_000)}`));
  expect(body["field"]).toBe("body");
  await refused(() => csv(exampleFile, "?key=short"));
});
