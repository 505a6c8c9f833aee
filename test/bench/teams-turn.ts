/** Presses in Teams a second, from the signed invoke to its answer, against a bot of the vendor's own framework that does nothing. */
import { join } from "node:path";
import { projectFolder } from "../../src/files.ts";
import { type Json, textOf } from "../support/slack/json.ts";
import { addMessage } from "../support/teams/furnish.ts";
import { press } from "../support/teams/payloads.ts";
import { nodes } from "../support/teams/read.ts";
import { conversationOf, idWithin, type Message } from "../support/teams/world.ts";
import { freePort } from "../support/tools.ts";
import { node } from "./child.ts";
import { copiedCards, pressedKey } from "./copied-cards.ts";
import { type Bench, type CleanUp, drive, median, quantile } from "./figure.ts";
import { openCase, type Talk } from "./play.ts";
import { poster, program, type TeamsWorld, teamsWorld } from "./teams-world.ts";
import { handled, settle } from "./world.ts";

const inFlight = 16;
/** What goes to one room goes one after the other, so those in flight are each in a relationship, and in channels, of their own. */
const relationships = 16;
const rounds = 7;
/** Rounds that are not counted: until then a press costs the program less from round to round. */
const warmUps = 4;
const roundMs = 1_500;
/** Each is pressed once. */
const cases = 20_000;
const events = 10;

export const teamsTurn: Bench = async (cleanUp) => {
  const on = await teamsWorld(cleanUp, relationships);
  const played = await openCase(on);
  const ourPost = poster(await program(on, cleanUp), on.teams, inFlight, cleanUp);
  await handled(on.database);
  const next = await pressesOf(on, played);
  const theirPost = poster(await bare(on, cleanUp), on.teams, inFlight, cleanUp);
  await settle(on);

  const first = next();
  const same = { nth: 0 };
  const ours = async () => void (await ourPost(next()));
  const theirs = async () => void (await theirPost({ ...first, id: `f:bare-${same.nth++}` }));
  await ourPost(first);
  await handled(on.database);

  const before = await answered(on);
  const rates = { ours: [] as number[], bare: [] as number[] };
  const slowest = { ours: [] as number[], bare: [] as number[] };
  let presses = 0;
  for (let round = -warmUps; round < rounds; round++) {
    // Turn and turn about, so that neither always runs in the other's wake.
    const order = round % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const);
    for (const which of order) {
      const run = await drive(inFlight, roundMs, which === "ours" ? ours : theirs);
      if (which === "ours") {
        presses += run.took.length;
        await handled(on.database);
      }
      if (round < 0) continue;
      rates[which].push(run.rate);
      slowest[which].push(quantile(run.took, 0.99));
    }
  }
  const taken = (await answered(on)) - before;
  if (taken !== presses) throw new Error(`of ${presses} presses ${taken} changed a case`);
  const tails = `p99 ${median(slowest.ours).toFixed(0)} ms against ${median(slowest.bare).toFixed(0)} ms`;
  const note = [
    `a signed press that changes a case to its answer, committed before it: ${median(rates.ours).toFixed(0)}/s`,
    `against ${median(rates.bare).toFixed(0)}/s of a CloudAdapter that answers and does nothing`,
    tails,
    "a token is looked at once a minute; what the presses cause makes way for answers, half a second at most, and is sent meanwhile",
    `${inFlight} in flight, ${cases} cases copied by SQL from one that was played`,
  ].join("; ");
  return [
    { figure: "teams-turn", values: rates.ours.map((rate, i) => rate / rates.bare[i]!), unit: "ratio", note },
    { figure: "teams-turn-p99", values: slowest.ours.map((ms, i) => ms / slowest.bare[i]!), unit: "ratio", note: tails },
  ];
};

/** How many presses have changed a case of the copies. */
async function answered({ database }: TeamsWorld): Promise<number> {
  const [row] = await database.query<{ taken: number }>(
    "bench-taken",
    "select count(*)::int as taken from cases where id ~ '^c[0-9]+$' and version > (select min(version) from cases where id ~ '^c[0-9]+$')",
  );
  return row!.taken;
}

/** Copies the case with its cards, each of which stands in Teams, and with its button; answers the next press each time. */
async function pressesOf(on: TeamsWorld, played: Talk): Promise<() => Json> {
  const { teams, firms, joined } = on;
  const { world } = teams;
  const { asked, copies } = await copiedCards<Message>(on, played, cases, events, {
    platform: "teams",
    installation: firms.sahand.id,
    relationships: joined.map(({ relationship }) => relationship),
    standing(posted) {
      const [, , channel, id] = posted.split("|");
      return world.messages.find((one) => one.conversation.id === channel && one.id === id)!;
    },
    holds: ({ content }, handle) => JSON.stringify(content).includes(handle),
    again({ content, conversation: its }, room, nth) {
      const conversation = room === "shared" || room === "supplier" ? joined[nth]![room] : its;
      const { id } = addMessage(world, conversation, null, content, null);
      return { channel: conversation.id, id };
    },
    posted: ({ channel, id }) => `teams|${firms.sahand.id}|${channel}|${id}`,
  });
  const button = nodes(asked.content).find(({ id }) => textOf(id).startsWith(`v1:${pressedKey}`))!;
  const whole = press(world, firms.reza, asked, textOf(button["id"]));
  const { action, trigger } = whole["value"] as { action: Json; trigger: string };
  let nth = 0;
  return () => {
    const copy = copies[nth++];
    if (!copy) throw new Error("every case has been pressed");
    const { handle, at } = copy;
    const conversation = conversationOf(world, at.channel)!;
    return {
      ...whole,
      id: `f:press-${nth}`,
      conversation: { ...(whole["conversation"] as Json), id: idWithin(conversation, at.id) },
      replyToId: at.id,
      value: { action: { ...action, data: { handle: `${handle}~bench` } }, trigger },
    };
  };
}

/** Starts the bot that does nothing in a process of its own; answers its address. */
async function bare({ teams, firms }: TeamsWorld, cleanUp: CleanUp): Promise<string> {
  const port = await freePort();
  const keys = `${teams.url}/v1/.well-known/openidconfiguration`;
  const script = join(projectFolder, ".build/test/bench/teams-bare.js");
  const { process: child, over } = node(cleanUp, [script, teams.world.app.id, firms.sahand.id, keys, teams.url, String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = new Promise<void>((resolve) => child.stdout!.once("data", () => resolve()));
  await Promise.race([
    ready,
    over.then(() => {
      throw new Error("the bare bot ended before it was ready");
    }),
  ]);
  return `http://127.0.0.1:${port}/`;
}
