import { EMPTY } from '../model.ts';
import type { PreparedSession } from '../session.ts';
import { type StagedResult, solveStages } from '../stages.ts';

/** Rounds of the stage of points where levels are held: the prices of the levels are to be found. */
const LEVEL_ROUNDS = 60;

/**
 * The plan that targets would not touch: same places, pins, exclusions and one list by household, rows that cost nothing. Begins
 * at the plan given, so it has at least its points.
 */
export const pointsOnlyPlan = (
  { staged }: Pick<PreparedSession, 'staged'>,
  plan: Pick<StagedResult, 'assignment'>,
): StagedResult => {
  const goals = staged.goals.filter(({ kind }) => kind !== 'targets');
  const { model } = staged;
  return solveStages(
    { ...staged, goals, model: { ...model, rowPenalty: new Float64Array(model.rowCount) } },
    { start: plan.assignment, limits: { maxRounds: goals.length === 1 ? 1 : LEVEL_ROUNDS } },
  );
};

/** Σ p·score of an assignment, thousandths of points: bonuses and level lifts counted, not the fill bonus. */
export const pointsOf = (
  { placeWeight, pairScore }: PreparedSession['problem']['model'],
  assignment: Int32Array,
): number =>
  assignment.reduce(
    (sum, pair, place) => (pair === EMPTY ? sum : sum + placeWeight[place]! * pairScore[pair]!),
    0,
  );
