/** Clicks in Slack a second, from the signed request to all that they cause being delivered, against the bare transaction of `turn`. */
import { addMessage } from "../support/slack/furnish.ts";
import { press } from "../support/slack/payloads.ts";
import { buttonsOf } from "../support/slack/read.ts";
import type { Call } from "../support/slack/server.ts";
import type { Message } from "../support/slack/world.ts";
import { type Copied, copiedCards, pressedKey } from "./copied-cards.ts";
import { type Bench, drive, median, quantile } from "./figure.ts";
import { openCase, type Talk } from "./play.ts";
import { poster, program, type SlackWorld, slackWorld } from "./slack-world.ts";
import { bareTables, bareTurns, handled, settle } from "./world.ts";

const inFlight = 8;
/** What goes to one room goes one after the other, so those in flight are each in a relationship, and in channels, of their own. */
const relationships = 16;
const rounds = 7;
/** Rounds that are not counted. */
const warmUps = 2;
const roundMs = 1_500;
/** Each is clicked once. */
const cases = 4_000;
const events = 10;

export const slackTurn: Bench = async (cleanUp) => {
  const on = await slackWorld(cleanUp, relationships);
  const played = await openCase(on);
  const url = await program(on, cleanUp);
  await handled(on.database);
  const click = await clicksOf(on, played, poster(url, on.secret, inFlight, cleanUp));
  await bareTables(on, played.id, cases, cases * events);
  const bare = await bareTurns(on.url, inFlight, cleanUp);
  await settle(on);

  // One click alone tells how many calls of Slack's it causes: all other cases are copies of its own.
  await click.one();
  await handled(on.database);
  const calls = click.callsOfFirst();
  const ours = () => drive(inFlight, roundMs, () => click.delivered(calls));
  const steps = Array.from({ length: inFlight }, () => 0);
  const theirs = () => drive(inFlight, roundMs, (worker) => bare(worker, ((steps[worker]!++ * inFlight + worker) % cases) + 1));

  const values: number[] = [];
  const rates = { ours: [] as number[], bare: [] as number[] };
  const took: number[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    // Turn and turn about, so that neither always runs in the other's wake.
    const order = round % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const);
    for (const which of order) {
      const run = which === "ours" ? await ours() : await theirs();
      if (which === "ours") await handled(on.database);
      if (round < 0) continue;
      rates[which].push(run.rate);
      if (which === "ours") took.push(...run.took);
    }
    if (round >= 0) values.push(rates.ours.at(-1)! / rates.bare.at(-1)!);
  }
  const note = [
    `a click that changes a case, to its ${calls} calls of Slack's answered by a stand-in: ${median(rates.ours).toFixed(0)}/s against ${median(rates.bare).toFixed(0)} bare/s`,
    `${median(took).toFixed(0)} ms a click, p99 ${quantile(took, 0.99).toFixed(0)} ms`,
    `${inFlight} in flight, ${cases} cases copied by SQL from one that was played`,
  ].join("; ");
  return [{ figure: "slack-turn", values, unit: "ratio", note }];
};

type Clicks = {
  /** Clicks on the next case; resolves once it is acknowledged. */
  one(): Promise<string>;
  /** Clicks on the next case; resolves once so many calls of Slack's have come for it. */
  delivered(calls: number): Promise<void>;
  callsOfFirst(): number;
};

/** Copies the case with its cards, each of which stands in Slack, and with its button; answers who clicks on them, one after the other. */
async function clicksOf(on: SlackWorld, played: Talk, post: ReturnType<typeof poster>): Promise<Clicks> {
  const { slack, firms, joined } = on;
  const { world } = slack;
  const { asked, copies, caseAt } = await copiedCards<Message>(on, played, cases, events, {
    platform: "slack",
    installation: firms.sahand.id,
    relationships: joined.map(({ relationship }) => relationship),
    standing: (posted) => standing(on, posted),
    holds: ({ content }, handle) => JSON.stringify(content.blocks).includes(handle),
    again({ thread_ts, user, team, bot, content, files, channel: its }, room, nth) {
      const channel = room === "shared" || room === "supplier" ? joined[nth]![room] : its;
      const { ts } = addMessage(world, { channel, thread_ts, user, team, bot, content, files });
      return { channel: channel.id, id: ts };
    },
    posted: ({ channel, id }) => `slack:${firms.sahand.id}:${channel}:${id}`,
  });
  const payload = press(world, firms.reza, asked, buttonsOf(asked.content.blocks).find(({ key }) => key === pressedKey)!.actionId);

  const came = new Map<string, number>();
  const waiting = new Map<string, { readonly calls: number; readonly done: () => void }>();
  slack.faults = (call) => {
    const id = caseOf(call, caseAt);
    if (id === null) return null;
    const calls = (came.get(id) ?? 0) + 1;
    came.set(id, calls);
    if (waiting.get(id)?.calls === calls) waiting.get(id)!.done();
    return null;
  };
  let next = 0;
  const send = async (nth: number): Promise<void> => {
    if (nth >= cases) throw new Error("every case has been clicked");
    const { handle, at } = copies[nth]!;
    const [action] = payload["actions"] as readonly object[];
    const pressed = {
      ...payload,
      container: { ...(payload["container"] as object), message_ts: at.id },
      message: { ...(payload["message"] as object), ts: at.id },
      actions: [{ ...action, value: handle, action_ts: at.id }],
    };
    await post(
      "/slack/interactions",
      "application/x-www-form-urlencoded",
      new URLSearchParams({ payload: JSON.stringify(pressed) }).toString(),
    );
  };
  return {
    async one() {
      const nth = next++;
      await send(nth);
      return copies[nth]!.id;
    },
    async delivered(calls) {
      const nth = next++;
      const { id } = copies[nth]!;
      const all = new Promise<void>((done) => waiting.set(id, { calls, done }));
      await send(nth);
      await all;
      waiting.delete(id);
    },
    callsOfFirst: () => came.get(copies[0]!.id) ?? 0,
  };
}

/** The message at a place as the program keeps it. */
function standing({ slack }: SlackWorld, posted: string): Message {
  const [, , channel, ts] = posted.split(":");
  return slack.world.messages.find((one) => one.channel.id === channel && one.ts === ts)!;
}

/** Of which case a call speaks: by the message that it changes, or by what a post says of itself. */
function caseOf({ method, args }: Call, caseAt: Copied<Message>["caseAt"]): string | null {
  if (method === "chat.update") return caseAt({ channel: String(args["channel"]), id: String(args["ts"]) });
  if (method !== "chat.postMessage") return null;
  return ((args["metadata"] as { event_payload?: { case?: string } } | undefined)?.event_payload?.case ?? null) as string | null;
}
