/** The only file that knows everyone: database → engine → adapters; start; drain on SIGTERM. */
import { createHmac, randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { type Awaited, answersFirst } from "../adapters/chat/answers-first.ts";
import type { Connected, Connecting } from "../adapters/chat/connecting.ts";
import { type Picture, type PicturesElsewhere, pictureIn, picturesAmong } from "../adapters/chat/pictures.ts";
import { openStore, type ParleyStore } from "../adapters/postgres/store.ts";
import { poll } from "../adapters/scheduler/poll.ts";
import { sharedOnWeb, webChat } from "../adapters/web/chat.ts";
import type { Links } from "../adapters/web/link.ts";
import { type PictureAddresses, pictureAddresses } from "../adapters/web/pictures.ts";
import { heldStart, openingRelationship, playgroundOf } from "../adapters/web/playground.ts";
import { listen, type Web, webApp } from "../adapters/web/server.ts";
import { bell } from "../adapters/web/stream.ts";
import { type Tables, tables } from "../adapters/web/tables.ts";
import { conversation } from "../flows/conversation.ts";
import { documents } from "../flows/documents.ts";
import { phrases } from "../flows/wording/index.ts";
import type { Config } from "./config.ts";
import type { FileId, RelationshipId } from "./domain/ids.ts";
import { drainOnSignal } from "./drain.ts";
import { bridgeTo, standAt } from "./engine/bridging.ts";
import { type Engine, openRelationship } from "./engine/handle.ts";
import { inbound } from "./engine/inbound.ts";
import { relay } from "./engine/relay.ts";
import { setUp } from "./engine/set-up.ts";
import { ConfigError } from "./errors.ts";
import type { Data } from "./main.ts";
import { type SpaceLow, spaceGuard, whileSpace } from "./operations/space.ts";
import type { Chat } from "./ports/chat.ts";
import type { Chance, Log, Scheduler } from "./ports/scheduler.ts";
import type { Store } from "./ports/store.ts";

/** How long an answer waits for what it caused to be shown. */
const patienceMs = 2_000;

/** Brings the playground's firms into a new database, and holds the clock if it is to be held. */
async function prepare(store: ParleyStore, { seed, start: from, firms, databaseUrl, playground }: Config): Promise<void> {
  if (from || seed) await store.holdClock(from ?? heldStart);
  // A folder has one process: what the last one had claimed when it died is ours at once.
  if (databaseUrl === null) await store.endLeases();
  if (!playground) return found(store, firms);
  if ((await store.accounts()).includes(openingRelationship)) return;
  // Only the first start needs the files and what reads them. What the playground opens with comes last: with it all are there.
  const { readSeeds } = await import("./operations/seed.ts");
  for (const account of (await readSeeds((await store.nextDue()).now, firms)).reverse()) await store.saveAccount(account);
}

/** Makes the relationships in the operator's folder that are not there yet; those that are stay as their firms have made them since. */
async function found(store: ParleyStore, firms: string | null): Promise<void> {
  if (firms === null) return;
  const { readFirms } = await import("./operations/seed.ts");
  const known = new Set(await store.accounts());
  for (const account of await readFirms((await store.nextDue()).now, firms)) if (!known.has(account.id)) await store.saveAccount(account);
}

/** Chance for each purpose, from the system's store of it; held by `seed` they are the same in every run. */
const chanceOf = (seed: string | null): Chance =>
  seed ? (what) => createHmac("sha256", seed).update(what).digest("hex").slice(0, 32) : () => randomUUID().replaceAll("-", "");

/** Where the program is in its life: whether the relay has made a full pass, and whether we are shutting down. */
type Stage = { passed: boolean; closing: boolean };

const healthOf =
  (store: Store, spaceLow: SpaceLow, stage: Stage): Web["health"] =>
  async () => {
    const low = await spaceLow();
    const detail = await store.health().then(
      (found) => ({ ...found, writes: !low }),
      () => ({ writes: false }),
    );
    return { ready: stage.passed && !stage.closing && detail.writes, detail };
  };

/** Runs the program on an open database; from then on it lives until it is told to stop. */
export async function run(settings: Config, data: Data): Promise<void> {
  const log = pino({ level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const opened = openStore(data.database);
  await prepare(opened, settings);
  const stage: Stage = { passed: false, closing: false };
  const spaceLow = spaceGuard(data.folder);
  const store: Store = {
    ...opened,
    write: whileSpace(spaceLow, opened.write),
    refuse: whileSpace(spaceLow, opened.refuse),
    saveAccount: whileSpace(spaceLow, opened.saveAccount),
  };
  const chance = chanceOf(settings.seed);
  const engine = { store, conversation, chance };
  const rooms = tables(data.database);
  const changed = bell();
  const scheduler = await schedulerOf(settings, log);
  const web = webChat(rooms, changed.ring);
  const links = await linksOf(settings, engine);
  const addresses = settings.links === null ? null : pictureAddresses(settings.links, Date.now);
  const around = { engine, web, links, addresses, rooms, scheduler, log };
  const platforms = await platformsOf(settings, data, { ...around, ...(await mailedOf(settings, data, around)) });
  // On a chat platform a relationship begins when its shared room is there: people are introduced to each other where they meet.
  for (const relationship of await store.unopened()) if (await platforms.begins(relationship)) await openRelationship(engine, relationship);
  const worker = relay(engine, platforms.chat, log, (hints) => scheduler.offer(hints));
  // An answer comes after what it caused can be seen; a slow platform does not hold it for long.
  const settled = () => Promise.race([scheduler.wake(), new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref())]);

  // Set-up files are read now and then: what reads them is not there before.
  const readers = async () => (await import("./operations/readers.ts")).readers;
  const app = webApp({
    inbound: inbound(engine, log, documents, settled),
    setUp: setUp(engine, readers, settled),
    // What people write waits for space, too; what the relay posts was accepted before.
    tables: { ...rooms, post: whileSpace(spaceLow, rooms.post), saveFile: whileSpace(spaceLow, rooms.saveFile) },
    bell: changed,
    log,
    chance,
    say: conversation.say,
    words: phrases,
    playground: settings.playground ? playgroundOf(store, scheduler) : null,
    links,
    pictures: { addresses, get: platforms.picture },
    entered: platforms.entered,
    closing: () => stage.closing,
    health: healthOf(store, spaceLow, stage),
  });
  const server = await listening({ fetch: dispatching(platforms.routes, app) }, settings);
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  data.serves(url);
  scheduler.start({
    ...worker,
    async pass() {
      const nextMs = await worker.pass();
      stage.passed = true;
      return nextMs;
    },
  });
  platforms.start();
  console.log(settings.playground ? `Parley's playground is ready: open ${url} and pick who you are.` : `Parley is ready at ${url}.`);
  drainOnSignal(server, { stop: () => Promise.all([scheduler.stop(), platforms.stop()]) }, data, () => {
    stage.closing = true;
    changed.ring();
  });
}

const listening = (app: Parameters<typeof listen>[0], { port, host }: Config): Promise<Server> =>
  listen(app, port, host).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE") throw new ConfigError(`Port ${port} is taken. Give another, for example PORT=${port + 1}.`);
    if (error.code === "EACCES") throw new ConfigError(`Port ${port} is not open to this user. Give another, for example PORT=3000.`);
    if (error.syscall === "listen" || error.syscall === "getaddrinfo")
      throw new ConfigError(
        `PARLEY_HOST is "${host}", where this machine cannot listen (${error.code}). Leave it out for this machine alone.`,
      );
    throw error;
  });

