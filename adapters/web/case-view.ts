/** A case in brief as the API documents it. */
import { z } from "@hono/zod-openapi";
import { ids } from "../../src/domain/ids.ts";
import type { Instant } from "../../src/domain/time.ts";
import { waitsOn } from "../../src/domain/waiting.ts";

const instant = z.iso
  .datetime()
  .meta({ example: "2026-11-24T08:00:00.000Z" })
  .transform((at) => at as Instant);
const firm = z.enum(["supplier", "customer"]);
const named = z.object({ id: ids.person, name: z.string() });
const wait = { firm, on: z.enum(waitsOn) };

/** What `GET /api/cases/{case}` answers. */
export const caseView = z
  .object({
    id: ids.case,
    number: z.string().meta({ example: "PAR-00042" }),
    title: z.string().nullable(),
    kind: z.enum(["failure", "risk", "rehearsal", "relationship"]),
    stage: z.enum(["notification", "analysis", "resolution", "implementation", "follow-up", "closed"]),
    severity: z.enum(["low", "normal", "high", "critical"]),
    reportedAt: instant,
    acknowledgedAt: instant.nullable(),
    leads: z.object({ supplier: named, customer: named }),
    handOvers: z.object({ count: z.int(), latest: z.array(z.object({ firm, from: named, to: named, at: instant })) }),
    ball: z
      .object({ with: z.enum(["supplier", "customer", "outside"]), who: named, why: z.enum(["confirm", "wait", "word", "lead"]) })
      .nullable(),
    asked: z.array(z.object({ what: z.string(), firm, of: z.array(named), due: instant, stands: z.boolean() })),
    waits: z.object({
      open: z.array(z.object({ id: ids.wait, ...wait, since: instant, until: instant.nullable() })),
      minutes: z.array(z.object({ ...wait, minutes: z.int() })),
    }),
    settled: z.object({ status: z.enum(["said", "good", "sent-back"]).nullable(), said: z.int(), sentBack: z.int() }),
    reopened: z.int(),
    closedAt: instant.nullable(),
  })
  .openapi("Case");
