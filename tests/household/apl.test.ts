import { describe, expect, it } from 'vitest';
import { type AplInput, apl } from '../../engine/household/apl.ts';
import { APL_STEPS } from '../../engine/household/aplSteps.ts';
import { APL_2025 } from './parameters.ts';

const SINGLE = { couple: false, dependants: 0 };

const benefit = (change: Partial<AplInput>) => {
  const result = apl({
    rentEur: 300,
    family: SINGLE,
    zone: 2,
    annualResourcesEur: 7800,
    parameters: APL_2025,
    rlsEur: 0,
    ...change,
  });
  if (result === null) throw new Error('a known benefit was expected');
  return result;
};

describe('worked example: single, zone 2, rent 300, resources 7 800', () => {
  const { trace, amountEur, netEur } = benefit({});

  it('follows the steps of the texts', () => {
    expect(trace).toMatchObject({
      rentCeilingEur: 290.34,
      eligibleRentEur: 290.34,
      chargesEur: 60.59,
      minimumParticipationEur: 39.56,
      rentRatioPercent: 100,
      familyRatePercent: 2.83,
      rentRatePercent: 0.305,
      participationRatePercent: 3.135,
      resourcesEur: 7800,
      allowanceEur: 5235,
      degressivityCoefficient: 1,
    });
    expect(trace.personalParticipationEur).toBeCloseTo(119.97, 2);
  });

  it('finds the published intermediate amount of 225.96', () => {
    expect(trace.reducedEur).toBeCloseTo(225.96, 2);
  });

  it('rounds the amount net of CRDS down to the euro, then gives the CRDS back', () => {
    expect(trace.roundedNetEur).toBe(224);
    expect(trace.crdsEur).toBeCloseTo(1.13, 2);
    expect(trace.beforeRlsEur).toBe(trace.roundedNetEur + trace.crdsEur);
    expect(amountEur).toBeCloseTo(225.13, 2);
    expect(netEur).toBe(224);
  });
});

describe('reference points of zone 2, without RLS, to the euro', () => {
  it.each<[string, AplInput['family'], number, number[]]>([
    ['single, rent 450', SINGLE, 450, [249, 93, 0, 0]],
    ['couple, rent 450', { couple: true, dependants: 0 }, 450, [369, 214, 8, 0]],
    ['one dependant, rent 450', { couple: false, dependants: 1 }, 450, [426, 335, 156, 0]],
    ['two dependants, rent 520', { couple: false, dependants: 2 }, 520, [492, 416, 255, 95]],
    ['couple with three dependants, rent 520', { couple: true, dependants: 3 }, 520, [557, 500, 361, 223]],
  ])('%s', (_, family, rentEur, expected) => {
    const net = [7000, 12_000, 18_000, 24_000].map(
      (annualResourcesEur) => benefit({ family, rentEur, annualResourcesEur }).netEur,
    );
    expect(net).toEqual(expected);
  });
});

