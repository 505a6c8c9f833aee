/**
 * A scenario in Slack: everybody with an account there, the program with Slack's stand-in before it, PostgreSQL beneath it.
 *
 * What people do reaches the program as Slack's own payloads, signed, and what they see is what stands in the stand-in. They come in as the
 * README says: the app is installed in both workspaces, an operator's code lets in each firm's first administrator, who invites the others.
 */
import { setTimeout as after } from "node:timers/promises";
import { DateTime } from "luxon";
import { openPostgres } from "../../adapters/postgres/database.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import type { Action, Field, Message } from "../../src/domain/message.ts";
import type { Database } from "../../src/ports/database.ts";
import type { Server } from "../support/database.ts";
import { openWith } from "../support/slack/conversations.ts";
import { appMention, envelope, messageEvent } from "../support/slack/events.ts";
import type { Filling } from "../support/slack/fill-view.ts";
import { addFile, say } from "../support/slack/furnish.ts";
import { listOf, objectOf, textOf as plain } from "../support/slack/json.ts";
import { press as pressOf, submit as submitOf } from "../support/slack/payloads.ts";
import { buttonsOf, textOfBlocks } from "../support/slack/read.ts";
import { type More, type Answered as Sent, sendEvent, sendInteraction } from "../support/slack/send.ts";
import { type Slack, startSlack } from "../support/slack/server.ts";
import { answerSubmission, modalOf, viewShown } from "../support/slack/views.ts";
import type { Channel, Ephemeral, Installation, Message as Posted, User, View } from "../support/slack/world.ts";
import { asksFirst, changedTicks, checkFilled, overHttp, wordsOf } from "./http.ts";
import type { Answered, Filled, Hands, Place, Said, Seat } from "./player.ts";
import { type Eyes, eyes } from "./slack-eyes.ts";
import { furnish, type People } from "./slack-people.ts";
import type { Ground, Open, Stage } from "./stage.ts";

/** How long what somebody caused may take until it can be seen; only so that a scenario that hangs ends. */
const patienceMs = 60_000;

/** How Slack delivers: everything once and in its order, or as it may on a bad day. */
export type Post = {
  /** A number from 0 to 1, the same in every run with the same seed; `null`: everything comes once. */
  readonly chance: (() => number) | null;
};

/** What everybody in Slack plays with. */
type Rig = {
  readonly post: Post;
  /** Repetitions that are still to come, each after so many other deliveries. */
  readonly late: { after: number; send: () => Promise<unknown> }[];
  readonly ground: Ground;
  readonly slack: Slack;
  readonly people: People;
  readonly eyes: Eyes;
  readonly database: Database;
  readonly shared: Installation;
  /** When the story began, as Slack counts: seconds since 1970. */
  readonly begun: { at: number };
};

/** Plays in Slack, on databases of `server`. */
export const slackStage =
  (server: Server, post: Post = { chance: null }): Open =>
  async () => {
    const slack = await startSlack();
    const { app } = slack.world;
    const databaseUrl = await server.freshUrl();
    return {
      settings: {
        DATABASE_URL: databaseUrl,
        SLACK_SIGNING_SECRET: app.signingSecret,
        SLACK_CLIENT_ID: app.clientId,
        SLACK_CLIENT_SECRET: app.clientSecret,
        SLACK_API_URL: slack.apiUrl,
        PARLEY_SECRET_KEY: "5a".repeat(32),
        PARLEY_URL: "http://localhost:3000",
      },
      stage: (ground) => openStage(ground, slack, databaseUrl, post),
    };
  };

