/** Which channel is which room: a firm's own by an administrator of the firm, the shared one by an administrator of each. */
import type { PersonId } from "../../src/domain/ids.ts";
import { type Part, plainOf } from "../../src/domain/message.ts";
import { otherFirm, personOf } from "../../src/domain/people.ts";
import { type Asker, keep, type Tools } from "./asking.ts";
import type { Does } from "./does.ts";
import { refuseAdministrators } from "./linking.ts";
import { type Own, own } from "./own.ts";

/** Asks an administrator what the channel is. */
export async function offerRooms(tools: Tools, asker: Asker): Promise<void> {
  const { say, settings, who, sender, origin, installation } = asker;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  const { channel } = origin;
  // Direct messages are nobody's room.
  if (channel === null || tools.isDirect(channel)) return tools.reply(asker, say("chat.link-where"));
  const names = { supplier: settings.firms.supplier.name, customer: settings.firms.customer.name };
  const does = (room: string): Promise<string> =>
    keep(tools, sender.relationship, { kind: "room", room, channel, installation, by: who.id });
  const firm = names[who.firm];
  const buttons = [
    own("chat.link-shared", plainOf(say("chat.link-shared", names)), await does("shared")),
    own("chat.link-bridge", plainOf(say("chat.link-bridge", { firm })), await does("bridge")),
    own("chat.link-side", plainOf(say("chat.link-side", { firm })), await does(who.firm)),
  ];
  await tools.whisper(installation, asker.linked, origin, { parts: say("chat.link-what"), language: who.language, buttons });
}

/**
 * Makes a channel a firm's own room, or a place where its people alone see what both firms share; or proposes it as the room of both.
 * A channel of one firm's people needs nobody else's word: what stands there is theirs to see already.
 */
export async function linkRoom(tools: Tools, asker: Asker, does: Extract<Does, { kind: "room" }>): Promise<void> {
  const { say, settings, who, sender } = asker;
  const { room, channel, installation } = does;
  if (!who.administrator) return refuseAdministrators(tools, asker);
  tools.fence.forget(channel);
  const teams = (await tools.fence.look(installation, channel))?.teams ?? null;
  if (teams === null) return tools.reply(asker, say("chat.link-unreachable"));
  if (room !== "shared") {
    const isBridge = room === "bridge";
    const breach = await tools.fence.breach(sender.relationship, who.firm, settings, installation, channel);
    const firm = settings.firms[who.firm].name;
    if (breach !== null) return tools.reply(asker, say("chat.link-open", { firm }));
    const elsewhere = isBridge && (await tools.tables.isSharedElsewhere(sender.relationship));
    const place = !isBridge ? who.firm : elsewhere ? `shared:${tools.platform}` : "shared";
    const isNew = await tools.tables.saveRoom({ relationship: sender.relationship, room: place, installation, channel });
    if (!isNew) return tools.reply(asker, say("chat.code-settled"));
    await (elsewhere ? tools.bridged(sender.relationship, place) : tools.linked(sender.relationship, place));
    const { language } = settings.firms[who.firm];
    const t = tools.say(language);
    const names = { firm, supplier: settings.firms.supplier.name, customer: settings.firms.customer.name };
    const name = t("standing.title", names);
    await post(tools, does, t(isBridge ? "chat.link-done-bridge" : "chat.link-done-side", { ...names, name }), language);
    if (isBridge) await greet(tools, asker, does);
    return;
  }
  const other = otherFirm(who.firm);
  const agreed = await keep(tools, sender.relationship, { kind: "agree-room", channel, installation, by: who.id, teams });
  const language = settings.languages[0];
  const t = tools.say(language);
  const parts = t("chat.link-proposed", { who: who.name, firm: settings.firms[who.firm].name, other: settings.firms[other].name });
  const button = own("chat.link-agree", plainOf(t("chat.link-agree", { firm: settings.firms[other].name })), agreed, "primary");
  await post(tools, does, parts, language, [button]);
}

/** An administrator of the other firm agrees: the channel is the shared room. */
export async function agreeRoom(tools: Tools, asker: Asker, does: Extract<Does, { kind: "agree-room" }>): Promise<void> {
  const { say, settings, who, sender } = asker;
  const { channel, installation, by, teams: proposed } = does;
  const proposer = personOf(settings, by as PersonId);
  if (!who.administrator) return refuseAdministrators(tools, asker);
  if (!proposer?.administrator || proposer.firm === who.firm) return tools.reply(asker, say("chat.link-other-firm"));
  tools.fence.forget(channel);
  const teams = (await tools.fence.look(installation, channel))?.teams ?? null;
  if (teams === null) return tools.reply(asker, say("chat.link-unreachable"));
  // What one firm proposed is what the other agrees to: an organisation that came since was nobody's proposal.
  if (teams.some((team) => !proposed.includes(team))) return tools.reply(asker, say("chat.link-changed"));
  const isNew = await tools.tables.saveRoom({ relationship: sender.relationship, room: "shared", installation, channel }, teams.toSorted());
  if (!isNew) return tools.reply(asker, say("chat.code-settled"));
  await tools.linked(sender.relationship, "shared");
  const names = { supplier: settings.firms.supplier.name, customer: settings.firms.customer.name };
  const language = settings.languages[0];
  await post(tools, does, tools.say(language)("chat.link-done-shared", names), language);
  await greet(tools, asker, does);
}

/** Says in the shared room what it is for, with the buttons that begin everything; pinned, so that nobody has to look for them. */
async function greet(tools: Tools, { sender, settings }: Asker, there: Place): Promise<void> {
  const language = settings.languages[0];
  const t = tools.say(language);
  const start = (nth: number): Promise<string> => keep(tools, sender.relationship, { kind: "start", nth });
  const buttons = [
    { ...own("chat.start-report", plainOf(t("chat.start-report")), await start(0), "primary"), opens: true as const },
    { ...own("chat.start-warn", plainOf(t("chat.start-warn")), await start(1)), opens: true as const },
  ];
  await tools.announce(there.installation, there.channel, { parts: t("welcome"), language, buttons }, true);
}

type Place = { readonly installation: string; readonly channel: string };

/** Says something in a channel, with buttons of our own. */
const post = (tools: Tools, { installation, channel }: Place, parts: readonly Part[], language: string, buttons: readonly Own[] = []) =>
  tools.announce(installation, channel, { parts, language, buttons });
