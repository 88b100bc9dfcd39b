import type { IsoDay } from '../../engine/domain/ids.ts';
import type {
  AplParameters,
  CeilingTable,
  NationalParameters,
  Norms,
  Provenance,
  RlsParameters,
} from '../../engine/domain/territory.ts';

/*
 * Published values of 2025 and 2026, written here so that the arithmetic is tested apart from the packs.
 */

export const day = (text: string): IsoDay => text as IsoDay;

const provenance: Provenance = {
  certainty: 'found',
  source: 'valeurs publiées, recopiées pour les tests',
  validFrom: null,
  validTo: null,
};

/** PLUS 2026, "autres régions": arrêté of 19 December 2025. */
export const PLUS_2026: CeilingTable = {
  financing: 'PLUS',
  zone: 'autres-regions',
  year: 2026,
  categories: [23_403, 31_254, 37_584, 45_374, 53_376, 60_156],
  perFurtherEur: 6_710,
  provenance,
};

export const APL_2025: AplParameters = {
  validFrom: day('2025-10-01'),
  rentCeilings: {
    zone1: { single: 333.14, couple: 401.78, dependants: [454.1], perFurther: 65.89 },
    zone2: { single: 290.34, couple: 355.38, dependants: [399.89], perFurther: 58.21 },
    zone3: { single: 272.12, couple: 329.88, dependants: [369.88], perFurther: 53.01 },
  },
  charges: { base: 60.59, perDependant: 13.74 },
  minimumParticipation: { floorEur: 39.56, rate: 0.085 },
  r0: {
    single: 5235,
    couple: 7501,
    dependants: [8947, 9148, 9498, 9851, 10_202, 10_554],
    perFurther: 346,
  },
  tf: { single: 2.83, couple: 3.15, dependants: [2.7, 2.38, 2.01, 1.85, 1.79, 1.73], perFurther: -0.06 },
  flatReductionEur: 5,
  crdsRate: 0.005,
  provenance,
};

export const RLS_2026: RlsParameters = {
  validFrom: day('2026-06-01'),
  amounts: {
    zone2: { single: 31.58, couple: 38.56, dependants: [43.06], perFurther: 6.26 },
    zone3: { single: 29.57, couple: 35.8, dependants: [40.04], perFurther: 5.64 },
  },
  ceilings: {
    zone2: { single: 905, couple: 1104, dependants: [1408, 1677, 2059, 2377, 2646, 2929], perFurther: 282 },
    zone3: { single: 878, couple: 1068, dependants: [1366, 1628, 1989, 2298, 2555, 2830], perFurther: 262 },
  },
  aplClawback: 0.98,
  provenance,
};

export const NATIONAL: Pick<NationalParameters, 'consumptionUnits' | 'youngCouple'> = {
  consumptionUnits: { firstAdult: 1, otherFrom14: 0.5, under14: 0.3, provenance },
  youngCouple: { maxSumOfAges: 55, provenance },
};

/** Overcrowding surfaces are those of the code; the window by bedrooms is a proposal made up for these tests. */
export const NORMS: Pick<Norms, 'occupancy' | 'overcrowding'> = {
  occupancy: {
    typologiesByBedrooms: {
      '1': ['T1', 'T2'],
      '2': ['T3'],
      '3': ['T3', 'T4'],
      '4': ['T5'],
      '6': ['T6P'],
    },
    coupleAlone: ['T2', 'T3'],
    provenance: { ...provenance, certainty: 'proposal' },
  },
  overcrowding: {
    onePersonM2: 9,
    twoPersonsM2: 16,
    perFurtherPersonM2: 9,
    capPersons: 8,
    capM2: 70,
    provenance,
  },
};
