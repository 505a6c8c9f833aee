/** `npm run bench [-- name …]`: one line of JSON for each figure (with those measured beside it); no judgement, but where something is promised the exit code is 1 when it does not hold. */
import { setTimeout as wait } from "node:timers/promises";
import { type Bench, line } from "./figure.ts";
import { growth } from "./growth.ts";
import { reminder } from "./reminder.ts";
import { slackAck } from "./slack-ack.ts";
import { slackTurn } from "./slack-turn.ts";
import { start } from "./start.ts";
import { teamsTurn } from "./teams-turn.ts";
import { turn } from "./turn.ts";

/** Which bench measures which figures. */
const benches: readonly { readonly figures: readonly string[]; readonly bench: Bench }[] = [
  { figures: ["turn", "turn-p99"], bench: turn },
  { figures: ["growth"], bench: growth },
  { figures: ["start", "first-start", "rss"], bench: start },
  { figures: ["reminder", "reminder-one"], bench: reminder },
  { figures: ["slack-ack", "slack-ack-p99", "slack-burst"], bench: slackAck },
  { figures: ["slack-turn"], bench: slackTurn },
  { figures: ["teams-turn", "teams-turn-p99"], bench: teamsTurn },
];

const stops: (() => Promise<void>)[] = [];

let interrupted = false;

/** Stops what was started, last first; whatever does not stop in ten seconds ends with this process. */
async function cleanUp(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await Promise.race([stop().catch(() => {}), wait(10_000)]);
}

for (const [signal, code] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const])
  process.once(signal, () => {
    interrupted = true;
    void cleanUp().finally(() => process.exit(code));
  });

const wanted = process.argv.slice(2);
const known = benches.flatMap(({ figures }) => figures);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(", ")}; there are ${known.join(", ")}.`);
  process.exitCode = 2;
} else {
  for (const { figures, bench } of benches) {
    if (wanted.length > 0 && !figures.some((name) => wanted.includes(name))) continue;
    try {
      for (const figure of await bench((stop) => stops.push(stop))) {
        console.log(line(figure));
        if ("holds" in figure && !figure.holds) process.exitCode = 1;
      }
    } catch (error) {
      // What fails because we are stopping it is no news.
      if (interrupted) break;
      console.error(`${figures.join(", ")}:`, error);
      process.exitCode = 1;
    } finally {
      await cleanUp();
    }
  }
}
