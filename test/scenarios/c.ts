/** C. Dropping links: unknown, then the supplier's; the conversation re-plans itself, and what was given stays credited. */
import { agree } from "./agree.ts";
import type { Play } from "./play.ts";

export async function scenarioC(play: Play): Promise<void> {
  const [navid, sara, pouya, deniz, emre] = [play.who("navid"), play.who("sara"), play.who("pouya"), play.who("deniz"), play.who("emre")];
  await play.until("2026-11-24T07:00:00.000Z");
  await play.step(() => navid.say("shared", "@parley 30 links of batch L7 drop every night, our customers notice"));
  const opened = await play.step(() => navid.press("action.report-right"));
  const id = opened.case!;
  await play.step(() =>
    deniz.press("action.take", { explanation: "We see it in our logs, too, and do not know why yet", locus: "unknown" }),
  );
  play.expect(
    "collaboration is at its highest: both are asked what they think, before either reads the other",
    (await deniz.find("action.seal-diagnosis")) !== null && (await navid.find("action.seal-diagnosis")) !== null,
  );
  play.expect("roles stand on the card", (await play.card("deniz")).includes("Sara Etemadi (helps to find the cause"));
  await play.step(() => sara.press("action.take-role"));
  await play.step(() => deniz.press("action.seal-diagnosis", { locus: "unknown", what: "Only the firmware is new with us" }));
  play.expect("a first diagnosis stays sealed until both are in", !(await navid.sees()).includes("Only the firmware"));
  await play.step(() => navid.press("action.seal-diagnosis", { locus: "unknown", what: "Our power supply was changed in May" }));
  play.expect(
    "then both are opened at once",
    (await navid.sees()).includes("Only the firmware") && (await deniz.sees()).includes("changed in May"),
  );
  play.expect(
    "and both are asked for the cause",
    (await deniz.find("action.propose-cause")) !== null && (await sara.find("action.propose-cause")) !== null,
  );

  const causes = [
    [sara, "Rain on the antennas", "environment"],
    [navid, "Our own power supply dips at night", "customer"],
    [deniz, "The firmware restarts its clock at midnight", "supplier"],
  ] as const;
  for (const [who, what, locus] of causes) {
    const proposed = await play.step(() =>
      who.more(id, "action.propose-cause", { what, whys: "It fits the hours", locus, category: "machine" }),
    );
    play.expect(`a cause is proposed: ${what}`, proposed.ok);
  }
  await play.step(() => emre.more(id, "action.evidence-about:1", { what: "No rain on four of the seven nights", speaks: "against" }));
  await play.step(() => sara.more(id, "action.evidence-about:3", { what: "All drops begin within a second of midnight", speaks: "for" }));
  await play.step(() => pouya.more(id, "action.evidence-about:2", { what: "The dips come at four, not at midnight", speaks: "against" }));
  play.expect("evidence for and against is counted with its cause", (await play.card("deniz")).includes("1 for it, none against it"));
  await play.step(() => sara.more(id, "action.rule-out-cause:1", { reason: "It drops on dry nights, too" }));
  await play.step(() => navid.more(id, "action.rule-out-cause:2", { reason: "The hours do not fit" }));
  const disputed = await play.step(() =>
    sara.press("action.dispute-cause", { reason: "Two links have the old firmware and drop as well" }),
  );
  play.expect("two are ruled out and one is disputed", disputed.ok && (await play.card("deniz")).includes("sees it differently"));

  const planned = await play.step(() =>
    deniz.more(id, "action.propose-visit", {
      what: "Watch link 14 together at midnight",
      place: "customer",
      from: "2026-11-26T23:00",
      hours: 3,
      people: ["deniz", "sara"],
    }),
  );
  play.expect("a visit is suggested", planned.ok);
  await play.step(() => navid.press("action.agree-visit"));
  const [there, here] = [await deniz.invitation(), await sara.invitation()];
  play.expect(
    "it is one calendar entry in everyone's own time: 23:00 in Istanbul, 23:30 in Tehran",
    there.includes("DTSTART:20261126T200000Z") && there.includes("DTEND:20261126T230000Z") && here.includes("BEGIN:VEVENT"),
  );
  play.expect("nobody else at either firm can change it into work", (await navid.find("action.report-visit")) === null);
  await play.until("2026-11-28T05:00:00.000Z");
  await play.step(() =>
    deniz.press("action.report-visit", {
      what: "Link 14 dropped when its firmware restarted the clock; the two old ones have the same module",
    }),
  );

  const credited = "gave 1 piece of evidence";
  const disputedId = await disputedCause(play);
  const confirmed = await play.step(() => navid.more(id, `action.confirm-disputed:${disputedId}`));
  play.expect("then it is confirmed", confirmed.ok && (await play.card("navid")).includes("agreed by both firms"));
  play.expect("work that Borna had been asked for is taken off it", !(await play.card("navid")).includes("propose the cause"));
  play.expect(
    "and what it did is recorded as given",
    (await play.text("navid", "shared", credited)).includes("recorded as given") &&
      (await play.text("sara", "@sara", "no longer needed")) !== "",
  );
  const asked = await navid.asked();
  play.expect("Borna is asked for no work from now on", !["cause", "option", "move", "evidence"].some((kind) => asked.includes(kind)));

  await play.step(() =>
    deniz.more(id, "action.offer-ready:new-firmware", { supplierCost: "2000.00 EUR", customerCost: "300.00 EUR", ends: "yes" }),
  );
  await play.step(() => navid.press("action.choose:1"));
  await agree(play, { customer: "navid", supplier: "deniz", signers: ["farhad", "ozan"] });
  await play.until("2026-11-30T06:00:00.000Z");
  await play.step(() => navid.press("action.done", { evidence: "Window from 02:00 to 05:00 every night" }));
  await play.step(() => deniz.press("action.verify"));
  await play.until("2026-12-02T08:00:00.000Z");
  await play.step(() => emre.press("action.done", { evidence: "All 30 links updated and watched for a night" }));
  await play.step(() => navid.press("action.verify"));
  await play.step(() =>
    deniz.more(id, "action.explain", { explanation: "A clock module restarted at midnight; it does not any more", apology: true }),
  );
  const closed = await play.step(() => navid.press("action.close-case"));
  play.expect("Borna closes the case", closed.ok);
  const report = await deniz.report(id);
  play.expect("the report keeps what was ruled out", report.includes("Rain on the antennas") && report.includes("ruled out"));
}

/** The id of the cause that Navid saw differently, read off the button that confirms it now. */
async function disputedCause(play: Play): Promise<string> {
  const found = (await play.who("navid").offered(await play.caseOf("navid"))).find((key) => key.startsWith("action.confirm-disputed:"));
  return found?.slice("action.confirm-disputed:".length) ?? "";
}
