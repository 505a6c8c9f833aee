/** Two firms in Slack: a supplier in whose workspace the app is, its customer, the channel that they share, and each one's own. */
import { addChannel, addUser, addWorkspace } from "./furnish.ts";
import { install } from "./oauth.ts";
import type { Channel, Installation, User, Workspace, World } from "./world.ts";

export type TwoFirms = {
  /** The supplier's workspace. */
  readonly sahand: Workspace;
  /** The customer's. */
  readonly nordvik: Workspace;
  /** The app in the supplier's workspace; in the customer's it is not. */
  readonly ours: Installation;
  readonly bot: User;
  readonly reza: User;
  readonly freja: User;
  /** Of the customer's, in no channel with the supplier. */
  readonly stranger: User;
  /** Shared by both firms; the supplier's. */
  readonly shared: Channel;
  /** The supplier's own, private. */
  readonly side: Channel;
};

/** Sets them up. */
export function twoFirms(world: World): TwoFirms {
  const sahand = addWorkspace(world, "Sahand");
  const nordvik = addWorkspace(world, "Nordvik");
  const ours = install(world, sahand);
  const bot = world.users.get(ours.bot_user)!;
  const reza = addUser(world, sahand, "Reza Karimi", { tz: "Asia/Tehran", email: "reza@sahand.example" });
  const freja = addUser(world, nordvik, "Freja Holm");
  const stranger = addUser(world, nordvik, "Nobody Known");
  const shared = addChannel(world, sahand, "sahand-nordvik", [bot, reza, freja]);
  const side = addChannel(world, sahand, "sahand-inside", [bot, reza], { is_private: true });
  return { sahand, nordvik, ours, bot, reza, freja, stranger, shared, side };
}
