/** Set-up files over HTTP: seen, checked and applied by administrators of either firm, and by nobody else. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Answer } from "../../src/ports/inbound.ts";
import type { Wrong } from "../../src/ports/set-up.ts";
import { applyBody, checkBody } from "./parse.ts";
import type { App, Web } from "./server.ts";
import { signedIn } from "./sign-in.ts";

const json = <T extends z.ZodType>(schema: T, description: string) => ({ description, content: { "application/json": { schema } } });
const parts = z.array(z.unknown()).openapi({ description: "Text with typed parts." });
const groups = z.array(z.object({ about: parts, lines: z.array(parts) }));
const shown = z
  .object({ ok: z.literal(true), text: z.string(), over: z.string(), hints: z.array(parts), waiting: z.array(z.unknown()) })
  .openapi("SetUpFile");
const compared = z.object({ ok: z.literal(true), over: z.string(), changes: groups, hints: z.array(parts) }).openapi("SetUpChanges");
const applied = z.object({ ok: z.literal(true), outcome: z.enum(["in-force", "proposed", "same"]), says: parts }).openapi("SetUpApplied");
const problem = z.object({
  file: z.enum(["supplier", "customer", "relationship"]),
  line: z.number(),
  column: z.number(),
  code: z.string(),
  path: z.string(),
  says: parts,
  example: z.string().nullable(),
});
const wrong = z.object({ ok: z.literal(false), code: z.literal("problems"), problems: z.array(problem) }).openapi("SetUpProblems");

const security = [{ bearer: [] }];
const file = z.object({
  file: z.enum(["firm", "relationship"]).openapi({ param: { name: "file", in: "path" }, example: "firm" }),
});
const others = {
  400: json(wrong, "The file has problems: every one, with its line and an example of what would be right. Nothing is changed."),
  401: { description: "Not signed in." },
  404: { description: "There is no such file." },
  409: { description: "Refused: not an administrator of the firm, or another file is in force by now. Says what to do." },
};
const routes = {
  show: createRoute({
    method: "get",
    path: "/api/set-up/{file}",
    security,
    summary: "The set-up file of my firm or of the relationship as it is in force (YAML), with what waits for the other firm",
    request: { params: file },
    responses: { ...others, 200: json(shown, "The file; `over` names it") },
  }),
  check: createRoute({
    method: "post",
    path: "/api/set-up/{file}/check",
    security,
    summary: "What a set-up file would change; nothing is stored",
    request: { params: file, body: { required: true, ...json(checkBody, "The file") } },
    responses: {
      401: others[401],
      404: others[404],
      409: others[409],
      200: json(z.union([compared, wrong]), "What differs, or every problem"),
    },
  }),
  apply: createRoute({
    method: "put",
    path: "/api/set-up/{file}",
    security,
    summary: "Apply a set-up file: the firm’s at once, the relationship’s when both firms have applied the same",
    request: { params: file, body: { required: true, ...json(applyBody, "The file, and which one it is to replace") } },
    responses: { ...others, 200: json(applied, "What became of it") },
  }),
};

const notFound = { ok: false, code: "not-found" } as const;

/** Adds the routes of set-up files. */
export function addSetUp(app: App, web: Web): void {
  const { setUp, bell } = web;
  app.use("/api/set-up/*", signedIn(web));
  type Answered = { readonly ok: true } | Wrong | Extract<Answer, { ok: false }> | null;
  const status = (answer: NonNullable<Answered>, problems: 200 | 400) => (answer.ok ? 200 : answer.code === "problems" ? problems : 409);
  // The parts of sentences are richer than the documented schemas can say.
  const reply = (c: Context, answer: Answered, problems: 200 | 400 = 400) =>
    (answer === null ? c.json(notFound, 404) : c.json(answer, status(answer, problems))) as never;

  app.openapi(routes.show, async (c) => reply(c, await setUp.show(c.get("signed").sender, c.req.valid("param").file)));

  app.openapi(routes.check, async (c) =>
    // Problems are what was asked for.
    reply(c, await setUp.check(c.get("signed").sender, c.req.valid("param").file, c.req.valid("json").text), 200),
  );

  app.openapi(routes.apply, async (c) => {
    const { text, over } = c.req.valid("json");
    const answer = await setUp.apply(c.get("signed").sender, c.req.valid("param").file, text, over);
    if (answer?.ok) bell.ring();
    return reply(c, answer);
  });
}
