import type { Typology } from '../domain/codes.ts';
import type { Demand } from '../domain/demand.ts';
import type { CommuneCode, QuartierId } from '../domain/ids.ts';
import type { Quartier, TerritoryPack } from '../domain/territory.ts';
import { ASSUMPTIONS } from './figures.ts';
import type { TrueHousehold } from './households.ts';
import { type Random, randomStream, type Weights, weighted, weightedDraw } from './random.ts';

const COMMUNE_COUNTS: Weights<number> = [
  [1, 38],
  [2, 24],
  [3, 20],
  [4, 10],
  [5, 8],
];

/**
 * Attraction of a commune: three quarters its stock, one quarter its population, more where residents earn more. Ours: the
 * registry counts wishes by commune, but nothing of it is public here.
 */
export const attraction = (pack: TerritoryPack): Weights<CommuneCode> => {
  const stock = new Map<string, number>();
  const income = new Map<string, { sum: number; weight: number }>();
  for (const { commune, estimatedDwellings, medianIncomeEur } of pack.quartiers) {
    stock.set(commune, (stock.get(commune) ?? 0) + estimatedDwellings);
    if (medianIncomeEur === null) continue;
    const so = income.get(commune) ?? { sum: 0, weight: 0 };
    const weight = Math.max(1, estimatedDwellings);
    income.set(commune, { sum: so.sum + medianIncomeEur * weight, weight: so.weight + weight });
  }
  return pack.communes.map(({ code, population }) => {
    const median = income.get(code);
    const comfort = median ? Math.max(0.6, Math.min(1.6, median.sum / median.weight / 19_000)) : 1;
    return [
      code,
      Math.max(1, stock.get(code) ?? 0) ** 0.75 * Math.max(1, population) ** 0.25 * comfort,
    ] as const;
  });
};

/** Types asked for by household: the first of each row is the likeliest. T1 and T2 lead, as published. */
const typologyWishes = ({ kind, persons, expectedBirths }: TrueHousehold): Weights<readonly Typology[]> => {
  if (kind === 'couple')
    return [
      [['T2', 'T3'], 58],
      [['T2'], 26],
      [['T3'], 16],
    ];
  if (persons === 1)
    return [
      [['T1', 'T2'], 56],
      [['T2'], 27],
      [['T2', 'T3'], 11],
      [['T1'], 6],
    ];
  switch (persons + expectedBirths) {
    case 2:
      return [
        [['T2', 'T3'], 44],
        [['T3'], 40],
        [['T2'], 16],
      ];
    case 3:
      return [
        [['T3'], 50],
        [['T3', 'T4'], 44],
        [['T2', 'T3'], 6],
      ];
    case 4:
      return [
        [['T4'], 50],
        [['T3', 'T4'], 34],
        [['T4', 'T5'], 16],
      ];
    case 5:
      return [
        [['T4', 'T5'], 56],
        [['T5'], 26],
        [['T4'], 18],
      ];
    default:
      return [
        [['T5', 'T6P'], 56],
        [['T5'], 30],
        [['T4', 'T5'], 14],
      ];
  }
};

/** Wishes of each demand: 1 to 5 communes (the home one most often first), types by household, a stated share "élargie". */
export const drawWishes = ({
  pack,
  households,
  homeCommunes,
  seed,
}: {
  readonly pack: TerritoryPack;
  readonly households: readonly TrueHousehold[];
  readonly homeCommunes: readonly CommuneCode[];
  readonly seed: number;
}): Demand['wishes'][] => {
  const pull = weightedDraw(attraction(pack));
  const quartiers = new Map<string, Quartier[]>();
  for (const quartier of pack.quartiers)
    quartiers.set(quartier.commune, [...(quartiers.get(quartier.commune) ?? []), quartier]);
  const places = randomStream(seed, 'wishes/communes');
  const parts = randomStream(seed, 'wishes/quartiers');
  const types = randomStream(seed, 'wishes/typologies');
  const others = randomStream(seed, 'wishes/others');
  const floors = randomStream(seed, 'wishes/ground-floor');
  return households.map((household, place) => {
    const communes = wishedCommunes(homeCommunes[place]!, pull, places, pack.communes.length);
    return {
      communes,
      quartiers: parts.chance(0.12) ? wishedQuartiers(quartiers.get(communes[0]!) ?? [], parts) : [],
      typologies: [...weighted(types, typologyWishes(household))],
      wide: others.chance(ASSUMPTIONS.wideShare.value),
      building: weighted(others, [
        ['any', 54],
        ['flat', 31],
        ['house', 10],
        [null, 5],
      ] as Weights<'any' | 'flat' | 'house' | null>),
      groundFloor: weighted(floors, [
        [true, 72],
        [false, 8],
        [null, 20],
      ] as Weights<boolean | null>),
    };
  });
};

const wishedCommunes = (
  home: CommuneCode,
  pull: (random: Random) => CommuneCode,
  random: Random,
  communeCount: number,
): CommuneCode[] => {
  const count = Math.min(weighted(random, COMMUNE_COUNTS), communeCount);
  const wished = new Set<CommuneCode>(random.chance(0.66) ? [home] : []);
  while (wished.size < count) wished.add(pull(random));
  return [...wished];
};

const wishedQuartiers = (quartiers: readonly Quartier[], random: Random): QuartierId[] => {
  if (quartiers.length < 2) return [];
  return [...new Set([random.pick(quartiers).id, random.pick(quartiers).id])];
};

/** What is asked of access: step-free, or the highest floor reached on foot. Unknown at the stated rate. */
export const drawAccessibility = (
  households: readonly TrueHousehold[],
  motives: readonly (readonly string[])[],
  seed: number,
): Demand['accessibility'][] => {
  const random = randomStream(seed, 'wishes/accessibility');
  return households.map(({ applicantAge, disabledMember }, place) => {
    const [unsaid, wheel, climb] = [random.next(), random.next(), random.next()];
    const height = random.integer(0, 3);
    const principal = motives[place]![0];
    const stepFreeChance =
      principal === '07' ? 0.5 : applicantAge > 75 ? 0.12 : disabledMember ? 0.16 : 0.004;
    const stepFree = wheel < stepFreeChance;
    const limitChance = principal === '07' || principal === '08' ? 0.55 : applicantAge > 69 ? 0.5 : 0.02;
    return {
      stepFree: unsaid < ASSUMPTIONS.stepFreeUnknown.value ? null : stepFree,
      maxFloorOnFoot: stepFree
        ? 0
        : climb < limitChance
          ? height
          : unsaid < ASSUMPTIONS.stepFreeUnknown.value
            ? null
            : 'any',
    };
  });
};
