/** Everywhere that people meet Parley in Slack: emoji, the slash command, menus, the app's home, files, threads, their own language. */
import { describe, expect, test } from "vitest";
import { appHomeOpened, appMention, messageEvent, reaction } from "../../support/slack/events.ts";
import { addChannel, addFile, addUser, say } from "../../support/slack/furnish.ts";
import { asked, onRig, privately, standing, told } from "../../support/slack/on-rig.ts";
import { messageAction, shortcut, slash, submit } from "../../support/slack/payloads.ts";
import { buttonsOf, textOfBlocks, textOfView } from "../../support/slack/read.ts";
import type { Rig } from "../../support/slack/rig.ts";
import { homeOf, modalOf, viewShown } from "../../support/slack/views.ts";
import type { Message, User } from "../../support/slack/world.ts";

let rig: Rig;
onRig((made) => {
  rig = made;
});

const count = async (what: "cases" | "events") =>
  (await rig.database.query<{ n: number }>(`count-${what}`, `select count(*)::int as n from ${what}`))[0]!.n;
async function marks(user: User, on: Message, name: string, type: "reaction_added" | "reaction_removed" = "reaction_added") {
  await rig.event(reaction(rig.world, type, user, on, name));
  await rig.settled();
}
const photo = (user: User) => addFile(rig.world, user, "crack.jpg", "image/jpeg", new Uint8Array(3));
const inLanguage = async (language: string) => {
  const people = rig.account.people.map((person) => ({ ...person, language }));
  await rig.store.saveAccount({ ...rig.account, people });
};

describe("an emoji", () => {
  test("🎫 of either firm's people reads the message back to them, ready to be reported, with its photo", async () => {
    const { world, firms } = rig;
    const message = say(world, firms.shared, firms.freja, "Batch 4411 came in cracked, 38 of 120", { files: [photo(firms.freja)] });
    for (const user of [firms.freja, firms.reza]) {
      await marks(user, message, "ticket");
      expect(told(rig, user)).toContain("38 of 120");
      asked(rig, user, "action.report-as:nothing");
    }
    expect(await rig.database.query("files", "select name from chat_files")).toHaveLength(2);
    expect(await count("cases")).toBe(1);
  });

  test("👀 takes what is asked of whoever puts it there; of others it does nothing", async () => {
    await rig.report();
    await rig.pass();
    const { reza, freja } = rig.firms;
    const arash = await rig.person("arash");
    const ask = privately(rig, reza).find(({ content }) => buttonsOf(content.blocks).some(({ key }) => key === "action.take"))!;
    const before = await count("events");
    for (const user of [freja, arash]) await marks(user, ask, "eyes");
    expect(await count("events")).toBe(before);
    await marks(reza, ask, "eyes");
    expect(await count("events")).toBeGreaterThan(before);
    const taken = await count("events");
    await marks(reza, ask, "eyes");
    expect(await count("events")).toBe(taken);
  });

  test("👀 taken away offers whoever took it to give it back, to them alone; to whoever has nothing there it says nothing", async () => {
    await rig.report();
    await rig.pass();
    const { reza, freja } = rig.firms;
    const ask = asked(rig, reza, "action.take");
    await marks(reza, ask, "eyes", "reaction_removed");
    expect(told(rig, reza)).not.toContain("If somebody else should have it");
    await marks(reza, ask, "eyes");
    await rig.pass();
    const [before, heard] = [await count("events"), told(rig, freja)];
    await marks(reza, ask, "eyes", "reaction_removed");
    expect(told(rig, reza)).toContain("If somebody else should have it");
    expect([await count("events"), told(rig, freja)]).toEqual([before, heard]);
    const offer = privately(rig, reza).findLast(({ content }) => textOfBlocks(content.blocks).includes("If somebody else should have it"))!;
    expect(buttonsOf(offer.content.blocks).map(({ label }) => label)).toEqual(["Hand over…"]);
  });

  test("📌 in a case's thread offers to keep the message, filled in; nothing is kept before it is sent", async () => {
    await rig.report();
    await rig.pass();
    const { world, firms } = rig;
    const card = standing(rig, firms.shared, "action.add-evidence");
    const message = say(world, firms.shared, firms.freja, "The crack begins at the flange", { thread: card, files: [photo(firms.freja)] });
    const before = await count("events");
    await marks(firms.reza, message, "pushpin");
    expect(buttonsOf(asked(rig, firms.reza, "action.share").content.blocks).map(({ label }) => label)).toEqual(["Add to the case…"]);
    await rig.presses(firms.reza, asked(rig, firms.reza, "action.share"), "action.share");
    expect(textOfView(viewShown(world, modalOf(world, firms.reza.id)!))).toContain("The crack begins at the flange");
    expect(await count("events")).toBe(before);
    await rig.interaction(submit(world, firms.reza, modalOf(world, firms.reza.id)!, {}));
    await rig.settled();
    const bodies = await rig.database.query<{ body: string }>("bodies", "select body from events");
    const entry = bodies
      .map(({ body }) => JSON.parse(body) as { type: string; files?: readonly string[] })
      .find(({ type }) => type === "evidence-added");
    const kept = await rig.database.query<{ id: string }>("files", "select id from chat_files");
    expect([entry?.files, kept.length]).toEqual([kept.map(({ id }) => id), 1]);
  });

  test("📌 outside of a case's thread says so; ✅ where nothing is to be done, and any other emoji, do nothing", async () => {
    const { world, firms } = rig;
    await rig.report();
    await rig.pass();
    const [before, posts] = [await count("events"), world.messages.length];
    const message = say(world, firms.shared, firms.freja, "The canteen is closed");
    await marks(firms.freja, message, "pushpin");
    expect(told(rig, firms.freja)).toContain("stands in no case’s thread");
    const so = told(rig, firms.freja);
    for (const name of ["white_check_mark", "tada", "+1"]) await marks(firms.freja, standing(rig, firms.shared, "action.more"), name);
    await marks(firms.freja, message, "ticket", "reaction_removed");
    expect([told(rig, firms.freja), await count("events"), world.messages.length - 1]).toEqual([so, before, posts]);
  });

  test("of somebody who is nobody here does nothing and is answered by nothing", async () => {
    const { world, firms } = rig;
    firms.shared.members.push(firms.stranger.id);
    const message = say(world, firms.shared, firms.freja, "Batch 4411 came in cracked");
    for (const name of ["ticket", "eyes", "white_check_mark", "pushpin"]) await marks(firms.stranger, message, name);
    expect(world.ephemerals).toEqual([]);
    expect(await count("cases")).toBe(1);
  });
});

