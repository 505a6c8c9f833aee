/** What is mailed to whom no chat platform reaches: once, as words, with one link; and what becomes of a server that does not take it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { drawMail } from "../../../adapters/mail/draw.ts";
import { connectMail } from "../../../adapters/mail/mail.ts";
import { webChat } from "../../../adapters/web/chat.ts";
import { mailLinkMs } from "../../../adapters/web/link.ts";
import { tables } from "../../../adapters/web/tables.ts";
import { conversation } from "../../../flows/conversation.ts";
import { askSchema } from "../../../src/domain/command.ts";
import type { CaseId, PersonId } from "../../../src/domain/ids.ts";
import type { Message } from "../../../src/domain/message.ts";
import type { Account, Person } from "../../../src/domain/people.ts";
import { dayMs } from "../../../src/domain/time.ts";
import { DeliveryError } from "../../../src/errors.ts";
import type { Address, Chat } from "../../../src/ports/chat.ts";
import type { Database } from "../../../src/ports/database.ts";
import { engineOn } from "../../support/chat-rig.ts";
import { empty, freshPglite } from "../../support/database.ts";
import { type Recorded, readMail, type Smtp, startSmtp } from "../../support/smtp.ts";
import { appOn } from "../../support/web.ts";

let database: Database;
let smtp: Smtp;
let rig: Awaited<ReturnType<typeof engineOn>>;
let beside: ReturnType<typeof rig.beside>;
let web: ReturnType<typeof appOn>;
let chat: Chat;
beforeAll(async () => {
  database = await freshPglite();
}, 60_000);
afterAll(() => database?.close());
beforeEach(async () => {
  await empty(database);
  await database.exec("truncate mails, web_messages, web_rooms, web_links, web_tokens");
  smtp = await startSmtp();
  rig = await engineOn(database);
  web = appOn(database, rig.engine, { playground: false });
  chat = connected();
  beside = rig.beside(() => chat);
  await addressed({ freja: { email: "freja@nordvik.example" } });
}, 60_000);
afterEach(async () => {
  vi.restoreAllMocks();
  await smtp.close();
});

const connected = (more: object = {}): Chat =>
  connectMail({
    settings: {
      host: "127.0.0.1",
      port: smtp.port,
      isSecure: false,
      isEncrypted: false,
      login: null,
      from: { name: "Parley", address: "parley@firm.example" },
      ...more,
    },
    database,
    web: webChat(tables(database), () => {}),
    inbound: rig.connecting.inbound,
    say: conversation.say,
    link: (to) => web.links.address(to, mailLinkMs),
    host: "parley.example",
    log: rig.log,
  });

/** Gives people an address, or another name or language. */
async function addressed(
  of: Readonly<Record<string, Partial<Person>>>,
  firms: Partial<Account["firms"]["supplier"]> = {},
): Promise<Account> {
  const { account, version } = (await rig.store.account(rig.account.id))!;
  const changed: Account = {
    ...account,
    firms: { ...account.firms, supplier: { ...account.firms.supplier, ...firms } },
    people: account.people.map((person) => ({ ...person, ...of[person.id] })),
  };
  await rig.store.saveAccount(changed, version);
  return changed;
}

const reports = (): Promise<CaseId> =>
  beside.ask(
    "reza",
    null,
    askSchema.parse({ type: "report", what: "Batch 4411 was poured too cold", stops: "nothing", affected: 1, total: 12 }),
  );
const mailed = () => smtp.taken.map(({ data }) => readMail(data));
/** A message for Freja alone. */
const message = (text: string, more: Partial<Message> = {}): Message => ({
  seen: { kind: "person" },
  tone: "notice",
  case: null,
  blocks: [{ kind: "text", parts: [{ kind: "quote", text }], tone: "plain" }],
  footer: ["Only you"],
  language: "en",
  ...more,
});
const to = (settings: Account, person = "freja"): Address => ({ relationship: settings.id, room: `@${person}`, thread: null, settings });
const settingsNow = async (): Promise<Account> => (await rig.store.account(rig.account.id))!.account;
const onWeb = async (room: string) => tables(database).latest(rig.account.id, room, room.slice(1) as PersonId);
const later = expect.objectContaining({ name: "DeliveryError", retryable: true });

test("what is asked of somebody is mailed to them, and its link signs them in", async () => {
  const id = await reports();
  await beside.pass();
  const ofCase = mailed().filter(({ headers }) => headers.get("subject")!.includes("PAR-"));
  expect(ofCase).not.toEqual([]);
  const [first] = ofCase;
  expect(first!.headers.get("subject")).toBe("Sahand Casting · Nordvik Pumps · PAR-00001");
  expect(first!.headers.get("to")).toBe("Freja Holm <freja@nordvik.example>");
  expect(first!.headers.get("from")).toBe("Parley <parley@firm.example>");
  expect(first!.headers.get("auto-submitted")).toBe("auto-generated");
  expect(first!.text).toContain("Batch 4411 was poured too cold");
  const link = /https:\/\/parley\.example\/in#(\S+)/.exec(first!.text)?.[1];
  expect(first!.html).toContain(`href="https://parley.example/in#${link}"`);
  const signed = await web.app.request("/api/sign-in", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ link }),
  });
  const { token } = (await signed.json()) as { token: string };
  const room = await web.app.request("/api/rooms/%40freja/messages", { headers: { authorization: `Bearer ${token}` } });
  expect(await room.text()).toContain(id);
});

