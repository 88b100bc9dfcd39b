import { z } from 'zod';
import { closestOf } from '../../scoring/formula/closestName.ts';

/*
 * What a zod issue says, in French noun phrases. Schemas that carry their own French message keep it.
 */

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'un groupe de clés',
  record: 'un groupe de clés',
  null: 'null',
};

const ENGLISH_DEFAULT = /^(Invalid|Too |Unrecognized)/;
const LONGEST_RECEIVED = 60;

export type ZodProblem = z.core.$ZodIssue;

/** A value as it can be shown in an issue: JSON on one line, cut. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'rien');
  return text.length > LONGEST_RECEIVED ? `${text.slice(0, LONGEST_RECEIVED - 1)}…` : text;
};

const valuesOf = (problem: ZodProblem): readonly string[] => {
  if (problem.code === 'invalid_value') return problem.values.map(String);
  if (problem.code === 'invalid_union') return problem.errors.flat().flatMap(valuesOf);
  return [];
};

/** Noun phrase of what was expected. */
export const expectation = (problem: ZodProblem): string => {
  if (!ENGLISH_DEFAULT.test(problem.message)) return problem.message;
  const values = valuesOf(problem);
  if (values.length > 0)
    return values.length === 1 ? `la valeur ${values[0]}` : `une valeur parmi ${values.join(', ')}`;
  switch (problem.code) {
    case 'invalid_type':
      return TYPE_NAMES[problem.expected] ?? problem.expected;
    case 'too_small':
      return bound(problem.origin, problem.minimum, problem.inclusive === false ? 'plus de' : 'au moins');
    case 'too_big':
      return bound(problem.origin, problem.maximum, problem.inclusive === false ? 'moins de' : 'au plus');
    case 'invalid_format':
      return `un texte de la forme ${problem.pattern ?? problem.format}`;
    default:
      return 'une valeur admise par le schéma';
  }
};

const bound = (origin: string, limit: number | bigint, words: string): string => {
  if (origin === 'string') return `${words} ${limit} caractère${limit === 1 ? '' : 's'}`;
  if (origin === 'array') return `${words} ${limit} élément${limit === 1 ? '' : 's'}`;
  return `${words} ${limit}`;
};

/** "peut-être x", when the value looks like a slip of an allowed one. */
export const remedy = (problem: ZodProblem, received: unknown): { maybe?: string } => {
  const values = valuesOf(problem);
  if (typeof received === 'string') {
    const close = values.length > 0 ? closestOf(received, values) : null;
    if (close !== null) return { maybe: `peut-être ${close}` };
    if (expectsNumber(problem) && /^-?\d+,\d+$/.test(received))
      return { maybe: `peut-être ${received.replace(',', '.')}, avec un point` };
    if (expectsNumber(problem) && received.trim() !== '' && !Number.isNaN(Number(received)))
      return { maybe: `peut-être ${Number(received)}, sans guillemets` };
  }
  if (problem.code === 'invalid_type' && problem.expected === 'string' && typeof received === 'number')
    return { maybe: `peut-être "${received}", entre guillemets` };
  return {};
};

const expectsNumber = (problem: ZodProblem): boolean =>
  problem.code === 'invalid_type' && (problem.expected === 'number' || problem.expected === 'int');

/** Keys that a schema allows at a path; empty where it is not a group of keys. */
export const keysAt = (schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] => {
  const bare = unwrapped(schema);
  const [step, ...rest] = path;
  if (bare instanceof z.ZodUnion) return bare.options.flatMap((option) => keysAt(option, path));
  if (step === undefined) return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
  if (bare instanceof z.ZodArray) return keysAt(bare.element, rest);
  if (bare instanceof z.ZodRecord) return keysAt(bare.valueType, rest);
  if (bare instanceof z.ZodObject) {
    const inner = (bare.shape as Record<string, z.core.$ZodType>)[String(step)];
    return inner === undefined ? [] : keysAt(inner, rest);
  }
  return [];
};

const unwrapped = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
    ? unwrapped(schema.unwrap())
    : schema;
