import { describe, expect, test } from 'vitest';
import {
  type AssignmentModel,
  EMPTY,
  segmentOfPairs,
  vacancyOfPlaces,
} from '../../engine/assignment/model.ts';
import { worthOf } from '../../engine/assignment/objective.ts';
import { certify } from '../../engine/assignment/proof/certificate.ts';
import {
  goalsOf,
  HOUSEHOLD,
  householdsOf,
  type StagedModel,
  solveStages,
  stageModel,
} from '../../engine/assignment/stages.ts';
import { modelOf } from './support/modelOf.ts';
import { randomModel } from './support/randomModel.ts';

/** Every assignment of a tiny model, empty places included. */
function* assignmentsOf(model: AssignmentModel): Generator<Int32Array> {
  const vacancyOf = vacancyOfPlaces(model);
  const at = new Int32Array(vacancyOf.length).fill(EMPTY);
  const used = new Set<number>();
  function* from(place: number): Generator<Int32Array> {
    if (place === at.length) {
      yield at.slice();
      return;
    }
    const d = vacancyOf[place]!;
    const end = model.pairOffsets[model.segmentOffsets[d + 1]!]!;
    for (let pair = model.pairOffsets[model.segmentOffsets[d]!]!; pair < end; pair += 1) {
      const candidate = model.pairCandidate[pair]!;
      if (used.has(candidate)) continue;
      used.add(candidate);
      at[place] = pair;
      yield* from(place + 1);
      used.delete(candidate);
    }
    at[place] = EMPTY;
    yield* from(place + 1);
  }
  yield* from(0);
}

const small = (family: 'generic' | 'equal-scores' | 'zero-tolerance', count: number): AssignmentModel[] => {
  const found: AssignmentModel[] = [];
  for (let seed = 1; found.length < count; seed += 1) {
    const model = randomModel(seed, family);
    if (model.placeWeight.length <= 4 && model.candidateCount <= 4 && model.pairCandidate.length > 0)
      found.push(model);
  }
  return found;
};

describe('levels, optimised in order before any point', () => {
  const leveled = (model: AssignmentModel): StagedModel => {
    const segmentLevel = Uint8Array.from(
      { length: model.pairOffsets.length - 1 },
      (_, segment) => segment % 3,
    );
    const levels = [...new Set(segmentLevel)].sort();
    return {
      model,
      segmentLevel,
      rowPrecedence: new Uint8Array(model.rowCount).fill(1),
      goals: goalsOf({ levels, precedences: [1], strict: false }),
    };
  };

  test('equal what enumeration finds, level by level', () => {
    let equal = 0;
    const models = [...small('generic', 16), ...small('equal-scores', 10)];
    for (const model of models) {
      const staged = leveled(model);
      const segmentOf = segmentOfPairs(model);
      const { stages } = solveStages(staged);
      const served = (at: Int32Array) =>
        staged.goals.flatMap((goal) =>
          goal.kind === 'level' ? householdsOf(model, segmentOf, staged.segmentLevel, at, goal.level) : [],
        );
      let best: number[] = [];
      for (const at of assignmentsOf(model)) {
        const own = served(at);
        const differs = own.findIndex((n, i) => Math.abs(n - (best[i] ?? -1)) > 1e-9);
        if (best.length === 0 || (differs >= 0 && own[differs]! > best[differs]!)) best = own;
      }
      const reached = served(stages.at(-1)!.assignment);
      const first = reached.findIndex((n, i) => Math.abs(n - best[i]!) > 1e-6);
      // A level falls short only where the one before does not; its proof still covers the best.
      if (first >= 0) expect(reached[first]).toBeLessThan(best[first]!);
      else equal += 1;
      expect(
        worthOf(stageModel(staged, stages.slice(0, -1)), segmentOf, stages.at(-1)!.assignment).violation,
      ).toBe(0);
    }
    expect(equal / models.length).toBeGreaterThanOrEqual(0.9);
  });

  test('no number of points is worth a level', () => {
    const model = modelOf({
      candidates: 2,
      vacancies: [{ weights: [0.6], segments: [{ pairs: [[0, 1_000]] }, { pairs: [[1, 900_000]] }] }],
    });
    const staged: StagedModel = {
      model,
      segmentLevel: Uint8Array.of(0, 1),
      rowPrecedence: new Uint8Array(0),
      goals: goalsOf({ levels: [0, 1], precedences: [], strict: false }),
    };
    const { assignment, stages } = solveStages(staged);
    expect(model.pairCandidate[assignment[0]!]).toBe(0);
    expect(stages.map(({ goal }) => goal.kind)).toEqual(['level', 'points']);
    // Value of a level's stage: households, with as much again for each filled place.
    expect(stages[0]!.value).toBeCloseTo(0.6 * 2 * HOUSEHOLD, 6);
  });
});

