/** S. Settled on the spot: something is needed first, somebody outside is waited for, and what was put right needs no agreement. */
import type { Play } from "./play.ts";

export async function scenarioS(play: Play): Promise<void> {
  const [freja, reza] = [play.who("freja"), play.who("reza")];
  await play.until("2026-11-24T08:10:00.000Z");
  const opened = await play.step(() =>
    freja.start("action.report", { what: "Pallet 7 of batch 4413 has no certificate", stops: "slowed" }),
  );
  const id = opened.case!;

  // Sahand needs something first: the ball is with Nordvik, and Sahand's clock stands.
  const needs = await play.step(() => reza.more(id, "action.wait-for", { what: "A photo of the label on pallet 7" }));
  play.expect("whoever asks something back has the case", needs.ok && (await play.card("freja")).includes("Analysis"));
  play.expect(
    "the card says who needs what from whom",
    (await play.card("mads")).includes("Sahand Casting needs something from Nordvik Pumps"),
  );
  await play.until("2026-11-24T12:40:00.000Z");
  const answered = await play.step(() => freja.press("action.answer-wait", { answer: "The label says 4413-07, cast on 2 November" }));
  play.expect("the answer ends the wait", answered.ok && !(await play.card("reza")).includes("needs something from"));
  play.expect(
    "the card says for how long it was waited",
    (await play.card("reza")).includes("Sahand Casting for Nordvik Pumps: 4 hours 30 minutes"),
  );

  // Then for somebody outside: Sahand looks again itself, and nothing is asked of Nordvik.
  await play.step(() =>
    reza.more(id, "action.wait-for", { on: "third-party", what: "The laboratory's certificate", until: "2026-11-25T10:00" }),
  );
  play.expect("both see what is waited for outside", (await play.card("freja")).includes("somebody outside"));
  await play.until("2026-11-25T06:40:00.000Z");
  await play.step(() => reza.press("action.keep-waiting", { until: "2026-11-25T15:00" }));
  await play.until("2026-11-25T11:40:00.000Z");
  await play.step(() => reza.press("action.has-come"));

  // Put right without an agreement: only Nordvik says whether it is good.
  const said = { what: "The certificate went to Mads by mail", explanation: "The laboratory had kept it with its own papers" };
  await play.step(() => reza.more(id, "action.say-settled", said));
  const own = await reza.forge(id, { type: "confirm-settled", attempt: 1 });
  play.expect("nobody confirms their own word", !own.ok && own.code === "others-word");
  await play.step(() => freja.press("action.settled-not-quite", { reason: "It is the one of pallet 6" }));
  play.expect("not quite goes back with what is missing", (await play.card("reza")).includes("It is the one of pallet 6"));
  await play.step(() => reza.press("action.say-settled", { what: "The right one came by mail now" }));
  const good = await play.step(() => freja.press("action.settled-good"));
  play.expect("a yes closes the case", good.ok && (await play.card("freja")).includes("Closed"));
  play.expect("what was explained already is not asked for again", (await reza.find("action.explain")) === null);

  // It comes back.
  await play.step(() => freja.more(id, "action.reopen", { reason: "The certificate names another alloy" }));
  play.expect("a case that comes back is open again", !(await play.card("freja")).includes("Closed by"));
  const report = await freja.report(id);
  play.expect("the report says how long was waited", report.includes("Sahand Casting for somebody outside"));
}
