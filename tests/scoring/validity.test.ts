import { describe, expect, test } from 'vitest';
import { MethodSchema } from '../../scoring/method.ts';
import { outOfForce } from '../../scoring/validity.ts';
import { criterion, HEAD } from './support/compiled.ts';

const RULE = { label: 'une règle', source: 'essai', certainty: 'proposal' };
const content = (more: object = {}, rule: object = {}) => ({
  ...HEAD,
  validFrom: '2026-01-01',
  validTo: '2027-12-31',
  groups: [{ id: 'g', label: 'groupe g', combine: 'sum', criteria: [criterion('c', 1, rule)] }],
  ...more,
});
const found = (file: unknown, day: string) =>
  outOfForce({ method: MethodSchema.parse(file), parts: [] }, day).map(({ what, id, state, day: limit }) => [
    what,
    id,
    state,
    limit,
  ]);

describe('a method applied outside its dates is told', () => {
  test.each<[string, string, readonly unknown[]]>([
    ['the day before', '2025-12-31', [['method', 'essai', 'not-yet', '2026-01-01']]],
    ['the first day', '2026-01-01', []],
    ['the last day', '2027-12-31', []],
    ['the day after', '2028-01-01', [['method', 'essai', 'ended', '2027-12-31']]],
  ])('%s', (_, day, expected) => {
    expect(found(content(), day)).toEqual(expected);
  });
  test('without an end it does not end', () => {
    expect(found(content({ validTo: null }), '2999-01-01')).toEqual([]);
  });
});

describe('so is a rule whose own dates are passed', () => {
  const ended = { validTo: '2026-06-30' };
  const level = (id: string) => ({ ...RULE, id, when: 'b1' });
  test.each<[string, object, string]>([
    ['a criterion', content({}, ended), 'c'],
    ['a tier', content({ tiers: [{ ...level('t'), ...ended }] }), 't'],
    ['a channel', content({ channels: [{ ...level('k'), placement: 'outside', ...ended }] }), 'k'],
    [
      'an effect of refusing',
      content({
        refusals: [
          {
            ...RULE,
            id: 'r',
            from: 1,
            effect: 'points-lost',
            points: 1,
            suitedTest: 'Un logement de la taille demandée.',
            ...ended,
          },
        ],
      }),
      'r',
    ],
  ])('%s', (_, file, id) => {
    expect(found(file, '2026-06-30')).toEqual([]);
    expect(found(file, '2026-07-01')).toEqual([['rule', id, 'ended', '2026-06-30']]);
    expect(found(file, '2028-01-01')).toEqual([['method', 'essai', 'ended', '2027-12-31']]);
  });
  test('a rule that is not in force yet', () => {
    expect(found(content({}, { validFrom: '2026-03-01' }), '2026-02-01')).toEqual([
      ['rule', 'c', 'not-yet', '2026-03-01'],
    ]);
  });
  test('the parts of a composite are looked at too', () => {
    const whole = MethodSchema.parse(content({ validTo: null }));
    const part = MethodSchema.parse(content({ id: 'partie' }));
    expect(outOfForce({ method: whole, parts: [part] }, '2030-01-01')).toMatchObject([
      { what: 'method', id: 'partie', state: 'ended' },
    ]);
  });
});

test.each<[string, object, string, string]>([
  ['begins before its method', { validFrom: '2025-12-31' }, 'validFrom', 'avant'],
  ['ends after its method', { validTo: '2028-01-01' }, 'validTo', 'après'],
  ['ends before it begins', { validFrom: '2026-05-01', validTo: '2026-04-30' }, 'validTo', 'précède'],
  ['ends before its method begins', { validTo: '2025-01-01' }, 'validTo', 'précède'],
])('a rule that %s is refused', (_, rule, key, says) => {
  const result = MethodSchema.safeParse(content({}, rule));
  const issue = result.error?.issues.find((i) => i.path.join('.') === `groups.0.criteria.0.${key}`);
  expect(issue?.message).toContain(says);
});
