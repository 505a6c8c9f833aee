/** Commands that no button offered, made from their schemas: of any type, on anything in the case or on nothing. */
import type { z } from "zod";
import type { Case } from "../../src/domain/case.ts";
import { type Ask, askSchemas } from "../../src/domain/command.ts";
import { reportSchema } from "../../src/domain/commands/notification.ts";
import { ids } from "../../src/domain/ids.ts";
import { dayMs, plus } from "../../src/domain/time.ts";
import { type Choose, promiseLines, textsOf, wrong } from "./fill.ts";
import type { World } from "./given.ts";

/** What a schema is made of, as zod tells it; only what our commands are made of. */
type Def = {
  readonly type: string;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly options?: readonly z.ZodType[];
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly in?: z.ZodType;
};
const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def; // zod types it by class; here it is looked at by its `type`

const kinds = new Map<z.ZodType, string>(Object.entries(ids).map(([kind, schema]) => [schema as z.ZodType, kind]));

/** The ids that a case holds, by kind: an item of `causes` has one of a "cause". */
function idsIn(held: Case, made: World): (kind: string) => readonly string[] {
  const found = new Map<string, string[]>();
  const add = (kind: string, id: unknown) => {
    if (typeof id === "string") found.set(kind, [...(found.get(kind) ?? []), id]);
  };
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, name.replace(/s$/, ""));
    else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === "id") add("hash" in value ? "revision" : name, inner);
        else if (typeof inner === "string") add(key, inner);
        else visit(inner, key);
      }
    }
  };
  visit(held.shared, "");
  return (kind) => {
    if (kind === "person") return made.account().people.map(({ id }) => id);
    if (kind === "file") return ["f7h2k9d3m5q8"];
    if (kind === "case") return [held.id, ...held.shared.related.map((one) => one.case)];
    return found.get(kind) ?? [];
  };
}

type From = {
  readonly held: Case;
  readonly made: World;
  readonly choose: Choose;
  readonly tag: string;
  readonly of: (kind: string) => readonly string[];
};

/** Texts that a field of that name could hold. */
function texts(name: string, { held, made, choose, tag }: From): readonly string[] {
  const when = [1, 2, 4, 9].map((days) => plus(made.now(), days * dayMs) as string);
  if (name === "ask") return [...held.shared.asked, ...held.supplier.asked, ...held.customer.asked].map(({ key }) => key);
  if (name === "promises") return [promiseLines(made, choose, tag), wrong.promises[0]!];
  if (/cost|amount/i.test(name)) return wrong.moneys;
  if (/^(due|from|to|felt|until|noticed|open|opens|at|review|expires)$/.test(name))
    return [...when, ...when, wrong.whens[1]!, wrong.whens[3]!];
  return [...textsOf(tag), when[0]!];
}

function valueFor(name: string, schema: z.ZodType, from: From): unknown {
  const { choose } = from;
  const kind = kinds.get(schema);
  if (kind) return choose([...from.of(kind), ...from.of(kind), kind === "hash" ? "0".repeat(64) : "zzzzzzzzzzzz"]);
  const def = defOf(schema);
  switch (def.type) {
    case "literal":
      return def.values![0];
    case "enum":
      return choose(Object.values(def.entries!));
    case "boolean":
      return choose([true, false]);
    case "number":
      return choose([1, 2, 3, 7, 0, 40, 100]);
    case "array":
      return Array.from({ length: choose([0, 1, 2]) }, () => valueFor(name, def.element!, from));
    case "object":
      return made(schema as z.ZodObject, from);
    case "union":
      return valueFor(name, choose(def.options!), from);
    case "optional":
    case "nullable":
    case "default":
      return choose([true, true, false]) ? valueFor(name, def.innerType!, from) : undefined;
    case "pipe":
      return valueFor(name, def.in!, from);
    case "string": {
      const found = texts(name, from);
      return found.length === 0 ? "nothing" : choose(found);
    }
    default:
      throw new Error(`a command has a field of a kind that is not played yet: ${def.type}`);
  }
}

const made = ({ shape }: z.ZodObject, from: From): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, valueFor(name, schema as z.ZodType, from)]));

const playable: readonly z.ZodObject[] = askSchemas.filter((schema) => schema !== reportSchema);

/** The same command with what its form did not ask for, now and then: a program may send all that the schema knows. */
export function withMore(ask: Ask, held: Case, world: World, choose: Choose, tag: string): Ask {
  const schema = playable.find(({ shape }) => defOf(shape["type"] as z.ZodType).values?.[0] === ask.type);
  if (!schema || choose([true, true, false])) return ask;
  const said = Object.fromEntries(Object.entries(ask).filter(([, value]) => value !== null && value !== undefined && value !== ""));
  const read = schema.safeParse({ ...made(schema, { held, made: world, choose, tag, of: idsIn(held, world) }), ...said });
  return read.success ? (read.data as Ask) : ask; // the union of all of them is `Ask`
}

/** One command of any type but a report; `null` where the edge would not take it. New commands are played by themselves. */
export function anyCommand(held: Case, world: World, choose: Choose, tag: string): Ask | null {
  const schema = choose(playable);
  const read = schema.safeParse(made(schema, { held, made: world, choose, tag, of: idsIn(held, world) }));
  return read.success ? (read.data as Ask) : null; // the union of all of them is `Ask`
}
