/** What Slack sends, read: whose deed it is, what it says, and which deliveries are of one thing. */
import { describe, expect, test } from "vitest";
import { actorOf, type Body, deliveryOf, isChatter, mentioned, sayingOf, typed, userOf } from "../../../adapters/slack/parse.ts";
import { appMention, envelope, messageEvent, reaction, userChange } from "../../support/slack/events.ts";
import { addChannel, addFile, addUser, addWorkspace, say } from "../../support/slack/furnish.ts";
import { press, slash, submit } from "../../support/slack/payloads.ts";
import { twoFirms } from "../../support/slack/two-firms.ts";
import { newWorld, type View } from "../../support/slack/world.ts";

const world = newWorld(() => Date.parse("2026-11-24T09:00:00Z"));
const firms = twoFirms(world);
const { freja, reza, sahand, nordvik, ours, shared } = firms;
const told = (event: object): Body => envelope(world, ours, event as never) as Body;

/** A message of ours with one button. */
function card() {
  const message = say(world, shared, firms.bot, "card");
  const button = { type: "button", action_id: "v1:action.more:0", value: "v1.x", text: { type: "plain_text", text: "More" } };
  return {
    ...message,
    bot: { id: ours.bot, app: ours.app },
    content: { text: "card", blocks: [{ type: "actions", block_id: "b", elements: [button] }], metadata: null },
  };
}

function form(user: string): View {
  const sent = { type: "modal", callback_id: "v1:form", private_metadata: "v1.x", title: { type: "plain_text", text: "t" }, blocks: [] };
  return { id: "V1", user, installation: ours, below: [], hash: "1", sent, open: true };
}

describe("whose deed it is", () => {
  test("an outsider's message is of their own workspace, whatever workspace its envelope names", () => {
    const body = told(messageEvent(world, say(world, shared, freja, "hello")));
    expect(body["team_id"]).toBe(sahand.id);
    expect(actorOf(body)).toEqual([{ team: nordvik.id, user: freja.id }]);
    expect(actorOf(told(appMention(world, say(world, shared, freja, `<@${firms.bot.id}> status`))))).toEqual([
      { team: nordvik.id, user: freja.id },
    ]);
  });

  test("an outsider who presses is of their own workspace: the team of a press is the one that has the app", () => {
    const body = press(world, freja, card(), "v1:action.more:0") as Body;
    expect(body["team"]).toMatchObject({ id: sahand.id });
    expect(actorOf(body)).toEqual([{ team: nordvik.id, user: freja.id }]);
  });

  test("an outsider who sends a form is of their own workspace, which is the form's team", () => {
    const body = submit(world, freja, form(freja.id), {}) as Body;
    expect(actorOf(body)).toEqual([{ team: nordvik.id, user: freja.id }]);
    const { team_id: _, ...unteamed } = body["user"] as Body;
    expect(actorOf({ ...body, user: unteamed })).toEqual([{ team: nordvik.id, user: freja.id }]);
  });

  test("a press, an emoji and a direct message that name no workspace are nobody's until Slack is asked", () => {
    const pressed = press(world, freja, card(), "v1:action.more:0") as Body;
    const { team_id: _, ...unteamed } = pressed["user"] as Body;
    const marked = told(reaction(world, "reaction_added", freja, say(world, shared, reza, "cracked"), "ticket"));
    const direct = told({ type: "message", channel: "D1", channel_type: "im", user: freja.id, text: "hello", ts: "1.0" });
    for (const body of [{ ...pressed, user: unteamed }, marked, direct]) {
      expect(actorOf(body)).toEqual([]);
      expect(userOf(body)).toBe(freja.id);
    }
  });

  test("somebody of an organisation is known by their workspace before the organisation", () => {
    const part = addWorkspace(world, "Grid Part", { id: "E0000000001", name: "Grid" });
    const gro = addUser(world, part, "Gro Grid", { id: "W0000000001" } as never);
    const wide = addChannel(world, sahand, "wide", [firms.bot, gro]);
    const event = messageEvent(world, say(world, wide, gro, "hello"));
    expect(event["user_team"]).toBe("E0000000001");
    expect(actorOf(told(event))).toEqual([
      { team: part.id, user: gro.id },
      { team: "E0000000001", user: gro.id },
    ]);
    const { team: _, ...only } = event;
    expect(actorOf(told(only))).toEqual([{ team: "E0000000001", user: gro.id }]);
  });

  test("a slash command is of the workspace in which it was typed; a changed account is of its own", () => {
    expect(actorOf(slash(world, reza, shared, "/parley", ""))[0]).toEqual({ team: sahand.id, user: reza.id });
    expect(actorOf(told(userChange(world, "user_change", freja, ours)))).toEqual([{ team: nordvik.id, user: freja.id }]);
  });

  test.each<Body>([
    {},
    { type: "block_actions" },
    { type: "block_actions", user: null },
    { event: { type: "message", user: 7 } },
    { event: null },
  ])("a body without anybody in it is nobody's: %j", (body) => {
    expect(actorOf(body)).toEqual([]);
    expect(userOf(body)).toBeNull();
  });
});

