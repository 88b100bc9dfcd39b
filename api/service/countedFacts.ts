import type { Reservataire } from '../../engine/domain/codes.ts';
import { demandProfile } from '../../engine/shortlist/profile.ts';
import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import type { CountedFacts } from '../records/event.ts';
import type { Workspace } from './workspace.ts';

/**
 * What targets see of a household at the moment of a decision, for the register. A household that left the pool since it was listed
 * is not known any more: nothing is assumed.
 *
 * @param contingent the lease is credited to it; null: not known.
 */
export const countedFacts = (
  workspace: Workspace,
  { vacancy, number, contingent }: { vacancy: string; number: string; contingent: Reservataire | null },
): CountedFacts => {
  const { pool, territory } = workspace;
  const row = pool.numbers.rowOf(number);
  if (row < 0) return { ...NOT_KNOWN, contingent };
  const { firstAccess, bandGroup, firstQuartile, verifiedPriority, npruRelocation } = demandProfile(
    pool,
    territory,
    row,
  );
  return {
    firstAccess,
    bandGroup,
    firstQuartile,
    verifiedPriority,
    npruRelocation,
    contingent,
    ownStockMutation: firstAccess === true ? false : leavesOwnStock(workspace, row, vacancy),
  };
};

const NOT_KNOWN = {
  firstAccess: null,
  ownStockMutation: null,
  bandGroup: null,
  firstQuartile: null,
  verifiedPriority: null,
  npruRelocation: null,
} as const;

/** Null where the demand does not name the landlord that the household would leave. */
const leavesOwnStock = (workspace: Workspace, row: number, vacancy: string): boolean | null => {
  const { pool, territory } = workspace;
  const home = pool.array('homeBailleur')[row]!;
  if (home === UNKNOWN_U8) return null;
  return territory.pack.bailleurs[home]?.id === workspace.place(vacancy).dwelling.bailleur;
};
