/** Teams's adapter around each test of a file, on one database, through one SDK; and what a person was shown of it. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { SdkName } from "../../../adapters/teams/sdk.ts";
import type { Database } from "../../../src/ports/database.ts";
import { freshPglite } from "../database.ts";
import { type Json, objectOf, textOf } from "../slack/json.ts";
import { cardsIn } from "./cards.ts";
import { type Answered, type Parley, teamsParley, wordsOf } from "./parley.ts";
import { invoke } from "./payloads.ts";
import { keysOf } from "./read.ts";
import { problemsOfCard, problemsOfDialog } from "./validator.ts";
import type { Conversation, Message, User } from "./world.ts";

/** Gives each test a new one; after it, nothing may have been sent that Teams would not take. */
export function onParley(give: (rig: Parley) => void, sdk: SdkName = "botbuilder", link: Parameters<typeof teamsParley>[2] = null): void {
  let database: Database;
  let rig: Parley;
  beforeAll(async () => {
    database = await freshPglite();
  });
  afterAll(() => database?.close());
  beforeEach(async () => {
    rig = await teamsParley(database, sdk, link);
    give(rig);
  });
  afterEach(async () => {
    await rig.close();
    expect(rig.teams.violations).toEqual([]);
    const sent = rig.world.messages.filter(({ by }) => by === null).flatMap(({ shown }) => cardsIn(shown));
    expect(sent.flatMap((card) => problemsOfCard(card, "conversation"))).toEqual([]);
  });
}

/** The dialog with which something was answered. @throws when it was none, or one that Teams would not show. */
export function dialogIn({ status, body }: Answered): Json {
  const task = objectOf(body?.["task"]);
  if (status !== 200 || task["type"] !== "continue") throw new Error(`answered with no dialog, but ${status} ${JSON.stringify(body)}`);
  expect(problemsOfDialog(task["value"])).toEqual([]);
  return objectOf(task["value"]);
}

/** The sentence with which something was answered; empty where it was none. */
export const saidIn = ({ body }: Answered): string => textOf(body?.["value"]) || textOf(objectOf(body?.["task"])["value"]);

/** The words of all that one person alone was sent: in their own chat. */
export const told = (rig: Parley, user: User): string =>
  rig
    .posted(rig.chat(user))
    .map(({ content }) => wordsOf(content))
    .join("\n");

/** The newest message of ours in a conversation with a button of this key. @throws when none is there. */
export function standing(rig: Parley, where: Conversation, key: string): Message {
  const found = rig.posted(where).findLast(({ content }) => keysOf(content).includes(key));
  if (!found) {
    const there = rig.posted(where).map(({ content }) => `${keysOf(content)}: ${wordsOf(content)}`);
    throw new Error(`${key} stands nowhere, but: ${there.join("\n")}`);
  }
  return found;
}

/** The button of a message with this key, whole. @throws when there is none. */
export function buttonOf({ content }: Message, key: string): Json {
  const pressable = (value: unknown): Json[] => {
    if (Array.isArray(value)) return value.flatMap(pressable);
    if (typeof value !== "object" || value === null) return [];
    const here = value as Json;
    return [...(/^Action\./.test(textOf(here["type"])) ? [here] : []), ...Object.values(here).flatMap(pressable)];
  };
  const found = pressable(cardsIn(content)).find(({ id }) => textOf(id).replace(/^v1:|:\d+$/g, "") === key);
  if (!found) throw new Error(`there is no ${key}`);
  return found;
}

/** A press as Teams would never let anybody make it: any handle, on any message, in each way in which something can be pressed. */
export const forged = (rig: Parley, user: User, on: Message, handle: unknown): readonly Json[] => [
  invoke(rig.world, user, on, "adaptiveCard/action", {
    action: { type: "Action.Execute", verb: "press", data: { handle } },
    trigger: "manual",
  }),
  invoke(rig.world, user, on, "task/fetch", { data: { handle }, context: { theme: "default" } }),
  invoke(rig.world, user, on, "task/submit", { data: { handle, "v1:what": "x" }, context: { theme: "default" } }),
];
