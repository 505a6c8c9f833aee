/** Clicks in Slack a second, from the signed request to all that they cause being delivered, against the bare transaction of `turn`. */
import type { Does } from "../../adapters/chat/does.ts";
import type { Action } from "../../src/domain/message.ts";
import { addMessage } from "../support/slack/furnish.ts";
import { press } from "../support/slack/payloads.ts";
import { buttonsOf } from "../support/slack/read.ts";
import type { Call } from "../support/slack/server.ts";
import type { Message } from "../support/slack/world.ts";
import { type Bench, drive, median, quantile } from "./figure.ts";
import { openCase, type Talk } from "./play.ts";
import { handled, poster, program, type SlackWorld, slackWorld } from "./slack-world.ts";
import { bareTables, bareTurns, copies, settle } from "./world.ts";

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
/** How many rows are written at once while the cases are copied. */
const chunk = 500;
/** What is clicked, and by whom: the supplier has nothing of the batch in stock. It asks nothing first, and both firms' cards change. */
const clicked = { key: "action.nothing-there", by: "reza" } as const;

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

type CardRow = { readonly room: string; readonly name: string; readonly posted: string };

/** Copies the case with its cards, each of which stands in Slack, and with its button; answers who clicks on them, one after the other. */
async function clicksOf(on: SlackWorld, played: Talk, post: ReturnType<typeof poster>): Promise<Clicks> {
  const { database, slack, firms, joined } = on;
  const { world } = slack;
  const button = await buttonOf(on, played);
  const talks = await copies(on, played, cases, events, "c");
  const cards = await database.query<CardRow>(
    "bench-cards",
    "select room, name, posted from cards where case_id = $1 and posted like 'slack:%' order by room, name",
    [played.id],
  );
  const originals = cards.map((card) => ({ ...card, message: standing(on, card.posted) }));
  const asked = originals.find(({ message }) => message.content.blocks.some((block) => JSON.stringify(block).includes(button.handle)))!;
  const payload = press(
    world,
    firms.reza,
    asked.message,
    buttonsOf(asked.message.content.blocks).find(({ key }) => key === clicked.key)!.actionId,
  );

  const caseAt = new Map<string, string>();
  const rows: object[] = [];
  const buttons: object[] = [];
  const askedAt: string[] = [];
  for (const [nth, { id }] of talks.entries()) {
    const there = joined[nth % joined.length]!;
    const { relationship } = there;
    buttons.push({ relationship, handle: `v1.bench-${nth}`, action: button.action.replaceAll(played.id, id) });
    for (const { room, name, message } of originals) {
      const { thread_ts, user, team, bot, content, files } = message;
      const channel = room === "shared" || room === "supplier" ? there[room] : message.channel;
      const { ts } = addMessage(world, { channel, thread_ts, user, team, bot, content, files });
      caseAt.set(`${channel.id} ${ts}`, id);
      rows.push({ relationship, id, room, name, channel: channel.id, ts });
      if (message === asked.message) askedAt.push(ts);
    }
  }
  for (const [nth, { relationship }] of joined.entries()) {
    const its = `substring(%::text from 2)::int % ${joined.length} = ${(nth + 1) % joined.length}`;
    await database.exec(`update cases set relationship = '${relationship}' where id ~ '^c[0-9]+$' and ${its.replace("%", "id")};
      update outbox set relationship = '${relationship}' where case_id ~ '^c[0-9]+$' and ${its.replace("%", "case_id")}`);
  }
  await database.exec("analyze cards");
  for (let at = 0; at < rows.length; at += chunk)
    await database.query(
      "bench-place",
      `with placed as (select * from json_to_recordset($1::json) as p (relationship text, id text, room text, name text, channel text, ts text)),
       shown as (
         update cards c set posted = 'slack:${firms.sahand.id}:' || p.channel || ':' || p.ts
         from placed p where (c.case_id, c.room, c.name) = (p.id, p.room, p.name)
       )
       insert into chat_messages (key, relationship, room, case_id, installation, channel, id, platform)
       select relationship || '|' || id || ':' || room || ':' || name, relationship, room, id, '${firms.sahand.id}', channel, ts, 'slack' from placed`,
      [JSON.stringify(rows.slice(at, at + chunk))],
    );
  for (let at = 0; at < buttons.length; at += chunk)
    await database.query(
      "bench-buttons",
      "insert into chat_actions (handle, relationship, action) select handle, relationship, action from json_to_recordset($1::json) as b (relationship text, handle text, action text)",
      [JSON.stringify(buttons.slice(at, at + chunk))],
    );

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
    const ts = askedAt[nth]!;
    const [action] = payload["actions"] as readonly object[];
    const pressed = {
      ...payload,
      container: { ...(payload["container"] as object), message_ts: ts },
      message: { ...(payload["message"] as object), ts },
      actions: [{ ...action, value: `v1.bench-${nth}`, action_ts: ts }],
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
      return talks[nth]!.id;
    },
    async delivered(calls) {
      const nth = next++;
      const { id } = talks[nth]!;
      const all = new Promise<void>((done) => waiting.set(id, { calls, done }));
      await send(nth);
      await all;
      waiting.delete(id);
    },
    callsOfFirst: () => came.get(talks[0]!.id) ?? 0,
  };
}

/** The button that is clicked, as it is kept. */
async function buttonOf({ database }: SlackWorld, { id }: Talk): Promise<{ readonly handle: string; readonly action: string }> {
  const rows = await database.query<{ handle: string; action: string }>("bench-actions", "select handle, action from chat_actions");
  const isIt = ({ key, press: does }: Action): boolean => key === clicked.key && does.kind === "command" && does.case === id;
  const found = rows.find(({ action }) => {
    const does = JSON.parse(action) as Does;
    return does.kind === "action" && isIt(does.action);
  });
  if (!found) throw new Error(`nobody is asked ${clicked.key}`);
  return found;
}

/** The message at a place as the program keeps it. */
function standing({ slack }: SlackWorld, posted: string): Message {
  const [, , channel, ts] = posted.split(":");
  return slack.world.messages.find((one) => one.channel.id === channel && one.ts === ts)!;
}

/** Of which case a call speaks: by the message that it changes, or by what a post says of itself. */
function caseOf({ method, args }: Call, caseAt: ReadonlyMap<string, string>): string | null {
  if (method === "chat.update") return caseAt.get(`${String(args["channel"])} ${String(args["ts"])}`) ?? null;
  if (method !== "chat.postMessage") return null;
  return ((args["metadata"] as { event_payload?: { case?: string } } | undefined)?.event_payload?.case ?? null) as string | null;
}
