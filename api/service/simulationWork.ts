import type { MessagePort } from 'node:worker_threads';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import { presentSimulation } from '../present/simulation.ts';
import { presentPlaceFans } from '../present/simulationPlaces.ts';
import { presentScenarios } from '../present/simulationScenarios.ts';
import { pressSimulation, type SimulationFound } from './simulationDocument.ts';
import type { SimulationQuestion } from './simulationQuestion.ts';
import { runSimulation, type Simulation, type SimulationProgress } from './simulations.ts';

/** Where a question is: hundredths of a world or of prices, or draws done under each way of making lists. */
export interface SimulationStep {
  readonly step: SimulationProgress['step'];
  readonly done: number;
  readonly total: number;
}

export interface SimulationWork {
  /** Folder where finished replications are kept, and found again; null: nowhere. */
  readonly keep: string | null;
  /** Asked between two months. */
  readonly stopped: () => boolean;
  readonly onProgress: (step: SimulationStep) => void;
}

/**
 * Runs a question from beginning to end in the calling thread, which does nothing else meanwhile. Stopped, it gives what is done.
 *
 * @throws InputError those of `runSimulation`.
 */
export const simulateQuestion = async (
  { scenario, compare, policies, replications }: SimulationQuestion,
  { keep, stopped, onProgress }: SimulationWork,
): Promise<SimulationFound> => {
  const each = policies.length * replications;
  const total = each * (compare === null ? 1 : 2);
  const run = async (which: typeof scenario, before: number): Promise<Simulation> =>
    runSimulation(
      { scenario: which, policies, replications, threads: 1, keep },
      {
        stopped,
        onProgress: ({ step, done }) =>
          onProgress(
            step === 'replications'
              ? { step, done: before + Math.round(done * each), total }
              : { step, done: Math.round(done * 100), total: 100 },
          ),
      },
    );
  const first = await run(scenario, 0);
  const second = compare === null ? null : await orNothing(run(compare, each));
  const shown = presentSimulation(first);
  const other = second === null ? null : presentSimulation(second);
  return pressSimulation({
    simulations: [shown, ...(other === null ? [] : [other])],
    comparisons: second === null || other === null ? [] : presentScenarios([first, shown], [second, other]),
    fans: [first, ...(second === null ? [] : [second])].map(presentPlaceFans),
  });
};

/** A second scenario that was stopped before its first draws leaves the first one to be read alone. */
const orNothing = async (run: Promise<Simulation>): Promise<Simulation | null> => {
  try {
    return await run;
  } catch (error) {
    if (error instanceof InputError && error.issues[0]?.code === 'simulation.stopped') return null;
    throw error;
  }
};

/** What a worker thread is given: a question, a flag that stops it, a port for its progress. */
export interface SimulationTask {
  readonly question: SimulationQuestion;
  readonly keep: string | null;
  /** Length 1; anything but zero stops at the next month. */
  readonly stop: Int32Array;
  /** Progress, then null: nothing more is told. */
  readonly port: MessagePort;
}

/** Errors lose their kind on their way out of a thread: issues are told as an answer. */
export type SimulationAnswer =
  | { readonly ok: true; readonly found: SimulationFound }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** The whole work of a worker thread; `simulationWorker.mjs` starts it. */
export const simulationTask = async (task: SimulationTask): Promise<SimulationAnswer> => {
  const { question, keep, stop, port } = task;
  try {
    const found = await simulateQuestion(question, {
      keep,
      stopped: () => Atomics.load(stop, 0) !== 0,
      onProgress: (step) => port.postMessage(step),
    });
    return { ok: true, found };
  } catch (error) {
    if (error instanceof InputError) return { ok: false, issues: error.issues };
    throw error;
  } finally {
    port.postMessage(null);
  }
};
