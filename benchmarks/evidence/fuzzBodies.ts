import { type JsonSchema, schemaName } from '../../api/http/openapiShape.ts';
import type { Random } from '../../engine/simulation/random.ts';

/* Bodies for the fuzzer: what a schema takes, the same with something wrong, and what no schema takes. */

/** Values that exist, so that requests go past the first check. */
export interface KnownValues {
  readonly vacancies: readonly string[];
  readonly numbers: readonly string[];
  readonly sessions: readonly string[];
}

const DEEPEST = 6;
const TEXTS = [
  '',
  'x',
  'é€𝒳',
  '\u0000',
  '../../etc/passwd',
  "'; drop table demands; --",
  '=1+1',
  '\ud800',
  '{{7*7}}',
  '0'.repeat(300),
];

/** A value of a schema, or near it. @param hostile chance that each part of it is something else. */
export const drawnValue = (
  schema: JsonSchema,
  given: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly known: KnownValues;
    readonly random: Random;
    readonly hostile: number;
  },
  at: { readonly name: string; readonly depth: number } = { name: '', depth: 0 },
): unknown => {
  const { random, schemas, known, hostile } = given;
  if (random.chance(hostile)) return hostileValue(random);
  const name = schemaName(schema);
  if (name !== null) return drawnValue(schemas[name] ?? {}, given, at);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined && choices.length > 0) return drawnValue(random.pick(choices), given, at);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return random.pick(schema.enum);
  const type = random.pick([schema.type ?? 'object'].flat());
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
    case 'number':
      return random.integer(schema.minimum ?? -5, Math.min(schema.maximum ?? 50, (schema.minimum ?? 0) + 20));
    case 'string':
      return textOf(at.name, known, random);
    case 'array': {
      if (at.depth > DEEPEST) return [];
      const length = random.integer(schema.minItems ?? 0, (schema.minItems ?? 0) + 2);
      const below = { name: at.name, depth: at.depth + 1 };
      return Array.from({ length }, () => drawnValue(schema.items ?? {}, given, below));
    }
    default: {
      const required = new Set(schema.required ?? []);
      const fields = Object.entries(schema.properties ?? {}).filter(
        ([field]) => required.has(field) || (at.depth <= DEEPEST && random.chance(0.6)),
      );
      return Object.fromEntries(
        fields.map(([field, inner]) => [
          field,
          drawnValue(inner, given, { name: field, depth: at.depth + 1 }),
        ]),
      );
    }
  }
};

/** A text fit for its field, most of the time. */
export const textOf = (name: string, known: KnownValues, random: Random): string => {
  if (random.chance(0.1)) return random.pick(TEXTS);
  if (/vacanc|beyondWishes/i.test(name)) return random.pick(known.vacancies);
  if (/number|order|numbers/i.test(name)) return random.pick(known.numbers);
  if (/^id$|session/i.test(name)) return random.pick([...known.sessions, ...known.vacancies, 'rien']);
  if (/day|^on$/i.test(name)) return random.pick(['2026-11-03', '2026-11-30', '2026-02-30', '0001-01-01']);
  if (/cursor/i.test(name)) return random.pick(['000000001', '1', 'zzz', '-1']);
  return random.pick(TEXTS);
};

const hostileValue = (random: Random): unknown =>
  random.pick<() => unknown>([
    () => null,
    () => random.pick(TEXTS),
    () => -1,
    () => 1e308,
    () => 0.1,
    () => [],
    () => ({}),
    () => JSON.parse('{"__proto__":{"admin":true},"constructor":1}') as unknown,
    () => nested(60),
    () => Array.from({ length: 500 }, (_, i) => i),
    () => true,
  ])();

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

/** A body that is no JSON at all, or not the JSON it says. */
export const brokenBody = (random: Random): string =>
  random.pick([
    '',
    '{',
    '[1,',
    'null',
    '"x"',
    '\u0000\u0001',
    '{"a":1}{"b":2}',
    '['.repeat(5_000),
    `{"x":"${'y'.repeat(70_000)}"}`,
  ]);
