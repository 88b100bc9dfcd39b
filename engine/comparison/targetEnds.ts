import type { Allocation } from '../domain/allocation.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay, VacancyId } from '../domain/ids.ts';
import type { Target } from '../domain/target.ts';
import { ledgerOf } from '../targets/ledger.ts';
import { placeOf } from '../targets/place.ts';
import { targetRows } from '../targets/rows.ts';
import type { Territory } from '../territory/territory.ts';

/** What a target's place is told under. Those that count or look at the leases of a contingent are told under it, wherever they are. */
export const TARGET_GROUPS = [
  'quartier',
  'residence',
  'commune',
  'bailleur',
  'contingent',
  'territory',
] as const;
export type TargetGroup = (typeof TARGET_GROUPS)[number];

/** Where a target stood in one place at the end of a civil year, or of the period. */
export interface TargetEnd {
  readonly day: IsoDay;
  readonly target: string;
  readonly place: string;
  readonly group: TargetGroup;
  /** Dwellings short; zero when it is reached. No tolerance is taken off. */
  readonly short: number;
  readonly among: number;
  readonly counted: number;
  readonly unknown: number;
}

const groupOf = ({ scope, counts, credited }: Target): TargetGroup =>
  counts.contingent !== undefined || credited !== undefined ? 'contingent' : scope;

/** Targets that weigh on lists, at the places of the dwellings that came free since the period began: the same under every arm. */
export const targetEnds = (input: {
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly allocations: readonly Allocation[];
  readonly freed: readonly Dwelling[];
  readonly day: IsoDay;
}): readonly TargetEnd[] => {
  const { territory, dwellings, allocations, freed, day } = input;
  const { ledger } = ledgerOf({ territory, allocations, dwellings, asOf: day });
  return targetRows({
    territory,
    ledger,
    openProposals: [],
    vacancies: freed.map((dwelling, i) => ({ id: `${i}` as VacancyId, place: placeOf(territory, dwelling) })),
    asOf: day,
  })
    .filter(({ active }) => active)
    .map(({ target, place, balanceHundredths, count }) => ({
      day,
      target: target.id,
      place,
      group: groupOf(target),
      short: Math.max(0, -balanceHundredths) / 100,
      ...count,
    }));
};
