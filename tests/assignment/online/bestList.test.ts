import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AssignmentModel, EMPTY, segmentOfPairs } from '../../../engine/assignment/model.ts';
import { bestColumns, bestList, type ListPrices } from '../../../engine/assignment/online/bestList.ts';
import { randomStream } from '../../../engine/simulation/random.ts';
import { modelOf } from '../support/modelOf.ts';
import { FAMILIES, randomModel } from '../support/randomModel.ts';

/* The list of one vacancy at fixed prices. */

const rowOfAll = (model: AssignmentModel) =>
  Uint32Array.from({ length: model.candidateCount }, (_, candidate) => candidate);

const freely = (model: AssignmentModel, prices: Partial<ListPrices> = {}): ListPrices => ({
  row: new Float64Array(model.rowCount),
  household: new Float64Array(model.candidateCount),
  listed: new Uint8Array(model.candidateCount),
  ...prices,
});

const listed = (model: AssignmentModel, prices: Partial<ListPrices> = {}): readonly number[] =>
  bestList({ model, rowOf: rowOfAll(model) }, 0, freely(model, prices)).map((pair) =>
    pair === EMPTY ? EMPTY : model.pairCandidate[pair]!,
  );

const three = modelOf({
  candidates: 3,
  rows: [{ required: 1, penalty: 40_000 }],
  vacancies: [
    {
      weights: [0.6, 0.2],
      segments: [
        {
          pairs: [
            [0, 50_000],
            [1, 40_000],
          ],
        },
        { terms: [[0, 1]], pairs: [[2, 30_000]] },
      ],
    },
  ],
});

describe('a list', () => {
  test('without prices is that of points', () => {
    expect(listed(three)).toEqual([0, 1]);
  });
  test('takes whoever targets need, at their price', () => {
    expect(listed(three, { row: Float64Array.of(21_000) })).toEqual([2, 0]);
    expect(listed(three, { row: Float64Array.of(15_000) })).toEqual([0, 2]);
    expect(listed(three, { row: Float64Array.of(9_000) })).toEqual([0, 1]);
  });
  test('leaves a household that is worth more elsewhere', () => {
    expect(listed(three, { household: Float64Array.of(30_000, 0, 0) })).toEqual([1, 2]);
  });
  test('pays for a household what it brings to the whole list, not to its rank alone', () => {
    // Without household 0 the list is worth 30 points in place of 38.
    expect(listed(three, { household: Float64Array.of(7_999, 0, 0) })).toEqual([0, 1]);
    expect(listed(three, { household: Float64Array.of(8_001, 0, 0) })).toEqual([1, 2]);
  });
  test('takes nobody who is listed already, and stays empty when nobody is left', () => {
    expect(listed(three, { listed: Uint8Array.of(1, 0, 0) })).toEqual([1, 2]);
    expect(listed(three, { listed: Uint8Array.of(1, 1, 0) })).toEqual([2, EMPTY]);
    expect(listed(three, { listed: Uint8Array.of(1, 1, 1) })).toEqual([EMPTY, EMPTY]);
  });
});

describe('on random vacancies', () => {
  test('no other list is worth more', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(...FAMILIES), (seed, family) => {
        const model = randomModel(seed, family);
        const random = randomStream(seed, 'prices');
        const prices = freely(model, {
          row: Float64Array.from({ length: model.rowCount }, () => random.between(0, 40_000)),
          household: Float64Array.from({ length: model.candidateCount }, () =>
            random.chance(0.5) ? 0 : random.between(0, 20_000),
          ),
          listed: Uint8Array.from({ length: model.candidateCount }, () => (random.chance(0.2) ? 1 : 0)),
        });
        const worth = worthAt(model, prices);
        const pairs = bestList({ model, rowOf: rowOfAll(model) }, 0, prices);
        const best = mostWorth(model, prices, worth);
        expect(pairs.reduce((sum, pair, rank) => sum + worth(pair, rank), 0)).toBeCloseTo(best, 3);
        const chosen = pairs.filter((pair) => pair !== EMPTY).map((pair) => model.pairCandidate[pair]!);
        expect(new Set(chosen).size).toBe(chosen.length);
        for (const candidate of chosen) expect(prices.listed[candidate]).toBe(0);
        if (chosen.length > 1) compared += 1;
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(80);
  });
});

/** Worth of a pair at a rank of the first vacancy, thousandths of points. */
const worthAt = (model: AssignmentModel, { row, household }: ListPrices) => {
  const segmentOf = segmentOfPairs(model);
  return (pair: number, rank: number): number => {
    if (pair === EMPTY) return 0;
    let worth = model.pairScore[pair]! + model.fillBonus;
    const segment = segmentOf[pair]!;
    for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1)
      worth += row[model.termRow[e]!]! * model.termCoef[e]!;
    return model.placeWeight[rank]! * worth - household[model.pairCandidate[pair]!]!;
  };
};

/** Every list that could be, tried. Empty ranks are behind filled ones in none: filling pays, or does not, rank by rank. */
const mostWorth = (
  model: AssignmentModel,
  { listed: taken }: ListPrices,
  worth: (pair: number, rank: number) => number,
): number => {
  const end = model.pairOffsets[model.segmentOffsets[1]!]!;
  const ranks = model.placeOffsets[1]!;
  const from = (rank: number, used: ReadonlySet<number>): { filled: number; worth: number } => {
    if (rank === ranks) return { filled: 0, worth: 0 };
    let best = from(rank + 1, used);
    for (let pair = 0; pair < end; pair += 1) {
      const candidate = model.pairCandidate[pair]!;
      if (taken[candidate] === 1 || used.has(candidate)) continue;
      const rest = from(rank + 1, new Set([...used, candidate]));
      const here = { filled: rest.filled + 1, worth: rest.worth + worth(pair, rank) };
      if (here.filled > best.filled || (here.filled === best.filled && here.worth > best.worth)) best = here;
    }
    return best;
  };
  return from(0, new Set()).worth;
};

describe('one column for each line', () => {
  test('is the largest sum, not each line’s own best', () => {
    expect(
      bestColumns(
        [
          [9, 8],
          [9, 1],
        ],
        2,
      ),
    ).toEqual([1, 0]);
  });
  test('leaves lines without a column when there are fewer columns', () => {
    expect(bestColumns([[5], [7]], 1)).toEqual([EMPTY, 0]);
    expect(bestColumns([[], []], 0)).toEqual([EMPTY, EMPTY]);
  });
  test('takes a column of little worth rather than none', () => {
    expect(bestColumns([[-50]], 1)).toEqual([0]);
  });
});
