import { dateOrder } from './dateOrder.ts';
import { filteredPoints } from './filteredPoints.ts';
import { jointPlan } from './jointPlan.ts';
import { lottery } from './lottery.ts';
import { pointsOnly } from './pointsOnly.ts';
import type { Policy, PolicyId } from './policy.ts';
import { pricedTurns } from './pricedTurns.ts';
import { recordedLists } from './recorded.ts';

export const POLICIES: Readonly<Record<PolicyId, Policy>> = {
  'date-order': dateOrder,
  points: pointsOnly,
  filters: filteredPoints,
  joint: jointPlan,
  prices: pricedTurns,
  lottery,
  recorded: recordedLists,
};

/** Policies whose lists look at the points of a method: one way to make lists for each method compared. */
export const READS_METHOD: ReadonlySet<PolicyId> = new Set(['points', 'filters', 'joint', 'prices']);
