/** The standing case of a relationship: opened in a world of its own, asked of, and what it asks. */
import { standingId } from "../../src/domain/hash.ts";
import { openRelationship } from "../../src/engine/handle.ts";
import { type AskInput, seed, type World, world } from "./given.ts";

/** The standing case of the seed's relationship. */
export const id = standingId(seed.id);

/** A world in which the relationship has been opened now. @throws when it could not be. */
export async function opened(account = seed): Promise<World> {
  const made = await world(account);
  if (!(await openRelationship(made.engine, seed.id))) throw new Error("the relationship was not opened");
  return made;
}

/** Asks something of the standing case. */
export const ask = (made: World, by: string, what: AskInput) => made.ask(by, what, { case: id });

/** What it asks of both firms' people, as "key person person". */
export const askedKeys = async (made: World): Promise<string[]> =>
  (await made.held(id)).shared.asked.map(({ key, to }) => `${key} ${to.join(" ")}`);
