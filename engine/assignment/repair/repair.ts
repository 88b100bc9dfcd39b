import { ok, type Result } from '../../domain/issue.ts';
import type { Assignment, AssignmentModel } from '../model.ts';
import { type MethodLevels, searchByLevel } from './byLevel.ts';
import { type Change, constrain } from './change.ts';
import { type RepairDiff, repairDiff } from './diff.ts';
import { repairProblem } from './problem.ts';
import { type RepairCost, type RepairLimits, searchRepair } from './search.ts';
import { type SessionState, sessionOf } from './session.ts';

export interface Repaired {
  /** The session after the changes. */
  readonly state: SessionState;
  readonly assignment: Assignment;
  readonly cost: RepairCost;
  /**
   * Nothing is better by hard rows, empty places, changes, reversed pairs and value, in this order. False: the trials ran out;
   * the lists hold all the same, and without hard rows as many places are filled as can be, with the fewest changes.
   */
  readonly proven: boolean;
  /** No repair as good in all that comes before the value is worth more, thousandths of points; null: not known. */
  readonly bound: number | null;
  readonly diff: RepairDiff;
}

const LIMITS: RepairLimits = { trials: 40_000, shapes: 1_000 };

/**
 * Mends a session under way after one or several changes taken together. `before` is what the meeting sees: lists of the
 * same model, or carried to a new one (`carryTo`), where a vacancy without a list is filled.
 *
 * Those who stay on a list keep their order and move up, those who enter come below, each pinned candidate stands where it is
 * pinned. Among all such lists, in this order: hard rows lack least, fewest places stay empty, fewest memberships are added or
 * removed, fewest pairs are reversed, the levels of the method and then the model's objective are
 * highest. Several changes of one call are mended jointly. An
 * impossible change is an issue (`repair.…`), and nothing is changed.
 *
 * @throws RangeError for a place that is not in the model; Error when `before` lists a candidate twice.
 */
export const repair = (input: {
  readonly model: AssignmentModel;
  readonly before: SessionState;
  readonly changes: readonly Change[];
  /** Levels of the method, optimised in order before any point. */
  readonly levels?: MethodLevels;
  readonly limits?: Partial<RepairLimits>;
}): Result<Repaired> => {
  const { model, before, changes } = input;
  const constrained = constrain(model, before, changes);
  if (!constrained.ok) return constrained;
  const problem = repairProblem(model, before, constrained.value);
  const limits = { ...LIMITS, ...input.limits };
  const { assignment, proven, bound, ...cost } = input.levels
    ? searchByLevel(problem, limits, input.levels)
    : searchRepair(problem, limits);
  const state: SessionState = {
    lists: sessionOf(model, assignment).lists,
    ...constrained.value.constraints,
  };
  const diff = repairDiff(model, before, state, assignment);
  return ok({ state, assignment, cost, proven, bound, diff });
};
