import { describe, expect, test } from 'vitest';
import { describeOffer, FEATURES, type OfferFeatures } from '../../engine/acceptance/individual/features.ts';
import { type DescribedOffer, learnModel } from '../../engine/acceptance/individual/learnModel.ts';
import { sigmoid } from '../../engine/acceptance/individual/logistic.ts';
import { calibrate, fitModel, predictAcceptance } from '../../engine/acceptance/individual/model.ts';
import { packRates } from '../../engine/acceptance/rates.ts';
import { isoDay } from '../../engine/domain/day.ts';
import type { DwellingId, VacancyId } from '../../engine/domain/ids.ts';
import { randomStream, shuffle } from '../../engine/simulation/random.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';
import { FRAGILE, LESS_FRAGILE, poolOf, TERRITORY } from '../support/territory.ts';
import { statedRates } from './answers.ts';

/*
 * Demands of one to three rooms, with and without rent, offered dwellings of two classes. Truth: a class, a rank, a gap of rooms, a
 * rent, a floor, and nothing else.
 */
const pool = poolOf(
  Array.from({ length: 60 }, (_, i) =>
    aDemand(i + 1, {
      household: {
        ...aDemand(0).household,
        children: Array.from({ length: i % 3 }, () => ({ birthDate: '2010-01-01', custody: 'full' })),
      },
      currentHousing: { ...aDemand(0).currentHousing, rentEur: i % 5 === 0 ? null : 250 + 10 * i },
      wishes: { ...aDemand(0).wishes, wide: i % 4 === 0, communes: i % 7 === 0 ? ['59350'] : ['59512'] },
    }),
  ),
);
const dwellings = Array.from({ length: 40 }, (_, i) =>
  aDwelling(`L${i}`, {
    quartier: i % 2 ? FRAGILE : LESS_FRAGILE,
    rooms: 2 + (i % 3),
    floor: i % 6,
    lift: i % 3 === 0 ? null : i % 3 === 1,
    rentEur: 280 + 15 * (i % 10),
  }),
);
const truth = (f: OfferFeatures): number =>
  sigmoid(
    0.9 -
      0.6 * f.fragile! -
      0.3 * f.secondRank! -
      0.5 * Math.abs(f.roomsBeyondNeed! < 0 ? f.roomsBeyondNeed! : 0) -
      2 * (f.rentChangeShare ?? 0) -
      0.25 * (f.floorsOnFoot ?? 0),
  );
const described = (
  count: number,
  seed: number,
  answer: (f: OfferFeatures, chance: number) => boolean | null,
) => {
  const random = randomStream(seed, 'tests/offers');
  return Array.from({ length: count }, (_, i): DescribedOffer => {
    const dwelling = random.pick(dwellings);
    const rank = random.integer(1, 3);
    const features = describeOffer({
      pool,
      territory: TERRITORY,
      row: random.integer(0, 59),
      dwelling,
      rank,
    });
    const chance = truth(features);
    return {
      features,
      rank,
      vacancy: `V${i}` as VacancyId,
      dwelling: dwelling.id as DwellingId,
      demand: aNumber(1) as DescribedOffer['demand'],
      fragility: features.fragile ? 'fragile' : 'less-fragile',
      residence: null,
      examinedOn: isoDay(20_000 + Math.floor((i * 365) / count)),
      opening: rank === 1,
      facts: null,
      accepted: answer(features, chance) ?? random.chance(chance),
    };
  });
};
const zoneRates = () => packRates(statedRates([0.6]));
const year = described(8000, 1, () => null);

