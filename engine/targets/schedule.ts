import { dayNumber, yearOf } from '../domain/day.ts';
import type { BailleurId, CommuneCode, IsoDay, QuartierId } from '../domain/ids.ts';
import type { Target } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import type { Ledger, TargetCount } from './ledger.ts';

/** What a target asks of a place on a day: a share of those it looks at, or a number of dwellings. */
export interface Aim {
  readonly bound: Target['bound'];
  readonly kind: 'share' | 'count';
  /** Share in hundredths, whole; 0 for a count. */
  readonly shareHundredths: number;
  /** Dwellings of the civil year due by the day, in hundredths, whole; 0 for a share. */
  readonly dueHundredths: number;
  /** For a convergence: the territory's own share, 0 to 1, and the allocations of known profile behind it. */
  readonly reference: { readonly share: number; readonly allocations: number } | null;
}

/** Number of dwellings due as an aim. */
export const countAim = (bound: Target['bound'], dwellings: number): Aim => ({
  bound,
  kind: 'count',
  shareHundredths: 0,
  dueHundredths: Math.round(dwellings * 100),
  reference: null,
});

const shareAim = (bound: Target['bound'], share: number, reference: Aim['reference'] = null): Aim => ({
  bound,
  kind: 'share',
  shareHundredths: Math.round(Math.min(1, Math.max(0, share)) * 100),
  dueHundredths: 0,
  reference,
});

/** What aims read of a ledger: simulated years count without one. */
export type LedgerCounts = Pick<Ledger, 'asOf' | 'count'>;

/** Whether the target's dates include a day. */
export const inForce = ({ provenance: { validFrom, validTo } }: Target, day: IsoDay): boolean =>
  (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo);

/**
 * What a target asks of a place on the ledger's last day: the latest step of its schedule that has begun, else its own value. Null
 * for reciprocity, which asks for what left: see `reciprocity.ts`.
 *
 * @throws when the target has no aim at all, which packs are checked for.
 */
export const aimOf = (
  territory: Territory,
  target: Target,
  key: string,
  ledger: LedgerCounts,
): Aim | null => {
  const { bound, count, share, convergence, schedule = [] } = target;
  if (target.counts.reciprocity) return null;
  const step = schedule.findLast(({ from }) => from <= ledger.asOf);
  if (convergence !== undefined) {
    const reference = territoryShare(territory, target, ledger);
    const away = bound === 'min' ? -convergence.margin : convergence.margin;
    return shareAim(bound, reference.share + away, reference);
  }
  if (count !== undefined) {
    const dwellings = step?.count ?? count.dwellings;
    const weight = count.split === undefined ? 1 : weightOf(territory, target, key);
    const year = count.byPlace?.[key] ?? dwellings * weight;
    return countAim(bound, count.pace === 'linear' ? year * elapsed(ledger.asOf) : year);
  }
  const aimed = step?.share ?? share;
  if (aimed === undefined) throw new Error(`Target ${target.id} has no share, count or convergence.`);
  return shareAim(bound, aimed);
};

/**
 * The territory's own share of the year, over allocations of known profile, in the communes that the target looks at; the pack's
 * initial share while they are too few. Unknown profiles are left out here: they would drag the reference, and count against
 * each place already.
 */
const territoryShare = (
  territory: Territory,
  target: Target,
  ledger: LedgerCounts,
): NonNullable<Aim['reference']> => {
  const { initialShare, fromAllocations } = target.convergence!;
  let known = 0;
  let inside = 0;
  for (const { code } of territory.pack.communes) {
    const count: TargetCount = ledger.count(target, code);
    known += count.among - count.unknown;
    inside += count.counted - (target.bound === 'max' ? count.unknown : 0);
  }
  return { share: known < fromAllocations ? initialShare : inside / known, allocations: known };
};

/** Part of the territory's leases that a place carries, 0 to 1, as the pack estimates them. */
const weightOf = (territory: Territory, target: Target, key: string): number => {
  const { pack, estimatedLeasesByCommune, quartierById, bailleurById } = territory;
  if (target.scope === 'bailleur') return bailleurById.get(key as BailleurId)?.simulatedStockShare ?? 0;
  const leases =
    target.scope === 'commune'
      ? estimatedLeasesByCommune.get(key as CommuneCode)
      : quartierById.get(key as QuartierId)?.estimatedLeasesPerYear;
  const total = pack.quartiers.reduce((sum, quartier) => sum + quartier.estimatedLeasesPerYear, 0);
  return total === 0 ? 0 : (leases ?? 0) / total;
};

/** Part of the civil year gone by at the end of a day: 1 on 31 December. */
const elapsed = (day: IsoDay): number => {
  const before = dayNumber(`${yearOf(day) - 1}-12-31` as IsoDay);
  return (dayNumber(day) - before) / (dayNumber(`${yearOf(day)}-12-31` as IsoDay) - before);
};
