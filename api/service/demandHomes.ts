import type { Allocation } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { CommuneCode, DemandNumber, IsoDay } from '../../engine/domain/ids.ts';

/** A signed lease ends a demand (R441-2-8): it is no longer in the pool, even while the file still carries it. */
export const stillWaiting = (
  demands: readonly Demand[],
  allocations: readonly Allocation[],
  asOf: IsoDay,
): readonly Demand[] => {
  const housed = new Set(
    allocations.filter((a) => a.leaseSignedOn !== null && a.leaseSignedOn <= asOf).map((a) => a.demand),
  );
  // A demand filed later does not exist yet on the day examined.
  return demands.filter((demand) => demand.filedOn <= asOf && !housed.has(demand.number));
};

/** Commune of the dwelling that a tenant of social housing leaves; null where the file does not name a dwelling of the stock. */
export const homesOf = (
  demands: readonly Demand[],
  dwellings: ReadonlyMap<string, Dwelling>,
): ((demand: DemandNumber) => CommuneCode | null) => {
  const homes = new Map(
    demands.flatMap(({ number, currentHousing: { dwelling } }) =>
      dwelling === null ? [] : [[number, dwelling]],
    ),
  );
  return (demand) => {
    const home = homes.get(demand);
    return (home === undefined ? undefined : dwellings.get(home))?.commune ?? null;
  };
};
