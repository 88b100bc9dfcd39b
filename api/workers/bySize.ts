import type { StagedModel } from '../../engine/assignment/stages.ts';
import type { SessionSolver } from './solver.ts';

/** Under this many vacancies a search is done before a worker thread has read its code. */
const SMALL = 100;

/** Small sessions in this thread, the others in workers, which are only made when one comes. */
export const solverBySize = (input: {
  readonly small: SessionSolver;
  readonly large: () => SessionSolver;
}): SessionSolver => {
  let large: SessionSolver | null = null;
  const solverOf = ({ model }: StagedModel): SessionSolver => {
    if (model.vacancyCount < SMALL) return input.small;
    large ??= input.large();
    return large;
  };
  return {
    solve: (staged, options) => solverOf(staged).solve(staged, options),
    brakes: (staged, result, options) => solverOf(staged).brakes(staged, result, options),
    close: async () => {
      await large?.close();
    },
  };
};
