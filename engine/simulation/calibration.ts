import type { Typology } from '../domain/codes.ts';
import { dayNumber } from '../domain/day.ts';
import { isFirstAccess } from '../domain/demand.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Provenance, TerritoryPack } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import { ASSUMPTIONS, type Assumption, PUBLISHED, type Published, RENT_INDEX_SINCE_2016 } from './figures.ts';
import { DAYS_PER_MONTH } from './filing.ts';
import { quantileOf } from './incomes.ts';
import { resourceMeasures } from './measures.ts';
import { establishedSituations } from './priorities.ts';
import { SIMULATED_QPV_RULE } from './simulatedQpv.ts';
import type { World } from './world.ts';

/** `mean` stands for any level that is neither a share nor a count: a mean, a median, a maximum; the label says which. */
export type CalibrationUnit = 'share' | 'count' | 'mean';

/** A published figure beside the same figure measured on a world. */
export interface CalibrationLine {
  readonly id: PublishedId;
  /** French. */
  readonly label: string;
  readonly unit: CalibrationUnit;
  readonly published: number;
  readonly source: string;
  /** "de la Métropole européenne de Lille" when the figure describes another territory, for want of one here; else null. */
  readonly borrowed: string | null;
  /** NaN when the world has nothing to measure it on. */
  readonly measured: number;
  /** measured − published, in the unit. */
  readonly gap: number;
  readonly within: boolean;
  /** Largest |gap| called within: one point for shares. */
  readonly tolerance: number;
}

export interface CalibrationReport {
  readonly lines: readonly CalibrationLine[];
  /** Sizes that the pack gives its worlds, each with where it comes from. */
  readonly sizes: readonly {
    readonly label: string;
    readonly value: number;
    readonly provenance: Provenance;
  }[];
  readonly assumptions: readonly (Assumption & { readonly id: string })[];
  /** Rules in French, shown beside the figures. */
  readonly rules: readonly string[];
}

interface Measure {
  readonly unit: CalibrationUnit;
  readonly tolerance: number;
  readonly measured: number;
}

const POINT = 0.01;
const share = (measured: number): Measure => ({ unit: 'share', tolerance: POINT, measured });
const level = (measured: number, tolerance: number): Measure => ({ unit: 'mean', tolerance, measured });
const count = (measured: number, tolerance: number): Measure => ({ unit: 'count', tolerance, measured });

const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.length === 0 ? Number.NaN : items.filter(holds).length / items.length;
const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : quantileOf(values, 0.5);

type PublishedId = keyof typeof PUBLISHED;
const FIGURES: Readonly<Record<PublishedId, Published>> = PUBLISHED;

/** Département of a commune: three characters overseas. */
const departmentOf = (code: string): string => code.slice(0, code.startsWith('97') ? 3 : 2);

const SIZE_LABELS = {
  demands: 'demandes',
  dwellings: 'logements sociaux',
  leasesPerYear: 'attributions par an',
  openVacancies: 'logements libres au jour de référence',
  dedicatedBelowLeasesPerYear:
    'libérations par an sous lesquelles une commune dédie un logement « à l’adresse »',
} as const;

/** Sizes that the pack gives; a rule that the territory does not have is left out. */
const sizesOf = ({ world }: TerritoryPack): CalibrationReport['sizes'] =>
  (Object.keys(SIZE_LABELS) as (keyof typeof SIZE_LABELS)[]).flatMap((key) => {
    const size = world[key];
    return size === null ? [] : [{ label: SIZE_LABELS[key], ...size }];
  });

/**
 * Every published figure beside its measure, in the order of `figures.ts`, then what is assumed. A figure of another territory
 * is said to be borrowed; a number of records of another territory is left out. Shares are over the records
 * that say what is measured; situations are measured by the pack's predicates, ceilings by the eligibility functions.
 */
export const calibrationReport = (world: World, territory: Territory, asOf: IsoDay): CalibrationReport => {
  const measures = {
    ...demandMeasures(world, territory, asOf),
    ...stockMeasures(world),
    ...pastMeasures(world, territory),
  };
  const here = {
    epci: territory.pack.epci,
    departments: new Set(territory.pack.communes.map(({ code }) => departmentOf(code))),
  };
  return {
    lines: (Object.keys(PUBLISHED) as PublishedId[]).flatMap((id): CalibrationLine[] => {
      const { value, label, source, place, size } = FIGURES[id];
      const own = place.covers(here);
      if (size && !own) return [];
      const { unit, tolerance, measured } = measures[id];
      const gap = measured - value;
      return [
        {
          id,
          label,
          unit,
          published: value,
          source,
          borrowed: own ? null : place.of,
          measured,
          gap,
          within: Math.abs(gap) <= tolerance,
          tolerance,
        },
      ];
    }),
    sizes: sizesOf(territory.pack),
    assumptions: Object.entries(ASSUMPTIONS).map(([id, assumption]) => ({ id, ...assumption })),
    rules: [SIMULATED_QPV_RULE],
  };
};

