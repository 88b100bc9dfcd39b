import { expect, test } from 'vitest';
import { type AssignmentModel, EMPTY, segmentOfPairs } from '../../../engine/assignment/model.ts';
import { worthOf } from '../../../engine/assignment/objective.ts';
import { modelFaults } from '../../../engine/assignment/proof/modelFaults.ts';
import { bruteForceAssignment } from './bruteForceAssignment.ts';
import { modelOf } from './modelOf.ts';
import { FAMILIES, type Family, randomModel } from './randomModel.ts';

/** Every assignment, nothing pruned. */
const enumerated = (model: AssignmentModel): number | null => {
  const segmentOf = segmentOfPairs(model);
  const at = new Int32Array(model.placeWeight.length).fill(EMPTY);
  const taken = new Set<number>();
  let best: number | null = null;
  const visit = (d: number, s: number): void => {
    if (s === at.length) {
      const { value, violation } = worthOf(model, segmentOf, at);
      if (violation <= 1e-9 && (best === null || value > best)) best = value;
      return;
    }
    if (s === model.placeOffsets[d + 1]) {
      visit(d + 1, s);
      return;
    }
    visit(d, s + 1);
    const from = model.pairOffsets[model.segmentOffsets[d]!]!;
    const end = model.pairOffsets[model.segmentOffsets[d + 1]!]!;
    for (let pair = from; pair < end; pair += 1) {
      const candidate = model.pairCandidate[pair]!;
      if (taken.has(candidate)) continue;
      taken.add(candidate);
      at[s] = pair;
      visit(d, s + 1);
      taken.delete(candidate);
      at[s] = EMPTY;
    }
  };
  visit(0, 0);
  return best;
};

test('brute force finds the value of the plain enumeration of every assignment', () => {
  let compared = 0;
  let infeasible = 0;
  for (const family of FAMILIES)
    for (let seed = 0; seed < 60; seed += 1) {
      const model = randomModel(seed, family);
      if (model.placeWeight.length > 5 || model.pairCandidate.length > 14) continue;
      const expected = enumerated(model);
      const found = bruteForceAssignment(model);
      compared += 1;
      if (expected === null) {
        infeasible += 1;
        expect(found, `${family} ${seed}`).toBeNull();
        continue;
      }
      expect(found?.value, `${family} ${seed}`).toBeCloseTo(expected, 4);
      const worth = worthOf(model, segmentOfPairs(model), found!.assignment);
      expect(worth.value, `${family} ${seed}`).toBeCloseTo(expected, 4);
    }
  expect(compared).toBeGreaterThan(250);
  expect(infeasible).toBeGreaterThan(5);
});

test('a candidate with two appearances stands on two lists, never twice on one', () => {
  const model = modelOf({
    candidates: 1,
    vacancies: [
      { weights: [0.5, 0.25], segments: [{ pairs: [[0, 10_000]] }] },
      { weights: [0.5], segments: [{ pairs: [[0, 20_000]] }] },
    ],
  });
  expect(bruteForceAssignment(model)?.assignment).toEqual(Int32Array.of(EMPTY, EMPTY, 1));
  expect(bruteForceAssignment(model, Uint8Array.of(2))?.assignment).toEqual(Int32Array.of(0, EMPTY, 1));
  expect(bruteForceAssignment(model, Uint8Array.of(0))?.assignment).toEqual(
    Int32Array.of(EMPTY, EMPTY, EMPTY),
  );
});

const models = (family: Family): AssignmentModel[] =>
  Array.from({ length: 200 }, (_, seed) => randomModel(seed, family));
const share = (family: Family, holds: (model: AssignmentModel) => boolean): number =>
  models(family).filter(holds).length / 200;
const slackOf = (model: AssignmentModel): number => {
  const best = bruteForceAssignment(model);
  if (!best) return 0;
  let paid = -best.value;
  best.assignment.forEach((pair, s) => {
    if (pair !== EMPTY) paid += model.placeWeight[s]! * (model.pairScore[pair]! + model.fillBonus);
  });
  return paid;
};

test.each(FAMILIES)('%s: sound models, each seed its own, the same twice', (family) => {
  const drawn = models(family);
  for (const model of drawn) expect(modelFaults(model)).toEqual([]);
  expect(models(family)).toEqual(drawn);
  expect(new Set(drawn.map((model) => JSON.stringify(model))).size).toBeGreaterThan(150);
});

test('each family is what its name says', () => {
  expect(share('equal-scores', (m) => new Set(m.pairScore).size <= 1)).toBe(1);
  expect(share('over-tight-floors', (m) => slackOf(m) > 1000)).toBe(1);
  expect(share('overlapping-situations', (m) => m.termRow.length > m.pairOffsets.length - 1)).toBeGreaterThan(
    0.8,
  );
  expect(
    share('popular-candidate', (m) => m.pairCandidate.filter((c) => c === 0).length === m.vacancyCount),
  ).toBe(1);
  expect(share('empty-pool', (m) => m.pairOffsets[m.segmentOffsets[1]!] === 0)).toBe(1);
  expect(share('hard-rows', (m) => m.rowPenalty.includes(Infinity))).toBeGreaterThan(0.7);
  expect(share('hard-rows', (m) => bruteForceAssignment(m) === null)).toBeGreaterThan(0.05);
  expect(
    share('hard-rows', (m) => m.rowPenalty.includes(Infinity) && bruteForceAssignment(m) !== null),
  ).toBeGreaterThan(0.3);
  const severalPairs = (m: AssignmentModel) =>
    [...Array(m.vacancyCount).keys()].some((d) => {
      const from = m.pairOffsets[m.segmentOffsets[d]!]!;
      const candidates = [...m.pairCandidate.slice(from, m.pairOffsets[m.segmentOffsets[d + 1]!]!)];
      return new Set(candidates).size < candidates.length;
    });
  expect(share('contingents', severalPairs)).toBeGreaterThan(0.8);
  expect(share('generic', severalPairs)).toBe(0);
  expect(share('more-places-than-candidates', (m) => m.placeWeight.length > m.candidateCount)).toBe(1);
  expect(share('negative-scores', (m) => m.pairScore.some((score) => score < 0))).toBeGreaterThan(0.95);
  // A row met with nothing to spare at the optimum.
  expect(share('zero-tolerance', (m) => exactlyMet(m))).toBeGreaterThan(0.2);
});

const exactlyMet = (model: AssignmentModel): boolean => {
  const best = bruteForceAssignment(model)!;
  const segmentOf = segmentOfPairs(model);
  const activity = new Float64Array(model.rowCount);
  best.assignment.forEach((pair, s) => {
    if (pair === EMPTY) return;
    const k = segmentOf[pair]!;
    for (let e = model.termOffsets[k]!; e < model.termOffsets[k + 1]!; e += 1)
      activity[model.termRow[e]!]! += model.placeWeight[s]! * model.termCoef[e]!;
  });
  return activity.some((reached, t) => reached === model.rowRequired[t]! && model.termRow.includes(t));
};
