import type { z } from 'zod';

/*
 * Whether a schema takes a value, asked of every row of a file. Zod prepares at each value what it would say if it refused; a row is
 * refused once in a thousand. The same definitions are read once into plain tests, and zod is asked again for its reasons where
 * one fails. What is not known here is left to zod.
 */

export type Accepts = (value: unknown) => boolean;

type Schema = z.core.$ZodType;
/** The definitions looked at, as zod writes them. */
interface Definition {
  readonly type: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly catchall?: Schema;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly coerce?: boolean;
}
interface Check {
  readonly check: string;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: RegExp;
  readonly fn?: (value: unknown) => unknown;
}

/** Answers as `schema.safeParse(value).success` does, for values that JSON can hold. */
export const acceptsOf = (schema: Schema): Accepts => {
  const definition = schema._zod.def as unknown as Definition;
  const accepts = definition.coerce ? null : byType(schema, definition);
  const checks = (definition.checks ?? []).map(({ _zod }) => checkOf(_zod.def));
  // A check that is not known leaves the whole value to zod.
  if (accepts === null || checks.includes(null))
    return (value) => (schema as z.ZodType).safeParse(value).success;
  const [first, ...others] = checks as Accepts[];
  if (first === undefined) return accepts;
  if (others.length === 0) return (value) => accepts(value) && first(value);
  return (value) => accepts(value) && first(value) && others.every((check) => check(value));
};

const byType = (schema: Schema, definition: Definition): Accepts | null => {
  switch (definition.type) {
    case 'object':
      return objectOf(definition);
    case 'array': {
      const item = acceptsOf(definition.element as Schema);
      return (value) => Array.isArray(value) && value.every(item);
    }
    case 'nullable': {
      const inner = acceptsOf(definition.innerType as Schema);
      return (value) => value === null || inner(value);
    }
    case 'optional': {
      const inner = acceptsOf(definition.innerType as Schema);
      return (value) => value === undefined || inner(value);
    }
    case 'union': {
      const options = (definition.options ?? []).map(acceptsOf);
      return (value) => options.some((option) => option(value));
    }
    case 'enum':
    case 'literal': {
      const values = schema._zod.values;
      return values === undefined ? null : (value) => values.has(value as string);
    }
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'string':
      return stringOf(definition);
    case 'number':
      return numberOf(definition);
    default:
      return null;
  }
};

/** Strict objects alone: others keep or drop what they do not know. */
const objectOf = ({ shape = {}, catchall }: Definition): Accepts | null => {
  if (catchall?._zod.def.type !== 'never') return null;
  const members = Object.entries(shape).map(([key, schema]) => [key, acceptsOf(schema)] as const);
  const known = new Set(Object.keys(shape));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const held = value as Readonly<Record<string, unknown>>;
    for (const key in held) if (!known.has(key)) return false;
    for (const [key, accepts] of members) if (!accepts(held[key])) return false;
    return true;
  };
};

const stringOf = ({ format, pattern }: Definition): Accepts | null => {
  if (format === undefined) return (value) => typeof value === 'string';
  if (pattern === undefined || pattern.global || pattern.sticky) return null;
  return (value) => typeof value === 'string' && pattern.test(value);
};

const numberOf = ({ format }: Definition): Accepts | null => {
  if (format === undefined) return (value) => typeof value === 'number' && Number.isFinite(value);
  return format === 'safeint' ? (value) => Number.isSafeInteger(value) : null;
};

const checkOf = (check: Check): Accepts | null => {
  const { value: bound = 0, inclusive, minimum = 0, maximum = 0, pattern, fn } = check;
  switch (check.check) {
    case 'greater_than':
      return inclusive ? (value) => (value as number) >= bound : (value) => (value as number) > bound;
    case 'less_than':
      return inclusive ? (value) => (value as number) <= bound : (value) => (value as number) < bound;
    case 'min_length':
      return (value) => (value as string).length >= minimum;
    case 'max_length':
      return (value) => (value as string).length <= maximum;
    case 'string_format':
      return pattern === undefined || pattern.global || pattern.sticky
        ? null
        : (value) => pattern.test(value as string);
    case 'custom':
      return fn === undefined ? null : (value) => Boolean(fn(value));
    default:
      return null;
  }
};