const demandMeasures = ({ demands }: World, territory: Territory, asOf: IsoDay) => {
  const resources = resourceMeasures(demands, territory, asOf);
  const situations = establishedSituations(demands, territory, asOf);
  const isFirst = demands.map(isFirstAccess);
  const first = demands.filter((_, place) => isFirst[place] === true);
  const mutations = demands.filter((_, place) => isFirst[place] === false);
  const today = dayNumber(asOf);
  const wait = ({ filedOn }: (typeof demands)[number]) => (today - dayNumber(filedOn)) / DAYS_PER_MONTH;
  const principal = (list: typeof demands, ...motives: string[]) =>
    share(shareOf(list, (demand) => motives.includes(demand.motives?.[0] ?? '')));
  const known = resources.map((r) => r.shareOfPlai).filter((value) => !Number.isNaN(value));
  const perUc = resources.map((r) => r.perUcEur).filter((value) => !Number.isNaN(value));
  const quartile = PUBLISHED.firstQuartileEur.value;
  return {
    demands: count(demands.length, PUBLISHED.demands.value * POINT),
    firstAccessShare: share(first.length / (first.length + mutations.length)),
    aciShare: share(
      shareOf(
        situations.filter((_, place) => isFirst[place] === true),
        (s) => s.priority.length > 0,
      ),
    ),
    plaiShare: share(shareOf(known, (value) => value <= 1)),
    meanWaitMonths: level(mean(demands.map(wait)), 0.5),
    mutationWaitMonths: level(mean(mutations.map(wait)), 0.5),
    firstQuartileEur: level(
      perUc.length === 0 ? Number.NaN : quantileOf(perUc, PUBLISHED.firstQuartileShare.value),
      100,
    ),
    firstQuartileShare: share(shareOf(perUc, (value) => value <= quartile)),
    firstAccessPrecarious: principal(first, '01', '03', '04', '05'),
    firstAccessTooExpensive: principal(first, '09'),
    mutationTooSmall: principal(mutations, '13'),
    mutationHealth: principal(mutations, '07', '08'),
    mutationSurroundings: principal(mutations, '17'),
    mostDemandedRank: count(rankOfSmallTypes(demands), 0),
  };
};

/** Rank of the T1 and T2 among the sizes asked for (T1-T2, T3, T4 and more): 1 is the most demanded. */
const rankOfSmallTypes = (demands: World['demands']): number => {
  const asking = (types: readonly Typology[]) =>
    demands.filter((demand) => demand.wishes.typologies.some((t) => types.includes(t))).length;
  const small = asking(['T1', 'T2']);
  return 1 + [asking(['T3']), asking(['T4', 'T5', 'T6P'])].filter((other) => other > small).length;
};

const stockMeasures = ({ dwellings }: World) => {
  const typed = (typology: Typology) => dwellings.filter((d) => d.typology === typology);
  const area = (typology: Typology) => level(median(typed(typology).map((d) => d.livingAreaM2)), 1);
  const built = dwellings.filter((d) => d.builtIn !== null);
  const period = (from: number, to: number) =>
    share(shareOf(built, (d) => d.builtIn! >= from && d.builtIn! <= to));
  const maxRent = (financing: string) =>
    level(
      dwellings
        .filter((d) => d.financing === financing)
        .reduce((most, d) => Math.max(most, d.rentEur / d.livingAreaM2 / RENT_INDEX_SINCE_2016), 0),
      0.01,
    );
  return {
    dwellings: count(dwellings.length, 0),
    t2Share: share(typed('T2').length / dwellings.length),
    t3Share: share(typed('T3').length / dwellings.length),
    flatShare: share(
      shareOf(
        dwellings.filter((d) => d.building !== null),
        (d) => d.building === 'flat',
      ),
    ),
    builtBefore1975: period(0, 1974),
    built1975To2000: period(1975, 2000),
    builtAfter2000: period(2001, 9999),
    recentPlaiShare: share(
      shareOf(
        built.filter((d) => d.builtIn! > 2000),
        (d) => d.financing === 'PLAI',
      ),
    ),
    areaT1: area('T1'),
    areaT2: area('T2'),
    areaT3: area('T3'),
    areaT4: area('T4'),
    areaT5: area('T5'),
    areaT6: area('T6P'),
    plaiRentPerM2: maxRent('PLAI'),
    plusRentPerM2: maxRent('PLUS'),
  };
};

const pastMeasures = ({ allocations, outcomes }: World, territory: Territory) => {
  const atRankOne = outcomes.filter((outcome) => outcome.rank === 1);
  const refused = outcomes.filter(({ answer }) => answer === 'refused' || answer === 'no-answer');
  const banded = allocations
    .map((a) => territory.bandOf(a.shareOfPlusCeiling))
    .filter((band) => band !== null);
  const first = allocations.filter((allocation) => allocation.firstAccess === true);
  return {
    candidatesPerDwelling: level(outcomes.length / atRankOne.length, 0.05),
    rankOneRefusals: share(
      shareOf(atRankOne, ({ answer }) => answer === 'refused' || answer === 'no-answer'),
    ),
    silentRefusals: share(shareOf(refused, ({ answer }) => answer === 'no-answer')),
    modestAllocations: share(shareOf(banded, (band) => band.group === 'modest')),
    priorityAllocations: share(
      shareOf(first, ({ verifiedSituations }) => (verifiedSituations ?? []).length > 0),
    ),
  };
};
