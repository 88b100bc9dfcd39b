import fc from 'fast-check';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { aDemand, aDwelling } from './demands.ts';
import { FRAGILE, MOST_FRAGILE, ROUBAIX } from './territory.ts';

const base = aDemand(0);

/** What varies in a demand, as far as eligibility and points see it; the number is given by its place in the list. */
const variant = fc.record({
  communes: fc.constantFrom([ROUBAIX], ['59350', ROUBAIX], ['59350'], []),
  quartiers: fc.constantFrom([], [], [FRAGILE], [MOST_FRAGILE, FRAGILE], [MOST_FRAGILE]),
  typologies: fc.constantFrom(['T2'], ['T1', 'T2', 'T3'], ['T2', 'T3'], ['T1']),
  wide: fc.boolean(),
  building: fc.constantFrom('flat', 'house', 'any', 'any', null),
  groundFloor: fc.constantFrom(true, true, false, null),
  renewedOn: fc.constantFrom('2026-06-15', '2025-11-02', '2025-11-01'),
  filedOn: fc.constantFrom('2019-04-01', '2023-04-01', '2023-04-02', '2025-01-15'),
  income: fc.constantFrom(null, 0, 6_000, 9_000, 23_403, 30_000, 90_000),
  children: fc.constantFrom(0, 0, 1, 3),
  disabledMember: fc.constantFrom(true, false, null),
  stepFree: fc.constantFrom(true, false, false, null),
  maxFloorOnFoot: fc.constantFrom('any', null, 0, 2),
  kind: fc.constantFrom('LP', 'HLM', 'SD', null),
  dalo: fc.constantFrom('ACTIF', 'NON', 'NON', 'NON', null),
  motives: fc.subarray(['05', '18', '19']),
  actionLogementEmployer: fc.constantFrom(true, false, null),
});

const demandOf = (v: typeof variant extends fc.Arbitrary<infer T> ? T : never, sequence: number): Demand =>
  aDemand(sequence, {
    filedOn: v.filedOn,
    renewedOn: v.renewedOn,
    household: {
      ...base.household,
      disabledMember: v.disabledMember,
      children: Array.from({ length: v.children }, () => ({ birthDate: '2018-01-01', custody: 'full' })),
    },
    incomes: { ...base.incomes, referenceTaxIncome: [{ year: 2024, amountEur: v.income }] },
    wishes: {
      communes: v.communes,
      quartiers: v.quartiers,
      typologies: v.typologies,
      wide: v.wide,
      building: v.building,
      groundFloor: v.groundFloor,
    },
    accessibility: { stepFree: v.stepFree, maxFloorOnFoot: v.maxFloorOnFoot },
    currentHousing: { ...base.currentHousing, kind: v.kind },
    dalo: v.dalo,
    motives: v.motives,
    employment: {
      ...base.employment,
      applicant: { ...base.employment.applicant, actionLogementEmployer: v.actionLogementEmployer },
    },
  });

/** Demands with numbers 1, 2, 3…: about half of them suit `anyDwelling` in some way. */
export const someDemands = (size: { minLength?: number; maxLength: number }): fc.Arbitrary<Demand[]> =>
  fc.array(variant, { ...size, size: 'max' }).map((variants) => variants.map((v, i) => demandOf(v, i + 1)));

/** A dwelling of Roubaix, of Lille, or of nowhere in the territory. */
export const anyDwelling: fc.Arbitrary<Dwelling> = fc
  .record({
    commune: fc.constantFrom(ROUBAIX, ROUBAIX, '59350', '75056'),
    quartier: fc.constantFrom(FRAGILE, null),
    typology: fc.constantFrom('T2', 'T3'),
    floor: fc.constantFrom(0, 3, null),
    lift: fc.constantFrom(true, false, null),
    building: fc.constantFrom('flat', 'house', null),
    stepFree: fc.constantFrom(true, false, null),
    financing: fc.constantFrom('PLAI', 'PLUS'),
  })
  .map(({ quartier, ...rest }) =>
    aDwelling('L-1', { ...rest, quartier: rest.commune === ROUBAIX ? quartier : null }),
  );
