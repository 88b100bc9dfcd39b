import { dayNumber } from '../domain/day.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { BandGroup } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import type { PlaceHistory, PlaceRecord } from './history.ts';

/*
 * Three axes kept apart, so that statistics never pass for the partners' judgement, which is the concerted class. They
 * describe a place; none is a score, and none reads a person.
 */

/** Who came in lately. */
export interface EntryProfile {
  readonly entries: number;
  readonly modest: number;
  readonly unknown: number;
}

export interface Occupation {
  readonly residence: EntryProfile | null;
  readonly quartier: EntryProfile | null;
  /** Days that the record of leases covers, at most two years. */
  readonly recordedDays: number;
}

export interface Functioning {
  /**
   * Entries a year per dwelling of the residence, over the days that the record covers; null without a residence, with one
   * dwelling only, and where the record is shorter than half a year: a season would pass for a year.
   */
  readonly turnover: {
    readonly perYear: number;
    readonly entries: number;
    readonly dwellings: number;
    /** Days, at most two years. */
    readonly recordedDays: number;
  } | null;
  /** First candidates who refused, where the residence has some, else in the quartier; null where nobody has answered. */
  readonly firstRankRefusals: {
    readonly refused: number;
    readonly answered: number;
    readonly scope: 'residence' | 'quartier';
  } | null;
  /** Days the dwelling has been free; 0 before it is. */
  readonly vacantDays: number;
}

export interface Attractiveness {
  readonly energyClass: Dwelling['energyClass'];
  readonly builtIn: number | null;
  readonly rentPerM2Eur: number;
  /** Mean of the stock of the same financing in the same quartier, this dwelling included; null when the stock holds none. */
  readonly usualRentPerM2Eur: number | null;
  /** Demands that name the commune and the typology for each lease of the last year; null without a lease. */
  readonly demandsPerLease: { readonly demands: number; readonly leases: number } | null;
}

/** The last households that came into the residence were all of one side of the mix. Acts on lists, never on a person. */
export interface GuardRail {
  readonly group: BandGroup;
  readonly consecutive: number;
  readonly limit: number;
}

const LEAST_RECORDED_DAYS = 182;
const DAYS_PER_YEAR = 365;

export const occupation = (
  history: PlaceHistory,
  dwelling: Dwelling,
  quartier: string | null,
): Occupation => {
  const residence = history.residence(dwelling);
  return {
    residence: residence === null ? null : profileOf(residence),
    quartier: quartier === null ? null : profileOf(history.quartier(quartier)),
    recordedDays: history.recordedDays,
  };
};

const profileOf = ({ entries }: PlaceRecord): EntryProfile => ({
  entries: entries.length,
  modest: entries.filter((e) => e.group === 'modest').length,
  unknown: entries.filter((e) => e.group === null).length,
});

export const functioning = (input: {
  readonly history: PlaceHistory;
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly quartier: string | null;
  readonly asOf: IsoDay;
}): Functioning => {
  const { history, vacancy, dwelling, quartier, asOf } = input;
  const residence = history.residence(dwelling);
  const refusals =
    residence !== null && residence.firstRankAnswered > 0
      ? { record: residence, scope: 'residence' as const }
      : quartier !== null && history.quartier(quartier).firstRankAnswered > 0
        ? { record: history.quartier(quartier), scope: 'quartier' as const }
        : null;
  return {
    turnover:
      residence === null || residence.dwellings < 2 || history.recordedDays < LEAST_RECORDED_DAYS
        ? null
        : {
            perYear: (residence.entries.length * DAYS_PER_YEAR) / history.recordedDays / residence.dwellings,
            entries: residence.entries.length,
            dwellings: residence.dwellings,
            recordedDays: history.recordedDays,
          },
    firstRankRefusals:
      refusals === null
        ? null
        : {
            refused: refusals.record.firstRankRefused,
            answered: refusals.record.firstRankAnswered,
            scope: refusals.scope,
          },
    vacantDays: Math.max(0, dayNumber(asOf) - dayNumber(vacancy.availableOn)),
  };
};

export const attractiveness = (input: {
  readonly history: PlaceHistory;
  readonly territory: Territory;
  readonly dwelling: Dwelling;
  /** Demands that name the commune and the typology. */
  readonly demands: number;
}): Attractiveness => {
  const { history, territory, dwelling, demands } = input;
  const leases = history.leasesLikeIt(dwelling);
  return {
    energyClass: dwelling.energyClass,
    builtIn: dwelling.builtIn,
    rentPerM2Eur: dwelling.rentEur / dwelling.livingAreaM2,
    usualRentPerM2Eur: history.meanRentPerM2(territory, dwelling),
    demandsPerLease: leases === 0 ? null : { demands, leases },
  };
};

/** Null while the last entries are mixed, too few, or one of them is not known. */
export const guardRail = (history: PlaceHistory, dwelling: Dwelling, limit: number): GuardRail | null => {
  const entries = history.residence(dwelling)?.entries ?? [];
  const group = entries.at(-1)?.group ?? null;
  if (group === null) return null;
  let consecutive = 0;
  for (let i = entries.length - 1; i >= 0 && entries[i]!.group === group; i -= 1) consecutive += 1;
  return consecutive >= limit ? { group, consecutive, limit } : null;
};