test("it is mailed once, not with each change, and to nobody else; rooms are mailed to nobody", async () => {
  const id = await reports();
  await beside.pass();
  const before = smtp.taken.length;
  const cards = JSON.stringify(await onWeb("@freja"));
  await beside.ask("freja", id, askSchema.parse({ type: "note", text: "Among ourselves" }));
  await beside.ask("reza", id, askSchema.parse({ type: "set-severity", stops: "line" }));
  await beside.pass();
  await database.exec("update cards set stale = true");
  await beside.pass();
  expect(JSON.stringify(await onWeb("@freja"))).not.toBe(cards);
  const ids = mailed().map(({ headers }) => headers.get("message-id"));
  expect(new Set(ids).size).toBe(ids.length);
  expect(smtp.taken.every(({ to: of }) => of.join() === "freja@nordvik.example")).toBe(true);
  const [rooms] = await database.query<{ posted: number }>("own", "select count(*)::int as posted from web_messages where room = '@freja'");
  expect([before > 0, smtp.taken.length <= rooms!.posted]).toEqual([true, true]);
});

test("a digest is mailed like anything else that is for one person", async () => {
  await addressed({ hanne: { email: "hanne@nordvik.example" } });
  await reports();
  await rig.store.forward(4 * dayMs);
  await beside.pass();
  const digests = mailed().filter(({ headers }) => headers.get("subject") === "Sahand Casting · Nordvik Pumps");
  expect(digests.map(({ text }) => text).join()).toContain("Good morning");
});

test("whoever has no address has the web, and whoever has been decided for is not called", async () => {
  const settings = await settingsNow();
  await chat.post(to(settings, "mads"), message("For Mads"), "for-mads");
  await chat.post(to(settings), message("Over already", { tone: "locked" }), "over");
  expect([smtp.taken.length, (await onWeb("@mads")).length, (await onWeb("@freja")).length]).toEqual([0, 1, 1]);
});

describe("a server that does not take it", () => {
  test.each([
    ["MAIL", "451 Try later"],
    ["RCPT", "450 Greylisted"],
    [".", "452 No space"],
    ["EHLO", "drop"],
    ["RCPT", "drop"],
  ])("for now (%s: %s) is asked again, and gets it once", async (at, fault) => {
    vi.spyOn(performance, "now").mockImplementation(() => clockMs);
    let clockMs = 0;
    chat = connected();
    const settings = await settingsNow();
    smtp.fault = (command) => (command === at ? fault : null);
    await expect(chat.post(to(settings), message("Wait for it"), "waits")).rejects.toEqual(later);
    // It stands on the web meanwhile, and what looks for it is told that it is not done.
    expect((await onWeb("@freja")).length).toBe(1);
    expect(await chat.find(to(settings), "waits")).toBeNull();
    smtp.fault = () => null;
    clockMs = 60_000;
    const id = await chat.post(to(settings), message("Wait for it"), "waits");
    expect([smtp.taken.length, await chat.find(to(settings), "waits"), (await onWeb("@freja")).length]).toEqual([1, id, 1]);
    await chat.post(to(settings), message("Wait for it"), "waits");
    expect(smtp.taken.length).toBe(1);
  });

  test("and breaks off after it took it gets it once more, to be known by its id", async () => {
    let clockMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => clockMs);
    chat = connected();
    const settings = await settingsNow();
    smtp.fault = (command) => (command === "." ? "drop-after" : null);
    await expect(chat.post(to(settings), message("Twice at most"), "twice")).rejects.toEqual(later);
    smtp.fault = () => null;
    clockMs = 60_000;
    await chat.post(to(settings), message("Twice at most"), "twice");
    const ids = mailed().map(({ headers }) => headers.get("message-id"));
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@parley\.example>$/);
  });

  test("for good is told apart: it stands on the web, and nobody tries again", async () => {
    const settings = await settingsNow();
    for (const [at, fault] of [
      ["RCPT", "550 5.1.1 <freja@nordvik.example>: no such mailbox"],
      [".", "554 5.7.1 canary in the answer"],
    ] as const) {
      smtp.fault = (command) => (command === at ? fault : null);
      await chat.post(to(settings), message("canary"), `refused ${at}`);
      const begun = smtp.begun();
      await chat.post(to(settings), message("canary"), `refused ${at}`);
      expect([smtp.taken.length, smtp.begun()]).toEqual([0, begun]);
    }
    expect((await onWeb("@freja")).length).toBe(2);
    const said = rig.logged.filter(({ message: words }) => words.includes("refused for good"));
    expect(said.map(({ fields }) => fields["code"])).toEqual([550, 554]);
  });

  test("because of us is no reason to give up on anybody", async () => {
    const settings = await settingsNow();
    smtp.fault = (command) => (command === "MAIL" ? "553 5.7.1 sender not allowed" : null);
    await expect(chat.post(to(settings), message("Later"), "ours")).rejects.toEqual(later);
    const encrypted = connected({ isEncrypted: true, login: { user: "u", password: "canary-password" } });
    await expect(encrypted.post(to(settings), message("Never in the clear"), "clear")).rejects.toEqual(later);
    expect([smtp.taken, smtp.logins]).toEqual([[], []]);
  });

  test("is told who we are where that is wanted, in the clear on this machine alone", async () => {
    const inside = connected({ login: { user: "user", password: "password" } });
    await inside.post(to(await settingsNow()), message("From inside"), "inside");
    expect([smtp.taken.length, smtp.logins]).toEqual([1, ["\u0000user\u0000password"]]);
  });

  test("is left alone for a while when it cannot be reached, and holds up no other room", async () => {
    const settings = await addressed({ mads: { email: "mads@nordvik.example" } });
    smtp.fault = () => "drop";
    await expect(chat.post(to(settings), message("One"), "one")).rejects.toEqual(later);
    const begun = smtp.begun();
    await expect(chat.post(to(settings, "mads"), message("Two"), "two")).rejects.toSatisfy(
      (error) => error instanceof DeliveryError && error.retryAfterMs !== null && error.retryAfterMs > 0,
    );
    expect(smtp.begun()).toBe(begun);
    const id = await reports();
    await beside.pass();
    expect(JSON.stringify(await onWeb("shared"))).toContain(id);
  });
});

