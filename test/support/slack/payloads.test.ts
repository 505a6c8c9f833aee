import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { KnownBlock, ModalView } from "@slack/types";
import { beforeEach, describe, expect, test } from "vitest";
import { respond } from "./chat.ts";
import { clientOf } from "./client.ts";
import * as events from "./events.ts";
import { fillView } from "./fill-view.ts";
import { addChannel, addFile, addUser, addWorkspace, changeMessage, say } from "./furnish.ts";
import { type Json, objectOf, readJson, textOf } from "./json.ts";
import { install } from "./oauth.ts";
import { dismiss, messageAction, press, shortcut, slash, submit, suggest } from "./payloads.ts";
import { send, sendCommand, sendEvent, sendInteraction, signed } from "./send.ts";
import { type Slack, startSlack } from "./server.ts";
import { type TwoFirms, twoFirms } from "./two-firms.ts";
import { modalOf } from "./views.ts";
import type { Message, View, World } from "./world.ts";

let slack: Slack;
let world: World;
let firms: TwoFirms;

beforeEach(async () => {
  slack = await startSlack();
  world = slack.world;
  firms = twoFirms(world);
  return () => slack.close();
});

const plain = (text: string) => ({ type: "plain_text", text }) as const;
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

const card: KnownBlock[] = [
  { type: "section", block_id: "top", text: plain("x"), accessory: { type: "button", action_id: "v1:see:1", text: plain("See") } },
  {
    type: "actions",
    block_id: "do",
    elements: [
      { type: "button", action_id: "v1:take:2", text: plain("I take it"), value: "h-1", style: "primary" },
      { type: "static_select", action_id: "v1:who:3", options: [option("p-1"), option("p-2")] },
      { type: "overflow", action_id: "v1:more:4", options: [option("help")] },
      { type: "external_select", action_id: "v1:find:5", min_query_length: 0 },
    ],
  },
];

async function posted(channel = firms.shared.id): Promise<Message> {
  await clientOf(slack, firms.ours.token).chat.postMessage({ channel, text: "card", blocks: card });
  return world.messages.at(-1)!;
}

const input = (id: string, element: Json, optional = true) => ({
  type: "input",
  block_id: id,
  optional,
  label: plain(id),
  element: { action_id: `a-${id}`, ...element },
});

async function opened(blocks: readonly object[], more: object = {}): Promise<View> {
  const payload = press(world, firms.freja, await posted(), "v1:take:2");
  const view = { type: "modal", title: plain("Form"), submit: plain("Send"), blocks, ...more } as ModalView;
  await clientOf(slack, firms.ours.token).views.open({ trigger_id: textOf(payload["trigger_id"]), view });
  return modalOf(world, firms.freja.id)!;
}

