/** What Teams sends, read: who acts, what was said, and by what a delivery is known. */
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import {
  type Activity,
  activityOf,
  actorOf,
  askedOf,
  deliveryOf,
  memberOf,
  referenceOf,
  roomOf,
  tenantsIn,
} from "../../../adapters/teams/parse.ts";
import { filesOf, isChatter, isDirect, isToUs, pointedAt, said } from "../../../adapters/teams/said.ts";
import type { Json } from "../../support/slack/json.ts";
import { channelEvent, installation, memberEvent, reaction, sharingEvent } from "../../support/teams/events.ts";
import { addMessage, addTeam, chatWith, say } from "../../support/teams/furnish.ts";
import {
  editActivity,
  fileAttachment,
  frame,
  invoke,
  mentionOf,
  messageAction,
  messageActivity,
  pictureAttachment,
  press,
  refresh,
  submit,
} from "../../support/teams/payloads.ts";
import { type TwoFirms, twoFirms } from "../../support/teams/two-firms.ts";
import { type Message, newWorld, type World } from "../../support/teams/world.ts";

let world: World;
let firms: TwoFirms;
beforeEach(() => {
  world = newWorld(() => Date.UTC(2026, 10, 24, 9));
  world.url = "http://127.0.0.1:1";
  firms = twoFirms(world);
});

const read = (json: Json): Activity => {
  const activity = activityOf(JSON.parse(JSON.stringify(json)));
  if (activity === null) throw new Error("no activity");
  return activity;
};
const card = (extra: Json = {}): Message =>
  addMessage(
    world,
    firms.shared,
    null,
    {
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          content: {
            type: "AdaptiveCard",
            version: "1.5",
            body: [{ type: "Input.Text", id: "words", label: "Words" }],
            actions: [
              { type: "Action.Execute", title: "Yes", verb: "press", data: { handle: "h1" } },
              { type: "Action.Submit", title: "Form", data: { handle: "h2", msteams: { type: "task/fetch" } } },
              { type: "Action.Submit", title: "Old", data: { handle: "h3" } },
            ],
            ...extra,
          },
        },
      ],
    },
    null,
  );

describe("who acts", () => {
  test("is known by their Entra id; in a channel nobody's tenant is told, not even where the channel's host is", () => {
    for (const person of [firms.freja, firms.reza, firms.guest]) {
      const activity = read(messageActivity(world, say(world, firms.shared, person, "hello"), { mentions: true }));
      expect(actorOf(activity)).toEqual({ team: null, user: person.aad });
      expect(tenantsIn(activity)).toEqual([firms.sahand.id, firms.sahand.id]);
    }
  });

  test("is of the conversation's tenant where nobody else can be", () => {
    const activity = messageActivity(world, say(world, chatWith(world, firms.reza), firms.reza, "hello"));
    expect(actorOf(read(activity))).toEqual({ team: firms.sahand.id, user: firms.reza.aad });
    const capitals = { ...activity, from: { ...(activity["from"] as Json), aadObjectId: firms.reza.aad.toUpperCase() } };
    expect(actorOf(read(capitals))).toEqual({ team: firms.sahand.id, user: firms.reza.aad });
    const { conversation: _, ...nowhere } = activity;
    expect(actorOf(read(nowhere))).toEqual({ team: null, user: firms.reza.aad });
  });

  test("is nobody without an Entra id, and never a bot or a name", () => {
    const activity = messageActivity(world, say(world, firms.shared, firms.freja, "hello"));
    const from = activity["from"] as Json;
    for (const other of [
      undefined,
      null,
      "Freja Holm",
      { name: firms.freja.name },
      { id: firms.freja.id, name: firms.freja.name },
      { ...from, aadObjectId: "" },
      { ...from, role: "bot" },
      { ...from, role: "skill" },
      { ...from, id: world.app.bot },
    ])
      expect(actorOf(read({ ...activity, from: other }))).toBe(null);
  });

  test.for<[Json, object | null]>([
    [
      { id: "29:1", tenantId: "T1", aadObjectId: "A1", userRole: "user" },
      { tenant: "t1", user: "a1", isGuest: false },
    ],
    [
      { id: "29:1", tenantId: "T1", objectId: "A1" },
      { tenant: "t1", user: "a1", isGuest: false },
    ],
    [{ id: "29:1", tenantId: "T1", aadObjectId: "A1", userRole: "guest" }, { isGuest: true }],
    [
      { id: "29:1", aadObjectId: "A1", role: "Guest" },
      { tenant: null, isGuest: true },
    ],
    [{ id: "29:1", aadObjectId: "A1", userPrincipalName: "freja_nordvik.example#EXT#@sahand.example" }, { isGuest: true }],
    [
      { id: "28:1", name: "Parley" },
      { tenant: null, user: null, isGuest: false, name: "Parley" },
    ],
    [
      { id: "29:1", tenantId: 5, aadObjectId: [], name: {} },
      { tenant: null, user: null, name: null },
    ],
    [{ name: "Freja" }, null],
  ])("a roster's %o", ([entry, found]) => {
    if (found === null) expect(memberOf(entry)).toBe(null);
    else expect(memberOf(entry)).toMatchObject(found);
  });

  test("no roster has null, a list or a word in it", () => {
    for (const entry of [null, undefined, [], "29:1", 5]) expect(memberOf(entry)).toBe(null);
  });
});

