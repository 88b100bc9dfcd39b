import type { Allocation } from '../domain/allocation.ts';
import { RESERVATAIRE_CODES } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import { FRAGILITIES } from '../domain/territory.ts';
import { allocationProfile, type TargetProfile } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';
import { type Cuts, type Partition, YES_NO, yesNo } from './counts.ts';

/** A household that a commission gave a dwelling to. */
export interface Housed {
  readonly allocation: Allocation;
  readonly dwelling: Dwelling;
  /** What targets see of it: the register keeps that alone. */
  readonly profile: TargetProfile;
}

export const housedOf = (territory: Territory, allocation: Allocation, dwelling: Dwelling): Housed => ({
  allocation,
  dwelling,
  profile: allocationProfile(territory, allocation, dwelling.bailleur),
});

const partition = (
  id: string,
  parts: readonly string[],
  partOf: (housed: Housed) => string,
): Partition<Housed> => ({ id, parts, partOf });

/** Of a side of the mix whose band is not kept: the register holds the side alone. */
const SIDE = { modest: 'side-modest', 'intermediate-or-higher': 'side-higher' } as const;

/**
 * What decisions and leases are counted by. Priority is looked at on first accesses only, and the criteria of blocked or complex
 * mutations on mutations only (plan de gestion 2016, art. 8: no number is asked of them, they are counted).
 *
 * @param asOf last day counted: a lease signed later is to come.
 */
export const housedCuts = (territory: Territory, asOf: IsoDay): Cuts<Housed> => {
  const { pack } = territory;
  const criteria = pack.situations.filter(({ scope }) => scope === 'mutation').map(({ code }) => code);
  const listed = new Set(criteria);
  const criteriaOf = ({ allocation: { firstAccess, verifiedSituations } }: Housed): readonly string[] =>
    firstAccess === false ? (verifiedSituations ?? []).filter((code) => listed.has(code)) : [];
  return {
    partitions: [
      partition(
        'access',
        [
          'first-priority',
          'first-other',
          'first-unknown',
          'mutation-blocked',
          'mutation-other',
          'mutation-unknown',
          'unknown',
        ],
        (housed) => accessOf(housed, criteriaOf(housed).length > 0),
      ),
      partition(
        'band',
        [...pack.bands.bands.map(({ id }) => id), SIDE.modest, SIDE['intermediate-or-higher'], 'unknown'],
        ({ allocation, profile: { bandGroup } }) => {
          const band =
            allocation.counted === undefined ? territory.bandOf(allocation.shareOfPlusCeiling) : null;
          return band?.id ?? (bandGroup === null ? 'unknown' : SIDE[bandGroup]);
        },
      ),
      partition('quartile', YES_NO, ({ profile }) => yesNo(profile.firstQuartile)),
      partition('dalo', YES_NO, ({ allocation }) => yesNo(allocation.daloActive)),
      partition('npru', YES_NO, ({ allocation }) => yesNo(allocation.npruRelocation)),
      partition(
        'fragility',
        FRAGILITIES,
        ({ dwelling }) => territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown',
      ),
      partition('qpv', YES_NO, ({ dwelling: { qpv2024 } }) =>
        yesNo(qpv2024 === null ? null : qpv2024 !== false),
      ),
      partition(
        'contingent',
        [...RESERVATAIRE_CODES, 'unknown'],
        ({ allocation }) => allocation.contingent ?? 'unknown',
      ),
      partition('rank', RANKS, ({ allocation }) => rankOf(allocation.rank)),
      partition('lease', ['signed', 'to-come'], ({ allocation: { leaseSignedOn } }) =>
        leaseSignedOn !== null && leaseSignedOn <= asOf ? 'signed' : 'to-come',
      ),
    ],
    marks: [{ id: 'criteria', parts: criteria, marksOf: criteriaOf }],
  };
};

const accessOf = ({ allocation, profile }: Housed, blocked: boolean): string => {
  if (profile.firstAccess === null) return 'unknown';
  if (profile.firstAccess)
    return profile.verifiedPriority === null
      ? 'first-unknown'
      : profile.verifiedPriority
        ? 'first-priority'
        : 'first-other';
  if (blocked) return 'mutation-blocked';
  return allocation.verifiedSituations === null ? 'mutation-unknown' : 'mutation-other';
};

/** Ranks of a list that are told apart; the last stands for those beyond. */
export const RANKS = ['1', '2', '3', '4'] as const;
export const rankOf = (rank: number): (typeof RANKS)[number] => RANKS[Math.min(rank, RANKS.length) - 1]!;
