/** Teams, connected: its route, its side of the chat, and what is left over from before. Loaded only where it is configured. */
import { Hono } from "hono";
import { plainOf } from "../../src/domain/message.ts";
import type { Tools as ChatTools } from "../chat/asking.ts";
import { atMost } from "../chat/body-size.ts";
import type { Connected, Connecting } from "../chat/connecting.ts";
import { type DrawWith, drawingWith } from "../chat/drawing.ts";
import { fence } from "../chat/fence.ts";
import { inbox } from "../chat/inbox.ts";
import { pace, unpaced } from "../chat/pace.ts";
import { looking, type Reading, type Receiving, receive } from "../chat/receiving.ts";
import { isCarried } from "../chat/talk.ts";
import { roomsClosed, sharedNow } from "../chat/watching.ts";
import type { Words } from "../chat/words.ts";
import type { Tools } from "./asking.ts";
import { teamsChat } from "./chat.ts";
import { connectBot } from "./connect.ts";
import { pictures } from "./files.ts";
import { mostBytes } from "./gate.ts";
import { heard } from "./hearing.ts";
import { marked } from "./marks.ts";
import { activityOf, deliveryOf } from "./parse.ts";
import { roster } from "./roster.ts";
import { isChatter } from "./said.ts";
import { type Settings, sdks } from "./sdk.ts";
import { surface } from "./surface.ts";
import { tables } from "./tables.ts";
import { talkOf } from "./talk.ts";
import { telling } from "./telling.ts";

/** Teams takes 1,800 messages an hour in one conversation, and seven at once (https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit). */
const rate = { perSecond: 0.5, inHand: 7 };
/** Teams waits ten to fifteen seconds for the answer to an invoke, and then asks again (https://github.com/MicrosoftDocs/msteams-docs/issues/6084). */
const patienceMs = 8_000;
/** How often what is old is forgotten. */
const tidyEveryMs = 12 * 60 * 60 * 1_000;

/** How Teams's deliveries are told apart: every invoke waits for its answer; of talk between people only what is carried is kept. */
const reading = (tools: Pick<Tools, "tables" | "settings">): Reading => ({
  deliveryOf: (body) => deliveryOf(activityOf(body)!),
  isAwaited: (body) => body["type"] === "invoke",
  async isChatter(body) {
    const activity = activityOf(body)!;
    return isChatter(activity) && !(await isCarried(tools, talkOf(activity)));
  },
  patienceMs,
});

/** Connects Teams. */
export async function connectTeams({
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
  link,
  isMailed,
  pictures: elsewhere,
  awaited,
  alone,
}: Connecting<Settings>): Promise<Connected> {
  const kept = tables(database);
  const box = inbox(database, "teams");
  if (alone) await box.endLeases();
  const nowMs = (): number => performance.now();
  const bot = connectBot(await sdks[settings.sdk](), settings, (activity) => receive(receiving, activity), log);
  const known = roster(bot, kept);
  const words: Words = (key, language) => plainOf(say(language)(key));
  // The pictures that people sent are shown at addresses of ours, and named where there are none: see `files.ts`.
  const drawCards = drawingWith({ ...kept, files: async () => [] }, words, elsewhere, marked);
  const drawWith: DrawWith = (of, room, messages, work) =>
    drawCards(of, room, messages, (look) => work({ ...look, hasBrowser: link !== null }));
  const told = telling({ bot, tables: kept, roster: known, drawWith, words, say });
  const tools: Tools = {
    platform: "teams",
    settings: account,
    inbound,
    tables: kept,
    bot,
    roster: known,
    telling: told,
    drawWith,
    fence: fence(known.looking, kept, nowMs),
    say,
    words,
    link,
    chance,
    log,
    linked: redraw,
    bridged,
    ...surface({ bot, tables: kept, roster: known, telling: told, words, log }),
  } satisfies Tools & Omit<ChatTools, "tables">;
  const receiving: Receiving = {
    inbox: box,
    log,
    reading: reading(tools),
    awaited,
    handle: (body, delivered) => heard(tools, body, delivered),
  };

  let tidyMs = nowMs() + tidyEveryMs;
  const look = looking(receiving, async () => {
    if (nowMs() < tidyMs) return;
    tidyMs = nowMs() + tidyEveryMs;
    await Promise.all([box.tidy(), kept.tidy()]);
  });

  const routes = new Hono();
  routes.post("/teams/messages", atMost(mostBytes), async (c) => {
    const { status, body } = await bot.receive(c.req.header("authorization"), await c.req.text());
    return new Response(body === undefined || body === null ? null : JSON.stringify(body), {
      status,
      headers: { "content-type": "application/json" },
    });
  });
  return {
    routes,
    chat: teamsChat({
      bot,
      tables: kept,
      fence: tools.fence,
      roster: known,
      telling: told,
      drawWith,
      words,
      isMailed,
      pace: settings.standIn === null ? pace(rate, nowMs) : unpaced,
      shared: (room, of) => sharedNow(tools, room, of),
      closed: (rooms) => roomsClosed(tools, rooms),
      otherwise,
      log,
    }),
    picture: pictures(tools),
    start: () => look.start(),
    stop: () => look.stop(),
  };
}
