/** Queues news outside of any case for one person: like everything that is for them alone, it is sent wherever they are reached. */
import type { PersonId, RelationshipId } from "../domain/ids.ts";
import { roomKey } from "../domain/message.ts";
import type { Store } from "../ports/store.ts";
import type { Recipe } from "./consequences.ts";

/** News: a sentence of the catalogue, and what it is filled in with. */
type News = { readonly key: string; readonly args?: Readonly<Record<string, string>> };

/** Queues it; from a day on it is no news. @throws {UnavailableError} when it could not be saved. */
export async function tellPerson(store: Store, relationship: RelationshipId, person: PersonId, { key, args = {} }: News): Promise<void> {
  const { now: at } = await store.nextDue();
  const room = roomKey({ kind: "person", person });
  const recipe = JSON.stringify({ kind: "lead", at, key, args } satisfies Recipe);
  return store.tell(relationship, [{ key: `lead/${relationship}/${person}/${key}`, room, recipe }]);
}
