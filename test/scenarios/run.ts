/**
 * `npm run scenarios`: plays the scenarios over HTTP; one JSON line each, exit code 1 when an outcome fails.
 *
 * `--kill`: killed and restarted after every step, and once inside every step; `--kill-sample [SEED]`: at a few of the places.
 * A run with kills must end as the one without: what everyone sees is compared to the byte.
 */
import { scenarioA } from "./a.ts";
import { scenarioE } from "./e.ts";
import { type Final, type Kills, noKills, Play } from "./play.ts";

const scenarios: Readonly<Record<string, (play: Play) => Promise<void>>> = { A: scenarioA, E: scenarioE };

async function playOne(name: string, kills: Kills): Promise<Final> {
  const play = await Play.begin(kills);
  try {
    await scenarios[name]!(play);
    return await play.end(name, kills !== noKills);
  } catch (error) {
    await play.abandon();
    for (const failure of play.failures) console.error(`  ${name}: does not hold: ${failure}`);
    throw new Error(`scenario ${name}, step ${play.steps}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function print(final: Final, more: object = {}): boolean {
  console.log(JSON.stringify({ ...final.played, ...more }));
  for (const failure of final.failures) console.error(`  ${final.played.scenario}: does not hold: ${failure}`);
  return final.failures.length === 0;
}

/** About one step in eight, differently for each seed. */
function sample(seed: number): Kills {
  const at = (step: number, salt: number): boolean => ((Math.imul(step + salt, 2_654_435_761) ^ Math.imul(seed, 40_503)) >>> 8) % 8 === 0;
  return { between: (step) => at(step, 1), inside: (step) => at(step, 1_000) };
}

const words = process.argv.slice(2);
const sampled = words.indexOf("--kill-sample");
const seed = sampled >= 0 ? Number(words[sampled + 1] ?? Date.now() % 100_000) || Date.now() % 100_000 : 0;
const kills: Kills | null = words.includes("--kill") ? { between: () => true, inside: () => true } : sampled >= 0 ? sample(seed) : null;
const wanted = words.filter((word) => word in scenarios);
if (sampled >= 0) console.error(`kill places: seed ${seed}`);

let good = true;
for (const name of wanted.length > 0 ? wanted : Object.keys(scenarios)) {
  try {
    const calm = await playOne(name, noKills);
    good = print(calm) && good;
    if (!kills) continue;
    const killed = await playOne(name, kills);
    const same = killed.rooms === calm.rooms;
    good = print(killed, { same, ...(sampled >= 0 && { seed }) }) && same && good;
    if (!same) console.error(`  ${name}: what people see differs after the kills`);
  } catch (error) {
    good = false;
    console.log(JSON.stringify({ scenario: name, adapter: "web", kill: kills !== null, outcomes: 0, failed: 1 }));
    console.error(error);
  }
}
process.exit(good ? 0 : 1);
