/** Whoever answers for a firm hears directly what has become of a room or an account: the first of its administrators who has an account. */
import type { Say } from "../../src/domain/flow.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import type { Part } from "../../src/domain/message.ts";
import { type Firm, type Person, peopleOf, type Account as Settings } from "../../src/domain/people.ts";
import type { Tools } from "./asking.ts";
import type { Origin } from "./does.ts";
import type { Account, Tables } from "./tables.ts";

/** Directly: nobody asked anywhere. */
export const nowhere: Origin = { channel: null, thread: null };

/** What telling leads takes. */
export type Telling = Pick<Tools, "tables" | "whisper" | "say" | "settings" | "log">;

/** Who answers for a firm on the platform: its administrators before the others, in the order of its directory; `null`: nobody has an account. */
export async function leadOf(
  tables: Tables,
  relationship: RelationshipId,
  firm: Firm,
  settings: Settings,
): Promise<{ readonly person: Person; readonly account: Account } | null> {
  const people = peopleOf(settings, firm).toSorted((one, other) => Number(other.administrator) - Number(one.administrator));
  for (const person of people) {
    const account = await tables.accountOf({ relationship, person: person.id });
    if (account) return { person, account };
  }
  return null;
}

/** Tells the leads of these firms something, each in their own language; what cannot be delivered is logged and no more. */
export async function tellLeads(
  { tables, whisper, say, settings, log }: Telling,
  relationship: RelationshipId,
  to: readonly Firm[],
  draw: (t: Say, firm: Firm, known: Settings) => readonly Part[],
): Promise<void> {
  const known = await settings(relationship);
  if (!known) return;
  for (const firm of to) {
    const lead = await leadOf(tables, relationship, firm, known);
    const through = lead && (await tables.installationOf(relationship, lead.account.team));
    if (!lead || !through) continue;
    const { language } = lead.person;
    try {
      await whisper(through, lead.account, nowhere, { parts: draw(say(language), firm, known), language });
    } catch (error) {
      log.warn({ relationship, firm, error: error instanceof Error ? error.message : "unknown" }, "a firm's lead could not be told");
    }
  }
}