describe("where it is", () => {
  test("is the conversation with its thread; its room is without", () => {
    const message = say(world, firms.shared, firms.freja, "hello");
    const reference = referenceOf(read(messageActivity(world, message)));
    expect(reference).toEqual({
      serviceUrl: "http://127.0.0.1:1/emea/",
      tenant: firms.sahand.id,
      conversation: `${firms.shared.id};messageid=${message.id}`,
    });
    expect(roomOf(reference!.conversation)).toBe(firms.shared.id);
    expect(roomOf(firms.shared.id)).toBe(firms.shared.id);
  });

  test("is nowhere where an activity does not say", () => {
    const activity = messageActivity(world, say(world, firms.shared, firms.freja, "hello"));
    for (const less of [{ serviceUrl: undefined }, { conversation: null }, { conversation: { id: "x" }, channelData: {} }])
      expect(referenceOf(read({ ...activity, ...less }))).toBe(null);
  });
});

describe("what was said", () => {
  const heard = (typed: string): string =>
    said(read(messageActivity(world, say(world, firms.shared, firms.freja, typed), { mentions: true })));

  test.for([
    "batch 4411 came in cracked, 38 of 120",
    "a < b && c > d",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<at>Freja</at> is no mention",
    "&amp;amp; &nbsp;x &#60;",
    "دسته ۴۴۱۱ ترک خورده است",
    "two\nlines",
    "quotes \" and ' stay",
  ])("%j is as it was typed", (typed) => {
    expect(heard(typed)).toBe(typed);
  });

  test("whatever is typed comes out as it was typed, but for white space at its edges and what follows our name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        expect(heard(typed)).toBe(
          typed
            .replaceAll("\r\n", "\n")
            .replace(/^[\s,:]+/, "")
            .trimEnd(),
        );
      }),
    );
  });

  test("others whom it mentions stand there by name, and only what is really our mention is taken out", () => {
    const activity = messageActivity(world, say(world, firms.shared, firms.freja, "x"), { mentions: true });
    const other = mentionOf(firms.reza.id, "Reza Karimi");
    const text = '<at>Parley</at>: ask <at>Reza Karimi</at> &nbsp;about&#160;it &#x1F44D; <at id="1">Lars</at>';
    const entities = [...(activity["entities"] as readonly Json[]), other];
    expect(said(read({ ...activity, text, entities }))).toBe("ask Reza Karimi  about it 👍 Lars");
    // Named in the text by somebody who mentions nobody: it is a word like any other.
    expect(said(read({ ...activity, text: "<at>Parley</at> hello", entities: [] }))).toBe("Parley hello");
    expect(said(read({ ...activity, text: null }))).toBe("");
    expect(said(read({ ...activity, text: "&#0; &#xD800; &#x110000; &bogus;", entities: [] }))).toBe("&#0; &#xD800; &#x110000; &bogus;");
  });

  test("is to us in a chat, or with a mention of our id; the rest is people's talk", () => {
    const words = say(world, firms.shared, firms.freja, "hello");
    const [plain, toUs] = [read(messageActivity(world, words)), read(messageActivity(world, words, { mentions: true }))];
    const direct = read(messageActivity(world, say(world, chatWith(world, firms.reza), firms.reza, "hello")));
    expect([plain, toUs, direct].map(isToUs)).toEqual([false, true, true]);
    expect([plain, toUs, direct].map(isDirect)).toEqual([false, false, true]);
    expect([plain, toUs, direct].map(isChatter)).toEqual([true, false, false]);
    const named = { ...messageActivity(world, words), entities: [mentionOf(firms.reza.id, "Parley")] };
    expect(isToUs(read(named))).toBe(false);
    expect(isChatter(read(editActivity(world, words, "editMessage")))).toBe(true);
    expect(isChatter(read(editActivity(world, words, "softDeleteMessage")))).toBe(false);
    expect(isChatter(read(press(world, firms.freja, card(), "Old")))).toBe(false);
  });

  test("brings files: documents in a chat, pictures anywhere, and no card or HTML", () => {
    const message = say(world, chatWith(world, firms.reza), firms.reza, "see");
    const attachments = [
      fileAttachment("Prüfung 4411.pdf", "https://download.example/1"),
      pictureAttachment(world, "png"),
      { contentType: "application/vnd.microsoft.card.adaptive", content: {} },
      { contentType: "application/vnd.microsoft.teams.file.download.info", name: "no content" },
    ];
    expect(filesOf(read(messageActivity(world, message, { attachments })))).toEqual([
      { name: "Prüfung 4411.pdf", type: "pdf", url: "https://download.example/1", isPicture: false },
      { name: "", type: "png", url: expect.stringContaining("/v3/attachments/"), isPicture: true },
    ]);
  });

  test("is pointed at from a message's menu: its words without HTML, whose they are, and where", () => {
    const thread = say(world, firms.shared, firms.reza, "first");
    const message = say(world, firms.shared, firms.freja, "38 of 120 < all\n& cracked", thread);
    const activity = read(messageAction(world, firms.reza, message, "report"));
    expect(pointedAt(activity)).toEqual({ id: message.id, thread: thread.id, text: "38 of 120 < all\n& cracked", by: firms.freja.aad });
    expect(askedOf(activity)).toMatchObject({ name: "composeExtension/fetchTask", verb: "report" });
    expect(pointedAt(read(messageAction(world, firms.reza, card(), "report", { words: "x" })))).toMatchObject({ by: null, thread: null });
    expect(pointedAt(read(invoke(world, firms.reza, message, "task/fetch", { messagePayload: { id: "1" } })))).toBe(null);
    for (const value of [null, {}, { messagePayload: null }, { messagePayload: { id: 5 } }])
      expect(pointedAt(read(invoke(world, firms.reza, message, "composeExtension/fetchTask", { value })))).toBe(null);
  });
});

