import type { Highs, InitOptions } from 'highs';
import { guardedSolver, type SolverCore } from './guardedSolver.ts';
import { openHighsModel, runHighsModel } from './highsModel.ts';
import type { LinearModel } from './linearModel.ts';
import { failed, type LinearAnswer, type LinearSolver, type SolveLimits } from './linearSolver.ts';

export interface HighsSolver extends LinearSolver {
  /** The loaded runtime, for callers that keep a model open between runs. @throws after dispose(). */
  runtime(): Highs;
  /** Lets the runtime and its memory go; later calls answer `failed`, code `disposed`. */
  dispose(): void;
}

/** A HiGHS error can carry its whole 160 KB bundle in the stack: the first line of the message only. */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.slice(0, 300);

const solveOnce = (highs: Highs, model: LinearModel, limits: SolveLimits): LinearAnswer => {
  try {
    const native = openHighsModel(highs, model);
    try {
      return runHighsModel(highs, native, model.integer.includes(1), limits);
    } finally {
      native.dispose();
    }
  } catch (error) {
    return failed('solver', `HiGHS: ${firstLine(error)}`);
  }
};

const coreOf = (runtime: () => Highs | null): SolverCore => ({
  id: 'highs',
  offers: {
    continuous: true,
    wholeNumbers: true,
    unboundedColumns: true,
    duals: true,
    conflict: true,
    limits: true,
  },
  async run(model, limits) {
    const highs = runtime();
    return highs === null
      ? failed('disposed', 'HiGHS was disposed of. Maybe load it again.')
      : solveOnce(highs, model, limits);
  },
});

/**
 * HiGHS compiled to WebAssembly: 50 to 150 ms and about 20 MB to load, so once per worker; every solve blocks its thread.
 * Deterministic: same model, same bytes.
 */
export const loadHighsSolver = async (): Promise<HighsSolver> => {
  const module = await import('highs');
  // Under nodenext the package's types see its default export as a namespace.
  const load = module.default as unknown as (options?: InitOptions) => Promise<Highs>;
  let highs: Highs | null = await load({ print: () => undefined, printErr: () => undefined });
  return {
    ...guardedSolver(coreOf(() => highs)),
    runtime() {
      if (highs === null) throw new Error('HiGHS was disposed of. Maybe load it again.');
      return highs;
    },
    dispose() {
      highs = null;
    },
  };
};
