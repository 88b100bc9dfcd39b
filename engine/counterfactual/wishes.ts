import type { Demand } from '../domain/demand.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay, QuartierId } from '../domain/ids.ts';
import type { RuleId } from '../eligibility/rule.ts';
import type { Change } from './change.ts';

/** Motives "handicap" and "raisons de santé" of the national system. */
const HEALTH_MOTIVES = ['07', '08'];

/**
 * Whether the highest floor reached on foot is a wish: only where the demand says that nothing of health is behind it (no
 * priority situation either). Where it says nothing, or says otherwise, nobody is told to climb.
 */
export const floorIsAWish = ({ accessibility, household, motives, priorities }: Demand): boolean =>
  accessibility.stepFree === false &&
  household.disabledMember === false &&
  motives !== null &&
  !motives.some((motive) => HEALTH_MOTIVES.includes(motive)) &&
  priorities !== null &&
  priorities.length === 0;

/**
 * The one change that mends each rule that a wish, or a renewal, can mend; null for the rules that none can. `wide`, which also
 * mends commune and quartier, is a change that methods may read: it is tried with the papers.
 */
export const mending = (
  rule: RuleId,
  context: {
    readonly demand: Demand;
    readonly dwelling: Dwelling;
    readonly quartier: QuartierId | null;
    readonly asOf: IsoDay;
  },
): Change | null => {
  const { demand, dwelling, quartier, asOf } = context;
  switch (rule) {
    case 'commune-wish':
      return { kind: 'add-commune', commune: dwelling.commune };
    case 'typology-wish':
      return { kind: 'add-typology', typology: dwelling.typology };
    case 'quartier-wish':
      return quartier === null ? null : { kind: 'add-quartier', quartier };
    case 'building-wish':
      return { kind: 'any-building' };
    case 'ground-floor-wish':
      return { kind: 'ground-floor' };
    case 'valid-demand':
      return { kind: 'renew', on: asOf };
    case 'floor':
      return floorIsAWish(demand) && dwelling.floor !== null ? { kind: 'floor', upTo: dwelling.floor } : null;
    case 'income-ceiling':
    case 'occupancy':
    case 'living-area':
    case 'step-free':
      return null;
  }
};

/** Rules that a demand open to any commune meets. */
export const MENDED_BY_WIDE: readonly RuleId[] = ['commune-wish', 'quartier-wish'];
