/** A bot of a real SDK against the stand-in: what it hands on is kept. */
import { connectBot } from "../../../adapters/teams/connect.ts";
import type { Activity } from "../../../adapters/teams/parse.ts";
import type { Bot, Received, Reference } from "../../../adapters/teams/port.ts";
import { type SdkName, sdks } from "../../../adapters/teams/sdk.ts";
import type { Json } from "../slack/json.ts";
import { signedFor } from "./send.ts";
import type { Teams } from "./server.ts";
import { type Conversation, idWithin, serviceUrlOf, tenantOf } from "./world.ts";

export type BotRig = {
  readonly bot: Bot;
  /** Every activity that was handed on. */
  readonly handled: Activity[];
  /** What the handler answers, or throws. */
  answer: (activity: Activity) => unknown;
  /** Delivers an activity as Teams does, signed. */
  deliver(activity: Json): Promise<Received>;
  /** Where a conversation is, or one of its threads. */
  reference(conversation: Conversation, root?: string | null): Reference;
};

/** A bot of the stand-in's world, whose first two tenants may take part. */
export async function botRig(teams: Teams, sdk: SdkName): Promise<BotRig> {
  const { world } = teams;
  const handled: Activity[] = [];
  const settings = {
    appId: world.app.id,
    password: "never-sent",
    tenants: [...world.tenants.keys()].slice(0, 2),
    insecure: false,
    standIn: teams.url,
    sdk,
  };
  const silent = { info() {}, warn() {}, error() {} };
  const rig: BotRig = {
    bot: connectBot(
      await sdks[sdk](),
      settings,
      async (activity) => {
        handled.push(activity);
        return rig.answer(activity);
      },
      silent,
    ),
    handled,
    answer: () => null,
    deliver: (activity) => rig.bot.receive(signedFor(teams, activity), JSON.stringify(activity)),
    reference: (conversation, root = null) => ({
      serviceUrl: serviceUrlOf(world),
      tenant: tenantOf(conversation),
      conversation: idWithin(conversation, root),
    }),
  };
  return rig;
}
