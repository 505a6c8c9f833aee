/** How fast an event of Slack's is kept and acknowledged, against an app of Slack's own framework that keeps nothing. */
import { join } from "node:path";
import { projectFolder } from "../../src/files.ts";
import { freePort } from "../support/tools.ts";
import { node } from "./child.ts";
import { type Bench, type CleanUp, drive, median, quantile } from "./figure.ts";
import { chatter, poster, program, slackWorld } from "./slack-world.ts";
import { handled, settle } from "./world.ts";

const inFlight = 16;
const rounds = 9;
/** Rounds that are not counted. */
const warmUps = 3;
const roundMs = 2_000;
/** How many events come at once, over how many connections, and how long Slack waits for each (https://docs.slack.dev/apis/events-api). */
const burst = 5_000;
const burstInFlight = 256;
const patienceMs = 3_000;

export const slackAck: Bench = async (cleanUp) => {
  const on = await slackWorld(cleanUp);
  const url = await program(on, cleanUp);
  const body = chatter(on);
  const events = (post: ReturnType<typeof poster>, name: string) => () => post("/slack/events", "application/json", body(name));
  const ours = events(poster(url, on.secret, inFlight, cleanUp), "ack");
  const theirs = events(poster(await bolt(on.secret, cleanUp), on.secret, inFlight, cleanUp), "bolt");
  await handled(on.database);
  await settle(on);

  const rates = { ours: [] as number[], bolt: [] as number[] };
  const slowest = { ours: [] as number[], bolt: [] as number[] };
  for (let round = -warmUps; round < rounds; round++) {
    // Turn and turn about, so that neither always runs in the other's wake.
    const order = round % 2 === 0 ? (["ours", "bolt"] as const) : (["bolt", "ours"] as const);
    for (const which of order) {
      const run = await drive(inFlight, roundMs, which === "ours" ? ours : theirs);
      if (which === "ours") await handled(on.database);
      if (round < 0) continue;
      rates[which].push(run.rate);
      slowest[which].push(quantile(run.took, 0.99));
    }
  }
  const tails = `p99 ${median(slowest.ours).toFixed(1)} ms against ${median(slowest.bolt).toFixed(1)} ms`;
  const note = [
    `a signed event of talk in a linked channel to its 200, noted and committed before it: ${median(rates.ours).toFixed(0)}/s`,
    `against ${median(rates.bolt).toFixed(0)}/s of a Bolt app over its HTTPReceiver that does nothing`,
    tails,
    `${inFlight} in flight`,
  ].join("; ");

  const came = events(poster(url, on.secret, burstInFlight, cleanUp), "burst");
  const took: number[] = [];
  let left = burst;
  await Promise.all(
    Array.from({ length: burstInFlight }, async () => {
      while (left-- > 0) {
        const since = performance.now();
        await came().then(
          () => took.push(performance.now() - since),
          () => took.push(Number.POSITIVE_INFINITY),
        );
      }
    }),
  );
  const [kept] = await on.database.query<{ kept: number }>(
    "bench-kept",
    "select count(*)::int as kept from inbox where delivery like 'event/Evburst-%'",
  );
  const over3s = took.filter((ms) => ms > patienceMs).length;
  const lost = burst - kept!.kept;
  const began = performance.now();
  await handled(on.database);
  return [
    { figure: "slack-ack", values: rates.ours.map((rate, i) => rate / rates.bolt[i]!), unit: "ratio", note },
    { figure: "slack-ack-p99", values: slowest.ours.map((ms, i) => ms / slowest.bolt[i]!), unit: "ratio", note: tails },
    {
      figure: "slack-burst",
      counts: {
        events: burst,
        over3s,
        lost,
        slowestMs: Math.round(Math.max(...took)),
        inFlight: burstInFlight,
        handledAfterMs: Math.round(performance.now() - began),
      },
      holds: over3s === 0 && lost === 0,
    },
  ];
};

/** Starts the Bolt app in a process of its own; answers its address. */
async function bolt(secret: string, cleanUp: CleanUp): Promise<string> {
  const port = await freePort();
  const { process: child, over } = node(cleanUp, [join(projectFolder, ".build/test/bench/slack-bare.js"), secret, String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ready = new Promise<void>((resolve) => child.stdout!.once("data", () => resolve()));
  await Promise.race([
    ready,
    over.then(() => {
      throw new Error("the Bolt app ended before it was ready");
    }),
  ]);
  return `http://127.0.0.1:${port}`;
}
