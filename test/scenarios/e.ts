/** E. Wrong count: the two-minute case. The people are those of the playground; Bo of the warehouse is Jens here. */
import type { Play } from "./play.ts";

export async function scenarioE(play: Play): Promise<void> {
  const jens = play.who("jens");
  const [reza, lars, shirin] = [play.who("reza"), play.who("lars"), play.who("shirin")];
  await play.until("2026-11-24T08:10:00.000Z");

  await play.step(() => jens.say("shared", "@parley the invoice shows 12 pallets, 11 came"));
  const read = await play.text("jens", "shared", "This is what I read");
  play.expect("one line is read: 1 of 12", read.includes("1 of 12 affected"));
  const opened = await play.step(() => jens.press("action.report-as:nothing"));
  play.expect("a report is at most four presses and one sentence", jens.presses <= 4 && jens.words <= 10);
  play.expect("the report opens a case", opened.ok && opened.case !== undefined);
  const id = opened.case!;
  const card = await play.card("reza");
  play.expect("the card has its number and low severity", card.includes("PAR-00001") && card.includes("Low"));

  const took = await play.step(() => reza.press("action.take-ours"));
  play.expect("the supplier takes it with one press", took.ok);
  play.expect("there is no analysis", (await reza.find("action.propose-cause")) === null);
  const offered = await play.step(() => reza.press("action.offer-ready:credit-note", { supplierCost: "180.00 EUR" }));
  play.expect("one option goes on the table at once", offered.ok && (await play.card("jens")).includes("On the table"));

  const forged = await jens.forge(id, { type: "sign", revision: "nosuchoffer1", hash: "0".repeat(64) });
  play.expect("somebody who is not an approver cannot sign", !forged.ok);
  const signed = await play.step(() => lars.press("action.sign"));
  play.expect("the customer's signature is also its choice", signed.ok);
  const agreed = await play.step(() => shirin.press("action.sign"));
  play.expect("two signatures make the agreement", agreed.ok && (await play.card("jens")).includes("AGR-00001-1"));

  const done = await play.step(() => reza.press("action.done", { evidence: "Credit note CN-88 sent" }));
  play.expect("the promise is said to be done", done.ok);
  const verified = await play.step(() => jens.press("action.verify-close"));
  play.expect("verifying closes the case", verified.ok && (await play.card("jens")).includes("Closed"));
  play.expect(
    "nothing more is asked of anybody",
    (await jens.find("action.close")) === null && (await reza.find("action.survey")) === null,
  );

  const moves = [jens, reza, lars, shirin].reduce((total, player) => total + player.moves, 0);
  const presses = [jens, reza, lars, shirin].reduce((total, player) => total + player.presses, 0);
  play.expect(`at most 14 presses in all, here ${presses}`, presses <= 14);
  play.expect("nobody had to look for anything: one other room each at most", moves <= 4);
}
