import { describe, expect, test } from 'vitest';
import { weigh } from '../../scoring/weigh.ts';
import { type Row, storeOf } from './support/columns.ts';
import { criterion, HEAD, method } from './support/compiled.ts';

type Content = Record<string, unknown>;
const group = (combine: string, criteria: unknown[], more: Content = {}) => ({
  ...HEAD,
  groups: [{ id: 'g', label: 'groupe g', combine, criteria, ...more }],
});
const scored = (content: Content, row: Row) => {
  const { inScope, tier, points, toVerify } = method(content).score(storeOf([row]));
  return { inScope: inScope[0], tier: tier[0], points: points[0], toVerify: toVerify[0] };
};
const A = criterion('a', 5, { when: 'b1' });
const B = criterion('b', 8, { when: 'b2' });
const BOTH = { b1: 1, b2: 1 };

describe('a criterion', () => {
  test.each<[string, unknown, Row, number, number]>([
    ['with a number of points, met', A, { b1: 1 }, 5000, 0],
    ['unmet', A, { b1: 0 }, 0, 0],
    ['unknown brings nothing and is to be verified', A, {}, 0, 1],
    ['without a condition always counts', criterion('a', 5), {}, 5000, 0],
    ['with a points formula', criterion('a', 'min(0.5 * months, 30)'), { months: 25 }, 12_500, 0],
    ['with a points formula, unknown', criterion('a', 'min(0.5 * months, 30)'), {}, 0, 1],
    ['with a points formula worth zero', criterion('a', 'months - 12'), { months: 12 }, 0, 0],
    ['with a condition and unknown points', criterion('a', 'months', { when: 'b1' }), { b1: 1 }, 0, 1],
    [
      'with an unmet condition, whatever the points',
      criterion('a', 'months', { when: 'b1' }),
      { b1: 0 },
      0,
      0,
    ],
    ['rounds to the thousandth', criterion('a', 'n1 / 3'), { n1: 1 }, 333, 0],
    ['may take points away', criterion('a', -2.5, { when: 'b1' }), { b1: 1 }, -2500, 0],
    ['brings at most 10,000 points', criterion('a', '1000 * n1'), { n1: 50 }, 10_000_000, 0],
    ['takes at most 10,000 points', criterion('a', '-1000 * n1'), { n1: 50 }, -10_000_000, 0],
    ['divided by zero is unknown', criterion('a', 'n1 / n2'), { n1: 1, n2: 0 }, 0, 1],
  ])('%s', (_, c, row, points, toVerify) => {
    expect(scored(group('sum', [c]), row)).toMatchObject({ points, toVerify });
  });
});

describe('evidence: what is declared counts, and is to be verified until its paper', () => {
  const verified = criterion('a', 5, { when: 'S1', evidence: 'verified' });
  const computed = criterion('a', 5, { when: 'S1', evidence: 'computed' });
  const either = criterion('a', 5, { when: 'S1 or S2', evidence: 'verified' });
  const both = criterion('a', 5, { when: 'S1 and S2', evidence: 'verified' });
  const counted = criterion('a', 'S1 ? 5 : 2', { evidence: 'verified' });
  const amount = criterion('a', 5, { when: 'n1 > 3', evidence: 'verified' });
  test.each<[string, unknown, Row, number, number]>([
    ['declared where verified is asked', verified, { S1: 1 }, 5000, 1],
    ['computed where verified is asked', verified, { S1: 2 }, 5000, 1],
    ['verified', verified, { S1: 3 }, 5000, 0],
    ['absent', verified, { S1: 0 }, 0, 0],
    ['not known', verified, {}, 0, 1],
    ['declared where computed is asked', computed, { S1: 1 }, 5000, 1],
    ['computed where computed is asked', computed, { S1: 2 }, 5000, 0],
    ['one of two verified is enough for "or"', either, { S1: 3, S2: 1 }, 5000, 0],
    ['neither of two verified', either, { S1: 1, S2: 2 }, 5000, 1],
    ['one of two is not enough for "and"', both, { S1: 3, S2: 1 }, 5000, 1],
    ['points that the paper would change', counted, { S1: 1 }, 5000, 1],
    ['points that the paper confirms', counted, { S1: 3 }, 5000, 0],
    ['a situation absent leaves the other points final', counted, { S1: 0 }, 2000, 0],
    ['an amount has no level of evidence', amount, { n1: 4 }, 5000, 0],
  ])('%s', (_, c, row, points, toVerify) => {
    expect(scored(group('sum', [c]), row)).toMatchObject({ points, toVerify });
  });
});

