/** The app's home: how to report, and what waits for the person, in each of their relationships. Only people of our workspaces have one. */
import type { KnownBlock } from "@slack/types";
import { type Actors, askers } from "../chat/asking.ts";
import { aside, textBlocks } from "../chat/passing.ts";
import type { Tools } from "./asking.ts";
import { limits } from "./limits.ts";
import { renderInView } from "./render.ts";

/** Draws the home of an account anew. */
export async function published(tools: Tools, by: Actors, installation: string): Promise<void> {
  const origin = { channel: null, thread: null };
  const all = await askers(tools, by, installation, origin);
  const [account] = by.accounts;
  if (!account) return;
  if (all.length === 0) {
    const { blocks } = tools.drawing.plain(aside(textBlocks(tools.say("en")("chat.stranger")), "en"));
    await tools.call(installation, "views.publish", { user_id: account.user, view: { type: "home", blocks } });
    return;
  }
  const blocks: KnownBlock[] = [];
  for (const { sender, who, settings } of all) {
    const [welcome, open] = await Promise.all([tools.inbound.welcome(sender, "shared"), tools.inbound.hear(sender, "status", [])]);
    const names = [settings.firms.supplier.name, settings.firms.customer.name].join(" · ");
    const messages = [aside([{ kind: "heading", parts: [names] }], who.language), ...[welcome, open].filter((one) => one !== null)];
    const drawn = await tools.drawing.with(settings, `@${who.id}`, messages, (look) => messages.flatMap((one) => renderInView(one, look)));
    blocks.push(...unlike(drawn, blocks.length));
  }
  await tools.call(installation, "views.publish", {
    user_id: account.user,
    view: { type: "home", blocks: blocks.slice(0, limits.viewBlocks) },
  });
}

/** Buttons of several messages in one view need names of their own. */
const unlike = (blocks: readonly KnownBlock[], from: number): KnownBlock[] =>
  blocks.map((block, at) => {
    if (block.type !== "actions") return block;
    const elements = block.elements.map((element) =>
      "action_id" in element ? { ...element, action_id: `${element.action_id}.${from + at}` } : element,
    );
    return { ...block, elements } as KnownBlock;
  });
