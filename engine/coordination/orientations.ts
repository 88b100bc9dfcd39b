import type { Allocation } from '../domain/allocation.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Target } from '../domain/territory.ts';
import { eventOf, ledgerOf, type TargetCount } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';

/**
 * What a recommendation counted between two days, both included: its own allocations or leases, as its ledger counts them, year after
 * year. It is no target of the year: days before it was in force are left out.
 */
export const countedBetween = (input: {
  readonly territory: Territory;
  readonly target: Target;
  readonly allocations: readonly Allocation[];
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly from: IsoDay;
  readonly to: IsoDay;
}): TargetCount => {
  const { territory, target, allocations, dwellings, from, to } = input;
  const alone: Territory = { ...territory, targets: [target], flowTargets: [] };
  const dayOf = ({ decidedOn, leaseSignedOn }: Allocation): IsoDay | null =>
    eventOf(target) === 'lease' ? leaseSignedOn : decidedOn;
  const since = allocations.filter((allocation) => {
    const day = dayOf(allocation);
    return day !== null && from <= day && day <= to;
  });
  const sum = { among: 0, counted: 0, unknown: 0 };
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    const last = year === yearOf(to) ? to : (`${year}-12-31` as IsoDay);
    const { ledger } = ledgerOf({ territory: alone, allocations: since, dwellings, asOf: last });
    const { among, counted, unknown } = ledger.count(target, target.at ?? '');
    sum.among += among;
    sum.counted += counted;
    sum.unknown += unknown;
  }
  return sum;
};
