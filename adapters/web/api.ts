/** The API: everything that a click does, and all that a person may read. Every person gets only what that person may see. */
import { createHash } from "node:crypto";
import { streamSSE } from "hono/streaming";
import type { Ask } from "../../src/domain/command.ts";
import { line } from "../../src/domain/commands/fields.ts";
import { derivedId, standingId } from "../../src/domain/hash.ts";
import type { CaseId, FileId } from "../../src/domain/ids.ts";
import { direction, tagOf } from "../../src/domain/languages.ts";
import { plainOf } from "../../src/domain/message.ts";
import { epochMs } from "../../src/domain/time.ts";
import { InputError } from "../../src/errors.ts";
import { ordersOf } from "../../src/input.ts";
import type { Answer, Overheard } from "../../src/ports/inbound.ts";
import { sharedOnWeb } from "./chat.ts";
import { pictureHeaders } from "./pictures.ts";
import { routes } from "./routes.ts";
import type { App, Web } from "./server.ts";
import { type Signed, signedIn } from "./sign-in.ts";
import { heartbeat, news } from "./stream.ts";
import type { RoomFile } from "./tables.ts";

const markdown = { "content-type": "text/markdown; charset=utf-8" };
/** How often an open stream looks whether its reader is still signed in. */
const lookEveryMs = 5_000;
const notFound = { ok: false, code: "not-found" } as const;

/** Talk in the web's shared room, as it is carried to the other places of the room; nobody changes it here or takes it back. */
function saidHere({ sender, account, now }: Signed, id: string, text: string, files: readonly RoomFile[]): Omit<Overheard, "case"> {
  const besides = files.map((file) => ({ name: file.name, picture: file.type.startsWith("image/") ? file.id : null }));
  return {
    room: account.bridges?.includes(sharedOnWeb) ? sharedOnWeb : "shared",
    id: `web/${id}`,
    by: sender.person,
    changed: false,
    words: { text, files: besides },
    atMs: epochMs(now),
  };
}

