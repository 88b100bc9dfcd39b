import { describe, expect, test } from 'vitest';
import { featuresOf } from '../../engine/acceptance/individual/features.ts';
import { learnFromRecord } from '../../engine/acceptance/individual/learnFromRecord.ts';
import { sigmoid } from '../../engine/acceptance/individual/logistic.ts';
import { predictAcceptance } from '../../engine/acceptance/individual/model.ts';
import type { Outcome } from '../../engine/domain/allocation.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { randomStream, shuffle } from '../../engine/simulation/random.ts';
import { describedOutcomes, placedIn, plantedReadiness, statedRates } from './answers.ts';

const TO = '2026-11-02' as IsoDay;
const learn = (outcomes: readonly Outcome[], to: IsoDay = TO) =>
  learnFromRecord({ prior: statedRates([0.6]), outcomes, placeOf: placedIn('fragile'), to });
const record = describedOutcomes(9000, { seed: 4 });
const unkept = (outcomes: readonly Outcome[], when: (outcome: Outcome, i: number) => boolean) =>
  outcomes.map((outcome, i) => (when(outcome, i) ? { ...outcome, facts: null } : outcome));

describe('what a record of described offers teaches', () => {
  const lesson = learn(record);
  const { result } = lesson;
  if (result.kind !== 'learned') throw new Error(result.kind);

  test('counts the offers answered, and those described', () => {
    expect(lesson).toMatchObject({ answered: 9000, described: 9000 });
    const half = learn(unkept(record, (_, i) => i % 2 === 0));
    expect(half).toMatchObject({ answered: 9000, described: 4500, result: { kind: 'learned' } });
  });
  test('the planted chances, within 3 points on average, unknown rents included', () => {
    const errors = record.slice(-1000).map(({ facts, rank }) => {
      const features = featuresOf({ rank, fragility: 'fragile', facts });
      return Math.abs(predictAcceptance(result.model, features) - sigmoid(plantedReadiness(facts!)));
    });
    expect(errors.reduce((sum, e) => sum + e, 0) / errors.length).toBeLessThan(0.03);
  });
  test('forecasts of the last fifth that are calibrated, and better than the rates by both measures', () => {
    const missed = result.calibration.filter(
      ({ predicted, low, high }) => predicted < low || predicted > high,
    );
    expect(result.calibration).toHaveLength(10);
    expect(missed.length).toBeLessThanOrEqual(2);
    for (const { difference, standardError } of [result.brier, result.logLoss])
      expect(difference).toBeLessThan(-3 * standardError!);
  });
  test('the same bytes with the rows shuffled', () => {
    const shuffled = shuffle(randomStream(3, 'rows'), [...record]);
    expect(JSON.stringify(learn(shuffled))).toBe(JSON.stringify(lesson));
  });
  test('nothing that was examined after the day', () => {
    const [day] = record.slice(4500).map(({ examinedOn }) => examinedOn);
    const early = learn(record, day);
    expect(early.answered).toBeLessThan(4600);
    const { result: then } = early;
    if (then.kind !== 'learned') throw new Error(then.kind);
    expect(then.evaluatedFrom < day!).toBe(true);
  });
});

describe('when the rates by class and rank stand alone', () => {
  test('no offer', () => {
    expect(learn([])).toEqual({
      answered: 0,
      described: 0,
      result: { kind: 'too-few-offers', part: 'fit', rarer: 0, needed: 20 },
    });
  });
  test('many answers, none described', () => {
    expect(learn(unkept(record, () => true))).toMatchObject({
      answered: 9000,
      described: 0,
      result: { kind: 'too-few-offers', rarer: 0 },
    });
  });
  test('too few described: it says in which part, how many of the rarer answer, and how many it takes', () => {
    const { result } = learn(record.slice(0, 300));
    expect(result).toMatchObject({ kind: 'too-few-offers', part: 'fit' });
    if (result.kind !== 'too-few-offers') throw new Error(result.kind);
    expect(result.rarer).toBeLessThan(result.needed);
  });
  test.each([
    ['refusals', 'accepted'],
    ['acceptances', 'refused'],
  ])(
    'facts kept of nearly all %s, of the others less often: who was described is not who accepts',
    (_, answer) => {
      const uneven = learn(unkept(record, (outcome, i) => outcome.answer === answer && i % 4 === 0));
      expect(uneven.result).toMatchObject({ kind: 'uneven-record' });
      const nearly = learn(unkept(record, (outcome, i) => outcome.answer === answer && i % 20 === 0));
      expect(nearly.result.kind).toBe('learned');
    },
  );
});
