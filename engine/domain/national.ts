import { z } from 'zod';
import { FINANCINGS } from './codes.ts';
import { IsoDay } from './ids.ts';
import { ProvenanceSchema } from './provenance.ts';

/* Parameters of the whole country: ceilings, consumption units, housing benefit, rent reduction. */

const provenance = ProvenanceSchema;

/** Income ceiling in EUR of RFR a year. Category 1 to 6; `perFurther` for each person beyond. */
export const CeilingTableSchema = z.strictObject({
  financing: z.enum(FINANCINGS),
  zone: z.enum(['paris', 'idf', 'autres-regions']),
  year: z.int(),
  /** Length 6: categories 1 to 6. */
  categories: z.array(z.number().positive()).length(6),
  perFurtherEur: z.number().positive(),
  provenance,
});
export type CeilingTable = z.infer<typeof CeilingTableSchema>;

/** Values for: single; couple without dependant; 1, 2, 3… dependants; then an increment. */
const byFamily = z.strictObject({
  single: z.number(),
  couple: z.number(),
  /** Index 0 is one dependant. */
  dependants: z.array(z.number()).min(1),
  perFurther: z.number(),
});

export const AplParametersSchema = z.strictObject({
  validFrom: IsoDay,
  /** Rent ceilings by zone, EUR a month (art. 7). */
  rentCeilings: z.strictObject({ zone1: byFamily, zone2: byFamily, zone3: byFamily }),
  /** Flat charges: base, and per dependant (art. 9). */
  charges: z.strictObject({ base: z.number(), perDependant: z.number() }),
  /** P0 = max(minimum, rate × (L + C)). */
  minimumParticipation: z.strictObject({ floorEur: z.number(), rate: z.number() }),
  /** R0, EUR a year. */
  r0: byFamily,
  /** TF, percent. */
  tf: byFamily,
  flatReductionEur: z.number(),
  crdsRate: z.number(),
  provenance,
});
export type AplParameters = z.infer<typeof AplParametersSchema>;

export const RlsParametersSchema = z.strictObject({
  validFrom: IsoDay,
  /** EUR a month, by zone. */
  amounts: z.strictObject({ zone2: byFamily, zone3: byFamily }),
  /** Monthly resources at or under which the reduction is due, by zone. */
  ceilings: z.strictObject({ zone2: byFamily, zone3: byFamily }),
  /** Share of the reduction taken back from the APL. */
  aplClawback: z.number(),
  provenance,
});
export type RlsParameters = z.infer<typeof RlsParametersSchema>;

/** Periods in which dwellings were built, oldest first: those of the yearly review to réservataires (R441-5-1). */
export const ConstructionPeriodsSchema = z.strictObject({
  /** `from`: first year; null for the first period only. */
  periods: z
    .array(z.strictObject({ from: z.int().min(1500).max(2100).nullable(), label: z.string().min(3) }))
    .min(1)
    .refine(
      (periods) =>
        periods.every(({ from }, i) =>
          i === 0 ? from === null : from !== null && from > (periods[i - 1]!.from ?? 0),
        ),
      'des périodes qui se suivent ; la première sans année de début',
    ),
  provenance,
});
export type ConstructionPeriods = z.infer<typeof ConstructionPeriodsSchema>;

export const NationalParametersSchema = z.strictObject({
  id: z.literal('france'),
  label: z.string(),
  ceilings: z.array(CeilingTableSchema),
  consumptionUnits: z.strictObject({
    firstAdult: z.number(),
    otherFrom14: z.number(),
    under14: z.number(),
    provenance,
  }),
  /** Couple without dependant whose ages add up to at most this many years counts one category higher. */
  youngCouple: z.strictObject({ maxSumOfAges: z.int(), provenance }),
  /** PLUS programmes: share of the ceiling that a part of the dwellings may go up to. Said, never presumed. */
  plusTolerance: z.strictObject({
    upToShare: z.number().min(1),
    ofDwellings: z.number().min(0).max(1),
    provenance,
  }),
  constructionPeriods: ConstructionPeriodsSchema,
  apl: z.array(AplParametersSchema).min(1),
  rls: z.array(RlsParametersSchema).min(1),
});
export type NationalParameters = z.infer<typeof NationalParametersSchema>;