describe("a press", () => {
  test("of an outsider names the workspace of the app, and theirs beside their id", async () => {
    const card = await posted();
    expect(press(world, firms.freja, card, "v1:take:2")).toMatchObject({
      type: "block_actions",
      team: { id: firms.sahand.id, domain: "sahand" },
      user: { id: firms.freja.id, team_id: firms.nordvik.id },
      api_app_id: world.app.id,
      container: { type: "message", message_ts: card.ts, channel_id: firms.shared.id, is_ephemeral: false },
      channel: { id: firms.shared.id, name: "sahand-nordvik" },
      message: { ts: card.ts, bot_id: firms.ours.bot },
      actions: [{ type: "button", action_id: "v1:take:2", block_id: "do", value: "h-1", style: "primary", text: plain("I take it") }],
    });
  });

  test("may choose, in a menu or among three dots, and may be beside text", async () => {
    const card = await posted();
    const chosen = (id: string, value?: string) => (press(world, firms.freja, card, id, value)["actions"] as Json[])[0];
    expect(chosen("v1:who:3", "p-2")).toMatchObject({ type: "static_select", selected_option: option("p-2") });
    expect(chosen("v1:more:4", "help")).toMatchObject({ type: "overflow", selected_option: option("help") });
    expect(chosen("v1:see:1")).toMatchObject({ block_id: "top" });
    expect(() => chosen("v1:gone:9")).toThrow("nothing to press");
    expect(() => chosen("v1:who:3", "p-9")).toThrow("none of");
    expect(() => press(world, firms.freja, say(world, firms.shared, firms.freja, "x"), "v1:take:2")).toThrow("only what an app posted");
  });

  test("in a direct message or a private channel is in one without a name", async () => {
    const channelOf = async (id: string) => press(world, firms.reza, await posted(id), "v1:take:2")["channel"];
    expect(await channelOf(firms.reza.id)).toMatchObject({ name: "directmessage" });
    expect(await channelOf(firms.side.id)).toMatchObject({ name: "privategroup" });
  });

  test("in a modal pulls a trigger that pushes another", async () => {
    const view = await opened([{ type: "actions", elements: [{ type: "button", action_id: "v1:more:1", text: plain("More") }] }]);
    const payload = press(world, firms.freja, view, "v1:more:1");
    expect(payload).toMatchObject({ container: { type: "view", view_id: view.id }, view: { id: view.id } });
    expect(payload).not.toHaveProperty("response_url");
    const pushed = { type: "modal", title: plain("Two"), blocks: [{ type: "divider" }] } as const;
    await clientOf(slack, firms.ours.token).views.push({
      trigger_id: textOf(payload["trigger_id"]),
      view: { ...pushed, blocks: [...pushed.blocks] },
    });
    expect(modalOf(world, firms.freja.id)?.below).toEqual([view.id]);
  });

  test("may be answered five times, for half an hour", async () => {
    const url = textOf(press(world, firms.freja, await posted(), "v1:take:2")["response_url"]);
    const answer = async (body: object) => {
      const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
      return [response.status, await response.text()];
    };
    expect(await answer({ text: "<!here>" })).toEqual([400, "invalid_arguments"]);
    for (let index = 0; index < 5; index++) expect(await answer({ text: "Only you" })).toEqual([200, "ok"]);
    expect(await answer({ text: "again" })).toEqual([404, "used_url"]);
    slack.advance(30 * 60_000 + 1);
    expect(respond(world, new URL(url).pathname, { text: "late" })).toEqual({ status: 404, body: "expired_url" });
    expect(respond(world, "/actions/T1/9/guessed", {})).toEqual({ status: 404, body: "no_active_hooks" });
  });

  test("a word typed into a menu asks for options", async () => {
    expect(suggest(world, firms.freja, await posted(), "v1:find:5", "batch")).toMatchObject({
      type: "block_suggestion",
      action_id: "v1:find:5",
      block_id: "do",
      value: "batch",
      team: { id: firms.sahand.id },
    });
  });
});

const every = [
  { type: "section", block_id: "about", text: plain("x"), accessory: { type: "checkboxes", action_id: "seen", options: [option("yes")] } },
  input("words", { type: "plain_text_input", initial_value: "first", max_length: 10 }, false),
  input("number", { type: "number_input", is_decimal_allowed: false, min_value: "1", max_value: "9" }),
  input("menu", { type: "static_select", options: [option("m-1"), option("m-2")], initial_option: option("m-1") }),
  input("radio", { type: "radio_buttons", options: [option("r-1"), option("r-2")] }),
  input("boxes", { type: "checkboxes", options: [option("b-1"), option("b-2")], initial_options: [option("b-2")] }),
  input("many", { type: "multi_static_select", options: [option("n-1"), option("n-2")] }),
  input("day", { type: "datepicker", initial_date: "2026-11-24" }),
  input("instant", { type: "datetimepicker", initial_date_time: 1795510200 }),
  input("files", { type: "file_input", max_files: 1, filetypes: ["png"] }),
  input("case", { type: "external_select" }),
];

