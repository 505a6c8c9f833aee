/** F. Hard edges: every one ends in the right state, with words that say what to do. */

import { agree } from "./agree.ts";
import type { Play } from "./play.ts";
import type { Answered } from "./player.ts";

const words = ({ says }: Answered): string => JSON.stringify(says);

export async function scenarioF(play: Play): Promise<void> {
  const [freja, reza, lars, shirin, arash] = [play.who("freja"), play.who("reza"), play.who("lars"), play.who("shirin"), play.who("arash")];
  await play.until("2026-11-24T08:10:00.000Z");
  const opened = await play.step(() => freja.start("action.report", { what: "Batch 4411 came in cracked", stops: "line" }));
  const id = opened.case!;
  await play.step(() => reza.press("action.take", { explanation: "We look into it", apology: true, locus: "supplier" }));
  await play.step(() => freja.more(id, "action.say-locus", { locus: "supplier" }));
  await play.step(() =>
    reza.press("action.propose-cause", { what: "Poured too cold", whys: "The ladle waited", locus: "supplier", category: "process" }),
  );
  await play.step(() => freja.press("action.confirm-cause"));

  // Both counter in one second.
  await play.step(() =>
    reza.press("action.offer-new", {
      terms: "Rework on site",
      promises: "Arash: rework, by 2026-11-30T16:00+03:30\nJens: site access, by 2026-11-27T07:00+01:00",
      supplierCost: "60000.00 EUR",
      customerCost: "60000.00 EUR",
    }),
  );
  const option = await freja.find("action.choose:1");
  play.expect("an option is there to choose", option !== null);
  await play.step(() => freja.press("action.choose:1"));
  const base = await freja.find("action.counter").catch(() => null);
  play.expect("what is accepted waits for both firms' words", base === null && (await reza.find("action.restate")) !== null);
  const counter = (cost: string) => ({
    type: "counter",
    revision: "",
    terms: "Rework on site, and 5 % off",
    promises: "Arash: rework, by 2026-11-30T16:00+03:30\nJens: site access, by 2026-11-27T07:00+01:00",
    supplierCost: cost,
    customerCost: "60000.00 EUR",
  });
  const revision = await currentRevision(play);
  // Both were written against the same offer; which comes first at one instant is what the races are for.
  const won = await play.step(() => freja.forge(id, { ...counter("61000.00 EUR"), revision }));
  const lost = await play.step(() => reza.forge(id, { ...counter("62000.00 EUR"), revision }));
  play.expect("two counters at once have one winner", won.ok && !lost.ok);
  play.expect("the other one is told what is on the table now", lost.code === "superseded" && words(lost).includes("offer 2"));

  // An approver signs what was just superseded; the wrong firm's user signs; an amount above the limit.
  const superseded = await lars.forge(id, { type: "sign", revision, hash: "0".repeat(64) });
  play.expect("a superseded revision cannot be signed", !superseded.ok && superseded.code === "superseded");
  await play.step(() => reza.press("action.accept"));
  for (const [who, other] of [
    [freja, reza],
    [reza, freja],
  ] as const) {
    await play.step(() => who.press("action.restate", { words: "As it stands there" }));
    await play.step(() => other.press("action.meant-so"));
  }
  const sign = (await shirin.find("action.sign"))!.press;
  const command = sign.kind === "command" ? sign.command : { type: "sign" };
  const above = await lars.forge(id, command);
  play.expect("above his limit Lars is told who can sign", !above.ok && above.code === "over-limit" && words(above).includes("Hanne Bak"));
  const stranger = await freja.forge(id, command);
  play.expect("somebody without a signature is told whose it takes", !stranger.ok && stranger.code === "not-an-approver");
  const signed = await play.step(() => shirin.press("action.sign"));
  play.expect("Shirin signs for Sahand", signed.ok && !(await play.card("freja")).includes("AGR-"));
  const again = await shirin.forge(id, command);
  play.expect("one firm cannot sign for the other", !again.ok && again.code === "signed-by-you");
  await play.step(() => play.who("hanne").press("action.sign"));
  const agreed = await play.card("freja");
  play.expect("Hanne's signature makes the agreement", agreed.includes("AGR-00001-1"));
  const edited = await freja.forge(id, { ...counter("1.00 EUR"), revision: await currentRevision(play) });
  play.expect("what is agreed cannot be changed by one", !edited.ok && edited.code === "agreed-already");

  // A change goes the way of every offer: both sign it, and until then what was agreed holds.
  const changed = await play.step(() =>
    reza.more(id, "action.amend", { why: "The crane costs more than we thought", supplierCost: "61500.00 EUR" }),
  );
  play.expect("either firm can propose a change of what is agreed", changed.ok && (await play.card("freja")).includes("AGR-00001-1"));
  await play.step(() => freja.press("action.accept"));
  await agree(play, { customer: "freja", supplier: "reza", signers: ["hanne", "shirin"] });
  const card = await play.card("freja");
  play.expect(
    "both signatures make it hold, and its promises stay",
    card.includes("AGR-00001-2") && card.includes("Promises kept: 0 of 2"),
  );
  const read = await freja.agreement(id, "AGR-00001-2");
  play.expect("it can be read as it was signed", read.includes("61,500.00") && read.includes("Takes the place of AGR-00001-1"));
  const beside = await freja.beside(id, 2, 3);
  play.expect("any two offers stand side by side", beside.includes("(differs)") && beside.includes("Offer 3"));

  // An owner leaves it to a colleague; a promise is broken twice and climbs on both sides.
  await play.step(() => play.who("jens").press("action.done", { evidence: "The gate is open" }));
  await play.step(() => reza.press("action.verify"));
  const passed = await play.step(() => arash.press("action.pass-promise", { to: "neda" }));
  play.expect("a promise passes to a colleague", passed.ok && (await play.who("neda").find("action.done")) !== null);
  await play.until("2026-12-01T09:00:00.000Z");
  await play.step(() => freja.more(id, "action.not-kept:1", { reason: "Nobody came" }));
  play.expect("something in its place is owed", (await play.card("reza")).includes("Something in its place is owed"));
  await play.step(() => reza.press("action.offer-repair", { what: "Rework in Tabriz", owner: "arash", due: "2026-12-05T12:00" }));
  await play.step(() => freja.press("action.agree-repair"));
  await play.until("2026-12-07T09:00:00.000Z");
  await play.step(() => freja.more(id, "action.not-kept:3", { reason: "Nothing came" }));
  play.expect(
    "broken twice, it climbs on both sides at one level",
    (await lars.find("action.see-escalation")) !== null && (await shirin.find("action.take-escalation")) !== null,
  );
  await play.step(() => shirin.press("action.take-escalation"));
  play.expect("and comes down when somebody takes it up", !(await lars.asked()).includes("escalation"));
  await play.step(() => shirin.press("action.offer-repair", { what: "Forty new housings", owner: "neda", due: "2026-12-12T12:00" }));
  await play.step(() => freja.press("action.agree-repair"));
  await play.until("2026-12-10T09:00:00.000Z");
  await play.step(() => play.who("neda").press("action.done", { evidence: "Forty housings, waybill 020-1190" }));
  await play.step(() => freja.press("action.verify"));
  const closed = await play.step(() => freja.press("action.close-case"));
  play.expect(
    "the case closes with what was kept and what was not",
    closed.ok && (await play.text("reza", "shared", "is closed")).includes("not"),
  );

  // An offer expires over a week-end.
  const second = await play.step(() => freja.start("action.report", { what: "Batch 4412 came in scratched", stops: "nothing" }));
  await play.step(() => reza.press("action.take-ours"));
  play.expect("another case is opened", second.ok);
  const offer = {
    type: "counter",
    terms: "Credit note",
    promises: "Reza: credit note, by 2026-12-20T12:00+03:30",
    open: "2026-12-12T12:00",
    supplierCost: "100.00 EUR",
  };
  const put = await play.step(() => reza.forge(second.case!, offer));
  play.expect("an offer is open until Saturday", put.ok);
  const answer = (await lars.find("action.sign"))!.press;
  const late = answer.kind === "command" ? answer.command : { type: "sign" };
  await play.until("2026-12-14T08:00:00.000Z");
  const expired = await lars.forge(second.case!, late);
  play.expect(
    "an offer that has ended cannot be signed, and it is said",
    !expired.ok && ["offer-gone", "offer-expired"].includes(expired.code ?? ""),
  );
}

/** The offer that is accepted or on the table, read off a button that answers it. */
async function currentRevision(play: Play): Promise<string> {
  for (const key of ["action.restate", "action.accept", "action.sign", "action.counter"]) {
    for (const name of ["reza", "freja", "shirin", "hanne"] as const) {
      const found = (await play.who(name).find(key))?.press;
      const revision = found?.kind === "command" ? found.command["revision"] : undefined;
      if (typeof revision === "string") return revision;
    }
  }
  return "nosuchoffer1";
}
