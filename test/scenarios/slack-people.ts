/** Who is in Slack in a scenario, and the channels that they meet in. */
import type { Firm } from "../../src/domain/people.ts";
import { addChannel, addUser, addWorkspace } from "../support/slack/furnish.ts";
import type { Channel, User, Workspace, World } from "../support/slack/world.ts";
import type { Ground } from "./stage.ts";

export type People = {
  /** By the names of the scenarios. */
  readonly users: ReadonlyMap<string, User>;
  /** Where what both firms share stands. */
  readonly shared: Channel;
  /** Each firm's own, of the firms that are here. */
  readonly side: { readonly [F in Firm]?: Channel };
  /** The workspaces in which the app will be, by firm. */
  readonly teams: { readonly [F in Firm]?: string };
  /** Whose workspace has not got the app; `null`: nobody's. */
  readonly outsider: string | null;
};

/** Which of the customer's people comes from a workspace without the app: somebody of the front line. */
const outsiderAt = 3;

const addPerson = (world: World, team: Workspace, name: string): User => addUser(world, team, `${name[0]!.toUpperCase()}${name.slice(1)}`);

/** Both firms: two workspaces that have the app and one more that has not. */
export function furnish(world: World, { people }: Ground["cast"]): People {
  const supplier = addWorkspace(world, "Supplier");
  const customer = addWorkspace(world, "Customer");
  const elsewhere = addWorkspace(world, "Customer’s warehouse");
  const customers = people.filter(({ firm }) => firm === "customer");
  const outsider = customers[outsiderAt]!.name;
  const users = new Map(
    people.map(({ name, firm }) => {
      const team = name === outsider ? elsewhere : firm === "supplier" ? supplier : customer;
      return [name, addPerson(world, team, name)] as const;
    }),
  );
  const of = (firm: string) => people.filter((one) => one.firm === firm && one.name !== outsider).map(({ name }) => users.get(name)!);
  return {
    users,
    shared: addChannel(world, supplier, "both-firms", [...users.values()]),
    side: {
      supplier: addChannel(world, supplier, "supplier-inside", of("supplier"), { is_private: true }),
      customer: addChannel(world, customer, "customer-inside", of("customer"), { is_private: true }),
    },
    teams: { supplier: supplier.id, customer: customer.id },
    outsider,
  };
}

/** One firm alone, in its workspace: the other one is not in Slack. */
export function furnishFirm(world: World, { people }: Ground["cast"], firm: Firm): People {
  const team = addWorkspace(world, firm === "supplier" ? "Supplier" : "Customer");
  const own = people.filter((one) => one.firm === firm);
  const users = new Map(own.map(({ name }) => [name, addPerson(world, team, name)] as const));
  const all = [...users.values()];
  return {
    users,
    shared: addChannel(world, team, "with-the-other-firm", all),
    side: { [firm]: addChannel(world, team, `${firm}-inside`, all, { is_private: true }) },
    teams: { [firm]: team.id },
    outsider: null,
  };
}
