/** B. Road closed: environment, proactive; warned, chosen and agreed the same morning. */
import { agree, survey } from "./agree.ts";
import type { Play } from "./play.ts";

export async function scenarioB(play: Play): Promise<void> {
  const [kamran, leila, babak, omid] = [play.who("kamran"), play.who("leila"), play.who("babak"), play.who("omid")];
  await play.until("2026-11-25T03:00:00.000Z"); // Wednesday 06:30 in Tehran
  const warned = await play.step(() =>
    kamran.start("action.warn", {
      what: "The pass is shut for two days; 4 tonnes of cream for Thursday are on the wrong side",
      locus: "environment",
      felt: "2026-11-26T07:00",
      until: "2026-11-28T07:00",
      stops: "customers",
    }),
  );
  play.expect("the dispatcher warns", warned.ok && warned.case !== undefined);
  const id = warned.case!;
  const told = await play.text("leila", "@leila", "told before you could notice");
  play.expect(
    "Mellat is told what is affected, until when, and what stock it would take",
    told.includes("cream") && told.includes("2026-11-28T03:30:00.000Z") && told.includes("stock for 2 days"),
  );
  const never = ["action.propose-cause", "action.add-evidence", "action.say-locus"];
  const asked = (await leila.room("@leila")).flatMap(({ message }) => JSON.stringify(message?.blocks ?? []));
  play.expect(
    "and is asked neither for evidence nor whose fault it is",
    never.every((key) => !asked.some((text) => text.includes(`"${key}"`))),
  );
  const touched = await play.step(() => leila.press("action.touches", { cover: 1 }));
  play.expect("its planner says what it can bear", touched.ok && (await play.card("kamran")).includes("1 day, 1 day too short"));
  play.expect("the card says how long before", (await play.card("leila")).includes("24 hours before"));
  play.expect("there is no search for a cause", (await kamran.find("action.propose-cause")) === null);

  await play.step(() =>
    kamran.more(id, "action.offer-ready:southern-road", { supplierCost: "90000000 IRR", customerCost: "10000000 IRR" }),
  );
  await play.step(() => kamran.more(id, "action.offer-ready:similar-product", { supplierCost: "20000000 IRR" }));
  await play.step(() => kamran.more(id, "action.offer-ready:wait", { discount: 3, supplierCost: "30000000 IRR" }));
  play.expect("three alternatives are on the table", (await play.card("leila")).includes("3 options"));
  const options = (await babak.find("action.evaluate"))?.fields.find(({ name }) => name === "option");
  const first = options?.kind === "choice" ? options.options[0]!.value : "";
  await play.step(() => babak.press("action.evaluate", { option: first, matters: "own-customers", note: "We cook at six" }));
  play.expect("the kitchen's word stays at Mellat", !(await kamran.sees()).includes("We cook at six"));
  const chosen = await play.step(() => leila.press("action.choose:1"));
  play.expect("the planner chooses", chosen.ok);
  await agree(play, { customer: "leila", supplier: "kamran", signers: ["mina", "parisa"] });
  const card = await play.card("leila");
  play.expect("agreed the same morning", card.includes("AGR-00001-1") && card.includes("2026-11-25T03:00"));

  await play.until("2026-11-26T02:00:00.000Z");
  await play.step(() => omid.press("action.done", { evidence: "Cold store open since half past five" }));
  await play.step(() => kamran.press("action.verify"));
  await play.until("2026-11-26T06:00:00.000Z");
  await play.step(() => kamran.press("action.done", { evidence: "2 tonnes at the gate" }));
  await play.step(() => leila.press("action.verify"));
  play.expect("both implement", (await play.card("kamran")).includes("Promises kept: 2 of 2"));
  for (const name of ["leila", "babak", "omid", "kamran", "hamid", "nasrin"] as const) await survey(play, name, 6);
  play.expect("three answers of each firm are shown", (await play.card("leila")).includes("Mellat Foods, 3 answers"));
  const closed = await play.step(() => leila.press("action.close-case"));
  play.expect("Mellat closes the case", closed.ok);
  const report = await leila.report(id);
  play.expect("the report shows that notice preceded impact, and by how long", report.includes("24 hours before"));
}
