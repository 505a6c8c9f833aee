/** What a bench prints, and how its numbers are made of rounds. */

/** One line of the bench: the median of its rounds, and how far they lie apart. */
export type Figure = {
  readonly figure: string;
  readonly values: readonly number[];
  readonly unit: "ratio" | "s" | "MB";
  readonly note: string;
};

/** What was counted where something is promised, and whether it holds. */
export type Counted = { readonly figure: string; readonly counts: Readonly<Record<string, number>>; readonly holds: boolean };

/** A bench: measures and gives its figures; everything that it starts is stopped through `cleanUp`. */
export type Bench = (cleanUp: CleanUp) => Promise<readonly (Figure | Counted)[]>;

/** Takes something that must be stopped or removed at the end, even when the run is interrupted. */
export type CleanUp = (stop: () => Promise<void>) => void;

/** The middle of `values`; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return (
    (quantile(values, 0.5) +
      -quantile(
        values.map((value) => -value),
        0.5,
      )) /
    2
  );
}

/** The smallest of `values` that at least the share `q` of them do not exceed. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? Number.NaN;
}

/** A figure as the one line that is printed. */
export function line(measured: Figure | Counted): string {
  if ("counts" in measured) return JSON.stringify({ figure: measured.figure, ...measured.counts });
  const { figure, values, unit, note } = measured;
  const short = (value: number) => Number(value.toPrecision(3));
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return JSON.stringify({ figure, median: short(median(values)), min: short(min), max: short(max), rounds: values.length, unit, note });
}

/** How many of `work` ended within `ms`, `inFlight` at a time, a second; and how long each took, in milliseconds. */
export async function drive(
  inFlight: number,
  ms: number,
  work: (worker: number) => Promise<void>,
): Promise<{ rate: number; took: number[] }> {
  const took: number[] = [];
  const began = performance.now();
  const until = began + ms;
  await Promise.all(
    Array.from({ length: inFlight }, async (_, worker) => {
      while (performance.now() < until) {
        const since = performance.now();
        await work(worker);
        took.push(performance.now() - since);
      }
    }),
  );
  return { rate: (took.length * 1000) / (performance.now() - began), took };
}
