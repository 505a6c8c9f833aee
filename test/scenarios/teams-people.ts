/** A relationship in Teams: the supplier's tenant, which has the app and hosts, the customer's, their people, and the channels that they meet in. */
import { addChannel, addTeam, addTenant, addUser } from "../support/teams/furnish.ts";
import type { Channel, User, World } from "../support/teams/world.ts";
import type { Ground } from "./stage.ts";

export type People = {
  /** By the names of the scenarios. */
  readonly users: ReadonlyMap<string, User>;
  /** Shared by both firms. */
  readonly shared: Channel;
  /** The supplier's own. The customer has none in Teams: its side room is on the web. */
  readonly side: Channel;
  /** The ids of the tenants, the one that has the app first. */
  readonly tenants: readonly string[];
  /** Whose client fetches no view of its own of a card: they press what shows it to them. */
  readonly pressing: string;
};

/** Which of the customer's people that is, from the end: an approver. */
const pressingAt = -2;

/** The tenants, before the program is started: it is told of them. */
export function furnishTenants(world: World): readonly string[] {
  return [addTenant(world, "Supplier").id, addTenant(world, "Customer").id];
}

/** Furnishes Teams with a relationship's people, each with their own clock. */
export function furnish(world: World, { people }: Ground["cast"], zoneOf: (name: string) => string): People {
  const [supplier, customer] = [...world.tenants.values()];
  const users = new Map(
    people.map(({ name, firm }) => {
      const tenant = firm === "supplier" ? supplier! : customer!;
      return [name, addUser(world, tenant, `${name[0]!.toUpperCase()}${name.slice(1)}`, { zone: zoneOf(name) })] as const;
    }),
  );
  const own = people.filter(({ firm }) => firm === "supplier").map(({ name }) => users.get(name)!);
  const team = addTeam(world, supplier!, "The supplier’s team", own);
  return {
    users,
    shared: addChannel(world, team, "both-firms", "shared", [...users.values()]),
    side: addChannel(world, team, "supplier-inside", "private", own),
    tenants: [supplier!.id, customer!.id],
    pressing: people.filter(({ firm }) => firm === "customer").at(pressingAt)!.name,
  };
}
