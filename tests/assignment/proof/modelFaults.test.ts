import { expect, test } from 'vitest';
import type { AssignmentModel } from '../../../engine/assignment/model.ts';
import { modelFaults } from '../../../engine/assignment/proof/modelFaults.ts';
import { modelOf } from '../support/modelOf.ts';

const sound = modelOf({
  candidates: 3,
  rows: [{ required: 0.5, penalty: 40_000 }],
  vacancies: [
    {
      weights: [0.6, 0.24],
      segments: [
        {
          terms: [[0, 1]],
          pairs: [
            [0, 5000],
            [1, 5000],
            [2, 1000],
          ],
        },
      ],
    },
    { weights: [0.5], segments: [{ pairs: [] }, { pairs: [[2, 3000]] }] },
  ],
});

test('a sound model, a vacancy without anybody and a session without vacancies have no fault', () => {
  expect(modelFaults(sound)).toEqual([]);
  expect(modelFaults(modelOf({ candidates: 0, vacancies: [{ weights: [0.5], segments: [] }] }))).toEqual([]);
  expect(modelFaults(modelOf({ candidates: 0, vacancies: [] }))).toEqual([]);
});

const changed = <K extends keyof AssignmentModel>(name: K, value: AssignmentModel[K]): AssignmentModel => ({
  ...sound,
  [name]: value,
});

test.each([
  ['model-length', 'placeOffsets', changed('placeOffsets', Uint32Array.of(0, 3))],
  ['model-length', 'segmentOffsets', changed('segmentOffsets', Uint32Array.of(0, 3))],
  ['model-length', 'pairOffsets', changed('pairOffsets', new Uint32Array(0))],
  ['model-length', 'termOffsets', changed('termOffsets', Uint32Array.of(0, 1))],
  ['model-length', 'pairScore', changed('pairScore', Int32Array.of(1))],
  ['model-length', 'termCoef', changed('termCoef', Float64Array.of())],
  ['model-length', 'rowRequired', changed('rowRequired', Float64Array.of())],
  ['model-length', 'rowPenalty', changed('rowPenalty', Float64Array.of(1, 2))],
  ['model-offsets', 'placeOffsets', changed('placeOffsets', Uint32Array.of(1, 2, 3))],
  ['model-offsets', 'placeOffsets', changed('placeOffsets', Uint32Array.of(0, 2, 4))],
  ['model-offsets', 'segmentOffsets', changed('segmentOffsets', Uint32Array.of(0, 4, 3))],
  ['model-offsets', 'pairOffsets', changed('pairOffsets', Uint32Array.of(0, 3, 2, 4))],
  ['model-offsets', 'termOffsets', changed('termOffsets', Uint32Array.of(0, 0, 2, 1))],
  ['model-number', 'placeWeight', changed('placeWeight', Float64Array.of(0.6, 0, 0.5))],
  ['model-number', 'placeWeight', changed('placeWeight', Float64Array.of(1.01, 0.2, 0.5))],
  ['model-number', 'placeWeight', changed('placeWeight', Float64Array.of(Number.NaN, 0.2, 0.5))],
  ['model-number', 'termCoef', changed('termCoef', Float64Array.of(Infinity))],
  ['model-number', 'rowRequired', changed('rowRequired', Float64Array.of(Number.NaN))],
  ['model-number', 'rowPenalty', changed('rowPenalty', Float64Array.of(-1))],
  ['model-number', 'rowPenalty', changed('rowPenalty', Float64Array.of(Number.NaN))],
  ['model-number', 'fillBonus', changed('fillBonus', Infinity)],
  ['model-range', 'pairCandidate', changed('pairCandidate', Uint32Array.of(0, 1, 3, 2))],
  ['model-range', 'termRow', changed('termRow', Uint32Array.of(1))],
  ['model-order', 'placeWeight', changed('placeWeight', Float64Array.of(0.24, 0.6, 0.5))],
  ['model-order', 'pairScore', changed('pairScore', Int32Array.of(5000, 5001, 1000, 3000))],
] as const)('%s in %s', (fault, array, model) => {
  expect(modelFaults(model)[0]).toMatchObject({ property: 'P0', fault, array });
});

test('a certain yes, equal weights and a hard row are sound', () => {
  expect(modelFaults(changed('placeWeight', Float64Array.of(1, 1, 0.5)))).toEqual([]);
  expect(modelFaults(changed('rowPenalty', Float64Array.of(Infinity)))).toEqual([]);
  expect(modelFaults(changed('rowPenalty', Float64Array.of(0)))).toEqual([]);
});
