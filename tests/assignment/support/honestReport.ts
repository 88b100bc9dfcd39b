import {
  type Assignment,
  type AssignmentModel,
  type Duals,
  segmentOfPairs,
} from '../../../engine/assignment/model.ts';
import { ROW_ROUNDING, rowActivity, worthOf } from '../../../engine/assignment/objective.ts';
import { boundOf } from '../../../engine/assignment/pricing.ts';
import type { Reported } from '../../../engine/assignment/proof/verify.ts';

/** What the solver's side says of an assignment and of duals: nothing here is shared with the proof. */
export const honestReport = (
  model: AssignmentModel,
  assignment: Assignment,
  duals: Duals,
  appearances?: Uint8Array,
): Reported => {
  const segmentOf = segmentOfPairs(model);
  const activity = rowActivity(model, segmentOf, assignment);
  let bound = boundOf(model, duals);
  appearances?.forEach((lists, c) => {
    bound += (lists - 1) * duals.candidatePrice[c]!;
  });
  return {
    rowActivity: activity,
    rowSlack: activity.map((reached, t) => {
      const lack = model.rowRequired[t]! - reached;
      return lack > ROW_ROUNDING ? lack : 0;
    }),
    value: worthOf(model, segmentOf, assignment).value,
    bound,
    duals,
  };
};
