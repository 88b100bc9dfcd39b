import { generateColumns } from './columnGeneration.ts';
import { placeCount } from './model.ts';
import type { HighsSolver } from './solvers/highsSolver.ts';
import { type StagedModel, type StagedResult, stageModel } from './stages.ts';

/** Sessions with more places are left to prices and local moves: the linear program alone takes tens of seconds. */
const MOST_PLACES = 250;

/**
 * The last stage again, by column generation with HiGHS from the prices known: the tightest bound that duals can prove, and better
 * lists when branching finds some. Gives back the result unchanged when the session is large or the solver does not answer.
 *
 * @param maxNodes limit of the branching; 0: the bound alone.
 */
export const refineStages = async (
  staged: StagedModel,
  result: StagedResult,
  solver: HighsSolver,
  { maxNodes, stopped }: { readonly maxNodes: number; readonly stopped?: (round: number) => boolean },
): Promise<StagedResult> => {
  const last = result.stages.at(-1);
  if (last?.goal.kind !== 'points' || placeCount(staged.model) > MOST_PLACES) return result;
  const before = result.stages.slice(0, -1);
  const model = stageModel(staged, before);
  const solved = await generateColumns(model, solver, {
    start: { assignment: last.assignment, duals: last.duals },
    limits: { maxNodes },
    ...(stopped ? { stopped } : {}),
  });
  if (solved.status !== 'solved') return result;
  const better = solved.value > last.value;
  const assignment = better ? solved.assignment : last.assignment;
  const tighter = solved.bound < last.bound;
  return {
    assignment,
    stages: [
      ...before,
      {
        ...last,
        assignment,
        value: better ? solved.value : last.value,
        duals: tighter ? solved.duals : last.duals,
        bound: tighter ? solved.bound : last.bound,
        rounds: last.rounds + solved.rounds,
        aborted: last.aborted || solved.aborted,
      },
    ],
  };
};
