import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  type Assignment,
  type AssignmentModel,
  type Duals,
  EMPTY,
} from '../../../engine/assignment/model.ts';
import {
  checkSaved,
  modelHash,
  type SavedResult,
  savedResultSchema,
  saveResult,
} from '../../../engine/assignment/proof/savedResult.ts';
import { randomStream } from '../../../engine/simulation/random.ts';
import { bruteForceAssignment } from '../support/bruteForceAssignment.ts';
import { modelOf } from '../support/modelOf.ts';
import { randomDuals } from '../support/randomDuals.ts';
import { FAMILIES, randomModel } from '../support/randomModel.ts';

const model = modelOf({
  candidates: 3,
  rows: [{ required: 0.5, penalty: 33_333.3333 }],
  vacancies: [
    {
      weights: [0.6, 0.24],
      segments: [
        {
          terms: [[0, 1]],
          pairs: [
            [0, 50_000],
            [1, 40_000],
          ],
        },
        { pairs: [[2, 70_000]] },
      ],
    },
  ],
});
const assignment = Int32Array.of(0, 2);
const duals: Duals = {
  candidatePrice: Float64Array.of(100.123456, 0, 2000),
  rowPrice: Float64Array.of(33_333.3333),
};
const saved = (more: Partial<Parameters<typeof saveResult>[0]> = {}): SavedResult => {
  const saving = saveResult({ model, assignment, duals, ...more });
  if (saving.outcome === 'refused') throw new Error(JSON.stringify(saving.findings));
  return saving.saved;
};

/** As a file would bring it back. */
const readAgain = (result: SavedResult): SavedResult =>
  savedResultSchema.parse(JSON.parse(JSON.stringify(result)));

test('a saved result reads back the same, and checks clean', () => {
  const result = saved();
  expect(readAgain(result)).toEqual(result);
  expect(JSON.stringify(readAgain(result))).toBe(JSON.stringify(result));
  expect(checkSaved(model, readAgain(result))).toEqual([]);
  expect(checkSaved(model, readAgain(result), { exhaustive: true })).toEqual([]);
});

test('duals are cut down to their decimals, so that the box still holds them, and the bound is theirs', () => {
  const { candidatePrice, rowPrice, decimals } = saved();
  expect({ candidatePrice, rowPrice, decimals }).toEqual({
    candidatePrice: [
      [0, 100.123],
      [2, 2000],
    ],
    rowPrice: [33_333.333],
    decimals: 3,
  });
  expect(saved({ decimals: 0 }).rowPrice).toEqual([33_333]);
  expect(
    saved({ duals: { ...duals, candidatePrice: Float64Array.of(2.0009, 0, 0) } }).candidatePrice,
  ).toEqual([[0, 2]]);
  // 3.6 less a hair, times 10, rounds to 36: cut to 3.6 it would be above its penalty.
  const hair = 3.5999999999999996;
  const low = { ...model, rowPenalty: Float64Array.of(hair) };
  expect(
    saved({ model: low, duals: { ...duals, rowPrice: Float64Array.of(hair) }, decimals: 1 }).rowPrice,
  ).toEqual([3.5]);
});

test('random small sessions are saved, read back and checked clean', () => {
  let kept = 0;
  for (const family of FAMILIES)
    for (let seed = 0; seed < 40; seed += 1) {
      const drawn = randomModel(seed, family);
      const best = bruteForceAssignment(drawn);
      if (!best || family === 'hard-rows') continue;
      const result = saved({
        model: drawn,
        assignment: best.assignment,
        duals: randomDuals(drawn, randomStream(seed, family)),
      });
      expect(checkSaved(drawn, readAgain(result)), `${family} ${seed}`).toEqual([]);
      kept += 1;
    }
  expect(kept).toBeGreaterThan(400);
});

const tampered: readonly (readonly [
  what: string,
  change: (result: SavedResult) => Partial<SavedResult>,
  fault: string,
])[] = [
  ['another assignment', () => ({ assignment: [1, 2] }), 'passed-over'],
  ['a pair twice', () => ({ assignment: [0, 0] }), 'twice-on-one-list'],
  ['an empty place', () => ({ assignment: [0, -1] }), 'place-left-empty'],
  ['a pair that does not exist', () => ({ assignment: [0, 9] }), 'no-such-pair'],
  ['a place too many', () => ({ assignment: [0, 2, -1] }), 'assignment-length'],
  ['a better activity', () => ({ rowActivity: [0.9] }), 'row-activity'],
  ['a slack', () => ({ rowSlack: [0.9] }), 'row-slack'],
  ['a row too many', ({ rowSlack }) => ({ rowSlack: [...rowSlack, 0] }), 'rows-length'],
  ['a better value', ({ value }) => ({ value: value + 1 }), 'objective'],
  ['a lower bound', ({ bound }) => ({ bound: bound - 1 }), 'bound-differs'],
  ['another price', () => ({ candidatePrice: [[0, 1]] }), 'bound-differs'],
  ['a row price out of its box', () => ({ rowPrice: [33_334] }), 'dual-outside-box'],
  ['a price for a stranger', () => ({ candidatePrice: [[3, 1]] }), 'duals-length'],
  [
    'a stranger on two lists',
    () => ({ declared: { appearances: [[3, 2]], minimum: null, pinned: [] } }),
    'duals-length',
  ],
  ['another model', () => ({ model: '0'.repeat(64) }), 'another-model'],
];
test.each(tampered)('%s is found', (_, change, fault) => {
  const result = saved();
  const findings = checkSaved(model, { ...result, ...change(result) });
  expect(findings.map((f) => f.fault)).toContain(fault);
});

