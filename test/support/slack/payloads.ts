/**
 * What Slack posts when a person does something: presses, submits, closes, calls, types a command. Shapes as of 2026.
 *
 * For an outsider, `team` of a press is the workspace in which the app is, and that of a submission is their own (bolt-js#1614);
 * `user.team_id` is always theirs. Shapes: docs.slack.dev/reference/interaction-payloads.
 */

import { elementState, type Filling, fillView } from "./fill-view.ts";
import { addResponseUrl, addTrigger } from "./furnish.ts";
import { type Json, listOf, objectOf, textOf } from "./json.ts";
import { messageShown } from "./shown.ts";
import { viewShown } from "./views.ts";
import { type Channel, type Installation, type Message, newTs, type User, type View, type World } from "./world.ts";

function teamShown(world: World, id: string): Json {
  const team = world.workspaces.get(id)!;
  const enterprise = team.enterprise ? { enterprise_id: team.enterprise.id, enterprise_name: team.enterprise.name } : {};
  return { id, domain: team.domain, ...enterprise };
}

function frame(world: World, type: string, actor: User, to: Installation, team: string): Json {
  return {
    type,
    token: "verification-token",
    api_app_id: to.app,
    user: { id: actor.id, username: actor.name, name: actor.name, team_id: actor.team },
    team: teamShown(world, team),
    enterprise: world.workspaces.get(team)!.enterprise,
    is_enterprise_install: false,
  };
}

function channelShown(channel: Channel): Json {
  return { id: channel.id, name: channel.user !== null ? "directmessage" : channel.is_private ? "privategroup" : channel.name };
}

function sender(world: World, on: Message | View): Installation {
  if (!("ts" in on)) return on.installation;
  const found = world.installations.find(({ bot }) => bot === on.bot?.id);
  if (!found) throw new Error("only what an app posted can be pressed");
  return found;
}

function blocksOf(world: World, on: Message | View): readonly Json[] {
  return ("ts" in on ? on.content.blocks : listOf(viewShown(world, on)["blocks"])).map(objectOf);
}

/** The element of that id, and the id of its block. @throws when there is none. */
function elementOf(blocks: readonly Json[], actionId: string): { readonly element: Json; readonly blockId: string } {
  for (const block of blocks) {
    const within = [...listOf(block["elements"]), ...listOf(block["actions"]), block["accessory"], block["element"]].map(objectOf);
    const element = within.find((one) => one["action_id"] === actionId);
    if (element) return { element, blockId: textOf(block["block_id"]) };
  }
  throw new Error(`there is nothing to press that is called ${actionId}`);
}

function acted(world: World, element: Json, blockId: string, chosen: Filling | undefined): Json {
  const { type, action_id, text, value, style } = element;
  const base = { type, action_id, block_id: blockId, action_ts: newTs(world) };
  if (type === "button") return { ...base, text, ...(value !== undefined && { value }), ...(style !== undefined && { style }) };
  if (type === "overflow") return { ...base, selected_option: listOf(element["options"]).find((one) => objectOf(one)["value"] === chosen) };
  return { ...base, ...elementState(world, element, chosen) };
}

function context(world: World, on: Message | View, to: Installation): Json {
  if (!("ts" in on)) return { container: { type: "view", view_id: on.id }, view: viewShown(world, on) };
  const { channel, ts, thread_ts } = on;
  const thread = thread_ts === null ? {} : { thread_ts };
  return {
    container: { type: "message", message_ts: ts, channel_id: channel.id, is_ephemeral: false, ...thread },
    channel: channelShown(channel),
    message: messageShown(world, on, true),
    state: { values: {} },
    response_url: addResponseUrl(world, to.team),
  };
}