async function openStage(ground: Ground, slack: Slack, databaseUrl: string, post: Post): Promise<Stage> {
  const people = furnish(slack.world, ground.cast);
  const database = openPostgres(databaseUrl, 2);
  await install(ground, slack, people.teams.supplier);
  await install(ground, slack, people.teams.customer);
  const of = (team: string): Installation => slack.world.installations.find((one) => one.team === team)!;
  const [supplier, customer] = [of(people.teams.supplier), of(people.teams.customer)];
  // The app of both workspaces is in the channel that they share; Slack tells of what is said there through one of them.
  people.shared.members.push(supplier.bot_user, customer.bot_user);
  people.side.supplier.members.push(supplier.bot_user);
  people.side.customer.members.push(customer.bot_user);
  const rig: Rig = { post, late: [], ground, slack, people, eyes: eyes(database), database, shared: supplier, begun: { at: 0 } };
  await linkEverybody(rig);
  rig.begun.at = slack.world.lastTs / 1_000_000;
  const refused = (): readonly string[] => [
    ...slack.world.violations.map((one) => JSON.stringify(one)),
    ...slack.ledger.flatMap(({ method, answer }) =>
      objectOf(answer?.body)["ok"] === false && !expected.has(plain(objectOf(answer?.body)["error"]))
        ? [`${method}: ${plain(objectOf(answer?.body)["error"])}`]
        : [],
    ),
  ];
  return {
    adapter: "slack",
    hands: (seat) => inSlack(seat, rig),
    sent: () => null,
    errors: refused,
    async close() {
      await database.close();
      await slack.close();
    },
  };
}

/** What Slack may refuse without anything being wrong. */
const expected = new Set(["already_pinned"]);

/** An administrator of a workspace installs the app, in a browser. */
async function install({ url }: Ground, { world }: Slack, team: string): Promise<void> {
  const begun = await fetch(`${url()}/slack/install`, { redirect: "manual" });
  const state = new URL(begun.headers.get("location")!).searchParams.get("state")!;
  const code = `code-of-${team}`;
  world.codes.set(code, { team, user: [...world.users.values()].find((one) => one.team === team)!.id, used: false });
  const cookie = begun.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const back = await fetch(`${url()}/slack/oauth?${new URLSearchParams({ code, state })}`, { headers: { cookie } });
  if (!back.ok) throw new Error(`the app was not installed: ${back.status} ${await back.text()}`);
}

type Delivering = (to: { url: string; secret: string; at: number }, more?: More) => Promise<Sent>;

/** Posts what Slack would, again while the program is away; on a bad day up to three times more, now or after what comes next. */
async function deliver(rig: Rig, what: Delivering): Promise<Sent> {
  const { ground, post, late } = rig;
  ground.left("POST", "/slack");
  const copies = post.chance === null ? 0 : Math.floor(post.chance() * 4);
  const repeat = (number: number) => () => once(rig, what, { retry: { number, reason: "http_timeout" } });
  const now: Promise<unknown>[] = [];
  for (let nth = 1; nth <= copies; nth++) {
    const after = Math.floor(post.chance!() * 8);
    if (after === 0) now.push(repeat(nth)());
    else late.push({ after, send: repeat(nth) });
  }
  const [answer] = await Promise.all([once(rig, what), ...now]);
  for (const one of late) one.after -= 1;
  for (const one of late.filter(({ after }) => after <= 0)) {
    late.splice(late.indexOf(one), 1);
    await one.send();
  }
  return answer;
}

async function once({ ground, slack }: Rig, what: Delivering, more?: More): Promise<Sent> {
  for (let tries = 0; ; tries++) {
    const to = { url: ground.url(), secret: slack.world.app.signingSecret, at: Date.now() };
    const answer = await what(to, more).catch(() => null);
    if (answer && answer.status < 500) return answer;
    if (tries > 600) throw new Error(`a delivery is not taken: ${answer?.status ?? "no answer"}`);
    await after(100);
  }
}

/** Waits until all that was delivered is handled, and all that it caused can be seen. */
async function settled({ ground }: Rig): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    const ready = await fetch(`${ground.url()}/readyz`).then(
      (answer) => answer.json() as Promise<Record<string, unknown>>,
      () => null,
    );
    if (ready?.["ok"] === true && ready["inboxAgeMs"] === 0 && ready["outboxAgeMs"] === 0) return;
    if (performance.now() > untilMs) throw new Error(`it does not settle: ${JSON.stringify(ready)}`);
    await after(10);
  }
}

