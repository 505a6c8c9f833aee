/** `views.*`: modals and homes, and what an app may answer to a submission. docs.slack.dev/surfaces/modals, read 2026-11. */

import { isJson, type Json, listOf, objectOf, textOf } from "./json.ts";
import { type Asked, type Methods, Refused, refuseViolations, userOf } from "./method.ts";
import { kept } from "./shown.ts";
import { problemsOfView } from "./validator.ts";
import { count, type Installation, newId, type Trigger, type View, type World } from "./world.ts";

const triggerLifeMs = 3_000;
const largest = 250_000;
const deepest = 3;

function newHash(world: World): string {
  return `${Math.floor(world.now() / 1000)}.${String(count(world, "hash")).padStart(8, "0")}`;
}

/** A view in Slack's words; `values` are those of its inputs. */
export function viewShown(world: World, view: View, values: Json = {}): Json {
  const { sent, installation, below } = view;
  return {
    id: view.id,
    // The actor's workspace: for an outsider not the one in which the app is.
    team_id: world.users.get(view.user)!.team,
    app_id: installation.app,
    app_installed_team_id: installation.team,
    bot_id: installation.bot,
    type: sent["type"],
    title: sent["title"] ?? null,
    submit: sent["submit"] ?? null,
    close: sent["close"] ?? null,
    blocks: kept(sent["blocks"], `${view.id}.`),
    private_metadata: sent["private_metadata"] ?? "",
    callback_id: sent["callback_id"] ?? "",
    external_id: sent["external_id"] ?? "",
    clear_on_close: sent["clear_on_close"] ?? false,
    notify_on_close: sent["notify_on_close"] ?? false,
    state: { values },
    hash: view.hash,
    previous_view_id: below.at(-1) ?? null,
    root_view_id: below[0] ?? view.id,
  };
}

function check(world: World, method: string, view: unknown, type: "modal" | "home"): Json {
  if (!isJson(view)) throw new Refused("invalid_arguments", { response_metadata: { messages: ["[ERROR] missing required field: view"] } });
  if (view["type"] !== type) throw new Refused("invalid_arguments", { response_metadata: { messages: [`[ERROR] must be a ${type}`] } });
  if (Buffer.byteLength(JSON.stringify(view)) > largest) throw new Refused("view_too_large");
  const found = problemsOfView(view, world.rules).map((problem) => ({ ...problem, method }));
  refuseViolations(world, found, "invalid_arguments");
  return view;
}

function duplicate(world: World, by: Installation, sent: Json, but: View | null): void {
  const id = textOf(sent["external_id"]);
  const taken = world.views.some((one) => one !== but && one.open && one.installation.team === by.team && one.sent["external_id"] === id);
  if (id !== "" && taken) throw new Refused("duplicate_external_id");
}

/** Uses a trigger up; @throws Refused when it is nobody's, three seconds old, or used. */
function pull({ world, args, by }: Asked): Trigger {
  const trigger = world.triggers.get(textOf(args["trigger_id"]));
  if (!trigger || trigger.installation !== by) throw new Refused("invalid_trigger_id");
  if (trigger.used) throw new Refused("exchanged_trigger_id");
  if (world.now() - trigger.at > triggerLifeMs) throw new Refused("expired_trigger_id");
  trigger.used = true;
  return trigger;
}

function show(world: World, installation: Installation, user: string, sent: Json, below: readonly string[]): View {
  const view: View = { id: newId(world, "V"), user, installation, below, hash: newHash(world), sent, open: true };
  world.views.push(view);
  return view;
}

/** Puts another content into a view. */
function change(world: World, view: View, sent: Json): View {
  view.sent = sent;
  view.hash = newHash(world);
  return view;
}

function open(asked: Asked): Json {
  const { world, method, args, by } = asked;
  const sent = check(world, method, args["view"], "modal");
  duplicate(world, by, sent, null);
  const trigger = pull(asked);
  return { view: viewShown(world, show(world, by, trigger.user, sent, [])) };
}

