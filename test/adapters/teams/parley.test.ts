/** Teams as people meet it, through either library: talk, dialogs, rights, side rooms, linking, and whatever comes twice. */
import { describe, expect, test, vi } from "vitest";
import { operatorsCode } from "../../../adapters/chat/codes.ts";
import type { Card } from "../../../adapters/teams/card.ts";
import { commandIds } from "../../../adapters/teams/manifest.ts";
import { type SdkName, sdks } from "../../../adapters/teams/sdk.ts";
import type { CaseId, PersonId, RelationshipId } from "../../../src/domain/ids.ts";
import { type Json, objectOf } from "../../support/slack/json.ts";
import { channelEvent, installation, memberEvent } from "../../support/teams/events.ts";
import { addChannel, addTeam, addUser, say } from "../../support/teams/furnish.ts";
import { buttonOf, dialogIn, forged, onParley, saidIn, standing, told } from "../../support/teams/on-parley.ts";
import { type Answered, type Parley, wordsOf } from "../../support/teams/parley.ts";
import { invoke, messageAction, messageActivity, press, refresh, submit } from "../../support/teams/payloads.ts";
import { inputsOf, keysOf } from "../../support/teams/read.ts";
import type { Channel, Message, User } from "../../support/teams/world.ts";

const names = Object.keys(sdks) as readonly SdkName[];
const tooOld = "This button is too old for me to know what it meant.";
const unknown = "I do not know yet who you are here.";
const words = "batch 4411 came in cracked, 38 of 120";