const installationOf = ({ slack, shared }: Rig, channel: Channel): Installation =>
  slack.world.installations.find(
    ({ bot_user, team }) => channel.members.includes(bot_user) && (channel.user === null ? team === channel.host : true),
  ) ?? shared;

/** Somebody writes in a channel; the program hears of it as Slack tells it. */
async function write(rig: Rig, user: User, channel: Channel, text: string, files: readonly string[] = []): Promise<void> {
  const { world } = rig.slack;
  const to = installationOf(rig, channel);
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/^@parley\b/i, `<@${to.bot_user}>`);
  const message = say(world, channel, user, escaped, { files: files.map((id) => world.files.get(id)!) });
  const mention = escaped.startsWith("<@");
  // A mention comes twice: as a message, and as a mention.
  const events =
    mention && channel.user === null ? [messageEvent(world, message), appMention(world, message)] : [messageEvent(world, message)];
  if (rig.post.chance !== null && rig.post.chance() < 0.5) events.reverse();
  for (const event of events) {
    const body = envelope(world, to, event);
    await deliver(rig, (at, more) => sendEvent(at, body, more));
  }
  await settled(rig);
}

/** The direct messages of a person with the bot that serves them. */
function directOf({ slack, people, shared }: Rig, name: string): Channel {
  const { world } = slack;
  const user = people.users.get(name)!;
  const by = world.installations.find(({ team }) => team === user.team) ?? shared;
  return openWith({ world, method: "conversations.open", args: {}, by }, [user.id]);
}

/** Everybody becomes who they are: by codes, as the README says. */
async function linkEverybody(rig: Rig): Promise<void> {
  const { ground, people, slack } = rig;
  const { relationship, people: all } = ground.cast;
  for (const firm of ["supplier", "customer"] as const) {
    const own = all.filter((one) => one.firm === firm).map(({ name }) => name);
    const first = await administratorOf(rig, relationship, own);
    const code = await ground.operate("slack-code", relationship, first);
    await write(rig, people.users.get(first)!, directOf(rig, first), `code ${code}`);
    for (const name of own.filter((one) => one !== first)) await inviteOne(rig, first, name);
    await linkRoom(rig, first, people.side[firm], `slack.link-side`);
    if (firm === "supplier") await linkRoom(rig, first, people.shared, "slack.link-shared");
    else {
      const proposal = slack.world.messages.findLast(({ channel, content }) => channel === people.shared && content.blocks.length > 0)!;
      await pressOn(rig, people.users.get(first)!, proposal, "slack.link-agree");
    }
  }
}

async function administratorOf({ database }: Rig, relationship: string, names: readonly string[]): Promise<string> {
  const [row] = await database.query<{ config: string }>("rig-config", "select config from relationships where id = $1", [relationship]);
  const { people } = JSON.parse(row!.config) as { people: readonly { id: string; administrator: boolean }[] };
  return people.find(({ id, administrator }) => administrator && names.includes(id))!.id;
}

async function inviteOne(rig: Rig, administrator: string, name: string): Promise<void> {
  const { people, slack } = rig;
  const admin = people.users.get(administrator)!;
  const direct = directOf(rig, administrator);
  await write(rig, admin, direct, "invite");
  await pressOn(rig, admin, lastSeen(rig, admin, direct), `slack.invite:${name}`);
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(textOfBlocks(lastSeen(rig, admin, direct).content.blocks))![0];
  const user = people.users.get(name)!;
  // Whoever's workspace has not got the app cannot find it among their own apps: they write where they meet it.
  if (name === people.outsider) await write(rig, user, people.shared, `@parley code ${code}`);
  else await write(rig, user, directOf(rig, name), `code ${code}`);
  const asked = slack.world.messages.findLast(
    ({ channel, content }) => channel === direct && buttonsOf(content.blocks).some(({ key }) => key === "slack.code-yes"),
  )!;
  await pressOn(rig, admin, asked, "slack.code-yes");
}

