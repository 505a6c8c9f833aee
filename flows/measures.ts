/** Prevention measures as both firms read them: what is done, by whom, by when, with what; and the day by which one is in place. */
import { localDate, noonOf } from "../src/domain/calendar.ts";
import type { Teaching } from "../src/domain/events/prevention.ts";
import { type Context, type Rejection, reject } from "../src/domain/flow.ts";
import { isNotInPlace, type Measure } from "../src/domain/follow-up.ts";
import type { Block, Field, Part } from "../src/domain/message.ts";
import type { Account } from "../src/domain/people.ts";
import { type Day, dayMs, type Instant, plus } from "../src/domain/time.ts";
import { field, moment, named, quoted, text } from "./parts.ts";
import { dayIn } from "./reading/when.ts";
import { plain, type Speak } from "./wording/index.ts";

/** More than these nobody keeps in mind; ours. */
export const maxMeasures = 8;
/** Where nobody says by when, a measure is in place after so long; ours. */
const usuallyMs = 14 * dayMs;

/** By when a measure is in place: noon of the day that somebody wrote, as it is there where they are. */
export function readDue(
  written: string | null,
  { now, who: { calendar } }: Pick<Context, "now" | "who">,
): { readonly ok: true; readonly due: Instant } | Rejection {
  const { zone } = calendar;
  const day = written === null ? (localDate(plus(now, usuallyMs), zone) as Day) : dayIn(written, now, zone);
  if (day === null) return reject("unreadable-due", { text: { kind: "quote", text: written! } });
  const due = noonOf(day, zone);
  return due <= now ? reject("date-passed", { at: moment(due) }) : { ok: true, due };
}

/** How it stands: in place, and with what; or by when. */
function standing({ done, due }: Measure, t: Speak): Part[] {
  if (!done) return due ? t("measure.due", { at: { kind: "instant", at: due, show: "date" } }) : [];
  const since = t("measure.done", { at: { kind: "instant", at: done.at, show: "date" } });
  return done.with === null ? since : [...since, ": ", quoted(done.with, t)];
}

/** How a measure teaches, before its words; nothing of any other. */
export const taught = ({ teaches }: { readonly teaches?: Teaching }, t: Speak): Part[] => (teaches ? [...t(`teach.${teaches}`), ": "] : []);

/** What it is, in what, and how it stands. */
export function measureParts(measure: Measure, t: Speak): Part[] {
  const rest = [measure.area ? t(`area.${measure.area}`) : [], standing(measure, t)];
  return [...taught(measure, t), quoted(measure.what, t), ...rest.flatMap((parts) => (parts.length === 0 ? [] : [" · ", ...parts]))];
}

/** A measure of a closed case; once it was `checked` whether it has stayed away, one that is not in place yet says so. */
export function measureLine(measure: Measure, t: Speak, checked = false): Block {
  const late = checked && isNotInPlace(measure);
  const open = measure.sign ? "closing.measure.sign" : "closing.measure";
  const key = late ? "closing.measure.not-in-place" : measure.effect === "good" ? "closing.measure.checked" : open;
  return text([...t(key), " ", ...measureParts(measure, t)]);
}

/** A measure for whoever is asked about all of them: with its owner. */
export const ownedLine = (measure: Measure, t: Speak, account: Account): Block =>
  text([...t("ask.effect.measure", { who: named(account, measure.owner, t) }), " ", ...measureParts(measure, t)], "muted");

/** Asks by when it is in place. */
export const dueField = (t: Speak, required = false): Field => ({
  ...field.day(t, "due", "field.measure-due", required),
  hint: required ? null : plain(t("hint.measure-due")),
});
