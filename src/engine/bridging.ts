/** Lets the shared room stand in one more place: what is posted for both firms is posted there, too, from its own queue. */
import type { RelationshipId } from "../domain/ids.ts";
import { UnavailableError } from "../errors.ts";
import type { Store } from "../ports/store.ts";

/** How often it is tried when others change the settings. */
const tries = 20;

/**
 * Adds a place of the shared room ("shared:teams"), and shows there what stands in the room; a place that is there already is only shown
 * anew. @throws {UnavailableError} when it could not be saved.
 */
export async function bridgeTo(store: Store, relationship: RelationshipId, room: string): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const known = await store.account(relationship);
    if (!known) return;
    const { account, version } = known;
    const bridges = account.bridges ?? [];
    if (bridges.includes(room) || (await store.saveAccount({ ...account, bridges: [...bridges, room] }, version)))
      return store.bridge(relationship, room);
  }
  throw new UnavailableError(`settings of ${relationship}: ${tries} others were quicker`);
}
