/** A case to its end in which people of both firms help among their own: what they know, and whether they approve. */
import { type Firm, firms } from "../../src/domain/people.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import { must, onTable, reported, restated, signedBy, understood } from "./agreed.ts";
import { type AskInput, type World, who } from "./given.ts";

/**
 * Plays it; of a firm that is not among those that talk, nothing is said in its side room, and all else is the same to the key. Neda and Arash say what they know,
 * Hanne approves of an offer that is replaced, Shirin is asked to sign.
 */
export async function closedWithHelp(made: World, talking: readonly Firm[] = firms): Promise<void> {
  let said = 0;
  const aside = async (by: string, ask: AskInput): Promise<void> => {
    const key = `aside-${++said}`;
    if (talking.includes(who(by).firm) && !(await made.ask(by, ask, { key })).answer.ok) throw new Error(`${by}: ${key} was refused`);
  };
  const revision = async () => onTable((await made.held()).shared).id;
  const promises = (days: number): string => `Arash: rework, by ${plus(made.now(), days * dayMs)}`;

  await reported(made);
  await aside("reza", { type: "ask-colleagues", people: ["neda", "arash"] });
  await aside("neda", { type: "say-known", about: "neda", what: "In March it was the crane" });
  await aside("arash", { type: "say-known", about: "arash", what: "The ladle is new" });
  await must(made, "reza", { type: "propose-cause", what: "Poured too cold", whys: "The ladle waited", locus: "supplier" });
  await must(made, "freja", (s) => ({ type: "confirm-cause", cause: s.analysis.causes[0]!.id }));
  await must(made, "reza", { type: "propose-option", terms: "Rework", promises: promises(20) });
  await must(made, "freja", (s) => ({ type: "choose-option", option: s.negotiation.options[0]!.id }));
  await restated(made);
  await aside("lars", { type: "ask-approval", revision: await revision(), to: "hanne" });
  await aside("hanne", { type: "give-approval", revision: await revision(), agree: true });
  await must(made, "freja", (s) => ({ type: "counter", revision: onTable(s).id, terms: "Rework here", promises: promises(19) }));
  await understood(made, "reza");
  await aside("reza", { type: "ask-approval", revision: await revision(), to: "shirin" });
  await signedBy(made, "lars", "shirin");
  const [promise] = (await made.held()).shared.promises;
  await must(made, "arash", { type: "mark-done", promise: promise!.id, attempt: 1, evidence: "Reworked" });
  await must(made, "freja", { type: "verify", promise: promise!.id, attempt: 1 });
  await must(made, "freja", { type: "close" });
}
