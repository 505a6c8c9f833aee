import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clientOf, refusal } from "./client.ts";
import { addChannel, addFile, addUser, cutOff, say } from "./furnish.ts";
import { install, usualScopes } from "./oauth.ts";
import { type Slack, startSlack } from "./server.ts";
import { type TwoFirms, twoFirms } from "./two-firms.ts";

let slack: Slack;
let firms: TwoFirms;
let web: WebClient;

// One stand-in for each test: what it holds is what was asked of it.
beforeEach(async () => {
  slack = await startSlack();
  firms = twoFirms(slack.world);
  web = clientOf(slack, firms.ours.token);
  return () => slack.close();
});

const words: KnownBlock[] = [{ type: "section", text: { type: "mrkdwn", text: "*Hello*" } }];
const metadata = { event_type: "parley", event_payload: { key: "k-1" } };

function post(channel: string, more: object = {}) {
  return web.chat.postMessage({ channel, text: "hello", blocks: words, metadata, ...more });
}

describe("chat", () => {
  test("a post stands in its channel, with ids for its blocks, and later ones have later timestamps", async () => {
    const one = await post(firms.shared.id);
    const two = await post(firms.shared.id, { thread_ts: one.ts });
    expect(one).toMatchObject({ ok: true, channel: firms.shared.id, message: { text: "hello", bot_id: firms.ours.bot } });
    expect(one.message?.blocks?.[0]?.block_id).toBeTruthy();
    expect(two.ts! > one.ts!).toBe(true);
    expect(slack.world.messages.map(({ ts, thread_ts }) => [ts, thread_ts])).toEqual([
      [one.ts, null],
      [two.ts, one.ts],
    ]);
    expect(slack.taken("chat.postMessage").map(({ installation, args }) => [installation, args["channel"]])).toEqual([
      [firms.ours, firms.shared.id],
      [firms.ours, firms.shared.id],
    ]);
  });

  test("a post is refused where the bot is not, where nobody is any more, and where there is nothing to say", async () => {
    const empty = addChannel(slack.world, firms.sahand, "without-us", [firms.reza]);
    const secret = addChannel(slack.world, firms.sahand, "secret", [firms.reza], { is_private: true });
    const theirs = addChannel(slack.world, firms.nordvik, "theirs", [firms.freja]);
    expect(await refusal(post(empty.id))).toBe("not_in_channel");
    expect(await refusal(post(secret.id))).toBe("channel_not_found");
    expect(await refusal(post(theirs.id))).toBe("channel_not_found");
    expect(await refusal(post("C999"))).toBe("channel_not_found");
    expect(await refusal(web.chat.postMessage({ channel: firms.shared.id, text: "" }))).toBe("no_text");
    firms.shared.is_archived = true;
    expect(await refusal(post(firms.shared.id))).toBe("is_archived");
    expect(slack.world.messages).toEqual([]);
    expect(slack.violations).toEqual([]);
  });

  test("a message that is not as it should be is refused, and what is wrong is kept", async () => {
    const broken = [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }] as KnownBlock[];
    await expect(post(firms.shared.id, { blocks: broken })).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        response_metadata: { messages: ["[ERROR] must have at most 150 characters [json-pointer:/blocks/0/text/text]"] },
      },
    });
    expect(await refusal(post(firms.shared.id, { metadata: { event_type: "parley", event_payload: { said: "in clear words" } } }))).toBe(
      "invalid_metadata_format",
    );
    expect(await refusal(post(firms.shared.id, { text: "<!here>" }))).toBe("invalid_arguments");
    expect(await refusal(web.apiCall("chat.postMessage", { channel: firms.shared.id, blocks: "no json" }))).toBe("invalid_blocks_format");
    expect(slack.violations.map(({ method, at }) => [method, at])).toEqual([
      ["chat.postMessage", "/blocks/0/text/text"],
      ["chat.postMessage", "/metadata/event_payload/said"],
      ["chat.postMessage", "/text"],
    ]);
  });

  test("blocks that say too much are refused below the documented limit", async () => {
    const section = (index: number): KnownBlock => ({
      type: "section",
      block_id: `s${index}`,
      text: { type: "mrkdwn", text: "x".repeat(2900) },
    });
    expect(await refusal(post(firms.shared.id, { blocks: [0, 1, 2, 3].map(section) }))).toBe("");
    expect(await refusal(post(firms.shared.id, { blocks: [0, 1, 2, 3, 4].map(section) }))).toBe("msg_blocks_too_long");
  });

  test("an update changes what stands there: text alone takes blocks away, blocks alone do not count as an edit", async () => {
    const { ts } = await post(firms.shared.id);
    await web.chat.update({ channel: firms.shared.id, ts: ts!, blocks: words });
    expect(slack.world.messages[0]).toMatchObject({ edited: null, content: { text: "hello", metadata } });
    const changed = await web.chat.update({ channel: firms.shared.id, ts: ts!, text: "now" });
    expect(changed).toMatchObject({ ok: true, ts, text: "now" });
    expect(slack.world.messages[0]).toMatchObject({ edited: { user: firms.bot.id }, content: { text: "now", blocks: [] } });
    expect(slack.world.messages[0]!.shown).toHaveLength(3);
  });

  test("an update is refused for what is not there, not ours, or too long", async () => {
    const { ts } = await post(firms.shared.id);
    const spoken = say(slack.world, firms.shared, firms.freja, "mine");
    const update = (of: string, text = "now") => refusal(web.chat.update({ channel: firms.shared.id, ts: of, text }));
    expect(await update("1.000001")).toBe("message_not_found");
    expect(await update(spoken.ts)).toBe("cant_update_message");
    expect(await update(ts!, "x".repeat(4001))).toBe("msg_too_long");
    firms.shared.is_archived = true;
    expect(await update(ts!)).toBe("is_inactive");
  });

  test("a message of ours can be taken away, once", async () => {
    const { ts } = await post(firms.shared.id);
    const spoken = say(slack.world, firms.shared, firms.freja, "mine");
    expect(await refusal(web.chat.delete({ channel: firms.shared.id, ts: spoken.ts }))).toBe("cant_delete_message");
    expect(await web.chat.delete({ channel: firms.shared.id, ts: ts! })).toMatchObject({ ok: true, ts });
    expect(await refusal(web.chat.delete({ channel: firms.shared.id, ts: ts! }))).toBe("message_not_found");
    expect(await refusal(web.chat.update({ channel: firms.shared.id, ts: ts!, text: "now" }))).toBe("message_not_found");
  });

  test("an ephemeral goes to one who is in the channel", async () => {
    await web.chat.postEphemeral({ channel: firms.shared.id, user: firms.freja.id, text: "for you" });
    expect(slack.world.ephemerals).toMatchObject([{ user: firms.freja.id, text: "for you" }]);
    expect(await refusal(web.chat.postEphemeral({ channel: firms.side.id, user: firms.freja.id, text: "for you" }))).toBe(
      "user_not_in_channel",
    );
  });

  test("a message has an address, which names its thread", async () => {
    const { ts } = await post(firms.shared.id);
    const reply = await post(firms.shared.id, { thread_ts: ts });
    const link = (message: string) => web.chat.getPermalink({ channel: firms.shared.id, message_ts: message });
    expect((await link(ts!)).permalink).toBe(`https://sahand.slack.com/archives/${firms.shared.id}/p${ts!.replace(".", "")}`);
    expect((await link(reply.ts!)).permalink).toContain(`?thread_ts=${ts}&cid=${firms.shared.id}`);
    expect(await refusal(link("1.000001"))).toBe("message_not_found");
  });
});