describe("what is asked", () => {
  test("of a card's button is its verb, its data and what was filled in", () => {
    const message = card();
    const pressed = read(press(world, firms.freja, message, "Yes", { words: "because" }));
    expect(askedOf(pressed)).toEqual({
      name: "adaptiveCard/action",
      verb: "press",
      data: { handle: "h1", words: "because" },
      isAutomatic: false,
    });
    expect(pressed.replyToId).toBe(message.id);
    expect(askedOf(read(press(world, firms.freja, message, "Form")))).toMatchObject({ name: "task/fetch", data: { handle: "h2" } });
    const old = read(press(world, firms.freja, message, "Old"));
    expect([old.type, old.value, askedOf(old)]).toEqual(["message", { handle: "h3" }, null]);
    const answer = { task: { type: "continue", value: { card: message.content["attachments"] } } };
    const sent = read(submit(world, firms.freja, message, answer, "Old", { words: "x" }));
    expect(askedOf(sent)).toMatchObject({ name: "task/submit", data: { handle: "h3", words: "x" } });
    expect(() => press(world, firms.freja, message, "Other")).toThrow(/nothing to press/);
    expect(() => press(world, firms.freja, message, "Yes", { other: "x" })).toThrow(/no field other/);
  });

  test("by a card itself is nobody's doing", () => {
    const message = card({ refresh: { action: { type: "Action.Execute", verb: "look", data: { handle: "h4" } }, userIds: [] } });
    expect(askedOf(read(refresh(world, firms.freja, message)))).toMatchObject({ verb: "look", isAutomatic: true });
    expect(() => refresh(world, firms.freja, card())).toThrow();
  });

  test("in a shape that nobody knows is nothing that harms", () => {
    for (const value of [null, 5, "x", [], { action: null }, { action: { verb: 5, data: [] } }, { data: "x" }])
      expect(askedOf(read({ type: "invoke", name: "adaptiveCard/action", value }))).toMatchObject({ verb: "", data: {} });
    expect(askedOf(read({ type: "invoke" }))).toBe(null);
  });
});

