/** W. Working together: what two firms agree, rehearse and look at before anything fails. Not one of the six recoveries. */
import { standingId } from "../../src/domain/hash.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import { survey } from "./agree.ts";
import type { Play } from "./play.ts";

export async function scenarioW(play: Play): Promise<void> {
  const [mina, leila, kamran, hamid, parisa] = [
    play.who("mina"),
    play.who("leila"),
    play.who("kamran"),
    play.who("hamid"),
    play.who("parisa"),
  ];
  const standing = standingId("alvand-mellat" as RelationshipId);
  await play.until("2026-11-24T07:00:00.000Z");
  const introduced = await play.text("leila", "shared", "You face each other");
  play.expect("people who face each other are introduced", introduced.includes("Kamran Sadeghi") && introduced.includes("Leila Ahmadi"));

  const said = await play.step(() =>
    mina.press("action.preferences", { first: "explanation", apology: "manager", manner: "formal", note: "Call the kitchen first" }),
  );
  play.expect("the customer says what it expects first", said.ok && (await play.text("kamran", "shared", "expects first")) !== "");

  await play.step(() =>
    parisa.more(standing, "action.propose-terms", {
      tell: "Alvand: any delay of more than four hours, the evening before",
      may: "Leads settle credit up to 50,000,000 IRR",
      acknowledge: "30",
      cause: "120",
      share: "more",
      review: "2027-11-24T09:00",
    }),
  );
  play.expect("what only one firm wants does not hold", !(await play.text("leila", "shared", "agreed by both")).includes("four hours"));
  const agreed = await play.step(() => mina.press("action.agree-terms"));
  play.expect(
    "terms hold once both agree",
    agreed.ok && (await play.text("leila", "shared", "These terms hold from now on")).includes("four hours"),
  );
  const forged = await leila.forge(standing, { type: "propose-terms", share: "less", review: "2027-11-24T09:00" });
  play.expect("nobody else speaks for the firm, and is told who does", !forged.ok && JSON.stringify(forged.says).includes("Mina Kazemi"));

  const begun = await play.step(() => leila.more(standing, "action.rehearse:now"));
  play.expect("a rehearsal says that it is one", begun.ok && (await play.card("kamran")).includes("binds nobody"));
  await play.step(() => hamid.press("action.take-ours"));
  await play.step(() => hamid.press("action.offer-ready:wait", { supplierCost: "1000000 IRR" }));
  await play.step(() => mina.press("action.sign"));
  await play.step(() => parisa.press("action.sign"));
  await play.step(() => kamran.press("action.done", { evidence: "It stood behind the door" }));
  const closed = await play.step(() => leila.press("action.verify-close"));
  play.expect("it is over in a minute", closed.ok && (await play.card("leila")).includes("Closed"));

  // Some days later everybody is asked how it is to work together, before anything has failed.
  await play.until("2026-12-02T06:00:00.000Z");
  for (const name of ["leila", "babak", "omid"] as const) await survey(play, name, 6);
  for (const name of ["kamran", "hamid"] as const) await survey(play, name, 5);
  play.expect(
    "the customer's figure of three people stands on the relationship's card, with no one's name; of two the supplier shows none",
    (await play.text("leila", "shared", "3 answers of 1 to 7")).includes("satisfaction 6") &&
      (await play.text("kamran", "shared", "answers of 1 to 7")).split("answers of 1 to 7").length === 2,
  );
  await play.until("2027-01-20T06:00:00.000Z");
  await play.step(() => parisa.press("action.audit.before", { prevention: ["people", "time"], note: "Nobody was at hand on Thursday" }));
  await play.step(() => parisa.press("action.audit.during", { analysis: ["skill"] }));
  play.expect(
    "a firm's look at itself stands in its own side room alone",
    (await play.text("kamran", "supplier", "Nobody was at hand on Thursday")) !== "" &&
      !(await mina.sees()).includes("Nobody was at hand on Thursday"),
  );
}
