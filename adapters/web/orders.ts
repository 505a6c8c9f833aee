/** Orders as they come in over the web: one as JSON, many as CSV, or a file that a form names. */
import { type Ask, type AskOf, keySchema } from "../../src/domain/command.ts";
import { orderFields } from "../../src/domain/commands/orders.ts";
import { type OrderText, readOrderFile } from "../../src/domain/order-file.ts";
import { InputError } from "../../src/errors.ts";

/** The body that has one order checked; without a key it is known by its number. */
export const orderBody = orderFields.extend({ key: keySchema.optional() });

/** The command that takes in the orders of a CSV file. @throws {InputError} naming every line that cannot be read. */
export function ordersOf(bytes: Uint8Array, field: string): Extract<Ask, { type: "record-orders" }> {
  const read = readOrderFile(textOf(bytes, field));
  if (!read.ok) throw new InputError(field, "lines", null, read.wrong);
  return { type: "record-orders", orders: read.orders.map(asText), files: [] };
}

const asText = (text: OrderText): AskOf<"record-orders">["orders"][number] => text;

function textOf(bytes: Uint8Array, field: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(field, "not-utf8", null);
  }
}
