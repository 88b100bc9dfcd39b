import type { Allocation } from '../domain/allocation.ts';
import type { Reservataire } from '../domain/codes.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { CommuneCode, IsoDay } from '../domain/ids.ts';
import type { Target, TargetEvent } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import { placeKey, placeOf, type TargetPlace } from './place.ts';

export { placeKey, placeOf, type TargetPlace } from './place.ts';

/** What a household is, in the eyes of targets. `null` = not known: it counts against the row, and is shown. */
export interface TargetProfile {
  readonly firstAccess: boolean | null;
  readonly bandGroup: 'modest' | 'intermediate-or-higher' | null;
  /** Of the first quartile of the demand's resources (L441-1). */
  readonly firstQuartile: boolean | null;
  readonly verifiedPriority: boolean | null;
  readonly npruRelocation: boolean | null;
  /**
   * Contingent that the lease is credited to, one only; null or left out when it is not known. Read by flow targets, and by those
   * that look at the leases of one contingent.
   */
  readonly contingent?: Reservataire | null;
  /** Landlord whose stock a tenant of social housing would leave; null or left out when it is not known. Read by flow targets. */
  readonly leavesStockOf?: string | null;
  /** Commune that a tenant of social housing would leave; null or left out when it is not known. Read by reciprocity only. */
  readonly homeCommune?: CommuneCode | null;
}

/** Counts of one target in one place over a civil year: whole allocations. */
export interface TargetCount {
  /** Allocations that the target looks at. */
  readonly among: number;
  /** Of those, the ones it counts. */
  readonly counted: number;
  /** Of those, the ones whose profile is not known: in `among`, never in the row's favour. */
  readonly unknown: number;
}

const NONE: TargetCount = { among: 0, counted: 0, unknown: 0 };

/**
 * Whether a profile is looked at and counted by a target. Unknown counts against: out for "at least", in for "at most".
 *
 * @param bailleur landlord of the dwelling: whose own mutations a flow leaves out.
 */
export const membership = (
  target: Target,
  profile: TargetProfile,
  bailleur: string | null = null,
): { readonly among: boolean; readonly counted: boolean; readonly unknown: boolean } => {
  const among = isAmong(target, profile, bailleur);
  const tests: (boolean | null)[] = [];
  if (target.among === 'first-access' && profile.firstAccess === null) tests.push(null);
  if (target.counts.bandGroup)
    tests.push(profile.bandGroup === null ? null : profile.bandGroup === target.counts.bandGroup);
  // Households rehoused by urban renewal count with the first quartile (L441-1).
  if (target.counts.quartile === 'first') tests.push(either(profile.firstQuartile, profile.npruRelocation));
  if (target.counts.quartile === 'others') tests.push(not(profile.firstQuartile));
  if (target.counts.verifiedPriority) tests.push(profile.verifiedPriority);
  if (target.counts.npruRelocation) tests.push(profile.npruRelocation);
  if (target.counts.contingent)
    tests.push(profile.contingent == null ? null : profile.contingent === target.counts.contingent);
  const no = tests.includes(false);
  const unknown = !no && tests.includes(null);
  return { among, counted: among && (unknown ? target.bound === 'max' : !no), unknown: among && unknown };
};

/** What is not known is looked at, so that it cannot hide from a target; but for the contingent, which is one only. */
const isAmong = ({ among, credited }: Target, profile: TargetProfile, bailleur: string | null): boolean => {
  if (credited !== undefined && profile.contingent !== credited) return false;
  if (among === 'all') return true;
  if (among === 'first-access') return profile.firstAccess !== false;
  if (profile.npruRelocation === true) return false;
  if (profile.firstAccess !== false) return true;
  return among === 'flow-without-own-mutations' && (bailleur === null || profile.leavesStockOf !== bailleur);
};

const either = (a: boolean | null, b: boolean | null): boolean | null =>
  a === true || b === true ? true : a === null || b === null ? null : false;
const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

/** What a target counts: decisions, unless the pack says signed leases. */
export const eventOf = (target: Target): TargetEvent => target.event ?? 'decision';

/** pending: decided in the year, lease not signed yet. A lease target counts them as leases to come. */
export type LedgerEvent = TargetEvent | 'pending';

/** Append-only counts by target and place for one civil year: decisions and signed leases, each by its own day. */
export class Ledger {
  readonly year: number;
  /** Last day counted: targets are taken at the value they have on it. */
  readonly asOf: IsoDay;
  /** By event, then target, then place: asked millions of times, where a key of all three would be a text made each time. */
  readonly #counts = new Map<LedgerEvent, Map<string, Map<string, TargetCount>>>();