describe("a form", () => {
  test("that nobody touched is sent as it stood", async () => {
    expect(fillView(world, await opened(every), {})).toEqual({
      about: { seen: { type: "checkboxes", selected_options: [] } },
      words: { "a-words": { type: "plain_text_input", value: "first" } },
      number: { "a-number": { type: "number_input", value: null } },
      menu: { "a-menu": { type: "static_select", selected_option: option("m-1") } },
      radio: { "a-radio": { type: "radio_buttons", selected_option: null } },
      boxes: { "a-boxes": { type: "checkboxes", selected_options: [option("b-2")] } },
      many: { "a-many": { type: "multi_static_select", selected_options: [] } },
      day: { "a-day": { type: "datepicker", selected_date: "2026-11-24" } },
      instant: { "a-instant": { type: "datetimepicker", selected_date_time: 1795510200 } },
      files: { "a-files": { type: "file_input", files: [] } },
      case: { "a-case": { type: "external_select", selected_option: null } },
    });
  });

  test("that somebody filled in is sent with what they put there", async () => {
    const file = addFile(world, firms.freja, "crack.png", "image/png", new Uint8Array([1]));
    const filled = {
      words: "cracked",
      number: 9,
      menu: "m-2",
      radio: "r-1",
      boxes: ["b-1", "b-2"],
      many: ["n-2"],
      day: null,
      instant: 1795600000,
      files: [file.id],
      case: option("c-1"),
    };
    const payload = submit(world, firms.freja, await opened(every, { private_metadata: "h-1", callback_id: "v1:report" }), filled);
    expect(payload).toMatchObject({
      type: "view_submission",
      team: { id: firms.nordvik.id },
      user: { id: firms.freja.id, team_id: firms.nordvik.id },
      view: { app_installed_team_id: firms.sahand.id, private_metadata: "h-1", callback_id: "v1:report" },
      response_urls: [],
    });
    expect(objectOf(objectOf(objectOf(payload["view"])["state"])["values"])).toMatchObject({
      words: { "a-words": { value: "cracked" } },
      number: { "a-number": { value: "9" } },
      menu: { "a-menu": { selected_option: option("m-2") } },
      radio: { "a-radio": { selected_option: option("r-1") } },
      boxes: { "a-boxes": { selected_options: [option("b-1"), option("b-2")] } },
      many: { "a-many": { selected_options: [option("n-2")] } },
      day: { "a-day": { selected_date: null } },
      instant: { "a-instant": { selected_date_time: 1795600000 } },
      files: { "a-files": { files: [{ id: file.id, name: "crack.png" }] } },
      case: { "a-case": { selected_option: option("c-1") } },
    });
  });

  test("a client does not send what it would stop at", async () => {
    const view = await opened(every);
    const pdf = addFile(world, firms.freja, "note.pdf", "application/pdf", new Uint8Array([1])).id;
    expect(() => fillView(world, view, { nowhere: "x" })).toThrow("no field nowhere");
    expect(() => fillView(world, view, { words: "" })).toThrow("must be filled in");
    expect(() => fillView(world, view, { words: "x".repeat(11) })).toThrow("0 to 10 characters");
    expect(() => fillView(world, view, { number: 10 })).toThrow("no number that may stand here");
    expect(() => fillView(world, view, { number: 1.5 })).toThrow("no number that may stand here");
    expect(() => fillView(world, view, { menu: "m-9" })).toThrow("none of");
    expect(() => fillView(world, view, { case: "c-1" })).toThrow("offered");
    expect(() => fillView(world, view, { files: [pdf] })).toThrow("no pdf");
    expect(() => fillView(world, view, { files: [pdf, pdf] })).toThrow("too many");
  });

  test("tells that it was closed only where it asks to", async () => {
    const told = await opened(every, { notify_on_close: true });
    expect(dismiss(world, firms.freja, told)).toMatchObject({ type: "view_closed", is_cleared: false, team: { id: firms.nordvik.id } });
    expect(() => dismiss(world, firms.freja, { ...told, sent: {} })).toThrow("does not ask");
  });
});

describe("what only an installation offers", () => {
  test("commands and shortcuts are for people of its workspace", () => {
    const message = say(world, firms.shared, firms.freja, "it cracked");
    expect(shortcut(world, firms.reza, "v1:report")).toMatchObject({
      type: "shortcut",
      callback_id: "v1:report",
      team: { id: firms.sahand.id },
    });
    expect(messageAction(world, firms.reza, message, "v1:report")).toMatchObject({
      type: "message_action",
      message: { text: "it cracked", team: firms.nordvik.id },
      message_ts: message.ts,
      channel: { id: firms.shared.id },
    });
    expect(slash(world, firms.reza, firms.shared, "/parley", "report")).toMatchObject({
      command: "/parley",
      text: "report",
      team_id: firms.sahand.id,
      channel_name: "sahand-nordvik",
      is_enterprise_install: "false",
    });
    for (const offered of [shortcut, (w: World, u: typeof firms.freja) => slash(w, u, firms.shared, "/parley", "")])
      expect(() => offered(world, firms.freja, "v1:report")).toThrow("only where it is installed");
    install(world, firms.nordvik);
    expect(slash(world, firms.freja, firms.shared, "/parley", "")).toMatchObject({ team_id: firms.nordvik.id });
  });
});