describe.each(names)("Teams through %s:", (sdk) => {
  let rig: Parley;
  onParley((made) => {
    rig = made;
    // Their clients are set to the language that they are written to in: nobody is offered another.
    for (const user of [made.firms.freja, made.firms.reza]) user.locale = "en-GB";
  }, sdk);

  const count = async (what: "cases" | "events") =>
    (await rig.database.query<{ n: number }>(`count-${what}`, `select count(*)::int as n from ${what}`))[0]!.n;
  const counts = async () => [await count("cases"), await count("events")];
  const bodies = async (): Promise<string> => JSON.stringify(await rig.database.query("all-events", "select * from events"));
  const everything = ({ conversation }: { readonly conversation: Channel }): string =>
    JSON.stringify(rig.world.messages.filter((one) => one.conversation === conversation && one.by === null).map(({ shown }) => shown));
  const keysIn = (answer: Answered): readonly string[] => keysOf(dialogIn(answer)["card"]);
  const fieldsIn = (answer: Answered): readonly Json[] => inputsOf(objectOf(objectOf(dialogIn(answer)["card"])["content"]) as Card);

  /** A failure of Freja's, and all that comes of it sent. */
  async function reported(): Promise<CaseId> {
    const id = await rig.report();
    await rig.pass();
    return id;
  }
  /** Somebody more of a firm, who is there and known. */
  async function person(name: string, { tenants }: { readonly tenants: "sahand" | "nordvik" }): Promise<User> {
    const user = addUser(rig.world, rig.firms[tenants], name);
    await rig.link(name, user);
    return user;
  }
  const shirin = () => person("shirin", { tenants: "sahand" });
  const presses = (user: User, on: Message, key: string): Promise<Answered> => rig.presses(user, on, String(buttonOf(on, key)["id"]));
  /** The case card in the shared channel. */
  const card = (): Message => standing(rig, rig.firms.shared, "action.add-evidence");
  const handleIn = (on: Message, key: string): string => String(objectOf(buttonOf(on, key)["data"])["handle"]);

  describe("a failure in plain words", () => {
    test("is read back to whoever told it, behind a button that opens for them alone, and reported with one press", async () => {
      const { freja, shared, reza } = rig.firms;
      await rig.writes(freja, shared, words);
      const [called, ...others] = rig.posted(shared);
      expect(others).toEqual([]);
      expect(called!.root).toBe(rig.world.messages.find(({ by }) => by === freja)!.id);
      expect(called!.content).toMatchObject({ text: "<at>Freja Holm</at>", entities: [{ type: "mention", mentioned: { id: freja.id } }] });
      expect(JSON.stringify(called!.content)).not.toMatch(/38|4411|cracked/);
      expect(await count("cases")).toBe(1);

      const shown = await rig.presses(freja, called!, "Show me");
      expect(wordsOf(shown.body)).toContain("38 of 120 affected");
      const answer = await rig.submits(freja, called!, shown, "Nothing yet: report it");
      expect(saidIn(answer)).toMatch(/PAR-00001 is open and Sahand Casting has been asked/);
      expect(await count("cases")).toBe(2);
      await rig.submits(freja, called!, shown, "We are slowed: report it");
      expect(await count("cases")).toBe(2);

      await rig.pass();
      expect(card()).toMatchObject({ root: card().id });
      expect(wordsOf(card().content)).toContain("38 of 120 affected");
      expect(told(rig, reza)).toContain("can you confirm that you have this?");
      expect(everything({ conversation: shared })).not.toContain("can you confirm");
    });

    test("is asked of whoever faces it directly, who takes it by a form in a dialog; what is refused stays there with its reason", async () => {
      await reported();
      const { reza } = rig.firms;
      const ask = standing(rig, rig.chat(reza), "action.take");
      const form = await presses(reza, ask, "action.take");
      const fields = fieldsIn(form);
      const before = await count("events");
      const when = ["Date", "Time"].map((kind) => String(fields.find(({ type }) => type === `Input.${kind}`)!["id"]));
      const past = Object.fromEntries(when.map((id, nth) => [id, ["2020-01-01", "16:00"][nth]!]));
      const texts = fields.filter(({ type }) => type === "Input.Text").map(({ id }) => String(id));
      const typed = Object.fromEntries(texts.map((id) => [id, "what I typed"]));
      const refused = await rig.submits(reza, ask, form, "I take it", { ...typed, ...past });
      expect(wordsOf(refused.body)).toMatch(/past|before|later/i);
      expect(JSON.stringify(fieldsIn(refused))).toContain("what I typed");
      expect(await count("events")).toBe(before);

      const taken = await rig.submits(reza, ask, refused, "I take it", Object.fromEntries(when.map((id) => [id, ""])));
      expect(saidIn(taken)).not.toBe("");
      expect(await count("events")).toBeGreaterThan(before);
      await rig.pass();
      expect(card().shown.length).toBeGreaterThan(1);
      expect(keysOf(ask.content)).toEqual([]);
      const below = rig.posted(rig.firms.shared).filter(({ id, root }) => root === card().id && id !== root);
      expect(below.map(({ content }) => wordsOf(content)).join()).toContain("Reza Karimi has taken it.");
    });

    test("is reported out of the menu of the message in which somebody told it", async () => {
      const { shared, freja, reza } = rig.firms;
      const message = say(rig.world, shared, freja, words);
      const shown = await rig.deliver(messageAction(rig.world, reza, message, commandIds.reportMessage));
      expect(wordsOf(shown.body)).toContain("38 of 120 affected");
      const answer = await rig.submits(reza, message, shown, "v1:action.report-as:nothing:2");
      expect(saidIn(answer)).toContain("PAR-00001");
      expect(await count("cases")).toBe(2);
    });

    test("told to nobody is nobody's business: not a word of it is kept", async () => {
      const { shared, freja } = rig.firms;
      const chatter = messageActivity(rig.world, say(rig.world, shared, freja, "the canteen is closed today"));
      const asked = vi.spyOn(rig.database, "query");
      expect(await rig.deliver(chatter)).toEqual({ status: 200, body: null });
      expect(rig.posted(shared)).toEqual([]);
      expect(asked.mock.calls.length).toBeGreaterThan(0);
      expect(JSON.stringify(asked.mock.calls)).not.toContain("canteen");
      asked.mockRestore();
      expect(await rig.database.query("came", "select 1 from inbox where payload = '' and done_at is not null")).toHaveLength(1);
    });
  });

  describe("a button", () => {
    test("“More…” opens a dialog with all that its reader can do now, and each of it opens from there", async () => {
      await reported();
      const { reza, freja } = rig.firms;
      const mine = await presses(reza, card(), "action.more");
      expect(keysIn(mine)).toContain("action.note");
      expect(keysIn(await presses(freja, card(), "action.more"))).not.toEqual(keysIn(mine));
      expect(fieldsIn(await rig.submits(reza, card(), mine, "Note for my firm…")).length).toBeGreaterThan(0);
      expect(rig.posted(rig.firms.shared).filter(({ content }) => wordsOf(content).includes("Off the record"))).toEqual([]);
    });

    test("drawn for one person does nothing for anybody else, of either firm", async () => {
      await reported();
      const { reza, freja } = rig.firms;
      const ask = standing(rig, rig.chat(reza), "action.take-ours");
      const before = await counts();
      for (const user of [freja, await person("arash", { tenants: "sahand" })]) {
        rig.firms.shared.own.push(user.id);
        for (const activity of forged(rig, user, card(), handleIn(ask, "action.take-ours")))
          expect(saidIn(await rig.deliver(activity))).toContain(tooOld);
      }
      expect(await counts()).toEqual(before);
      await presses(reza, ask, "action.take-ours");
      expect(await counts()).not.toEqual(before);
    });

    test("drawn in a firm's own room opens nothing for the other firm, though it was seen there", async () => {
      await reported();
      const { side, freja, reza } = rig.firms;
      const inside = standing(rig, side, "action.note");
      side.own.push(freja.id);
      expect(saidIn(await presses(freja, inside, "action.note"))).toContain(tooOld);
      expect(fieldsIn(await presses(reza, inside, "action.note")).length).toBeGreaterThan(0);
    });

    test("of another relationship, tampered with or made up is answered to the byte like one that never was", async () => {
      await reported();
      const does = { kind: "action", action: {}, room: "shared" };
      await rig.tables.saveActions("alvand-mellat" as RelationshipId, [{ handle: "v1.another", does }]);
      const real = handleIn(card(), "action.add-evidence");
      const before = await counts();
      const answers: string[] = [];
      for (const handle of ["v1.another", "v1.never", `${real.slice(0, 12)}0${real.slice(13)}`, "", "x".repeat(4_000), null, 5, { a: 1 }])
        for (const activity of forged(rig, rig.firms.freja, card(), handle)) answers.push(saidIn(await rig.deliver(activity)));
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain(tooOld);
      expect(await counts()).toEqual(before);
    });

    test.each(["the stranger", "the guest"])("%s gets one sentence from all of them, and hears nobody's name", async (who) => {
      await reported();
      const { shared, general, stranger, guest } = rig.firms;
      const [user, where] = who === "the guest" ? [guest, general] : [stranger, shared];
      if (who === "the stranger") shared.own.push(stranger.id);
      const before = [await counts(), rig.world.messages.length];
      const on = { ...card(), conversation: where };
      const activities = [
        ...["action.more", "action.add-evidence"].flatMap((key) => forged(rig, user, on, handleIn(card(), key))),
        messageAction(rig.world, user, { ...on, by: rig.firms.freja, content: { text: words } }, commandIds.reportMessage),
      ];
      for (const activity of activities) {
        const answer = await rig.deliver(activity);
        expect(saidIn(answer)).toContain(unknown);
        expect(JSON.stringify(answer)).not.toMatch(/Reza|Freja|Shirin|Hanne|Sahand|Nordvik|PAR-/);
      }
      expect([await counts(), rig.world.messages.length]).toEqual(before);
      for (const text of ["status", "link", "invite", words]) await rig.writes(user, where, text);
      const said = rig
        .posted(where)
        .slice(-4)
        .concat(rig.posted(rig.chat(user)));
      const heard = said.map(({ content }) => wordsOf(content)).filter((text) => text.includes(unknown));
      expect(heard.length).toBeGreaterThanOrEqual(4);
      expect(heard.join()).not.toMatch(/Reza|Freja|Shirin|Hanne|Sahand|Nordvik|PAR-/);
      expect(await counts()).toEqual(before[0]);
    });

    test("that calls somebody shows it to them alone", async () => {
      const { freja, reza, stranger, shared } = rig.firms;
      shared.own.push(stranger.id);
      await rig.writes(freja, shared, words);
      const [called] = rig.posted(shared);
      for (const [user, answer] of [
        [reza, tooOld],
        [stranger, unknown],
      ] as const) {
        const shown = await rig.presses(user, called!, "Show me");
        expect(saidIn(shown)).toContain(answer);
        const view = await rig.deliver(refresh(rig.world, user, called!));
        expect(JSON.stringify([shown, view])).not.toMatch(/38|4411|cracked/);
      }
      expect(JSON.stringify(await rig.deliver(refresh(rig.world, freja, called!)))).toContain("4411");
      expect(wordsOf((await rig.presses(freja, called!, "Show me")).body)).toContain("4411");
    });

    test("a form that somebody opened is theirs alone: sent by another, nothing comes of it", async () => {
      await reported();
      const { freja, reza } = rig.firms;
      const form = await presses(freja, card(), "action.volunteer");
      const before = await counts();
      const sent = submit(rig.world, reza, card(), form.body, sendOf(form), {});
      expect(saidIn(await rig.deliver(sent))).toContain(tooOld);
      expect(await counts()).toEqual(before);
    });
  });

  /** What sends a form. */
  function sendOf(form: Answered): string {
    const { actions } = objectOf(objectOf(dialogIn(form)["card"])["content"]) as { actions?: readonly Json[] };
    return String(actions?.[0]?.["title"]);
  }

  describe("a side room", () => {
    const canary = "CANARY our press is worn out";
    const reason = "This was meant for your firm’s own room.";
    const noteAndSend = async (id: CaseId): Promise<void> => {
      await rig.ask("reza", id, { type: "note", text: canary, files: [] } as never);
      await rig.store.redraw(rig.account.id, "supplier");
      for (let pass = 0; pass < 3; pass++) {
        await rig.waitsEnd();
        await rig.pass();
      }
    };
    const toLead = async (room: Channel, id: CaseId): Promise<void> => {
      const lead = await shirin();
      const before = everything({ conversation: room });
      await noteAndSend(id);
      expect(everything({ conversation: room })).toBe(before);
      expect(told(rig, lead)).toContain(reason);
      for (const user of [rig.firms.freja, rig.firms.guest]) expect(told(rig, user)).not.toContain(reason);
      expect(everything({ conversation: rig.firms.shared })).not.toMatch(/CANARY|This was meant/);
    };

    test("of the firm's own people gets what is the firm's", async () => {
      await noteAndSend(await reported());
      expect(everything({ conversation: rig.firms.side })).toContain("PAR-00001");
    });

    test("into which the customer's person came gets no more of it, not even as an edit: it goes to the firm's lead, with the reason", async () => {
      const { side, freja, reza } = rig.firms;
      const id = await reported();
      expect(everything({ conversation: side })).toContain("PAR-00001");
      side.own.push(freja.id);
      await rig.deliver(memberEvent(rig.world, reza, side, "Added", freja));
      await toLead(side, id);
    });

    test("that is a standard channel with a guest in its team gets nothing", async () => {
      const { general, sahand } = rig.firms;
      await rig.tables.saveRoom({ relationship: rig.account.id, room: "supplier", installation: sahand.id, channel: general.id });
      await toLead(general, await reported());
      expect(rig.posted(general)).toEqual([]);
    });
  });

  describe("linking", () => {
    const codePattern = /[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}/g;
    const who = async ({ tenant, aad }: User) => (await rig.tables.membersOf([{ team: tenant, user: aad }])).map(({ person: one }) => one);
    const sends = (user: User, text: string) => rig.writes(user, rig.chat(user), text);

    test("by a code: the operator's lets in the first administrator, who lets in a colleague and the other firm's administrator", async () => {
      await rig.database.exec("delete from chat_people");
      const { reza, shared, sahand, nordvik, stranger } = rig.firms;
      const lead = addUser(rig.world, sahand, "Shirin A.");
      await sends(lead, `code ${await operatorsCode(rig.tables, rig.account.id, "shirin" as PersonId, rig.engine.chance)}`);
      expect(await who(lead)).toEqual(["shirin"]);

      const codeFor = async (one: string): Promise<string> => {
        await sends(lead, "invite");
        const answer = await presses(lead, standing(rig, rig.chat(lead), `chat.invite:${one}`), `chat.invite:${one}`);
        return saidIn(answer).match(codePattern)!.at(-1)!;
      };
      const code = await codeFor("reza");
      await sends(reza, `Code: ${code.toLowerCase().replaceAll("-", " ")}`);
      expect(await who(reza)).toEqual([]);
      const question = standing(rig, rig.chat(lead), "chat.code-yes");
      expect(wordsOf(question.content)).toContain(reza.aad);
      for (const activity of forged(rig, reza, question, handleIn(question, "chat.code-yes"))) await rig.deliver(activity);
      expect(await who(reza)).toEqual([]);
      await presses(lead, question, "chat.code-yes");
      expect(await who(reza)).toEqual(["reza"]);
      expect(told(rig, reza)).toContain("Welcome, Reza Karimi");

      // Of the other firm nobody can be written to directly: they say their code in the shared channel.
      const hanne = addUser(rig.world, nordvik, "Hanne B.");
      shared.own.push(hanne.id, stranger.id);
      const second = await codeFor("hanne");
      await rig.writes(hanne, shared, `code ${second}`);
      await rig.writes(stranger, shared, `code ${second}`);
      await presses(lead, standing(rig, rig.chat(lead), "chat.code-yes"), "chat.code-yes");
      expect([await who(hanne), await who(stranger)]).toEqual([["hanne"], []]);
      const kept = await Promise.all(
        ["inbox", "chat_codes", "chat_actions", "chat_people"].map((table) => rig.database.query(`all-${table}`, `select * from ${table}`)),
      );
      for (const one of [code, second]) expect(JSON.stringify([rig.logged, kept])).not.toContain(one);
    });

    test("of a room by “link”: the shared one by an administrator of each firm, a firm's own by its own", async () => {
      const { world, firms } = rig;
      const { sahand, reza, freja, team } = firms;
      const [lead, hanne] = [await shirin(), await person("hanne", { tenants: "nordvik" })];
      const room = addChannel(world, team, "new", "shared", [lead, reza, freja, hanne]);
      await rig.writes(reza, room, "link");
      expect(told(rig, reza)).toContain("Only an administrator of your firm can do this: Shirin Azari.");
      await rig.writes(lead, room, "link");
      await presses(lead, standing(rig, rig.chat(lead), "chat.link-shared"), "chat.link-shared");
      const proposed = standing(rig, room, "chat.link-agree");
      const shared = () => rig.tables.channelOf(rig.account.id, "shared");
      for (const user of [lead, reza, freja]) {
        await presses(user, proposed, "chat.link-agree");
        expect((await shared())?.channel).toBe(firms.shared.id);
      }
      await presses(hanne, proposed, "chat.link-agree");
      expect(await shared()).toMatchObject({ channel: room.id, installation: sahand.id, state: "open" });
      expect(keysOf(standing(rig, room, "chat.start-report").content)).toEqual(["chat.start-report", "chat.start-warn"]);
      const form = await presses(freja, standing(rig, room, "chat.start-report"), "chat.start-report");
      expect(fieldsIn(form).length).toBeGreaterThan(0);

      const own = addChannel(world, addTeam(world, sahand, "Inside", [lead, reza]), "inside", "standard");
      await rig.writes(lead, own, "link");
      await presses(lead, standing(rig, rig.chat(lead), "chat.link-side"), "chat.link-side");
      expect(await rig.tables.channelOf(rig.account.id, "supplier")).toMatchObject({ channel: own.id });
      await rig.writes(lead, room, "link");
      await presses(lead, standing(rig, rig.chat(lead), "chat.link-side"), "chat.link-side");
      expect(await rig.tables.channelOf(rig.account.id, "supplier")).toMatchObject({ channel: own.id });
    });
  });

  describe("the app", () => {
    const states = async () =>
      (await rig.database.query<{ state: string }>("states", "select state from chat_rooms where room not like '@%' order by room")).map(
        ({ state }) => state,
      );

    test.each(["the channel", "its team"])(
      "taken out of %s, its rooms are closed, the lead is told, and a case goes on; put back, they open",
      async (what) => {
        const id = await reported();
        const lead = await shirin();
        const { reza, shared, side, team, general } = rig.firms;
        if (what === "its team") team.installed = false;
        else shared.added = false;
        await rig.deliver(installation(rig.world, reza, what === "its team" ? general : shared, "remove"));
        expect(await states()).toEqual(what === "its team" ? ["closed", "closed"] : ["closed", "open"]);
        await rig.pass();
        const heard = rig.posted(rig.chat(lead)).filter(({ content }) => wordsOf(content).includes("Nothing is lost"));
        expect(heard.map(({ content }) => wordsOf(content))).toEqual([expect.stringContaining("The app was removed from a place")]);
        const before = everything({ conversation: shared });
        await rig.ask("freja", id, { type: "add-evidence", text: "it is dry", files: [] } as never);
        await rig.waitsEnd();
        await rig.pass();
        expect(everything({ conversation: shared })).toBe(before);
        team.installed = true;
        shared.added = true;
        for (const room of [shared, side]) await rig.deliver(installation(rig.world, reza, room, "add"));
        expect(await states()).toEqual(["open", "open"]);
        await rig.waitsEnd();
        await rig.pass();
        expect(everything({ conversation: shared })).not.toBe(before);
      },
    );

    test("whose shared channel is closed leaves a person of the other organisation to a mail, and nobody else", async () => {
      const id = await reported();
      const { reza, shared } = rig.firms;
      const onWeb = async () =>
        (await rig.database.query<{ room: string }>("on-web", "select distinct room from web_messages order by room")).map(
          ({ room }) => room,
        );
      shared.added = false;
      await rig.deliver(installation(rig.world, reza, shared, "remove"));
      const asks = async (): Promise<void> => {
        await rig.ask("reza", id, { type: "propose-cause", what: "poured too cold", category: "process", locus: "supplier" } as never);
        await rig.waitsEnd();
        await rig.pass();
      };
      await asks();
      expect(await onWeb()).not.toContain("@freja");
      rig.mailed.add("freja").add("reza");
      await rig.waitsEnd();
      await rig.pass();
      expect(await onWeb()).toContain("@freja");
      expect(await onWeb()).not.toContain("@reza");
      const before = everything({ conversation: shared });
      shared.added = true;
      await rig.deliver(installation(rig.world, reza, shared, "add"));
      await rig.ask("freja", id, { type: "add-evidence", text: "it is dry", files: [] } as never);
      await rig.waitsEnd();
      await rig.pass();
      expect(everything({ conversation: shared })).not.toBe(before);
    });

    test("whose channel was deleted tells its lead, and its room is closed", async () => {
      const lead = await shirin();
      const { reza, shared } = rig.firms;
      shared.added = false;
      await rig.deliver(channelEvent(rig.world, reza, shared, "Deleted"));
      expect(await states()).toEqual(["closed", "open"]);
      await rig.pass();
      expect(told(rig, lead)).toContain("I can no longer write in the channel that is your shared room.");
    });

    test("answers where Teams is, from the next activity on that is Teams's own", async () => {
      await reported();
      const { freja, shared } = rig.firms;
      const regions = () => [...new Set(rig.teams.ledger.map(({ region }) => region))];
      expect(regions()).toEqual(["/emea/"]);
      const moved = (region: string): Json => ({
        ...messageActivity(rig.world, say(rig.world, shared, freja, words), { mentions: true }),
        serviceUrl: `${rig.teams.url}/${region}/`,
      });
      await rig.deliver(moved("emea"));
      expect((await rig.deliver(moved("amer"), "Bearer a.b.c")).status).toBe(401);
      await rig.report("Batch 4412 is cracked, too");
      await rig.pass();
      expect(regions()).toEqual(["/emea/"]);
      rig.teams.ledger.length = 0;
      await rig.deliver(moved("amer"));
      await rig.report("Batch 4413 is cracked, too");
      await rig.waitsEnd();
      await rig.pass();
      expect(rig.teams.taken("post").length).toBeGreaterThan(1);
      expect(regions()).toEqual(["/amer/"]);
    });
  });

  describe("what comes again", () => {
    test("the same activity is heard once, whether it comes at once or later", async () => {
      const { freja, shared } = rig.firms;
      const activity = messageActivity(rig.world, say(rig.world, shared, freja, words), { mentions: true });
      const answers = await Promise.all([1, 2, 3].map(() => rig.deliver(activity)));
      answers.push(await rig.deliver(activity));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(rig.posted(shared)).toHaveLength(1);
    });

    test("an invoke gets its answer again, and has come about once", async () => {
      await reported();
      const { reza, freja } = rig.firms;
      const ask = standing(rig, rig.chat(reza), "action.take-ours");
      const first = press(rig.world, reza, ask, String(buttonOf(ask, "action.take-ours")["id"]));
      const taken = await rig.deliver(first);
      expect(saidIn(taken)).not.toBe("");
      const once = await counts();
      expect(await rig.deliver(first)).toEqual(taken);
      // Teams gives a press that it repeats another id.
      expect(await rig.deliver({ ...first, id: "f:again" })).toEqual(taken);
      expect(await counts()).toEqual(once);

      const form = await presses(freja, card(), "action.add-evidence");
      const [field] = fieldsIn(form);
      const sent = submit(rig.world, freja, card(), form.body, sendOf(form), { [String(field!["id"])]: "a photo of the crack" });
      const answers = await Promise.all([sent, { ...sent, id: "f:twice" }, sent].map((one) => rig.deliver(one)));
      expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
      expect((await bodies()).split("a photo of the crack").length - 1).toBe(1);
    });

    test("an invoke that asks nothing we know is answered, and nothing comes of it", async () => {
      await reported();
      const before = [await counts(), rig.world.messages.length];
      for (const name of ["signin/verifyState", "fileConsent/invoke", "task/fetch", "adaptiveCard/action", "composeExtension/query", "x"])
        for (const value of [{}, null, [], "x", { data: null }, { action: 5 }, { data: { handle: [] } }])
          expect((await rig.deliver(invoke(rig.world, rig.firms.freja, card(), name, value as Json))).status).toBe(200);
      expect([await counts(), rig.world.messages.length]).toEqual(before);
    });
  });
});
