import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acceptsOf } from '../../api/import/schemaAccepts.ts';
import { AllocationSchema, OutcomeSchema } from '../../engine/domain/allocation.ts';
import { DemandSchema } from '../../engine/domain/demand.ts';
import { DwellingSchema, VacancySchema } from '../../engine/domain/dwelling.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling, aVacancy } from '../support/demands.ts';

/** Values of every sort in the places of a good one: half of them are of the place's own sort, at and past its bounds. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    '59350',
    '2026-02-30',
    '2026-11-02',
    -1,
    0,
    1,
    5,
    6,
    50,
    51,
    1e7,
    1e7 + 1,
    0.5,
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    ['T2'],
    Array(61).fill('59350'),
    [null],
    Number.NaN,
    'x'.repeat(65),
    undefined,
  ),
  fc.string({ maxLength: 5 }),
  fc.double(),
);

/** One place of a value, changed; or a member too many, or one missing. */
const changed = (value: unknown, random: readonly number[], by: unknown): unknown => {
  const [first = 0, ...rest] = random;
  if (typeof value !== 'object' || value === null || (rest.length === 0 && first % 3 === 0)) return by;
  if (Array.isArray(value)) {
    if (value.length === 0 || first % 5 === 0) return [...value, by];
    return value.with(first % value.length, changed(value[first % value.length], rest, by));
  }
  const keys = Object.keys(value);
  if (first % 11 === 0) return { ...value, more: by };
  const key = keys[first % keys.length]!;
  const { [key]: member, ...others } = value as Record<string, unknown>;
  return first % 13 === 0 ? others : { ...value, [key]: changed(member, rest, by) };
};

const SCHEMAS = [
  [
    'demands',
    DemandSchema,
    aDemand(1, { priorities: [{ situation: 'ACI_X', evidence: 'verified', since: null }] }),
  ],
  ['dwellings', DwellingSchema, aDwelling('L-1')],
  ['vacancies', VacancySchema, aVacancy('V-1', 'L-1')],
  ['allocations', AllocationSchema, anAllocation('L-1')],
] as const;

describe.each(SCHEMAS)('of %s', (_, schema, good) => {
  const accepts = acceptsOf(schema as z.ZodType);
  const counted = { taken: 0, refused: 0 };
  property.prop([fc.array(fc.nat(1_000), { minLength: 1, maxLength: 4 }), odd], { numRuns: 2_000 })(
    'it answers as zod does',
    (places, by) => {
      const value = changed(good, places, by);
      const { success } = schema.safeParse(value);
      counted[success ? 'taken' : 'refused'] += 1;
      expect(accepts(value)).toBe(success);
    },
  );
  test('enough of both were asked, and the good one is taken', () => {
    expect(accepts(good)).toBe(true);
    expect(counted.taken).toBeGreaterThan(15);
    expect(counted.refused).toBeGreaterThan(500);
  });
});

test.each<[string, z.ZodType, readonly unknown[]]>([
  ['a default', OutcomeSchema, [{}, { vacancy: 'V-1' }]],
  ['an object that drops what it does not know', z.object({ a: z.number() }), [{ a: 1, b: 2 }, { a: '1' }]],
  ['a transform', z.string().transform(Number), ['1', 1]],
  ['a check of another sort', z.number().multipleOf(3), [3, 4]],
  ['another format', z.string().check(z.email()), ['a@b.fr', 'a']],
  ['a coercion', z.coerce.number(), ['1', 'x']],
  [
    'an optional member',
    z.strictObject({ a: z.string().optional() }),
    [{}, { a: 'x' }, { a: 1 }, { a: null }],
  ],
])('%s is left to zod', (_, schema, values) => {
  const accepts = acceptsOf(schema);
  for (const value of values) expect(accepts(value)).toBe(schema.safeParse(value).success);
});
