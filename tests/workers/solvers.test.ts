import { afterAll, describe, expect, test } from 'vitest';
import { solverBySize } from '../../api/workers/bySize.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver, SolveProgress } from '../../api/workers/solver.ts';
import { workerPoolSolver } from '../../api/workers/workerPool.ts';
import type { StagedModel, StagedResult } from '../../engine/assignment/stages.ts';
import { goalsOf } from '../../engine/assignment/stages.ts';
import { FAMILIES, randomModel } from '../assignment/support/randomModel.ts';

const one = workerPoolSolver(1);
const two = workerPoolSolver(2);
afterAll(async () => {
  await one.close();
  await two.close();
});

const staged = (family: (typeof FAMILIES)[number], seed: number, strict = false): StagedModel => {
  const model = randomModel(seed, family);
  const rowPrecedence = Uint8Array.from({ length: model.rowCount }, (_, row) => 1 + (row % 2));
  return {
    model,
    rowPrecedence,
    segmentLevel: new Uint8Array(model.pairOffsets.length - 1),
    goals: goalsOf({ levels: [0], precedences: [...new Set(rowPrecedence)].sort(), strict }),
  };
};

/** Every number of a result, as bytes. */
const bytes = ({ assignment, stages }: StagedResult): string =>
  JSON.stringify([
    [...assignment],
    stages.map(({ duals, assignment: own, ...rest }) => [
      rest,
      [...own],
      [...duals.candidatePrice],
      [...duals.rowPrice],
    ]),
  ]);

const SOLVERS: readonly (readonly [string, SessionSolver])[] = [
  ['this thread', sameThreadSolver],
  ['one worker', one],
  ['two workers', two],
];

describe('the same bytes wherever it is solved', () => {
  const cases = FAMILIES.flatMap((family, i) => [staged(family, 41 + i), staged(family, 91 + i, true)]);

  test('one after the other, in this thread and in workers', async () => {
    const here = await Promise.all(cases.map((each) => sameThreadSolver.solve(each)));
    for (const solver of [one, two]) {
      const there = await Promise.all(cases.map((each) => solver.solve(each)));
      expect(there.map(bytes)).toEqual(here.map(bytes));
    }
  });
});

describe.each(SOLVERS)('a search in %s', (_, solver) => {
  const model = staged('generic', 7);

  test('tells its progress: rounds that rise, a bound above the value', async () => {
    const told: SolveProgress[] = [];
    const { stages } = await solver.solve(model, { onProgress: (progress) => told.push(progress) });
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(stages[0]!.rounds);
    for (const { stage, stages: of, value, bound } of told) {
      expect([stage, of]).toEqual([0, 1]);
      expect(bound).toBeGreaterThanOrEqual(value - 1e-6);
    }
  });

  test('stopped before it begins, answers at once, and says that it was stopped', async () => {
    const { stages } = await solver.solve(model, { signal: AbortSignal.abort() });
    expect(stages).toMatchObject([{ aborted: true, rounds: 0 }]);
  });

  test('stopped at a round, is the same as one that stops there by its own count', async () => {
    const by = await solver.solve(model, { stopAt: [3] });
    expect(by.stages).toMatchObject([{ aborted: true, rounds: 3 }]);
    expect(bytes(by)).toBe(bytes(await sameThreadSolver.solve(model, { stopAt: [3] })));
  });

  test('without time, stops at its first round', async () => {
    const { stages } = await solver.solve(model, { timeLimitMs: 0 });
    expect(stages.at(-1)).toMatchObject({ aborted: true });
  });

  test('a limit in rounds is no stop: the answer is complete', async () => {
    const { stages } = await solver.solve(model, { limits: { maxRounds: 5 } });
    expect(stages.at(-1)).toMatchObject({ aborted: false });
    expect(stages.at(-1)!.rounds).toBeLessThanOrEqual(5);
  });
});

describe('a search stopped by the clock or by a person', () => {
  test('replayed with the rounds that it reached, gives the same bytes', async () => {
    // Stopped from within, at a round that no test chose beforehand.
    const stop = new AbortController();
    const model = staged('fractional-blocks', 3);
    let seen = 0;
    const stopped = await sameThreadSolver.solve(model, {
      signal: stop.signal,
      limits: { relativeGap: 0 },
      onProgress: ({ round }) => {
        seen = round;
        if (round >= 4) stop.abort();
      },
    });
    const reached = stopped.stages.map(({ aborted, rounds }) => (aborted ? rounds : null));
    expect(seen).toBeGreaterThan(0);
    for (const [, solver] of SOLVERS)
      expect(bytes(await solver.solve(model, { stopAt: reached, limits: { relativeGap: 0 } }))).toBe(
        bytes(stopped),
      );
  });

  test('a raised signal reaches a worker that is searching', async () => {
    const stop = new AbortController();
    const model = staged('fractional-blocks', 5);
    const solving = one.solve(model, {
      signal: stop.signal,
      limits: { maxRounds: 2_000_000, relativeGap: 0 },
      onProgress: () => stop.abort(),
    });
    const { stages } = await solving;
    expect(stages.at(-1)!.rounds).toBeLessThan(2_000_000);
  });
});

describe('by size', () => {
  const told = (name: string, calls: string[]): SessionSolver => ({
    solve: async (model, options) => {
      calls.push(name);
      return sameThreadSolver.solve(model, options);
    },
    close: async () => void calls.push(`${name} closed`),
  });
  const sized = (vacancyCount: number): StagedModel => {
    const model = staged('empty-pool', 1);
    return {
      ...model,
      goals: [],
      model: {
        ...model.model,
        vacancyCount,
        placeOffsets: new Uint32Array(vacancyCount + 1),
        placeWeight: new Float64Array(0),
      },
    };
  };

  test('small ones here, large ones in workers, made only when one comes', async () => {
    const calls: string[] = [];
    let made = 0;
    const solver = solverBySize({
      small: told('small', calls),
      large: () => {
        made += 1;
        return told('large', calls);
      },
    });
    await solver.solve(sized(99));
    await solver.close();
    expect([made, calls]).toEqual([0, ['small']]);
    await solver.solve(sized(100));
    await solver.solve(sized(100));
    await solver.close();
    expect([made, calls]).toEqual([1, ['small', 'large', 'large', 'large closed']]);
  });
});
