/**
 * Who is who, and which channel is which room: said by the firms' own administrators, never read out of names or domains.
 *
 * An account becomes somebody by a one-time code that an administrator of that person's firm made and then confirms. Each firm says who its
 * own people are; where one has nobody yet, the other may ask in its first administrator. A channel becomes a firm's own room by an
 * administrator of the firm, and the shared room by one of each.
 */
import type { PersonId, RelationshipId } from "../../src/domain/ids.ts";
import type { Action, Part } from "../../src/domain/message.ts";
import { otherFirm, type Person, peopleOf, personOf, type Account as Settings } from "../../src/domain/people.ts";
import { type Asker, keep, type Tools, tell } from "./asking.ts";
import { newCode, tidyCode } from "./codes.ts";
import type { Does, Origin } from "./does.ts";
import { aside, quiet, tellDrawn, words } from "./passing.ts";
import { render } from "./render.ts";
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

/** A button of our own, that stands for nothing of a case. */
const own = (key: string, label: string, handle: string, style: Action["style"] = "plain"): Own => ({ key, label, handle, style });
type Own = { readonly key: string; readonly label: string; readonly handle: string; readonly style: Action["style"] };

/** Some words with buttons of our own, as they are posted. */
function drawnWith(parts: readonly Part[], buttons: readonly Own[], language: string, tools: Tools) {
  const handles = new Map(buttons.map(({ key, handle }) => [key, handle]));
  const actions = buttons.map(
    ({ key, label, style }): Action => ({ key, label, style, press: { kind: "language", language: "en" }, intro: [], fields: [] }),
  );
  return render(aside(words(parts, actions), language), {
    zones: [],
    picture: () => null,
    handle: ({ key }) => handles.get(key)!,
    words: (word, spoken) => textOf(tools.say(spoken)(word)),
  });
}
const textOf = (parts: readonly Part[]): string => parts.filter((part) => typeof part === "string").join("");

/** Somebody sends a code: it is used up, and whoever made it is asked whether it is them. */
export async function useCode(
  tools: Tools,
  accounts: readonly Account[],
  installation: string,
  origin: Origin,
  code: string,
  language: string,
): Promise<void> {
  const { tables, inbound, call } = tools;
  const say = tools.say(language);
  const [account] = accounts;
  if (!account) return;
  const used = await tables.useCode(code, account);
  const known = used && (await inbound.account(used.relationship));
  const who = used && known ? personOf(known.account, used.person) : null;
  if (!used || !known || !who)
    return tellDrawn(call, installation, account.user, origin, drawnWith(say("slack.code-wrong"), [], language, tools));
  const their = tools.say(who.language);
  if (used.madeBy === null) {
    const linked = await tables.settleCode(used.hash, null);
    return linked ? welcome(tools, linked, who, known.account, installation) : undefined;
  }
  await tellDrawn(call, installation, account.user, origin, drawnWith(their("slack.code-used"), [], who.language, tools));
  await askMaker(tools, used.relationship, used.madeBy, used.hash, who, account, installation, known.account);
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
  const profile = await profileOf(tools, installation, account);
  const parts = say("slack.code-confirm", {
    name: who.name,
    account: { kind: "quote", text: profile.name },
    team: { kind: "quote", text: profile.team },
  });
  const buttons = [
    own("slack.code-yes", textOf(say("slack.code-yes", { name: who.name })), yes, "primary"),
    own("slack.code-no", textOf(say("slack.code-no")), no),
  ];
  const through = (await tools.tables.installationOf(relationship, to.team)) ?? installation;
  await tellDrawn(tools.call, through, to.user, { channel: null, thread: null }, drawnWith(parts, buttons, asked.language, tools));
}

/** How Slack names an account and its workspace: shown to whoever decides, and never decided by. */
async function profileOf(
  { call }: Tools,
  installation: string,
  { team, user }: Account,
): Promise<{ readonly name: string; readonly team: string }> {
  const found = await call(installation, "users.info", { user }).catch(() => null);
  const profile = (found?.["user"] ?? {}) as { real_name?: string; name?: string };
  const workspace = await call(installation, "team.info", { team }).catch(() => null);
  const name = ((workspace?.["team"] ?? {}) as { name?: string }).name;
  return { name: `${profile.real_name ?? profile.name ?? user} (${user})`, team: name ? `${name} (${team})` : team };
}

/** The maker of a code says whether it is the person. */
export async function settleCode(tools: Tools, asker: Asker, { hash, yes }: Extract<Does, { kind: "settle-code" }>): Promise<void> {
  const { say, settings, who } = asker;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  const linked = await tools.tables.settleCode(hash, who.id);
  if (!linked) return tell(tools, asker, aside(words(say("slack.code-settled")), who.language));
  const person = personOf(settings, linked.person);
  if (!person) return;
  const isTheirs = !(await mayLetIn(tools, asker, person));
  if (!yes || isTheirs) {
    const { name: firm } = settings.firms[person.firm];
    const said = isTheirs ? say("slack.code-theirs", { name: person.name, firm }) : say("slack.code-refused", { name: person.name });
    await tell(tools, asker, aside(words(said), who.language));
    return tellAccount(tools, linked, person.language, tools.say(person.language)("slack.code-not-confirmed"), asker.installation);
  }
  await tell(tools, asker, aside(words(say("slack.code-accepted", { name: person.name })), who.language));
  await welcome(tools, linked, person, settings, asker.installation);
}