describe("words of people stay words", () => {
  const nasty = `<img src=x onerror=alert(1)> & "quoted" 'words' </p><script>alert(2)</script>`;
  const inHeader = "Eve\r\nBcc: everybody@evil.example\r\n\r\n<b>body</b>";

  test("in the body: they are text in both parts", async () => {
    await chat.post(to(await settingsNow()), message(`${nasty}\u0000\u001b[31m\u202e`), "nasty");
    const [{ text, html }] = mailed() as [ReturnType<typeof readMail>];
    expect(text).toContain(nasty);
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot; &#39;words&#39; &lt;/p&gt;&lt;script&gt;");
    expect(html).not.toMatch(/<img|<script/);
    expect(text + html).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e]/);
  });

  test("in whatever becomes a header there is one line, and no control anywhere", async () => {
    const settings = await addressed({ freja: { name: inHeader } }, { name: `${inHeader}\u0007` });
    const who = settings.people.find(({ id }) => id === "freja")!;
    const odd = message("", { blocks: [{ kind: "text", parts: ["Ours\u0000\u001b"], tone: "plain" }] });
    const { to: name, subject, text, html } = drawMail(odd, { settings, who, number: "PAR-1", link: "https://x", say: conversation.say });
    expect([name, subject]).toEqual([expect.stringMatching(/^Eve Bcc: \P{Cc}*$/u), expect.stringMatching(/^Eve Bcc: \P{Cc}* · PAR-1$/u)]);
    expect(text + html).not.toMatch(/[\u0000\u0007\u001b]/);
  });

  test("in names: no header comes of them, and nobody else is written to", async () => {
    const settings = await addressed({ freja: { name: inHeader, email: "freja@nordvik.example" } }, { name: inHeader });
    await chat.post(to(settings), message("Hello"), "names");
    const [{ headers, html }] = mailed() as [ReturnType<typeof readMail>];
    expect([...headers.keys()].sort()).toEqual(
      ["auto-submitted", "content-type", "date", "from", "message-id", "mime-version", "subject", "to", "x-auto-response-suppress"].sort(),
    );
    expect(smtp.taken.map((one: Recorded) => one.to)).toEqual([["freja@nordvik.example"]]);
    expect(html).not.toContain("<b>body</b>");
  });
});

test("it is in the person's language, and runs as that does", async () => {
  const settings = await addressed({ freja: { language: "fa", email: "freja@nordvik.example" } });
  await chat.post(to(settings), message("ترک خورده است", { language: "fa", tone: "ask" }), "persian");
  const [{ text, html }] = mailed() as [ReturnType<typeof readMail>];
  expect(html).toContain('<html lang="fa" dir="rtl">');
  expect(text).toContain("در پارلی باز کنید");
});

test("no address, no word and no link is ever logged", async () => {
  await reports();
  smtp.fault = (command) => (command === "RCPT" ? "550 <freja@nordvik.example> canary" : null);
  await beside.pass();
  smtp.fault = (command) => (command === "RCPT" ? "450 <freja@nordvik.example> canary" : null);
  await reports();
  await beside.pass();
  expect(rig.logged.length).toBeGreaterThan(1);
  expect(JSON.stringify(rig.logged)).not.toMatch(/@nordvik|canary|4411|\/in#/);
});
