import { refineStages } from '../../engine/assignment/refine.ts';
import { type StagedModel, type StagedResult, solveStages } from '../../engine/assignment/stages.ts';
import { highsOfThread } from './highs.ts';
import type { SolveOptions, SolveProgress } from './solver.ts';

/** What decides when a search stops and what it tells, once signals and ports are out of the way. */
export interface SolveSteps extends Pick<SolveOptions, 'limits' | 'stopAt' | 'thorough' | 'maxNodes'> {
  /** Asked before each round. */
  readonly stopped: () => boolean;
  readonly progress: (progress: SolveProgress) => void;
}

/** Nodes of the branching: counted, so that a replay stops at the same place. */
const MAX_NODES = 200;

/** The same steps for every solver: a stage begins when the engine asks about its round 0. */
export const solveInSteps = async (staged: StagedModel, steps: SolveSteps): Promise<StagedResult> => {
  let stage = -1;
  const result = solveStages(staged, {
    ...(steps.limits ? { limits: steps.limits } : {}),
    stopped: (round) => {
      if (round === 0) stage += 1;
      const stopAt = steps.stopAt?.[stage] ?? null;
      return (stopAt !== null && round >= stopAt) || steps.stopped();
    },
    progress: (round, value, bound) =>
      steps.progress({ stage, stages: staged.goals.length, round, value, bound }),
  });
  return steps.thorough ? refined(staged, result, steps) : result;
};

/**
 * All of the refinement, or none: where the linear program was cut depends on a clock, which a replay does not look at. What was
 * given up is the last stage's to say, as stopped at its own rounds.
 */
const refined = async (
  staged: StagedModel,
  result: StagedResult,
  { stopAt, stopped, maxNodes }: SolveSteps,
): Promise<StagedResult> => {
  const last = result.stages.length - 1;
  if (last < 0 || result.stages[last]!.aborted) return result;
  const givenUp: StagedResult = {
    ...result,
    stages: result.stages.map((stage, i) => (i === last ? { ...stage, aborted: true } : stage)),
  };
  if ((stopAt?.[last] ?? null) !== null) return givenUp;
  const finer = await refineStages(staged, result, await highsOfThread(), {
    maxNodes: maxNodes ?? MAX_NODES,
    stopped,
  });
  return finer.stages[last]!.aborted ? givenUp : finer;
};

/** True once `timeLimitMs` of wall clock have passed since the call; never for null. */
export const deadline = (timeLimitMs: number | null): (() => boolean) => {
  if (timeLimitMs === null) return () => false;
  const end = performance.now() + timeLimitMs;
  return () => performance.now() >= end;
};
