/** What only a playground has: signing in by picking a person, and a clock that can be moved forward. */
import { createRoute, z } from "@hono/zod-openapi";
import { Duration } from "luxon";
import { ids, type RelationshipId } from "../../src/domain/ids.ts";
import { type Account, personOf } from "../../src/domain/people.ts";
import { epochMs, type Instant } from "../../src/domain/time.ts";
import { InputError } from "../../src/errors.ts";
import type { Scheduler } from "../../src/ports/scheduler.ts";
import type { Store } from "../../src/ports/store.ts";
import { foundBody } from "./parse.ts";
import type { App, Web } from "./server.ts";
import { signedIn, signIn } from "./sign-in.ts";

/** The relationship that a playground opens with: the firms of the first scenario. */
export const openingRelationship = "sahand-nordvik" as RelationshipId;
/** Where a held playground's clock begins: a Tuesday, 08:00 in Aarhus and 10:30 in Tabriz. */
export const heldStart = "2026-11-24T07:00:00.000Z" as Instant;

export type Playground = {
  readonly relationships: () => Promise<readonly RelationshipId[]>;
  /** Moves the clock forward by `ms`, lets everything that is due happen, and answers the time then. */
  readonly forward: (ms: number) => Promise<Instant>;
  /** Moves the clock to the next thing that is due. */
  readonly next: () => Promise<Instant>;
  /** Calls `tell` when the clock is moved; returns how to stop it. */
  readonly onClock: (tell: (now: Instant) => void) => () => void;
};

/** The clock that a playground's players move: whoever is told of a move sees what it caused. */
export function playgroundOf(store: Store, scheduler: Scheduler): Playground {
  const listeners = new Set<(now: Instant) => void>();
  const forward = async (ms: number): Promise<Instant> => {
    const now = await store.forward(ms);
    await scheduler.wake();
    for (const tell of listeners) tell(now);
    return now;
  };
  return {
    relationships: () => store.accounts(),
    forward,
    async next() {
      const { due, now } = await store.nextDue();
      return forward(due ? Math.max(0, epochMs(due) - epochMs(now)) : 0);
    },
    onClock(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}

/** The body that picks whom to play. */
const relationship = z
  .string()
  .regex(/^[a-z0-9-]{2,60}$/)
  .transform((id) => id as RelationshipId)
  .default(openingRelationship)
  .openapi({ example: openingRelationship });
export const signInBody = z.strictObject({ person: ids.person, relationship });
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
    summary: "Who can be played, of one relationship; and which relationships there are",
    request: { query: z.strictObject({ relationship }) },
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
  found: createRoute({
    method: "post",
    path: "/api/playground/relationships",
    summary: "Make a relationship out of its three set-up files (YAML); nothing is made where one of them has a problem",
    request: { body: { required: true, ...content(foundBody) } },
    responses: {
      200: {
        description: "It is there: made now, or there before and left as it is",
        ...content(z.object({ relationship: z.string(), made: z.boolean() })),
      },
      400: { description: "The files have problems: every one, with file, line and what would be right" },
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

/** What the playground opens with first, then the others. */
const inOrder = (accounts: readonly Account[]): readonly Account[] => [
  ...accounts.filter(({ id }) => id === openingRelationship),
  ...accounts.filter(({ id }) => id !== openingRelationship),
];

/** Adds the routes that exist only in a playground. */
export function addPlayground(app: App, web: Web, playground: Playground): void {
  const makeToken = signIn(web.tables, web.chance);
  app.use("/api/playground/clock", signedIn(web));

  app.openapi(routes.people, async (c) => {
    const all = await Promise.all((await playground.relationships()).map((id) => web.inbound.account(id)));
    const accounts = all.flatMap((known) => (known ? [known.account] : []));
    const known = await web.inbound.account(c.req.valid("query").relationship);
    if (!known) throw new InputError("relationship", "not-a-choice", accounts[0]?.id ?? null);
    const { account } = known;
    const firm = (side: "supplier" | "customer") => ({
      name: account.firms[side].name,
      city: account.firms[side].city,
      zone: account.firms[side].zone,
    });
    const people = account.people.map(({ id, name, firm: of, title }) => ({ id, name, firm: of, title }));
    return c.json(
      {
        relationship: { id: account.id },
        relationships: inOrder(accounts).map(({ id, firms }) => ({ id, supplier: firms.supplier.name, customer: firms.customer.name })),
        firms: { supplier: firm("supplier"), customer: firm("customer") },
        people,
        now: known.now,
      },
      200,
    );
  });

  app.openapi(routes.signIn, async (c) => {
    const { person, relationship: id } = c.req.valid("json");
    const known = await web.inbound.account(id);
    if (!known) throw new InputError("relationship", "not-a-choice", openingRelationship);
    if (!personOf(known.account, person)) throw new InputError("person", "not-a-choice", known?.account.people[0]?.id ?? null);
    return c.json({ token: await makeToken(id, person) }, 200);
  });

  app.openapi(routes.found, async (c) => {
    const answer = await web.setUp.found(c.req.valid("json"));
    return answer.ok ? c.json({ relationship: answer.relationship, made: answer.made }, 200) : (c.json(answer, 400) as never);
  });

  app.openapi(routes.clock, async (c) => {
    const body = c.req.valid("json");
    if ("to" in body) return c.json({ now: await playground.next() }, 200);
    const ms = Duration.fromISO(body.forward).toMillis();
    if (!Number.isFinite(ms) || ms < 0 || ms > longestMs) throw new InputError("forward", "wrong-shape", "PT36H");
    return c.json({ now: await playground.forward(ms) }, 200);
  });
}
