/** P. Prevention: orders compared with past ones before anything is made, something new put into words, a change told early. */
import { standingId } from "../../src/domain/hash.ts";
import type { RelationshipId } from "../../src/domain/ids.ts";
import { columns } from "../../src/domain/order-file.ts";
import { type Day, plusDays } from "../../src/domain/time.ts";
import type { Play } from "./play.ts";

/** Twelve orders of the year behind, each wanted three weeks after it was placed. */
function history(): Uint8Array {
  const lines = Array.from({ length: 12 }, (_, i) => {
    const placed = plusDays("2026-10-23" as Day, -14 * i);
    return `44000${i + 10},HP-120,${480 + 10 * ((i + 2) % 5)},pcs,${placed},${plusDays(placed, 21)},"Grey iron, coated"`;
  });
  return new TextEncoder().encode([columns.join(","), ...lines].join("\n"));
}

export async function scenarioP(play: Play): Promise<void> {
  const [lars, freja, reza, shirin] = [play.who("lars"), play.who("freja"), play.who("reza"), play.who("shirin")];
  const standing = standingId("sahand-nordvik" as RelationshipId);
  await play.until("2026-11-24T07:00:00.000Z");

  const broken = await play.step(async () => {
    const file = await reza.upload(
      "orders-draft.csv",
      new TextEncoder().encode(`${columns.join(",")}\n1,,five,pcs,2026-11-02,24.11.2026,`),
    );
    return reza.more(standing, "action.order-file", { files: [file] });
  });
  play.expect("a file with a line that cannot be read is not taken", !broken.ok && broken.field === "files");
  const taken = await play.step(async () => {
    const file = await reza.upload("orders.csv", history());
    return reza.more(standing, "action.order-file", { files: [file] });
  });
  play.expect("past orders are taken in without a word to anybody", taken.ok && (await lars.asked()).length === 0);

  const usual = { article: "HP-120", quantity: "500 pcs", wanted: "2026-12-15", specification: "Grey iron, coated" };
  await play.step(() => lars.more(standing, "action.check-order", { number: "4500123", ...usual }));
  play.expect("an order like the others is no news", (await lars.asked()).length === 0 && (await reza.asked()).length === 0);

  const odd = { quantity: "5000 pcs", wanted: "2026-11-28", specification: "Grey iron, painted" };
  const differs = await play.step(() => lars.more(standing, "action.check-order", { number: "4500124", ...usual, ...odd }));
  const reasons = await play.text("lars", "@lars", "Order 4500124");
  play.expect(
    "one that differs is asked of both, each difference with its reason in numbers",
    differs.ok &&
      reasons.includes("Usually 480–520 (13 orders, median 500); this says 5,000. Ten times as much: a zero too many?") &&
      reasons.includes("sooner than ever") &&
      reasons.includes("Gone: coated. New: painted.") &&
      (await reza.asked()).includes("order"),
  );
  await play.step(() => reza.press("action.order-slip", { quantity: "500 pcs", wanted: "2026-12-15" }));
  await play.step(() => lars.press("action.order-call"));
  play.expect("a call is asked of the other firm", (await reza.asked()).includes("order-call"));
  await play.step(() => reza.press("action.order-called"));
  const settled = await play.step(() => lars.press("action.order-slip", { quantity: "500 pcs", wanted: "2026-12-15" }));
  play.expect(
    "the customer’s word settles it, and both firms read what was meant",
    settled.ok && (await play.text("shirin", "shared", "had a slip in it")).includes("500 pcs") && !(await reza.asked()).includes("order"),
  );

  await play.step(() => lars.more(standing, "action.check-order", { number: "4500125", ...usual, article: "HP-210" }));
  play.expect("a slip of one character is seen", (await play.text("lars", "@lars", "Order 4500125")).includes("one character apart"));
  await play.step(() => lars.press("action.order-change"));
  await play.step(() => lars.press("action.expect", { must: "Tight at 16 bar", check: "Pressure test of three in each delivery" }));
  await play.step(() => reza.press("action.expect-nothing"));
  const agreed = await play.step(() => reza.press("action.expectation-so"));
  play.expect(
    "what something new must do is put into words, read by the other firm and kept",
    agreed.ok && (await play.text("shirin", "shared", "What is expected")).includes("Reza Karimi sees it so, too"),
  );

  await play.step(() => reza.press("action.nothing-short"));
  const another = (await reza.asked()).join();
  await play.step(() => reza.press("action.nothing-short"));
  play.expect(
    "whether anything is short is asked once of each of the two orders, of the supplier alone",
    another === "short" && (await reza.asked()).length === 0,
  );

  const told = await play.step(() =>
    lars.more(standing, "action.forewarn", {
      what: "Line 2 is rebuilt: half of the housings needed from 7 December on",
      felt: "2026-12-07T08:00",
      until: "2026-12-21T08:00",
      stops: "slowed",
    }),
  );
  play.expect("a customer can tell early of its own", told.ok && (await play.text("reza", "@reza", "tells you early")) !== "");
  await play.step(() => reza.press("action.forewarned-touches"));
  play.expect(
    "nobody is asked what it stopped, or why: nothing has happened",
    !(await lars.asked()).some((kind) => ["impact", "cause", "help"].includes(kind)),
  );
  const warned = await play.step(() =>
    shirin.more(standing, "action.warn", {
      what: "The furnace is relined in week 51",
      locus: "supplier",
      felt: "2026-12-14T08:00",
      until: "2026-12-18T16:00",
      stops: "slowed",
    }),
  );
  play.expect("and the supplier of its supply", warned.ok);
  const answered = await play.step(() => freja.press("action.touches", { cover: 3, elsewhere: "no" }));
  play.expect("stock, cover and another source stand with it", answered.ok && (await play.text("lars", "shared", "Another source")) !== "");
}
