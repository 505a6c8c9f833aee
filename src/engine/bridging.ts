/** Lets the shared room stand in one more place: what is posted for both firms is posted there, too, from its own queue. */
import type { RelationshipId } from "../domain/ids.ts";
import { UnavailableError } from "../errors.ts";
import type { Store } from "../ports/store.ts";
import { type Engine, openRelationship } from "./handle.ts";

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

/**
 * Somebody comes to a place that every relationship has, such as the web: the shared room stands there from now on. Where it stands
 * nowhere else that is so anyway, and the relationship begins with them. Once it stands there, nothing is done.
 * @throws {UnavailableError} when it could not be saved.
 */
export async function standAt(engine: Engine, relationship: RelationshipId, room: string, isElsewhere: boolean): Promise<void> {
  if (!isElsewhere) return void (await openRelationship(engine, relationship));
  const known = await engine.store.account(relationship);
  if (known && !known.account.bridges?.includes(room)) await bridgeTo(engine.store, relationship, room);
}
