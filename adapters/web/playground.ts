/** What only a playground has: signing in by picking a person, and a clock that can be moved forward. */
import { createRoute, z } from "@hono/zod-openapi";
import { Duration } from "luxon";
import { ids, type RelationshipId } from "../../src/domain/ids.ts";
import { personOf } from "../../src/domain/people.ts";
import type { Instant } from "../../src/domain/time.ts";
import { InputError } from "../../src/errors.ts";
import type { App, Web } from "./server.ts";
import { signedIn, signIn } from "./sign-in.ts";

export type Playground = {
  readonly relationship: RelationshipId;
  /** Moves the clock forward by `ms`, lets everything that is due happen, and answers the time then. */
  readonly forward: (ms: number) => Promise<Instant>;
  /** Moves the clock to the next thing that is due. */
  readonly next: () => Promise<Instant>;
  /** Calls `tell` when the clock is moved; returns how to stop it. */
  readonly onClock: (tell: (now: Instant) => void) => () => void;
};

/** The body that picks whom to play. */
export const signInBody = z.strictObject({ person: ids.person });
const clockBody = z.union([
  z.strictObject({ forward: z.string().openapi({ example: "PT36H" }) }),
  z.strictObject({ to: z.literal("next") }),
]);
const now = z.object({ now: z.string() });
const content = <T extends z.ZodType>(schema: T) => ({ content: { "application/json": { schema } } });

const routes = {
  people: createRoute({
    method: "get",
    path: "/api/playground/people",
    summary: "Who can be played",
    responses: { 200: { description: "Firms and people", ...content(z.object({})) } },
  }),
  signIn: createRoute({
    method: "post",
    path: "/api/playground/sign-in",
    summary: "Play a person",
    request: { body: { required: true, ...content(signInBody) } },
    responses: {
      200: { description: "A token for this tab", ...content(z.object({ token: z.string() })) },
      400: { description: "Nobody of that name" },
    },
  }),
  clock: createRoute({
    method: "post",
    path: "/api/playground/clock",
    security: [{ bearer: [] }],
    summary: "Move the playground's clock forward",
    request: { body: { required: true, ...content(clockBody) } },
    responses: { 200: { description: "The time, when nothing is due any more", ...content(now) }, 400: { description: "Not a duration" } },
  }),
};

/** The longest step of the playground's clock. */
const longestMs = 400 * 86_400_000;

/** Adds the routes that exist only in a playground. */
export function addPlayground(app: App, web: Web, playground: Playground): void {
  const makeToken = signIn(web.tables, web.chance);
  app.use("/api/playground/clock", signedIn(web.tables, web.inbound));

  app.openapi(routes.people, async (c) => {
    const known = await web.inbound.account(playground.relationship);
    if (!known) return c.json({ people: [] }, 200);
    const { account } = known;
    const firm = (side: "supplier" | "customer") => ({
      name: account.firms[side].name,
      city: account.firms[side].city,
      zone: account.firms[side].zone,
    });
    const people = account.people.map(({ id, name, firm: of, title }) => ({ id, name, firm: of, title }));
    return c.json(
      { relationship: { id: account.id }, firms: { supplier: firm("supplier"), customer: firm("customer") }, people, now: known.now },
      200,
    );
  });

  app.openapi(routes.signIn, async (c) => {
    const { person } = c.req.valid("json");
    const known = await web.inbound.account(playground.relationship);
    if (!known || !personOf(known.account, person)) throw new InputError("person", "not-a-choice", known?.account.people[0]?.id ?? null);
    return c.json({ token: await makeToken(playground.relationship, person) }, 200);
  });

  app.openapi(routes.clock, async (c) => {
    const body = c.req.valid("json");
    if ("to" in body) return c.json({ now: await playground.next() }, 200);
    const ms = Duration.fromISO(body.forward).toMillis();
    if (!Number.isFinite(ms) || ms < 0 || ms > longestMs) throw new InputError("forward", "wrong-shape", "PT36H");
    return c.json({ now: await playground.forward(ms) }, 200);
  });
}
