import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { residenceCorrelation } from '../../engine/acceptance/correlation.ts';
import { learnRates } from '../../engine/acceptance/learnRates.ts';
import { answeredOffers } from '../../engine/acceptance/offers.ts';
import { turnRates } from '../../engine/acceptance/residenceEffect.ts';
import type { Outcome } from '../../engine/domain/allocation.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { randomStream, shuffle } from '../../engine/simulation/random.ts';
import { anOutcome, placedIn, plantedOutcomes, statedRates } from './answers.ts';

const TO = '2026-06-30' as IsoDay;
/** `accepted` of `offers` at a rank, each in its own vacancy. */
const answered = (offers: number, accepted: number, rank = 1): Outcome[] =>
  Array.from({ length: offers }, (_, i) =>
    anOutcome(`V${rank}-${i}`, { rank, answer: i < accepted ? 'accepted' : 'refused' }),
  );
const scattered = placedIn('fragile');
const learn = (outcomes: readonly Outcome[], prior = statedRates([0.5], { residenceCorrelation: 0 })) =>
  learnRates({ prior, outcomes, placeOf: (id) => ({ ...scattered(id)!, residence: null }), to: TO });

describe('rates learned from answered offers', () => {
  test('without any, the stated rates, and no offer behind them', () => {
    const rates = learn([]);
    expect(rates.source).toBe('learned');
    expect(rates.rate('fragile', 1)).toBe(0.5);
    expect(rates.observations('fragile', 1)).toEqual({ offers: 0, accepted: 0 });
  });
  test('fifty offers weigh as much as the stated rate: 45 of 50 move one half to 70 %', () => {
    const rates = learn(answered(50, 45));
    expect(rates.rate('fragile', 1)).toBeCloseTo(0.7, 12);
    expect(rates.observations('fragile', 1)).toEqual({ offers: 50, accepted: 45 });
  });
  test('one class teaches nothing to another', () => {
    expect(learn(answered(50, 45)).rate('less-fragile', 1)).toBe(0.5);
  });
  test('ranks 3 and beyond are one', () => {
    const rates = learn([...answered(10, 10, 3), ...answered(40, 35, 5)]);
    expect(rates.observations('fragile', 3)).toEqual({ offers: 50, accepted: 45 });
    expect(rates.rate('fragile', 7)).toBe(rates.rate('fragile', 3));
  });
  test('ranks rise where the record rises: no order is imposed', () => {
    const rates = learn([...answered(200, 60), ...answered(200, 150, 2)]);
    expect(rates.rate('fragile', 2)).toBeGreaterThan(rates.rate('fragile', 1));
  });
  test('a turn that never came is no refusal', () => {
    const outcomes = [...answered(50, 45), ...answered(50, 0, 2).map((o) => ({ ...o, answer: null }))];
    expect(learn(outcomes).observations('fragile', 2)).toEqual({ offers: 0, accepted: 0 });
  });
  test('rates stay between the stated rate and the observed share', () => {
    let runs = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(300), (offers, yes) => {
        const accepted = Math.min(yes, offers);
        const rate = learn(answered(offers, accepted)).rate('fragile', 1);
        const share = accepted / offers;
        runs += 1;
        expect(rate).toBeGreaterThanOrEqual(Math.min(0.5, share) - 1e-12);
        expect(rate).toBeLessThanOrEqual(Math.max(0.5, share) + 1e-12);
      }),
    );
    expect(runs).toBeGreaterThanOrEqual(100);
  });
  test('a stated class that is missing takes the first one', () => {
    const prior = statedRates([0.5], { residenceCorrelation: 0 });
    const partial = { ...prior, rates: [{ fragility: 'unknown' as const, byRank: [0.9] }] };
    expect(learn([], partial).rate('fragile', 1)).toBe(0.9);
  });
});

