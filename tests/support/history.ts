import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { PlaceHistory } from '../../engine/qualification/history.ts';
import { TERRITORY, TODAY } from './territory.ts';

/** The past of places in the test territory; nothing happened unless said. */
export const aHistory = (past: {
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly allocations?: readonly Allocation[];
  readonly outcomes?: readonly Outcome[];
  readonly asOf?: string;
}): PlaceHistory =>
  new PlaceHistory({
    territory: TERRITORY,
    dwellings: past.dwellings,
    allocations: past.allocations ?? [],
    outcomes: past.outcomes ?? [],
    asOf: (past.asOf ?? TODAY) as IsoDay,
  });
