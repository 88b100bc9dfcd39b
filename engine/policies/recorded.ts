import type { Policy } from './policy.ts';

/**
 * The lists that commissions gave, in their order: only the households' answers are drawn anew. Who has been housed meanwhile is
 * left out, the others move up; nobody is added. A vacancy whose recorded lists are used up gets an empty one.
 */
export const recordedLists: Policy = ({ vacancies, out }) =>
  vacancies.map(({ recorded, declined }) =>
    recorded.filter(({ row }) => row === null || (out[row] === 0 && !declined.has(row))),
  );
