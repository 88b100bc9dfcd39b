import { expect, test } from 'vitest';
import { EMPTY } from '../../engine/assignment/model.ts';
import { verify } from '../../engine/assignment/proof/verify.ts';
import { gapOf, randomLists } from '../../engine/assignment/yardstick.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { bruteForceAssignment } from './support/bruteForceAssignment.ts';
import { honestReport } from './support/honestReport.ts';
import { modelOf } from './support/modelOf.ts';
import { randomDuals } from './support/randomDuals.ts';
import { FAMILIES, randomModel } from './support/randomModel.ts';

test('random lists are one per candidate, of eligible pairs, and leave no place empty while somebody is left', () => {
  let emptyPlaces = 0;
  let lists = 0;
  for (const family of FAMILIES) {
    // Lists drawn by lot look at no row: a hard one may break.
    if (family === 'hard-rows') continue;
    for (let seed = 0; seed < 100; seed += 1) {
      const model = randomModel(seed, family);
      const assignment = randomLists(model, randomStream(seed, 'lists'));
      const duals = randomDuals(model, randomStream(seed, 'duals'));
      const findings = verify({ model, assignment, reported: honestReport(model, assignment, duals) });
      // Drawn by lot: the order inside a segment is not theirs to keep.
      expect(
        findings.filter(({ property }) => property !== 'P7'),
        `${family} ${seed}`,
      ).toEqual([]);
      lists += 1;
      if (assignment.includes(EMPTY)) emptyPlaces += 1;
    }
  }
  expect(lists).toBe(1100);
  expect(emptyPlaces).toBeGreaterThan(100);
});

test('same seed, same lists; each free pair as likely as another', () => {
  const model = randomModel(3, 'generic');
  expect(randomLists(model, randomStream(1, 'x'))).toEqual(randomLists(model, randomStream(1, 'x')));
  const wide = modelOf({
    candidates: 4,
    vacancies: [
      {
        weights: [0.5],
        segments: [
          {
            pairs: [
              [0, 4],
              [1, 3],
            ],
          },
          {
            pairs: [
              [2, 2],
              [3, 1],
            ],
          },
        ],
      },
    ],
  });
  const drawn = [0, 0, 0, 0];
  for (let seed = 0; seed < 4000; seed += 1) drawn[randomLists(wide, randomStream(seed, 'even'))[0]!]! += 1;
  // Four standard errors around a quarter.
  for (const times of drawn) expect(Math.abs(times - 1000)).toBeLessThan(110);
});

/** Two candidates for one place, with 60 and 20 points; lists drawn by lot are worth 20 points on average (p = 0.5). */
const pair = modelOf({
  candidates: 2,
  vacancies: [
    {
      weights: [0.5],
      segments: [
        {
          pairs: [
            [0, 60_000],
            [1, 20_000],
          ],
        },
      ],
    },
  ],
});
const gap = (value: number, bound: number, model = pair) =>
  gapOf({ model, assignment: Int32Array.of(0), value, bound, seed: 1, samples: 2000 });

test('the gap of one place by hand: what is left of the way from the lot to the bound', () => {
  const bonus = 0.5 * pair.fillBonus;
  const best = bonus + 30_000;
  expect(gap(best, best)).toEqual({ relative: 0, pointsPerDwelling: 0 });
  const { relative, pointsPerDwelling } = gap(best, best + 1000);
  expect(relative).toBeCloseTo(1000 / 11_000, 2);
  expect(pointsPerDwelling).toBe(1);
});

test('a larger fill bonus shrinks nothing, even when the lot leaves places empty', () => {
  // The lot may give candidate 0, whom vacancy 1 needs, to vacancy 0: one place is then empty.
  const withBonus = (fillBonus: number) =>
    modelOf({
      candidates: 2,
      fillBonus,
      vacancies: [
        {
          weights: [0.5],
          segments: [
            {
              pairs: [
                [1, 50_000],
                [0, 40_000],
              ],
            },
          ],
        },
        { weights: [0.5], segments: [{ pairs: [[0, 30_000]] }] },
      ],
    });
  const relative = (fillBonus: number) => {
    const model = withBonus(fillBonus);
    const { assignment, value } = bruteForceAssignment(model)!;
    return gapOf({ model, assignment, value, bound: value + 500, seed: 1 }).relative!;
  };
  expect(relative(100_000)).toBeGreaterThan(0);
  expect(relative(10_000_000)).toBeCloseTo(relative(100_000), 6);
});

test('no way to measure: the lot is worth the bound, or there is nothing to allocate', () => {
  const lone = modelOf({
    candidates: 1,
    vacancies: [{ weights: [0.5], segments: [{ pairs: [[0, 1000]] }] }],
  });
  const value = 0.5 * (lone.fillBonus + 1000);
  expect(gap(value, value, lone)).toEqual({ relative: null, pointsPerDwelling: 0 });
  const none = modelOf({ candidates: 0, vacancies: [] });
  const nothing = { model: none, assignment: new Int32Array(0), value: 0, bound: 0, seed: 1 };
  expect(gapOf(nothing)).toEqual({ relative: null, pointsPerDwelling: 0 });
});