describe("conversations", () => {
  test("a shared channel says whose it is and who else is connected; another firm's is not there", async () => {
    const { channel } = await web.conversations.info({ channel: firms.shared.id, include_num_members: true });
    expect(channel).toMatchObject({
      is_ext_shared: true,
      is_shared: true,
      is_member: true,
      is_private: false,
      conversation_host_id: firms.sahand.id,
      shared_team_ids: [firms.sahand.id, firms.nordvik.id],
      num_members: 3,
    });
    expect((await web.conversations.info({ channel: firms.side.id })).channel).toMatchObject({ is_ext_shared: false, is_private: true });
    const theirs = addChannel(slack.world, firms.nordvik, "theirs", [firms.freja]);
    expect(await refusal(web.conversations.info({ channel: theirs.id }))).toBe("channel_not_found");
  });

  test("members come in pages", async () => {
    const first = await web.conversations.members({ channel: firms.shared.id, limit: 2 });
    const cursor = first.response_metadata!.next_cursor!;
    const second = await web.conversations.members({ channel: firms.shared.id, limit: 2, cursor });
    expect([...first.members!, ...second.members!]).toEqual([firms.bot.id, firms.reza.id, firms.freja.id]);
    expect(second.response_metadata?.next_cursor).toBe("");
    expect(await refusal(web.conversations.members({ channel: firms.shared.id, cursor: "bogus" }))).toBe("invalid_cursor");
  });

  test("a person of the other firm who shares a channel can be written to, a stranger cannot", async () => {
    const opened = await web.conversations.open({ users: firms.freja.id });
    expect(opened.channel?.id).toMatch(/^D/);
    expect(await web.conversations.open({ users: firms.freja.id, return_im: true })).toMatchObject({
      already_open: true,
      channel: { id: opened.channel?.id, user: firms.freja.id },
    });
    expect(await refusal(post(opened.channel!.id!))).toBe("");
    expect(await refusal(post(firms.freja.id))).toBe("");
    expect(slack.world.messages.map(({ channel }) => channel.id)).toEqual([opened.channel?.id, opened.channel?.id]);
    expect(await refusal(web.conversations.open({ users: firms.stranger.id }))).toBe("user_not_visible");
    expect(await refusal(post(firms.stranger.id))).toBe("channel_not_found");
    expect(await refusal(web.conversations.open({ users: "U999" }))).toBe("user_not_found");
    firms.freja.deleted = true;
    expect(await refusal(web.conversations.open({ users: firms.freja.id }))).toBe("user_disabled");
  });

  test("what was said is there, the newest first, within bounds, with metadata for who asks", async () => {
    const one = await post(firms.shared.id);
    slack.advance(1000);
    const two = say(slack.world, firms.shared, firms.freja, "second");
    await post(firms.shared.id, { thread_ts: two.ts });
    const all = await web.conversations.history({ channel: firms.shared.id });
    expect(all.messages!.map(({ ts }) => ts)).toEqual([two.ts, one.ts]);
    expect(all.messages![1]).not.toHaveProperty("metadata");
    const bounded = await web.conversations.history({
      channel: firms.shared.id,
      oldest: one.ts!,
      latest: two.ts,
      inclusive: true,
      limit: 1,
      include_all_metadata: true,
    });
    expect(bounded).toMatchObject({ has_more: true, messages: [{ ts: two.ts, reply_count: 1 }] });
    const open = await web.conversations.history({ channel: firms.shared.id, latest: two.ts, include_all_metadata: true });
    expect(open.messages).toMatchObject([{ ts: one.ts, metadata }]);
    expect((await web.conversations.history({ channel: firms.shared.id, oldest: two.ts })).messages).toEqual([]);
  });

  test("a thread is its parent and the answers to it", async () => {
    const parent = say(slack.world, firms.shared, firms.freja, "why?");
    const answer = await post(firms.shared.id, { thread_ts: parent.ts });
    const thread = await web.conversations.replies({ channel: firms.shared.id, ts: parent.ts, include_all_metadata: true });
    expect(thread.messages).toMatchObject([{ ts: parent.ts }, { ts: answer.ts, thread_ts: parent.ts, metadata }]);
    expect(await refusal(web.conversations.replies({ channel: firms.shared.id, ts: "1.000001" }))).toBe("thread_not_found");
  });

  test("the bot may walk into a public channel of its own workspace and reads nothing before", async () => {
    const open = addChannel(slack.world, firms.sahand, "open", [firms.reza]);
    expect(await refusal(web.conversations.history({ channel: open.id }))).toBe("not_in_channel");
    expect(await web.conversations.join({ channel: open.id })).toMatchObject({ channel: { is_member: true } });
    expect(await web.conversations.join({ channel: open.id })).toMatchObject({ warning: "already_in_channel" });
    expect(await refusal(web.conversations.join({ channel: firms.side.id }))).toBe("method_not_supported_for_channel_type");
    open.is_archived = true;
    expect(await refusal(web.conversations.join({ channel: open.id }))).toBe("is_archived");
  });

  test("a bot's channels are those in which it is, by type", async () => {
    const named = async (types?: string) =>
      (await web.users.conversations(types === undefined ? {} : { types })).channels!.map(({ name }) => name);
    expect(await named()).toEqual(["sahand-nordvik"]);
    expect(await named("public_channel,private_channel")).toEqual(["sahand-nordvik", "sahand-inside"]);
    const ofFreja = await web.users.conversations({ user: firms.freja.id, types: "public_channel,private_channel" });
    expect(ofFreja.channels!.map(({ id }) => id)).toEqual([firms.shared.id]);
  });

  test("a firm that is cut off keeps a copy with another id", async () => {
    const theirs = install(slack.world, firms.nordvik);
    firms.shared.members.push(theirs.bot_user);
    const copy = cutOff(slack.world, firms.shared, firms.nordvik);
    expect((await web.conversations.info({ channel: firms.shared.id })).channel).toMatchObject({ is_ext_shared: false });
    const their = clientOf(slack, theirs.token);
    expect(await refusal(their.conversations.info({ channel: firms.shared.id }))).toBe("channel_not_found");
    expect((await their.conversations.info({ channel: copy.id })).channel).toMatchObject({ frozen_reason: "connection_severed" });
    expect(await refusal(post(firms.freja.id))).toBe("channel_not_found");
  });
});