describe("a delivery", () => {
  const known = (json: Json) => deliveryOf(read(json));

  test("of a message is that message, however often it comes; edited or deleted, it is another", () => {
    const message = say(world, firms.shared, firms.freja, "hello");
    const first = known(messageActivity(world, message, { mentions: true }));
    const again = known({ ...messageActivity(world, message, { mentions: true }), timestamp: "2026-11-24T09:00:01Z" });
    expect(again).toEqual(first);
    const others = [
      editActivity(world, message, "editMessage"),
      { ...editActivity(world, message, "editMessage"), timestamp: "2026-11-24T09:05:00Z" },
      editActivity(world, message, "softDeleteMessage"),
      editActivity(world, message, "undeleteMessage"),
      messageActivity(world, say(world, firms.shared, firms.freja, "hello")),
    ].map((one) => known(one).delivery);
    expect(new Set([first.delivery, ...others]).size).toBe(6);
  });

  test("of a press that Teams asks for again has the same meaning under another id; what differs in anything has another", () => {
    const message = card();
    const pressed = () => press(world, firms.freja, message, "Yes", { words: "because" });
    const [first, again] = [known(pressed()), known(pressed())];
    expect(again.delivery).not.toBe(first.delivery);
    expect(again.meaning).toBe(first.meaning);
    const others = [
      press(world, firms.reza, message, "Yes", { words: "because" }),
      press(world, firms.freja, message, "Yes", { words: "else" }),
      press(world, firms.freja, message, "Form"),
      press(world, firms.freja, card(), "Yes", { words: "because" }),
      { ...pressed(), value: { action: { verb: "other", data: { handle: "h1", words: "because" } } } },
      { ...pressed(), value: { action: { verb: "press", data: { handle: "h9", words: "because" } } } },
      { ...pressed(), name: "task/submit", value: { data: { handle: "h1", words: "because" } } },
    ].map((one) => known(one).meaning);
    expect(new Set([first.meaning, ...others]).size).toBe(8);
  });

  test("of whatever else happens is by its id, its kind and its time", () => {
    const { reza, freja, shared } = firms;
    const message = card();
    const elsewhere = addTeam(world, firms.nordvik, "Nordvik quality", [freja]);
    const all = [
      reaction(world, freja, message, "like"),
      reaction(world, freja, message, "like", "Removed"),
      memberEvent(world, reza, shared, "Added", freja),
      memberEvent(world, reza, shared, "Removed", freja),
      memberEvent(world, reza, firms.general, "Added", null),
      sharingEvent(world, reza, shared, "channelShared", elsewhere),
      sharingEvent(world, reza, shared, "channelUnshared", elsewhere),
      channelEvent(world, reza, shared, "Renamed"),
      installation(world, reza, shared, "add"),
      installation(world, reza, chatWith(world, reza), "remove"),
    ];
    const names = all.map(known);
    expect(new Set(names.map(({ delivery }) => delivery)).size).toBe(all.length);
    for (const { delivery, meaning } of names) expect(meaning).toBe(delivery);
    expect(all.map(known)).toEqual(names);
  });

  test("without an id is known by all that it says; every name is one that a database takes", () => {
    const { id: _, ...bare } = frame(world, "conversationUpdate", firms.reza, firms.shared, null);
    expect(known(bare)).toEqual(known(bare));
    expect(known(bare)).not.toEqual(known({ ...bare, timestamp: "later" }));
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (value, conversation, name) => {
        const activity = activityOf({ type: "invoke", id: name, name, value, conversation, from: conversation });
        if (activity === null) return;
        for (const one of Object.values(deliveryOf(activity))) expect(one).toMatch(/^[\x20-\x7e]{1,300}$/);
      }),
    );
  });
});

describe("what changes", () => {
  test("is told with who came, and with whom a channel is shared", () => {
    const { reza, freja, shared } = firms;
    const elsewhere = addTeam(world, firms.nordvik, "Nordvik quality", [freja]);
    expect(read(memberEvent(world, reza, shared, "Added", freja))).toMatchObject({
      membersAdded: [{ id: freja.id, aadObjectId: freja.aad }],
      channelData: { eventType: "channelMemberAdded" },
    });
    expect(read(memberEvent(world, reza, firms.general, "Removed", null))).toMatchObject({
      membersRemoved: [{ id: world.app.bot }],
      channelData: { eventType: "teamMemberRemoved" },
    });
    expect(read(sharingEvent(world, reza, shared, "channelShared", elsewhere)).channelData).toMatchObject({
      eventType: "channelShared",
      channel: { id: shared.id },
      sharedWithTeams: [{ tenantId: firms.nordvik.id }],
    });
    expect(read(sharingEvent(world, reza, shared, "channelUnshared", elsewhere)).channelData?.unsharedFromTeams).toHaveLength(1);
    expect(read(installation(world, reza, shared, "remove"))).toMatchObject({ type: "installationUpdate", action: "remove" });
    expect(read(reaction(world, freja, card(), "heart"))).toMatchObject({ reactionsAdded: [{ type: "heart" }] });
  });

  test("comes with the sender's language and zone", () => {
    expect(read(messageActivity(world, say(world, firms.shared, firms.reza, "سلام")))).toMatchObject({
      locale: "fa-IR",
      localTimezone: "Asia/Tehran",
      localTimestamp: "2026-11-24T12:30:00.000+03:30",
      timestamp: "2026-11-24T09:00:00.000Z",
    });
  });
});
