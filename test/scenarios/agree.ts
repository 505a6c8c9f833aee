/** What every agreement goes through: each firm says it in its own words, the other confirms, an approver of each signs. */
import type { Name, Play } from "./play.ts";

type Sides = { readonly customer: Name; readonly supplier: Name; readonly signers: readonly [Name, Name] };

/** Both firms restate, confirm and sign what is accepted. */
export async function agree(play: Play, { customer, supplier, signers }: Sides): Promise<void> {
  const [theirs, ours] = [play.who(customer), play.who(supplier)];
  await play.step(() => theirs.press("action.restate", { words: "What was offered, by the dates that stand there" }));
  await play.step(() => ours.press("action.meant-so"));
  await play.step(() => ours.press("action.restate", { words: "Their part, by the dates that stand there" }));
  await play.step(() => theirs.press("action.meant-so"));
  for (const signer of signers) {
    const signed = await play.step(() => play.who(signer).press("action.sign"));
    play.expect(`${signer} signs`, signed.ok);
  }
}

/** Somebody answers every part of the survey, each item with the same step; with their name or without. */
export async function survey(
  play: Play,
  name: Name,
  step: number,
  key: "action.survey" | "action.survey-open" = "action.survey",
): Promise<void> {
  const who = play.who(name);
  for (let action = await who.find(key); action; action = await who.find(key)) {
    const answers = Object.fromEntries(action.fields.map((field) => [field.name, String(step)]));
    const answered = await play.step(() => who.press(key, answers));
    if (!answered.ok) throw new Error(`${name}'s answers were refused: ${answered.code}`);
  }
}
