/** Bolt, wired: what Slack delivers reaches the listener that it is for, with who it is and where; nothing is decided here. */
import { App, type Receiver } from "@slack/bolt";
import { firms } from "../../src/domain/people.ts";
import { instant } from "../../src/domain/time.ts";
import { type Actors, askerIn, askers, doings, offers } from "../chat/asking.ts";
import { agreeRoom, linkRoom } from "../chat/channels.ts";
import type { Origin } from "../chat/does.ts";
import { tellLeads } from "../chat/leads.ts";
import { invite, settleCode } from "../chat/linking.ts";
import { isFor } from "../chat/pressing.ts";
import type { Handle } from "../chat/receiving.ts";
import { actors, stranger, type Tools } from "./asking.ts";
import { clientOptions, silent } from "./client.ts";
import { rareAction } from "./form.ts";
import { published } from "./home.ts";
import { type Body, pressedOf, submittedOf } from "./parse.ts";
import { type FormAnswer, press, redraw, submit, type Window } from "./pressing.ts";
import { reacted } from "./reacting.ts";
import { messageDeleted, roomChanged } from "./rooms.ts";
import { commanded, said, shortcut } from "./saying.ts";
import { talked } from "./talk.ts";
import { accessChanged, userChanged } from "./users.ts";

/** What identifies a delivery that is being handled: Bolt carries it through to the listeners. */
type Context = {
  readonly meaning: string;
  readonly again: boolean;
  readonly isLate: () => boolean;
  readonly installation: string;
};

/** The app is not, or not any more, in the workspace that a delivery comes from. */
class NotInstalled extends Error {
  override readonly name = "NotInstalled";
}

/** The only receiver that Bolt gets: deliveries come from our own inbox. */
const none: Receiver = { init() {}, start: async () => undefined, stop: async () => undefined };

/** A Bolt app over the tools; `handle` gives it one delivery and resolves with what Slack is answered. */
export async function bot(tools: Tools, apiUrl: string | null): Promise<{ readonly handle: Handle }> {
  const { installations } = tools;
  const app = new App({
    receiver: none,
    // Our own messages, and those of our app in the other workspace, are told apart by what they are, see `sayingOf`.
    ignoreSelf: false,
    logger: silent,
    // Without it Bolt looks for a conversation of its own with every delivery, and makes an error each time that there is none.
    convoStore: false,
    clientOptions: clientOptions(apiUrl),
    deferInitialization: true,
    authorize: async ({ teamId, enterpriseId }) => {
      const found = await installations.find(teamId ?? null, enterpriseId ?? null);
      if (!found) throw new NotInstalled();
      return { botId: found.bot, botUserId: found.botUser, installation: found.id };
    },
  });
  app.error(async (error) => {
    throw (error as { original?: Error }).original ?? error;
  });
  listen(app, tools);
  await app.init();

  return {
    async handle(body, { meaning, isLate, again = false }) {
      let answer: unknown = null;
      const ack = async (given: unknown) => {
        answer = given ?? null;
      };
      try {
        await app.processEvent({ body: body as Record<string, unknown>, ack, customProperties: { meaning, isLate, again } });
      } catch (error) {
        if (!(error instanceof NotInstalled)) throw error;
        // It came late, after the app was removed there: there is nobody whom we could answer.
        tools.log.info({ delivery: meaning.split("/")[0] }, "a delivery of a workspace that has not got the app");
      }
      return answer;
    },
  };
}

function listen(app: App, tools: Tools): void {
  const every = /.*/;
  /** Bolt types each body by its listener; ours are read as what came, field by field. What we gave along comes back in the context. */
  const read = ({ body, context }: { readonly body: object; readonly context: object }) => [body as Body, context as Context] as const;
  app.event(every, async (given) => heard(tools, ...read(given)));
  app.action(every, async ({ ack, ...given }) => {
    await ack();
    await pressed(tools, ...read(given));
  });
  app.view({ callback_id: every, type: "view_submission" }, async ({ ack, ...given }) => {
    await ack(await submitted(tools, ...read(given)));
  });
  app.view({ callback_id: every, type: "view_closed" }, async ({ ack }) => ack());
  app.command(every, async ({ ack, ...given }) => {
    await ack();
    await commanded(tools, ...read(given));
  });
  app.shortcut(every, async ({ ack, ...given }) => {
    await ack();
    await shortcut(tools, ...read(given));
  });
  // Lists that are searched: we have none yet, and whoever searches an old one finds nothing.
  app.options(every, async ({ ack }) => ack({ options: [] }));
}

/** An event: something was said, somebody reacted, a room or an account changed. */
async function heard(tools: Tools, body: Body, context: Context): Promise<void> {
  const event = body["event"] as Body;
  switch (event["type"]) {
    case "message":
    case "app_mention":
      if (event["subtype"] !== "message_deleted") return said(tools, body, event, context);
      await messageDeleted(tools, event);
      return talked(tools, body, event, context.installation);
    case "app_home_opened":
      return event["tab"] === "home" ? published(tools, await actors(tools, body, context.installation), context.installation) : undefined;
    case "reaction_added":
    case "reaction_removed":
      return reacted(tools, body, event, context);
    case "user_change":
    case "user_guest_status_changed":
      return userChanged(tools, body, event);
    case "team_access_granted":
      return accessChanged(tools, event);
    case "app_uninstalled":
      return removed(tools, body, [body["team_id"], body["enterprise_id"]]);
    case "team_access_revoked":
      await accessChanged(tools, event);
      return removed(tools, body, (event["team_ids"] as readonly unknown[] | undefined) ?? []);
    case "tokens_revoked":
      // Tokens of people, of which we have none, may be taken back as well.
      if (((event["tokens"] as { bot?: readonly unknown[] } | undefined)?.bot ?? []).length === 0) return;
      return removed(tools, body, [body["team_id"], body["enterprise_id"]]);
    default:
      return roomChanged(tools, event);
  }
}

