import { type StagedModel, type StagedResult, solveStages } from '../../engine/assignment/stages.ts';
import type { SolveOptions, SolveProgress } from './solver.ts';

/** What decides when a search stops and what it tells, once signals and ports are out of the way. */
export interface SolveSteps extends Pick<SolveOptions, 'limits' | 'stopAt'> {
  /** Asked before each round. */
  readonly stopped: () => boolean;
  readonly progress: (progress: SolveProgress) => void;
}

/** The same steps for every solver: a stage begins when the engine asks about its round 0. */
export const solveInSteps = (staged: StagedModel, steps: SolveSteps): StagedResult => {
  let stage = -1;
  return solveStages(staged, {
    ...(steps.limits ? { limits: steps.limits } : {}),
    stopped: (round) => {
      if (round === 0) stage += 1;
      const stopAt = steps.stopAt?.[stage] ?? null;
      return (stopAt !== null && round >= stopAt) || steps.stopped();
    },
    progress: (round, value, bound) =>
      steps.progress({ stage, stages: staged.goals.length, round, value, bound }),
  });
};

/** True once `timeLimitMs` of wall clock have passed since the call; never for null. */
export const deadline = (timeLimitMs: number | null): (() => boolean) => {
  if (timeLimitMs === null) return () => false;
  const end = performance.now() + timeLimitMs;
  return () => performance.now() >= end;
};
