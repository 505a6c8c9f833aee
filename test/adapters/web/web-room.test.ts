/** A firm without a tool: Sahand is in Slack alone, Nordvik on the web alone, by links; one case. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { chatLinkMs } from "../../../adapters/web/link.ts";
import { askSchema } from "../../../src/domain/command.ts";
import { standingId } from "../../../src/domain/hash.ts";
import type { CaseId, PersonId } from "../../../src/domain/ids.ts";
import type { Action, Message } from "../../../src/domain/message.ts";
import type { Database } from "../../../src/ports/database.ts";
import { onTable } from "../../support/agreed.ts";
import { freshPglite } from "../../support/database.ts";
import { messageEvent, reaction } from "../../support/slack/events.ts";
import { say } from "../../support/slack/furnish.ts";
import { asked } from "../../support/slack/on-rig.ts";
import { textOfBlocks } from "../../support/slack/read.ts";
import { type Rig, slackRig } from "../../support/slack/rig.ts";
import { appOn } from "../../support/web.ts";

let database: Database;
let slack: Rig;
let web: ReturnType<typeof appOn>;
beforeAll(async () => {
  database = await freshPglite();
}, 60_000);
afterAll(() => database?.close());
beforeEach(async () => {
  await database.exec("truncate web_messages, web_rooms, web_entered, web_links, web_tokens");
  slack = await slackRig(database);
  const { firms, tables: kept, account } = slack;
  // Nobody of Nordvik has an account; Sahand has a channel of its own people, in which what both share stands.
  await database.exec("delete from chat_people where person = 'freja'; delete from chat_rooms");
  await kept.saveRoom({ relationship: account.id, room: "shared", installation: firms.sahand.id, channel: firms.side.id });
  web = appOn(database, slack.engine, { playground: false, isElsewhere: (id) => slack.chat().reaches(id, "shared") });
  await slack.pass();
}, 60_000);
afterEach(async () => {
  await slack.close();
  expect(slack.slack.violations).toEqual([]);
  expect(web.errors).toEqual([]);
});

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
/** Somebody's requests on the web. */
type Browser = (method: "GET" | "POST", path: string, body?: object) => Promise<Answer>;

const send = async (method: string, path: string, token: string | null, body?: object): Promise<Answer> => {
  const headers = { "content-type": "application/json", ...(token !== null && { authorization: `Bearer ${token}` }) };
  const answer = await web.app.request(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: answer.status, body: (await answer.json()) as Answer["body"] };
};

/** Somebody comes by a link. */
async function comes(person: string): Promise<Browser> {
  const address = await web.links.address({ relationship: slack.account.id, person: person as PersonId }, chatLinkMs);
  const { body } = await send("POST", "/api/sign-in", null, { link: new URL(address).hash.slice(1) });
  await slack.pass();
  return (method, path, given) => send(method, path, String(body["token"]), given);
}

const messagesOf = async (browser: Browser, room: string): Promise<readonly Message[]> => {
  const { messages } = (await browser("GET", `/api/rooms/${encodeURIComponent(room)}/messages`)).body as {
    messages: { message: Message | null }[];
  };
  return messages.flatMap(({ message }) => (message ? [message] : []));
};
/** What the cards of the case say on the web. */
const cardsOn = async (browser: Browser): Promise<readonly string[]> =>
  (await messagesOf(browser, "shared"))
    .filter(({ tone }) => tone === "card")
    .map(({ blocks }) => JSON.stringify(blocks))
    .filter((text) => text.includes("PAR-00001"));
const cardInSlack = (): string =>
  slack
    .posted(slack.firms.side)
    .map(({ content }) => textOfBlocks(content.blocks))
    .find((text) => text.includes("PAR-00001") && text.includes("Last change")) ?? "";
const actionsOf = (messages: readonly Message[]): Action[] =>
  messages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "actions" ? block.actions : [])));

const failure = { what: "Batch 4411 came in cracked", stops: "nothing", affected: 1, total: 12 };
const reports = async (browser: Browser): Promise<CaseId> => {
  const { status, body } = await browser("POST", "/api/cases", { key: "reported-on-the-web", ...failure });
  expect(status).toBe(200);
  await slack.pass();
  return body["case"] as CaseId;
};

test("what is reported on the web stands in Slack, and what is taken in Slack changes both", async () => {
  const freja = await comes("freja");
  await reports(freja);
  expect(cardInSlack()).toContain("Waiting for Reza Karimi");
  const [before, ...others] = await cardsOn(freja);
  expect([before, others]).toEqual([expect.stringContaining("confirm that you have it"), []]);
  const ask = asked(slack, slack.firms.reza, "action.take");
  await slack.event(reaction(slack.world, "reaction_added", slack.firms.reza, ask, "eyes"));
  await slack.settled();
  await slack.pass();
  expect(await cardsOn(freja)).toEqual([expect.not.stringContaining("confirm that you have it")]);
  expect(cardInSlack()).not.toContain("confirm that you have it");
});

