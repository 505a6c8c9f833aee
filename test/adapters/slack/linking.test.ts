/** How an account becomes somebody: by a code that an administrator made and confirms, and by nothing else. */
import { createSecretKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { operatorsCode } from "../../../adapters/chat/codes.ts";
import { installations } from "../../../adapters/slack/installations.ts";
import { grantOf } from "../../../adapters/slack/oauth.ts";
import { secret } from "../../../adapters/slack/secret.ts";
import { handleOf } from "../../../adapters/slack/tables.ts";
import { sha256 } from "../../../src/domain/hash.ts";
import type { PersonId } from "../../../src/domain/ids.ts";
import { envelope, messageEvent } from "../../support/slack/events.ts";
import { addChannel, addUser, say } from "../../support/slack/furnish.ts";
import { install } from "../../support/slack/oauth.ts";
import { asked, forgedPress, onRig, privately, told } from "../../support/slack/on-rig.ts";
import { buttonsOf } from "../../support/slack/read.ts";
import type { Rig } from "../../support/slack/rig.ts";
import type { User } from "../../support/slack/world.ts";

let rig: Rig;
onRig((made) => {
  rig = made;
});

const codePattern = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/g;
const codeTold = (user: User): string => told(rig, user).match(codePattern)!.at(-1)!;
const who = async (user: User) => (await rig.tables.membersOf([{ team: user.team, user: user.id }])).map(({ person }) => person);
const sends = (user: User, text: string) => rig.writes(user, rig.direct(user), text);
const nobody = () => rig.database.exec("delete from chat_people");

/** The supplier's administrator makes a code for somebody. */
async function codeFor(maker: User, person: string): Promise<string> {
  await sends(maker, "invite");
  await rig.presses(maker, asked(rig, maker, `chat.invite:${person}`), `chat.invite:${person}`);
  return codeTold(maker);
}
const offered = (user: User): string[] =>
  privately(rig, user)
    .flatMap(({ content }) => buttonsOf(content.blocks))
    .map(({ key }) => key)
    .filter((key) => key.startsWith("chat.invite:"));

describe("from nothing", () => {
  test("the operator's code lets the first administrator in, who lets in a colleague and the other firm's administrator", async () => {
    await nobody();
    const { world, firms, account } = rig;
    const shirin = addUser(world, firms.sahand, "Shirin A.");
    await sends(shirin, `code ${await operatorsCode(rig.tables, account.id, "shirin" as PersonId, rig.engine.chance)}`);
    expect(await who(shirin)).toEqual(["shirin"]);
    expect(told(rig, shirin)).toContain("Welcome, Shirin Azari");

    const code = await codeFor(shirin, "reza");
    expect(offered(shirin).sort()).toEqual(["arash", "hanne", "neda", "reza"].map((one) => `chat.invite:${one}`));
    await sends(firms.reza, `Code: ${code.toLowerCase().replaceAll("-", " ")}`);
    expect(await who(firms.reza)).toEqual([]);
    expect(told(rig, shirin)).toContain(firms.reza.id);
    await rig.presses(shirin, asked(rig, shirin, "chat.code-yes"), "chat.code-yes");
    expect(await who(firms.reza)).toEqual(["reza"]);
    expect(told(rig, firms.reza)).toContain("Welcome, Reza Karimi");

    const hanne = addUser(world, firms.nordvik, "Hanne B.");
    firms.shared.members.push(hanne.id);
    const second = await codeFor(shirin, "hanne");
    await rig.writes(hanne, firms.shared, `@parley code ${second}`);
    await rig.presses(shirin, asked(rig, shirin, "chat.code-yes"), "chat.code-yes");
    expect(await who(hanne)).toEqual(["hanne"]);
    // From now on each firm lets in its own people alone.
    world.ephemerals.length = 0;
    await sends(shirin, "invite");
    await sends(hanne, "inviter");
    expect(offered(shirin).sort()).toEqual(["chat.invite:arash", "chat.invite:neda"]);
    expect(offered(hanne).every((key) => /freja|mads|ida|jens|lars/.test(key))).toBe(true);
  });

  test("somebody in a workspace that shares no channel is let in through the app that is there", async () => {
    await nobody();
    const { world, firms, database, slack } = rig;
    const shirin = await rig.person("shirin");
    firms.shared.members.length = 0;
    const theirs = install(world, firms.nordvik);
    const keys = { current: createSecretKey(Buffer.alloc(32, 7)), old: null };
    const outside = { refresh: async () => Promise.reject(new Error("not here")), log: { info() {}, warn() {}, error() {} } };
    await installations(database, keys, outside as never).save(await grantOf(secret(theirs.token), slack.apiUrl));
    const hanne = addUser(world, firms.nordvik, "Hanne B.");
    const own = addChannel(world, firms.nordvik, "own", [world.users.get(theirs.bot_user)!, hanne]);
    const code = await codeFor(shirin, "hanne");
    const said = say(world, own, hanne, `<@${theirs.bot_user}> code ${code}`);
    await rig.send(envelope(world, theirs, messageEvent(world, said)));
    await rig.settled();
    await rig.presses(shirin, asked(rig, shirin, "chat.code-yes"), "chat.code-yes");
    expect(await who(hanne)).toEqual(["hanne"]);
    expect(told(rig, hanne)).toContain("Welcome, Hanne Bak");
  });

  test("whoever the maker does not know stays outside, and hears that it was not confirmed", async () => {
    const { firms } = rig;
    const shirin = await rig.person("shirin");
    const code = await codeFor(shirin, "neda");
    firms.shared.members.push(firms.stranger.id);
    await sends(firms.stranger, `code ${code}`);
    const question = asked(rig, shirin, "chat.code-no");
    await rig.presses(shirin, question, "chat.code-no");
    await rig.presses(shirin, question, "chat.code-yes");
    expect(await who(firms.stranger)).toEqual([]);
    expect(told(rig, firms.stranger)).toContain("It was not confirmed");
    expect(told(rig, shirin)).toContain("answered already");
  });
});

describe("a code", () => {
  test("that was guessed, has expired, was used by another account or has been settled is answered alike", async () => {
    const { world, firms, database } = rig;
    const shirin = await rig.person("shirin");
    const [neda, other] = [addUser(world, firms.sahand, "Neda R."), addUser(world, firms.sahand, "Another")];
    const used = await codeFor(shirin, "neda");
    await sends(neda, `code ${used}`);
    await sends(other, `code ${used}`);
    await sends(other, "code ABCD-EFGH-JKMN-PQRS");
    await rig.presses(shirin, asked(rig, shirin, "chat.code-yes"), "chat.code-yes");
    const expired = await codeFor(shirin, "arash");
    await database.exec("update chat_codes set expires_at = clock_timestamp() where settled_at is null");
    await sends(other, `code ${expired}`);
    await sends(other, `code ${used}`);
    const answers = privately(rig, other).map(({ content }) => content.text);
    expect(answers).toHaveLength(4);
    expect(new Set(answers).size).toBe(1);
    expect([await who(other), await who(neda)]).toEqual([[], ["neda"]]);
  });

  test("is confirmed by whoever made it alone, whatever others press", async () => {
    const { world, firms, account } = rig;
    const shirin = await rig.person("shirin");
    const hanne = await rig.person("hanne");
    const code = await codeFor(shirin, "neda");
    const neda = addUser(world, firms.sahand, "Neda R.");
    await sends(neda, `code ${code}`);
    const yes = handleOf(account.id, { kind: "settle-code", hash: sha256(code), yes: true });
    const question = asked(rig, shirin, "chat.code-yes");
    for (const user of [firms.reza, firms.freja, hanne, neda]) {
      expect((await rig.interaction(forgedPress(rig, user, question, yes) as never)).status).toBe(200);
      await rig.settled();
    }
    expect(await who(neda)).toEqual([]);
    await rig.presses(shirin, question, "chat.code-yes");
    expect(await who(neda)).toEqual(["neda"]);
  });

  test("for the other firm's first administrator lets nobody in once that firm has somebody", async () => {
    await nobody();
    const { world, firms, account } = rig;
    const shirin = await rig.person("shirin");
    const code = await codeFor(shirin, "hanne");
    firms.shared.members.push(firms.stranger.id);
    await sends(firms.stranger, `code ${code}`);
    const hanne = addUser(world, firms.nordvik, "Hanne B.");
    await rig.tables.link({ relationship: account.id, person: "hanne" as PersonId, team: hanne.team, user: hanne.id });
    await rig.presses(shirin, asked(rig, shirin, "chat.code-yes"), "chat.code-yes");
    expect([await who(firms.stranger), await who(hanne)]).toEqual([[], ["hanne"]]);
    expect(told(rig, shirin)).toContain("its own administrator lets Hanne Bak in");
  });

  test("stands in no log, in no table and in no delivery that is kept", async () => {
    const shirin = await rig.person("shirin");
    const code = await codeFor(shirin, "neda");
    const neda = addUser(rig.world, rig.firms.sahand, "Neda R.");
    await sends(neda, `code ${code}`);
    await rig.command({
      command: "/parley",
      text: `code ${code}`,
      user_id: neda.id,
      team_id: neda.team,
      channel_id: rig.firms.side.id,
      trigger_id: "1.2",
    });
    await rig.settled();
    const kept = await Promise.all(
      ["inbox", "chat_codes", "chat_actions", "chat_people"].map((table) => rig.database.query(`all-${table}`, `select * from ${table}`)),
    );
    for (const text of [code, code.replaceAll("-", "")]) expect(JSON.stringify([rig.logged, kept])).not.toContain(text);
  });
});

describe("administrators alone", () => {
  test("make codes and rooms; others hear who could", async () => {
    const { firms } = rig;
    await sends(firms.reza, "invite");
    await rig.writes(firms.reza, firms.side, "@parley link");
    await sends(firms.freja, "invite");
    expect(told(rig, firms.reza).match(/Only an administrator of your firm can do this: Shirin Azari\./g)).toHaveLength(2);
    expect(told(rig, firms.freja)).toContain("Hanne Bak");
    expect(told(rig, firms.freja)).not.toContain("Shirin");
  });

  test("make a code: a button that was somebody's else, or drawn before they lost the right, makes none", async () => {
    const { firms, account, database } = rig;
    const shirin = await rig.person("shirin");
    await sends(shirin, "invite");
    const offer = asked(rig, shirin, "chat.invite:neda");
    const value = handleOf(account.id, { kind: "invite", person: "neda" });
    for (const user of [firms.reza, firms.freja]) await rig.interaction(forgedPress(rig, user, offer, value) as never);
    const hanne = await rig.person("hanne");
    await rig.interaction(forgedPress(rig, hanne, offer, value) as never);
    await rig.settled();
    expect(await database.query("codes", "select 1 from chat_codes")).toEqual([]);
  });
});
