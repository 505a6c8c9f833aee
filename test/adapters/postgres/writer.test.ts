import { expect, test } from "vitest";
import { writer } from "../../../adapters/postgres/writer.ts";
import { UnavailableError } from "../../../src/errors.ts";
import type { Turn } from "../../../src/ports/store.ts";

const turn = (id: string, key = id): Turn => ({ case: id, key }) as unknown as Turn;

/** A database that answers when it is told to, and fails for some turns. */
function database(wrong: (turns: readonly Turn[]) => Error | null = () => null) {
  const sent: string[][] = [];
  const open: (() => void)[] = [];
  const write = writer(async (turns) => {
    sent.push(turns.map(({ key }) => key));
    await new Promise<void>((answer) => open.push(answer));
    const error = wrong(turns);
    if (error) throw error;
    return turns.map(() => "done" as const);
  });
  /** Answers what is under way and lets what follows be sent, until nothing is. */
  const answer = async (): Promise<void> => {
    while (open.length > 0) {
      for (const one of open.splice(0)) one();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { write, sent, answer };
}

test("whoever comes alone is written at once; who comes meanwhile goes together, in the order of their cases", async () => {
  const { write, sent, answer } = database();
  const written = ["f", "e", "d", "c", "b", "a"].map((id) => write(turn(id)));
  expect(sent).toEqual([["f"], ["e"], ["d"]]);
  await answer();
  expect(sent).toEqual([["f"], ["e"], ["d"], ["a", "b", "c"]]);
  expect(await Promise.all(written)).toEqual(Array.from({ length: 6 }, () => "done"));
});

test("two turns of one case never share a statement, and keep their order", async () => {
  const { write, sent, answer } = database();
  const all = [turn("x"), turn("y"), turn("z"), turn("a", "a1"), turn("a", "a2"), turn("b")].map(write);
  await answer();
  await Promise.all(all);
  expect(sent.slice(3)).toEqual([["a1", "b"], ["a2"]]);
});

test("a turn that fails by itself fails alone", async () => {
  const { write, sent, answer } = database((turns) => (turns.some(({ key }) => key === "bad") ? new Error("this one") : null));
  const before = ["x", "y", "z"].map((id) => write(turn(id)));
  const [good, bad, other] = [write(turn("good")), write(turn("bad")), write(turn("other"))];
  const failed = expect(bad).rejects.toThrow("this one");
  await answer();
  await failed;
  expect(await Promise.all([...before, good, other])).toEqual(Array.from({ length: 5 }, () => "done"));
  expect(sent.slice(3)).toEqual([["bad", "good", "other"], ["bad"], ["good"], ["other"]]);
});

test("when the database is away nobody is told that it was written, and nothing is sent twice", async () => {
  const { write, sent, answer } = database((turns) => (turns.length > 1 ? new UnavailableError("away") : null));
  const before = ["x", "y", "z"].map((id) => write(turn(id)));
  const both = [write(turn("one")), write(turn("two"))].map((one) => expect(one).rejects.toBeInstanceOf(UnavailableError));
  await answer();
  await Promise.all([...before, ...both]);
  expect(sent).toHaveLength(4);
});