type Around = {
  readonly engine: Engine;
  readonly web: Chat;
  readonly links: Links | null;
  readonly addresses: PictureAddresses | null;
  readonly rooms: Tables;
  readonly scheduler: Scheduler;
  readonly log: Log;
};

/** Where everything goes that is on no chat platform, and whether somebody is mailed what goes there for them alone. */
type Elsewhere = { readonly web: Chat; readonly isMailed: Connecting<unknown>["isMailed"] };

/** What chat platforms give people as a link: they open https alone. */
async function platformLink(links: Links | null): Promise<Connecting<unknown>["link"]> {
  if (!links?.isHttps) return null;
  const { chatLinkMs } = await import("../adapters/web/link.ts");
  return (relationship, person) => links.address({ relationship, person }, chatLinkMs);
}

/** The web's chat, with mail to those whom no chat platform reaches, where that is configured; its library is not even read otherwise. */
async function mailedOf({ mail, links: signing }: Config, { database }: Data, { engine, web, links, log }: Around): Promise<Elsewhere> {
  if (mail === null || links === null || signing === null) return { web, isMailed: () => false };
  const [{ connectMail }, { mailLinkMs }] = await Promise.all([import("../adapters/mail/mail.ts"), import("../adapters/web/link.ts")]);
  const mailing = connectMail({
    settings: mail,
    database,
    web,
    inbound: inbound(engine, log, documents, async () => {}),
    say: conversation.say,
    link: (to) => links.address(to, mailLinkMs),
    host: new URL(signing.url).hostname,
    log,
  });
  return { web: mailing, isMailed: mailing.isMailed };
}

/** Links where they are configured; what makes and reads them is not even read otherwise. They end by the database's clock. */
async function linksOf({ links: signing, seed }: Config, { store }: Engine): Promise<Links | null> {
  if (signing === null) return null;
  const { links } = await import("../adapters/web/link.ts");
  return links({ ...signing, chance: chanceOf(seed), now: async () => (await store.nextDue()).now });
}

