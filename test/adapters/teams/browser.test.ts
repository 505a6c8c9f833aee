/** What Teams cannot do is done in the browser: whoever asks is led there, and nobody else. */
import { expect, test } from "vitest";
import { withBrowser } from "../../../adapters/teams/browser.ts";
import { sizeOf } from "../../../adapters/teams/card.ts";
import { formDialog, textDialog } from "../../../adapters/teams/dialog.ts";
import { askSchema } from "../../../src/domain/command.ts";
import type { Action } from "../../../src/domain/message.ts";
import { type Json, objectOf, textOf } from "../../support/slack/json.ts";
import { buttonOf, dialogIn, onParley, standing } from "../../support/teams/on-parley.ts";
import { type Parley, wordsOf } from "../../support/teams/parley.ts";
import { refresh } from "../../support/teams/payloads.ts";
import { problemsOfCard, problemsOfDialog } from "../../support/teams/validator.ts";
import { words } from "../../support/words.ts";

let rig: Parley;
let made = 0;
onParley(
  (one) => {
    rig = one;
    for (const user of [rig.firms.freja, rig.firms.reza]) user.locale = "en-GB";
  },
  "botbuilder",
  async (relationship, person) => `https://parley.example/in#${relationship}.${person}.${++made}`,
);

/** The addresses that buttons of something open. */
const linksIn = (shown: unknown): readonly string[] => {
  if (Array.isArray(shown)) return shown.flatMap(linksIn);
  if (typeof shown !== "object" || shown === null) return [];
  const here = shown as Json;
  return [...(here["type"] === "Action.OpenUrl" ? [textOf(here["url"])] : []), ...Object.values(here).flatMap(linksIn)];
};
const freja = expect.stringMatching(/^https:\/\/parley\.example\/in#sahand-nordvik\.freja\.\d+$/);
const reza = expect.stringMatching(/^https:\/\/parley\.example\/in#sahand-nordvik\.reza\.\d+$/);
/** Nothing of ours that stands anywhere, in a channel or in somebody's chat, leads to the web. */
const nothingStands = (): void => expect(JSON.stringify(rig.world.messages.filter(({ by }) => by === null))).not.toContain("/in#");

test("a form that wants files leads whoever opened it to the web, as themselves", async () => {
  await rig.report();
  await rig.pass();
  const card = standing(rig, rig.firms.shared, "action.add-evidence");
  const { id } = buttonOf(card, "action.add-evidence");
  for (const [user, link] of [
    [rig.firms.freja, freja],
    [rig.firms.reza, reza],
  ] as const)
    expect(linksIn(dialogIn(await rig.presses(user, card, textOf(id))))).toEqual([link]);
  nothingStands();
});

test("whoever is called from another tenant is led there in what they alone are shown, and others are not", async () => {
  await rig.report();
  await rig.pass();
  await rig.writes(rig.firms.freja, rig.firms.shared, "status");
  const on = rig.posted(rig.firms.shared).at(-1)!;
  const view = objectOf((await rig.deliver(refresh(rig.world, rig.firms.freja, on))).body?.["value"]);
  expect([linksIn(view), problemsOfCard(view, "conversation")]).toEqual([[freja], []]);
  expect(linksIn(dialogIn(await rig.presses(rig.firms.freja, on, "Show me")))).toEqual([freja]);
  for (const other of [rig.firms.reza, rig.firms.lars, rig.firms.stranger]) {
    expect(JSON.stringify((await rig.deliver(refresh(rig.world, other, on))).body)).not.toContain("/in#");
    expect(JSON.stringify((await rig.presses(other, on, "Show me")).body)).not.toContain("/in#");
  }
  nothingStands();
});

test("a visit for one's calendar is in the browser", async () => {
  const id = await rig.report();
  const ask = (person: string, what: object) => rig.ask(person, id, askSchema.parse(what));
  await ask("reza", { type: "acknowledge", locus: "supplier", apology: true });
  const when = { from: "2027-11-26T09:00+01:00", hours: 3, people: ["reza", "mads"] };
  await ask("reza", { type: "propose-visit", what: "Look at it together", place: "customer", ...when });
  const { row } = await rig.store.read({ case: id, relationship: null }, "");
  await ask("freja", { type: "answer-visit", visit: row!.case.shared.analysis.visits[0]!.id, agree: true });
  await rig.pass();
  const on = standing(rig, rig.chat(rig.firms.reza), "action.invitation");
  const button = buttonOf(on, "action.invitation");
  const dialog = dialogIn(await rig.presses(rig.firms.reza, on, textOf(button["id"])));
  expect([linksIn(dialog), wordsOf(objectOf(dialog["card"]))]).toEqual([[reza], expect.stringContaining("a file for your calendar")]);
  nothingStands();
});

const form: Action = {
  key: "action.orders",
  label: "Many orders…",
  style: "plain",
  press: { kind: "command", case: null, command: { type: "record-orders" } } as Action["press"],
  intro: [],
  fields: [{ name: "files", label: "The table", hint: null, required: true, kind: "files", max: 1, of: "csv" }],
};

test("a table of orders is given in the browser; without links the form says what it said before", () => {
  const draw = (link: string | null) => formDialog(form, "en", { handle: "h", zone: "Europe/Copenhagen", words, link });
  expect(linksIn(draw("https://parley.example/in#x"))).toEqual(["https://parley.example/in#x"]);
  expect(problemsOfDialog(draw("https://parley.example/in#x"))).toEqual([]);
  expect(linksIn(draw(null))).toEqual([]);
});

test("a document that is too long for a window ends with the way to the rest of it", () => {
  const link = "https://parley.example/in#x";
  const long = "A line of the report\n".repeat(5_000);
  expect(linksIn(textDialog("Report", long, "en", words, link))).toEqual([link]);
  expect(problemsOfDialog(textDialog("Report", long, "en", words, link))).toEqual([]);
  expect(linksIn(textDialog("Report", "Short", "en", words, link))).toEqual([]);
});

test("a card that has no room for the button is shown without it", () => {
  const card = formDialog(form, "en", { handle: "h", zone: "Europe/Copenhagen", words }).card.content;
  const link = "https://parley.example/in#x";
  expect(linksIn(withBrowser(card, sizeOf(card) + 1_000, "en", words, link))).toEqual([link]);
  expect(withBrowser(card, sizeOf(card) + 10, "en", words, link)).toBe(card);
});
