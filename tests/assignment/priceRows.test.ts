import { describe, expect, test } from 'vitest';
import { type AssignmentModel, EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import { worthOf } from '../../engine/assignment/objective.ts';
import { priceRows } from '../../engine/assignment/priceRows.ts';
import { verify } from '../../engine/assignment/proof/verify.ts';
import { bruteForceAssignment } from './support/bruteForceAssignment.ts';
import { honestReport } from './support/honestReport.ts';
import { modelOf } from './support/modelOf.ts';
import { FAMILIES, type Family, randomModel } from './support/randomModel.ts';

const SEEDS = 150;

/** Least share of instances whose value is the optimum: local moves promise no more, the bound says what is left. */
const EXACT_AT_LEAST: Readonly<Record<Family, number>> = {
  generic: 0.9,
  'equal-scores': 0.9,
  'over-tight-floors': 0.9,
  'overlapping-situations': 0.85,
  'popular-candidate': 0.9,
  'empty-pool': 0.9,
  'fractional-blocks': 0.8,
  'hard-rows': 0.6,
  contingents: 0.85,
  'more-places-than-candidates': 0.85,
  'negative-scores': 0.9,
  'zero-tolerance': 0.85,
};

const candidateAt = (model: AssignmentModel, assignment: Int32Array): (number | null)[] =>
  [...assignment].map((pair) => (pair === EMPTY ? null : model.pairCandidate[pair]!));

describe('price phase and local moves on random small sessions', () => {
  test.each(FAMILIES)('%s: verified, bounded, near the optimum', (family) => {
    let exact = 0;
    let feasible = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const model = randomModel(seed, family);
      const result = priceRows(model);
      const worth = worthOf(model, segmentOfPairs(model), result.assignment);
      const best = bruteForceAssignment(model);
      if (best === null || worth.violation > 0) continue;
      feasible += 1;
      const rounding = 1e-6 * (1 + Math.abs(best.value));
      expect(result.value).toBeLessThanOrEqual(best.value + rounding);
      expect(result.bound).toBeGreaterThanOrEqual(best.value - rounding);
      if (result.value >= best.value - 1) exact += 1;
      const reported = honestReport(model, result.assignment, result.duals);
      expect({ seed, findings: verify({ model, assignment: result.assignment, reported }) }).toEqual({
        seed,
        findings: [],
      });
    }
    expect(feasible).toBeGreaterThan(SEEDS * 0.4);
    expect(exact / feasible).toBeGreaterThanOrEqual(EXACT_AT_LEAST[family]);
  });
});

describe('price phase, by hand', () => {
  const RANKS = [0.6, 0.24, 0.1];

  test('without rows, each rank takes the best who is left', () => {
    const model = modelOf({
      candidates: 4,
      vacancies: [
        {
          weights: RANKS,
          segments: [
            {
              pairs: [
                [2, 40_000],
                [0, 30_000],
                [3, 20_000],
                [1, 10_000],
              ],
            },
          ],
        },
      ],
    });
    expect(candidateAt(model, priceRows(model).assignment)).toEqual([2, 0, 3]);
  });

  test('one household, one list: the vacancy that loses least gives up the candidate both want', () => {
    const model = modelOf({
      candidates: 3,
      vacancies: [
        {
          weights: [0.6],
          segments: [
            {
              pairs: [
                [0, 40_000],
                [1, 39_000],
              ],
            },
          ],
        },
        {
          weights: [0.6],
          segments: [
            {
              pairs: [
                [0, 40_000],
                [2, 10_000],
              ],
            },
          ],
        },
      ],
    });
    expect(candidateAt(model, priceRows(model).assignment)).toEqual([1, 0]);
  });

  const mixed = (penalty: number) =>
    modelOf({
      candidates: 2,
      rows: [{ required: 0.3, penalty }],
      vacancies: [
        {
          weights: [0.6],
          segments: [{ pairs: [[0, 50_000]] }, { terms: [[0, 0.5]], pairs: [[1, 30_000]] }],
        },
      ],
    });

  test('a target brings a candidate of fewer points to the list when a dwelling short costs more', () => {
    const model = mixed(60_000);
    const result = priceRows(model);
    expect(candidateAt(model, result.assignment)).toEqual([1]);
    expect(result.duals.rowPrice[0]).toBeGreaterThanOrEqual(40_000 - 500);
  });

  test('and leaves the list as the points have it when it costs less', () => {
    const model = mixed(39_000);
    expect(candidateAt(model, priceRows(model).assignment)).toEqual([0]);
  });

  test('a hard row is held at any cost of points', () => {
    const model = mixed(Infinity);
    expect(candidateAt(model, priceRows(model).assignment)).toEqual([1]);
  });

  test('a place is empty only when nobody is left for it', () => {
    const model = modelOf({
      candidates: 1,
      vacancies: [
        { weights: [0.6, 0.24], segments: [{ pairs: [[0, -5_000]] }] },
        { weights: [0.6], segments: [{ pairs: [[0, -9_000]] }] },
      ],
    });
    const at = candidateAt(model, priceRows(model).assignment);
    expect(at.filter((candidate) => candidate !== null)).toEqual([0]);
  });

  test('no vacancy, no row, no pair: an empty session is worth nothing, and proven so', () => {
    const empty = modelOf({ candidates: 0, vacancies: [] });
    expect(priceRows(empty)).toMatchObject({ value: 0, bound: 0 });
    const nobody = modelOf({ candidates: 0, vacancies: [{ weights: RANKS, segments: [] }] });
    expect(candidateAt(nobody, priceRows(nobody).assignment)).toEqual([null, null, null]);
  });
});

describe('limits are counted, not timed', () => {
  const model = randomModel(7, 'generic');

  test('the same limits give the same bytes', () => {
    const runs = [1, 2].map(() => priceRows(model, { limits: { maxRounds: 9 } }));
    expect(runs[0]).toEqual(runs[1]);
  });

  test('a caller that stops gets an assignment and a bound that hold', () => {
    const stopped = priceRows(model, { stopped: (round) => round === 3 });
    expect(stopped).toMatchObject({ aborted: true, rounds: 3 });
    expect(stopped.bound).toBeGreaterThanOrEqual(bruteForceAssignment(model)!.value - 1e-6);
  });

  test('stopped before the first round: nobody is listed but by what is free, and the bound of the first prices holds', () => {
    const stopped = priceRows(model, { stopped: () => true });
    expect(stopped).toMatchObject({ aborted: true, rounds: 0 });
    expect(stopped.bound).toBeGreaterThanOrEqual(bruteForceAssignment(model)!.value - 1e-6);
    expect(Number.isFinite(stopped.bound)).toBe(true);
    const reported = honestReport(model, stopped.assignment, stopped.duals);
    expect(reported.bound).toBeCloseTo(stopped.bound, 6);
  });

  test('progress tells the round, the value and the bound, which never rises', () => {
    const bounds: number[] = [];
    priceRows(randomModel(3, 'fractional-blocks'), { progress: (_, __, bound) => bounds.push(bound) });
    expect(bounds.length).toBeGreaterThan(1);
    expect(bounds).toEqual([...bounds].sort((a, b) => b - a));
  });
});
