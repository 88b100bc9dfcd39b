import type { SessionSolver } from './solver.ts';

/** Under this many vacancies a search is done before a worker thread has read its code. */
const SMALL = 100;

/** Small sessions in this thread, the others in workers, which are only made when one comes. */
export const solverBySize = (input: {
  readonly small: SessionSolver;
  readonly large: () => SessionSolver;
}): SessionSolver => {
  let large: SessionSolver | null = null;
  return {
    solve: (staged, options) => {
      if (staged.model.vacancyCount < SMALL) return input.small.solve(staged, options);
      large ??= input.large();
      return large.solve(staged, options);
    },
    close: async () => {
      await large?.close();
    },
  };
};