async function linkRoom(rig: Rig, administrator: string, channel: Channel, button: string): Promise<void> {
  const user = rig.people.users.get(administrator)!;
  if (!channel.members.includes(user.id)) throw new Error(`${administrator} is not in ${channel.name}`);
  await write(rig, user, channel, "@parley link");
  await pressOn(rig, user, lastSeen(rig, user, channel), button);
}

/** What was told to somebody last in a channel, to them alone or to all. */
function lastSeen(rig: Rig, user: User, channel: Channel): Posted {
  const { world } = rig.slack;
  const own = world.ephemerals.filter((one) => one.user === user.id && one.channel === channel.id).map((one) => asPosted(rig, one));
  const all = world.messages.filter((one) => one.channel === channel && one.bot !== null && !one.deleted);
  return [...own, ...all].sort((one, other) => Number(one.ts) - Number(other.ts)).at(-1)!;
}

/** A message that only one person sees, as it can be pressed. */
function asPosted({ slack }: Rig, { channel: id, ts, by, text, blocks, metadata }: Ephemeral): Posted {
  const { world } = slack;
  const channel = world.channels.find((one) => one.id === id)!;
  const bot = world.installations.find(({ bot_user, bot }) => bot_user === by || bot === by)!;
  const content = { text, blocks, metadata };
  return {
    channel,
    ts,
    thread_ts: null,
    user: bot.bot_user,
    team: bot.team,
    bot: { id: bot.bot, app: bot.app },
    content,
    shown: [content],
    edited: null,
    reactions: [],
    pinned: false,
    deleted: false,
    files: [],
  };
}

const actionIdOf = (blocks: readonly unknown[], key: string, handle: string | null): string => {
  const found = buttonsOf(blocks).filter((one) => one.key === key);
  const one = found.find(({ value }) => handle === null || value === handle) ?? found[0];
  if (!one)
    throw new Error(
      `there is no ${key} among ${buttonsOf(blocks)
        .map((other) => other.key)
        .join()}`,
    );
  return one.actionId;
};

async function pressOn(rig: Rig, user: User, on: Posted | View, key: string): Promise<void> {
  const blocks = "ts" in on ? on.content.blocks : listOf(viewShown(rig.slack.world, on)["blocks"]);
  const payload = pressOf(rig.slack.world, user, on, actionIdOf(blocks, key, null));
  await deliver(rig, (to, more) => sendInteraction(to, payload, more));
  await settled(rig);
}

