/**
 * What a program of our kind must do to start: the same packages by their front doors, the same folder's database, one HTTP answer. The
 * program itself reads less of some (of chrono only English) and others only when they are first wanted (yaml).
 */
import { serve } from "@hono/node-server";
import { OpenAPIHono } from "@hono/zod-openapi";
import * as chrono from "chrono-node";
import { IntlMessageFormat } from "intl-messageformat";
import { DateTime } from "luxon";
import pg from "pg";
import pino from "pino";
import * as yaml from "yaml";
import { z } from "zod";

// PGlite as we open it: without -F, so that fsync is on.
const { PGlite } = await import("@electric-sql/pglite");
const [folder = "", port = "0"] = process.argv.slice(2);
const database = await PGlite.create({
  dataDir: folder,
  startParams: PGlite.defaultStartParams.filter((param: string) => param !== "-F"),
});
const parts = [chrono, IntlMessageFormat, DateTime, pg, pino, yaml, z].length;
const app = new OpenAPIHono();
app.get("/readyz", async (context) => context.json({ parts, ...(await database.query("select 1 as one")).rows }));
const server = serve({ fetch: app.fetch, port: Number(port), hostname: "127.0.0.1" });
process.once("SIGTERM", () => {
  server.close();
  void database.close().finally(() => process.exit(0));
});