function push(asked: Asked): Json {
  const { world, method, args, by } = asked;
  const sent = check(world, method, args["view"], "modal");
  duplicate(world, by, sent, null);
  const trigger = pull(asked);
  const under = world.views.find(({ id, open }) => id === trigger.view && open);
  if (!under) throw new Refused("not_found");
  if (under.below.length + 1 >= deepest) throw new Refused("push_limit_reached");
  return { view: viewShown(world, show(world, by, trigger.user, sent, [...under.below, under.id])) };
}

function update(asked: Asked): Json {
  const { world, method, args, by } = asked;
  const { view_id, external_id, hash } = args;
  const named = (one: View) =>
    view_id !== undefined ? one.id === view_id : external_id !== undefined && one.sent["external_id"] === external_id;
  const sent = check(world, method, args["view"], "modal");
  const view = world.views.find((one) => one.open && one.installation === by && one.sent["type"] === "modal" && named(one));
  if (!view) throw new Refused("not_found");
  if (hash !== undefined && hash !== view.hash) throw new Refused("hash_conflict");
  duplicate(world, by, sent, view);
  return { view: viewShown(world, change(world, view, sent)) };
}

function publish(asked: Asked): Json {
  const { world, method, args, by } = asked;
  const user = userOf(world, args["user_id"]);
  const sent = check(world, method, args["view"], "home");
  const home = world.views.find((one) => one.installation === by && one.user === user.id && one.sent["type"] === "home");
  if (home && args["hash"] !== undefined && args["hash"] !== home.hash) throw new Refused("hash_conflict");
  return { view: viewShown(world, home ? change(world, home, sent) : show(world, by, user.id, sent, [])) };
}

/** `views.open`, `.push`, `.update` and `.publish`. */
export const views: Methods = {
  "views.open": { scopes: [], run: open },
  "views.push": { scopes: [], run: push },
  "views.update": { scopes: [], run: update },
  "views.publish": { scopes: [], run: publish },
};

/** The home that an app published for a person, if it did. */
export function homeOf(world: World, user: string): View | null {
  return world.views.find((one) => one.user === user && one.sent["type"] === "home") ?? null;
}

/** The modal on top of what a person has open, if there is one. */
export function modalOf(world: World, user: string): View | null {
  return world.views.findLast((one) => one.user === user && one.open && one.sent["type"] === "modal") ?? null;
}

/** Closes a modal as its cross does, and all below it where the app asked for that. */
export function closeView(world: World, view: View): void {
  view.open = false;
  if (view.sent["clear_on_close"] === true) for (const one of world.views) if (view.below.includes(one.id)) one.open = false;
}

/** Notes beside fields: for inputs that are there, in words. */
function checkErrors(view: View, errors: unknown): void {
  const ids = listOf(view.sent["blocks"])
    .map(objectOf)
    .filter(({ type }) => type === "input");
  const all = Object.entries(objectOf(errors));
  const isFit = all.length > 0 && all.every(([id, note]) => textOf(note) !== "" && ids.some(({ block_id }) => block_id === id));
  if (!isFit) throw new Error(`these errors stand beside no input of the view: ${JSON.stringify(errors)}`);
}

/**
 * Does what an app's answer to a submission asks for; the modal then on top, null if none is open.
 *
 * @throws when a person would see that something went wrong, because Slack cannot read the answer.
 */
export function answerSubmission(world: World, view: View, body: string): View | null {
  const answer = body.trim() === "" ? {} : objectOf(JSON.parse(body));
  const replaced = () => check(world, "response_action", answer["view"], "modal");
  switch (answer["response_action"]) {
    case undefined:
      view.open = false;
      break;
    case "errors":
      checkErrors(view, answer["errors"]);
      break;
    case "clear":
      for (const one of world.views) if (one.user === view.user && one.sent["type"] === "modal") one.open = false;
      break;
    case "update":
      change(world, view, replaced());
      break;
    case "push":
      if (view.below.length + 1 >= deepest) throw new Error("a fourth view cannot be pushed");
      show(world, view.installation, view.user, replaced(), [...view.below, view.id]);
      break;
    default:
      throw new Error(`Slack does not know the answer ${JSON.stringify(answer["response_action"])}`);
  }
  return modalOf(world, view.user);
}