/** Plays a person in Slack. */
function inSlack(seat: Seat, rig: Rig): Hands {
  const { id: who, firm } = seat;
  const { slack, people } = rig;
  const { world } = slack;
  const user = people.users.get(who)!;
  // Beside what is pressed, and to look at what the program holds, there is the same server over HTTP.
  const http = overHttp(seat);
  const count = { presses: 0, words: 0 };
  let open: { readonly slot: string; readonly view: View } | null = null;

  const channelOf = (room: string): Channel | null => {
    if (room === "shared") return people.shared;
    if (room === "supplier" || room === "customer") return room === firm ? people.side[room] : null;
    return room === `@${who}` ? directOf(rig, who) : null;
  };
  const caseOf = (message: Posted): CaseId | null =>
    (objectOf(objectOf(message.content.metadata)["event_payload"])["case"] as CaseId | undefined) ?? null;
  const read = async (room: string): Promise<readonly Said[]> => {
    const channel = channelOf(room);
    if (!channel?.members.includes(user.id)) return [];
    const all = world.messages.filter((one) => one.channel === channel && !one.deleted);
    const own = world.ephemerals.filter((one) => one.user === user.id && one.channel === channel.id).map((one) => asPosted(rig, one));
    const sorted = [...all, ...own].sort((one, other) => Number(one.ts) - Number(other.ts));
    return Promise.all(
      sorted.map(async (one, at): Promise<Said> => {
        const files = one.files.map((id) => ({ id, name: world.files.get(id)!.name }));
        const base = { id: one.ts, seq: at, case: caseOf(one), files, onlyYou: own.includes(one) };
        if (one.bot === null) return { ...base, text: one.content.text, message: null };
        const place = own.includes(one) ? null : { channel: channel.id, ts: one.ts };
        return { ...base, text: null, message: await rig.eyes.read(one.content.blocks, place, base.case) };
      }),
    );
  };
  const standing = (place: Place): Posted | View => {
    if (place.kind === "more") return modalOf(world, user.id)!;
    const channel = channelOf(place.kind === "welcome" ? "shared" : place.room)!;
    const all = [
      ...world.messages.filter((one) => one.channel === channel),
      ...world.ephemerals.filter((one) => one.user === user.id && one.channel === channel.id).map((one) => asPosted(rig, one)),
    ];
    const isWelcome = ({ content }: Posted): boolean => buttonsOf(content.blocks).some(({ key }) => key === "slack.start-report");
    return place.kind === "welcome" ? all.find((one) => one.bot !== null && isWelcome(one))! : all.find(({ ts }) => ts === place.message)!;
  };
  const newest = (): { readonly told: number } => ({ told: world.ephemerals.length });
  const saidSince = (before: { readonly told: number }): string =>
    world.ephemerals
      .slice(before.told)
      .filter((one) => one.user === user.id)
      .map(({ blocks }) => textOfBlocks(blocks))
      .join("\n");
  const send = async (on: Posted | View, actionId: string): Promise<void> => {
    const payload = pressOf(world, user, on, actionId);
    await deliver(rig, (to, more) => sendInteraction(to, payload, more));
    await settled(rig);
  };
  const blocksOf = (on: Posted | View): readonly unknown[] => ("ts" in on ? on.content.blocks : listOf(viewShown(world, on)["blocks"]));
  const outcome = (ok: boolean, code: string, text: string, id?: string): Answered => ({
    ok,
    status: ok ? 200 : 409,
    code,
    says: [text],
    ...(id !== undefined && { case: id }),
  });

  /** What a field of a view is filled with, as a client sends it. */
  const filling = (view: View, field: Field, given: unknown): Filling => {
    const block = listOf(viewShown(world, view)["blocks"])
      .map(objectOf)
      .find((one) => one["block_id"] === `f:${field.name}`)!;
    const element = objectOf(block["element"]);
    const optionOf = (value: unknown): string => {
      const label =
        field.kind === "choice" || field.kind === "choices" ? field.options.find((one) => one.value === value)?.label : undefined;
      const all = [
        ...listOf(element["options"]),
        ...listOf(element["option_groups"]).flatMap((group) => listOf(objectOf(group)["options"])),
      ].map(objectOf);
      const found =
        all.find((one) => one["value"] === value) ??
        all.find((one) => label?.startsWith(plain(objectOf(one["text"])["text"]).replace("…", "")));
      if (!found) throw new Error(`${String(value)} is not offered for ${field.name}`);
      return plain(found["value"]);
    };
    switch (field.kind) {
      case "choice":
        return optionOf(given);
      case "choices":
        return (given as readonly string[]).map(optionOf);
      case "yes":
        return given === true ? listOf(element["options"]).map((one) => plain(objectOf(one)["value"])) : [];
      case "when":
        if (element["type"] === "datetimepicker") return DateTime.fromISO(String(given), { zone: zoneOf(who) }).toSeconds();
        return String(given);
      case "files":
        return given as readonly string[];
      default:
        return given as string | number;
    }
  };
  const zones = new Map<string, string>();
  const zoneOf = (name: string): string => zones.get(name) ?? "UTC";
  const learnZone = async (): Promise<void> => {
    if (zones.has(who)) return;
    const me = (await (await http.ask("/api/me")).json()) as { person: { zone: string } };
    zones.set(who, me.person.zone);
  };
  const countField = (field: Field, given: unknown): void => {
    const stands = "value" in field ? field.value : undefined;
    if (given === undefined || String(given) === String(stands)) return;
    if (field.kind === "text" || field.kind === "money" || field.kind === "number") count.words += wordsOf(given);
    else if (field.kind === "choices") count.presses += changedTicks(stands, given).length;
    else if (field.kind !== "files") count.presses++;
  };
  /** Fills the form that is open and sends it; what others depend on is chosen first, as Slack tells of it. */
  const fillAndSend = async (action: Action, filled: Filled): Promise<Answered> => {
    await learnZone();
    let view = modalOf(world, user.id)!;
    const shownBlocks = () => listOf(viewShown(world, view)["blocks"]).map(objectOf);
    const isShown = (name: string): boolean => shownBlocks().some((one) => one["block_id"] === `f:${name}`);
    const given = action.fields.filter(({ name }) => filled[name] !== undefined);
    if (given.some(({ name, rare }) => rare && !isShown(name))) {
      count.presses++;
      await send(view, "v1:rare");
      view = modalOf(world, user.id)!;
    }
    const leads = given.filter(({ name }) =>
      shownBlocks().some((one) => one["block_id"] === `f:${name}` && one["dispatch_action"] === true),
    );
    for (const field of leads) {
      const payload = pressOf(world, user, view, `v:${field.name}`, filling(view, field, filled[field.name]));
      await deliver(rig, (to, more) => sendInteraction(to, payload, more));
      await settled(rig);
      view = modalOf(world, user.id)!;
    }
    const fillings: Record<string, Filling> = {};
    for (const field of given) {
      countField(field, filled[field.name]);
      fillings[`f:${field.name}`] = filling(view, field, filled[field.name]);
    }
    count.presses++;
    const before = newest();
    const payload = submitOf(world, user, view, fillings);
    const answer = await deliver(rig, (to, more) => sendInteraction(to, payload, more));
    const top = answerSubmission(world, view, answer.body);
    await settled(rig);
    const errors = objectOf(objectOf(answer.body === "" ? {} : JSON.parse(answer.body))["errors"]);
    if (Object.keys(errors).length > 0)
      return { ...outcome(false, "input", Object.values(errors).join(" ")), status: 400, field: Object.keys(errors)[0]!.slice(2) };
    if (top === view) {
      const code = plain(viewShown(world, top)["callback_id"]).split(":").slice(2).join(":");
      return outcome(false, code, textOfBlocks(blocksOf(top)));
    }
    return outcome(true, "done", saidSince(before));
  };
  const newCase = async (): Promise<string | undefined> => {
    const cards = (await read("shared")).filter(({ message }) => message?.tone === "card");
    return cards.at(-1)?.case ?? undefined;
  };
  const close = (): void => {
    for (const one of world.views) if (one.user === user.id && one.sent["type"] === "modal") one.open = false;
  };
  const openMore = async (id: string): Promise<Message> => {
    close();
    const card = world.messages.find(
      (one) =>
        one.channel === people.shared &&
        !one.deleted &&
        one.thread_ts === null &&
        caseOf(one) === id &&
        buttonsOf(one.content.blocks).some(({ key }) => key === "action.more"),
    );
    if (!card) throw new Error(`${who} sees no More… of ${id}`);
    await send(card, actionIdOf(card.content.blocks, "action.more", null));
    const view = modalOf(world, user.id);
    if (!view) throw new Error(`no window opens with what ${who} can do`);
    return rig.eyes.read(blocksOf(view), null, id as CaseId);
  };

  return {
    count,
    token: () => http.token(),
    ask: http.ask,
    read,
    // What only one person sees is said in passing, and may come twice: nothing is kept of it.
    // Nor is how everybody came in, with codes that are others each time.
    posted: async (room) => (await read(room)).filter(({ onlyYou, id }) => !onlyYou && Number(id) > rig.begun.at),
    async opens(file) {
      const found = world.files.get(file);
      if (!found) return (await http.ask(`/api/files/${file}`)).ok;
      if (found.user === user.id || found.channels.some(({ members }) => members.includes(user.id))) return true;
      // A picture that stands on a card is seen by everybody in its channel.
      return world.messages.some(
        (one) => one.channel.members.includes(user.id) && JSON.stringify(one.content.blocks).includes(`"${file}"`),
      );
    },
    // The pinned message is the same for both firms: what its buttons do is asked for each who presses.
    welcome: () => http.welcome(),
    async more(id) {
      count.presses++;
      return openMore(id);
    },
    async possible(id) {
      const message = await openMore(id);
      close();
      return message;
    },
    async press(action, place, filled) {
      const slot = `${action.key}|${JSON.stringify(action.press)}`;
      const asks = asksFirst(action);
      if (asks) checkFilled(action, filled);
      const before = newest();
      if (open?.slot === slot && open.view.open) {
        const again = await fillAndSend(action, filled);
        if (again.ok) open = null;
        return again;
      }
      if (place.kind !== "more") close();
      open = null;
      const on = standing(place);
      count.presses++;
      const key = place.kind !== "welcome" ? action.key : action.key === "action.report" ? "slack.start-report" : "slack.start-warn";
      await send(on, actionIdOf(blocksOf(on), key, null));
      const view = modalOf(world, user.id);
      const callback = view === null ? "" : plain(viewShown(world, view)["callback_id"]);
      if (asks) {
        if (!view || !callback.startsWith("v1:form")) throw new Error(`${who}: no form opens for ${action.key}: ${saidSince(before)}`);
        const answer = await fillAndSend(action, filled);
        if (!answer.ok) {
          const now = modalOf(world, user.id);
          if (now && place.kind !== "more") open = { slot, view: now };
          return answer;
        }
        return action.press.kind === "command" && action.press.case === null ? { ...answer, ...(await idOfNew()) } : answer;
      }
      if (view && callback.startsWith("v1:told:")) {
        const code = callback.slice("v1:told:".length);
        const text = textOfBlocks(blocksOf(view));
        return outcome(code === "done", code, text);
      }
      const answer = outcome(true, "done", saidSince(before));
      return action.press.kind === "command" && action.press.case === null ? { ...answer, ...(await idOfNew()) } : answer;
    },
    async invitation(action, place) {
      count.presses++;
      const on = standing(place);
      const before = world.files.size;
      await send(on, actionIdOf(blocksOf(on), action.key, null));
      const file = [...world.files.values()].slice(before).at(-1);
      if (!file) throw new Error("no visit was saved");
      return Buffer.from(file.bytes).toString();
    },
    async report(id) {
      await openMore(id);
      const view = modalOf(world, user.id)!;
      await send(view, actionIdOf(blocksOf(view), "action.full-report", null));
      const text = textOfBlocks(blocksOf(modalOf(world, user.id)!));
      close();
      return text;
    },
    async say(room, text, files) {
      count.presses++;
      count.words += wordsOf(text);
      await write(rig, user, channelOf(room)!, text, files);
      return outcome(true, "done", "");
    },
    async attach(name, bytes) {
      count.presses++;
      return addFile(world, user, name, name.endsWith(".csv") ? "text/csv" : "image/png", bytes as Uint8Array<ArrayBuffer>).id;
    },
    speak: (language) => http.speak(language),
  };

  async function idOfNew(): Promise<{ case?: string }> {
    const id = await newCase();
    return id === undefined ? {} : { case: id };
  }
}
