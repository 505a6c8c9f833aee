/** The bot's door and its calls, through each of the real SDKs: only Teams's own comes in, and each call is made once. */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { isRefusal, TeamsRefusal } from "../../../adapters/teams/client.ts";
import { connectBot } from "../../../adapters/teams/connect.ts";
import { isAllowed } from "../../../adapters/teams/hosts.ts";
import { type SdkName, sdks } from "../../../adapters/teams/sdk.ts";
import { DeliveryError, UnavailableError } from "../../../src/errors.ts";
import { memberEvent } from "../../support/teams/events.ts";
import { addTenant, addUser, chatWith, say } from "../../support/teams/furnish.ts";
import { invoke, messageActivity, pictureAttachment } from "../../support/teams/payloads.ts";
import { type BotRig, botRig } from "../../support/teams/rig.ts";
import { type Fault, startTeams, type Teams } from "../../support/teams/server.ts";
import { claimsFor, jwkOf, mint, newSigner, type Signer } from "../../support/teams/tokens.ts";
import { type TwoFirms, twoFirms } from "../../support/teams/two-firms.ts";

const names = Object.keys(sdks) as readonly SdkName[];

describe.each(names)("through %s", (sdk) => {
  let teams: Teams;
  let firms: TwoFirms;
  let rig: BotRig;
  let other: Signer;
  let webchat: Signer;
  beforeAll(async () => {
    // botbuilder writes to the console what it thinks of a token.
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    teams = await startTeams();
    firms = twoFirms(teams.world);
    other = newSigner("stand-in-key");
    webchat = newSigner("webchat-key");
    teams.keys.push(jwkOf(webchat, "webchat", "directline"));
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await teams?.close();
  });
  beforeEach(async () => {
    teams.faults = () => null;
    teams.ledger.length = 0;
    rig = await botRig(teams, sdk);
  });

  const mention = () =>
    messageActivity(teams.world, say(teams.world, firms.shared, firms.freja, "batch 4411 came in cracked"), { mentions: true });
  const claims = (more: object = {}) => ({ ...claimsFor(teams.world.app.id, teams.serviceUrl, teams.url), ...more });
  const bearer = (token: string): string => `Bearer ${token}`;
  const seconds = (): number => Math.floor(Date.now() / 1_000);

  describe("what Teams sends", () => {
    test("is handed on as a plain activity, and answered 200 once it is handled", async () => {
      const activity = mention();
      let done = false;
      rig.answer = async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        done = true;
      };
      expect(await rig.deliver(activity)).toEqual({ status: 200 });
      expect(done).toBe(true);
      expect(rig.handled).toHaveLength(1);
      expect(rig.handled[0]).toMatchObject({
        type: "message",
        id: activity["id"],
        from: { aadObjectId: firms.freja.aad },
        timestamp: activity["timestamp"],
      });
      expect(teams.ledger).toEqual([]);
    });

    test("of an invoke the answer is the handler's", async () => {
      rig.answer = () => ({ task: { type: "message", value: "done" } });
      const fetched = invoke(teams.world, firms.freja, firms.shared, "task/fetch", { data: {} });
      expect(await rig.deliver(fetched)).toEqual({ status: 200, body: { task: { type: "message", value: "done" } } });
    });

    test("that could not be saved is to be sent again; what fails otherwise says nothing of why", async () => {
      rig.answer = () => {
        throw new UnavailableError("the disk is full");
      };
      expect(await rig.deliver(mention())).toEqual({ status: 503 });
      rig.answer = () => {
        throw new Error("secret words");
      };
      expect(await rig.deliver(mention())).toEqual({ status: 500 });
    });

    test("from a tenant that was not invited is refused, wherever it stands", async () => {
      const third = addTenant(teams.world, "Third").id;
      const activity = mention();
      const [data, conversation] = [activity["channelData"] as object, activity["conversation"] as object];
      for (const forged of [
        { ...activity, channelData: { ...data, tenant: { id: third } } },
        { ...activity, conversation: { ...conversation, tenantId: third } },
        { ...activity, channelData: {}, conversation: { id: firms.shared.id } },
        { ...activity, channelId: "webchat" },
        { ...activity, channelId: "AseChannel" },
      ])
        expect(await rig.deliver(forged)).toEqual({ status: 403 });
      expect(rig.handled).toEqual([]);
      expect((await rig.deliver({ ...activity, conversation: { ...conversation, tenantId: firms.sahand.id.toUpperCase() } })).status).toBe(
        200,
      );
    });

    test("without a sender is handed on all the same", async () => {
      const { from: _, ...activity } = memberEvent(teams.world, firms.reza, firms.shared, "Added", firms.freja);
      expect((await rig.deliver(activity)).status).toBe(200);
      expect(rig.handled[0]?.from ?? null).toBe(null);
    });
  });

  describe("a token that is not the Bot Connector's for us", () => {
    const forged: readonly (readonly [string, () => string | undefined])[] = [
      ["none", () => undefined],
      ["empty", () => ""],
      ["no bearer's", () => `Basic ${mint(teams.signer, claims())}`],
      ["twice", () => `${bearer(mint(teams.signer, claims()))} ${mint(teams.signer, claims())}`],
      ["no token at all", () => bearer("a.b.c")],
      ["with algorithm none", () => bearer(mint(teams.signer, claims(), "none"))],
      ["with algorithm none and a signature", () => bearer(`${mint(teams.signer, claims(), "none")}AAAA`)],
      ["signed with the public key as a secret", () => bearer(mint(teams.signer, claims(), "HS256"))],
      ["signed with another key of the same name", () => bearer(mint(other, claims()))],
      ["signed with a key that nobody knows", () => bearer(mint({ ...other, kid: "another" }, claims()))],
      ["without the name of a key", () => bearer(mint(teams.signer, claims(), "RS256", { kid: undefined }))],
      ["for another bot", () => bearer(mint(teams.signer, claims({ aud: "5b1f3c9e-0000-4000-8000-00000000ffff" })))],
      ["for nobody", () => bearer(mint(teams.signer, claims({ aud: undefined })))],
      ["for several, us among them", () => bearer(mint(teams.signer, claims({ aud: [teams.world.app.id, "other"] })))],
      ["signed with a key that speaks for other channels", () => bearer(mint(webchat, claims()))],
      [
        "signed in the Bot Connector's name by whoever stands in for it",
        () => bearer(mint(teams.signer, claims({ iss: "https://api.botframework.com" }))),
      ],
      ["from another issuer", () => bearer(mint(teams.signer, claims({ iss: "https://api.botframework.example" })))],
      ["from the issuer of another cloud", () => bearer(mint(teams.signer, claims({ iss: "https://api.botframework.us" })))],
      [
        "of a tenant, with our own id: what our own calls carry",
        () =>
          bearer(
            mint(
              teams.signer,
              claims({ iss: `https://sts.windows.net/${firms.sahand.id}/`, tid: firms.sahand.id, appid: teams.world.app.id, ver: "1.0" }),
            ),
          ),
      ],
      [
        "of a tenant, version 2",
        () =>
          bearer(
            mint(
              teams.signer,
              claims({
                iss: `https://login.microsoftonline.com/${firms.sahand.id}/v2.0`,
                tid: firms.sahand.id,
                azp: teams.world.app.id,
                ver: "2.0",
              }),
            ),
          ),
      ],
      ["of a tenant that was not invited", () => bearer(mint(teams.signer, claims({ tid: "0d9b645f-597b-41f0-a2a3-ef103fbd91bb" })))],
      [
        "of another bot that calls ours",
        () => bearer(mint(teams.signer, claims({ ver: "1.0", appid: "5b1f3c9e-0000-4000-8000-00000000ffff" }))),
      ],
      ["expired", () => bearer(mint(teams.signer, claims({ nbf: seconds() - 7_200, exp: seconds() - 3_600 })))],
      ["without an end", () => bearer(mint(teams.signer, claims({ exp: undefined })))],
      ["not yet valid", () => bearer(mint(teams.signer, claims({ nbf: seconds() + 3_600, exp: seconds() + 7_200 })))],
      ["for another address", () => bearer(mint(teams.signer, claims({ serviceurl: "https://smba.trafficmanager.net/emea/" })))],
      ["for no address", () => bearer(mint(teams.signer, claims({ serviceurl: undefined })))],
      [
        "whose claims were changed",
        () =>
          bearer(
            mint(teams.signer, claims()).replace(
              /\.([^.]+)\./,
              `.${Buffer.from(JSON.stringify({ ...claims(), x: 1 })).toString("base64url")}.`,
            ),
          ),
      ],
      ["whose signature was cut off", () => bearer(mint(teams.signer, claims()).slice(0, -8))],
      ["longer than any", () => bearer(mint(teams.signer, claims({ x: "x".repeat(9_000) })))],
    ];
    test.each(forged)("%s: refused, and nothing is handed on", async (_, authorization) => {
      const activities = [
        mention(),
        invoke(teams.world, firms.freja, firms.shared, "task/fetch", { data: {} }),
        { ...mention(), channelId: "AseChannel" },
      ];
      for (const activity of activities) expect(await rig.bot.receive(authorization(), JSON.stringify(activity))).toEqual({ status: 401 });
      expect(rig.handled).toEqual([]);
    });

    test("leaves nothing behind: afterwards Teams's own is taken, and no name of a key has us ask for the keys again", async () => {
      expect((await rig.deliver(mention())).status).toBe(200);
      const asked = teams.keysAsked;
      for (let nth = 0; nth < 20; nth++) {
        const made = bearer(mint({ ...other, kid: `made-up-${nth}` }, claims()));
        expect(await rig.bot.receive(made, JSON.stringify(mention()))).toEqual({ status: 401 });
      }
      expect((await rig.deliver(mention())).status).toBe(200);
      expect(teams.keysAsked).toBe(asked);
    });

    test.for([1, 2])(
      "is neither right nor wrong while the keys are not to be had, be it at step %i: it is to be sent again",
      async (step) => {
        const fresh = await startTeams();
        try {
          const { shared, freja } = twoFirms(fresh.world);
          const young = await botRig(fresh, sdk);
          const activity = messageActivity(fresh.world, say(fresh.world, shared, freja, "hello"));
          fresh.keysFault = (nth) => (nth === step ? 500 : null);
          expect(await young.deliver(activity)).toEqual({ status: 503 });
          expect(young.handled).toEqual([]);
          expect(await young.deliver(activity)).toEqual({ status: 200 });
          expect(young.handled).toHaveLength(1);
        } finally {
          await fresh.close();
        }
      },
    );
  });

  describe("a body that is no activity", () => {
    const sent = (body: string) => rig.bot.receive(bearer(mint(teams.signer, claims())), body);
    test.for([
      "",
      "hello",
      "{",
      "null",
      "1",
      '"message"',
      "[]",
      "{}",
      '{"text":"no type"}',
      '{"type":""}',
      '{"type":5}',
      '{"type":["message"]}',
      "[".repeat(100_000),
      `{"type":"message","text":"${"x".repeat(1_100_000)}"}`,
    ])("%#: is answered 400", async (body) => {
      expect(await sent(body)).toEqual({ status: 400 });
      expect(rig.handled).toEqual([]);
    });

    test("whatever JSON comes is answered, and nothing is handed on that names no tenant of ours", async () => {
      const any = fc.jsonValue({ maxDepth: 3 });
      const some = fc.oneof(any, fc.constantFrom("msteams", firms.sahand.id, "\u0000", teams.serviceUrl));
      const fields = [
        "id",
        "channelId",
        "from",
        "recipient",
        "conversation",
        "channelData",
        "value",
        "text",
        "entities",
        "attachments",
        "membersAdded",
        "reactionsAdded",
        "name",
        "replyToId",
      ];
      const likely = fc.record(
        {
          type: fc.oneof(fc.constantFrom("message", "invoke", "conversationUpdate", "messageReaction", "new"), some),
          serviceUrl: fc.oneof(fc.constant(teams.serviceUrl), some),
          ...Object.fromEntries(fields.map((name) => [name, some])),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(fc.oneof(any, likely), fc.boolean(), async (value, isSigned) => {
          const { status } = await rig.bot.receive(isSigned ? bearer(mint(teams.signer, claims())) : "Bearer x.y.z", JSON.stringify(value));
          expect(isSigned ? [200, 400, 401, 403] : [401]).toContain(status);
        }),
        { numRuns: 200 },
      );
      for (const { channelData, conversation } of rig.handled)
        expect([channelData?.tenant?.id, conversation?.tenantId]).toContain(firms.sahand.id);
    });
  });

  describe("an address", () => {
    const real = { standIn: null, insecure: false };
    test.for([
      "https://smba.trafficmanager.net/emea/",
      "https://smba.trafficmanager.net/teams",
      "https://smba.trafficmanager.net/amer-client-ss.msg/",
      "https://smba.trafficmanager.net/emea/7e4a4700-0000-4000-8000-000000000001/",
      "https://smba.onyx.prod.teams.trafficmanager.net",
      "https://smba.infra.gcc.teams.microsoft.com/teams",
      "https://europe.webchat.botframework.com/",
      "HTTPS://SMBA.TRAFFICMANAGER.NET/emea/",
    ])("%s is Teams's", (url) => {
      expect(isAllowed(url, real)).toBe(true);
    });

    const foreign = [
      "https://attacker.example/",
      "https://attacker.trafficmanager.net/",
      "https://evil.smba.trafficmanager.net/",
      "https://smba.trafficmanager.net.attacker.example/",
      "https://smbaXtrafficmanager.net/",
      "https://smba.trafficmanager.net@attacker.example/",
      "https://user:smba@smba.trafficmanager.net/",
      "https://attacker.example\\@smba.trafficmanager.net/",
      "https://attacker.example#@smba.trafficmanager.net/",
      "https://attacker.example?smba.trafficmanager.net/",
      "https://smba.trafficmanager.net?x=1",
      "https://smba.trafficmanager.net:8443/",
      "https://smba.trafficmanager.net./",
      "https://smba.trafficmanager.net%2eattacker.example/",
      "https://smba.trafficmanager。net/",
      "http://smba.trafficmanager.net/emea/",
      "ftp://smba.trafficmanager.net/",
      "//smba.trafficmanager.net/",
      " https://smba.trafficmanager.net/",
      "https://smba.trafficmanager.net/\n",
      "https://botframework.com/",
      "https://evilbotframework.com/",
      "https://evil-botframework.com/",
      "https://botframework.com.attacker.example/",
      "https://api.botframework.com./",
      "https://.botframework.com/",
      "http://127.0.0.1/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://[::ffff:127.0.0.1]/",
      "https://[2001:db8::1]/",
      "https://169.254.169.254/",
      "https://2130706433/",
      "https://localhost/",
      "",
      "smba.trafficmanager.net",
      `https://smba.trafficmanager.net/${"a".repeat(400)}`,
      null,
      undefined,
      5,
      { toString: () => "https://smba.trafficmanager.net/" },
    ];
    test.for(foreign)("%o is not", (url) => {
      expect(isAllowed(url, real)).toBe(false);
    });

    test("on this machine is a developer's alone, and a stand-in is the only one", () => {
      const [developer, standIn] = [
        { standIn: null, insecure: true },
        { standIn: "http://127.0.0.1:4000", insecure: false },
      ];
      for (const url of ["http://127.0.0.1:3978/", "http://localhost:56150/_connector", "http://[::1]:1/"]) {
        expect([isAllowed(url, real), isAllowed(url, developer), isAllowed(url, standIn)]).toEqual([false, true, false]);
      }
      expect(isAllowed("http://127.0.0.1:4000/emea/", standIn)).toBe(true);
      for (const url of [
        "https://smba.trafficmanager.net/emea/",
        "http://127.0.0.1.attacker.example/",
        "http://127.0.0.1@attacker.example/",
        "http://10.0.0.1/",
      ])
        expect([isAllowed(url, developer), isAllowed(url, standIn)]).toEqual([false, false]);
    });

    test("that is none of Teams's is refused in what comes in, signed or not, and no call goes there", async () => {
      for (const url of foreign) {
        const activity = { ...mention(), serviceUrl: url };
        const token = mint(teams.signer, claims({ serviceurl: url }));
        expect([400, 401, 403]).toContain((await rig.bot.receive(bearer(token), JSON.stringify(activity))).status);
      }
      expect(rig.handled).toEqual([]);
      const elsewhere = { ...rig.reference(firms.shared), serviceUrl: "http://127.0.0.1:9/" };
      for (const call of [
        () => rig.bot.post(elsewhere, { type: "message", text: "x" }),
        () => rig.bot.update(elsewhere, "1", { type: "message", text: "x" }),
        () => rig.bot.remove(elsewhere, "1"),
        () => rig.bot.member(elsewhere, firms.freja.id),
        () => rig.bot.members(elsewhere),
        () => rig.bot.open({ serviceUrl: elsewhere.serviceUrl, tenant: firms.sahand.id, user: firms.reza.id }),
      ])
        await expect(call()).rejects.toMatchObject({ name: "TeamsRefusal", code: "host-not-allowed" });
    });
  });

  describe("without what makes it safe", () => {
    const settings = { appId: "5b1f3c9e-0000-4000-8000-00000000a99e", password: "x", tenants: ["t"], insecure: false, standIn: null, sdk };
    const log = { info() {}, warn() {}, error() {} };
    test.for([{ appId: "" }, { password: null }, { password: "" }, { tenants: [] }])("%o: there is no bot", async (less) => {
      const make = await sdks[sdk]();
      expect(() => connectBot(make, { ...settings, ...less }, async () => null, log)).toThrow();
    });

    test("a developer's bot asks nobody who they are, says so, and stays on this machine", async () => {
      const said: string[] = [];
      const handled: unknown[] = [];
      const open = { appId: "00000000-0000-0000-0000-000000000000", password: null, tenants: [], insecure: true, standIn: null, sdk };
      const bot = connectBot(await sdks[sdk](), open, async (activity) => void handled.push(activity), {
        ...log,
        warn: (_: object, text: string) => said.push(text),
      });
      expect(said.join()).toMatch(/TEAMS_INSECURE_DEV/);
      expect(await bot.receive(undefined, JSON.stringify(mention()))).toEqual({ status: 200 });
      expect(await bot.receive(undefined, JSON.stringify({ ...mention(), serviceUrl: "https://attacker.example/" }))).toEqual({
        status: 403,
      });
      expect(await bot.receive(undefined, "{}")).toEqual({ status: 400 });
      expect(handled).toHaveLength(1);
      // It shows no token, so that the stand-in knows it for nobody.
      await expect(bot.post(rig.reference(firms.shared), { type: "message", text: "x" })).rejects.toMatchObject({ status: 401 });
      expect(teams.ledger.map(({ authorization }) => authorization)).toEqual([""]);
    });
  });

  describe("what the bot does", () => {
    const text = { type: "message", text: "hello" } as const;

    test("stands in the channel, in a thread of it, changed and taken away", async () => {
      const { bot, reference } = rig;
      const id = await bot.post(reference(firms.shared), text);
      const answer = await bot.post(reference(firms.shared, id), { type: "message", text: "below" });
      await bot.update(reference(firms.shared, id), id, { type: "message", text: "changed" });
      await bot.remove(reference(firms.shared, id), answer);
      const [first, second] = teams.world.messages.slice(-2);
      expect(first).toMatchObject({
        id,
        root: id,
        by: null,
        deleted: false,
        content: { text: "changed", from: { id: teams.world.app.bot } },
      });
      expect(second).toMatchObject({ id: answer, root: id, deleted: true });
      expect(teams.ledger.map(({ name, took }) => [name, took])).toEqual([
        ["post", true],
        ["post", true],
        ["update", true],
        ["remove", true],
      ]);
    });

    test("arrives as it was sent: cards, mentions, what is for Teams itself", async () => {
      const name = "Freja Holm";
      const content = {
        type: "message",
        text: `<at>${name}</at>`,
        summary: "for a notification",
        entities: [{ type: "mention", text: `<at>${name}</at>`, mentioned: { id: firms.freja.id, name } }],
        attachments: [
          {
            contentType: "application/vnd.microsoft.card.adaptive",
            content: {
              type: "AdaptiveCard",
              version: "1.5",
              body: [{ type: "TextBlock", text: "2026-11-24T09:00:00Z", wrap: true }],
              actions: [{ type: "Action.Execute", title: "Yes", verb: "press", data: { deep: [{ a: null }] } }],
              msteams: { width: "Full", entities: [] },
            },
          },
        ],
        channelData: { notification: { alert: true }, feedbackLoopEnabled: false },
      } as const;
      await rig.bot.post(rig.reference(firms.shared), content);
      expect(teams.ledger[0]?.body).toMatchObject(content);
      expect(teams.violations).toEqual([]);
    });

    test("a picture is fetched with the bot's own token, from Teams's hosts alone", async () => {
      const bytes = new Uint8Array([1, 2, 3]);
      const { contentUrl } = pictureAttachment(teams.world, "png", bytes) as { readonly contentUrl: string };
      expect([...(await rig.bot.picture(teams.serviceUrl, contentUrl))]).toEqual([...bytes]);
      for (const [serviceUrl, url] of [
        [teams.serviceUrl, "https://attacker.example/v3/attachments/x/views/original"],
        ["https://attacker.example/", contentUrl],
        [teams.serviceUrl, `${contentUrl}?next=x`],
      ] as const)
        await expect(rig.bot.picture(serviceUrl, url)).rejects.toMatchObject({ name: "TeamsRefusal", code: "host-not-allowed" });
      await expect(rig.bot.picture(teams.serviceUrl, contentUrl.replace("original", "none"))).rejects.toThrow(TeamsRefusal);
    });

    test("a chat is opened with people of the bot's own tenant alone", async () => {
      const { serviceUrl } = teams;
      const id = await rig.bot.open({ serviceUrl, tenant: firms.sahand.id, user: firms.reza.id });
      expect(id).toBe(chatWith(teams.world, firms.reza).id);
      expect(await rig.bot.open({ serviceUrl, tenant: firms.sahand.id, user: firms.reza.id })).toBe(id);
      await expect(rig.bot.open({ serviceUrl, tenant: firms.nordvik.id, user: firms.freja.id })).rejects.toMatchObject({
        code: "other-tenant",
      });
      expect(teams.ledger).toHaveLength(2);
      // Who says that somebody is of our tenant is not believed by Teams either.
      await expect(rig.bot.open({ serviceUrl, tenant: firms.sahand.id, user: firms.freja.id })).rejects.toMatchObject({
        code: "NotEnoughPermissions",
        status: 403,
      });
    });

    test("the roster tells each one's own tenant, and who is a guest, by either of their ids", async () => {
      const of = (channel: typeof firms.shared) => rig.reference(channel, "1");
      expect(await rig.bot.members(of(firms.shared))).toEqual(
        [firms.reza, firms.lars, firms.freja].map(({ id, tenant, aad, name }) => ({ id, tenant, user: aad, isGuest: false, name })),
      );
      expect((await rig.bot.members(of(firms.general))).filter(({ isGuest }) => isGuest)).toMatchObject([
        { user: firms.guest.aad, tenant: firms.sahand.id },
      ]);
      expect(await rig.bot.member(of(firms.shared), firms.freja.id)).toMatchObject({ tenant: firms.nordvik.id, user: firms.freja.aad });
      expect(await rig.bot.member(of(firms.shared), firms.freja.aad)).toMatchObject({ id: firms.freja.id });
      await expect(rig.bot.member(of(firms.shared), firms.stranger.id)).rejects.toMatchObject({ status: 404 });
    });

    test("a long roster comes in pages, whole and in order", async () => {
      const many = Array.from({ length: 1_203 }, (_, nth) => addUser(teams.world, firms.nordvik, `Person ${nth}`));
      const before = firms.shared.own;
      firms.shared.own = [...before, ...many.map(({ id }) => id)];
      try {
        const all = await rig.bot.members(rig.reference(firms.shared));
        expect(all.map(({ id }) => id)).toEqual(firms.shared.own);
        expect(teams.taken("members")).toHaveLength(3);
      } finally {
        firms.shared.own = before;
      }
    });

    test.for([
      ["a page that goes on for ever", JSON.stringify({ members: [], continuationToken: "again" })],
      ["an entry that cannot be read", JSON.stringify({ members: [{ name: "somebody" }] })],
      ["an answer without a list", "{}"],
    ])("%s is no roster: nobody is left out of one", async ([, body]) => {
      teams.faults = () => ({ status: 200, headers: { "content-type": "application/json" }, body: body! });
      await expect(rig.bot.members(rig.reference(firms.shared))).rejects.toThrow(DeliveryError);
    });
  });

  describe("a call that goes wrong", () => {
    const text = { type: "message", text: "canary" } as const;
    const post = () =>
      rig.bot.post(rig.reference(firms.shared), text).then(
        () => null,
        (error: unknown) => error,
      );
    const calls = (): Readonly<Record<string, () => Promise<unknown>>> => ({
      post,
      update: () => rig.bot.update(rig.reference(firms.shared), "1", text),
      remove: () => rig.bot.remove(rig.reference(firms.shared), "1"),
      member: () => rig.bot.member(rig.reference(firms.shared), firms.freja.id),
      members: () => rig.bot.members(rig.reference(firms.shared)),
      open: () => rig.bot.open({ serviceUrl: teams.serviceUrl, tenant: firms.sahand.id, user: firms.reza.id }),
    });

    test.for<[string, Fault]>([
      ["500", { status: 500 }],
      ["502", { status: 502 }],
      ["503", { status: 503, headers: { "retry-after": "1" } }],
      ["429", { status: 429, headers: { "retry-after": "1" } }],
      ["408", { status: 408 }],
      ["a dropped connection", { drop: "before" }],
      ["an answer that was lost", { drop: "after" }],
      ["a redirect", { status: 307, headers: { location: "/emea/v3/conversations/x/activities" } }],
    ])("%s: each is asked once, and may be tried again by us", async ([, fault]) => {
      teams.faults = () => fault;
      for (const [name, call] of Object.entries(calls())) {
        teams.ledger.length = 0;
        const failed = await call().then(
          (value) => value,
          (error: unknown) => error,
        );
        expect(failed).toBeInstanceOf(DeliveryError);
        expect(failed).toMatchObject({ retryable: true });
        expect(teams.ledger.map((entry) => entry.name)).toEqual([name]);
      }
    });

    test.for<[Fault, number | null]>([
      [{ status: 429, headers: { "retry-after": "7" } }, 7_000],
      [{ status: 429, headers: { "retry-after": "0" } }, 1_000],
      [{ status: 429, headers: { "retry-after": "999999" } }, 3_600_000],
      [{ status: 429, headers: { "retry-after": "soon" } }, 30_000],
      [{ status: 429 }, 30_000],
      [{ status: 412, code: "PreconditionFailed" }, null],
      [{ status: 502, code: "ServiceError" }, null],
      [{ status: 504 }, null],
      [{ status: 503, headers: { "retry-after": "20" } }, 20_000],
    ])("%o is waited for as long as it is asked", async ([fault, retryAfterMs]) => {
      teams.faults = () => fault;
      expect(await post()).toMatchObject({ name: "DeliveryError", retryable: true, retryAfterMs });
    });

    test("is waited for until a date, where Teams names one", async () => {
      teams.faults = () => ({ status: 429, headers: { "retry-after": new Date(Date.now() + 90_000).toUTCString() } });
      const failed = await post();
      expect(failed).toBeInstanceOf(DeliveryError);
      expect((failed as DeliveryError).retryAfterMs).toBeGreaterThan(10_000);
      expect((failed as DeliveryError).retryAfterMs).toBeLessThanOrEqual(90_000);
    });

    test.for<[number, string | undefined, string]>([
      [400, "BadSyntax", "BadSyntax"],
      [401, "BotNotRegistered", "BotNotRegistered"],
      [403, "BotNotInConversationRoster", "BotNotInConversationRoster"],
      [403, "BotDisabledByAdmin", "BotDisabledByAdmin"],
      [404, "ConversationNotFound", "ConversationNotFound"],
      [413, "MessageSizeTooBig", "MessageSizeTooBig"],
      [403, "canary <script>", "HTTP 403"],
      [404, undefined, "HTTP 404"],
    ])("%i %s is Teams's no", async ([status, code, found]) => {
      teams.faults = () => ({ status, ...(code !== undefined && { code }) });
      const failed = await post();
      expect(failed).toBeInstanceOf(TeamsRefusal);
      expect(failed).toMatchObject({ status, code: found });
      expect([isRefusal(failed), isRefusal(failed, found), isRefusal(failed, "Other"), isRefusal(new Error(found))]).toEqual([
        true,
        true,
        false,
        false,
      ]);
      expect(teams.ledger).toHaveLength(1);
      expect(String(failed)).not.toMatch(/canary/);
    });

    test("as the world has it: nowhere, thrown out, blocked, gone, somebody else's, too big", async () => {
      const { bot, reference } = rig;
      await expect(bot.post({ ...reference(firms.shared), conversation: "19:none@thread.tacv2" }, text)).rejects.toMatchObject({
        code: "ConversationNotFound",
      });
      firms.shared.added = false;
      await expect(bot.post(reference(firms.shared), text)).rejects.toMatchObject({ code: "BotNotInConversationRoster" });
      firms.shared.added = true;
      const chat = chatWith(teams.world, firms.lars);
      chat.blocked = true;
      await expect(bot.post(reference(chat), text)).rejects.toMatchObject({ code: "ConversationBlockedByUser" });
      chat.blocked = false;
      await expect(bot.update(reference(firms.shared), "1", text)).rejects.toMatchObject({ code: "ActivityNotFoundInConversation" });
      const theirs = say(teams.world, firms.shared, firms.freja, "mine");
      await expect(bot.remove(reference(firms.shared), theirs.id)).rejects.toMatchObject({ status: 403 });
      await expect(bot.post(reference(firms.shared), { type: "message", text: "x".repeat(60_000) })).rejects.toMatchObject({
        code: "MessageSizeTooBig",
      });
    });

    test("what was cut off in the middle is not known, and an answer without an id neither", async () => {
      teams.faults = () => ({ status: 201, headers: { "content-type": "application/json" }, body: "{}" });
      expect(await post()).toMatchObject({ name: "DeliveryError", retryable: true });
      teams.faults = () => ({ status: 201, headers: { "content-type": "application/json" }, body: '{"id":"17' });
      expect(await post()).toMatchObject({ name: "DeliveryError", retryable: true });
      expect(teams.ledger).toHaveLength(2);
    });

    test("a server that never answers holds nothing for ever", async () => {
      teams.faults = () => ({ hang: true });
      expect(await post()).toMatchObject({ name: "DeliveryError", retryable: true, retryAfterMs: null });
      expect(teams.ledger).toHaveLength(1);
    }, 30_000);
  });
});
