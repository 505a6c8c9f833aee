/** Each person reads in their own language; the shared room speaks those that both firms chose. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { conversation } from "../../../flows/conversation.ts";
import { plain } from "../../../flows/wording/index.ts";
import { drawCard } from "../../../src/engine/draw.ts";
import { seed } from "../../support/given.ts";
import { type Site, site } from "../../support/web.ts";

let web: Site;
beforeAll(async () => {
  web = await site();
});
afterAll(() => web.close());

const as = async (person: string) => ({ "content-type": "application/json", authorization: `Bearer ${await web.token(person)}` });
const speak = async (person: string, language: unknown) => web.send("PUT", "/api/me", JSON.stringify({ language }), await as(person));
const me = async (person: string) =>
  (await web.send("GET", "/api/me", undefined, await as(person))).body as never as { person: object; rooms: { footer: string }[] };

test("a person chooses a language for themselves and for nobody else", async () => {
  expect((await speak("freja", "da")).status).toBe(200);
  expect((await me("freja")).person).toMatchObject({ language: "da", direction: "ltr" });
  expect((await me("freja")).rooms.map(({ footer }) => footer)).toEqual(["Begge firmaer", "Kun Nordvik Pumps", "Kun dig"]);
  expect((await speak("reza", "fa")).status).toBe(200);
  expect((await me("reza")).person).toMatchObject({ language: "fa", direction: "rtl" });
  expect((await me("mads")).person).toMatchObject({ language: "en" });
  const welcome = await web.send("GET", "/api/rooms/shared/welcome", undefined, await as("freja"));
  expect(welcome.text).toContain("Dette rum deles af begge firmaer");
});

test("a person chooses the calendars that their dates are shown in, too", async () => {
  const dates = async (language: string, choice: unknown) =>
    web.send("PUT", "/api/me", JSON.stringify({ language, dates: choice }), await as("neda"));
  expect((await dates("fa", "gregory")).status).toBe(200);
  expect((await me("neda")).person).toMatchObject({ language: "fa-u-ca-gregory", direction: "rtl" });
  expect((await dates("da", "both")).status).toBe(200);
  expect((await me("neda")).person).toMatchObject({ language: "da-u-ca-persian", direction: "ltr" });
  expect((await dates("da", "julian")).body).toMatchObject({ field: "dates" });
  expect((await dates("en", null)).status).toBe(200);
  expect((await me("neda")).person).toMatchObject({ language: "en" });
});

test("a refusal and a field that cannot be read are told in the person's language", async () => {
  await speak("freja", "da");
  const headers = await as("freja");
  const report = { key: "language-report", type: "report", what: "38 huse er revnet", stops: "line", affected: 5, total: 3 };
  const refused = await web.send("POST", "/api/cases", JSON.stringify(report), headers);
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("5 berørt er mere end 3 i alt")]);
  const empty = await web.send("POST", "/api/cases", JSON.stringify({ ...report, what: " ", key: "language-empty" }), headers);
  expect([empty.status, empty.text]).toEqual([400, expect.stringContaining("er tomt")]);
});

test("a language that is not spoken is named, and nothing changes", async () => {
  const before = await me("mads");
  const answer = await speak("mads", "de");
  expect([answer.status, answer.body]).toMatchObject([400, { field: "language" }]);
  expect(await me("mads")).toEqual({ ...before, now: expect.anything() });
  expect((await web.send("PUT", "/api/me", JSON.stringify({ language: "da" }))).status).toBe(401);
});

test("two who choose at one instant both get their language", async () => {
  await Promise.all([speak("ida", "da"), speak("arash", "fa"), speak("neda", "fa"), speak("jens", "da")]);
  const languages = await Promise.all(["ida", "arash", "neda", "jens"].map(async (person) => (await me(person)).person));
  expect(languages).toMatchObject([{ language: "da" }, { language: "fa" }, { language: "fa" }, { language: "da" }]);
});

test("the case card is drawn in every language of its room", async () => {
  const opened = await web.send(
    "POST",
    "/api/cases",
    JSON.stringify({ key: "language-card", type: "report", what: "Cracked housings", stops: "line" }),
    await as("freja"),
  );
  const { row, account, now } = await web.engine.store.read({ case: opened.body["case"] as never, relationship: seed.id }, "");
  const card = drawCard(conversation, row!.case, account!, now, "shared", "case", null)!;
  expect([card.language, ...(card.translations ?? []).map(({ language }) => language)]).toEqual(account!.languages);
  const footers = [card, ...card.translations!].map(({ footer }) => plain(footer));
  expect(footers).toEqual(["Both firms", "Begge firmaer", "هر دو شرکت"]);
  // A side room is for its own people: in the languages that they read.
  const side = drawCard(conversation, row!.case, account!, now, "customer", "case", null)!;
  expect([side.language, ...(side.translations ?? []).map(({ language }) => language)].sort()).toEqual(["da", "en"]);
});
