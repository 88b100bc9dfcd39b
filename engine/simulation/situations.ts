import type { HousingKind, Motive } from '../domain/codes.ts';
import { ASSUMPTIONS, PUBLISHED } from './figures.ts';
import { quota, quotaFlags, type Random, randomStream, shuffle, type Weights, weighted } from './random.ts';

/** Why a household applies and where it lives: drawn first, all else follows from it. */
export interface Circumstances {
  /** Tenant of social housing. The declared `kind` may still be unknown. */
  readonly mutation: boolean;
  readonly npru: boolean;
  /** Where the household lives, declared or not. */
  readonly kind: HousingKind;
  readonly kindDeclared: boolean;
  /** Principal first. */
  readonly motives: readonly Motive[];
}

/**
 * Principal motives of first-access demands. The published shares are those of the motives 01, 03, 04, 05 together and of 09;
 * what remains is spread by us.
 */
const PRECARIOUS: Weights<Motive> = [
  ['01', 26],
  ['03', 1.8],
  ['04', 3.1],
  ['05', 1],
];
const FIRST_ACCESS_REST: Weights<Motive> = [
  ['12', 12],
  ['11', 8.5],
  ['13', 7.5],
  ['19', 5],
  ['23', 4.5],
  ['17', 3.5],
  ['21', 3],
  ['18', 2.5],
  ['08', 1.7],
  ['14', 1.6],
  ['20', 1.4],
  ['06', 1.1],
  ['10', 1],
  ['07', 0.7],
  ['15', 0.8],
  ['22', 0.6],
  ['16', 0.2],
];
const MUTATION_REST: Weights<Motive> = [
  ['09', 9],
  ['11', 7],
  ['10', 6],
  ['12', 5],
  ['21', 4.5],
  ['23', 4],
  ['19', 3.5],
  ['20', 3],
  ['03', 1.8],
  ['06', 1.4],
  ['18', 0.6],
  ['15', 0.6],
  ['05', 0.5],
  ['14', 0.5],
  ['16', 0.3],
];

const fill = (share: number, of: Weights<Motive>): Weights<Motive> => {
  const sum = of.reduce((total, [, weight]) => total + weight, 0);
  return of.map(([motive, weight]) => [motive, (weight / sum) * share] as const);
};

const {
  firstAccessPrecarious,
  firstAccessTooExpensive,
  mutationTooSmall,
  mutationHealth,
  mutationSurroundings,
} = PUBLISHED;
const FIRST_ACCESS_MOTIVES: Weights<Motive> = [
  ...fill(firstAccessPrecarious.value, PRECARIOUS),
  ['09', firstAccessTooExpensive.value],
  ...fill(1 - firstAccessPrecarious.value - firstAccessTooExpensive.value, FIRST_ACCESS_REST),
];

const mutationMotives = (npruShare: number): Weights<Motive> => [
  ['13', mutationTooSmall.value],
  ...fill(mutationHealth.value, [
    ['08', 10],
    ['07', 4.8],
  ]),
  ['17', mutationSurroundings.value],
  ['02', npruShare],
  ...fill(
    1 - mutationTooSmall.value - mutationHealth.value - mutationSurroundings.value - npruShare,
    MUTATION_REST,
  ),
];

/** Second motives: those that name no difficulty of housing, so that they move no published share of the first. */
const SECOND_MOTIVES: Weights<Motive> = [
  ['19', 22],
  ['20', 18],
  ['21', 20],
  ['23', 18],
  ['18', 6],
  ['14', 4],
  ['17', 12],
];

const HOSTED: Weights<HousingKind> = [
  ['CP', 33],
  ['CPE', 21],
  ['LTG', 12],
  ['SH', 11],
  ['SLHT', 6],
  ['RS', 6],
  ['SD', 5],
  ['HOT', 3],
  ['CDEFCM', 1.4],
  ['RHVS', 0.8],
  ['SQUAT', 0.4],
  ['CAMCAR', 0.4],
];
const ORDINARY: Weights<HousingKind> = [
  ['LP', 86],
  ['POCC', 7],
  ['FONC', 3],
  ['RE', 4],
];

const kindFor = (motive: Motive, random: Random): HousingKind => {
  if (motive === '01') return weighted(random, HOSTED);
  if (motive === '22') return 'POCC';
  if (['03', '04', '05', '09', '10', '13'].includes(motive)) return 'LP';
  return weighted(random, ORDINARY);
};

/** Circumstances of `count` demands: exact quotas of segments and principal motives. */
export const drawCircumstances = (count: number, seed: number): Circumstances[] => {
  const segments = quotaFlags(
    randomStream(seed, 'demands/segment'),
    1 - PUBLISHED.firstAccessShare.value,
    count,
  );
  const mutationCount = segments.filter(Boolean).length;
  const motives = randomStream(seed, 'demands/motive');
  const npruShare = Math.round(ASSUMPTIONS.npruPending.value * count) / mutationCount;
  const mutationMotive = quota(motives, mutationMotives(npruShare), mutationCount);
  const firstAccessMotive = quota(motives, FIRST_ACCESS_MOTIVES, count - mutationCount);
  const kinds = randomStream(seed, 'demands/kind');
  const others = randomStream(seed, 'demands/other-motives');
  const silent = quotaFlags(randomStream(seed, 'demands/kind-unknown'), ASSUMPTIONS.kindUnknown.value, count);
  return segments.map((mutation, place) => {
    const motive = (mutation ? mutationMotive : firstAccessMotive).pop()!;
    const kind = mutation ? 'HLM' : kindFor(motive, kinds);
    return {
      mutation,
      npru: motive === '02',
      kind,
      kindDeclared: !silent[place],
      motives: [motive, ...furtherMotives(motive, others)],
    };
  });
};

const furtherMotives = (principal: Motive, random: Random): Motive[] => {
  const further = new Set<Motive>();
  if (random.chance(0.32)) further.add(weighted(random, SECOND_MOTIVES));
  if (random.chance(0.09)) further.add(weighted(random, SECOND_MOTIVES));
  further.delete(principal);
  return [...further];
};

/** Motives that a household hosted by its family or a third party gives as well as a tenant does, the likeliest first. */
const MOTIVES_OF_THE_HOSTED: readonly Motive[] = ['12', '11', '14', '19', '18', '15', '21', '23', '20', '17'];

/**
 * Places, among demands in no priority situation, of those to be hosted by family or a third party so that the priority ones
 * reach `wanted`: décohabitation first, then the other motives, in shuffled order. Fewer than asked when there are no more.
 */
export const choosePlacesToHost = ({
  circumstances,
  isPriority,
  missing,
  seed,
}: {
  readonly circumstances: readonly Circumstances[];
  readonly isPriority: (place: number) => boolean;
  readonly missing: number;
  readonly seed: number;
}): number[] => {
  const random = randomStream(seed, 'demands/hosted');
  const free = shuffle(
    random,
    circumstances.map((_, place) => place),
  ).filter((place) => {
    const { mutation, kindDeclared, kind } = circumstances[place]!;
    return !mutation && kindDeclared && ['LP', 'RE', 'FONC'].includes(kind) && !isPriority(place);
  });
  const chosen: number[] = [];
  for (const motive of MOTIVES_OF_THE_HOSTED)
    for (const place of free)
      if (chosen.length < missing && circumstances[place]!.motives[0] === motive) chosen.push(place);
  return chosen;
};