/** Adds the API's routes. */
export function addApi(app: App, web: Web): void {
  const { inbound, tables, bell, pictures } = web;
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  for (const path of [
    "/api/me",
    "/api/rooms/*",
    "/api/cases",
    "/api/cases/*",
    "/api/orders",
    "/api/orders/*",
    "/api/files",
    "/api/files/*",
    "/api/stream",
  ])
    app.use(path, signedIn(web));

  /** Files that a command or message names must be the sender's to use: an id is only a hint. */
  const usable = async (named: readonly string[], { sender, rooms }: Signed): Promise<readonly RoomFile[]> => {
    const found = await tables.usable(named, sender.relationship, sender.person, rooms);
    if (found.length < new Set(named).size) throw new InputError("files", "not-a-choice", "[]");
    return named.map((id) => found.find((file) => file.id === id)!);
  };
  const passOn = async (signed: Signed, key: string, id: CaseId | null, ask: Ask): Promise<Answer> => {
    if ("files" in ask) await usable(ask.files, signed);
    return inbound.receive(signed.sender, key, id, await withFile(ask, signed));
  };
  /** Orders that a form sent as a file. */
  const withFile = async (ask: Ask, { sender, rooms }: Signed): Promise<Ask> => {
    const [named] = ask.type === "record-orders" ? ask.files : [];
    const file = named ? await tables.file(named, sender.relationship, sender.person, rooms) : null;
    return file ? ordersOf(file.bytes, "files") : ask;
  };
  let orders = 0;
  /** A key of our own for orders: they are known by their numbers. */
  const orderKey = (): string => `order-${web.chance(`order|${orders++}`)}`;
  const status = (answer: Answer): 200 | 404 | 409 => (answer.ok ? 200 : answer.code === "no-case" ? 404 : 409);
  const mine = (room: string, { rooms }: Signed): boolean => rooms.includes(room);

  app.openapi(routes.me, async (c) => {
    const { who, account, now } = c.get("signed");
    const say = web.say(who.language);
    const firm = (side: "supplier" | "customer") => ({
      name: account.firms[side].name,
      city: account.firms[side].city,
      zone: account.firms[side].zone,
    });
    const text = (key: string, args = {}) => plainOf(say(key, args));
    const own = account.firms[who.firm].name;
    return c.json({
      person: {
        id: who.id,
        name: who.name,
        firm: who.firm,
        title: who.title,
        zone: who.calendar.zone,
        language: who.language,
        direction: direction(who.language),
        administrator: who.administrator,
      },
      firms: { supplier: firm("supplier"), customer: firm("customer") },
      rooms: [
        {
          id: "shared",
          audience: "shared",
          name: text("room.shared", { supplier: account.firms.supplier.name, customer: account.firms.customer.name }),
          footer: text("seen.shared"),
        },
        { id: who.firm, audience: who.firm, name: text("room.side", { firm: own }), footer: text("seen.firm", { firm: own }) },
        { id: `@${who.id}`, audience: "person", name: text("room.person"), footer: text("seen.person") },
      ],
      people: account.people.map(({ id, name, firm: of, title }) => ({ id, name, firm: of, title })),
      now,
      playground: web.playground !== null,
    });
  });

  app.openapi(routes.speak, async (c) => {
    const { language, dates } = c.req.valid("json");
    await inbound.speak(c.get("signed").sender, dates ? tagOf(language, dates) : language);
    return c.json({ ok: true } as const, 200);
  });

  app.openapi(routes.messages, async (c) => {
    const signed = c.get("signed");
    const { room } = c.req.valid("param");
    if (!mine(room, signed)) return c.json(notFound, 404);
    const found = await tables.latest(signed.sender.relationship, room, signed.sender.person);
    const sorted = [...found].sort((a, b) =>
      a.at === b.at ? Number(a.onlyYou) - Number(b.onlyYou) || a.seq - b.seq : a.at < b.at ? -1 : 1,
    );
    return c.json({ messages: sorted, seq: Math.max(0, ...found.map(({ seq }) => seq)) }, 200);
  });

  app.openapi(routes.welcome, async (c) => {
    const signed = c.get("signed");
    const { room } = c.req.valid("param");
    if (!mine(room, signed)) return c.json(notFound, 404);
    const audience = room.startsWith("@") ? "person" : room === "shared" ? "shared" : signed.who.firm;
    return c.json(await inbound.welcome(signed.sender, audience), 200);
  });

  app.openapi(routes.talk, async (c) => {
    const signed = c.get("signed");
    const { sender, who } = signed;
    const { room } = c.req.valid("param");
    if (!mine(room, signed)) return c.json(notFound, 404);
    const { key, text, case: thread = null, files } = c.req.valid("json");
    if (thread !== null && (await inbound.more(sender, thread)) === null) return c.json(notFound, 404);
    const attached = await usable(files, signed);
    await tables.open(files, sender.relationship, room);
    const talk = { relationship: sender.relationship, room, case: thread } as const;
    const own = `talk/${who.id}/${key}`;
    // In a person's own room every word is to the bot.
    const mention = /^\s*@parley\b[\s,:]*/i.exec(text) ?? (room.startsWith("@") ? /^/.exec(text) : null);
    // Words to the bot are between the two of them: the room sees the case once it is reported.
    const person = mention ? sender.person : null;
    const id = await tables.post({ ...talk, person, key: own, author: sender.person, text, files: attached, message: null });
    if (mention) {
      const message = await inbound.hear(sender, text.slice(mention[0].length), files);
      await tables.post({ ...talk, person, key: `${own}/answer`, author: null, text: null, files: [], message });
    } else if (thread !== null && room === "shared") {
      await inbound.carry(sender.relationship, { ...saidHere(signed, id, text, attached), case: thread });
    }
    bell.ring();
    return c.json({ ok: true } as const, 200);
  });

  app.openapi(routes.report, async (c) => {
    const { key, ...ask } = c.req.valid("json");
    const answer = await passOn(c.get("signed"), key, null, ask);
    return c.json(answer as never, status(answer) as 200);
  });

  app.openapi(routes.order, async (c) => {
    const { sender } = c.get("signed");
    const { key = orderKey(), ...order } = c.req.valid("json");
    const answer = await inbound.receive(sender, key, standingId(sender.relationship), { type: "check-order", ...order });
    return c.json(answer as never, status(answer) as 200);
  });

  app.openapi(routes.orderFile, async (c) => {
    const { sender } = c.get("signed");
    const { key = orderKey() } = c.req.valid("query");
    const ask = ordersOf(new Uint8Array(await c.req.arrayBuffer()), "body");
    const answer = await inbound.receive(sender, key, standingId(sender.relationship), ask);
    return c.json(answer as never, status(answer) as 200);
  });

  app.openapi(routes.orders, async (c) => {
    const found = await inbound.orders(c.get("signed").sender, c.req.valid("query").article);
    return c.json({ orders: found.map(({ sent: _, counted: __, changed, ...order }) => ({ ...order, changed: [...changed] })) }, 200);
  });

  app.openapi(routes.command, async (c) => {
    const { key, ...ask } = c.req.valid("json");
    const answer = await passOn(c.get("signed"), key, c.req.valid("param").case, ask);
    return c.json(answer as never, status(answer) as 200);
  });

  app.openapi(routes.look, async (c) => {
    const view = await inbound.look(c.get("signed").sender, c.req.valid("param").case);
    return view ? c.json(view, 200) : c.json(notFound, 404);
  });

  app.openapi(routes.more, async (c) => {
    const message = await inbound.more(c.get("signed").sender, c.req.valid("param").case);
    return message ? c.json(message, 200) : c.json(notFound, 404);
  });

  app.openapi(routes.invitation, async (c) => {
    const { case: id, visit } = c.req.valid("param");
    const file = await inbound.invitation(c.get("signed").sender, id, visit);
    if (file === null) return c.json(notFound, 404) as never;
    const headers = { "content-type": "text/calendar; charset=utf-8", "content-disposition": `attachment; filename="visit-${visit}.ics"` };
    return c.body(file, 200, headers) as never;
  });

  app.openapi(routes.agreement, async (c) => {
    const { case: id, agreement } = c.req.valid("param");
    const text = await inbound.agreement(c.get("signed").sender, id, agreement);
    return text === null ? (c.json(notFound, 404) as never) : c.text(text, 200, markdown);
  });

  app.openapi(routes.comparison, async (c) => {
    const { case: id, one, other } = c.req.valid("param");
    const message = await inbound.comparison(c.get("signed").sender, id, one, other);
    return message ? c.json(message, 200) : c.json(notFound, 404);
  });

  app.openapi(routes.full, async (c) => {
    const report = await inbound.report(c.get("signed").sender, c.req.valid("param").case);
    return report === null ? (c.json(notFound, 404) as never) : c.text(report, 200, markdown);
  });

  app.openapi(routes.upload, async (c) => {
    const { sender } = c.get("signed");
    const body = await c.req.parseBody().catch(() => ({}) as Record<string, string | File>);
    const file = body["file"];
    if (!(file instanceof File) || file.size === 0) throw new InputError("file", "missing", "photo.jpg");
    if (file.size > 10 * 1024 * 1024) throw new InputError("file", "too-large", null);
    const read = line(200, "photo.jpg").safeParse(file.name.replace(/[/\\]/g, "_"));
    const name = read.success ? read.data : "file";
    const type = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(file.type) ? file.type : "application/octet-stream";
    const bytes = new Uint8Array(await file.arrayBuffer());
    // Named after its content: the same upload repeated is one file.
    const id = derivedId(`file|${sender.person}|${name}|${createHash("sha256").update(bytes).digest("hex")}`) as FileId;
    await tables.saveFile({ id, ...sender, name, type, bytes });
    return c.json({ id, name, type }, 200);
  });

  app.openapi(routes.file, async (c) => {
    const { sender, rooms } = c.get("signed");
    const { file } = c.req.valid("param");
    const found = await tables.file(file, sender.relationship, sender.person, rooms);
    if (!found) {
      // It may stay in another tool, and stand here in a message.
      const isShown = await tables.isShown(file, sender.relationship, sender.person, rooms);
      const shown = isShown ? await pictures.get(sender.relationship, file) : null;
      return shown ? c.body(Buffer.from(shown.bytes), 200, pictureHeaders(shown)) : c.json(notFound, 404);
    }
    return c.body(Buffer.from(found.bytes), 200, {
      "content-type": found.type,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, max-age=86400, immutable",
    });
  });

  app.openapi(routes.stream, (c) => {
    const { sender, rooms, stays } = c.get("signed");
    return streamSSE(c, async (stream) => {
      let lookMs = performance.now() + lookEveryMs;
      const open = async (): Promise<boolean> => {
        if (stream.aborted || stream.closed || web.closing()) return false;
        if (performance.now() < lookMs) return true;
        lookMs = performance.now() + lookEveryMs;
        return stays();
      };
      const clock = web.playground?.onClock((now) => void stream.writeSSE({ event: "clock", data: JSON.stringify({ now }) }));
      stream.onAbort(() => bell.ring());
      await stream.writeSSE({ event: "open", data: "{}" });
      const still = heartbeat((comment) => stream.write(comment));
      try {
        for await (const message of news(tables, sender.relationship, sender.person, rooms, bell, open)) {
          await stream.writeSSE({ event: "message", data: JSON.stringify({ room: message.room, message }) });
        }
      } catch (error) {
        // The page connects again, and reads what it missed.
        web.log.warn({ path: "/api/stream", error: error instanceof Error ? error.name : "unknown" }, "a stream broke off");
      } finally {
        still();
        clock?.();
      }
    });
  });
}