describe("an event", () => {
  test("comes in an envelope with an id of its own, told to one installation", () => {
    const event = events.messageEvent(world, say(world, firms.shared, firms.freja, "it cracked"));
    const [one, two] = [events.envelope(world, firms.ours, event), events.envelope(world, firms.ours, event)];
    expect(one).toMatchObject({
      type: "event_callback",
      team_id: firms.sahand.id,
      context_team_id: firms.sahand.id,
      api_app_id: world.app.id,
      authorizations: [{ team_id: firms.sahand.id, user_id: firms.bot.id, is_bot: true }],
      is_ext_shared_channel: true,
      event: {
        type: "message",
        text: "it cracked",
        user: firms.freja.id,
        team: firms.nordvik.id,
        user_team: firms.nordvik.id,
        channel_type: "channel",
      },
    });
    expect(one["event_id"]).not.toBe(two["event_id"]);
    const theirs = events.envelope(world, install(world, firms.nordvik), event);
    expect(theirs).toMatchObject({
      team_id: firms.sahand.id,
      context_team_id: firms.nordvik.id,
      authorizations: [{ team_id: firms.nordvik.id }],
    });
  });

  test("of an organisation's workspace names the organisation", () => {
    const grid = addWorkspace(world, "Alvand", { id: "E0000000001", name: "Alvand Group" });
    const person = addUser(world, grid, "Mina");
    const channel = addChannel(world, firms.sahand, "alvand", [firms.bot, person]);
    const mention = events.appMention(world, say(world, channel, person, `<@${firms.bot.id}> hello`));
    expect(mention).toMatchObject({ team: grid.id, user_team: "E0000000001", source_team: "E0000000001" });
    expect(events.envelope(world, install(world, grid), mention)).toMatchObject({ context_enterprise_id: "E0000000001" });
  });

  test("tells what is written in its own channel without more", () => {
    const message = say(world, firms.side, firms.reza, "between us");
    const answer = say(world, firms.side, firms.reza, "and more", { thread: message });
    const event = events.messageEvent(world, answer);
    expect(event).toMatchObject({ channel_type: "group", thread_ts: message.ts, parent_user_id: firms.reza.id });
    expect(event).not.toHaveProperty("user_team");
    expect(events.envelope(world, firms.ours, event)).toMatchObject({ is_ext_shared_channel: false });
  });

  test("of files says that they must be asked for", () => {
    const file = addFile(world, firms.freja, "crack.png", "image/png", new Uint8Array([1]));
    const message = say(world, firms.shared, firms.freja, "look", { files: [file] });
    expect(events.messageEvent(world, message)).toMatchObject({
      subtype: "file_share",
      files: [{ id: file.id, file_access: "check_file_info" }],
    });
    const inside = addFile(world, firms.reza, "log.csv", "text/csv", new Uint8Array([1]));
    const own = say(world, firms.side, firms.reza, "look", { files: [inside] });
    expect(events.messageEvent(world, own)).toMatchObject({ files: [{ id: inside.id, name: "log.csv", file_access: "visible" }] });
    expect(events.fileShared(world, file, firms.shared)).toMatchObject({
      type: "file_shared",
      file_id: file.id,
      channel_id: firms.shared.id,
    });
  });

  test("of an edit has both texts, of a deletion the last one", () => {
    const message = say(world, firms.shared, firms.freja, "38");
    changeMessage(world, message, { ...message.content, text: "39" }, firms.freja.id);
    expect(events.messageChanged(world, message)).toMatchObject({
      subtype: "message_changed",
      message: { text: "39", ts: message.ts, edited: { user: firms.freja.id } },
      previous_message: { text: "38" },
    });
    expect(events.messageDeleted(world, message)).toMatchObject({
      subtype: "message_deleted",
      deleted_ts: message.ts,
      previous_message: { text: "39" },
    });
  });

  test("of our own message carries our bot's id", async () => {
    const message = await posted();
    expect(events.messageEvent(world, message)).toMatchObject({ bot_id: firms.ours.bot, app_id: world.app.id, user: firms.bot.id });
    expect(events.botMessage(message)).toMatchObject({ subtype: "bot_message", bot_id: firms.ours.bot });
  });

  test("of every other kind has its shape", async () => {
    const { shared, reza, freja, nordvik, ours } = firms;
    const message = await posted();
    const at = { channel: shared.id };
    const shapes: readonly (readonly [events.SlackEvent, object])[] = [
      [events.appHomeOpened(world, reza, "D0000000001", null), { type: "app_home_opened", tab: "home", user: reza.id }],
      [
        events.reaction(world, "reaction_added", freja, message, "eyes"),
        { type: "reaction_added", reaction: "eyes", item: { type: "message", ts: message.ts, ...at } },
      ],
      [events.reaction(world, "reaction_removed", freja, message, "eyes"), { type: "reaction_removed", item_user: firms.bot.id }],
      [
        events.memberJoined(world, shared, freja, reza),
        { type: "member_joined_channel", team: nordvik.id, inviter: reza.id, channel_type: "C" },
      ],
      [events.memberLeft(world, shared, freja), { type: "member_left_channel", user: freja.id, ...at }],
      [events.channelShared(world, shared, nordvik.id), { type: "channel_shared", connected_team_id: nordvik.id, ...at }],
      [
        events.channelUnshared(world, shared, "E0000000009"),
        { type: "channel_unshared", previously_connected_team_id: "E0000000009", is_ext_shared: true },
      ],
      [
        events.channelIdChanged(world, "G0000000001", shared),
        { type: "channel_id_changed", old_channel_id: "G0000000001", new_channel_id: shared.id },
      ],
      [events.channelArchive(world, "channel_archive", shared, reza), { type: "channel_archive", user: reza.id, ...at }],
      [events.channelArchive(world, "channel_unarchive", shared, reza), { type: "channel_unarchive", ...at }],
      [events.channelRename(world, shared), { type: "channel_rename", channel: { id: shared.id, name: "sahand-nordvik" } }],
      [events.userChange(world, "user_change", freja, ours), { type: "user_change", user: { id: freja.id, is_stranger: false } }],
      [events.userChange(world, "user_profile_changed", reza, ours), { type: "user_profile_changed", user: { id: reza.id } }],
      [events.teamAccessRevoked(world, [nordvik.id]), { type: "team_access_revoked", team_ids: [nordvik.id] }],
      [events.appUninstalled(world), { type: "app_uninstalled" }],
      [events.tokensRevoked(world, ours), { type: "tokens_revoked", tokens: { bot: [firms.bot.id] } }],
      [events.linkShared(world, message, "https://parley.example/c/1"), { type: "link_shared", links: [{ domain: "parley.example" }] }],
    ];
    for (const [event, shape] of shapes) expect(events.envelope(world, ours, event)).toMatchObject({ event: shape });
    expect(events.envelope(world, ours, events.channelRename(world, shared))).toMatchObject({ is_ext_shared_channel: true });
    expect(events.appRateLimited(world, ours)).toMatchObject({ type: "app_rate_limited", minute_rate_limited: 1795510800 });
    expect(events.urlVerification("c")).toMatchObject({ type: "url_verification", challenge: "c" });
  });
});

