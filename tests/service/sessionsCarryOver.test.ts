import { describe, expect, test } from 'vitest';
import { carriedHouseholds } from '../../api/service/sessionsCarryOver.ts';
import { type Outcome, OutcomeSchema } from '../../engine/domain/allocation.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { MEL_PACK, PROPOSAL, poolOf, TODAY } from '../support/territory.ts';

const matching = {
  ...MEL_PACK.matching,
  carryOver: { value: { pointsPerTurn: 5, maxPoints: 15 }, provenance: PROPOSAL },
};

/** A list of the vacancy `n`: rank 1 says yes, demand 1 waits at `rank`. */
const missed = (n: number, changes: object = {}, taken = true): Outcome[] => {
  const common = { vacancy: `V-${n}`, dwelling: `L-${n}`, examinedOn: '2026-05-04', refusalReason: null };
  const first = {
    demand: aNumber(900 + n),
    rank: 1,
    decision: 'attribution',
    answer: taken ? 'accepted' : null,
  };
  const own = { demand: aNumber(1), rank: 2, decision: 'attribution-ranked', answer: null };
  return [first, { ...own, ...changes }].map((row) => OutcomeSchema.parse({ ...common, ...row }));
};
const carried = (outcomes: readonly Outcome[], counted: number | null = 0) =>
  carriedHouseholds({
    pool: poolOf([aDemand(1, { history: { suitedRefusals: 0, rankedNotHoused: counted } }), aDemand(2)]),
    outcomes,
    matching,
    asOf: TODAY,
  });

describe('carry-over: turns at rank 2 or later that never came', () => {
  test('each is worth the pack’s points, up to its bound', () => {
    const turns = (n: number) => Array.from({ length: n }, (_, i) => missed(i)).flat();
    expect(carried([])).toEqual([]);
    expect([1, 2, 3, 4, 9].map((n) => carried(turns(n))[0]?.bonus)).toEqual([
      5_000, 10_000, 15_000, 15_000, 15_000,
    ]);
    expect(carried(turns(2))).toEqual([{ number: aNumber(1), turns: 2, counted: 0, bonus: 10_000 }]);
  });
  test('what the demand counts itself is not counted again, and both stay under the bound', () => {
    const two = [...missed(1), ...missed(2)];
    expect(carried(two, 2)).toEqual([]);
    expect(carried(two, 3)).toEqual([]);
    expect(carried(two, 1)).toEqual([{ number: aNumber(1), turns: 2, counted: 1, bonus: 5_000 }]);
    const four = [...two, ...missed(3), ...missed(4)];
    expect(carried(four, 2)[0]?.bonus).toBe(5_000);
    expect(carried(four, 3)).toEqual([]);
  });
  test('a demand that does not say what it counts has none of it in its points: all turns are new', () => {
    expect(carried(missed(1), null)).toEqual([{ number: aNumber(1), turns: 1, counted: null, bonus: 5_000 }]);
  });
  test.each<[string, Outcome[]]>([
    ['rank 1', missed(1, { rank: 1 })],
    ['a turn that came', missed(1, { answer: 'refused' })],
    ['no attribution', missed(1, { decision: 'non-attribution' })],
    ['a dwelling that nobody has taken yet', missed(1, {}, false)],
    ['a list of later', missed(1, { examinedOn: '2026-12-01' })],
    ['a demand that waits no more', missed(1, { demand: aNumber(77) })],
  ])('%s counts nothing', (_, outcomes) => {
    expect(carried(outcomes)).toEqual([]);
  });
});