/** The app was taken out of workspaces: what goes through them waits. Word that comes late does not end what was installed since. */
async function removed(tools: Tools, body: Body, ids: readonly unknown[]): Promise<void> {
  const at = typeof body["event_time"] === "number" ? instant(body["event_time"] * 1_000) : null;
  for (const id of ids) {
    if (typeof id !== "string" || !(await tools.installations.revoke(id, at))) continue;
    tools.log.warn({ installation: id }, "Slack: the app was removed");
    // Whoever can still be reached in another way hears of it.
    for (const relationship of await tools.tables.reachedThrough(id))
      await tellLeads(tools, relationship, firms, () => ({ key: "chat.removed" }));
  }
}

/** Something was pressed: the card that it stood on may be old, or whoever pressed it nobody here. Every press is answered. */
async function pressed(tools: Tools, body: Body, { meaning, installation }: Context): Promise<void> {
  const read = pressedOf(body);
  const [used] = read.actions;
  const { view } = read;
  const window: Window | null = view ? { id: view.id, hash: view.hash ?? null } : null;
  const isField = used!.action_id === rareAction || used!.action_id.startsWith("v:");
  const [by, kept, opened] = await Promise.all([
    actors(tools, body, installation),
    doings(tools, isField ? view?.private_metadata : used!.value),
    originOf(tools, view?.private_metadata),
  ]);
  // What is pressed in a window is told where the window was opened.
  const origin: Origin = opened ?? { channel: read.container.channel_id ?? read.channel?.id ?? null, thread: threadOf(read) };
  const asker = kept && (await askerIn(tools, by, kept.relationship, installation, origin));
  // What is another relationship's is answered like what is nobody's: not even that it is there can be told.
  if (!kept || !asker) return outdated(tools, by, installation, origin);
  const { does } = kept;
  switch (does.kind) {
    case "action":
      if (!isFor(does.room, asker.who)) return outdated(tools, by, installation, origin);
      return press(tools, asker, does.action, {
        meaning,
        trigger: read.trigger_id ?? null,
        window,
        message: read.container.message_ts ?? null,
      });
    case "start": {
      const action = (await offers(tools, asker))[does.nth];
      if (!action) return outdated(tools, by, installation, origin);
      return press(tools, asker, action, { meaning, trigger: read.trigger_id ?? null, window, message: null });
    }
    case "form":
      if (does.user !== asker.linked.user || window === null) return;
      return redraw(tools, asker, does, view?.state ?? { values: {} }, window, does.rare || used!.action_id === rareAction);
    case "window":
    // Nobody in Slack is told anything in that way.
    case "told":
      return outdated(tools, by, installation, origin);
    case "settle-code":
      return settleCode(tools, asker, does);
    case "invite":
      return invite(tools, asker, does, meaning);
    case "room":
      return linkRoom(tools, asker, does);
    case "agree-room":
      return agreeRoom(tools, asker, does);
    default:
      return does satisfies never;
  }
}

/** Where the window with this metadata was opened. */
async function originOf(tools: Tools, metadata: string | null | undefined): Promise<Origin | null> {
  const kept = await doings(tools, metadata);
  return kept?.does.kind === "form" || kept?.does.kind === "window" ? kept.does.origin : null;
}

function threadOf({ container, message }: ReturnType<typeof pressedOf>): string | null {
  const thread = container.thread_ts ?? message?.thread_ts ?? null;
  return thread === (container.message_ts ?? null) ? null : thread;
}

/** A form was sent: what Slack is answered closes it, or says what is wrong. */
async function submitted(tools: Tools, body: Body, { meaning, again, isLate, installation }: Context): Promise<FormAnswer> {
  const { view } = submittedOf(body);
  const kept = await doings(tools, view.private_metadata);
  const by = await actors(tools, body, installation);
  const form = kept?.does.kind === "form" ? kept.does : null;
  const asker = kept && form && (await askerIn(tools, by, kept.relationship, installation, form.origin));
  // A form is its opener's alone: for whoever else sends it, it is none.
  if (!form || !asker || asker.linked.user !== form.user) {
    await outdated(tools, by, installation, { channel: null, thread: null });
    return { response_action: "clear" };
  }
  return submit(tools, asker, form, view.state, { meaning, again, isLate });
}

/** Tells whoever pressed something that we do not know any more. */
async function outdated(tools: Tools, by: Actors, installation: string, origin: Origin): Promise<void> {
  const [asker] = await askers(tools, by, installation, origin);
  if (asker) return tools.reply(asker, asker.say("chat.outdated"));
  return stranger(tools, by, installation, origin);
}
