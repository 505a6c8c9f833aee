/** Durable turns a second through the whole engine, against a bare transaction of six statements in the same server. */
import { type Bench, drive, median, quantile } from "./figure.ts";
import { negotiate, openCase } from "./play.ts";
import { bareTables, bareTurns, copies, seen, settle, stateBytes, world } from "./world.ts";

const inFlight = 8;
const rounds = 15;
/** Rounds that are not counted. */
const warmUps = 6;
const roundMs = 2_000;
const cases = 10_000;
const events = 10;

const counted = "select sum((heads::json -> 'shared' ->> 'seq')::int)::float8 as events, sum(version)::float8 as turns from cases";

export const turn: Bench = async (cleanUp) => {
  const on = await world(cleanUp);
  const played = await openCase(on);
  // The fold keeps the latest evidence and two offers: full before it is copied, it does not grow.
  for (let i = 0; i < 20; i++) await negotiate(on, played);
  const talks = await copies(on, played, cases, events, "c");
  await bareTables(on, played.id, cases, cases * events);
  const bare = await bareTurns(on.url, inFlight, cleanUp);
  await settle(on);
  const [seeded] = await on.database.query<{ events: number; turns: number }>("written", counted);

  // Every worker walks its own eighth of the cases, so no two are ever at one case.
  const steps = Array.from({ length: inFlight }, () => 0);
  const next = (worker: number) => (steps[worker]!++ * inFlight + worker) % cases;
  const ours = () => drive(inFlight, roundMs, (worker) => negotiate(on, talks[next(worker)]!));
  const theirs = () => drive(inFlight, roundMs, (worker) => bare(worker, next(worker) + 1));
  // Long enough that the code of both is as quick as it gets: a process that serves this many is not a new one.
  for (let i = 0; i < warmUps; i++) {
    await ours();
    await theirs();
  }

  const values: number[] = [];
  const rates = { ours: [] as number[], bare: [] as number[] };
  const slowest = { ours: [] as number[], bare: [] as number[] };
  let turns = 0;
  const before = on.statements();
  for (let round = 0; round < rounds; round++) {
    // Turn and turn about, so that neither always runs in the other's wake.
    const order = round % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const);
    for (const which of order) {
      const run = which === "ours" ? await ours() : await theirs();
      rates[which].push(run.rate);
      slowest[which].push(quantile(run.took, 0.99));
      if (which === "ours") turns += run.took.length;
    }
    values.push(rates.ours.at(-1)! / rates.bare.at(-1)!);
  }
  const trips = (on.statements() - before) / turns;
  const [written] = await on.database.query<{ events: number; turns: number }>("written", counted);
  const perTurn = (written!.events - seeded!.events) / (written!.turns - seeded!.turns);
  const tails = `p99 ${median(slowest.ours).toFixed(1)} ms against ${median(slowest.bare).toFixed(1)} ms`;
  const note = [
    `a firm shows evidence, then counters the offer, then the other firm does: ${perTurn.toFixed(1)} events a turn`,
    `${median(rates.ours).toFixed(0)} turns/s against ${median(rates.bare).toFixed(0)} bare/s`,
    tails,
    `${stateBytes(await seen(on, talks[0]!.id))} bytes of state`,
    `${trips.toFixed(2)} round trips a turn`,
    `${inFlight} in flight, ${cases} cases copied by SQL from one that was played (their chains are copies)`,
  ].join("; ");
  return [
    { figure: "turn", values, unit: "ratio", note },
    {
      figure: "turn-p99",
      values: slowest.ours.map((ms, round) => ms / slowest.bare[round]!),
      unit: "ratio",
      note: tails,
    },
  ];
};
