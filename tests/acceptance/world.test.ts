import { describe, expect, test } from 'vitest';
import { cascade } from '../../engine/acceptance/cascade.ts';
import type { Feature } from '../../engine/acceptance/individual/features.ts';
import { learnFromRecord } from '../../engine/acceptance/individual/learnFromRecord.ts';
import { learnRates } from '../../engine/acceptance/learnRates.ts';
import { answeredOffers, placesOf } from '../../engine/acceptance/offers.ts';
import { listRates } from '../../engine/acceptance/rates.ts';
import type { Outcome } from '../../engine/domain/allocation.ts';
import { dayNumber, isoDay } from '../../engine/domain/day.ts';
import type { Fragility } from '../../engine/domain/territory.ts';
import { mel, melWorld, today } from '../simulation/mel.ts';
import { statedRates } from './answers.ts';

/*
 * A generated year teaches the next one. The generator plants the pack's rate of each class at rank 1, times odds that its residences
 * share: log-normal of deviation 0.45, a correlation of about 0.45²·p(1 − p) ≈ 0.05.
 */
const { outcomes, dwellings } = melWorld(3, 2000);
const placeOf = placesOf(mel, new Map(dwellings.map((dwelling) => [dwelling.id, dwelling])));
const turn = isoDay(dayNumber(today) - 365);
const CLASSES = ['most-fragile', 'fragile', 'less-fragile'] as const;
/** A stated rate that is wrong everywhere: what is right below was learned. */
const wrong = statedRates([0.3], { residenceCorrelation: 0.4 });
const learned = learnRates({ prior: wrong, outcomes, placeOf, to: turn });

describe('a year of a generated world teaches', () => {
  test.each(CLASSES)(
    'the rate planted at rank 1 in %s quartiers, within 3.5 binomial standard errors',
    (fragility) => {
      const planted = mel.pack.acceptance.rates.find((r) => r.fragility === fragility)!.byRank[0]!;
      const { offers, accepted } = learned.observations(fragility, 1);
      expect(offers).toBeGreaterThan(1000);
      // 0.006: what shared odds move the mean of a class by, at most.
      const bound = 3.5 * Math.sqrt((planted * (1 - planted)) / offers) + 0.006;
      expect(Math.abs(accepted / offers - planted)).toBeLessThan(bound);
      expect(Math.abs(learned.rate(fragility, 1) - planted)).toBeLessThan(bound + (50 * 0.4) / offers);
    },
  );

  test('that refusals of one residence go together, about as much as planted', () => {
    expect(learned.correlation.pairs).toBeGreaterThan(1000);
    expect(learned.correlation.estimate!).toBeGreaterThan(0.05 - 3.5 / Math.sqrt(learned.correlation.pairs));
    expect(learned.correlation.estimate!).toBeLessThan(0.05 + 3.5 / Math.sqrt(learned.correlation.pairs));
  });

  test('that who pays more, lacks rooms or has a wide wish says yes less often, and that floors do not matter', () => {
    const { result } = learnFromRecord({ prior: wrong, outcomes, placeOf, to: today });
    if (result.kind !== 'learned') throw new Error(result.kind);
    const effect = (feature: Feature): number => {
      const term = result.model.terms.find((each) => each.feature === feature)!;
      return term.coefficient / term.standardError;
    };
    expect(effect('rentChangeShare')).toBeLessThan(-4);
    expect(effect('roomsBeyondNeed')).toBeGreaterThan(3);
    expect(effect('wideWish')).toBeLessThan(-2);
    expect(Math.abs(effect('floorsOnFoot'))).toBeLessThan(3.5);
    // Past candidates are drawn among those who named the commune.
    expect(result.model.leftOut).toEqual([{ feature: 'kmToNamedCommune', reason: 'constant' }]);
    expect(result.brier.difference).toBeLessThan(0);
  });

  /** Lists of the following year by class: how many, and how many each rank, or nobody, took. */
  const realised = (fragility: Fragility, length: number) => {
    const { offers } = answeredOffers({ outcomes, placeOf, from: isoDay(dayNumber(turn) + 1), to: today });
    const sizes = new Map<string, number>();
    const key = ({ vacancy, examinedOn }: Pick<Outcome, 'vacancy' | 'examinedOn'>) =>
      `${vacancy} ${examinedOn}`;
    for (const o of outcomes) sizes.set(key(o), Math.max(sizes.get(key(o)) ?? 0, o.rank));
    const lists = new Map<string, number>();
    for (const offer of offers)
      if (offer.fragility === fragility && sizes.get(key(offer)) === length)
        lists.set(key(offer), offer.accepted ? offer.rank : (lists.get(key(offer)) ?? 0));
    const taken = [...lists.values()];
    return {
      lists: taken.length,
      byRank: Array.from({ length }, (_, i) => taken.filter((rank) => rank === i + 1).length),
      nobody: taken.filter((rank) => rank === 0).length,
    };
  };

  test.each(CLASSES)(
    'who will get the dwellings of the next year in %s quartiers: each rank, or nobody',
    (fragility) => {
      const { lists, byRank, nobody } = realised(fragility, 3);
      expect(lists).toBeGreaterThan(400);
      const predicted = cascade(listRates(learned, fragility, 3));
      [...predicted.byRank, predicted.nobody].forEach((share, i) => {
        const found = [...byRank, nobody][i]! / lists;
        // Two samples: the year learned from and the year foretold; answers of one residence go together.
        const bound = 3.5 * Math.sqrt((2 * 1.2 * share * (1 - share)) / lists) + 0.01;
        expect(Math.abs(found - share)).toBeLessThan(bound);
      });
    },
  );
});
