/** What passes between Teams and the program in a scenario. */
import type { Account } from "../../src/domain/people.ts";
import { type Json, objectOf, readJson, textOf } from "../support/slack/json.ts";
import { say } from "../support/teams/furnish.ts";
import { messageActivity, pictureAttachment, press, submit } from "../support/teams/payloads.ts";
import { deliver as post } from "../support/teams/send.ts";
import type { Teams } from "../support/teams/server.ts";
import { problemsOfDialog } from "../support/teams/validator.ts";
import type { Conversation, Message, User } from "../support/teams/world.ts";
import type { Eyes } from "./eyes.ts";
import { deliver, type Mail, settled } from "./mail.ts";
import { buttonsIn, type Clocks } from "./teams-eyes.ts";
import type { People } from "./teams-people.ts";

/** A picture that somebody has, and the messages in which it stands. */
export type Picture = { readonly name: string; readonly by: User; readonly bytes: Uint8Array; readonly in: Message[] };

/** What everybody in Teams plays with. */
export type Rig = Mail & {
  readonly teams: Teams;
  readonly people: People;
  readonly eyes: Eyes;
  readonly clocks: Clocks;
  /** What the firms have set. */
  readonly config: Account;
  readonly pictures: Map<string, Picture>;
  /** What a client of Teams's would not have shown, in words. */
  readonly wrong: string[];
  /** The newest message before the story began: a number as Teams has it. */
  readonly begun: { id: number };
};

/** Where something can be pressed: on a message as somebody sees it, or in a dialog that was opened there. */
export type Surface = { readonly on: Message; readonly held: unknown; readonly isDialog: boolean };

/** What something that was pressed or sent is answered with: a dialog, or words; no words where what was open is closed. */
export type Came = { readonly dialog: Json } | { readonly text: string };

/** Delivers an activity, and waits until all that it caused is seen; what it is answered. */
export async function tell(rig: Rig, activity: Json): Promise<unknown> {
  const answer = await deliver(rig, "/teams", () => post(rig.teams, `${rig.ground.url()}/teams/messages`, activity));
  if (answer.status !== 200) throw new Error(`an activity is answered ${answer.status}`);
  await settled(rig);
  return readJson(answer.body);
}

/** What an invoke's answer makes a client show. */
function cameOf(rig: Rig, answer: unknown): Came {
  const { task, value } = objectOf(answer);
  const { type, value: told } = objectOf(task);
  if (type !== "continue") return { text: textOf(told) || textOf(value) };
  rig.wrong.push(...problemsOfDialog(told).map(({ at, problem }) => `a dialog: ${at} ${problem}`));
  return { dialog: objectOf(told) };
}

/** The id of the button with a key. @throws when it is not there. */
function idOf(held: unknown, key: string): string {
  const all = buttonsIn(held);
  const found = all.find((one) => one.key === key);
  if (!found) throw new Error(`there is no ${key} among ${all.map((one) => one.key).join()}`);
  return found.id;
}

/** Somebody presses the button with a key. */
export async function pressOn(rig: Rig, user: User, { on, held, isDialog }: Surface, key: string): Promise<Came> {
  const { world } = rig.teams;
  const id = idOf(held, key);
  const activity = isDialog ? submit(world, user, on, held, id, {}) : press(world, user, { ...on, content: objectOf(held) }, id);
  return cameOf(rig, await tell(rig, activity));
}

/** Somebody sends the form in a dialog, with these inputs filled in. */
export async function send(rig: Rig, user: User, on: Message, dialog: Json, filled: Readonly<Record<string, string>>): Promise<Came> {
  const [button] = [objectOf(objectOf(objectOf(dialog["card"])["content"]))["actions"]].flat().map(objectOf);
  return cameOf(rig, await tell(rig, submit(rig.teams.world, user, on, dialog, textOf(button?.["title"]), filled)));
}

/** Somebody writes in a conversation, in a thread of it if that is given; "@parley" at the beginning mentions the bot. */
export async function write(
  rig: Rig,
  user: User,
  where: Conversation,
  text: string,
  { files = [], below = null }: { readonly files?: readonly string[]; readonly below?: Message | null } = {},
): Promise<void> {
  const { world } = rig.teams;
  const mentions = /^@parley\b/i.test(text);
  const message = say(world, where, user, text.replace(/^@parley\b\s*/i, ""), below);
  const attachments = files.map((id) => {
    const picture = rig.pictures.get(id)!;
    picture.in.push(message);
    return pictureAttachment(world, "png", picture.bytes);
  });
  await tell(rig, messageActivity(world, message, { mentions, attachments }));
}

/** Whether a message calls somebody. */
export const calls = ({ content }: Message, { id }: User): boolean => JSON.stringify(content["entities"] ?? []).includes(`"${id}"`);

/** The newest message of ours in a conversation that has a button with this key, among those that call `called`. @throws when there is none. */
export function newestWith({ teams }: Rig, where: Conversation, key: string, called: User | null = null): Surface {
  const on = teams.world.messages.findLast(
    (one) =>
      one.conversation === where &&
      one.by === null &&
      !one.deleted &&
      (called === null || calls(one, called)) &&
      buttonsIn(one.content).some((button) => button.key === key),
  );
  if (!on) throw new Error(`nobody was told ${key}`);
  return { on, held: on.content, isDialog: false };
}

/** What shows a message to whoever is called to it. */
export const show = "teams.told-show";

/** The dialog that a card opens for whoever it calls. @throws where it opens none. */
export async function opened(rig: Rig, user: User, calling: Surface): Promise<Surface> {
  const came = await pressOn(rig, user, calling, show);
  if (!("dialog" in came)) throw new Error(`${user.name} is not shown what calls them: ${came.text}`);
  return { on: calling.on, held: came.dialog, isDialog: true };
}
