import type { AssignmentModel, Duals } from '../../../engine/assignment/model.ts';
import type { Random } from '../../../engine/simulation/random.ts';

/** Duals drawn anywhere in their box, its corners included. A hard row's price has no ceiling: up to 200 points here. */
export const randomDuals = (model: AssignmentModel, random: Random): Duals => ({
  candidatePrice: Float64Array.from({ length: model.candidateCount }, () =>
    random.chance(0.4) ? 0 : random.between(0, model.fillBonus + 50_000),
  ),
  rowPrice: model.rowPenalty.map((penalty) => {
    const ceiling = penalty === Infinity ? 200_000 : penalty;
    return random.pick([0, ceiling, random.between(0, ceiling)]);
  }),
});
