/**
 * Who is who: said by the firms' own administrators, never read out of names or domains.
 *
 * An account becomes somebody by a one-time code that an administrator of that person's firm made and then confirms. Each firm says who its
 * own people are; where one has nobody yet, the other may ask in its first administrator.
 */
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import { type Part, plainOf } from "../../src/domain/message.ts";
import { otherFirm, type Person, peopleOf, personOf, type Account as Settings } from "../../src/domain/people.ts";
import { type Actors, type Asker, keep, type Tools } from "./asking.ts";
import { newCode, tidyCode } from "./codes.ts";
import type { Does, Origin } from "./does.ts";
import { nowhere } from "./leads.ts";
import { own } from "./own.ts";
import type { Account, Linked } from "./tables.ts";

/** What somebody writes to link something: a code, whom to invite, or that this channel is a room. `null`: they write something else. */
export type LinkWords = { readonly word: "code"; readonly code: string } | { readonly word: "invite" } | { readonly word: "link" };

/** Reads the words of linking, in any of our languages. */
export function linkWords(text: string): LinkWords | null {
  const code = /^\s*(?:code|kode|کد)[\s:]+([0-9A-Za-z][0-9A-Za-z\s-]{7,40})\s*$/i.exec(text)?.[1];
  if (code !== undefined) return { word: "code", code: tidyCode(code) };
  if (/^\s*(?:invite|inviter|دعوت)\s*$/i.test(text)) return { word: "invite" };
  if (/^\s*(?:link|forbind|پیوند)\s*$/i.test(text)) return { word: "link" };
  return null;
}

/** Somebody sends a code: it is used up, and whoever made it is asked whether it is them. */
export async function useCode(
  tools: Tools,
  { accounts }: Actors,
  installation: string,
  origin: Origin,
  code: string,
  language: string,
): Promise<void> {
  const { tables } = tools;
  const say = tools.say(language);
  const [account] = accounts;
  if (!account) return;
  const used = await tables.useCode(code, account);
  const known = used && (await tools.settings(used.relationship));
  const who = used && known ? personOf(known, used.person) : null;
  if (!used || !known || !who) return tools.whisper(installation, account, origin, { parts: say("chat.code-wrong"), language });
  const their = tools.say(who.language);
  if (used.madeBy === null) {
    const linked = await tables.settleCode(used.hash, null);
    return linked ? welcome(tools, linked, who, known, installation, origin) : undefined;
  }
  await tools.whisper(installation, account, origin, { parts: their("chat.code-used"), language: who.language });
  await askMaker(tools, used.relationship, used.madeBy, used.hash, who, account, installation, known);
}

/** Asks whoever made a code whether the account that used it is the person. */
async function askMaker(
  tools: Tools,
  relationship: RelationshipId,
  maker: PersonId,
  hash: string,
  who: Person,
  account: Account,
  installation: string,
  settings: Settings,
): Promise<void> {
  const asked = personOf(settings, maker);
  const to = asked && (await tools.tables.accountOf({ relationship, person: maker }));
  if (!asked || !to) return;
  const say = tools.say(asked.language);
  const yes = await keep(tools, relationship, { kind: "settle-code", hash, yes: true });
  const no = await keep(tools, relationship, { kind: "settle-code", hash, yes: false });
  const profile = await tools.profile(installation, account);
  const parts = say("chat.code-confirm", {
    name: who.name,
    account: { kind: "quote", text: profile.name },
    team: { kind: "quote", text: profile.team },
  });
  const buttons = [
    own("chat.code-yes", plainOf(say("chat.code-yes", { name: who.name })), yes, "primary"),
    own("chat.code-no", plainOf(say("chat.code-no")), no),
  ];
  const through = (await tools.tables.installationOf(relationship, to.team)) ?? installation;
  await tools.whisper(through, to, nowhere, { parts, language: asked.language, buttons });
}

/** The maker of a code says whether it is the person. */
export async function settleCode(tools: Tools, asker: Asker, { hash, yes }: Extract<Does, { kind: "settle-code" }>): Promise<void> {
  const { say, settings, who } = asker;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  const linked = await tools.tables.settleCode(hash, who.id);
  if (!linked) return tools.reply(asker, say("chat.code-settled"));
  const person = personOf(settings, linked.person);
  if (!person) return;
  const isTheirs = !(await mayLetIn(tools, asker, person));
  if (!yes || isTheirs) {
    const { name: firm } = settings.firms[person.firm];
    const said = isTheirs ? say("chat.code-theirs", { name: person.name, firm }) : say("chat.code-refused", { name: person.name });
    await tools.reply(asker, said);
    return tellAccount(tools, linked, person.language, tools.say(person.language)("chat.code-not-confirmed"), asker.installation);
  }
  await tools.reply(asker, say("chat.code-accepted", { name: person.name }));
  await welcome(tools, linked, person, settings, asker.installation);
}