describe('a group', () => {
  const minus = criterion('b', -8, { when: 'b2' });
  test.each<[string, string, unknown[], Content, Row, number]>([
    ['sum adds', 'sum', [A, B], {}, BOTH, 13_000],
    ['max keeps the best', 'max', [A, B], {}, BOTH, 8000],
    ['max of one met', 'max', [A, B], {}, { b1: 1, b2: 0 }, 5000],
    ['max of none met', 'max', [A, B], {}, { b1: 0, b2: 0 }, 0],
    ['max ignores what is unknown', 'max', [A, B], {}, { b1: 1 }, 5000],
    ['max of a negative alone is negative', 'max', [A, minus], {}, { b1: 0, b2: 1 }, -8000],
    ['max prefers the positive', 'max', [A, minus], {}, BOTH, 5000],
    ['max of negatives, none met', 'max', [A, minus], {}, { b1: 0, b2: 0 }, 0],
    ['first keeps the first met', 'first', [A, B], {}, BOTH, 5000],
    ['first goes on to the next', 'first', [A, B], {}, { b1: 0, b2: 1 }, 8000],
    ['first of none met', 'first', [A, B], {}, { b1: 0, b2: 0 }, 0],
    ['one box ticked counts', 'single-tick', [A, B], {}, { b1: 0, b2: 1 }, 8000],
    ['two boxes ticked: the least of them', 'single-tick', [A, B], {}, BOTH, 5000],
    ['two boxes, the least is negative', 'single-tick', [A, minus], {}, BOTH, -8000],
    ['no box', 'single-tick', [A, B], {}, { b1: 0, b2: 0 }, 0],
    ['a box that is not known is not ticked', 'single-tick', [A, B], {}, { b2: 1 }, 8000],
    ['a capped box', 'single-tick', [A, B], { cap: 4 }, { b1: 1, b2: 0 }, 4000],
    ['a cap bounds the group', 'sum', [A, B], { cap: 10 }, BOTH, 10_000],
    ['a cap that is exactly reached', 'sum', [A, B], { cap: 13 }, BOTH, 13_000],
    ['a cap does not raise', 'sum', [A, B], { cap: 10 }, { b1: 1, b2: 0 }, 5000],
    ['a group condition met', 'sum', [A, B], { when: 'n1 > 3' }, { ...BOTH, n1: 4 }, 13_000],
    ['a group condition unmet', 'sum', [A, B], { when: 'n1 > 3' }, { ...BOTH, n1: 3 }, 0],
    ['a group condition unknown', 'sum', [A, B], { when: 'n1 > 3' }, BOTH, 0],
  ])('%s', (_, combine, criteria, more, row, points) => {
    expect(scored(group(combine, criteria, more), row).points).toBe(points);
  });

  test('an unknown group condition makes each criterion that it could open one to verify', () => {
    const content = group('sum', [A, B], { when: 'n1 > 3' });
    expect(scored(content, { b1: 1, b2: 0 }).toVerify).toBe(1);
  });

  test.each<[string, Row, number]>([
    ['one box: final', { b1: 1, b2: 0 }, 0],
    ['several: each of them is to be verified', BOTH, 2],
    ['one, and one not known: that one', { b1: 1 }, 1],
  ])('single-tick, to verify: %s', (_, row, toVerify) => {
    expect(scored(group('single-tick', [A, B]), row).toVerify).toBe(toVerify);
  });

  test('groups add up', () => {
    const content = {
      ...HEAD,
      groups: [
        { id: 'g', label: 'groupe g', combine: 'max', criteria: [A, B] },
        { id: 'h', label: 'groupe h', combine: 'sum', criteria: [criterion('c', 1.5)] },
      ],
    };
    expect(scored(content, BOTH).points).toBe(9500);
  });
});

