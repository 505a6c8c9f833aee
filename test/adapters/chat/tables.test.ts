/** Two chat platforms on one database: each keeps its own people, rooms and messages, and neither takes the other's for its own. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Platform } from "../../../adapters/chat/platform.ts";
import { type Tables, tables } from "../../../adapters/chat/tables.ts";
import type { CaseId, PersonId, RelationshipId } from "../../../src/domain/ids.ts";
import type { Database } from "../../../src/ports/database.ts";
import { freshPglite } from "../../support/database.ts";

const relationship = "sahand-nordvik" as RelationshipId;
const [reza, freja] = ["reza" as PersonId, "freja" as PersonId];
const one = (name: Platform["name"]): Platform => ({ name, reaching: (_, team) => `select ${team}::text as id` });

let database: Database;
let slack: Tables;
let teams: Tables;
beforeAll(async () => {
  database = await freshPglite();
  [slack, teams] = [tables(database, one("slack")), tables(database, one("teams"))];
});
beforeEach(() => database.exec("truncate chat_people, chat_rooms, chat_messages, chat_files, chat_codes, chat_actions"));
afterAll(() => database.close());

const inSlack = { relationship, person: reza, team: "T1", user: "U1" };
const inTeams = { relationship, person: reza, team: "tenant-1", user: "object-1" };

describe("a person", () => {
  test("has one account on each platform, and another on one of them ends only that one", async () => {
    await slack.link(inSlack);
    await teams.link(inTeams);
    await slack.link({ ...inSlack, user: "U2" });
    expect(await slack.accountOf(inSlack)).toEqual({ team: "T1", user: "U2" });
    expect(await teams.accountOf(inTeams)).toEqual({ team: "tenant-1", user: "object-1" });
    expect(await slack.membersOf([{ team: "tenant-1", user: "object-1" }])).toEqual([]);
    expect(await teams.membersOf([{ team: "tenant-1", user: "object-1" }])).toEqual([{ ...inTeams, version: null }]);
    expect(await teams.end({ team: "T1", user: "U2" }, "closed")).toEqual([]);
    expect(await slack.everyone()).toHaveLength(1);
  });

  test("is found with the version of the settings that hold at that moment", async () => {
    await teams.link(inTeams);
    for (const version of [1, 7]) {
      await database.exec(
        `insert into relationships (id, version, config) values ('${relationship}', ${version}, '{}') on conflict (id) do update set version = ${version}`,
      );
      expect(await teams.membersOf([{ team: "tenant-1", user: "object-1" }])).toEqual([{ ...inTeams, version }]);
    }
    await database.exec("delete from relationships");
  });

  test("is reached wherever they have an account", async () => {
    await teams.link({ ...inTeams, person: freja });
    expect(await slack.reached(relationship)).toEqual([freja]);
    await slack.link(inSlack);
    expect(await teams.reached(relationship)).toEqual([freja, reza]);
    await teams.end(inTeams, "closed");
    expect(await teams.reached(relationship)).toEqual([reza]);
  });

  test("uses a code on one platform, and nobody uses or settles it from the other", async () => {
    await slack.saveCode("ABCD", inSlack, freja);
    const used = await teams.useCode("ABCD", inTeams);
    expect(used).toMatchObject({ person: reza, madeBy: freja });
    expect(await slack.useCode("ABCD", { team: inTeams.team, user: inTeams.user })).toBeNull();
    expect(await slack.settleCode(used!.hash, freja)).toBeNull();
    expect(await teams.settleCode(used!.hash, freja)).toEqual(inTeams);
  });
});

describe("a room", () => {
  test("is one channel on each platform", async () => {
    await slack.saveRoom({ relationship, room: "shared", installation: "T1", channel: "C1" });
    await teams.saveRoom({ relationship, room: "shared", installation: "tenant-1", channel: "19:a" });
    expect(await slack.channelOf(relationship, "shared")).toMatchObject({ installation: "T1", channel: "C1" });
    expect(await teams.channelOf(relationship, "shared")).toMatchObject({ installation: "tenant-1", channel: "19:a" });
    expect(await slack.markRooms("19:a", "closed")).toEqual([]);
    expect((await teams.openRooms()).map(({ channel }) => channel)).toEqual(["19:a"]);
  });
});

describe("a message", () => {
  test("stands on each platform at a place of its own", async () => {
    const at = { relationship, room: "shared", case: "k1" as CaseId };
    await slack.saveMessage("k1:shared:case", { ...at, installation: "T1", channel: "C1", id: "1.2" });
    await teams.saveMessage("k1:shared:case", { ...at, installation: "tenant-1", channel: "19:a", id: "3" });
    expect(await slack.message(relationship, "k1:shared:case")).toEqual({ installation: "T1", channel: "C1", id: "1.2" });
    expect(await teams.message(relationship, "k1:shared:case")).toEqual({ installation: "tenant-1", channel: "19:a", id: "3" });
    expect(await slack.at("19:a", "3")).toBeNull();
  });

  test("is looked up with its room, its reader and its thread in one statement", async () => {
    await teams.link(inTeams);
    await teams.saveRoom({ relationship, room: "@reza", installation: "tenant-1", channel: "a:1" });
    await teams.saveMessage("own", { relationship, room: "@reza", case: null, installation: "tenant-1", channel: "a:1", id: "7" });
    expect(await teams.whereabouts(relationship, "@reza", { person: reza, key: "own", above: "none" })).toEqual({
      channel: { relationship, room: "@reza", installation: "tenant-1", channel: "a:1", state: "open" },
      account: { team: "tenant-1", user: "object-1" },
      through: "tenant-1",
      own: { installation: "tenant-1", channel: "a:1", id: "7" },
      above: null,
    });
    expect(await slack.whereabouts(relationship, "@reza", { person: reza, key: "own", above: null })).toEqual({
      channel: null,
      account: null,
      through: null,
      own: null,
      above: null,
    });
  });
});
