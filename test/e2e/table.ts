/** The table at which a scenario is played: the program, a browser for each firm behind a tap, and the playground's clock. */
import type { Firm } from "../../src/domain/people.ts";
import { Player } from "../scenarios/player.ts";
import { type Program, startProgram } from "../scenarios/program.ts";
import { Desk, type Look } from "./desk.ts";
import { openTap, type Tap } from "./tap.ts";

/** What is played on; `at` is called at every stage with the browser that shows it. */
export type Table = {
  readonly program: Program;
  readonly customer: Desk;
  readonly supplier: Desk;
  readonly taps: { readonly [F in Firm]: Tap };
  at(stage: string, desk: Desk): Promise<void>;
  /** Moves the clock to an instant, or forward by an ISO duration. */
  until(instant: string): Promise<void>;
  forward(by: string): Promise<void>;
  close(): Promise<void>;
};

/** Starts the program on an empty folder and two browsers. */
export async function lay(look: Look, at: Table["at"]): Promise<Table> {
  const program = await startProgram("7");
  const taps = { supplier: await openTap(program.url()), customer: await openTap(program.url()) };
  const [customer, supplier] = await Promise.all([
    Desk.open("customer", taps.customer.url, look),
    Desk.open("supplier", taps.supplier.url, look),
  ]);
  const clock = new Player("hanne", "customer", (path, init) => fetch(`${program.url()}${path}`, init));
  return {
    program,
    customer,
    supplier,
    taps,
    // A minute passes at every stage, as it does for people; pictures are there before anybody looks.
    async at(stage, desk) {
      await desk.settled();
      await at(stage, desk);
      await clock.clock({ forward: "PT1M" });
    },
    async until(instant) {
      const minutes = Math.round((Date.parse(instant) - Date.parse(await clock.clock({ forward: "PT0S" }))) / 60_000);
      await clock.clock({ forward: `PT${minutes}M` });
    },
    async forward(by) {
      await clock.clock({ forward: by });
    },
    async close() {
      await Promise.all([customer.close(), supplier.close()]);
      await Promise.all([taps.customer.close(), taps.supplier.close()]);
      await program.remove();
    },
  };
}
