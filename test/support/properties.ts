/**
 * How every property runs. At the desk each run draws cases of its own and makes a failure small. In CI the cases are those of one seed, so
 * that what passed passes again and a change is judged by what it changed, and a failure is told at once: to make it small can take longer
 * than the run may. To look further, run any file with `PARLEY_RUNS=30`: each property then tries thirty times as many cases.
 */
import fc from "fast-check";

const inCi = process.env["CI"] === "true";

fc.configureGlobal(inCi ? { seed: 20_261_130, endOnFailure: true } : {});

/**
 * How many cases a property tries: `usual`, times `PARLEY_RUNS` where that is set. In CI a third of them, for they are the same ones each
 * time; `exact`: where fewer would say too little, all are tried everywhere.
 */
export const runs = (usual: number, { exact = false } = {}): number =>
  inCi && !exact ? Math.ceil(usual / 3) : usual * Number(process.env["PARLEY_RUNS"] ?? 1);
