/** D. Broken import: the customer's own doing; it leads, and the supplier helps of its own will. */
import { agree, survey } from "./agree.ts";
import type { Play } from "./play.ts";

export async function scenarioD(play: Play): Promise<void> {
  const [jonas, lena, conor, niamh] = [play.who("jonas"), play.who("lena"), play.who("conor"), play.who("niamh")];
  await play.until("2026-11-24T08:00:00.000Z"); // Tuesday 09:00 in Berlin
  const opened = await play.step(() =>
    jonas.start("action.report", {
      what: "4,000 contacts were overwritten with a wrong mapping last night",
      stops: "line",
      remedy: "Last night's contacts back",
    }),
  );
  const id = opened.case!;
  await play.step(() => jonas.more(id, "action.say-locus", { locus: "customer" }));
  await play.step(() => conor.press("action.take", { explanation: "We see the import and can help", locus: "customer" }));
  play.expect("Datamark leads: it says what help it would like", (await jonas.find("action.want-help")) !== null);
  play.expect("Cloudbase is not asked for a cause", (await conor.find("action.propose-cause")) === null);
  const culprit = /\b(mistake|fault|blame|guilty|your error)\b/i;
  await play.step(() => jonas.press("action.want-help", { help: ["options", "hands"], note: "How do we get them back?" }));
  const asked = await play.text("aoife", "@aoife", "What could you add");
  play.expect("Cloudbase is asked what it could add of its own will", asked.includes("beyond the contract"));
  play.expect("nobody is blamed in any word of ours", !culprit.test(await play.card("jonas")) && !culprit.test(asked));

  await play.step(() =>
    jonas.more(id, "action.propose-cause", {
      what: "The mapping put surnames into the e-mail field",
      whys: "The template was from another list\nNobody sees a sample before the import",
      locus: "customer",
      category: "process",
    }),
  );
  await play.step(() => conor.press("action.confirm-cause"));
  await play.step(() => conor.more(id, "action.offer-ready:restore", { supplierCost: "900.00 EUR" }));
  play.expect(
    "the restore is shown as beyond the contract",
    (await play.text("jonas", "shared", "Option 1")).includes("Beyond the contract"),
  );
  await play.step(() => jonas.press("action.choose:1"));
  await agree(play, { customer: "jonas", supplier: "conor", signers: ["karl", "sean"] });
  await play.until("2026-11-25T10:00:00.000Z");
  await play.step(() => niamh.press("action.done", { evidence: "4,000 contacts as of Monday 23:00" }));
  await play.step(() => jonas.press("action.verify"));
  await play.until("2026-11-26T09:00:00.000Z");
  await play.step(() => lena.press("action.done", { evidence: "Tuesday's changes are in again" }));
  await play.step(() => conor.press("action.verify"));
  play.expect("the customer implements with help", (await play.card("conor")).includes("Promises kept: 2 of 2"));
  await play.step(() =>
    conor.more(id, "action.value", {
      what: "The campaign went out on Thursday",
      kind: "no-standstill",
      amount: "7000.00 EUR",
      firm: "customer",
    }),
  );
  await play.step(() => jonas.press("action.confirm-value"));
  await play.step(() => conor.more(id, "action.measure", { what: "An hour on mapping imports for whoever runs them", owner: "conor" }));
  play.expect("everyone is asked afterwards", (await niamh.find("action.survey")) !== null && (await lena.find("action.survey")) !== null);
  await survey(play, "niamh", 6, "action.survey-open");
  await survey(play, "lena", 5);
  const openly = await play.card("jonas");
  play.expect(
    "Niamh's answers stand there with her name, as she chose, and Lena's are nowhere",
    openly.includes("answers with name") &&
      !openly.includes("Lena Fischer (Datamark) answers") &&
      !(await play.who("jonas").sees()).includes("Datamark, 1 answer"),
  );
  const closed = await play.step(() =>
    jonas.press("action.close-case", { watch: "90", surprise: "We will ask for two more hours of training in January" }),
  );
  play.expect("Datamark closes the case", closed.ok);
  play.expect(
    "what Cloudbase does not expect yet is said now",
    (await play.text("conor", "@conor", "two more hours")) !== "" && (await play.step(() => conor.press("action.surprise-fine"))).ok,
  );
  await play.step(() => conor.press("action.watch-agree"));
  play.expect("both keep an eye on it for ninety days", (await play.text("jonas", "shared", "for 90 days")).includes("Both firms"));
  play.expect(
    "what Cloudbase gave is recorded as given",
    (await play.text("jonas", "shared", "recorded as given")).includes("Cloudbase CRM"),
  );
}