/** Whether a person is this administrator's to let in: of their own firm, or the first administrator of the other one. */
async function mayLetIn({ tables }: Tools, { sender, settings, who }: Asker, { firm, administrator }: Person): Promise<boolean> {
  if (firm === who.firm) return true;
  const reached = await tables.reached(sender.relationship);
  return administrator && reached.every((person) => personOf(settings, person)?.firm !== firm);
}

/**
 * Tells an account something directly, through whichever installation reaches it; through `otherwise`, at `origin`, where none does. What was
 * decided stands, whether or not it arrives.
 */
async function tellAccount(
  tools: Tools,
  { relationship, team, user }: Linked,
  language: string,
  parts: readonly Part[],
  otherwise: string,
  origin: Origin = nowhere,
): Promise<void> {
  const through = await tools.tables.installationOf(relationship, team);
  try {
    await tools.whisper(through ?? otherwise, { team, user }, through === null ? origin : nowhere, { parts, language });
  } catch (error) {
    tools.log.warn({ user, error: error instanceof Error ? error.message : "unknown" }, "an account could not be told");
  }
}

/** From now on the account is the person: what waits for them comes. `origin`: where they asked, if they did. */
async function welcome(
  tools: Tools,
  linked: Linked,
  person: Person,
  settings: Settings,
  installation: string,
  origin?: Origin,
): Promise<void> {
  await tools.tables.link(linked);
  await tools.linked(linked.relationship, `@${linked.person}`);
  const say = tools.say(person.language);
  const parts = say("chat.welcome", {
    name: person.name,
    title: { kind: "quote", text: person.title },
    firm: settings.firms[person.firm].name,
  });
  await tellAccount(tools, linked, person.language, parts, installation, origin);
}

/** Whom an administrator may make a code for: their own firm's people who have no account, and where the other firm has nobody, its administrators. */
async function invitable({ tables }: Tools, { sender, settings, who }: Asker): Promise<readonly Person[]> {
  const linked = new Set((await tables.linked(sender.relationship)).map(({ person }) => person));
  const reached = new Set(await tables.reached(sender.relationship));
  const own = peopleOf(settings, who.firm).filter(({ id }) => !linked.has(id));
  const others = peopleOf(settings, otherFirm(who.firm));
  const first = others.some(({ id }) => reached.has(id)) ? [] : others.filter(({ administrator }) => administrator);
  return [...own, ...first];
}

/** Offers a code for each person who may be invited. */
export async function offerInvitations(tools: Tools, asker: Asker): Promise<void> {
  const { say, who } = asker;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  const people = (await invitable(tools, asker)).slice(0, 20);
  if (people.length === 0) return tools.reply(asker, say("chat.invite-nobody"));
  const buttons = await Promise.all(
    people.map(async ({ id, name }) =>
      own(`chat.invite:${id}`, name, await keep(tools, asker.sender.relationship, { kind: "invite", person: id })),
    ),
  );
  await tools.whisper(asker.installation, asker.linked, asker.origin, {
    parts: say("chat.invite-whom"),
    language: who.language,
    buttons,
  });
}

/** Makes a code for a person and gives it to whoever asked, who passes it on. */
export async function invite(tools: Tools, asker: Asker, { person }: Extract<Does, { kind: "invite" }>, seed: string): Promise<void> {
  const { say, who, sender } = asker;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  const invited = (await invitable(tools, asker)).find(({ id }) => id === person);
  if (!invited) return tools.reply(asker, say("chat.invite-nobody"));
  const code = newCode(tools.chance, seed);
  await tools.tables.saveCode(code, { relationship: sender.relationship, person: invited.id }, who.id);
  await tools.reply(asker, say("chat.code-made", { name: invited.name, code: { kind: "strong", parts: [code] } }));
}

/** Tells somebody who among them may do it. */
export function refuseAdministrators(tools: Tools, asker: Asker): Promise<void> {
  const { say, settings, who } = asker;
  const names = peopleOf(settings, who.firm)
    .filter(({ administrator }) => administrator)
    .map(({ name }) => name)
    .join(", ");
  return tools.reply(asker, say("chat.only-administrators", { who: names }));
}
