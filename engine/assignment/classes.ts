import { uint16 } from '../pool/allocate.ts';
import type { Pool } from '../pool/pool.ts';
import { creditMasks } from '../shortlist/credits.ts';
import { demandProfile } from '../shortlist/profile.ts';
import type { TargetProfile } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';

/** The demands of a pool, grouped by what targets see of them: few classes, so that a row is worked out once for each. */
export interface ProfileClasses {
  /** Class of each row. Length = pool.rowCount. */
  readonly classOf: Uint16Array;
  readonly profiles: readonly TargetProfile[];
  /** Contingents that each row's profile may be credited to, one bit each. Length = pool.rowCount. */
  readonly credits: Uint8Array;
}

/** Classes are numbered by their first row, so the same demands give the same numbers. */
export const profileClasses = (pool: Pool, territory: Territory): ProfileClasses => {
  const classOf = uint16(pool.rowCount);
  const profiles: TargetProfile[] = [];
  const known = new Map<string, number>();
  for (let row = 0; row < pool.rowCount; row += 1) {
    const profile = demandProfile(pool, territory, row);
    const key = Object.values(profile).join();
    let found = known.get(key);
    if (found === undefined) {
      found = profiles.push(profile) - 1;
      known.set(key, found);
    }
    classOf[row] = found;
  }
  return { classOf, profiles, credits: creditMasks(pool, territory) };
};
