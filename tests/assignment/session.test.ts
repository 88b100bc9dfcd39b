import { describe, expect, test } from 'vitest';
import { EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import { anAllocation } from '../support/allocations.ts';
import { aNumber } from '../support/demands.ts';
import {
  ACI,
  dwelling,
  HIGHER,
  household,
  MIX,
  MODEST,
  type SessionCase,
  sequenceOf,
  solved,
} from './explain/support.ts';

/** Lists of a session, by the sequence of each demand; pinned ranks are no places. */
const listsOf = (given: SessionCase): (number | null)[][] => {
  const { prepared, result } = solved(given);
  const { model, rowOf } = prepared.problem;
  return prepared.places.map((_, d) =>
    [...result.assignment.subarray(model.placeOffsets[d], model.placeOffsets[d + 1])].map((pair) =>
      pair === EMPTY ? null : sequenceOf(prepared.request, rowOf[model.pairCandidate[pair]!]!),
    ),
  );
};

const years = (sequence: number, since: number, more: Parameters<typeof household>[1] = {}) =>
  household(sequence, { filed: `${since}-11-02`, ...more });

describe('levels of the method in a session', () => {
  const demands = [
    years(1, 2006),
    years(2, 2010),
    years(3, 2014),
    years(4, 2024, { dalo: true }),
    years(5, 2012, { income: HIGHER }),
  ];

  test('among demands that targets see alike, the level goes first, whatever the points', () => {
    expect(listsOf({ demands, dwellings: [dwelling('L-1')] })).toEqual([[4, 1, 2]]);
  });

  test('a level stands no higher than the best it precedes: a target may still prefer another', () => {
    const [list] = listsOf({ demands, dwellings: [dwelling('L-1')], targets: [MIX] });
    expect(list).toContain(4);
    expect(list).toContain(5);
  });

  test('in order, levels come before any target', () => {
    const given = {
      demands,
      dwellings: [dwelling('L-1')],
      targets: [MIX],
      options: { levelRule: 'in-order' },
    } as const;
    expect(listsOf(given)[0]![0]).toBe(4);
    expect(solved(given).result.stages.map(({ goal }) => goal.kind)).toEqual(['level', 'points']);
  });

  test('lifted scores never rise along a segment', () => {
    const { model } = solved({ demands, dwellings: [dwelling('L-1')] }).prepared.problem;
    const segmentOf = segmentOfPairs(model);
    for (let i = 1; i < model.pairScore.length; i += 1)
      if (segmentOf[i] === segmentOf[i - 1])
        expect(model.pairScore[i]).toBeLessThanOrEqual(model.pairScore[i - 1]!);
  });
});

describe('what an officer sets by hand', () => {
  const demands = [years(1, 2006), years(2, 2010), years(3, 2014), years(4, 2020), years(5, 2022)];
  const two = [dwelling('L-1'), dwelling('L-2')];

  test('a pinned household keeps its rank and is proposed nowhere else', () => {
    const given: SessionCase = { demands, dwellings: two, pins: [{ vacancy: 'V-1', demand: 5, rank: 2 }] };
    const { prepared } = solved(given);
    expect(prepared.places[0]!.pinned).toMatchObject([{ rank: 2 }]);
    expect(listsOf(given).flat()).not.toContain(5);
    expect([...prepared.problem.rankOf]).toEqual([1, 3, 1, 2, 3]);
  });

  test('without a rank, it takes the last', () => {
    const given: SessionCase = { demands, dwellings: two, pins: [{ vacancy: 'V-1', demand: 5, rank: null }] };
    expect(solved(given).prepared.places[0]!.pinned).toMatchObject([{ rank: 3 }]);
  });

  test('a household set aside of one list may be on another; of all, on none', () => {
    const one = listsOf({ demands, dwellings: two, exclusions: [{ vacancy: 'V-1', demand: 1 }] });
    expect(one[0]).not.toContain(1);
    expect(one[1]).toContain(1);
    const all = listsOf({ demands, dwellings: two, exclusions: [{ vacancy: null, demand: 1 }] });
    expect(all.flat()).not.toContain(1);
  });

  test('a bonus moves a household before those it now passes', () => {
    expect(listsOf({ demands, dwellings: [dwelling('L-1')], bonus: [[4, 40_000]] })[0]).toEqual([1, 2, 4]);
  });

  test('what a pinned household brings to a target is no longer asked of the others', () => {
    const priority = years(5, 2022, { label: true });
    const given: SessionCase = {
      demands: [...demands.slice(0, 4), priority],
      dwellings: [dwelling('L-1')],
      targets: [ACI],
    };
    const free = solved(given).prepared.problem.model;
    const held = solved({ ...given, pins: [{ vacancy: 'V-1', demand: 5, rank: 1 }] }).prepared;
    expect(held.problem.model.rowRequired[0]).toBeCloseTo(
      free.rowRequired[0]! - held.places[0]!.chances[0]! * 0.5,
      12,
    );
  });
});

describe('pace of what targets lack', () => {
  const demands = [1, 2, 3, 4].map((n) => years(n, 2010 + n, { income: n > 2 ? HIGHER : MODEST }));
  const late: SessionCase = {
    demands,
    dwellings: [dwelling('L-1'), ...Array.from({ length: 12 }, (_, i) => dwelling(`P-${i}`))].slice(0, 1),
    targets: [MIX],
  };
  const allocations = Array.from({ length: 12 }, (_, i) =>
    anAllocation('L-1', { demand: aNumber(700_000 + i), shareOfPlusCeiling: 0.2, decidedOn: '2026-03-01' }),
  );

  test('at once, the session is asked for all of it', () => {
    const [row] = solved({ ...late, allocations }).prepared.rows;
    expect(row).toMatchObject({ part: 1, requiredDwellings: 6 });
  });

  test('spread, for its part of the leases still expected this year', () => {
    const { rows, problem } = solved({ ...late, allocations, options: { pace: 'spread' } }).prepared;
    // 12 allocations in 306 days of 365; 59 days are left.
    const left = (12 / 306) * 59;
    expect(rows[0]!.part).toBeCloseTo(Math.min(1, rows[0]!.sessionLeases / left), 12);
    expect(problem.model.rowRequired[0]).toBeCloseTo(6 * rows[0]!.part, 12);
  });

  test('what a target has to spare is not spread', () => {
    const ahead = Array.from({ length: 12 }, (_, i) =>
      anAllocation('L-1', { demand: aNumber(700_000 + i), shareOfPlusCeiling: 0.9, decidedOn: '2026-03-01' }),
    );
    const { problem } = solved({ ...late, allocations: ahead, options: { pace: 'spread' } }).prepared;
    expect(problem.model.rowRequired[0]).toBe(-6);
  });
});

test('classes that no row of the session tells apart are one segment', () => {
  const demands = [years(1, 2006), years(2, 2010, { income: HIGHER }), years(3, 2014, { label: true })];
  const segments = (targets: SessionCase['targets']) =>
    solved({ demands, dwellings: [dwelling('L-1')], targets: targets ?? [] }).prepared.problem.segmentClass
      .length;
  expect([segments([]), segments([MIX]), segments([MIX, ACI])]).toEqual([1, 2, 3]);
});
