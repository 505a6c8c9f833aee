/** A relationship in Slack: two workspaces that have the app, one more that has not, their people, and the channels that they meet in. */
import { addChannel, addUser, addWorkspace } from "../support/slack/furnish.ts";
import type { Channel, User, World } from "../support/slack/world.ts";
import type { Ground } from "./stage.ts";

export type People = {
  /** By the names of the scenarios. */
  readonly users: ReadonlyMap<string, User>;
  readonly shared: Channel;
  readonly side: { readonly supplier: Channel; readonly customer: Channel };
  /** The workspaces in which the app will be, by firm. */
  readonly teams: { readonly supplier: string; readonly customer: string };
  /** Whose workspace has not got the app. */
  readonly outsider: string;
};

/** Which of the customer's people comes from a workspace without the app: somebody of the front line. */
const outsiderAt = 3;

/** Furnishes Slack with a relationship's people. */
export function furnish(world: World, { people }: Ground["cast"]): People {
  const supplier = addWorkspace(world, "Supplier");
  const customer = addWorkspace(world, "Customer");
  const elsewhere = addWorkspace(world, "Customer’s warehouse");
  const customers = people.filter(({ firm }) => firm === "customer");
  const outsider = customers[outsiderAt]!.name;
  const users = new Map(
    people.map(({ name, firm }) => {
      const team = name === outsider ? elsewhere : firm === "supplier" ? supplier : customer;
      return [name, addUser(world, team, `${name[0]!.toUpperCase()}${name.slice(1)}`)] as const;
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
