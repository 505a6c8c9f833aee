/** Examples of right values: they stand with the fields in their schemas, for refusals and for the API's page alike. */
import { z } from "zod";

/** The example that a schema names for itself, or one that follows from its kind; `null`: none. */
export function exampleIn(schema: z.ZodType): string | null {
  const meta = schema.meta() as { example?: unknown } | undefined;
  if (meta?.example !== undefined) return Array.isArray(meta.example) ? "[]" : String(meta.example);
  if (schema instanceof z.ZodLiteral) return String(schema.value);
  if (schema instanceof z.ZodEnum) return String(schema.options[0]);
  if (schema instanceof z.ZodBoolean) return "true";
  if (schema instanceof z.ZodNumber) return "1";
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return exampleIn(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return exampleIn(schema.options.at(-1) as z.ZodType);
  if (schema instanceof z.ZodPipe) return exampleIn(schema.out as z.ZodType) ?? exampleIn(schema.in as z.ZodType);
  return null;
}

/** The schemas that a value at `path` is checked by, the outermost first; a union gives those of all its members. */
export function schemasAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return path.length === 0 ? [schema] : schemasAt(schema.unwrap() as z.ZodType, path);
  if (path.length === 0) return [schema];
  const [name, ...rest] = path;
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => schemasAt(one as z.ZodType, path));
  if (schema instanceof z.ZodPipe) return schemasAt(schema.in as z.ZodType, path);
  if (schema instanceof z.ZodArray) return schemasAt(schema.element as z.ZodType, rest);
  if (schema instanceof z.ZodTuple) return schemasAt((schema.def.items[0] ?? schema.def.rest) as z.ZodType, rest);
  if (schema instanceof z.ZodObject && typeof name === "string" && Object.hasOwn(schema.shape, name))
    return schemasAt(schema.shape[name] as z.ZodType, rest);
  return [];
}