describe("people", () => {
  test("a person says whose they are; an outsider's language is told to nobody", async () => {
    const own = await web.users.info({ user: firms.reza.id, include_locale: true });
    expect(own.user).toMatchObject({ team_id: firms.sahand.id, tz: "Asia/Tehran", locale: "en-US", is_restricted: false });
    expect(own.user).not.toHaveProperty("is_stranger");
    expect(own.user?.profile).not.toHaveProperty("email");
    const outsider = await web.users.info({ user: firms.freja.id, include_locale: true });
    expect(outsider.user).toMatchObject({ team_id: firms.nordvik.id, is_stranger: false });
    expect(outsider.user).not.toHaveProperty("locale");
    expect((await web.users.info({ user: firms.stranger.id })).user).toMatchObject({ is_stranger: true });
    expect(await refusal(web.users.info({ user: "U999" }))).toBe("user_not_found");
    firms.reza.deleted = true;
    expect((await web.users.info({ user: firms.reza.id })).user).toMatchObject({ deleted: true });
  });

  test("a workspace is named to those who share a channel with it", async () => {
    expect((await web.team.info()).team).toMatchObject({ id: firms.sahand.id, name: "Sahand", domain: "sahand" });
    expect((await web.team.info({ team: firms.nordvik.id })).team).toMatchObject({ name: "Nordvik" });
    expect(await refusal(web.team.info({ team: "T999" }))).toBe("team_not_found");
  });

  test("a token says whose it is until it is taken back", async () => {
    expect(await web.auth.test()).toMatchObject({ team_id: firms.sahand.id, user_id: firms.bot.id, bot_id: firms.ours.bot });
    expect(await web.auth.revoke({ test: true })).toMatchObject({ revoked: false });
    expect(await web.auth.revoke()).toMatchObject({ revoked: true });
    expect(await refusal(web.auth.test())).toBe("token_revoked");
    firms.ours.state = "uninstalled";
    expect(await refusal(web.auth.test())).toBe("account_inactive");
    expect(await refusal(clientOf(slack, "xoxb-unknown").auth.test())).toBe("invalid_auth");
    expect(await refusal(clientOf(slack, "").auth.test())).toBe("not_authed");
  });

  test("a method asks for its scope, and one that there is not is unknown", async () => {
    expect(firms.ours.scopes).toEqual(usualScopes);
    firms.ours.scopes = ["chat:write"];
    await expect(web.users.info({ user: firms.reza.id })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "users:read", provided: "chat:write" },
    });
    await expect(web.apiCall("no.such")).rejects.toMatchObject({ data: { error: "unknown_method", req_method: "no.such" } });
  });

  test("a call may come as JSON", async () => {
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", authorization: `Bearer ${firms.ours.token}` },
      body: JSON.stringify({ channel: firms.shared.id, text: "hello", blocks: words, unfurl_links: false }),
    });
    expect(await response.json()).toMatchObject({ ok: true });
    expect(slack.ledger[0]!.args).toEqual({ channel: firms.shared.id, text: "hello", blocks: words, unfurl_links: false });
  });
});

