import { fail, ok, type Result } from '../../domain/issue.ts';
import type { AssignmentModel } from '../model.ts';
import type { MethodLevels } from './byLevel.ts';
import type { Change } from './change.ts';
import { type Repaired, repair } from './repair.ts';
import type { RepairLimits } from './search.ts';
import { carryTo, type Remodel, type SessionState } from './session.ts';

/** One step of a meeting: changes mended together, after the model was made again if it was (a vacancy added). */
export interface Step {
  readonly changes: readonly Change[];
  readonly remodel?: Remodel;
}

export interface Session {
  readonly model: AssignmentModel;
  readonly levels?: MethodLevels;
  readonly state: SessionState;
}

/** The session after every step, and the mending of the last one; null without steps. */
export interface Replayed extends Session {
  readonly last: Repaired | null;
}

/**
 * Replays a log from the start. Each step reads only the session that the one before left, and a repair has no other input
 * (no clock, no draw, limits in counts): the same log is the same bytes, and a log without its last step is, bytes for bytes,
 * the session before that step. An issue's path starts with the step: `steps[2].changes[0].candidate`.
 */
export const applyChanges = (
  initial: Session,
  steps: readonly Step[],
  limits: Partial<RepairLimits> = {},
): Result<Replayed> => {
  let replayed: Replayed = { ...initial, last: null };
  for (const [i, { changes, remodel }] of steps.entries()) {
    const { model, levels } = remodel ?? replayed;
    const before = remodel ? carryTo(replayed.state, remodel) : replayed.state;
    const session = { model, ...(levels && { levels }) };
    const repaired = repair({ ...session, before, changes, limits });
    if (!repaired.ok)
      return fail(...repaired.issues.map((issue) => ({ ...issue, path: `steps[${i}].${issue.path}` })));
    replayed = { ...session, state: repaired.value.state, last: repaired.value };
  }
  return ok(replayed);
};

/**
 * Undo: the log without its last step. Nothing is reversed by computing backwards (who was replaced twice could not be found
 * again that way): the session is replayed from the start, so it is exactly the one that the meeting saw.
 */
export const undo = (steps: readonly Step[]): readonly Step[] => steps.slice(0, -1);
