/** What an activity says of its sender's language and clock: offered to them once, and never taken by itself. */
import { type Language, languageNames, languageOf, languages } from "../../src/domain/languages.ts";
import type { Action } from "../../src/domain/message.ts";
import type { Asker } from "../chat/asking.ts";
import type { Tools } from "./asking.ts";
import type { Activity } from "./parse.ts";

/** Offers the language that somebody's Teams is in, where it is one of ours and not the one in which we write to them. */
export async function offerLanguage(tools: Tools, asker: Asker, { locale }: Activity): Promise<void> {
  const wanted = languages.find((language) => language === locale?.split("-")[0]?.toLowerCase());
  if (!wanted || wanted === languageOf(asker.who.language)) return;
  if (!(await isFirst(tools, asker, `language/${wanted}`))) return;
  const say = tools.say(wanted);
  await tools.reply({ ...asker, who: { ...asker.who, language: wanted }, say }, say("teams.language-offer"), [chosen(wanted)]);
}

/** Tells somebody whose clock is another than the one by which they are reminded who can change that. */
export async function tellZone(tools: Tools, asker: Asker, { localTimezone: here }: Activity): Promise<void> {
  const { zone } = asker.who.calendar;
  if (!here || !isZone(here) || sameClock(here, zone)) return;
  if (!(await isFirst(tools, asker, `zone/${here}`))) return;
  await tools.reply(asker, asker.say("teams.zone-differs", { here: place(here), set: place(zone) }));
}

/** Whether this has not been offered to them yet; from now on it has. */
async function isFirst({ tables }: Tools, { sender, installation }: Asker, what: string): Promise<boolean> {
  const key = `offered/${sender.person}/${what}`;
  if (await tables.message(sender.relationship, key)) return false;
  const nowhere = { installation, channel: `offered/${sender.relationship}`, id: `${sender.person}/${what}` };
  await tables.saveMessage(key, { relationship: sender.relationship, room: `@${sender.person}`, case: null, ...nowhere });
  return true;
}

const chosen = (language: Language): Action => ({
  key: `action.language:${language}`,
  label: languageNames[language],
  style: "primary",
  press: { kind: "language", language },
  intro: [],
  fields: [],
});

/** "Europe/Copenhagen" as people say it. */
const place = (zone: string): string => zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== "";
  } catch {
    return false;
  }
}

/** Whether two zones show the same time in January and in July of this year: then nobody need be told. */
function sameClock(one: string, other: string): boolean {
  const year = new Date().getUTCFullYear();
  const shown = (zone: string, month: number) => new Date(Date.UTC(year, month, 15)).toLocaleString("en-GB", { timeZone: zone });
  return [0, 6].every((month) => shown(one, month) === shown(other, month));
}
