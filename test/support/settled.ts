/** A case whose only promise is kept: what follow-up begins with. */
import type { Shared } from "../../src/domain/case.ts";
import type { Locus } from "../../src/domain/collaboration.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import type { AskInput, World } from "./given.ts";

type Asks = AskInput | ((shared: Shared) => AskInput);
export type Settled = {
  readonly id: CaseId;
  /** What a person asks of this case; the code of the refusal, or "done". */
  ask(by: string, ask: Asks): Promise<string>;
  shared(): Promise<Shared>;
  /** Kinds of what is asked of somebody now in this case, private asks included. */
  asked(who: string): Promise<readonly string[]>;
};

const current = ({ negotiation: n }: Shared) => {
  if (n.status !== "accepted") throw new Error("nothing is accepted");
  return { revision: n.current.id, hash: n.current.hash };
};

type How = {
  readonly stops?: "slowed" | "line" | "danger";
  readonly locus?: Locus;
  readonly apology?: boolean;
  readonly discount?: number;
};

/** Freja's report, Reza's part in it, an agreement of one promise, kept and verified. */
export async function settled(made: World, how: How = {}): Promise<Settled> {
  const { stops = "line", locus = "supplier" } = how;
  const opened = await made.ask("freja", { type: "report", what: `Batch ${made.store.written.length} came in cracked`, stops, locus });
  if (!opened.answer.ok) throw new Error(opened.answer.code);
  const found = settledCase(made, opened.answer.case);
  const must = async (by: string, ask: Asks) => {
    const code = await found.ask(by, ask);
    if (code !== "done") throw new Error(`${by}: ${code}`);
  };
  await must("reza", { type: "acknowledge", locus, apology: how.apology ?? locus === "supplier" });
  await must("reza", { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus });
  await must("freja", (s) => ({ type: "confirm-cause", cause: s.analysis.causes[0]!.id }));
  await agreeAndKeep(made, found, how.discount);
  return found;
}

/** An agreement of one promise of Arash's, signed by both firms, kept and verified. */
export async function agreeAndKeep(made: World, found: Settled, discount = 0): Promise<void> {
  const must = async (by: string, ask: Asks) => {
    const code = await found.ask(by, ask);
    if (code !== "done") throw new Error(`${by}: ${code}`);
  };
  const promises = `Arash: rework, by ${plus(made.now(), 20 * dayMs)}`;
  await must("reza", { type: "propose-option", terms: "Rework", promises, discount });
  await must("freja", (s) => ({ type: "choose-option", option: s.negotiation.status === "open" ? s.negotiation.options[0]!.id : "" }));
  for (const [by, other, of] of [
    ["freja", "reza", "customer"],
    ["reza", "freja", "supplier"],
  ] as const) {
    await must(by, (s) => ({ type: "restate", revision: current(s).revision, words: "As it stands" }));
    await must(other, (s) => ({ type: "confirm-understanding", revision: current(s).revision, of }));
  }
  for (const by of ["lars", "shirin"]) await must(by, (s) => ({ type: "sign", ...current(s) }));
  const last = (s: Shared) => s.promises.at(-1)!.id;
  await must("arash", (s) => ({ type: "mark-done", promise: last(s), attempt: 1, evidence: "Reworked" }));
  await must("freja", (s) => ({ type: "verify", promise: last(s), attempt: 1 }));
}

/** A case of a world by its id. */
function settledCase(made: World, id: CaseId): Settled {
  const held = () => made.held(id);
  return {
    id,
    async ask(by, ask) {
      const { answer } = await made.ask(by, typeof ask === "function" ? ask((await held()).shared) : ask, { case: id });
      return answer.ok ? "done" : answer.code;
    },
    shared: async () => (await held()).shared,
    async asked(who) {
      const { shared, supplier, customer } = await held();
      const all = [...shared.asked, ...supplier.asked, ...customer.asked];
      return all.filter(({ to }) => to.some((one) => one === who)).map(({ key }) => key.split(":")[0]!);
    },
  };
}
