import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DescribedPlace } from '../../engine/acceptance/individual/features.ts';
import {
  individualEmptyRisk,
  individualListLength,
  individualTurnRates,
} from '../../engine/acceptance/individual/individualList.ts';
import { logOdds } from '../../engine/acceptance/individual/logistic.ts';
import type { AcceptanceModel } from '../../engine/acceptance/individual/model.ts';

/** Chance of a yes: a half, less one log-odds for a rise in rent of all the resources. */
const model: AcceptanceModel = {
  intercept: logOdds(0.5),
  terms: [
    {
      feature: 'rentChangeShare',
      centre: 0,
      spread: 1,
      coefficient: -1,
      standardError: 0.1,
      whenUnknown: 0.4,
    },
  ],
  leftOut: [],
  calibration: { shift: 0, scale: 1 },
};
const household = (rentChangeShare: number | null): Omit<DescribedPlace, 'rank'> => ({
  fragility: 'fragile',
  facts: { roomsBeyondNeed: 0, rentChangeShare, kmToNamedCommune: 0, wideWish: false, floorsOnFoot: 0 },
});
const list = (...changes: (number | null)[]): DescribedPlace[] =>
  changes.map((change, i) => ({ ...household(change), rank: i + 1 }));
const bounds = { maxEmptyRisk: 0.125, maximum: 6 };

describe('a list by individual chances', () => {
  test('three even chances: one in eight refuses whole; nobody listed: for sure', () => {
    expect(individualEmptyRisk(model, list(0, 0, 0))).toBeCloseTo(0.125, 12);
    expect(individualEmptyRisk(model, [])).toBe(1);
  });
  test('an unknown rent takes the coefficient of unknown ones', () => {
    expect(individualTurnRates(model, list(null))[0]).toBeCloseTo(1 / (1 + Math.exp(-0.4)), 12);
  });
  test('facts that nobody kept are unknown', () => {
    const unkept = { ...list(null)[0]!, facts: null };
    expect(individualTurnRates(model, [unkept])).toEqual(individualTurnRates(model, list(null)));
  });
});

describe('the length that individual chances ask for', () => {
  test('at the bound three are enough; a little less willing, it takes four', () => {
    expect(individualListLength(model, list(0, 0, 0, 0, 0, 0), bounds)).toMatchObject({
      length: 3,
      held: true,
    });
    expect(individualListLength(model, list(0.1, 0, 0, 0, 0, 0), bounds)).toMatchObject({ length: 4 });
  });
  test('fewer than three best-placed households: nothing to lengthen', () => {
    expect(individualListLength(model, list(0, 0), bounds)).toBeNull();
    expect(individualListLength(model, list(0, 0, 0), bounds)).not.toBeNull();
  });
  test('it stops where candidates or the maximum stop, and says that the risk is not held', () => {
    expect(individualListLength(model, list(1, 1, 1, 1), bounds)).toMatchObject({ length: 4, held: false });
    expect(
      individualListLength(model, list(1, 1, 1, 1, 1, 1, 1), { ...bounds, maxEmptyRisk: 0.01 }),
    ).toMatchObject({
      length: 6,
      held: false,
    });
  });
  test('households that are readier never ask for a longer list', () => {
    let applicable = 0;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 0.9, noNaN: true }), { minLength: 3, maxLength: 8 }),
        fc.nat(7),
        (changes, at) => {
          if (at >= changes.length) return;
          applicable += 1;
          const readier = changes.map((change, i) => (i === at ? change - 0.1 : change));
          expect(individualListLength(model, list(...readier), bounds)!.length).toBeLessThanOrEqual(
            individualListLength(model, list(...changes), bounds)!.length,
          );
        },
      ),
      { seed: 11, numRuns: 300 },
    );
    expect(applicable).toBeGreaterThan(150);
  });
});
