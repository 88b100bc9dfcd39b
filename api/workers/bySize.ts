import type { StagedModel } from '../../engine/assignment/stages.ts';
import type { SessionSolver, SolveOptions } from './solver.ts';

/** Under this many vacancies a search is done before a worker thread has read its code. */
const SMALL = 100;

/** Rounds that a small session takes when nobody asks for more. */
const USUAL_ROUNDS = 200;

/** A search that may last: it leaves this thread free to be told to stop. */
const mayLast = ({ thorough, timeLimitMs, limits }: SolveOptions): boolean =>
  thorough === true || (timeLimitMs ?? null) !== null || (limits?.maxRounds ?? 0) > USUAL_ROUNDS;

/** Small and short searches in this thread, the others in workers, which are only made when one comes. */
export const solverBySize = (input: {
  readonly small: SessionSolver;
  readonly large: () => SessionSolver;
}): SessionSolver => {
  let large: SessionSolver | null = null;
  const solverOf = ({ model }: StagedModel, options: SolveOptions = {}): SessionSolver => {
    if (model.vacancyCount < SMALL && !mayLast(options)) return input.small;
    large ??= input.large();
    return large;
  };
  return {
    solve: (staged, options) => solverOf(staged, options).solve(staged, options),
    brakes: (staged, result, options) => solverOf(staged).brakes(staged, result, options),
    close: async () => {
      await large?.close();
    },
  };
};
