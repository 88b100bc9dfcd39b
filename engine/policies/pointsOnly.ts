import { topK } from '../shortlist/topK.ts';
import { inTurn } from './inTurn.ts';
import type { Policy } from './policy.ts';

/** The method's own order, that of the réservataire where the vacancy is oriented to one; no target is looked at. */
export const pointsOnly: Policy = inTurn(
  ({ ranking }) =>
    ({ place, free, size }) =>
      [...topK(free, size, ranking(place.vacancy.orientedTo).position)].map((row) => ({ row })),
);
