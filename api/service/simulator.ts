import { InputError } from '../../engine/domain/issue.ts';
import { watchedPool } from '../workers/watchedPool.ts';
import type { SimulationFound } from './simulationDocument.ts';
import type { SimulationQuestion } from './simulationQuestion.ts';
import {
  type SimulationAnswer,
  type SimulationStep,
  type SimulationTask,
  simulateQuestion,
} from './simulationWork.ts';

export interface SimulateOptions {
  /** Stops at the next month: the draws that are done are kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: SimulationStep) => void;
}

/** Runs simulations somewhere. The figures are the same wherever. */
export interface Simulator {
  /** @throws InputError those of `simulateQuestion`. */
  simulate(question: SimulationQuestion, options?: SimulateOptions): Promise<SimulationFound>;
  close(): Promise<void>;
}

/** A thread holds a whole world: it ends as soon as it has no work. */
const IDLE_MS = 1_000;

/**
 * One simulation at a time in a thread of its own: drawing a world, pricing targets and running replications all hold the thread that
 * does them.
 *
 * @param keep folder of finished replications; null: none.
 */
export const workerSimulator = (keep: string | null): Simulator => {
  const worker = new URL('./simulationWorker.mjs', import.meta.url);
  const pool = watchedPool({ worker, threads: 1, idleMs: IDLE_MS });
  return {
    simulate: async (question, { signal, onProgress } = {}) => {
      const task: Omit<SimulationTask, 'stop' | 'port'> = { question, keep };
      const answer = await pool.run<SimulationStep, SimulationAnswer>(task, {
        ...(signal ? { signal } : {}),
        ...(onProgress ? { tell: onProgress } : {}),
      });
      if (!answer.ok) throw new InputError(answer.issues);
      return answer.found;
    },
    close: () => pool.close(),
  };
};

/** In the calling thread, where nothing else runs meanwhile: tests, and what is small. */
export const callingThreadSimulator = (keep: string | null): Simulator => ({
  simulate: (question, { signal, onProgress = () => {} } = {}) =>
    simulateQuestion(question, { keep, stopped: () => signal?.aborted === true, onProgress }),
  close: async () => {},
});
