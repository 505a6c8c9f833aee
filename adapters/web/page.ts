/** Serves the page: plain files, no bundler; the browser gets preact as the package ships it. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { projectFolder } from "../../src/files.ts";
import type { App } from "./server.ts";

const folder = join(projectFolder, "adapters/web/page");
const compiled = join(projectFolder, ".build/page/adapters/web/page");
const shared = join(projectFolder, ".build/page/src/domain");
const preact = dirname(dirname(createRequire(import.meta.url).resolve("preact")));
const vendor: Readonly<Record<string, string>> = {
  "preact.mjs": join(preact, "dist/preact.mjs"),
  "hooks.mjs": join(preact, "hooks/dist/hooks.mjs"),
  "jsxRuntime.mjs": join(preact, "jsx-runtime/dist/jsxRuntime.mjs"),
};

const scripts = "text/javascript; charset=utf-8";

/** Adds the page and its files. Everything is `no-cache`: a restart is enough to see a change. */
export function addPage(app: App, isPlayground: boolean): void {
  const read = (path: string): Promise<Buffer | null> => readFile(path).catch(() => null);
  const page = async (c: Context) => {
    const html = await readFile(join(folder, "index.html"), "utf8");
    const map = /<script type="importmap">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(map).digest("base64");
    const policy = [
      "default-src 'none'",
      `script-src 'self' 'sha256-${hash}'`,
      "style-src 'self'",
      "img-src 'self' blob: data:",
      "connect-src 'self'",
      "font-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; ");
    // The page must know before it asks for anything.
    return c.html(isPlayground ? html.replace("<html ", "<html data-playground ") : html, 200, {
      "content-security-policy": policy,
      "cache-control": "no-cache",
    });
  };
  app.get("/", page);
  // Where links lead: what they carry stands in the fragment, which is the page's alone to read.
  app.get("/in", page);
  app.get("/page/vendor/:file", async (c) => {
    const path = vendor[c.req.param("file")];
    const bytes = path ? await read(path) : null;
    return bytes ? c.body(new Uint8Array(bytes), 200, { "content-type": scripts, "cache-control": "no-cache" }) : c.notFound();
  });
  // What the page shares with the server: pure modules, compiled with it.
  app.get("/src/domain/:file", async (c) => {
    const name = z
      .string()
      .regex(/^(digits|languages|money|written)\.js$/)
      .safeParse(c.req.param("file"));
    const bytes = name.success ? await read(join(shared, name.data)) : null;
    return bytes ? c.body(new Uint8Array(bytes), 200, { "content-type": scripts, "cache-control": "no-cache" }) : c.notFound();
  });
  app.get("/page/:file", async (c) => {
    const name = z
      .string()
      .regex(/^[\w-]+\.(js|css)$/)
      .safeParse(c.req.param("file"));
    if (!name.success) return c.notFound();
    const style = name.data.endsWith(".css");
    const bytes = await read(join(style ? folder : compiled, name.data));
    return bytes
      ? c.body(new Uint8Array(bytes), 200, { "content-type": style ? "text/css; charset=utf-8" : scripts, "cache-control": "no-cache" })
      : c.notFound();
  });
}
