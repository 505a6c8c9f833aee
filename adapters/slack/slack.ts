/** Slack, connected: its routes, its side of the chat, and what is left over from before. Loaded only where it is configured. */
import { Hono } from "hono";
import { plainOf } from "../../src/domain/message.ts";
import type { Connected, Connecting } from "../chat/connecting.ts";
import { inbox } from "../chat/inbox.ts";
import { pace, unpaced } from "../chat/pace.ts";
import { aside, textBlocks } from "../chat/passing.ts";
import { looking } from "../chat/receiving.ts";
import { roomsClosed, sharedNow } from "../chat/watching.ts";
import type { Words } from "../chat/words.ts";
import { type Tools, tell } from "./asking.ts";
import { bot } from "./bot.ts";
import { slackChat } from "./chat.ts";
import { caller, downloader } from "./client.ts";
import { drawing } from "./drawing.ts";
import { fence } from "./fence.ts";
import { pictures } from "./files.ts";
import { noteAlive, sayLimited } from "./gap.ts";
import { addInstall } from "./install.ts";
import { installations } from "./installations.ts";
import { grantOf, oauth } from "./oauth.ts";
import { receiver, takes } from "./receiver.ts";
import { type Keys, secret } from "./secret.ts";
import { surface } from "./surface.ts";
import { tables } from "./tables.ts";
import { isTalk } from "./talk.ts";
import { sweep } from "./users.ts";

/** How Slack is configured, as far as this adapter needs it. */
export type SlackSettings = {
  readonly signingSecret: string;
  readonly oauth: { readonly clientId: string; readonly clientSecret: string; readonly url: string } | null;
  readonly botToken: string | null;
  /** Over a socket, too: an app-level token; `null`: Slack reaches us over HTTP. */
  readonly appToken: string | null;
  readonly apiUrl: string | null;
  readonly keys: Keys;
};

/** Slack takes about one message a second in a channel, and tolerates a burst (https://docs.slack.dev/apis/web-api/rate-limits). */
const rate = { perSecond: 1, inHand: 10 };
/** How often we note that we are here. */
const aliveEveryMs = 60_000;
/** How often what is old is forgotten, and every account looked after. */
const tidyEveryMs = 12 * 60 * 60 * 1_000;

/** Connects Slack. @throws {ConfigError} when its tokens cannot be read with the key that is configured. */
export async function connectSlack({
  settings,
  database,
  inbound,
  account,
  otherwise,
  say,
  chance,
  log,
  redraw,
  bridged,
  pictures: elsewhere,
  awaited,
  alone,
}: Connecting<SlackSettings>): Promise<Connected> {
  const { apiUrl, keys } = settings;
  const app = oauth({ clientId: settings.oauth?.clientId ?? "", clientSecret: settings.oauth?.clientSecret ?? "", apiUrl });
  const installed = installations(database, keys, { refresh: app.refresh, log });
  await installed.reseal();
  if (settings.botToken !== null) await installed.save(await grantOf(secret(settings.botToken), apiUrl));
  const kept = tables(database);
  const tokenOf = async (id: string): Promise<string | null> => (await installed.tokenOf(id))?.reveal() ?? null;
  const call = caller(tokenOf, apiUrl);
  const download = downloader(tokenOf, apiUrl);
  const nowMs = (): number => performance.now();
  const watch = fence(call, kept, nowMs);
  const words: Words = (key, language) => plainOf(say(language)(key));
  const draw = drawing(kept, words, elsewhere);
  const tools: Tools = {
    platform: "slack",
    settings: account,
    inbound,
    tables: kept,
    installations: installed,
    call,
    download,
    fence: watch,
    drawing: draw,
    say,
    words,
    chance,
    log,
    linked: redraw,
    bridged,
    reply: (asker, parts, actions = []) => tell(tools, asker, aside(textBlocks(parts, actions), asker.who.language)),
    ...surface(call, draw),
  };
  const { handle } = await bot(tools, apiUrl);
  const box = inbox(database, "slack");
  if (alone) await box.endLeases();
  const receiving = takes({
    inbox: box,
    handle,
    limited: (body) => sayLimited(tools, body),
    isTalk: (body) => isTalk(tools, body),
    awaited,
    log,
  });

  const routes = new Hono();
  if (settings.oauth)
    addInstall(routes, { url: settings.oauth.url, clientId: settings.oauth.clientId, oauth: app, installations: installed, say, log });
  routes.route("/", receiver(settings.signingSecret, receiving));

  const connection = settings.appToken === null ? null : (await import("./socket.ts")).socket(settings.appToken, apiUrl, receiving, log);

  let aliveMs = 0;
  let tidyMs = nowMs() + tidyEveryMs;
  const look = looking(receiving, async () => {
    if (nowMs() >= aliveMs) {
      aliveMs = nowMs() + aliveEveryMs;
      await noteAlive(tools);
    }
    if (nowMs() < tidyMs) return;
    tidyMs = nowMs() + tidyEveryMs;
    await Promise.all([box.tidy(), kept.tidy()]);
    await sweep(tools);
  });
  return {
    routes,
    chat: slackChat({
      call,
      tables: kept,
      fence: watch,
      pace: apiUrl === null ? pace(rate, nowMs) : unpaced,
      drawing: draw,
      shared: (room, known) => sharedNow(tools, room, known),
      closed: (rooms) => roomsClosed(tools, rooms),
      otherwise,
      log,
    }),
    picture: pictures(tools),
    start() {
      look.start();
      connection?.start();
    },
    async stop() {
      await connection?.stop();
      await look.stop();
    },
  };
}