/** Whether a person is this administrator's to let in: of their own firm, or the first administrator of the other one. */
async function mayLetIn({ tables }: Tools, { sender, settings, who }: Asker, { firm, administrator }: Person): Promise<boolean> {
  if (firm === who.firm) return true;
  const linked = await tables.linked(sender.relationship);
  return administrator && linked.every(({ person }) => personOf(settings, person)?.firm !== firm);
}

const nowhere: Origin = { channel: null, thread: null };

/** Tells an account something directly, through whichever installation reaches it; what was decided stands, whether or not it arrives. */
async function tellAccount(
  tools: Tools,
  { relationship, team, user }: Linked,
  language: string,
  parts: readonly Part[],
  otherwise: string,
): Promise<void> {
  const through = (await tools.tables.installationOf(relationship, team)) ?? otherwise;
  try {
    await tellDrawn(tools.call, through, user, nowhere, drawnWith(parts, [], language, tools));
  } catch (error) {
    tools.log.warn({ user, error: error instanceof Error ? error.message : "unknown" }, "an account could not be told");
  }
}

/** From now on the account is the person: what waits for them comes. */
async function welcome(tools: Tools, linked: Linked, person: Person, settings: Settings, installation: string): Promise<void> {
  await tools.tables.link(linked);
  await tools.linked(linked.relationship, `@${linked.person}`);
  const say = tools.say(person.language);
  const parts = say("slack.welcome", {
    name: person.name,
    title: { kind: "quote", text: person.title },
    firm: settings.firms[person.firm].name,
  });
  await tellAccount(tools, linked, person.language, parts, installation);
}

/** Whom an administrator may make a code for: their own firm's people who have no account, and where the other firm has nobody, its administrators. */
async function invitable({ tables }: Tools, { sender, settings, who }: Asker): Promise<readonly Person[]> {
  const linked = new Set((await tables.linked(sender.relationship)).map(({ person }) => person));
  const own = peopleOf(settings, who.firm).filter(({ id }) => !linked.has(id));
  const others = peopleOf(settings, otherFirm(who.firm));
  const first = others.some(({ id }) => linked.has(id)) ? [] : others.filter(({ administrator }) => administrator);
  return [...own, ...first];
}

/** Offers a code for each person who may be invited. */
export async function offerInvitations(tools: Tools, asker: Asker): Promise<void> {
  const { say, who } = asker;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  const people = (await invitable(tools, asker)).slice(0, 20);
  if (people.length === 0) return tell(tools, asker, aside(words(say("slack.invite-nobody")), who.language));
  const buttons = await Promise.all(
    people.map(async ({ id, name }) =>
      own(`slack.invite:${id}`, name, await keep(tools, asker.sender.relationship, { kind: "invite", person: id })),
    ),
  );
  await tellDrawn(
    tools.call,
    asker.installation,
    asker.linked.user,
    asker.origin,
    drawnWith(say("slack.invite-whom"), buttons, who.language, tools),
  );
}

/** Makes a code for a person and gives it to whoever asked, who passes it on. */
export async function invite(tools: Tools, asker: Asker, { person }: Extract<Does, { kind: "invite" }>, seed: string): Promise<void> {
  const { say, who, sender } = asker;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  const invited = (await invitable(tools, asker)).find(({ id }) => id === person);
  if (!invited) return tell(tools, asker, aside(words(say("slack.invite-nobody")), who.language));
  const code = newCode(tools.chance, seed);
  await tools.tables.saveCode(code, { relationship: sender.relationship, person: invited.id }, who.id);
  await tell(
    tools,
    asker,
    aside(words(say("slack.code-made", { name: invited.name, code: { kind: "strong", parts: [code] } })), who.language),
  );
}

function refuseAdministrators(tools: Tools, asker: Asker): Promise<void> {
  const { say, settings, who } = asker;
  const names = peopleOf(settings, who.firm)
    .filter(({ administrator }) => administrator)
    .map(({ name }) => name)
    .join(", ");
  return tell(tools, asker, aside(words(say("slack.only-administrators", { who: names })), who.language));
}

/** Asks an administrator what the channel is. */
export async function offerRooms(tools: Tools, asker: Asker): Promise<void> {
  const { say, settings, who, sender, origin, installation } = asker;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  const { channel } = origin;
  // Direct messages are nobody's room.
  if (channel === null || channel.startsWith("D")) return tell(tools, asker, aside(words(say("slack.link-where")), who.language));
  const names = { supplier: settings.firms.supplier.name, customer: settings.firms.customer.name };
  const does = (room: string): Promise<string> =>
    keep(tools, sender.relationship, { kind: "room", room, channel, installation, by: who.id });
  const buttons = [
    own("slack.link-shared", textOf(say("slack.link-shared", names)), await does("shared")),
    own("slack.link-side", textOf(say("slack.link-side", { firm: names[who.firm] })), await does(who.firm)),
  ];
  await tellDrawn(tools.call, installation, asker.linked.user, origin, drawnWith(say("slack.link-what"), buttons, who.language, tools));
}

