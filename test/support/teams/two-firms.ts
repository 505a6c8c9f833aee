/** Two firms in Teams: a supplier in whose tenant the bot is, its customer, the channel that they share, and the supplier's own. */
import { addChannel, addTeam, addTenant, addUser } from "./furnish.ts";
import type { Channel, Team, Tenant, User, World } from "./world.ts";

export type TwoFirms = {
  /** The supplier's tenant, in which the bot is registered. */
  readonly sahand: Tenant;
  /** The customer's. */
  readonly nordvik: Tenant;
  readonly reza: User;
  readonly lars: User;
  readonly freja: User;
  /** Of the customer's, in no channel with the supplier. */
  readonly stranger: User;
  /** Somebody from elsewhere whom the supplier invited into its tenant, and who is in its team. */
  readonly guest: User;
  readonly team: Team;
  /** Shared by both firms; the supplier's. Its members are not the team's. */
  readonly shared: Channel;
  /** The supplier's own, private: without the guest. */
  readonly side: Channel;
  /** The supplier's own, standard: everybody of the team is in it, the guest too. */
  readonly general: Channel;
};

/** Sets them up. */
export function twoFirms(world: World): TwoFirms {
  const sahand = addTenant(world, "Sahand");
  const nordvik = addTenant(world, "Nordvik");
  const reza = addUser(world, sahand, "Reza Karimi", { zone: "Asia/Tehran", locale: "fa-IR" });
  const lars = addUser(world, sahand, "Lars Berg");
  const freja = addUser(world, nordvik, "Freja Holm", { locale: "da-DK" });
  const stranger = addUser(world, nordvik, "Nobody Known");
  const guest = addUser(world, sahand, "Guest Of Ours", { isGuest: true });
  const team = addTeam(world, sahand, "Sahand quality", [reza, lars, guest]);
  const general = addChannel(world, team, "General", "standard");
  const shared = addChannel(world, team, "sahand-nordvik", "shared", [reza, lars, freja]);
  const side = addChannel(world, team, "sahand-inside", "private", [reza, lars]);
  return { sahand, nordvik, reza, lars, freja, stranger, guest, team, shared, side, general };
}
