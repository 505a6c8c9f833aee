/** Orders as they come in over the web. */
import { keySchema } from "../../src/domain/command.ts";
import { orderFields } from "../../src/domain/commands/orders.ts";

/** The body that has one order checked; without a key it is known by its number. */
export const orderBody = orderFields.extend({ key: keySchema.optional() });