test("a signature that is given on the web counts", async () => {
  const [freja, lars] = [await comes("freja"), await comes("lars")];
  const id = await reports(freja);
  const shared = async () => (await slack.store.read({ case: id, relationship: null }, "")).row!.case.shared;
  const offer = async () => onTable(await shared());
  const ask = (person: string, what: object) => slack.ask(person, id, askSchema.parse(what));
  await ask("reza", { type: "acknowledge", locus: "supplier", apology: true });
  await ask("reza", { type: "propose-option", terms: "Rework", promises: "Arash: rework, by 2027-11-26T16:00+01:00" });
  await ask("freja", { type: "accept", revision: (await offer()).id, hash: (await offer()).hash });
  for (const [by, other, of] of [
    ["freja", "reza", "customer"],
    ["reza", "freja", "supplier"],
  ] as const) {
    await ask(by, { type: "restate", revision: (await offer()).id, words: "As it stands" });
    await ask(other, { type: "confirm-understanding", revision: (await offer()).id, of });
  }
  await slack.pass();
  const sign = actionsOf(await messagesOf(lars, "@lars")).find(({ key }) => key === "action.sign");
  if (sign?.press.kind !== "command") throw new Error("Lars is not asked to sign");
  const signed = await lars("POST", `/api/cases/${id}/commands`, { ...sign.press.command, key: "signed-on-the-web" });
  expect(signed).toMatchObject({ status: 200, body: { ok: true } });
  await ask("shirin", { type: "sign", revision: (await offer()).id, hash: (await offer()).hash });
  await slack.pass();
  expect((await shared()).negotiation.status).toBe("agreed");
  expect(JSON.stringify(slack.posted(slack.firms.side).map(({ content }) => content.blocks))).toContain("AGR-00001-1");
});

test("whoever comes later sees what stands already, once, however often people come", async () => {
  await slack.report();
  await slack.pass();
  const freja = await comes("freja");
  await comes("mads");
  await comes("freja");
  expect(await cardsOn(freja)).toHaveLength(1);
  expect((await slack.store.account(slack.account.id))!.account.bridges).toEqual(["shared:web"]);
});

test("the firm's own room and what is asked of its people are on the web, and nothing of it reaches Slack", async () => {
  const freja = await comes("freja");
  const id = await slack.ask("reza", null, askSchema.parse({ type: "report", ...failure }));
  await slack.ask("freja", id, askSchema.parse({ type: "note", text: "canary among ourselves" }));
  await slack.pass();
  expect(JSON.stringify(await messagesOf(freja, "customer"))).toContain("canary");
  expect((await messagesOf(freja, "@freja")).filter((one) => one.case === id && one.tone === "ask")).not.toEqual([]);
  expect(JSON.stringify(slack.world.messages.map(({ content }) => content))).not.toContain("canary");
});

test("a shared room that stood on the web first, and in Slack since, is one room on the web, with one card a case", async () => {
  await database.exec("delete from chat_rooms");
  const freja = await comes("freja");
  expect((await slack.store.account(slack.account.id))!.account.bridges).toBeUndefined();
  const id = await reports(freja);
  expect(await cardsOn(freja)).toHaveLength(1);
  const { firms, tables: kept, account } = slack;
  await kept.saveRoom({ relationship: account.id, room: "shared", installation: firms.sahand.id, channel: firms.side.id });
  await comes("mads");
  await slack.store.redraw(account.id, "shared");
  await slack.ask("reza", id, askSchema.parse({ type: "acknowledge", locus: "supplier", apology: true }));
  await slack.pass();
  expect(await cardsOn(freja)).toEqual([expect.not.stringContaining("confirm that you have it")]);
  expect(cardInSlack()).toContain("PAR-00001");
  // And back again, where Slack is left.
  await database.exec("delete from chat_rooms");
  await slack.ask("freja", id, askSchema.parse({ type: "note", text: "Still here" }));
  await slack.pass();
  expect(await cardsOn(freja)).toHaveLength(1);
});

test("what stood in Slack alone is on the web where Slack is left", async () => {
  const id = await slack.report();
  await slack.pass();
  expect(cardInSlack()).toContain("PAR-00001");
  await database.exec("delete from chat_rooms");
  await slack.ask("reza", id, askSchema.parse({ type: "acknowledge", locus: "supplier", apology: true }));
  await slack.pass();
  expect(await cardsOn(await comes("freja"))).toHaveLength(1);
});

test("what is written below a case on the web is carried to Slack, and back, once both firms ask for it", async () => {
  const freja = await comes("freja");
  const id = await reports(freja);
  await slack.pass();
  const says = (text: string) => freja("POST", "/api/rooms/shared/messages", { key: `something-said-${text.length}`, text, case: id });
  const inSlack = (): string =>
    slack
      .posted(slack.firms.side)
      .map(({ content }) => textOfBlocks(content.blocks))
      .join("\n");
  await says("Before anybody asked");
  for (const person of ["lars", "reza"])
    await slack.ask(person, standingId(slack.account.id), askSchema.parse({ type: "carry-talk", carry: true }));
  await slack.pass();
  for (const _ of [1, 2]) expect((await says("Is the lid dented?")).status).toBe(200);
  await slack.pass();
  expect(inSlack()).toMatch(/Freja Holm ?· Nordvik Pumps · English\W+Is the lid dented\?/);
  expect(inSlack().split("Is the lid dented?")).toHaveLength(2);
  expect(inSlack()).not.toContain("Before anybody asked");
  const card = slack.posted(slack.firms.side).find(({ content }) => textOfBlocks(content.blocks).includes("PAR-00001"))!;
  await slack.event(
    messageEvent(slack.world, say(slack.world, slack.firms.side, slack.firms.reza, "It is, on the left", { thread: card })),
  );
  await slack.settled();
  await slack.pass();
  const all = JSON.stringify(await messagesOf(freja, "shared"));
  expect(all).toContain("It is, on the left");
  expect(all).not.toContain('"Is the lid dented?"');
});
