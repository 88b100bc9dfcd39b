import { pairCrediting } from '../../engine/assignment/credited.ts';
import { type Assignment, EMPTY, placeCount, segmentOfPairs } from '../../engine/assignment/model.ts';
import type { StageProof } from '../../engine/assignment/stages.ts';
import type { SessionPlan } from '../store/sessionDocument.ts';
import type { SessionModel } from './sessionsModel.ts';
import { listsOf } from './sessionsPlan.ts';

/**
 * The stages of a plan on the model of the meeting: the plan's own where nothing was settled before it and no vacancy came since;
 * else its lists and prices carried over, by household, vacancy and target row. A new row costs nothing yet.
 *
 * @param solved model on which the plan was solved.
 */
export const meetingStages = (
  model: SessionModel,
  solved: SessionModel,
  plan: Pick<SessionPlan, 'stages'>,
): readonly StageProof[] => {
  const { model: linear } = model.prepared.problem;
  const rowAt = new Map(model.prepared.rows.map(({ id }, row) => [id, row]));
  const own = solved.prepared.rows.length;
  return plan.stages.map(({ goal, saved, rounds, bids, aborted }): StageProof => {
    const candidatePrice = new Float64Array(linear.candidateCount);
    for (const [candidate, price] of saved.candidatePrice) {
      const here = model.candidateOf(solved.numberOf(candidate));
      if (here !== EMPTY) candidatePrice[here] = price;
    }
    // Rows of the levels held come after the model's own.
    const held = saved.rowPrice.slice(own);
    const rowPrice = new Float64Array(linear.rowCount + held.length);
    solved.prepared.rows.forEach(({ id }, row) => {
      const here = rowAt.get(id);
      if (here !== undefined) rowPrice[here] = saved.rowPrice[row] ?? 0;
    });
    rowPrice.set(held, linear.rowCount);
    return {
      goal,
      rounds,
      bids,
      aborted,
      assignment: carried(model, solved, Int32Array.from(saved.assignment)),
      duals: { candidatePrice, rowPrice },
      value: saved.value,
      bound: saved.bound,
    };
  });
};

const carried = (model: SessionModel, solved: SessionModel, assignment: Assignment): Assignment => {
  const { model: linear } = model.prepared.problem;
  const placed = new Int32Array(placeCount(linear)).fill(EMPTY);
  const segmentOf = segmentOfPairs(linear);
  for (const { vacancy, candidates, contingents = [] } of listsOf(solved, assignment)) {
    const d = model.vacancyAt.get(vacancy)!;
    candidates.forEach((number, i) => {
      placed[linear.placeOffsets[d]! + i] = pairCrediting(model.prepared.problem, segmentOf, {
        vacancy: d,
        candidate: model.candidateOf(number),
        contingent: contingents[i] ?? null,
      });
    });
  }
  return placed;
};
