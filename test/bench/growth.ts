/** What a turn costs on a long case, against the same turn on a short one. */
import { type Bench, median } from "./figure.ts";
import { counter, lengthen, openCase, type Talk } from "./play.ts";
import { copies, seen, settle, stateBytes, world } from "./world.ts";

const inFlight = 8;
const rounds = 9;
const cases = 200;
const short = 10;
const long = 1_000;

export const growth: Bench = async (cleanUp) => {
  const on = await world(cleanUp);
  const played = await openCase(on);
  const shorts = await copies(on, played, cases, short, "s");
  await lengthen(on, played, long);
  const longs = await copies(on, played, cases, long, "l");
  await settle(on);

  /** One turn on each case, eight at a time: milliseconds a turn. */
  const once = async (talks: readonly Talk[]): Promise<number> => {
    const left = [...talks];
    const began = performance.now();
    await Promise.all(
      Array.from({ length: inFlight }, async () => {
        for (let talk = left.pop(); talk; talk = left.pop()) await counter(on, talk);
      }),
    );
    return (performance.now() - began) / talks.length;
  };
  await once(shorts);
  await once(longs);
  const values: number[] = [];
  const ms = { short: [] as number[], long: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? (["short", "long"] as const) : (["long", "short"] as const);
    const took = { short: 0, long: 0 };
    for (const which of order) took[which] = await once(which === "short" ? shorts : longs);
    values.push(took.long / took.short);
    ms.short.push(took.short);
    ms.long.push(took.long);
  }
  const bytes = async (talks: readonly Talk[]) => stateBytes(await seen(on, talks[0]!.id));
  const note = [
    `a counter on a case with ${long} events (${await bytes(longs)} bytes of state) ÷ with ${short} (${await bytes(shorts)})`,
    `${median(ms.long).toFixed(2)} against ${median(ms.short).toFixed(2)} ms a turn, ${cases} cases each, ${inFlight} in flight`,
  ].join("; ");
  return [{ figure: "growth", values, unit: "ratio", note }];
};
