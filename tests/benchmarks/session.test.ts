import { describe, expect, test } from 'vitest';
import { type Stopped, stoppedTiming } from '../../benchmarks/harness/stopped.ts';
import { jsLpAssignment } from '../../benchmarks/peer/jsLpSession.ts';
import { requireNoContradiction, runPeer, valueOfPeer } from '../../benchmarks/peer/runSession.ts';
import type { SessionAnswer } from '../../benchmarks/peer/sessionPeer.ts';
import { bestOfClasses } from '../../benchmarks/suites/session.ts';
import { drawChange, MEETING_CHANGES } from '../../benchmarks/workloads/changes.ts';
import {
  difficultyOf,
  requestOfWorld,
  requireDifficulty,
  withoutRows,
} from '../../benchmarks/workloads/session.ts';
import { pointsOf, proofOf, requireVerified, solveSession } from '../../benchmarks/workloads/solved.ts';
import { allColumns } from '../../engine/assignment/columns.ts';
import { EMPTY, segmentOfPairs } from '../../engine/assignment/model.ts';
import { worthOf } from '../../engine/assignment/objective.ts';
import { modelFaults } from '../../engine/assignment/proof/modelFaults.ts';
import { constrain } from '../../engine/assignment/repair/change.ts';
import { sessionOf } from '../../engine/assignment/repair/session.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { bruteForceAssignment } from '../assignment/support/bruteForceAssignment.ts';
import { FAMILIES, randomModel } from '../assignment/support/randomModel.ts';
import { SMALL } from './small.ts';

const whole = requestOfWorld(SMALL);
const solved = solveSession({ ...whole, vacancies: whole.vacancies.slice(0, 20) });
const { model } = solved.prepared.problem;

describe('the session that is timed', () => {
  test('has every active row, and the default options', () => {
    expect(solved.prepared.rows.length).toBeGreaterThan(40);
    expect(solved.prepared.request.options.pace).toBe('spread');
    expect(model.rowCount).toBe(solved.prepared.rows.length);
  });
  test('is recounted without the solver; a value, a bound or lists that are not its own stop the suite', () => {
    requireVerified('small', solved);
    const with_ = (change: object) => ({ ...solved, stages: [{ ...proofOf(solved), ...change }] });
    expect(() => requireVerified('small', with_({ value: proofOf(solved).value + 50_000 }))).toThrow(
      'recounted',
    );
    expect(() => requireVerified('small', with_({ bound: proofOf(solved).value - 50_000 }))).toThrow(
      'recounted',
    );
    const emptied = solved.assignment.slice().fill(EMPTY, 0, 1);
    expect(() => requireVerified('small', with_({ assignment: emptied }))).toThrow('P2');
  });
  test('without rows, it is the same places and pairs under no target', () => {
    const free = withoutRows(model);
    expect(modelFaults(free)).toEqual([]);
    expect(free.rowCount).toBe(0);
    expect(free.pairScore).toBe(model.pairScore);
  });
  test('its difficulty is counted on lists by points alone, and an easy one is refused', () => {
    const { rows, broken, priced } = difficultyOf(solved.prepared, proofOf(solved).duals.rowPrice);
    expect(rows).toBe(model.rowCount);
    expect(broken).toBeLessThanOrEqual(rows);
    expect(priced).toBe(proofOf(solved).duals.rowPrice.filter((price) => price > 1).length);
    requireDifficulty('hard', { rows: 100, broken: 30, priced: 20 });
    expect(() => requireDifficulty('easy', { rows: 100, broken: 29, priced: 20 })).toThrow(
      'an easy instance',
    );
    expect(() => requireDifficulty('easy', { rows: 100, broken: 30, priced: 19 })).toThrow(
      'an easy instance',
    );
  });
  test('points leave out what filling a place is worth', () => {
    const filled = solved.assignment.reduce(
      (sum, pair, s) => (pair === EMPTY ? sum : sum + model.placeWeight[s]!),
      0,
    );
    const { value } = worthOf(model, segmentOfPairs(model), solved.assignment);
    expect(pointsOf(model, solved.assignment)).toBeCloseTo(value - filled * model.fillBonus, 3);
  });
});

