/** Carries what people say below a case's card from one place of the shared room to the others, where both firms have asked for it. */
import type { RelationshipId } from "../domain/ids.ts";
import { personOf, placesOf } from "../domain/people.ts";
import { mostCarried } from "../domain/talk.ts";
import { UnavailableError } from "../errors.ts";
import type { Overheard } from "../ports/inbound.ts";
import type { Post, Store } from "../ports/store.ts";
import type { Recipe } from "./consequences.ts";

/** How often it is tried when the settings change meanwhile. */
const tries = 20;

/**
 * Queues it for every other place of the shared room, once whatever is repeated: of several states of the same message the newest stands
 * there in the end, in whichever order they come. `false`: it stays where it was written. What was taken back is taken back elsewhere even
 * after the firms have changed their mind. @throws {UnavailableError} when nothing could be saved.
 */
export async function carry(store: Store, relationship: RelationshipId, said: Overheard): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const { row, account, accountVersion } = await store.read({ case: said.case, relationship }, "");
    if (!row || !account || row.relationship !== relationship) return false;
    const isTheirs = said.by !== null && personOf(account, said.by) !== null;
    if (said.words !== null && (!account.talk || !isTheirs)) return false;
    const places = placesOf(account);
    if (!places.includes(said.room)) return false;
    const others = places.filter((place) => place !== said.room);
    if (others.length === 0) return false;
    const posts = others.map((room): Post => ({ key: `talk:${relationship}:${said.id}@${room}`, room, recipe: recipeOf(said) }));
    if (await store.carry(relationship, said.case, accountVersion, posts)) return true;
  }
  throw new UnavailableError(`settings of ${relationship}: ${tries} others were quicker`);
}

function recipeOf({ by, changed, words, atMs }: Overheard): string {
  // One sign more than is shown tells that there was more.
  const kept = words && { text: words.text.slice(0, mostCarried + 1), files: words.files };
  return JSON.stringify({ kind: "talk", at: atMs, by, changed, words: kept } satisfies Recipe);
}

/** What is left of a recipe once it has been delivered, or given up: of talk no word is kept. */
export const leftOf = (recipe: Recipe): Recipe => (recipe.kind === "talk" ? { ...recipe, words: null } : recipe);
