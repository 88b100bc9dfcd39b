import { describe, expect, test } from 'vitest';
import { errorsAway, type RefusalPlan, refusalOutcomes } from '../../../benchmarks/evidence/refusals.ts';
import { CLASS_POINTS, QUARTIER_ERRORS, refusalText } from '../../../benchmarks/evidence/refusalText.ts';
import { answerPlace, drawTakers, truthAround } from '../../../benchmarks/evidence/refusalTruth.ts';
import { turnRates } from '../../../engine/acceptance/residenceEffect.ts';
import { randomStream } from '../../../engine/simulation/random.ts';
import { SMALL } from '../../benchmarks/small.ts';

/* Short form of `npm run evidence -- refusals`: a small world, fewer answers. */

const PLAN: RefusalPlan = {
  rates: [0.33, 0.6],
  correlation: 0.1,
  sets: 2,
  vacancies: 40,
  draws: 400,
  learnedFrom: 6_000,
};

describe('shares foretold and come true', () => {
  const outcomes = refusalOutcomes(SMALL, PLAN);

  test.each(PLAN.rates.map((rate, i) => [rate, i] as const))(
    'at a refusal rate of %s, targets in expectation come true; targets at rank 1 do not',
    (_, i) => {
      const { sessions, expectation, rankOne } = outcomes[i]!;
      expect(sessions).toBe(800);
      expect(expectation.byClass.length).toBeGreaterThanOrEqual(3);
      for (const { leases, foretold, realised } of expectation.byClass) {
        expect(leases).toBeGreaterThan(500);
        // The world is small: four standard errors of what is drawn, besides the bar.
        const drawn = 4 * Math.sqrt((foretold * (1 - foretold)) / leases);
        expect(Math.abs(realised - foretold) * 100).toBeLessThan(CLASS_POINTS + drawn * 100);
      }
      const away = expectation.byQuartier.map(errorsAway);
      expect(expectation.byQuartier.filter(({ standardError }) => standardError > 0).length).toBeGreaterThan(
        8,
      );
      expect(Math.max(...away)).toBeLessThan(QUARTIER_ERRORS + 0.5);
      expect(Math.abs(expectation.realisedShort - expectation.foretoldShort)).toBeLessThan(1);
      const worst = Math.max(...rankOne.byClass.map((c) => Math.abs(c.realised - c.foretold)));
      expect(worst * 100).toBeGreaterThan(5 * CLASS_POINTS);
    },
  );

  test('the text says what was drawn, and both kinds of lists at each rate', () => {
    const text = refusalText(outcomes, PLAN, 'a small world');
    expect(text).toContain('Drawn: a small world.');
    expect(text).toContain('800 simulated sessions');
    for (const rate of PLAN.rates) expect(text).toContain(`Refusal rate ${(rate * 100).toFixed(2)} %`);
    expect(text.match(/targets at rank 1 only/g)).toHaveLength(PLAN.rates.length);
  });
});

describe('the truth of the simulated answers', () => {
  const { territory, questions } = SMALL;
  const truth = truthAround(territory, 0.46, 0.1);

  test('each class keeps the odds that the pack gives it, around the rate', () => {
    expect(truth.refusal('unknown')).toBeCloseTo(0.46, 12);
    expect(truth.refusal('most-fragile')).toBeGreaterThan(truth.refusal('fragile'));
    expect(truth.refusal('fragile')).toBeGreaterThan(truth.refusal('less-fragile'));
  });
  test('refusals of one residence go together as a Beta law of that correlation makes them: 13 % of lists of three', () => {
    const place = answerPlace(territory, questions[0]!.dwelling);
    const alone = { correlation: 0.1, refusal: () => 0.46 };
    const random = randomStream(3, 'tests/refusals');
    const draws = 40_000;
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < draws; draw += 1) {
      const [taker] = drawTakers(random, alone, [{ place, length: 3 }]);
      counts[taker!]! += 1;
    }
    const rates = turnRates([0.54, 0.54, 0.54], { mean: 0.54, correlation: 0.1 });
    let reached = 1;
    rates.forEach((rate, i) => {
      const expected = reached * rate;
      reached *= 1 - rate;
      expect(Math.abs(counts[i + 1]! / draws - expected)).toBeLessThan(
        3.5 * Math.sqrt((expected * (1 - expected)) / draws),
      );
    });
    expect(Math.abs(counts[0]! / draws - reached)).toBeLessThan(3.5 * Math.sqrt((reached * 0.87) / draws));
  });
  test('vacancies of one residence share its readiness, those of two do not', () => {
    const random = randomStream(4, 'tests/refusals');
    const extreme = { correlation: 0.3, refusal: () => 0.5 };
    const two = (key: string) => ({ place: { fragility: 'fragile' as const, key }, length: 1 });
    const agree = (keys: readonly string[]): number => {
      let same = 0;
      for (let draw = 0; draw < 20_000; draw += 1) {
        const [a, b] = drawTakers(random, extreme, keys.map(two));
        if (a === b) same += 1;
      }
      return same / 20_000;
    };
    // P(same answer) = 1/2 + 2·ρ/4.
    expect(agree(['a', 'a'])).toBeCloseTo(0.65, 1);
    expect(agree(['a', 'b'])).toBeCloseTo(0.5, 1);
    expect(agree(['a', 'a']) - agree(['a', 'b'])).toBeGreaterThan(0.12);
  });
  test('a law too spread for the sampler is refused', () => {
    const spread = { correlation: 0.8, refusal: () => 0.5 };
    const place = answerPlace(territory, questions[0]!.dwelling);
    expect(() => drawTakers(randomStream(1, 'x'), spread, [{ place, length: 1 }])).toThrow('gamma: shape');
  });
});