/** Makes a channel a firm's own room, or proposes it as the shared one. */
export async function linkRoom(tools: Tools, asker: Asker, does: Extract<Does, { kind: "room" }>): Promise<void> {
  const { say, settings, who, sender } = asker;
  const { room, channel, installation } = does;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  tools.fence.forget(channel);
  const teams = (await tools.fence.look(installation, channel))?.teams ?? null;
  if (teams === null) return tell(tools, asker, aside(words(say("slack.link-unreachable")), who.language));
  if (room !== "shared") {
    const breach = await tools.fence.breach(sender.relationship, who.firm, settings, installation, channel);
    const firm = settings.firms[who.firm].name;
    if (breach !== null) return tell(tools, asker, aside(words(say("slack.link-open", { firm })), who.language));
    const isNew = await tools.tables.saveRoom({ relationship: sender.relationship, room: who.firm, installation, channel });
    if (!isNew) return tell(tools, asker, aside(words(say("slack.code-settled")), who.language));
    await tools.linked(sender.relationship, who.firm);
    return say1(tools, asker, installation, channel, (t) => t("slack.link-done-side", { firm }), settings.firms[who.firm].language);
  }
  const other = otherFirm(who.firm);
  const agreed = await keep(tools, sender.relationship, { kind: "agree-room", channel, installation, by: who.id, teams });
  const language = settings.languages[0];
  const t = tools.say(language);
  const parts = t("slack.link-proposed", { who: who.name, firm: settings.firms[who.firm].name, other: settings.firms[other].name });
  const button = own("slack.link-agree", textOf(t("slack.link-agree", { firm: settings.firms[other].name })), agreed, "primary");
  await tools.call(installation, "chat.postMessage", { channel, ...drawnWith(parts, [button], language, tools), ...quiet });
}

/** An administrator of the other firm agrees: the channel is the shared room. */
export async function agreeRoom(
  tools: Tools,
  asker: Asker,
  { channel, installation, by, teams: proposed }: Extract<Does, { kind: "agree-room" }>,
): Promise<void> {
  const { say, settings, who, sender } = asker;
  const proposer = personOf(settings, by as PersonId);
  if (!who.administrator) return refuseAdministrators(tools, asker);
  if (!proposer?.administrator || proposer.firm === who.firm)
    return tell(tools, asker, aside(words(say("slack.link-other-firm")), who.language));
  tools.fence.forget(channel);
  const teams = (await tools.fence.look(installation, channel))?.teams ?? null;
  if (teams === null) return tell(tools, asker, aside(words(say("slack.link-unreachable")), who.language));
  // What one firm proposed is what the other agrees to: an organisation that came since was nobody's proposal.
  if (teams.some((team) => !proposed.includes(team))) return tell(tools, asker, aside(words(say("slack.link-changed")), who.language));
  const isNew = await tools.tables.saveRoom({ relationship: sender.relationship, room: "shared", installation, channel }, teams.toSorted());
  if (!isNew) return tell(tools, asker, aside(words(say("slack.code-settled")), who.language));
  await tools.linked(sender.relationship, "shared");
  const names = { supplier: settings.firms.supplier.name, customer: settings.firms.customer.name };
  await say1(tools, asker, installation, channel, (t) => t("slack.link-done-shared", names), settings.languages[0]);
  await greet(tools, asker, installation, channel);
}

/** Says in the shared room what it is for, with the buttons that begin everything; pinned, so that nobody has to look for them. */
async function greet(tools: Tools, { sender, settings }: Asker, installation: string, channel: string): Promise<void> {
  const language = settings.languages[0];
  const t = tools.say(language);
  const start = (nth: number): Promise<string> => keep(tools, sender.relationship, { kind: "start", nth });
  const buttons = [
    own("slack.start-report", textOf(t("slack.start-report")), await start(0), "primary"),
    own("slack.start-warn", textOf(t("slack.start-warn")), await start(1)),
  ];
  const posted = await tools.call(installation, "chat.postMessage", {
    channel,
    ...drawnWith(t("welcome"), buttons, language, tools),
    ...quiet,
  });
  await tools.call(installation, "pins.add", { channel, timestamp: posted["ts"] }).catch(() => undefined);
}

async function say1(
  tools: Tools,
  _asker: Asker,
  installation: string,
  channel: string,
  draw: (t: ReturnType<Tools["say"]>) => readonly Part[],
  language: string,
): Promise<void> {
  await tools.call(installation, "chat.postMessage", { channel, ...drawnWith(draw(tools.say(language)), [], language, tools), ...quiet });
}
