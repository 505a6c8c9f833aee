/**
 * `npm run scenarios`: plays the scenarios over HTTP and at the playground's page; one JSON line each, exit code 1 when an outcome fails.
 *
 * `--adapter http|page|slack|teams|slack-teams|teams-slack`: in one of the ways only; `--only CE`: some of the scenarios only.
 * In `slack-teams` the supplier is in Slack and the customer in Teams, in `teams-slack` the reverse: where no way is named, in a few scenarios.
 * `--kill`: killed and restarted after every step, and once inside every step; `--kill-sample [SEED]`: at a few of the places, over HTTP in
 * two scenarios, by the seed (in CI always the same); at the page only the shortest is played then.
 * Two are played beside each other, each with a program and a folder of its own.
 * A run with kills must end as the one without: what everyone sees is compared to the byte. At the page that is without ids: a report's key
 * there is that of the message it was read in, whose id depends on who signed in first.
 * At the page everybody must read the same as over HTTP, and press and type as much.
 * `--repeat`: in Slack and Teams, once more with every delivery coming one to four times, some of them after what followed; in the same order for each seed.
 * `--pictures FOLDER`: keeps what everybody saw, wide and narrow, light and dark.
 */
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { postgresPrograms, type Server, startPostgres } from "../support/database.ts";
import { madeFolder, makeFolder } from "../support/made-folder.ts";
import { bridgedStage } from "./bridged.ts";
import { inspecting, type Looking, picturing } from "./looking.ts";
import { type Final, type Kills, noKills, Play } from "./play.ts";
import { scenarios } from "./scenarios.ts";
import { slackStage } from "./slack.ts";
import { desktop, httpStage, type Open, pageStage, phone, startBrowser } from "./stage.ts";
import { teamsStage } from "./teams.ts";

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    adapter: { type: "string" },
    only: { type: "string", default: "" },
    kill: { type: "boolean", default: false },
    "kill-sample": { type: "boolean", default: false },
    repeat: { type: "boolean", default: false },
    pictures: { type: "string" },
  },
});
const seed = Number(positionals.find((word) => /^\d+$/.test(word))) || (process.env["CI"] === "true" ? 22_406 : Date.now() % 100_000);
const letters = [given.only, ...positionals.filter((word) => word in scenarios)].join("");
const names = Object.keys(scenarios).filter((name) => letters === "" || letters.includes(name));
const ways = (["http", "page", "slack", "teams", "slack-teams", "teams-slack"] as const).filter(
  (way) => given.adapter === undefined || given.adapter === way,
);
/**
 * What is played at the page, and killed there, in Slack and Teams, and with each firm in its own tool in one of the two ways, when only a
 * few places are tried: the shortest.
 */
const sampledAtPage = "E";
/** And over HTTP, besides that one; all are killed everywhere by `--kill`. */
const sampledOverHttp = "S";

/** About one step in sixteen, differently for each seed. */
function sample(): Kills {
  const at = (step: number, salt: number): boolean => ((Math.imul(step + salt, 2_654_435_761) ^ Math.imul(seed, 40_503)) >>> 8) % 16 === 0;
  return { between: (step) => at(step, 1), inside: (step) => at(step, 1_000) };
}

type Way = (typeof ways)[number];
function killsOf(name: string, way: Way): Kills | null {
  if (given.kill) return { between: () => true, inside: () => true };
  const isSampled = ((way === "http" || way === "page") && name === sampledAtPage) || (way === "http" && name === sampledOverHttp);
  return given["kill-sample"] && isSampled ? sample() : null;
}

