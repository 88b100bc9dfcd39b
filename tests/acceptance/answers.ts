import { sigmoid } from '../../engine/acceptance/individual/logistic.ts';
import type { OfferPlace, PlaceOf } from '../../engine/acceptance/offers.ts';
import type { Outcome } from '../../engine/domain/allocation.ts';
import { OutcomeSchema } from '../../engine/domain/allocation.ts';
import { isoDay } from '../../engine/domain/day.ts';
import type { OfferFacts } from '../../engine/domain/offerFacts.ts';
import type { Acceptance, Fragility } from '../../engine/domain/territory.ts';
import { type Random, randomStream } from '../../engine/simulation/random.ts';
import { aNumber } from '../support/demands.ts';
import { PROPOSAL } from '../support/territory.ts';

type Overrides = { readonly [K in keyof Outcome]?: unknown };

/** Rank 1 of a list examined on 12 May, refused for its location. */
export const anOutcome = (vacancy: string, overrides: Overrides = {}): Outcome =>
  OutcomeSchema.parse({
    vacancy,
    dwelling: `L-${vacancy}`,
    demand: aNumber(1),
    rank: 1,
    examinedOn: '2026-05-12',
    decision: 'attribution-ranked',
    answer: 'refused',
    refusalReason: null,
    ...overrides,
  });

/** Every dwelling in one residence of one class, unless the map says otherwise. */
export const placedIn =
  (fragility: Fragility, places: Readonly<Record<string, OfferPlace | null>> = {}): PlaceOf =>
  (dwelling) =>
    dwelling in places ? places[dwelling]! : { fragility, residence: 'les Lilas' };

export const statedRates = (
  byRank: readonly number[],
  learning: Partial<Acceptance['learning']> = {},
): Acceptance => ({
  rates: (['most-fragile', 'fragile', 'less-fragile', 'unknown'] as const).map((fragility) => ({
    fragility,
    byRank: [...byRank],
  })),
  provenance: PROPOSAL,
  learning: {
    priorOffers: 50,
    residenceCorrelation: 0.1,
    priorPairs: 500,
    provenance: PROPOSAL,
    ...learning,
  },
});

/** Gamma law of whole or half shape: sums of squared normals, halved. */
const gamma = (random: Random, shape: number): number => {
  let sum = 0;
  for (let i = 0; i < Math.round(2 * shape); i += 1) sum += random.normal() ** 2;
  return sum / 2;
};

/** Residences of two vacancies and more, answers of mean `mean` with correlation 1/(θ + 1); θ·mean in halves. */
export const plantedOutcomes = (input: {
  readonly seed: number;
  readonly residences: number;
  readonly vacanciesEach: number;
  readonly mean: number;
  readonly theta: number;
  readonly examinedOn?: string;
}): { readonly outcomes: readonly Outcome[]; readonly residenceOf: ReadonlyMap<string, string> } => {
  const { seed, residences, vacanciesEach, mean, theta, examinedOn = '2026-05-12' } = input;
  const random = randomStream(seed, 'tests/planted');
  const outcomes: Outcome[] = [];
  const residenceOf = new Map<string, string>();
  for (let r = 0; r < residences; r += 1) {
    const yes = gamma(random, mean * theta);
    const acceptance = yes / (yes + gamma(random, (1 - mean) * theta));
    for (let v = 0; v < vacanciesEach; v += 1) {
      const vacancy = `V-${r}-${v}`;
      residenceOf.set(`L-${vacancy}`, `R-${r}`);
      for (let rank = 1, taken = false; rank <= 3; rank += 1) {
        const answer = taken ? null : random.chance(acceptance) ? 'accepted' : 'refused';
        if (answer === 'accepted') taken = true;
        outcomes.push(anOutcome(vacancy, { rank, answer, examinedOn }));
      }
    }
  }
  return { outcomes, residenceOf };
};

/** Log-odds of a yes in `describedOutcomes`: a rise in rent and a wide wish, nothing else. */
export const plantedReadiness = ({ rentChangeShare, wideWish }: OfferFacts): number =>
  0.6 - 3 * (rentChangeShare ?? 0) - 0.8 * Number(wideWish ?? false);

/** A year of offers at rank 1, each described on its day and answered by `plantedReadiness`. One rent in six is unknown. */
export const describedOutcomes = (
  count: number,
  { seed, dwelling = 'P-1' }: { readonly seed: number; readonly dwelling?: string },
): readonly Outcome[] => {
  const random = randomStream(seed, 'tests/described');
  return Array.from({ length: count }, (_, i) => {
    const facts: OfferFacts = {
      roomsBeyondNeed: random.integer(-1, 2),
      rentChangeShare: random.chance(1 / 6) ? null : Math.round(random.normal() * 200) / 1000 + 0,
      kmToNamedCommune: 0,
      wideWish: random.chance(0.3),
      floorsOnFoot: random.integer(0, 4),
    };
    return anOutcome(`VP-${i}`, {
      dwelling,
      demand: aNumber(700_000 + i),
      examinedOn: isoDay(20_400 + Math.floor((i * 360) / count)),
      answer: random.chance(sigmoid(plantedReadiness(facts))) ? 'accepted' : 'refused',
      facts: {
        ...facts,
        rentChangeShare: facts.rentChangeShare && Math.max(-1, Math.min(1, facts.rentChangeShare)),
      },
    });
  });
};