describe("the slash command and the menus", () => {
  const command = async (user: User, text: string) => {
    const answer = await rig.command(slash(rig.world, user, rig.firms.shared, "/parley", text));
    await rig.settled();
    return answer;
  };
  test.each(["", "report", "  Report "])("/parley %j opens the form of a report", async (text) => {
    expect(await command(rig.firms.reza, text)).toEqual({ status: 200, body: "" });
    expect(textOfView(viewShown(rig.world, modalOf(rig.world, rig.firms.reza.id)!))).not.toBe("");
    expect(await count("cases")).toBe(1);
  });

  test("/parley with words reads them back, as after a mention; words that nobody knows are answered too", async () => {
    await command(rig.firms.reza, "batch 4411 came in cracked, 38 of 120");
    expect(told(rig, rig.firms.reza)).toContain("38 of 120");
    rig.world.ephemerals.length = 0;
    await command(rig.firms.reza, "xyzzy");
    expect(told(rig, rig.firms.reza)).not.toBe("");
    expect(modalOf(rig.world, rig.firms.reza.id)).toBeNull();
  });

  test("the menu of everything opens the form of a report; a message's own reads that message, with its photo", async () => {
    const { world, firms } = rig;
    await rig.interaction(shortcut(world, firms.reza, "v1:report"));
    await rig.settled();
    expect(modalOf(world, firms.reza.id)).not.toBeNull();
    const message = say(world, firms.shared, firms.freja, "Batch 4411 came in cracked, 38 of 120", { files: [photo(firms.freja)] });
    await rig.interaction(messageAction(world, firms.reza, message, "v1:report-message"));
    await rig.settled();
    expect(told(rig, firms.reza)).toContain("38 of 120");
    expect(await rig.database.query("files", "select name, type from chat_files")).toEqual([{ name: "crack.jpg", type: "image/jpeg" }]);
  });
});