describe('tiers come before any point', () => {
  const tier = (id: string, when: string, more: object = {}) => ({
    id,
    label: `niveau ${id}`,
    when,
    source: 'essai',
    certainty: 'proposal',
    ...more,
  });
  const content = {
    ...HEAD,
    tiers: [tier('one', 'b1'), tier('two', 'S1', { evidence: 'verified' })],
    groups: [{ id: 'g', label: 'groupe g', combine: 'sum', criteria: [criterion('c', 7)] }],
  };
  test.each<[string, Row, number, number]>([
    ['the first met decides', { b1: 1, S1: 3 }, 0, 0],
    ['then the next', { b1: 0, S1: 3 }, 1, 0],
    ['none met is last', { b1: 0, S1: 0 }, 2, 0],
    ['an unknown tier is not met, and is to be verified', { S1: 3 }, 1, 1],
    ['a tier met on a declaration is to be verified', { b1: 0, S1: 1 }, 1, 1],
    ['doubt behind the tier that decides changes nothing', { b1: 1 }, 0, 0],
    ['all unknown', {}, 2, 2],
  ])('%s', (_, row, tier, toVerify) => {
    expect(scored(content, row)).toEqual({ inScope: 1, tier, points: 7000, toVerify });
  });
});

describe('scope', () => {
  const content = (scope: object) => ({ ...group('sum', [criterion('c', 7)]), scope });
  test.each<[string, object, Row, object]>([
    [
      'first access, yes',
      { demands: 'first-access' },
      { firstAccess: 1 },
      { inScope: 1, tier: 0, points: 7000, toVerify: 0 },
    ],
    [
      'first access, no',
      { demands: 'first-access' },
      { firstAccess: 0 },
      { inScope: 0, tier: 1, points: 0, toVerify: 0 },
    ],
    [
      'first access, unknown',
      { demands: 'first-access' },
      {},
      { inScope: 255, tier: 1, points: 0, toVerify: 1 },
    ],
    ['mutation, yes', { demands: 'mutation' }, { firstAccess: 0 }, { inScope: 1, points: 7000 }],
    ['mutation, no', { demands: 'mutation' }, { firstAccess: 1 }, { inScope: 0, points: 0 }],
    ['condition met', { demands: 'all', when: 'b1' }, { b1: 1 }, { inScope: 1, points: 7000 }],
    ['condition unmet', { demands: 'all', when: 'b1' }, { b1: 0 }, { inScope: 0, points: 0 }],
    [
      'kind and condition',
      { demands: 'mutation', when: 'b1' },
      { firstAccess: 0, b1: 1 },
      { inScope: 1, points: 7000 },
    ],
    [
      'one known false settles it',
      { demands: 'mutation', when: 'b1' },
      { b1: 0 },
      { inScope: 0, toVerify: 0 },
    ],
  ])('%s', (_, scope, row, expected) => {
    expect(scored(content(scope), row)).toMatchObject(expected);
  });
});

describe('composition: score(demand, contingent)', () => {
  const ordering = method({ ...group('sum', [criterion('o', 10)]), scope: { demands: 'all', when: 'm1' } });
  const weighting = method({
    ...group('sum', [criterion('w', 4, { when: 'b2' })]),
    id: 'ponderation',
    kind: 'weighting',
    appliesToContingent: 'COLACT',
    scope: { demands: 'all', when: 'b1' },
  });
  const bit = 8;
  const store = storeOf([
    { flags: bit, b1: 1, b2: 1 },
    { flags: bit, b1: 0, b2: 1 },
    { flags: bit, b2: 1 },
    { flags: bit, b1: 1 },
    { flags: 0, b1: 1, b2: 1 },
  ]);
  const base = ordering.score(store);
  const parts = [{ weighting, scored: weighting.score(store) }];

  test('on its contingent, only demands in its scope are weighted; unknown scope and criteria are to be verified', () => {
    const { points, toVerify } = weigh(base, parts, 'COLACT');
    expect([...points]).toEqual([14_000, 10_000, 10_000, 10_000, 0]);
    expect([...toVerify]).toEqual([0, 0, 1, 1, 0]);
  });
  test('elsewhere the score is the ordering’s own', () => {
    expect(weigh(base, parts, 'COLTER')).toBe(base);
    expect(weigh(base, parts, null)).toBe(base);
  });
  test('two weightings for one contingent are nobody’s method', () => {
    expect(() => weigh(base, [...parts, ...parts], 'COLACT')).toThrow('two weightings');
  });
  test('the ordering’s own scores are left as they were', () => {
    expect([...base.points]).toEqual([10_000, 10_000, 10_000, 10_000, 0]);
  });
});
