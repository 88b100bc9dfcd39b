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

describe('a thorough search', () => {
  // One round leaves something to find.
  const limits = { maxRounds: 1, relativeGap: 0 };
  const cases = Array.from({ length: 6 }, (_, i) => staged('fractional-blocks', 11 + i, i % 2 === 1));

  test('proves no less and finds no worse than prices alone, often better; the same bytes in every thread', async () => {
    let finer = 0;
    for (const model of cases) {
      const before = (await sameThreadSolver.solve(model, { limits })).stages.at(-1)!;
      const thorough = await sameThreadSolver.solve(model, { limits, thorough: true });
      const after = thorough.stages.at(-1)!;
      expect(after.aborted).toBe(false);
      expect(after.value).toBeGreaterThanOrEqual(before.value - 1e-6);
      expect(after.bound).toBeLessThanOrEqual(before.bound + 1e-6);
      if (after.value > before.value + 1 || after.bound < before.bound - 1) finer += 1;
      expect(bytes(await sameThreadSolver.solve(model, { limits, thorough: true }))).toBe(bytes(thorough));
      expect(bytes(await one.solve(model, { limits, thorough: true }))).toBe(bytes(thorough));
    }
    expect(finer).toBeGreaterThan(2);
  });

  test('stopped while it refines, gives back what prices found, says so, and is replayed', async () => {
    const stop = new AbortController();
    const plain = await sameThreadSolver.solve(cases[0]!, { limits });
    const stopped = await sameThreadSolver.solve(cases[0]!, {
      limits,
      thorough: true,
      signal: stop.signal,
      // The last round of the prices: they are asked nothing after it.
      onProgress: () => stop.abort(),
    });
    expect(stopped.stages).toMatchObject([{ aborted: true, rounds: 1 }]);
    const [stage] = plain.stages;
    expect(bytes(stopped)).toBe(bytes({ ...plain, stages: [{ ...stage!, aborted: true }] }));
    for (const [, solver] of SOLVERS)
      expect(bytes(await solver.solve(cases[0]!, { limits, thorough: true, stopAt: [1] }))).toBe(
        bytes(stopped),
      );
  });

  test('stopped before, has nothing to refine', async () => {
    const { stages } = await sameThreadSolver.solve(cases[0]!, {
      thorough: true,
      signal: AbortSignal.abort(),
    });
    expect(stages).toMatchObject([{ aborted: true, rounds: 0 }]);
  });
});

describe('by size', () => {
  const told = (name: string, calls: string[]): SessionSolver => ({
    solve: async (model, options) => {
      calls.push(name);
      return sameThreadSolver.solve(model, options);
    },
    brakes: sameThreadSolver.brakes,
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