async function playOne(name: string, kills: Kills, open: Open): Promise<Final> {
  const play = await Play.begin(scenarios[name]!.cast, kills, open);
  try {
    await scenarios[name]!.run(play);
    return await play.end(name, kills !== noKills);
  } catch (error) {
    await play.abandon();
    for (const failure of play.failures) console.error(`  ${name}: does not hold: ${failure}`);
    throw new Error(`scenario ${name}, step ${play.steps}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Where two texts begin to differ, with a little of both. */
function difference(one: string, other: string): string {
  const at = [...one].findIndex((sign, i) => sign !== other[i]);
  return `${one.slice(Math.max(0, at - 200), at + 200)} | ${other.slice(Math.max(0, at - 20), at + 200)}`;
}

/** What does not hold of a run beside one that it must be like. */
function unlike(final: Final, other: Final, what: "rooms" | "texts"): readonly string[] {
  const effort = ({ played: { presses, words } }: Final): string => JSON.stringify([presses, words]);
  return [
    ...(final[what] === other[what] ? [] : [`what people see differs: ${difference(other[what], final[what])}`]),
    ...(effort(final) === effort(other) ? [] : [`presses and words differ: ${effort(final)}, not ${effort(other)}`]),
  ];
}

function print(final: Final, more: readonly string[], sampled: boolean): boolean {
  const failures = [...final.failures, ...more];
  const { played } = final;
  console.log(JSON.stringify({ ...played, failed: failures.length, ...(sampled && { seed }) }));
  for (const failure of failures) console.error(`  ${played.scenario} (${played.adapter}): does not hold: ${failure}`);
  return failures.length === 0;
}

/** Plays one scenario in one way, and again with kills if that is wanted. */
async function playWay(name: string, open: Open, way: Way, beside: Final | null, looking: Looking): Promise<Final | null> {
  const kills = killsOf(name, way);
  let calm: Final | null = null;
  try {
    calm = await playOne(name, noKills, open);
    good = print(calm, [...(beside ? unlike(calm, beside, "texts") : []), ...looking.wrong.splice(0)], false) && good;
    if (!kills) return calm;
    const killed = await playOne(name, kills, open);
    good =
      print(killed, [...unlike(killed, calm, way === "http" ? "rooms" : "texts"), ...looking.wrong.splice(0)], given["kill-sample"]) &&
      good;
  } catch (error) {
    good = false;
    console.log(JSON.stringify({ scenario: name, adapter: way, kill: kills !== null, outcomes: 0, failed: 1 }));
    console.error(error);
  }
  return calm;
}

/** Chat platforms, and where they are played. */
const platforms = {
  slack: slackStage,
  teams: teamsStage,
  "slack-teams": bridgedStage("supplier"),
  "teams-slack": bridgedStage("customer"),
} as const;
type Platform = keyof typeof platforms;
/** What is played with each firm in its own tool where no way is named. */
const bridged = "ACF";

/** Where a scenario is played in chat. */
function platformsFor(name: string): readonly Platform[] {
  const wanted = (["slack", "teams", "slack-teams", "teams-slack"] as const).filter((platform) => ways.includes(platform));
  const isNamed = given.adapter !== undefined;
  if (given["kill-sample"]) return name === sampledAtPage ? wanted.filter((platform) => isNamed || platform !== "teams-slack") : [];
  return wanted.filter((platform) => isNamed || !platform.includes("-") || bridged.includes(name));
}

/** Plays on a chat platform once more with every delivery coming one to four times, some of them late: it must end as the calm run. */
async function playRepeated(name: string, platform: Platform, server: Server, calm: Final): Promise<void> {
  let turn = seed;
  const chance = (): number => {
    turn = (Math.imul(turn, 1_103_515_245) + 12_345) >>> 0;
    return turn / 2 ** 32;
  };
  try {
    const repeated = await playOne(name, noKills, platforms[platform](server, { chance }));
    good = print(repeated, unlike(repeated, calm, "texts"), true) && good;
  } catch (error) {
    good = false;
    console.log(JSON.stringify({ scenario: name, adapter: platform, repeated: true, outcomes: 0, failed: 1 }));
    console.error(error);
  }
}

if (!process.env[madeFolder]) {
  const folder = await mkdtemp(join(tmpdir(), "parley-made-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  process.env[madeFolder] = await makeFolder(folder);
}

let good = true;
const browsers: Promise<Browser>[] = [];
const servers: Promise<Server>[] = [];
if (given["kill-sample"]) console.error(`kill places: seed ${seed}`);
const inspector = inspecting();
const looking = given.pictures === undefined ? inspector : picturing(given.pictures, inspector);
/** How many are played at once. */
const beside = 2;
const left = names.entries();

async function lane(): Promise<void> {
  for (const [at, name] of left) {
    const http = ways.includes("http") ? await playWay(name, httpStage, "http", null, inspector) : null;
    for (const platform of postgresPrograms() === null ? [] : platformsFor(name)) {
      if (servers.length === 0) servers.push(startPostgres());
      const calm = await playWay(name, platforms[platform](await servers[0]!), platform, null, inspector);
      if (given.repeat && calm) await playRepeated(name, platform, await servers[0]!, calm);
    }
    if (!ways.includes("page") || (given["kill-sample"] && name !== sampledAtPage)) continue;
    if (browsers.length === 0) browsers.push(startBrowser());
    // Phones in the dark and desktops in the light, each firm's people at both in turn.
    const looks = at % 2 === 0 ? { customer: phone, supplier: desktop } : { customer: desktop, supplier: phone };
    const stage = pageStage(await browsers[0]!, looks, (moment) => looking.look(name, moment));
    await playWay(name, stage, "page", http, looking);
  }
}

await Promise.all(Array.from({ length: beside }, lane));
for (const browser of browsers) await (await browser).close();
for (const server of servers) await (await server).stop();
process.exit(good ? 0 : 1);