describe('strict precedence of targets', () => {
  const model = modelOf({
    candidates: 2,
    rows: [
      { required: 0.6, penalty: 1_000 },
      { required: 0.6, penalty: 900_000 },
    ],
    vacancies: [
      {
        weights: [0.6],
        segments: [
          { terms: [[0, 1]], pairs: [[0, 10_000]] },
          { terms: [[1, 1]], pairs: [[1, 90_000]] },
        ],
      },
    ],
  });
  const staged = (strict: boolean): StagedModel => ({
    model,
    segmentLevel: new Uint8Array(2),
    rowPrecedence: Uint8Array.of(1, 2),
    goals: goalsOf({ levels: [0], precedences: [1, 2], strict }),
  });
  const listed = (strict: boolean) => model.pairCandidate[solveStages(staged(strict)).assignment[0]!];

  test('the first target is held whatever the second and the points cost', () => {
    expect(listed(true)).toBe(0);
  });

  test('priced, the dearer target wins', () => {
    expect(listed(false)).toBe(1);
  });

  test('each stage proves its own bound, over every pair', () => {
    for (const each of small('zero-tolerance', 20)) {
      const strict: StagedModel = {
        model: each,
        segmentLevel: new Uint8Array(each.pairOffsets.length - 1),
        rowPrecedence: Uint8Array.from({ length: each.rowCount }, (_, row) => 1 + (row % 2)),
        goals: goalsOf({ levels: [0], precedences: [1, 2], strict: true }),
      };
      const { stages } = solveStages(strict);
      stages.forEach((stage, k) => {
        const of = stageModel(strict, stages.slice(0, k));
        const proof = certify(of, stage.duals);
        expect(proof.outcome).toBe('certified');
        if (proof.outcome === 'certified') expect(proof.bound).toBeCloseTo(stage.bound, 3);
        expect(stage.bound).toBeGreaterThanOrEqual(stage.value - 1e-6 * (1 + Math.abs(stage.value)));
      });
    }
  });

  test('the slack of the first precedence is the least there is', () => {
    let least = 0;
    const models = small('zero-tolerance', 25).filter((each) => each.rowCount > 0);
    for (const each of models) {
      const strict: StagedModel = {
        model: each,
        segmentLevel: new Uint8Array(each.pairOffsets.length - 1),
        rowPrecedence: Uint8Array.from({ length: each.rowCount }, (_, row) => 1 + (row % 2)),
        goals: goalsOf({ levels: [0], precedences: [1, 2], strict: true }),
      };
      const own = stageModel(strict, []);
      const segmentOf = segmentOfPairs(own);
      let best = -Infinity;
      for (const at of assignmentsOf(own)) best = Math.max(best, worthOf(own, segmentOf, at).value);
      const reached = solveStages(strict).stages[0]!.value;
      expect(reached).toBeLessThanOrEqual(best + 1e-3);
      if (reached >= best - 1) least += 1;
    }
    expect(models.length).toBeGreaterThan(10);
    expect(least / models.length).toBeGreaterThanOrEqual(0.85);
  });
});

test('what a stage reached is never lost by those after it, a gap closed in a list included', () => {
  let held = 0;
  // In the instances of seeds 32 and 40, a list has a gap that closing would make dear to a level held.
  for (const seed of [31, 32, 40]) {
    const model = randomModel(seed, 'overlapping-situations');
    const staged: StagedModel = {
      model,
      rowPrecedence: Uint8Array.from({ length: model.rowCount }, (_, row) => 1 + (row % 3)),
      segmentLevel: Uint8Array.from(
        { length: model.pairOffsets.length - 1 },
        (_, segment) => 1 + (segment % 3),
      ),
      goals: goalsOf({ levels: [1, 2, 3], precedences: [1, 2, 3], strict: true }),
    };
    const { stages } = solveStages(staged, { limits: { maxRounds: 40 } });
    for (const [k, { assignment }] of stages.entries()) {
      const stage = stageModel(staged, stages.slice(0, k));
      if (stage.rowPenalty.includes(Infinity)) held += 1;
      expect(worthOf(stage, segmentOfPairs(stage), assignment).violation).toBe(0);
    }
  }
  expect(held).toBeGreaterThan(9);
});

describe('limits of the stages', () => {
  const staged = (maxRounds?: number): { readonly rounds: readonly number[]; readonly bids: number } => {
    const { stages } = solveStages(
      model,
      maxRounds === undefined ? {} : { limits: { maxRounds, relativeGap: 0 } },
    );
    return {
      rounds: stages.map(({ rounds }) => rounds),
      bids: stages.reduce((sum, { bids }) => sum + bids, 0),
    };
  };
  const base = randomModel(3, 'fractional-blocks');
  const model: StagedModel = {
    model: base,
    rowPrecedence: new Uint8Array(base.rowCount).fill(1),
    segmentLevel: Uint8Array.from({ length: base.pairOffsets.length - 1 }, (_, segment) => 1 + (segment % 2)),
    goals: goalsOf({ levels: [1, 2], precedences: [1], strict: true }),
  };
  const bidsOf = (maxBids: number): readonly number[] =>
    solveStages(model, { limits: { maxBids } }).stages.map(({ bids }) => bids);

  test('rounds are those of each stage, the first ones included', () => {
    expect(staged(3).rounds).toHaveLength(3);
    expect(Math.max(...staged(3).rounds)).toBeLessThanOrEqual(3);
  });

  test('bids are those of all stages together, the last auctions included', () => {
    const free = bidsOf(1_000_000_000);
    const all = free.reduce((sum, bids) => sum + bids, 0);
    expect(free).toEqual(solveStages(model).stages.map(({ bids }) => bids));
    expect(bidsOf(all)).toEqual(free);
    for (const most of [1, Math.floor(all / 2), all - 1])
      expect(bidsOf(most).reduce((sum, bids) => sum + bids, 0)).toBe(most);
  });

  test('without bids left, lists are whole and their bound still holds', () => {
    const { stages, assignment } = solveStages(model, { limits: { maxBids: 1 } });
    for (const [k, stage] of stages.entries()) {
      const certificate = certify(stageModel(model, stages.slice(0, k)), stage.duals);
      expect(certificate).toMatchObject({ outcome: 'certified' });
      expect(stage.bound).toBeGreaterThanOrEqual(stage.value - 1e-6);
    }
    const whole = solveStages(model).assignment;
    expect(assignment.filter((pair) => pair === EMPTY)).toHaveLength(
      whole.filter((pair) => pair === EMPTY).length,
    );
  });
});
