/** What an emoji on a message of ours stands for: 👀 takes what is asked, ✅ says that it is done. */
import type { FileId } from "../../src/domain/ids.ts";
import { type Action, plainOf, roomKey } from "../../src/domain/message.ts";
import type { Asker, Tools } from "./asking.ts";
import type { Standing } from "./tables.ts";

/** What an emoji on a message of ours means. */
export type Meant = "take" | "done";

/** The buttons that an emoji presses, the first that is there. */
const buttons: Readonly<Record<Meant, readonly string[]>> = { take: ["action.take", "action.take-ours"], done: ["action.done"] };

type Offering = Pick<Tools, "inbound" | "reply">;

/** Presses what the emoji stands for, if it is asked of this person; a form is offered, because an emoji fills none. */
export async function reactedTo(
  tools: Offering,
  asker: Asker,
  { case: id }: Standing,
  meant: Meant,
  press: (action: Action) => Promise<void>,
): Promise<void> {
  const [action] = id === null ? [] : among(await offered(tools, asker, id), buttons[meant]);
  if (!action) return;
  if (action.fields.some(({ required }) => required)) return tools.reply(asker, asker.say("chat.emoji-needs-more"), [action]);
  await press({ ...action, fields: [], intro: [] });
}

/** The emoji was taken away: offers to hand over or give back what somebody was asked to take, and has taken. */
export async function reactionTakenAway(tools: Offering, asker: Asker, { case: id, room }: Standing): Promise<void> {
  if (id === null || room !== roomKey({ kind: "person", person: asker.who.id })) return;
  const all = await offered(tools, asker, id);
  const actions = among(all, ["action.hand-over", "action.leave-role-named"]);
  if (among(all, buttons.take).length === 0 && actions.length > 0) await tools.reply(asker, asker.say("chat.emoji-give-back"), actions);
}

/** What a case offers to a person now. */
async function offered(
  { inbound }: Pick<Tools, "inbound">,
  { sender }: Asker,
  id: NonNullable<Standing["case"]>,
): Promise<readonly Action[]> {
  const more = await inbound.more(sender, id);
  return (more?.blocks ?? []).flatMap((block) => (block.kind === "actions" ? block.actions : []));
}

/** The buttons with these keys, whatever they are about. */
const among = (actions: readonly Action[], keys: readonly string[]): readonly Action[] =>
  actions.filter(({ key }) => keys.includes(key.split(":")[0]!));

/** The button that adds something to the case below whose card somebody is; `null`: they are below none, or it is not open to them. */
export async function addingButton(tools: Pick<Tools, "inbound" | "tables">, asker: Asker): Promise<Action | null> {
  const { channel, thread } = asker.origin;
  const card = channel !== null && thread !== null ? await tools.tables.at(channel, thread) : null;
  const [action] = card?.case ? among(await offered(tools, asker, card.case), ["action.share"]) : [];
  return action?.press.kind === "command" ? action : null;
}

/** That button with a message in its form, to be read before it is sent: its words can be changed, its files are taken along as they are. */
export function addingOf(action: Action, asker: Asker, text: string, files: readonly FileId[]): Action {
  const { press, fields } = action;
  if (press.kind !== "command") return action;
  const [line] = fields.filter((field) => field.kind === "text");
  return {
    ...action,
    label: plainOf(asker.say("page.add-to-case")),
    press: { ...press, command: { ...press.command, ...(files.length > 0 && { files }) } },
    fields: fields
      .filter(({ kind }) => kind !== "files" || files.length === 0)
      .map((field) => (field === line && field.kind === "text" ? { ...field, value: text.slice(0, field.maxLength) } : field)),
  };
}
