import { describe, expect, test } from 'vitest';
import { fillPlaces } from '../../engine/assignment/fillPlaces.ts';
import { type AssignmentModel, EMPTY } from '../../engine/assignment/model.ts';
import { shapeOf } from '../../engine/assignment/modelShape.ts';
import { rowActivity, worthOf } from '../../engine/assignment/objective.ts';
import { settle } from '../../engine/assignment/settle.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { modelOf } from './support/modelOf.ts';
import { FAMILIES, randomModel } from './support/randomModel.ts';

/** A random assignment of a model: each place anybody of its vacancy who is left, or nobody. */
const drawn = (model: AssignmentModel, seed: number): Int32Array => {
  const random = randomStream(seed, 'settle');
  const { vacancyOf } = shapeOf(model);
  const used = new Set<number>();
  return Int32Array.from(vacancyOf, (d) => {
    const from = model.pairOffsets[model.segmentOffsets[d]!]!;
    const to = model.pairOffsets[model.segmentOffsets[d + 1]!]!;
    if (from === to || random.chance(0.2)) return EMPTY;
    const pair = random.integer(from, to - 1);
    const candidate = model.pairCandidate[pair]!;
    if (used.has(candidate)) return EMPTY;
    used.add(candidate);
    return pair;
  });
};

describe('settling lists', () => {
  const model = modelOf({
    candidates: 4,
    vacancies: [
      {
        weights: [0.6, 0.24],
        segments: [
          {
            pairs: [
              [0, 9_000],
              [1, 9_000],
              [2, 4_000],
            ],
          },
          { pairs: [[3, 5_000]] },
        ],
      },
    ],
  });
  const settled = (...at: number[]) => [...settle(model, shapeOf(model), Int32Array.from(at))];

  test('of two equals that targets see alike, the one the method puts first is listed', () => {
    expect(settled(1, 3)).toEqual([0, 3]);
  });

  test('two of a segment stand in the method’s order', () => {
    expect(settled(1, 0)).toEqual([0, 1]);
  });

  test('no place is empty before a filled one, and whoever is left takes the last', () => {
    expect(settled(EMPTY, 0)).toEqual([0, 1]);
  });

  test('what stands in order stays', () => {
    expect(settled(0, 3)).toEqual([0, 3]);
  });

  test('never lowers the value, and keeps each household on one list, on random sessions', () => {
    let changed = 0;
    for (const family of FAMILIES)
      for (let seed = 1; seed <= 60; seed += 1) {
        const random = randomModel(seed, family);
        const shape = shapeOf(random);
        const before = drawn(random, seed);
        const after = settle(random, shape, before);
        const listed = [...after].filter((pair) => pair !== EMPTY).map((pair) => random.pairCandidate[pair]!);
        expect(new Set(listed).size).toBe(listed.length);
        if (before.some((pair, place) => pair !== after[place])) changed += 1;
        // An empty place that moves down changes what its list weighs in the rows.
        if (before.includes(EMPTY)) continue;
        expect(worthOf(random, shape.segmentOf, after).value).toBeGreaterThanOrEqual(
          worthOf(random, shape.segmentOf, before).value - 1e-6,
        );
        const [a, b] = [before, after].map((at) => rowActivity(random, shape.segmentOf, at));
        if (after.every((pair, s) => shape.segmentOf[pair] === shape.segmentOf[before[s]!]))
          expect(b).toEqual(a);
      }
    expect(changed).toBeGreaterThan(100);
  });
});

describe('filling empty places', () => {
  test('whoever nobody lists takes the place, the one worth most there', () => {
    const model = modelOf({
      candidates: 3,
      vacancies: [
        {
          weights: [0.6, 0.24],
          segments: [
            {
              pairs: [
                [0, 9_000],
                [2, 4_000],
              ],
            },
            { pairs: [[1, 5_000]] },
          ],
        },
      ],
    });
    expect([...fillPlaces(model, shapeOf(model), Int32Array.of(0, EMPTY))]).toEqual([0, 2]);
  });

  test('nobody left: the place stays empty', () => {
    const model = modelOf({
      candidates: 1,
      vacancies: [{ weights: [0.6, 0.24], segments: [{ pairs: [[0, 9_000]] }] }],
    });
    expect([...fillPlaces(model, shapeOf(model), Int32Array.of(0, EMPTY))]).toEqual([0, EMPTY]);
  });
});