describe('each rule alone', () => {
  it('retains the rent up to the ceiling of the zone', () => {
    expect(benefit({ rentEur: 290.33 }).trace.eligibleRentEur).toBe(290.33);
    expect(benefit({ rentEur: 290.34 }).trace.eligibleRentEur).toBe(290.34);
    expect(benefit({ rentEur: 290.35 }).trace.eligibleRentEur).toBe(290.34);
    expect(benefit({ rentEur: 400, zone: 1 }).trace.eligibleRentEur).toBe(333.14);
    expect(benefit({ rentEur: 400, zone: 3 }).trace.eligibleRentEur).toBe(272.12);
  });

  it('caps a single room at 90 % of the single person’s ceiling, whatever the family', () => {
    const ceiling = (zone: 1 | 2 | 3, family = SINGLE) =>
      benefit({ zone, family, rentEur: 600, room: true }).trace.rentCeilingEur;
    expect([ceiling(1), ceiling(2), ceiling(3)]).toEqual([299.83, 261.31, 244.91]);
    expect(ceiling(2, { couple: true, dependants: 2 })).toBe(261.31);
  });

  it('adds flat charges by dependant', () => {
    expect(benefit({ family: { couple: true, dependants: 0 } }).trace.chargesEur).toBe(60.59);
    expect(benefit({ family: { couple: true, dependants: 3 } }).trace.chargesEur).toBe(101.81);
  });

  it('asks a minimum of 39.56, or 8.5 % of rent and charges when that is more', () => {
    // 8.5 % of 465.41 is 39.55985, of 465.42 is 39.5607: the floor applies up to the first.
    const family = { couple: false, dependants: 1 };
    const minimum = (rentEur: number) => benefit({ family, rentEur, zone: 1 }).trace.minimumParticipationEur;
    expect(minimum(391.08)).toBe(39.56);
    expect(minimum(391.09)).toBe(39.5607);
  });

  it('rounds the rent ratio to two decimals of a percent', () => {
    // 200 / 290.34 = 68.8847 %
    expect(benefit({ rentEur: 200 }).trace.rentRatioPercent).toBe(68.88);
    expect(benefit({ rentEur: 400, zone: 1 }).trace.rentRatioPercent).toBe(114.74);
  });

  it('takes the zone 2 rent as the reference in every zone', () => {
    expect(benefit({ zone: 3 }).trace.referenceRentEur).toBe(290.34);
  });

  it('has three slices of rent ratio, at 45 and 75 %', () => {
    const rate = (rentEur: number) => benefit({ rentEur }).trace.rentRatePercent;
    expect(rate(130)).toBe(0);
    // 45.01 % → 0.000045, 45.33 % → 0.001485, 60 % → 0.0675, rounded to three decimals.
    expect(rate(130.68)).toBe(0);
    expect(rate(131.61)).toBe(0.001);
    expect(rate(174.2)).toBe(0.068);
    expect(rate(217.76)).toBe(0.135);
    expect(rate(290.34)).toBe(0.305);
  });

  it('rounds resources up to the next hundred, and keeps round ones', () => {
    const retained = (annualResourcesEur: number) => benefit({ annualResourcesEur }).trace.resourcesEur;
    expect(retained(7800)).toBe(7800);
    expect(retained(7800.01)).toBe(7900);
    expect(retained(0)).toBe(0);
  });

  it('asks nothing of resources under the allowance', () => {
    const under = benefit({ annualResourcesEur: 5200 });
    expect(under.trace.personalParticipationEur).toBe(under.trace.minimumParticipationEur);
    const over = benefit({ annualResourcesEur: 5300 });
    expect(over.trace.personalParticipationEur).toBeGreaterThan(over.trace.minimumParticipationEur);
  });

  it('takes five euros off, and never goes under zero', () => {
    const { trace } = benefit({});
    expect(trace.formulaEur - trace.reducedEur).toBeCloseTo(5, 8);
    expect(benefit({ annualResourcesEur: 40_000 })).toMatchObject({ amountEur: 0, netEur: 0 });
    // Between 0 and 5 euros of formula nothing is left.
    const scant = benefit({ annualResourcesEur: 15_100 });
    expect(scant.trace.formulaEur).toBeGreaterThan(0);
    expect(scant.trace.formulaEur).toBeLessThan(5);
    expect(scant.amountEur).toBe(0);
  });

  it('pays under ten euros: this benefit has no minimum', () => {
    expect(benefit({ annualResourcesEur: 14_900 }).netEur).toBe(3);
  });

  it('decreases from 2.5 times the ceiling to nothing at 3.1 times, in zones 2 and 3', () => {
    const coefficient = (times: number, zone: 2 | 3) =>
      benefit({ rentEur: times * { 2: 290.34, 3: 272.12 }[zone], zone }).trace.degressivityCoefficient;
    for (const zone of [2, 3] as const) {
      expect(coefficient(2.5, zone)).toBe(1);
      expect(coefficient(2.8, zone)).toBeCloseTo(0.5, 4);
      expect(coefficient(3.1, zone)).toBeCloseTo(0, 4);
      expect(coefficient(3.2, zone)).toBe(0);
    }
  });

  it('decreases from 3.4 to 4 times in zone 1', () => {
    const coefficient = (rentEur: number) => benefit({ rentEur, zone: 1 }).trace.degressivityCoefficient;
    // 3.4, 3.7 and 4 times 333.14 are 1 132.676, 1 232.618 and 1 332.56.
    expect(coefficient(1132.67)).toBe(1);
    expect(coefficient(1132.68)).toBeLessThan(1);
    expect(coefficient(1232.62)).toBeCloseTo(0.5, 4);
    expect(coefficient(1332.55)).toBeGreaterThan(0);
    expect(coefficient(1332.56)).toBe(0);
  });

  it('multiplies before the flat reduction', () => {
    const { trace } = benefit({ rentEur: 2.8 * 290.34 });
    expect(trace.reducedEur).toBeCloseTo(trace.formulaEur * trace.degressivityCoefficient - 5, 4);
  });

  it('takes back 98 % of the rent reduction, and never goes under zero', () => {
    const without = benefit({});
    const withRls = benefit({ rlsEur: 31.58 });
    expect(withRls.trace.rlsClawbackEur).toBeCloseTo(30.9484, 8);
    expect(without.amountEur - withRls.amountEur).toBeCloseTo(30.9484, 8);
    expect(without.netEur - withRls.netEur).toBeCloseTo(30.9484, 8);
    expect(benefit({ rlsEur: 31.58, rlsClawbackShare: 1 }).trace.rlsClawbackEur).toBe(31.58);
    expect(benefit({ rlsEur: 400 })).toMatchObject({ amountEur: 0, netEur: 0 });
  });

  it('is unknown when the resources or the rent reduction are', () => {
    const known = { rentEur: 300, family: SINGLE, zone: 2 as const, parameters: APL_2025 };
    expect(apl({ ...known, annualResourcesEur: null, rlsEur: 0 })).toBeNull();
    expect(apl({ ...known, annualResourcesEur: 7800, rlsEur: null })).toBeNull();
  });
});

describe('steps shown', () => {
  it('name every field of the trace once, in its order', () => {
    expect(APL_STEPS.map((step) => step.field)).toEqual(Object.keys(benefit({}).trace));
  });
});
