import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fortyCriteria } from '../../benchmarks/fortyCriteria.ts';
import { type JsonRulesUse, jsonRules, jsonRulesMethod } from '../../benchmarks/peer/jsonRules.ts';
import { declaredScopes, type Scope } from '../../benchmarks/peer/mathjsMethod.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { knownRow, randomMonotoneCondition, randomMonotoneNumber } from '../scoring/support/arbitraries.ts';
import { type Row, storeOf } from '../scoring/support/columns.ts';
import { criterion, HEAD, method } from '../scoring/support/compiled.ts';
import { SMALL } from './small.ts';

const USES: readonly JsonRulesUse[] = ['documented', 'tuned'];
const { pool, ordering } = SMALL;
const forty = fortyCriteria(pool.dictionary);

const grid = (combine: string, criteria: unknown[], more: object = {}): CompiledMethod =>
  method({ ...HEAD, groups: [{ id: 'g', label: 'groupe g', combine, criteria, ...more }] });

const scopeOf = (compiled: CompiledMethod, row: Row): Scope => {
  const [declared] = declaredScopes(compiled, storeOf([row]), { count: 1, scored: () => true });
  if (!declared) throw new Error('test row: an input is not declared');
  return declared.scope;
};

describe('a condition in JSON', () => {
  test.each<[string, object]>([
    ['b1', { all: [{ fact: 'b1', operator: 'equal', value: true }] }],
    ['not b1', { all: [{ fact: 'b1', operator: 'equal', value: false }] }],
    ['n1 < 3', { all: [{ fact: 'n1', operator: 'lessThan', value: 3 }] }],
    ['n1 <= 3', { all: [{ fact: 'n1', operator: 'lessThanInclusive', value: 3 }] }],
    ['n1 > 2 * 3', { all: [{ fact: 'n1', operator: 'greaterThan', value: 6 }] }],
    ['n1 >= -3', { all: [{ fact: 'n1', operator: 'greaterThanInclusive', value: -3 }] }],
    ['n1 == n2', { all: [{ fact: 'n1', operator: 'equal', value: { fact: 'n2' } }] }],
    ['n1 != 3', { all: [{ fact: 'n1', operator: 'notEqual', value: 3 }] }],
    ['n1 + n2 > 3', { all: [{ fact: 'calculation-1', operator: 'greaterThan', value: 3 }] }],
    ['b1 ? b2 : S1', { all: [{ fact: 'calculation-1', operator: 'equal', value: true }] }],
    [
      'b1 and b2 and n1 > 3',
      {
        all: [
          { fact: 'b1', operator: 'equal', value: true },
          { fact: 'b2', operator: 'equal', value: true },
          { fact: 'n1', operator: 'greaterThan', value: 3 },
        ],
      },
    ],
    [
      'not (b1 or m1 and S1)',
      {
        not: {
          any: [
            { fact: 'b1', operator: 'equal', value: true },
            {
              all: [
                { fact: 'm1', operator: 'equal', value: true },
                { fact: 'S1', operator: 'equal', value: true },
              ],
            },
          ],
        },
      },
    ],
  ])('%s', (when, conditions) => {
    const [rule] = jsonRules(grid('sum', [criterion('a', 5, { when })])).rules;
    expect(rule).toEqual({
      name: 'a',
      conditions,
      event: { type: 'g', params: { place: 0, points: 5 } },
    });
  });

  test('a group’s condition is joined to the criterion’s own', () => {
    const [rule] = jsonRules(grid('sum', [criterion('a', 5, { when: 'b2' })], { when: 'b1' })).rules;
    expect(rule!.conditions).toEqual({
      all: [
        { fact: 'b1', operator: 'equal', value: true },
        { fact: 'b2', operator: 'equal', value: true },
      ],
    });
  });

  test('the forty criteria are forty rules of plain JSON, their formulas eight dynamic facts', () => {
    const { rules, calculations } = jsonRules(forty);
    expect(rules).toHaveLength(40);
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
    expect(calculations.size).toBe(8);
  });

  test.each(['verified(S1)', 'known(b1)'])('%s has no counterpart', (when) => {
    expect(() => jsonRules(grid('sum', [criterion('a', 5, { when })]))).toThrow(
      /json-rules-engine: "(verified|known)" has no counterpart/,
    );
  });
});

