import { incomeCeiling, validDemand } from './legalRules.ts';
import { floor, livingArea, occupancy, stepFree } from './materialRules.ts';
import type { PairContext, PreparedRule } from './rule.ts';
import { buildingWish, communeWish, groundFloorWish, quartierWish, typologyWish } from './wishRules.ts';

/**
 * Every rule, in the order of the funnel: what the household wishes, what the law asks, what the place allows.
 * Sources: validity of one year, R441-2-7; ceilings, arrêté du 29 juillet 1987 annexe I; occupancy, the pack's norms;
 * living area, D822-25.
 */
export const prepareRules = (context: PairContext): readonly PreparedRule[] => [
  communeWish(context),
  typologyWish(context),
  quartierWish(context),
  buildingWish(context),
  groundFloorWish(context),
  validDemand(context),
  incomeCeiling(context),
  occupancy(context),
  livingArea(context),
  stepFree(context),
  floor(context),
];
