/** Who is in Teams in a scenario, and the channels that they meet in. */
import type { Firm } from "../../src/domain/people.ts";
import { addChannel, addTeam, addTenant, addUser } from "../support/teams/furnish.ts";
import type { Channel, Tenant, User, World } from "../support/teams/world.ts";
import type { Ground } from "./stage.ts";

export type People = {
  /** By the names of the scenarios. */
  readonly users: ReadonlyMap<string, User>;
  /** Where what both firms share stands. */
  readonly shared: Channel;
  /** The firm whose tenant has the app and hosts. */
  readonly host: Firm;
  /** The host's own. Another firm has none in Teams: its side room is on the web. */
  readonly side: Channel;
  /** The ids of the tenants, the one that has the app first. */
  readonly tenants: readonly string[];
  /** Whose client fetches no view of its own of a card: they press what shows it to them. `null`: everybody's does. */
  readonly pressing: string | null;
};

/** Which of the customer's people that is, from the end: an approver. */
const pressingAt = -2;

/** The tenants of these firms, before the program is started: it is told of them. The first is the host's. */
export const furnishTenants = (world: World, firms: readonly Firm[]): readonly string[] =>
  firms.map((firm) => addTenant(world, firm === "supplier" ? "Supplier" : "Customer").id);

/** Whose clock is whose, by their names. */
type ZoneOf = (name: string) => string;

const addPerson = (world: World, tenant: Tenant, name: string, zone: string): User =>
  addUser(world, tenant, `${name[0]!.toUpperCase()}${name.slice(1)}`, { zone });

/** Both firms, each person with their own clock: the supplier's tenant has the app and hosts. */
export function furnish(world: World, { people }: Ground["cast"], zoneOf: ZoneOf): People {
  const [supplier, customer] = [...world.tenants.values()];
  const users = new Map(
    people.map(({ name, firm }) => {
      const tenant = firm === "supplier" ? supplier! : customer!;
      return [name, addPerson(world, tenant, name, zoneOf(name))] as const;
    }),
  );
  const own = people.filter(({ firm }) => firm === "supplier").map(({ name }) => users.get(name)!);
  const team = addTeam(world, supplier!, "The supplier’s team", own);
  return {
    users,
    shared: addChannel(world, team, "both-firms", "shared", [...users.values()]),
    host: "supplier",
    side: addChannel(world, team, "supplier-inside", "private", own),
    tenants: [supplier!.id, customer!.id],
    pressing: people.filter(({ firm }) => firm === "customer").at(pressingAt)!.name,
  };
}

/** One firm alone, in its tenant: the other one is not in Teams. */
export function furnishFirm(world: World, { people }: Ground["cast"], firm: Firm, zoneOf: ZoneOf): People {
  const [tenant] = [...world.tenants.values()];
  const own = people.filter((one) => one.firm === firm);
  const users = new Map(own.map(({ name }) => [name, addPerson(world, tenant!, name, zoneOf(name))] as const));
  const all = [...users.values()];
  const team = addTeam(world, tenant!, "The firm’s team", all);
  return {
    users,
    shared: addChannel(world, team, "with-the-other-firm", "standard"),
    host: firm,
    side: addChannel(world, team, `${firm}-inside`, "private", all),
    tenants: [tenant!.id],
    pressing: null,
  };
}