describe('peers of a session', () => {
  test('javascript-lp-solver as it is called finds the value of brute force', async () => {
    let compared = 0;
    for (const family of FAMILIES)
      for (const seed of [1, 2, 3, 4, 5]) {
        const small = randomModel(seed, family);
        const best = bruteForceAssignment(small);
        if (best === null || small.rowPenalty.includes(Infinity)) continue;
        const found = await jsLpAssignment(small, allColumns(small));
        expect(worthOf(small, segmentOfPairs(small), found).value, `${family} ${seed}`).toBeCloseTo(
          best.value,
          2,
        );
        compared += 1;
      }
    expect(compared).toBeGreaterThan(45);
  });
  test('the best of each class are as many pairs as the vacancy has places, for each of these', () => {
    const { place, pair } = bestOfClasses(model);
    const segmentOf = segmentOfPairs(model);
    pair.forEach((i, k) => {
      const segment = segmentOf[i]!;
      const vacancy = model.placeOffsets.findIndex((from) => from > place[k]!) - 1;
      const places = model.placeOffsets[vacancy + 1]! - model.placeOffsets[vacancy]!;
      expect(segment).toBeGreaterThanOrEqual(model.segmentOffsets[vacancy]!);
      expect(segment).toBeLessThan(model.segmentOffsets[vacancy + 1]!);
      expect(i - model.pairOffsets[segment]!).toBeLessThan(places);
    });
    expect(pair.length).toBeGreaterThan(100);
  });
  test('column generation in its worker bounds what we certified, and our lists', async () => {
    const run = await runPeer({ peer: 'linear-bound', model }, 60_000);
    if (run.outcome !== 'answered') throw new Error(run.outcome);
    expect(run.answer.linearBound!).toBeGreaterThanOrEqual(proofOf(solved).value - 1e-3);
    expect(run.answer.linearBound!).toBeLessThanOrEqual(proofOf(solved).bound + 1);
    requireNoContradiction('small', solved, run);
  });
  test('a peer still running at its limit is killed', async () => {
    const run = await runPeer({ peer: 'javascript-lp-solver', model, columns: bestOfClasses(model) }, 50);
    expect(run).toEqual({ outcome: 'stopped', ms: 50 });
    expect(valueOfPeer(solved, run)).toBeNull();
  });
  test('a peer that breaks says why, and has no time', async () => {
    const broken = {
      ...model,
      placeOffsets: new Uint32Array(0),
      placeWeight: null,
    } as unknown as typeof model;
    const run = await runPeer({ peer: 'linear-bound', model: broken }, 60_000);
    expect(run.outcome).toBe('failed');
    expect(stoppedTiming('broken', [run])).toEqual([]);
  });
  test('one stopped run makes the timing a lower bound', () => {
    const run = (outcome: 'answered' | 'stopped', ms: number) =>
      ({ outcome, ms, answer: null }) as Stopped<unknown>;
    const [timing] = stoppedTiming('peer', [run('answered', 10), run('stopped', 50)]);
    expect(timing).toMatchObject({ samples: 2, p99Ms: 50, atLeast: true });
    expect(stoppedTiming('peer', [run('answered', 10)])[0]).toMatchObject({ atLeast: false });
  });
  test('lists worth more than the certified bound, or a bound under our lists, stop the suite', () => {
    const { value, bound } = proofOf(solved);
    const answered = (answer: Partial<SessionAnswer>): Stopped<SessionAnswer> => ({
      outcome: 'answered',
      ms: 1,
      answer: { assignment: null, linearBound: null, claimedBound: null, failure: null, ...answer },
    });
    requireNoContradiction('x', solved, answered({ assignment: solved.assignment, linearBound: bound }));
    const wrong = { ...solved, stages: [{ ...proofOf(solved), bound: value - 1_000 }] };
    expect(() => requireNoContradiction('x', wrong, answered({ assignment: solved.assignment }))).toThrow(
      'over the certified bound',
    );
    expect(() => requireNoContradiction('x', solved, answered({ linearBound: value - 1_000 }))).toThrow(
      'is under lists worth',
    );
  });
});

test('changes of a meeting are drawn of every kind, and the session takes them', () => {
  const before = sessionOf(model, solved.assignment);
  const random = randomStream(5, 'tests/changes');
  for (const kind of MEETING_CHANGES) {
    let drawn = 0;
    for (let run = 0; run < 20; run += 1) {
      const changes = drawChange(random, kind, model, before);
      if (changes === null) continue;
      drawn += 1;
      expect(constrain(model, before, changes).ok, kind).toBe(true);
    }
    expect(drawn, kind).toBeGreaterThan(5);
  }
});
