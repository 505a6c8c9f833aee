/** The one HTTP server: the playground's page, the API behind it with its OpenAPI, health. */

import type { Server } from "node:http";
import { type HttpBindings, serve } from "@hono/node-server";
import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { Conversation, Say } from "../../src/domain/flow.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import { InputError, UnavailableError } from "../../src/errors.ts";
import { inputError, unreadable, wordsOf } from "../../src/input.ts";
import type { Inbound } from "../../src/ports/inbound.ts";
import type { Chance, Log } from "../../src/ports/scheduler.ts";
import type { SetUp } from "../../src/ports/set-up.ts";
import { addApi } from "./api.ts";
import { addDocs } from "./docs.ts";
import type { Links } from "./link.ts";
import { orderBody } from "./orders.ts";
import { addPage } from "./page.ts";
import { applyBody, checkBody, commandBody, foundBody, meBody, reportBody, talkBody } from "./parse.ts";
import { addPictures, type Pictures } from "./pictures.ts";
import { addPlayground, type Playground, signInBody } from "./playground.ts";
import { addSetUp } from "./set-up.ts";
import { addLinks, type Env, linkBody } from "./sign-in.ts";
import type { Bell } from "./stream.ts";
import type { Tables } from "./tables.ts";

/** What the web adapter is given; it knows no flow and no database but its own tables. */
export type Web = {
  readonly inbound: Inbound;
  readonly setUp: SetUp;
  readonly tables: Tables;
  readonly bell: Bell;
  readonly log: Log;
  readonly chance: Chance;
  readonly say: Conversation["say"];
  /** The page's words in a language, by key. */
  readonly words: (language: string) => Readonly<Record<string, string>>;
  readonly playground: Playground | null;
  /** What signs people in; `null`: nobody is, but in a playground. */
  readonly links: Links | null;
  /** Pictures, wherever they stay; `addresses`: those at which other tools show them, `null` where there is no public address. */
  readonly pictures: Pictures;
  /** Somebody comes into a relationship by a link: its shared room stands on the web from now on. @throws {UnavailableError} */
  readonly entered: (relationship: RelationshipId) => Promise<void>;
  /** Health: `ready` writes to the database and tells the oldest waiting message. */
  readonly health: () => Promise<{ readonly ready: boolean; readonly detail: Readonly<Record<string, unknown>> }>;
  /** Whether the server is shutting down: streams end, and readiness says no. */
  readonly closing: () => boolean;
};

/** The bodies whose fields have examples of their own. */
const bodies: Readonly<Record<string, z.ZodType>> = {
  "/api/me": meBody,
  "/api/orders": orderBody,
  "/api/cases": reportBody,
  "/api/cases/:case/commands": commandBody,
  "/api/rooms/:room/messages": talkBody,
  "/api/sign-in": linkBody,
  "/api/playground/sign-in": signInBody,
  "/api/playground/relationships": foundBody,
  "/api/set-up/:file": applyBody,
  "/api/set-up/:file/check": checkBody,
  "/api/files": z.object({ file: z.unknown().meta({ example: "photo.jpg" }) }),
};

export type App = OpenAPIHono<Env & { Bindings: HttpBindings }>;