describe("sending", () => {
  test("a body is signed as Slack's own example is", () => {
    // docs.slack.dev/authentication/verifying-requests-from-slack: the secret, the body and the signature that it works out.
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    expect(signed("8f742231b10e8888abcd99yyyzzz85a5", body, 1531420618_999)).toEqual({
      "x-slack-request-timestamp": "1531420618",
      "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    });
  });

  test("each kind goes to its own address, in its own form, with its repetition", async () => {
    const heard: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
    const product = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      heard.push({ url: request.url!, headers: request.headers, body });
      response.writeHead(202).end("taken");
    });
    await new Promise<void>((resolve) => product.listen(0, "127.0.0.1", resolve));
    const to = { url: `http://127.0.0.1:${(product.address() as AddressInfo).port}`, secret: world.app.signingSecret, at: world.now() };
    try {
      const envelope = events.envelope(world, firms.ours, events.appUninstalled(world));
      expect(await sendEvent(to, envelope, { retry: { number: 1, reason: "http_timeout" } })).toEqual({ status: 202, body: "taken" });
      await sendInteraction(to, shortcut(world, firms.reza, "v1:report"));
      await sendCommand(to, slash(world, firms.reza, firms.shared, "/parley", "a&b"), { headers: { "x-slack-signature": "v0=forged" } });
      expect(await send(to, "/slack/events", "application/json", "null")).toMatchObject({ status: 202 });
    } finally {
      product.closeAllConnections();
      product.close();
    }
    expect(heard.map(({ url }) => url)).toEqual(["/slack/events", "/slack/interactions", "/slack/commands", "/slack/events"]);
    expect(heard[0]!.headers).toMatchObject({
      "content-type": "application/json",
      "x-slack-retry-num": "1",
      "x-slack-retry-reason": "http_timeout",
    });
    expect(heard[0]!.headers["x-slack-signature"]).toBe(signed(to.secret, heard[0]!.body, to.at)["x-slack-signature"]);
    expect(readJson(new URLSearchParams(heard[1]!.body).get("payload")!)).toMatchObject({ type: "shortcut" });
    expect(heard[2]!.headers["x-slack-signature"]).toBe("v0=forged");
    expect(new URLSearchParams(heard[2]!.body).get("text")).toBe("a&b");
  });
});