describe("files", () => {
  test("of which Slack tells the id alone are taken along by it", async () => {
    const { world, firms } = rig;
    const message = say(world, firms.shared, firms.freja, `<@${firms.bot.id}> batch 4411 came in cracked`, { files: [photo(firms.freja)] });
    const [{ id }] = (messageEvent(world, message)["files"] as [{ id: string }]) ?? [];
    await rig.event({ ...messageEvent(world, message), files: [{ id, mode: "file_access", file_access: "check_file_info" }] } as never);
    await rig.settled();
    expect(await rig.database.query("files", "select native as id, name from chat_files")).toEqual([{ id, name: "crack.jpg" }]);
  });

  test("that Slack does not let us see are left out, which is said; the words are read all the same", async () => {
    const { world, firms } = rig;
    const file = photo(firms.freja);
    const message = say(world, firms.shared, firms.freja, `<@${firms.bot.id}> batch 4411 came in cracked, 38 of 120`, { files: [file] });
    const event = messageEvent(world, message);
    file.deleted = true;
    await rig.event(event);
    await rig.settled();
    expect(told(rig, firms.freja)).toContain("Slack does not let me see one of these files");
    expect(told(rig, firms.freja)).toContain("38 of 120");
  });
});

describe("where somebody asked", () => {
  test("they are answered: in the thread of a mention, and directly in direct messages, where no mention is needed", async () => {
    const { world, firms, slack } = rig;
    const above = say(world, firms.shared, firms.reza, "How far are we?");
    const mention = say(world, firms.shared, firms.freja, `<@${firms.bot.id}> status`, { thread: above });
    await rig.event(appMention(world, mention));
    await rig.settled();
    expect(slack.taken("chat.postEphemeral").at(-1)!.args).toMatchObject({ channel: firms.shared.id, thread_ts: above.ts });
    const direct = rig.direct(firms.freja);
    await rig.writes(firms.freja, direct, "batch 4411 came in cracked, 38 of 120");
    const last = privately(rig, firms.freja).at(-1)!;
    expect([last.channel.id, textOfBlocks(last.content.blocks)]).toEqual([direct.id, expect.stringContaining("38 of 120")]);
  });

  test("our name in the middle of what people say to each other is no question to us", async () => {
    const { world, firms } = rig;
    await rig.event(appMention(world, say(world, firms.shared, firms.freja, `ask <@${firms.bot.id}> about it`)));
    await rig.settled();
    expect(world.ephemerals).toEqual([]);
  });

  test.each([
    ["da", "status", /[æøå]/],
    ["fa", "status", /[\u0600-\u06ff]/],
  ])("in their own language: %s", async (language, words, signs) => {
    await inLanguage(language);
    const { world, firms } = rig;
    await rig.writes(firms.freja, firms.shared, `@parley ${words}`);
    expect(told(rig, firms.freja)).toMatch(signs);
    await rig.writes(firms.freja, firms.shared, "@parley invite");
    expect(told(rig, firms.freja)).toMatch(signs);
    await rig.report();
    await rig.pass();
    await rig.presses(firms.reza, standing(rig, firms.shared, "action.more"), "action.more");
    expect(textOfView(viewShown(world, modalOf(world, firms.reza.id)!))).toMatch(signs);
  });
});

describe("the app's home", () => {
  const opens = async (user: User) => {
    await rig.event(appHomeOpened(rig.world, user, rig.direct(user).id, null));
    await rig.settled();
    return homeOf(rig.world, user.id)!;
  };
  test("shows what waits and how to report, and its buttons work", async () => {
    await rig.report();
    const home = await opens(rig.firms.reza);
    expect(textOfView(viewShown(rig.world, home))).toContain("Sahand Casting · Nordvik Pumps");
    expect(textOfView(viewShown(rig.world, home))).toContain("PAR-00001");
    const [first] = buttonsOf(home.sent["blocks"] as never);
    await rig.presses(rig.firms.reza, home, first!.key);
    expect(modalOf(rig.world, rig.firms.reza.id)).not.toBeNull();
  });

  test("shows each relationship of somebody who is in two, with buttons that Slack can tell apart", async () => {
    const { account, firms } = rig;
    const second = {
      ...account,
      id: "second" as never,
      firms: { ...account.firms, customer: { ...account.firms.customer, name: "Vestby Ships" } },
    };
    await rig.store.saveAccount(second);
    await rig.tables.link({ relationship: second.id, person: "reza" as never, team: firms.reza.team, user: firms.reza.id });
    const shown = textOfView(viewShown(rig.world, await opens(firms.reza)));
    expect(shown).toContain("Sahand Casting · Nordvik Pumps");
    expect(shown).toContain("Sahand Casting · Vestby Ships");
  });

  test("says to a colleague who is nobody here how they become somebody, and writes nothing to them", async () => {
    const { world, firms } = rig;
    const colleague = addUser(world, firms.sahand, "Colleague");
    addChannel(world, firms.sahand, "general", [colleague]);
    const home = await opens(colleague);
    expect(textOfView(viewShown(world, home))).toContain("I do not know yet who you are here");
    expect(told(rig, colleague)).toBe("");
  });
});
