import { EVIDENCE_CODES, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import type { Pool } from '../pool/pool.ts';
import { type TargetProfile, verifiedPriority } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';

/**
 * What the targets see of a demand of the pool, but for the contingent that its lease would be credited to: see `credits.ts`. A situation that is declared but not verified does not count; a DALO recognition
 * does, by itself.
 */
export const demandProfile = (pool: Pool, territory: Territory, row: number): TargetProfile => {
  const { bands } = territory.pack.bands;
  const band = pool.array('band')[row]!;
  const levels = territory.prioritySituations.map((s) => pool.array(s.code)[row]!);
  return {
    firstAccess: tri(pool.array('firstAccess')[row]!),
    bandGroup: band === UNKNOWN_U8 ? null : (bands[band]?.group ?? null),
    firstQuartile: territory.isFirstQuartile(pool.array('incomePerUcEur')[row]!, pool.asOf),
    verifiedPriority: verifiedPriority({
      situation: levels.includes(EVIDENCE_CODES.verified),
      daloActive: tri(pool.array('daloActive')[row]!),
    }),
    npruRelocation: tri(pool.array('npruRelocation')[row]!),
    // Told apart only where a flow does: elsewhere, households of all landlords are one class.
    ...(territory.pack.contingents.flow.without === 'own-mutations'
      ? { leavesStockOf: territory.pack.bailleurs[pool.array('homeBailleur')[row]!]?.id ?? null }
      : {}),
  };
};

const tri = (value: number): boolean | null => (value === UNKNOWN_U8 ? null : value === 1);