const A = criterion('a', 5, { when: 'b1' });
const B = criterion('b', 8, { when: 'b2' });
const C = criterion('c', 'n1 - 3');
const BOTH = { b1: 1, b2: 1 };

describe.each(USES)('groups combined over events, %s', (use) => {
  test.each<[string, CompiledMethod, Row, number]>([
    ['sum: all that are met', grid('sum', [A, B]), BOTH, 13_000],
    ['sum: none met', grid('sum', [A, B]), { b1: 0, b2: 0 }, 0],
    ['sum: up to the cap', grid('sum', [A, B], { cap: 10 }), BOTH, 10_000],
    ['sum: exactly the cap', grid('sum', [A, B], { cap: 13 }), BOTH, 13_000],
    ['max: the best', grid('max', [B, A]), BOTH, 8_000],
    ['max: of those met', grid('max', [B, A]), { b1: 1, b2: 0 }, 5_000],
    ['first: in the order written', grid('first', [A, B]), BOTH, 5_000],
    ['first: in the other order', grid('first', [B, A]), BOTH, 8_000],
    // The event of a formula comes after those of numbers.
    ['first: whichever event comes first', grid('first', [C, A]), { b1: 1, n1: 10 }, 7_000],
    ['first: a formula worth nothing is not met', grid('first', [C, A]), { b1: 1, n1: 3 }, 5_000],
    ['max: a formula worth nothing is not met', grid('max', [C]), { n1: 3 }, 0],
    ['max: a formula that takes points away is met', grid('max', [C]), { n1: 1 }, -2_000],
    ['single-tick: the lowest', grid('single-tick', [A, B]), BOTH, 5_000],
    ['a group’s condition, met', grid('sum', [A], { when: 'b2' }), BOTH, 5_000],
    ['a group’s condition, unmet', grid('sum', [A], { when: 'b2' }), { b1: 1, b2: 0 }, 0],
    ['without any condition', grid('sum', [criterion('a', 5)]), {}, 5_000],
    ['thousandths, halves up', grid('sum', [criterion('a', 'n1 / 16')]), { n1: 1 }, 63],
  ])('%s', async (_, compiled, row, points) => {
    expect(compiled.score(storeOf([row])).points[0]).toBe(points);
    expect(await jsonRulesMethod(compiled, use).points(scopeOf(compiled, row))).toBe(points);
  });

  test.each([
    ['the shipped ordering', ordering],
    ['forty criteria', forty],
  ] as const)('%s: the kernels’ points, row by row and with runs that overlap', async (_, compiled) => {
    const scored = compiled.score(pool);
    const rows = declaredScopes(compiled, pool, { count: 300, scored: (row) => scored.inScope[row] === 1 });
    expect(rows.length).toBeGreaterThan(200);
    const peer = jsonRulesMethod(compiled, use);
    const kernels = rows.map(({ row }) => scored.points[row]);
    expect(new Set(kernels).size).toBeGreaterThan(20);
    const awaited: number[] = [];
    for (const { scope } of rows) awaited.push(await peer.points(scope));
    expect(awaited).toEqual(kernels);
    expect(await Promise.all(rows.map(({ scope }) => peer.points(scope)))).toEqual(kernels);
  });
});

test('random conditions and formulas get the kernels’ points', async () => {
  const text = (formula: fc.Arbitrary<{ readonly ours: string }>) =>
    formula.map(({ ours }) => ours.replace(/verified\((\w+)\)/g, '$1'));
  let applicable = 0;
  await fc.assert(
    fc.asyncProperty(
      text(randomMonotoneCondition),
      text(randomMonotoneNumber),
      knownRow,
      async (when, number, row) => {
        const compiled = grid('sum', [
          criterion('a', 7, { when }),
          // Kept within the points that a criterion may bring.
          criterion('b', `max(min(${number}, 9000), -9000)`),
        ]);
        const points = compiled.score(storeOf([row])).points[0];
        if (points !== 0) applicable += 1;
        for (const use of USES)
          expect(await jsonRulesMethod(compiled, use).points(scopeOf(compiled, row))).toBe(points);
      },
    ),
    { numRuns: 200, seed: 1 },
  );
  expect(applicable).toBeGreaterThan(100);
});