/** `block_actions`: a person presses a button, or chooses in a menu of a message or a view. @throws when it is not there. */
export function press(world: World, actor: User, on: Message | View, actionId: string, chosen?: Filling): Json {
  const to = sender(world, on);
  const { element, blockId } = elementOf(blocksOf(world, on), actionId);
  const trigger = addTrigger(world, to, actor, "ts" in on ? null : on);
  return {
    ...frame(world, "block_actions", actor, to, to.team),
    ...context(world, on, to),
    trigger_id: trigger.id,
    actions: [acted(world, element, blockId, chosen)],
  };
}

/** `block_suggestion`: a person types into a menu whose options the app gives. */
export function suggest(world: World, actor: User, on: Message | View, actionId: string, typed: string): Json {
  const to = sender(world, on);
  const { blockId } = elementOf(blocksOf(world, on), actionId);
  const { response_url: _, state: __, ...where } = context(world, on, to);
  const asked = { action_id: actionId, block_id: blockId, value: typed };
  return { ...frame(world, "block_suggestion", actor, to, to.team), ...where, ...asked };
}

/** `view_submission`: a person sends a modal, filled in. @throws when their client would not. */
export function submit(world: World, actor: User, view: View, filled: Readonly<Record<string, Filling>>): Json {
  return {
    ...frame(world, "view_submission", actor, view.installation, actor.team),
    trigger_id: addTrigger(world, view.installation, actor, view).id,
    view: viewShown(world, view, fillView(world, view, filled)),
    response_urls: [],
  };
}

/** `view_closed`: a person closes a modal that asked to be told. */
export function dismiss(world: World, actor: User, view: View): Json {
  if (view.sent["notify_on_close"] !== true) throw new Error("this modal does not ask to be told when it is closed");
  const frameOf = frame(world, "view_closed", actor, view.installation, actor.team);
  return { ...frameOf, view: viewShown(world, view), is_cleared: view.sent["clear_on_close"] === true };
}

/** The app in a person's own workspace: only there are its commands and shortcuts. */
function ownInstallation(world: World, actor: User): Installation {
  const found = world.installations.find(({ team, app, state }) => team === actor.team && app === world.app.id && state === "active");
  if (!found) throw new Error("Slack offers an app's commands and shortcuts only where it is installed");
  return found;
}

/** `shortcut`: a person calls the app from anywhere. @throws when it is not in their workspace. */
export function shortcut(world: World, actor: User, callbackId: string): Json {
  const to = ownInstallation(world, actor);
  const trigger = addTrigger(world, to, actor).id;
  return { ...frame(world, "shortcut", actor, to, to.team), callback_id: callbackId, trigger_id: trigger, action_ts: newTs(world) };
}

/** `message_action`: a person calls the app on a message. @throws when it is not in their workspace. */
export function messageAction(world: World, actor: User, message: Message, callbackId: string): Json {
  const to = ownInstallation(world, actor);
  return {
    ...frame(world, "message_action", actor, to, to.team),
    callback_id: callbackId,
    trigger_id: addTrigger(world, to, actor).id,
    action_ts: newTs(world),
    channel: channelShown(message.channel),
    message_ts: message.ts,
    message: messageShown(world, message, true),
    response_url: addResponseUrl(world, to.team),
  };
}

/** A slash command, as the fields of its form. @throws when the app is not in the person's workspace. */
export function slash(world: World, actor: User, channel: Channel, command: string, text: string): Readonly<Record<string, string>> {
  const to = ownInstallation(world, actor);
  const team = world.workspaces.get(to.team)!;
  return {
    token: "verification-token",
    team_id: team.id,
    team_domain: team.domain,
    ...(team.enterprise && { enterprise_id: team.enterprise.id, enterprise_name: team.enterprise.name }),
    channel_id: channel.id,
    channel_name: textOf(channelShown(channel)["name"]),
    user_id: actor.id,
    user_name: actor.name,
    command,
    text,
    api_app_id: to.app,
    is_enterprise_install: "false",
    response_url: addResponseUrl(world, to.team),
    trigger_id: addTrigger(world, to, actor).id,
  };
}
