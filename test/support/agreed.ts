/** An offer taken all the way: accepted, said in both firms' words, signed by both. */
import type { Shared } from "../../src/domain/case.ts";
import type { Revision } from "../../src/domain/deal.ts";
import { type AskInput, type World, world } from "./given.ts";

type Asking = AskInput | ((s: Shared) => AskInput);

/** Asks something of the newest case; "done", or the code of the refusal. */
export async function tried(made: World, by: string, ask: Asking): Promise<string> {
  const { answer } = await made.ask(by, typeof ask === "function" ? ask((await made.held()).shared) : ask);
  return answer.ok ? "done" : answer.code;
}

/** Asks something that must be taken. @throws when it is refused. */
export async function must(made: World, by: string, ask: Asking): Promise<void> {
  const code = await tried(made, by, ask);
  if (code !== "done") throw new Error(`${by}: ${code}`);
}

/** The offer on the table, accepted or not. @throws when there is none. */
export function onTable({ negotiation: n }: Shared): Revision {
  if (n.status !== "on-table" && n.status !== "accepted") throw new Error(`no offer on the table: ${n.status}`);
  return n.current;
}

/** `by` accepts what is on the table; both firms say and confirm it. */
export async function understood(made: World, by: string): Promise<void> {
  await must(made, by, (s) => ({ type: "accept", revision: onTable(s).id, hash: onTable(s).hash }));
  await restated(made);
}

/** Both firms say in their words what is accepted, and confirm the other's. */
export async function restated(made: World): Promise<void> {
  for (const [by, other, of] of [
    ["freja", "reza", "customer"],
    ["reza", "freja", "supplier"],
  ] as const) {
    await must(made, by, (s) => ({ type: "restate", revision: onTable(s).id, words: "As it stands" }));
    await must(made, other, (s) => ({ type: "confirm-understanding", revision: onTable(s).id, of }));
  }
}

/** Signs what is on the table, one person after the other. */
export async function signedBy(made: World, ...people: string[]): Promise<void> {
  for (const by of people) await must(made, by, (s) => ({ type: "sign", revision: onTable(s).id, hash: onTable(s).hash }));
}

/** A line standing still, taken by Reza. */
export async function reported(made: World, hurts?: string): Promise<void> {
  await must(made, "freja", {
    type: "report",
    what: "Batch 4411 came in cracked",
    order: "PO-4411",
    stops: "line",
    locus: "supplier",
    hurts,
  });
  await must(made, "reza", { type: "acknowledge", locus: "supplier", apology: true });
}

/** An agreement of two promises: Arash reworks by Thursday 16:00 in Aarhus, when Jens has given access by Wednesday 07:00. */
export async function agreed(
  lines = "Arash: rework, by 2026-11-26T16:00, needs 2\nJens: site access, by 2026-11-25T07:00",
  made?: World,
): Promise<World> {
  const on = made ?? (await world());
  await reported(on);
  const promises = lines.replaceAll(/by (\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/g, (_, date, hour, minute) => `by ${date}T${hour}:${minute}+01:00`);
  await must(on, "reza", { type: "propose-option", terms: "Rework", promises });
  await must(on, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
  await restated(on);
  await signedBy(on, "lars", "shirin");
  return on;
}
