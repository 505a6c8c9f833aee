/** Queues news outside of any case for one person: like everything that is for them alone, it is sent wherever they are reached. */
import { roomKey } from "../domain/message.ts";
import type { News, Sender } from "../ports/inbound.ts";
import type { Store } from "../ports/store.ts";
import type { Recipe } from "./consequences.ts";

/** Queues it; from a day on it is no news. @throws {UnavailableError} when it could not be saved. */
export async function tellPerson(store: Store, { relationship, person }: Sender, { key, args = {} }: News): Promise<void> {
  const { now: at } = await store.nextDue();
  const recipe = JSON.stringify({ kind: "lead", at, key, args } satisfies Recipe);
  await store.tell(relationship, [{ key: `lead/${relationship}/${person}/${key}`, room: roomKey({ kind: "person", person }), recipe }]);
}
