import { parentPort, workerData } from 'node:worker_threads';
import { generateColumns } from '../../engine/assignment/columnGeneration.ts';
import type { PlaceColumns } from '../../engine/assignment/columns.ts';
import { exactAssignment } from '../../engine/assignment/exact.ts';
import type { Assignment, AssignmentModel, Duals } from '../../engine/assignment/model.ts';
import { loadHighsSolver } from '../../engine/assignment/solvers/highsSolver.ts';
import type { StoppableMessage } from '../harness/stopped.ts';
import { jsLpAssignment } from './jsLpSession.ts';

/*
 * Other ways to match the same session, in a worker that can be killed. The model's arrays are on shared buffers.
 */

export type SessionTask =
  /** HiGHS on every (place, pair) at once, whole numbers, to its end. */
  | { readonly peer: 'highs-all-pairs'; readonly model: AssignmentModel }
  /** javascript-lp-solver on chosen columns, whole numbers. */
  | { readonly peer: 'javascript-lp-solver'; readonly model: AssignmentModel; readonly columns: PlaceColumns }
  /** Column generation with HiGHS: the linear bound over all pairs, from nothing. */
  | { readonly peer: 'linear-bound'; readonly model: AssignmentModel }
  /** Not a peer: the best that is known, from our result on. */
  | {
      readonly peer: 'reference';
      readonly model: AssignmentModel;
      readonly start: { readonly assignment: Assignment; readonly duals: Duals };
      /** Branching stops there and keeps its best. Milliseconds. */
      readonly budgetMs: number;
    };

/** Thousandths of points, fill bonus included. */
export interface SessionAnswer {
  /** Null for a bound without lists. */
  readonly assignment: Assignment | null;
  /** No assignment is worth more by the duals, over all pairs; null when the solver gives none. */
  readonly linearBound: number | null;
  /** What the solver's branch-and-bound claims that no assignment is worth more than; null when it claims nothing. */
  readonly claimedBound: number | null;
  readonly failure: string | null;
}

const FAILED = { assignment: null, linearBound: null, claimedBound: null } as const;

const answerOf = async (task: SessionTask, solver: Awaited<ReturnType<typeof loadHighsSolver>>) => {
  switch (task.peer) {
    case 'highs-all-pairs': {
      const found = await exactAssignment(task.model, solver);
      if (found.status !== 'solved') return { ...FAILED, failure: found.status };
      const { assignment, claimedBound } = found;
      return { assignment, linearBound: null, claimedBound, failure: null };
    }
    case 'javascript-lp-solver':
      return { ...FAILED, failure: null, assignment: await jsLpAssignment(task.model, task.columns) };
    case 'linear-bound': {
      // An absolute gap that everything is within: it stops at the linear program.
      const found = await generateColumns(task.model, solver, { limits: { absoluteGap: Infinity } });
      if (found.status !== 'solved' || !found.linearOptimum) return { ...FAILED, failure: found.status };
      return { ...FAILED, linearBound: found.bound, failure: null };
    }
    case 'reference': {
      const since = performance.now();
      const found = await generateColumns(task.model, solver, {
        start: task.start,
        limits: { maxColumns: 200_000, maxNodes: 10_000_000 },
        stopped: () => performance.now() - since > task.budgetMs,
      });
      if (found.status !== 'solved' || !found.linearOptimum) return { ...FAILED, failure: found.status };
      const { assignment, bound, whole } = found;
      return { assignment, linearBound: bound, claimedBound: whole.claimedBound, failure: null };
    }
  }
};

const post = (message: StoppableMessage<SessionAnswer>): void => parentPort?.postMessage(message);

const run = async (task: SessionTask): Promise<void> => {
  const solver = await loadHighsSolver();
  post({ kind: 'ready' });
  const start = performance.now();
  const answer = await answerOf(task, solver);
  post({ kind: 'answer', answer, ms: performance.now() - start });
};

await run(workerData as SessionTask);