describe('the individual model', () => {
  const learned = learnModel(year, zoneRates);
  if (learned.kind !== 'learned') throw new Error(learned.kind);

  test('is fitted on the oldest offers, calibrated on the next, judged on the latest', () => {
    const { fit, calibration, evaluation } = learned.offers;
    expect(fit + calibration + evaluation).toBe(8000);
    expect(fit).toBeGreaterThan(4700);
    expect(evaluation).toBeGreaterThan(1500);
    const last = year.filter(({ examinedOn }) => examinedOn >= learned.evaluatedFrom);
    expect(last).toHaveLength(evaluation);
  });
  test('calibration: at most two of the ten observed intervals miss the mean forecast', () => {
    expect(learned.calibration).toHaveLength(10);
    const missed = learned.calibration.filter(
      ({ predicted, low, high }) => predicted < low || predicted > high,
    );
    expect(missed.length).toBeLessThanOrEqual(2);
  });
  test('it beats the zone rates by more than three standard errors, since there is something to learn', () => {
    const { difference, standardError } = learned.brier;
    expect(difference).toBeLessThan(-3 * standardError!);
    expect(learned.logLoss.difference).toBeLessThan(-3 * learned.logLoss.standardError!);
  });
  test('each planted effect lies within four standard errors, per unit of its feature', () => {
    const planted = { fragile: -0.6, secondRank: -0.3, rentChangeShare: -2, floorsOnFoot: -0.25 } as const;
    for (const [feature, effect] of Object.entries(planted)) {
      const term = learned.model.terms.find((each) => each.feature === feature)!;
      expect(term.standardError).toBeGreaterThan(0);
      expect(Math.abs(term.coefficient / term.spread - effect)).toBeLessThan(
        (4 * term.standardError) / term.spread,
      );
    }
  });
  test('forecasts follow the planted chances', () => {
    const errors = year
      .slice(-1000)
      .map(({ features }) => Math.abs(predictAcceptance(learned.model, features) - truth(features)));
    expect(errors.reduce((sum, e) => sum + e, 0) / errors.length).toBeLessThan(0.04);
  });
  test('calibration is nearly no change where the fit is right', () => {
    expect(Math.abs(learned.model.calibration.shift)).toBeLessThan(0.2);
    expect(Math.abs(learned.model.calibration.scale - 1)).toBeLessThan(0.25);
  });
  test('the same bytes with rows shuffled', () => {
    const again = learnModel(shuffle(randomStream(9, 'rows'), [...year]), zoneRates);
    expect(JSON.stringify(again)).toBe(JSON.stringify(learned));
  });
  test('an unknown value takes the coefficient of unknown values, not that of zero', () => {
    const term = learned.model.terms.find(({ feature }) => feature === 'rentChangeShare')!;
    expect(term.whenUnknown).not.toBe(0);
    const features = year[0]!.features;
    const at = (rentChangeShare: number | null) =>
      predictAcceptance(learned.model, { ...features, rentChangeShare });
    expect(at(null)).not.toBe(at(0));
  });
});

describe('when there is nothing to trust', () => {
  test('too few offers: it says in which part, how many, and how many it takes', () => {
    expect(
      learnModel(
        year.filter((_, i) => i % 50 === 0),
        zoneRates,
      ),
    ).toEqual({
      kind: 'too-few-offers',
      part: 'fit',
      rarer: expect.any(Number),
      needed: expect.any(Number),
    });
    expect(learnModel([], zoneRates)).toEqual({ kind: 'too-few-offers', part: 'fit', rarer: 0, needed: 20 });
  });
  test('many offers, all refused: the rarer answer counts', () => {
    expect(
      learnModel(
        described(3000, 2, () => false),
        zoneRates,
      ),
    ).toMatchObject({
      kind: 'too-few-offers',
      rarer: 0,
    });
  });
  test('a first part that is enough does not hide a later one that is not', () => {
    const tail = year.map((offer, i) => (i < 4800 ? offer : { ...offer, accepted: true }));
    expect(learnModel(tail, zoneRates)).toMatchObject({ part: 'calibration', rarer: 0, needed: 100 });
    const end = year.map((offer, i) => (i < 6400 ? offer : { ...offer, accepted: true }));
    expect(learnModel(end, zoneRates)).toMatchObject({ part: 'evaluation', needed: 100 });
  });
  test('all on one day: nothing comes before the calibration', () => {
    const day = year[0]!.examinedOn;
    expect(
      learnModel(
        year.map((offer) => ({ ...offer, examinedOn: day })),
        zoneRates,
      ),
    ).toMatchObject({
      part: 'fit',
      rarer: 0,
    });
  });
  test('a feature known of those who refused only would tell the answer: it is left out', () => {
    const leaking = year.map((offer) =>
      offer.accepted ? { ...offer, features: { ...offer.features, kmToNamedCommune: null } } : offer,
    );
    const { leftOut, terms } = fitModel(leaking);
    expect(leftOut).toContainEqual({ feature: 'kmToNamedCommune', reason: 'unknown-goes-with-the-answer' });
    expect(terms.map(({ feature }) => feature)).not.toContain('kmToNamedCommune');
  });
  test('a feature that never varies is left out', () => {
    const { leftOut, terms } = fitModel(year);
    expect(leftOut).toContainEqual({ feature: 'mostFragile', reason: 'constant' });
    expect(terms.length + leftOut.length).toBe(FEATURES.length);
  });
});

test('calibration brings back a model that is sure beyond reason', () => {
  const model = fitModel(year.slice(0, 4000));
  const sure = {
    ...model,
    intercept: model.intercept * 3,
    terms: model.terms.map((t) => ({ ...t, coefficient: t.coefficient * 3, whenUnknown: t.whenUnknown * 3 })),
  };
  const { calibration } = calibrate(sure, year.slice(4000));
  expect(calibration.scale).toBeGreaterThan(0.25);
  expect(calibration.scale).toBeLessThan(0.45);
});