describe("marks", () => {
  test("a message is pinned once, and unpinned once", async () => {
    const { ts } = await post(firms.shared.id);
    const at = { channel: firms.shared.id, timestamp: ts! };
    expect(await refusal(web.pins.add(at))).toBe("");
    expect(await refusal(web.pins.add(at))).toBe("already_pinned");
    expect(slack.world.messages[0]!.pinned).toBe(true);
    expect(await refusal(web.pins.remove(at))).toBe("");
    expect(await refusal(web.pins.remove(at))).toBe("no_pin");
    expect(await refusal(web.pins.add({ ...at, timestamp: "1.000001" }))).toBe("message_not_found");
  });

  test("a message is marked once by each", async () => {
    const spoken = say(slack.world, firms.shared, firms.freja, "done");
    const at = { channel: firms.shared.id, timestamp: spoken.ts };
    expect(await refusal(web.reactions.add({ ...at, name: "white_check_mark" }))).toBe("");
    expect(await refusal(web.reactions.add({ ...at, name: "white_check_mark" }))).toBe("already_reacted");
    expect(await refusal(web.reactions.add({ ...at, name: "not a name" }))).toBe("invalid_name");
    spoken.reactions[0]!.users.push(firms.freja.id);
    expect(await web.reactions.get(at)).toMatchObject({ message: { reactions: [{ name: "white_check_mark", count: 2 }] } });
    expect(await refusal(web.reactions.remove({ ...at, name: "white_check_mark" }))).toBe("");
    expect(await refusal(web.reactions.remove({ ...at, name: "white_check_mark" }))).toBe("no_reaction");
    expect(spoken.reactions).toEqual([{ name: "white_check_mark", users: [firms.freja.id] }]);
  });

  test("a file is described to who is in its channel, and read with a token", async () => {
    const file = addFile(slack.world, firms.freja, "crack.png", "image/png", new Uint8Array([1, 2, 3]));
    say(slack.world, firms.shared, firms.freja, "look", { files: [file] });
    const { file: shown } = await web.files.info({ file: file.id });
    expect(shown).toMatchObject({ name: "crack.png", filetype: "png", size: 3, user_team: firms.nordvik.id, channels: [firms.shared.id] });
    const read = await fetch(shown!.url_private!, { headers: { authorization: `Bearer ${firms.ours.token}` } });
    expect([read.headers.get("content-type"), [...new Uint8Array(await read.arrayBuffer())]]).toEqual(["image/png", [1, 2, 3]]);
    const unknown = await fetch(shown!.url_private!);
    expect([unknown.status, await unknown.text()]).toEqual([200, expect.stringContaining("Sign in")]);
    file.deleted = true;
    expect(await refusal(web.files.info({ file: file.id }))).toBe("file_deleted");
    const elsewhere = addFile(slack.world, firms.freja, "own.png", "image/png", new Uint8Array());
    say(slack.world, addChannel(slack.world, firms.nordvik, "theirs", [firms.freja]), firms.freja, "", { files: [elsewhere] });
    expect(await refusal(web.files.info({ file: elsewhere.id }))).toBe("file_not_found");
  });

  test("a channel has bookmarks", async () => {
    const link = "https://parley.example/cases/1";
    await web.bookmarks.add({ channel_id: firms.shared.id, title: "Board", type: "link", link });
    expect((await web.bookmarks.list({ channel_id: firms.shared.id })).bookmarks).toMatchObject([{ title: "Board", link }]);
    expect(await refusal(web.bookmarks.add({ channel_id: firms.shared.id, title: "Board", type: "link", link: "nowhere" }))).toBe(
      "invalid_link",
    );
  });
});

