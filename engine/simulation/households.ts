import { dayNumber } from '../domain/day.ts';
import type { Demand, Household } from '../domain/demand.ts';
import type { IsoDay } from '../domain/ids.ts';
import { isoDay } from './calendar.ts';
import { ASSUMPTIONS } from './figures.ts';
import { type Random, randomStream, type Weights, weighted } from './random.ts';
import type { Circumstances } from './situations.ts';

export type HouseholdKind = 'single' | 'couple' | 'lone-parent' | 'couple-children' | 'other-adults';

/** A household as it is. What it declares of itself is `declaredHousehold`. */
export interface TrueHousehold {
  readonly kind: HouseholdKind;
  /** Ages in days on the day of the world, applicant first. */
  readonly adultDays: readonly number[];
  readonly children: readonly {
    readonly days: number;
    readonly custody: NonNullable<Household['children']>[number]['custody'];
  }[];
  readonly expectedBirths: number;
  readonly disabledMember: boolean;
  /** Persons to house today: adults and children present. */
  readonly persons: number;
  /** The national scale on true ages: 1, 0.5 from 14 years, 0.3 under. */
  readonly consumptionUnits: number;
  readonly applicantAge: number;
}

const YEAR = 365.25;

/** Ours: shares by segment. No table of the demand by household is public for the metropolis. */
const FIRST_ACCESS_KINDS: Weights<HouseholdKind> = [
  ['single', 51],
  ['lone-parent', 20],
  ['couple-children', 14],
  ['couple', 12],
  ['other-adults', 3],
];
const MUTATION_KINDS: Weights<HouseholdKind> = [
  ['single', 33],
  ['lone-parent', 28],
  ['couple-children', 25],
  ['couple', 10],
  ['other-adults', 4],
];

/** How a motive leans towards kinds of households. */
const leaning = (table: Weights<HouseholdKind>, { motives }: Circumstances): Weights<HouseholdKind> => {
  const factor = (kind: HouseholdKind): number => {
    const family = kind === 'lone-parent' || kind === 'couple-children';
    switch (motives[0]) {
      case '13':
        return family ? 4 : kind === 'single' ? 0.25 : 0.6;
      case '12':
        return kind === 'single' ? 2.5 : kind === 'couple' ? 1 : 0.15;
      case '10':
        return family ? 0.15 : 1.5;
      case '11':
        return kind === 'lone-parent' ? 2.5 : kind === 'single' ? 1.6 : 0.05;
      case '14':
        return kind === 'couple' ? 6 : 0.3;
      case '15':
        return kind === 'couple-children' ? 4 : 0.4;
      case '06':
        return kind === 'lone-parent' ? 4 : kind === 'couple' || kind === 'couple-children' ? 0.1 : 1;
      default:
        return 1;
    }
  };
  return table.map(([kind, weight]) => [kind, weight * factor(kind)] as const);
};

const SINGLE_AGES: Weights<readonly [number, number]> = [
  [[18, 24], 18],
  [[25, 34], 26],
  [[35, 49], 26],
  [[50, 64], 19],
  [[65, 79], 9],
  [[80, 92], 2],
];
const YOUNG_AGES: Weights<readonly [number, number]> = [
  [[18, 22], 45],
  [[23, 27], 40],
  [[28, 34], 15],
];
const COUPLE_AGES: Weights<readonly [number, number]> = [
  [[20, 29], 34],
  [[30, 44], 24],
  [[45, 64], 26],
  [[65, 84], 16],
];
const PARENT_AGES: Weights<readonly [number, number]> = [
  [[19, 24], 9],
  [[25, 34], 41],
  [[35, 44], 36],
  [[45, 56], 14],
];

const applicantYears = (kind: HouseholdKind, { motives }: Circumstances, random: Random): number => {
  const table =
    motives[0] === '12' && kind !== 'lone-parent' && kind !== 'couple-children'
      ? YOUNG_AGES
      : kind === 'single'
        ? SINGLE_AGES
        : kind === 'couple' || kind === 'other-adults'
          ? COUPLE_AGES
          : PARENT_AGES;
  const [from, to] = weighted(random, table);
  return random.between(from, to + 1);
};

const LONE_PARENT_CHILDREN: Weights<number> = [
  [1, 50],
  [2, 31],
  [3, 13],
  [4, 4.5],
  [5, 1.5],
];
const COUPLE_CHILDREN: Weights<number> = [
  [1, 33],
  [2, 34],
  [3, 20],
  [4, 8.5],
  [5, 3.2],
  [6, 1.3],
];
/** A home called too small holds more children. */
const CROWDED_CHILDREN: Weights<number> = [
  [1, 18],
  [2, 32],
  [3, 28],
  [4, 14],
  [5, 6],
  [6, 2],
];