test('what was declared is saved with the result, in one order', () => {
  const by = (lists: Assignment, more: Parameters<typeof saved>[0] = {}) =>
    checkSaved(model, readAgain(saved({ assignment: lists, ...more }))).map(({ fault }) => fault);
  expect(by(Int32Array.of(1, 2))).toEqual(['passed-over']);
  expect(by(Int32Array.of(1, 2), { pinned: [0] })).toEqual([]);
  expect(by(Int32Array.of(0, EMPTY))).toEqual(['place-left-empty']);
  expect(by(Int32Array.of(0, EMPTY), { minimum: Uint8Array.of(1) })).toEqual([]);
  expect(by(Int32Array.of(1, 2), { appearances: Uint8Array.of(0, 1, 1) })).toEqual([]);
  expect(saved({ pinned: [1, 0, 1], appearances: Uint8Array.of(1, 0, 2) }).declared).toEqual({
    pinned: [0, 1],
    minimum: null,
    appearances: [
      [1, 0],
      [2, 2],
    ],
  });
});

test('eligibility worked out again applies to a saved result', () => {
  expect(checkSaved(model, saved(), { eligible: (_, candidate) => candidate !== 2 })).toMatchObject([
    { property: 'P3', fault: 'not-eligible', candidate: 2 },
  ]);
});

test('what cannot be counted is not saved', () => {
  const refusal = (more: Partial<Parameters<typeof saveResult>[0]>) => {
    const saving = saveResult({ model, assignment, duals, ...more });
    return saving.outcome === 'refused' ? saving.findings.map(({ fault }) => fault) : [];
  };
  expect(refusal({ assignment: Int32Array.of(0) })).toEqual(['assignment-length']);
  expect(refusal({ duals: { ...duals, rowPrice: Float64Array.of(-1e-9) } })).toEqual(['dual-outside-box']);
  expect(refusal({ model: { ...model, fillBonus: Number.NaN } })).toEqual(['model-number']);
});

test('the hash of a model changes with each array and number, and not with the memory it stands in', () => {
  const hashes = new Set([modelHash(model)]);
  const arrays = Object.entries(model).filter(([, value]) => typeof value !== 'number');
  expect(arrays).toHaveLength(11);
  for (const [name, array] of arrays as [keyof AssignmentModel, Float64Array][]) {
    const other = array.slice();
    other[0]! += 1;
    hashes.add(modelHash({ ...model, [name]: other }));
  }
  for (const name of ['vacancyCount', 'candidateCount', 'rowCount', 'fillBonus'] as const)
    hashes.add(modelHash({ ...model, [name]: model[name] + 1 }));
  expect(hashes.size).toBe(16);
  const shared = new Uint32Array(new SharedArrayBuffer(4 * model.pairCandidate.length));
  shared.set(model.pairCandidate);
  expect(modelHash({ ...model, pairCandidate: shared })).toBe(modelHash(model));
});

test('the hash is that of the documented bytes', () => {
  const hash = createHash('sha256').update('precal-model-1 0 0 0 1000\n');
  const bytes: readonly (readonly [string, number, string])[] = [
    ['placeOffsets', 1, '00000000'],
    ['placeWeight', 0, ''],
    ['segmentOffsets', 1, '00000000'],
    ['pairOffsets', 1, '00000000'],
    ['pairCandidate', 0, ''],
    ['pairScore', 0, ''],
    ['termOffsets', 1, '00000000'],
    ['termRow', 0, ''],
    ['termCoef', 0, ''],
    ['rowRequired', 0, ''],
    ['rowPenalty', 0, ''],
  ];
  for (const [name, length, hex] of bytes) hash.update(`${name} ${length}\n`).update(Buffer.from(hex, 'hex'));
  expect(modelHash(modelOf({ candidates: 0, vacancies: [] }))).toBe(hash.digest('hex'));
});