describe("deliveries of one thing", () => {
  const names = (body: Body) => deliveryOf(body);
  test("a mention and the message that it is have one meaning, in two envelopes", () => {
    const message = say(world, shared, freja, `<@${firms.bot.id}> status`);
    const [one, other] = [names(told(messageEvent(world, message))), names(told(appMention(world, message)))];
    expect(one.delivery).not.toBe(other.delivery);
    expect(one.meaning).toBe(other.meaning);
  });

  test("the same words said twice are two things, and so are two presses", () => {
    const said = () => names(told(messageEvent(world, say(world, shared, freja, "again")))).meaning;
    expect(said()).not.toBe(said());
    const pressed = () => names(press(world, freja, card(), "v1:action.more:0") as Body).meaning;
    expect(pressed()).not.toBe(pressed());
  });

  test("the same form sent again is one thing; with other answers it is another", () => {
    const sent = submit(world, freja, form(freja.id), {}) as Body;
    const view = sent["view"] as Body;
    const other = { ...sent, view: { ...view, state: { values: { a: { b: { value: "1" } } } } } };
    expect(names({ ...sent, trigger_id: "other" })).toEqual(names(sent));
    expect(names(other).meaning).not.toBe(names(sent).meaning);
  });

  test.each<Body>([
    { event: { type: "message", channel: "\u0000", ts: "x".repeat(5_000) }, event_id: "\u0000" },
    { type: "block_actions", actions: 7, user: { id: "\ud800" } },
    { type: "block_actions", actions: { 0: 1 } },
    { type: ["deep"], event: [] },
  ])("a name is one that a database takes, whatever stands in the payload: %#", (body) => {
    for (const name of Object.values(names(body))) expect(name).toMatch(/^[\x20-\x7e]{1,300}$/);
  });
});

describe("what somebody said", () => {
  const event = messageEvent(world, say(world, shared, freja, "cracked"));
  test("a person's words are read, with their files", () => {
    expect(sayingOf(event)).toMatchObject({ user: freja.id, text: "cracked", channel: shared.id });
    const photo = addFile(world, freja, "crack.jpg", "image/jpeg", new Uint8Array(3));
    const shown = messageEvent(world, say(world, shared, freja, "look", { files: [photo] }));
    expect(sayingOf(shown)?.files).toMatchObject([{ id: photo.id }]);
  });

  test.each<Body>([
    { bot_id: "B1" },
    { app_id: "A1" },
    { bot_id: "B1", app_id: "A1", subtype: "bot_message" },
    { subtype: "message_changed" },
    { subtype: "channel_join" },
    { subtype: "channel_topic" },
    { subtype: "bot_add" },
    { user: undefined },
    { type: "reaction_added" },
  ])("what is of a bot or an app, edited, or no words of a person says nothing: %j", (more) => {
    expect(sayingOf({ ...event, ...more })).toBeNull();
  });

  test.each<[boolean, string, Body]>([
    [true, "what is said in a room", {}],
    [true, "somebody named in the middle of it", { text: "ask <@U1> status" }],
    [true, "what a bot says", { text: "<@U1> status", bot_id: "B1" }],
    [true, "what was said and is changed", { subtype: "message_changed", text: null, message: { text: "<@U1> status" } }],
    [false, "what begins with a name, which may be ours", { text: "<@U1> status" }],
    [false, "the same as a mention", { type: "app_mention", text: "<@U1> status" }],
    [false, "anything said directly", { channel: "D1", channel_type: "im" }],
    [false, "a message of ours that is deleted", { subtype: "message_deleted", deleted_ts: "1.0" }],
    [false, "anything else that happens", { type: "reaction_added" }],
  ])("talk between people: %s, %s", (is, _, more) => {
    const event = { type: "message", channel: "C1", ts: "1.1", user: "U2", text: "the truck is at the gate", ...more };
    expect(isChatter({ event })).toBe(is);
  });

  test("only a mention that stands first is to us", () => {
    expect(mentioned("<@U1> status")).toEqual({ who: "U1", rest: "status" });
    expect(mentioned("  <@U1|parley>: status")).toEqual({ who: "U1", rest: "status" });
    expect(mentioned("ask <@U1> status")).toBeNull();
    expect(mentioned("<@U11> status")).toEqual({ who: "U11", rest: "status" });
  });

  test("words are read as their writer typed them, escaped signs once", () => {
    expect(typed("a &lt;b&gt; &amp;lt; c")).toBe("a <b> &lt; c");
    expect(typed("see <https://a.example|a.example> and <mailto:x@y.example|x@y.example> and <https://b.example>")).toBe(
      "see a.example and x@y.example and https://b.example",
    );
    expect(typed("<https://evil.example|https://bank.example>")).toBe("https://bank.example (https://evil.example)");
    expect(typed("<@U1> and <#C1|general> and <!here>")).toContain("<@U1>");
  });
});
