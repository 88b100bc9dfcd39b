import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segmentOfPairs } from '../../../engine/assignment/model.ts';
import { worthOf } from '../../../engine/assignment/objective.ts';
import { remainingModel } from '../../../engine/assignment/online/remaining.ts';
import { priceRows } from '../../../engine/assignment/priceRows.ts';
import { modelOf } from '../support/modelOf.ts';
import { FAMILIES, randomModel } from '../support/randomModel.ts';

/* What is left to plan once lists have been made. */

const model = modelOf({
  candidates: 3,
  rows: [
    { required: 0.5, penalty: 10_000 },
    { required: 2, penalty: 10_000 },
  ],
  vacancies: [
    {
      weights: [0.6],
      segments: [
        {
          terms: [[0, 1]],
          pairs: [
            [0, 5],
            [1, 4],
          ],
        },
        { pairs: [[2, 3]] },
      ],
    },
    {
      weights: [0.7, 0.2],
      segments: [
        {
          terms: [[1, 1]],
          pairs: [
            [1, 9],
            [2, 8],
          ],
        },
      ],
    },
  ],
});

describe('a model reduced to what is left', () => {
  test('loses who is listed, and segments where nobody is left', () => {
    const left = remainingModel(model, {
      vacancies: [0],
      isListed: (candidate) => candidate === 2,
      rowRequired: Float64Array.of(0.5, 2),
    });
    expect([...left.pairCandidate]).toEqual([0, 1]);
    expect([...left.pairOffsets]).toEqual([0, 2]);
    expect([...left.segmentOffsets]).toEqual([0, 1]);
    expect([...left.placeWeight]).toEqual([0.6]);
  });
  test('asks nothing of a row that nothing left can feed', () => {
    const left = remainingModel(model, {
      vacancies: [0],
      isListed: () => false,
      rowRequired: Float64Array.of(0.25, 2),
    });
    expect([...left.rowRequired]).toEqual([0.25, 0]);
  });
  test('with nobody listed and every vacancy left is the model itself', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(...FAMILIES), (seed, family) => {
        const whole = randomModel(seed, family);
        const left = remainingModel(whole, {
          vacancies: Uint32Array.from({ length: whole.vacancyCount }, (_, d) => d),
          isListed: () => false,
          rowRequired: whole.rowRequired,
        });
        const { assignment } = priceRows(left, { limits: { maxRounds: 5 } });
        const fed = new Set(left.termRow);
        if (fed.size === whole.rowCount) {
          compared += 1;
          expect([...left.pairCandidate]).toEqual([...whole.pairCandidate]);
          expect(worthOf(left, segmentOfPairs(left), assignment)).toEqual(
            worthOf(whole, segmentOfPairs(whole), assignment),
          );
        }
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(50);
  });
});