describe('correlation inside residences', () => {
  const planted = plantedOutcomes({ seed: 7, residences: 1500, vacanciesEach: 4, mean: 0.5, theta: 9 });
  const request = (outcomes: readonly Outcome[]) => ({
    outcomes,
    placeOf: (id: string) => ({ fragility: 'fragile' as const, residence: planted.residenceOf.get(id)! }),
    to: TO,
  });
  const stated = { residenceCorrelation: 0.3, priorPairs: 500 };

  test('a planted correlation of 0.1 is found from opening offers, however wrong the stated one', () => {
    const { offers } = answeredOffers(request(planted.outcomes));
    const found = residenceCorrelation(offers, stated);
    expect(found.pairs).toBe(1500 * 6);
    // Standard error of a correlation of binary answers: about 1 / √pairs, and the spread of ρ itself.
    expect(Math.abs(found.estimate! - 0.1)).toBeLessThan(3.5 / Math.sqrt(found.pairs));
    expect(found.value).toBeCloseTo((500 * 0.3 + found.pairs * found.estimate!) / (500 + found.pairs), 12);
  });
  test('learned turn rates hold the effect: they fall as a correlated law makes them fall', () => {
    const rates = learnRates({ prior: statedRates([0.8]), ...request(planted.outcomes) });
    const truth = turnRates([0.5, 0.5, 0.5], { mean: 0.5, correlation: 0.1 });
    truth.forEach((rate, i) => {
      const { offers } = rates.observations('fragile', i + 1);
      expect(offers).toBeGreaterThan(1000);
      // Four offers of one residence at 0.1 count for 1 + 3 × 0.1 less than independent ones; 50 stated offers pull up by 0.3.
      const bound = 3.5 * Math.sqrt((0.25 * 1.3) / offers) + (0.3 * 50) / offers;
      expect(Math.abs(rates.rate('fragile', i + 1) - rate)).toBeLessThan(bound);
    });
  });
  test('shuffled rows give the same bytes', () => {
    const shuffled = shuffle(randomStream(3, 'rows'), [...planted.outcomes]);
    const rows = (outcomes: readonly Outcome[]) => {
      const { rows: rates, correlation } = learnRates({ prior: statedRates([0.5]), ...request(outcomes) });
      return JSON.stringify({ rates, correlation });
    };
    expect(rows(shuffled)).toBe(rows(planted.outcomes));
  });

  const inOne = (yes: number, n: number, residence: string | null = 'les Lilas') =>
    residenceCorrelation(
      answeredOffers({
        outcomes: answered(n, yes),
        placeOf: () => ({ fragility: 'fragile', residence }),
        to: TO,
      }).offers,
      { residenceCorrelation: 0.1, priorPairs: 1 },
    );
  test('without a pair, or where everybody says the same, the stated one stands', () => {
    expect(inOne(1, 1)).toEqual({ value: 0.1, estimate: null, pairs: 0 });
    expect(inOne(2, 4, null)).toEqual({ value: 0.1, estimate: null, pairs: 0 });
    expect(inOne(4, 4)).toEqual({ value: 0.1, estimate: null, pairs: 6 });
  });
  test('a record that comes out under zero is read as none', () => {
    const found = inOne(2, 4);
    expect(found.estimate).toBeCloseTo(-1 / 3, 12);
    expect(found.value).toBe(0);
  });
  test('residences that answer as one are held under one', () => {
    const outcomes = [...answered(20, 20), ...answered(20, 0).map((o) => anOutcome(`W${o.vacancy}`))];
    const { offers } = answeredOffers({
      outcomes,
      placeOf: (id) => ({ fragility: 'fragile', residence: id.startsWith('L-W') ? 'B' : 'A' }),
      to: TO,
    });
    const found = residenceCorrelation(offers, { residenceCorrelation: 0.1, priorPairs: 1 });
    expect(found.estimate).toBeCloseTo(1, 12);
    expect(found.value).toBe(0.9);
  });
});
