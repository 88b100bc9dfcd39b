import type { Outcome } from '../../engine/domain/allocation.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { residenceKey } from '../../engine/domain/dwelling.ts';
import type { DemandNumber, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import type { Fragility } from '../../engine/domain/territory.ts';
import type { Random } from '../../engine/simulation/random.ts';
import type { Territory } from '../../engine/territory/territory.ts';

/**
 * How households really answer in a simulated year: each residence has its own readiness to refuse, drawn from a Beta law whose mean
 * is its class's and whose correlation is ρ; given it, households answer one by one, each on their own.
 */
export interface RefusalTruth {
  readonly correlation: number;
  /** Mean chance of a refusal, 0 to 1. */
  refusal(fragility: Fragility): number;
}

/** Where a list is proposed, as far as answers look. */
export interface AnswerPlace {
  readonly fragility: Fragility;
  /** Vacancies of one key share their readiness to refuse. */
  readonly key: string;
}

/** The rate of a place whose fragility is unknown, moved for the others by the odds that the pack's own rates stand in. */
export const truthAround = (territory: Territory, rate: number, correlation: number): RefusalTruth => {
  const stated = new Map(
    territory.pack.acceptance.rates.map(({ fragility, byRank }) => [fragility, 1 - byRank[0]!]),
  );
  const odds = (p: number): number => p / (1 - p);
  const middle = stated.get('unknown')!;
  return {
    correlation,
    refusal(fragility) {
      const moved = (odds(rate) * odds(stated.get(fragility) ?? middle)) / odds(middle);
      return moved / (1 + moved);
    },
  };
};

export const answerPlace = (territory: Territory, dwelling: Dwelling): AnswerPlace => {
  const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
  return { fragility, key: `${fragility}/${residenceKey(dwelling) ?? dwelling.id}` };
};

/** Ranks that took the dwellings, from 1; 0: all refused. Each residence's readiness is drawn anew at each call. */
export const drawTakers = (
  random: Random,
  truth: RefusalTruth,
  lists: readonly { readonly place: AnswerPlace; readonly length: number }[],
): readonly number[] => {
  const readiness = new Map<string, number>();
  return lists.map(({ place, length }) => {
    let refuses = readiness.get(place.key);
    if (refuses === undefined) {
      const theta = 1 / truth.correlation - 1;
      const mean = truth.refusal(place.fragility);
      refuses = beta(random, mean * theta, (1 - mean) * theta);
      readiness.set(place.key, refuses);
    }
    for (let rank = 1; rank <= length; rank += 1) if (!random.chance(refuses)) return rank;
    return 0;
  });
};

/** What a year of lists leaves on record: one list for each dwelling, asked in rank order until somebody says yes. */
export const recordedOutcomes = (
  random: Random,
  truth: RefusalTruth,
  input: {
    readonly territory: Territory;
    readonly dwellings: readonly Dwelling[];
    readonly examinedOn: IsoDay;
    readonly lengthOf: (fragility: Fragility) => number;
  },
): readonly Outcome[] => {
  const lists = input.dwellings.map((dwelling) => {
    const place = answerPlace(input.territory, dwelling);
    return { place, length: input.lengthOf(place.fragility), dwelling };
  });
  const takers = drawTakers(random, truth, lists);
  let sequence = 0;
  return lists.flatMap(({ dwelling, length }, v) =>
    Array.from({ length }, (_, i): Outcome => {
      const taker = takers[v]!;
      const rank = i + 1;
      sequence += 1;
      return {
        vacancy: `EVID-${v}` as VacancyId,
        dwelling: dwelling.id,
        demand: `999${String(sequence).padStart(15, '0')}` as DemandNumber,
        rank,
        examinedOn: input.examinedOn,
        decision: 'attribution-ranked',
        answer: taker === 0 || rank < taker ? 'refused' : rank === taker ? 'accepted' : null,
        refusalReason: null,
        facts: null,
      };
    }),
  );
};

/** Beta law from two Gammas. */
const beta = (random: Random, a: number, b: number): number => {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
};

/** Gamma law of shape 1 at least (Marsaglia and Tsang 2000, DOI 10.1145/358407.358414). */
const gamma = (random: Random, shape: number): number => {
  if (!(shape >= 1)) throw new RangeError(`gamma: shape ${shape}, at least 1`);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
};