describe("installing", () => {
  const redirect = "http://127.0.0.1:1/slack/installed";
  const page = () => `${slack.url}/oauth/v2/authorize?client_id=1111.2222&state=s-1&redirect_uri=${encodeURIComponent(redirect)}`;
  const back = async () => new URL((await fetch(page(), { redirect: "manual" })).headers.get("location")!);
  const secrets = () => ({ client_id: slack.world.app.clientId, client_secret: slack.world.app.clientSecret });

  test("who allows it is sent back with a code, which becomes a token once", async () => {
    slack.installing = { team: firms.nordvik.id, user: firms.freja.id };
    const code = (await back()).searchParams.get("code")!;
    expect((await back()).searchParams.get("state")).toBe("s-1");
    const granted = await web.oauth.v2.access({ ...secrets(), code });
    expect(granted).toMatchObject({
      team: { id: firms.nordvik.id },
      authed_user: { id: firms.freja.id },
      token_type: "bot",
      enterprise: null,
    });
    expect(await clientOf(slack, granted.access_token!).auth.test()).toMatchObject({ team_id: firms.nordvik.id });
    expect(await refusal(web.oauth.v2.access({ ...secrets(), code }))).toBe("code_already_used");
    expect(await refusal(web.oauth.v2.access({ ...secrets(), code: "guessed" }))).toBe("invalid_code");
    expect(await refusal(web.oauth.v2.access({ ...secrets(), client_secret: "guessed", code }))).toBe("bad_client_secret");
    expect(await refusal(web.oauth.v2.access({ ...secrets(), client_id: "guessed", code }))).toBe("invalid_client_id");
  });

  test("who cancels is sent back without", async () => {
    expect((await back()).searchParams.get("error")).toBe("access_denied");
  });

  test("a token that rotates ends after twelve hours, and the next comes from its refresh token", async () => {
    slack.world.rotates = true;
    const rotating = install(slack.world, firms.nordvik);
    const old = { token: rotating.token, refresh: rotating.refresh! };
    slack.advance(12 * 3_600_000);
    expect(await refusal(clientOf(slack, old.token).auth.test())).toBe("token_expired");
    const again = () => web.oauth.v2.access({ ...secrets(), grant_type: "refresh_token", refresh_token: old.refresh });
    const next = await again();
    expect(next).toMatchObject({ expires_in: 43_200, refresh_token: rotating.refresh });
    expect(await refusal(clientOf(slack, next.access_token!).auth.test())).toBe("");
    expect(await refusal(again())).toBe("invalid_refresh_token");
  });

  test("who installs again gets another token for the same bot", async () => {
    const before = { ...firms.ours };
    firms.ours.state = "uninstalled";
    const again = install(slack.world, firms.sahand);
    expect(again.bot_user).toBe(before.bot_user);
    expect(again.token).not.toBe(before.token);
    expect(await refusal(clientOf(slack, again.token).auth.test())).toBe("");
  });
});

describe("ids", () => {
  let other: Slack;
  beforeAll(async () => {
    other = await startSlack();
  });
  afterAll(() => other.close());

  test("the same script gives the same ids and timestamps", async () => {
    const again = twoFirms(other.world);
    const more = addUser(other.world, again.nordvik, "Mads");
    expect(more.id).toBe(addUser(slack.world, firms.nordvik, "Mads").id);
    expect(say(other.world, again.shared, again.freja, "hi").ts).toBe(say(slack.world, firms.shared, firms.freja, "hi").ts);
  });
});