  constructor(year: number, asOf: IsoDay = `${year}-12-31` as IsoDay) {
    this.year = year;
    this.asOf = asOf;
  }

  /** @param event what to count; the target's own when left out. */
  count(target: Target, key: string, event: LedgerEvent = eventOf(target)): TargetCount {
    return this.#counts.get(event)?.get(target.id)?.get(key) ?? NONE;
  }

  /** One decision, or one signed lease: an allocation that came to its lease is added twice, once as each. */
  add(
    territory: Territory,
    place: TargetPlace,
    profile: TargetProfile,
    event: LedgerEvent = 'decision',
  ): void {
    for (const target of countedTargets(territory)) {
      const key = placeKey(territory, target, place);
      const is = membership(target, profile, place.bailleur);
      if (key === null || !is.among) continue;
      const before = this.count(target, key, event);
      this.#places(event, target).set(key, {
        among: before.among + 1,
        counted: before.counted + (is.counted ? 1 : 0),
        unknown: before.unknown + (is.unknown ? 1 : 0),
      });
    }
  }

  #places(event: LedgerEvent, { id }: Target): Map<string, TargetCount> {
    const targets = this.#counts.get(event) ?? new Map<string, Map<string, TargetCount>>();
    this.#counts.set(event, targets);
    const places = targets.get(id) ?? new Map<string, TargetCount>();
    targets.set(id, places);
    return places;
  }
}

/** The shares of contingents are counted also where they weigh on no list. */
const countedTargets = ({ targets, flowTargets, pack }: Territory): readonly Target[] =>
  pack.contingents.row === undefined ? [...targets, ...flowTargets] : targets;

/**
 * Whether a household counts as a verified priority one. DALO is a channel of its own (plan de gestion 2016, art. 9; L441-1 puts
 * it first): its recognition is a decision of the administration, so it needs no situation verified beside. Either one is
 * enough, and it stays unknown as long as one of them could be.
 */
export const verifiedPriority = (of: {
  readonly situation: boolean | null;
  readonly daloActive: boolean | null;
}): boolean | null => either(of.situation, of.daloActive);

/** Profile of a past allocation of a landlord's dwelling. */
export const allocationProfile = (
  territory: Territory,
  allocation: Allocation,
  bailleur: string | null = null,
): TargetProfile => ({
  firstAccess: allocation.firstAccess,
  bandGroup: territory.bandOf(allocation.shareOfPlusCeiling)?.group ?? null,
  firstQuartile: territory.isFirstQuartile(allocation.incomePerUcEur, allocation.decidedOn),
  verifiedPriority: verifiedPriority({
    situation:
      allocation.verifiedSituations &&
      territory.prioritySituations.some(({ code }) => allocation.verifiedSituations?.includes(code)),
    daloActive: allocation.daloActive,
  }),
  npruRelocation: allocation.npruRelocation,
  contingent: allocation.contingent,
  leavesStockOf: allocation.ownStockMutation === true ? bailleur : null,
  ...allocation.counted,
});

/**
 * Ledger of the civil year of `asOf`, from the allocations decided in it, and the leases signed in it, up to that day. An
 * allocation whose dwelling is not in the stock is left out and counted in `missing`. `counted`: decisions; `signed`: leases.
 */
export const ledgerOf = (input: {
  readonly territory: Territory;
  readonly allocations: readonly Allocation[];
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly asOf: IsoDay;
}): {
  readonly ledger: Ledger;
  readonly counted: number;
  readonly signed: number;
  readonly missing: number;
} => {
  const { territory, allocations, dwellings, asOf } = input;
  const ledger = new Ledger(yearOf(asOf), asOf);
  let counted = 0;
  let signed = 0;
  let missing = 0;
  for (const allocation of allocations) {
    const isOfYear = (day: IsoDay | null) => day !== null && day <= asOf && yearOf(day) === ledger.year;
    const { leaseSignedOn } = allocation;
    const decided = isOfYear(allocation.decidedOn);
    const events: readonly LedgerEvent[] = [
      ...(decided ? (['decision'] as const) : []),
      ...(isOfYear(leaseSignedOn) ? (['lease'] as const) : []),
      ...(decided && (leaseSignedOn === null || leaseSignedOn > asOf) ? (['pending'] as const) : []),
    ];
    if (events.length === 0) continue;
    const dwelling = dwellings.get(allocation.dwelling);
    if (!dwelling) {
      missing += 1;
      continue;
    }
    const place = placeOf(territory, dwelling);
    const profile = allocationProfile(territory, allocation, dwelling.bailleur);
    for (const event of events) ledger.add(territory, place, profile, event);
    if (events.includes('decision')) counted += 1;
    if (events.includes('lease')) signed += 1;
  }
  return { ledger, counted, signed, missing };
};