/** True households, one per circumstances. */
export const drawHouseholds = (circumstances: readonly Circumstances[], seed: number): TrueHousehold[] => {
  const kinds = randomStream(seed, 'households/kind');
  const people = randomStream(seed, 'households/people');
  const births = randomStream(seed, 'households/births');
  const health = randomStream(seed, 'households/health');
  return circumstances.map((situation) => {
    const kind = weighted(
      kinds,
      leaning(situation.mutation ? MUTATION_KINDS : FIRST_ACCESS_KINDS, situation),
    );
    const age = applicantYears(kind, situation, people);
    const adultDays = [age * YEAR, ...otherAdults(kind, age, people)].map(Math.round);
    const children = drawChildren(kind, age, situation, people);
    const present = children.filter((child) => child.custody !== 'visit');
    const fertile =
      age < 42 && (kind === 'couple' || kind === 'couple-children') ? 0.05 : age < 40 ? 0.012 : 0;
    const expectedBirths = births.chance(fertile) ? (births.chance(0.03) ? 2 : 1) : 0;
    const disabled = situation.motives[0] === '07' ? 0.75 : age > 60 ? 0.1 : 0.045;
    return {
      kind,
      adultDays,
      children,
      expectedBirths,
      disabledMember: health.chance(disabled),
      persons: adultDays.length + present.length,
      consumptionUnits:
        Math.round(
          10 +
            5 * (adultDays.length - 1) +
            present.reduce((sum, { days }) => sum + (days >= 14 * YEAR ? 5 : 3), 0),
        ) / 10,
      applicantAge: Math.floor(age),
    };
  });
};

const otherAdults = (kind: HouseholdKind, age: number, random: Random): number[] => {
  if (kind === 'couple' || kind === 'couple-children')
    return [Math.max(18.1, Math.min(95, age + random.normal() * 3.5 + 0.5)) * YEAR];
  if (kind !== 'other-adults') return [];
  // A grown child, a brother or sister, or a parent.
  const years = age > 42 ? random.between(19, age - 20) : random.between(19, 60);
  return [Math.max(18.1, years) * YEAR];
};

const drawChildren = (
  kind: HouseholdKind,
  age: number,
  { motives }: Circumstances,
  random: Random,
): TrueHousehold['children'] => {
  if (kind === 'single')
    return motives[0] === '11' && age > 24 && random.chance(0.3)
      ? childrenOf(weighted(random, LONE_PARENT_CHILDREN), age, 'visit', random)
      : [];
  if (kind !== 'lone-parent' && kind !== 'couple-children') return [];
  const table =
    motives[0] === '13' ? CROWDED_CHILDREN : kind === 'lone-parent' ? LONE_PARENT_CHILDREN : COUPLE_CHILDREN;
  const mostByAge = Math.max(1, Math.floor((age - 17) / 2));
  const custody = kind === 'lone-parent' && random.chance(0.1) ? 'alternate' : 'full';
  return childrenOf(Math.min(mostByAge, weighted(random, table)), age, custody, random);
};

/** Children between birth and 21 years (18 for visits), none born before the parent's 18th year; eldest first. */
const childrenOf = (
  count: number,
  parentAge: number,
  custody: TrueHousehold['children'][number]['custody'],
  random: Random,
): TrueHousehold['children'] => {
  const oldest = Math.max(0.3, Math.min(custody === 'visit' ? 17.9 : 21, parentAge - 18));
  return Array.from({ length: count }, () => Math.round(random.between(0.05, oldest) * YEAR))
    .sort((a, b) => b - a)
    .map((days) => ({ days, custody }));
};

/** What households declare of themselves: the same people, some facts missing at the stated rates. */
export const declareHouseholds = (
  households: readonly TrueHousehold[],
  { seed, asOf }: { readonly seed: number; readonly asOf: IsoDay },
): Demand['household'][] => {
  const missing = randomStream(seed, 'households/unknown');
  const today = dayNumber(asOf);
  const { coupleUnknown, childBirthDateUnknown, birthsUnknown, disabilityUnknown } = ASSUMPTIONS;
  return households.map(({ kind, adultDays, children, expectedBirths, disabledMember }) => ({
    adults: adultDays.map((days) => ({ birthDate: isoDay(today - days) })),
    couple: missing.chance(coupleUnknown.value) ? null : kind === 'couple' || kind === 'couple-children',
    children: children.map(({ days, custody }) => ({
      birthDate: missing.chance(childBirthDateUnknown.value) ? null : isoDay(today - days),
      custody,
    })),
    expectedBirths: missing.chance(birthsUnknown.value) ? null : expectedBirths,
    disabledMember: missing.chance(disabilityUnknown.value) ? null : disabledMember,
  }));
};
