import type { Allocation } from '../domain/allocation.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Proposed } from '../policies/policy.ts';
import type { MonthPool } from './setting.ts';

/**
 * The allocation that a yes makes, as ledgers count it. A recorded household that left the file is what its own allocation said of it,
 * if it took that dwelling; else what targets ask of it is not known.
 */
export const leaseOf = (
  { number, row, contingent }: Proposed,
  {
    dwelling,
    asOf,
    rank,
    month,
    recorded,
  }: {
    readonly dwelling: Dwelling;
    readonly asOf: IsoDay;
    readonly rank: number;
    readonly month: MonthPool;
    readonly recorded: Allocation | undefined;
  },
): Allocation => {
  if (row === null && recorded !== undefined)
    return { ...recorded, decidedOn: asOf, leaseSignedOn: asOf, rank };
  const { classes } = month;
  const profile = row === null ? null : classes.profiles[classes.classOf[row]!]!;
  return {
    dwelling: dwelling.id,
    decidedOn: asOf,
    leaseSignedOn: asOf,
    demand: number,
    firstAccess: profile?.firstAccess ?? null,
    ownStockMutation: profile?.leavesStockOf == null ? null : profile.leavesStockOf === dwelling.bailleur,
    shareOfPlusCeiling: null,
    incomePerUcEur: null,
    verifiedSituations: null,
    daloActive: null,
    contingent,
    npruRelocation: profile?.npruRelocation ?? null,
    rank,
    counted: {
      bandGroup: profile?.bandGroup ?? null,
      firstQuartile: profile?.firstQuartile ?? null,
      verifiedPriority: profile?.verifiedPriority ?? null,
    },
  };
};
