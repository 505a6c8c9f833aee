/** Options weighed by a firm's own people: three points each, two on what matters most and one on what matters next, or all on one. */
import type { Evaluation } from "../src/domain/case.ts";
import type { Option } from "../src/domain/deal.ts";
import type { Block, Part } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import { named, quoted, text } from "./parts.ts";
import type { Speak } from "./wording/index.ts";

/** Whether somebody's weighing is of options that are there: after a case was reopened it may not be. */
export const isWeighed = ({ weights }: Evaluation, options: readonly Option[]): boolean =>
  weights.every(({ option }) => options.some(({ id }) => id === option));

/** What an option has been given, by what matters, and out of how many points. */
export type Weighed = {
  readonly points: number;
  readonly of: number;
  readonly matters: readonly (readonly [matters: string, points: number])[];
};

/** The points of each option, in the order of the options; whoever weighed options that are gone is not counted. */
export function weighed(options: readonly Option[], all: readonly Evaluation[]): readonly Weighed[] {
  const counted = all.filter((one) => isWeighed(one, options));
  return options.map(({ id }) => {
    const mine = counted.flatMap(({ weights }) => weights.filter(({ option }) => option === id));
    const names = [...new Set(mine.map(({ matters }) => matters))];
    const sums = names.map((name) => [name, mine.reduce((sum, one) => sum + (one.matters === name ? one.points : 0), 0)] as const);
    return {
      points: mine.reduce((sum, { points }) => sum + points, 0),
      of: counted.length * 3,
      matters: sums.sort(([, a], [, b]) => b - a),
    };
  });
}

/** What the firm's people together give an option; nothing while nobody has weighed. */
export function weighedLine({ points, of, matters }: Weighed, t: Speak): Block[] {
  if (of === 0) return [];
  const names = matters.flatMap(([name, sum], i): Part[] => [
    ...(i === 0 ? [": "] : t("comma")),
    ...t(`matters.${name as "time"}`),
    ` ${digits(sum, t)}`,
  ]);
  return [text([...t("evaluation.points", { points, of }), ...names], "muted")];
}

const digits = (count: number, t: Speak): string => new Intl.NumberFormat(t.language).format(count);

/** Each person's reasons: "Mads Krogh: option 2 for time, option 1 for cost." */
export function reasons(options: readonly Option[], all: readonly Evaluation[], t: Speak, account: Account): Block[] {
  return all
    .filter((one) => isWeighed(one, options))
    .map(({ by, weights, note }) => {
      const said = weights.flatMap(({ option, matters }, i): Part[] => [
        ...(i === 0 ? [" "] : t("comma")),
        ...t("evaluation.for", { number: options.findIndex(({ id }) => id === option) + 1, matters: t(`matters.${matters as "time"}`) }),
      ]);
      return text([named(account, by, t), ":", ...said, ".", ...(note ? [" ", quoted(note, t)] : [])], "muted");
    });
}

/** How the options stand among a firm's own people, one line each, then why. */
export function weighing(options: readonly Option[], all: readonly Evaluation[], t: Speak, account: Account): Block[] {
  const stand = weighed(options, all);
  return [
    ...options.flatMap((_, i) => {
      const [line] = weighedLine(stand[i]!, t);
      return line?.kind === "text" ? [text([...t("evaluation.option", { number: i + 1 }), " ", ...line.parts])] : [];
    }),
    ...reasons(options, all, t, account),
  ];
}
