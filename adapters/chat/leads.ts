/** Whoever answers for a firm hears directly what has become of a room or an account: the first of its administrators who has an account. */
import type { RelationshipId } from "../../src/domain/ids.ts";
import { type Firm, type Person, peopleOf, type Account as Settings } from "../../src/domain/people.ts";
import type { News } from "../../src/ports/inbound.ts";
import type { Tools } from "./asking.ts";
import type { Origin } from "./does.ts";
import type { Account, Tables } from "./tables.ts";

/** Directly: nobody asked anywhere. */
export const nowhere: Origin = { channel: null, thread: null };

/** What telling leads takes. */
export type Telling = Pick<Tools, "tables" | "inbound" | "settings" | "log">;

/** A firm's people in the order in which they answer for it: its administrators before the others. */
const inOrder = (settings: Settings, firm: Firm): readonly Person[] =>
  peopleOf(settings, firm).toSorted((one, other) => Number(other.administrator) - Number(one.administrator));

/** Who answers for a firm on the platform: its administrators before the others, in the order of its directory; `null`: nobody has an account. */
export async function leadOf(
  tables: Tables,
  relationship: RelationshipId,
  firm: Firm,
  settings: Settings,
): Promise<{ readonly person: Person; readonly account: Account } | null> {
  for (const person of inOrder(settings, firm)) {
    const account = await tables.accountOf({ relationship, person: person.id });
    if (account) return { person, account };
  }
  return null;
}

/**
 * Tells the leads of these firms something, wherever they are reached: who is reached nowhere reads it on the web, and in a mail. It is queued like
 * everything that is for one person, drawn in their language, and after a day no news any more.
 */
export async function tellLeads(
  { tables, inbound, settings, log }: Telling,
  relationship: RelationshipId,
  to: readonly Firm[],
  news: (firm: Firm, known: Settings) => News,
): Promise<void> {
  const known = await settings(relationship);
  if (!known) return;
  try {
    const reached = new Set(await tables.reached(relationship));
    for (const firm of to) {
      const people = inOrder(known, firm);
      const lead = people.find(({ id }) => reached.has(id)) ?? people[0];
      if (lead) await inbound.tell({ relationship, person: lead.id }, news(firm, known));
    }
  } catch (error) {
    log.error({ relationship, error: error instanceof Error ? error.name : "unknown" }, "leads could not be told");
  }
}