/** The routes over what the adapter is given; pure but for the ports. */
export function webApp(web: Web): App {
  /** In the language of whoever is signed in; English before that. */
  const sayTo = (c: Context<Env & { Bindings: HttpBindings }>): Say => web.say(c.get("signed")?.who.language ?? "en");
  const app: App = new OpenAPIHono<Env & { Bindings: HttpBindings }>({
    defaultHook: (result, c) => {
      if (result.success) return;
      // An id that cannot be one is answered like one that is not there.
      if (result.target === "param") return c.json({ ok: false, code: "not-found", says: sayTo(c)("not-found") }, 404);
      throw inputError(result.error, bodies[c.req.routePath] ?? null, (result as { data?: unknown }).data);
    },
  });
  app.onError((error, c) => {
    if (error instanceof InputError) return c.json(wordsOf(sayTo(c), error), 400);
    // The framework could not read the body: the sender's move, not ours.
    if (error instanceof HTTPException && error.status < 500) return c.json(wordsOf(sayTo(c), unreadable()), 400);
    if (error instanceof UnavailableError) {
      web.log.warn({ path: c.req.routePath, error: error.name }, "unavailable");
      c.header("retry-after", "2");
      return c.json({ ok: false, code: "unavailable", says: sayTo(c)("unavailable") }, 503);
    }
    web.log.error({ path: c.req.routePath, error: error.name, stack: framesOf(error) }, "request failed");
    return c.json({ ok: false, code: "failed", says: sayTo(c)("failed") }, 500);
  });
  app.notFound((c) => c.json({ ok: false, code: "not-found", says: sayTo(c)("not-found") }, 404));

  app.use(async (c, next) => {
    await next();
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
    // A picture is shown by other servers' pages, too.
    if (!c.res.headers.has("cross-origin-resource-policy")) c.header("cross-origin-resource-policy", "same-origin");
  });
  // A page of another site that resolves its name to this machine must not reach a playground.
  if (web.playground) {
    app.use(async (c, next) => {
      const host = (c.req.header("host") ?? "").replace(/:\d+$/, "");
      if (["localhost", "127.0.0.1", "[::1]"].includes(host)) return next();
      return c.json({ ok: false, code: "not-found", says: web.say("en")("not-found") }, 404);
    });
  }
  app.use("/api/me", bodyLimit({ maxSize: 4 * 1024, onError: tooLarge }));
  app.use("/api/files", bodyLimit({ maxSize: 11 * 1024 * 1024, onError: tooLarge }));
  app.use("/api/orders", bodyLimit({ maxSize: 16 * 1024, onError: tooLarge }));
  app.use("/api/orders/csv", bodyLimit({ maxSize: 1024 * 1024, onError: tooLarge }));
  app.use("/api/cases/*", bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }));
  app.use("/api/cases", bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }));
  app.use("/api/rooms/*", bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }));
  app.use("/api/set-up/*", bodyLimit({ maxSize: 1024 * 1024, onError: tooLarge }));
  app.use("/api/playground/relationships", bodyLimit({ maxSize: 2 * 1024 * 1024, onError: tooLarge }));
  for (const path of ["/api/sign-in", "/api/playground/sign-in", "/api/playground/clock"])
    app.use(path, bodyLimit({ maxSize: 4 * 1024, onError: tooLarge }));

  app.get("/api/words", (c) => c.json(web.words(c.req.query("language") ?? "en")));
  app.get("/healthz", (c) => c.json({ ok: true }));
  app.get("/readyz", async (c) => {
    const { ready, detail } = await web.health();
    return c.json({ ok: ready, ...detail }, ready ? 200 : 503);
  });
  if (web.playground) addPlayground(app, web, web.playground);
  if (web.links) addLinks(app, web, web.links);
  if (web.pictures.addresses) addPictures(app, web.pictures.addresses, web.pictures.get);
  addApi(app, web);
  addSetUp(app, web);
  addDocs(app);
  // Where nobody can sign in there is nothing to see.
  if (web.playground || web.links) addPage(app, web.playground !== null);
  return app;
}

/** Where it happened, without the message: that can quote what somebody wrote. */
const framesOf = ({ stack = "" }: Error): string[] =>
  stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("at "));

const tooLarge = (): never => {
  throw new InputError("body", "too-large", null);
};

/** Listens; resolves with the server once it does. `hostname` is loopback for a playground. */
export const listen = (app: Pick<App, "fetch">, port: number, hostname: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, () => resolve(server as Server)) as Server;
    server.requestTimeout = 10_000;
    server.headersTimeout = 10_000;
    server.once("error", reject);
  });