/**
 * Slack and Teams where they are configured; their libraries are not even read otherwise. They are answered as soon as a thing is saved.
 * Rooms that are channels on one of them, and people who have an account there, are served there; all others on the web.
 */
async function platformsOf(
  { slack, teams, seed, databaseUrl }: Config,
  data: Data,
  { engine, web, isMailed, links, addresses, rooms, scheduler, log }: Around & Elsewhere,
) {
  const wake = async (): Promise<void> => void scheduler.wake();
  const link = await platformLink(links);
  const parts = (otherwise: Chat) => ({
    database: data.database,
    inbound: inbound(engine, log, documents, wake),
    account: async (relationship: RelationshipId, version?: number | null) =>
      (await engine.store.account(relationship, version))?.account ?? null,
    otherwise,
    say: conversation.say,
    chance: chanceOf(seed),
    log,
    redraw: async (relationship: RelationshipId, room: string) => {
      if (room === "shared") {
        await openRelationship(engine, relationship);
        if (await rooms.isEntered(relationship)) await standAt(engine, relationship, sharedOnWeb, true);
      }
      await engine.store.redraw(relationship, room);
      await wake();
    },
    bridged: async (relationship: RelationshipId, room: string) => {
      await bridgeTo(engine.store, relationship, room);
      await wake();
    },
    link,
    isMailed,
    // As people's clients and the platforms' own servers do, they open https alone.
    pictures: addresses && links?.isHttps ? addressed(data, rooms, addresses) : null,
    awaited,
    alone: databaseUrl === null,
  });
  const awaited: Awaited = { now: 0 };
  const connected = new Map<string, Connected>();
  let chat: Chat = web;
  if (teams !== null) {
    const { connectTeams } = await import("../adapters/teams/teams.ts");
    const made = await connectTeams({ settings: teams, ...parts(chat) });
    connected.set("/teams/", made);
    chat = made.chat;
  }
  if (slack !== null) {
    const { connectSlack } = await import("../adapters/slack/slack.ts");
    const made = await connectSlack({ settings: slack, ...parts(chat) });
    connected.set("/slack/", made);
    chat = made.chat;
  }
  const all = [...connected.values()];
  const isReached = async (relationship: RelationshipId): Promise<boolean> => {
    for (const one of all) if (await one.chat.reaches(relationship, "shared")) return true;
    return false;
  };
  return {
    chat: answersFirst(chat, awaited),
    routes: connected,
    begins: async (relationship: RelationshipId): Promise<boolean> => all.length === 0 || isReached(relationship),
    /** A picture, wherever it stays. */
    async picture(relationship: RelationshipId, file: FileId): Promise<Picture | null> {
      const own = await rooms.bytesOf(relationship, file);
      if (own !== null) return pictureIn(own);
      for (const one of all) {
        const found = await one.picture(relationship, file);
        if (found !== null) return found;
      }
      return null;
    },
    /** Somebody comes into a relationship by a link. */
    async entered(relationship: RelationshipId): Promise<void> {
      await rooms.enter(relationship);
      await standAt(engine, relationship, sharedOnWeb, await isReached(relationship));
      await wake();
    },
    start: () => all.forEach((one) => void one.start()),
    stop: () => Promise.all(all.map((one) => one.stop())),
  };
}

/** Our own addresses of those of some files that are pictures, wherever they stay. */
const addressed =
  ({ database }: Data, rooms: Tables, addresses: PictureAddresses): PicturesElsewhere =>
  async (relationship, files) => {
    const among = await Promise.all([rooms.picturesAmong(relationship, files), picturesAmong(database, relationship, files)]);
    return new Map(among.flat().map((id) => [id, addresses.of(relationship, id)]));
  };

/** The platforms' addresses, and everybody else's. */
const dispatching =
  (platforms: ReadonlyMap<string, Pick<Connected, "routes">>, app: ReturnType<typeof webApp>): ReturnType<typeof webApp>["fetch"] =>
  (request, ...rest) => {
    const [place = ""] = platforms.size === 0 ? [] : (/^\/[^/]+\//.exec(new URL(request.url).pathname) ?? []);
    return (platforms.get(place)?.routes ?? app).fetch(request, ...rest);
  };

/** Every process looks for itself; with Redis those on one PostgreSQL also wake each other. Without it the libraries are not even read. */
async function schedulerOf({ databaseUrl, redisUrl }: Config, log: Log): Promise<Scheduler> {
  const local = poll(log);
  if (redisUrl === null) return local;
  if (databaseUrl === null) {
    // Redis is never a reason not to run, so this is said and not refused.
    log.warn({}, "REDIS_URL is not used: without DATABASE_URL there is one process, and nobody else to wake");
    return local;
  }
  const { bullmq } = await import("../adapters/scheduler/bullmq.ts");
  return bullmq(local, { redisUrl, databaseUrl }, log);
}
