import { z } from 'zod';
import { RESERVATAIRE_CODES, TYPOLOGIES } from './codes.ts';
import { BailleurId, CommuneCode, IrisCode, IsoDay, QpvCode, QuartierId } from './ids.ts';
import { MatchingSchema } from './matching.ts';
import { NationalParametersSchema } from './national.ts';
import { PlacementRulesSchema } from './placement.ts';
import { ProvenanceSchema } from './provenance.ts';
import { FRAGILITIES, GuidanceRowSchema, SituationSchema, TargetSchema } from './target.ts';

// One door for who reads a pack: the parts that have a file of their own come out of here too.
export * from './matching.ts';
export * from './national.ts';
export * from './placement.ts';
export * from './provenance.ts';
export * from './target.ts';

/*
 * A territory pack: the rules and places of one intercommunality, as data. Every value a user may see carries where it
 * comes from and how well it is known.
 */

const provenance = ProvenanceSchema;

export const CommuneSchema = z.strictObject({
  code: CommuneCode,
  name: z.string().min(1),
  population: z.int().min(0),
  /** Zone of housing benefits, 1 to 3. */
  aplZone: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** Zone A bis, A, B1, B2 or C. */
  abcZone: z.enum(['Abis', 'A', 'B1', 'B2', 'C']),
  /** Inhabited centre, WGS84 degrees: for distances as the crow flies between communes. */
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
  /** Codes of associated communes that imports may carry: Lomme and Hellemmes are Lille. */
  associatedCodes: z.array(CommuneCode),
});
export type Commune = z.infer<typeof CommuneSchema>;

export const QuartierSchema = z.strictObject({
  id: QuartierId,
  label: z.string().min(1),
  commune: CommuneCode,
  iris: z.array(IrisCode).min(1),
  /** Median declared income, EUR a year per consumption unit; null when none is published. */
  medianIncomeEur: z.number().positive().nullable(),
  /** iris: mean of its IRIS' medians; commune: the commune's, where its only IRIS has none; none: not published. */
  incomeFrom: z.enum(['iris', 'commune', 'none']),
  fragility: z.enum(FRAGILITIES),
  /** Estimated social dwellings and leases a year: the merging rule's measure, not a register. */
  estimatedDwellings: z.number().min(0),
  estimatedLeasesPerYear: z.number().min(0),
});
export type Quartier = z.infer<typeof QuartierSchema>;

export const QpvSchema = z.strictObject({
  code: QpvCode,
  name: z.string().min(1),
  communes: z.array(CommuneCode).min(1),
});
export type Qpv = z.infer<typeof QpvSchema>;

export const BailleurSchema = z.strictObject({
  id: BailleurId,
  name: z.string().min(1),
  kind: z.enum(['OPH', 'ESH']),
  /** Share of the territory's stock used by the generated world, 0 to 1. Not a published figure. */
  simulatedStockShare: z.number().min(0).max(1),
  /** Where the share comes from. */
  provenance: provenance.optional(),
});
export type Bailleur = z.infer<typeof BailleurSchema>;

/** Resource bands as shares of the PLUS ceiling of the household's category, ascending; the last has no upper cut. */
export const BandSchema = z.strictObject({
  id: z.enum(['very-modest', 'modest', 'intermediate', 'higher']),
  label: z.string(),
  /** Exclusive upper bound as a share of the PLUS ceiling; null for the last band. */
  below: z.number().positive().nullable(),
  /** Which side of the 50/50 the band is on. */
  group: z.enum(['modest', 'intermediate-or-higher']),
});
export type Band = z.infer<typeof BandSchema>;
export type BandGroup = Band['group'];

/** What credits a lease to a réservataire's contingent: one is enough. `AUCUN`, the landlord's own share, takes anybody. */
const CreditRuleSchema = z.strictObject({
  /** The demand file lists the contingent for the demand. */
  listed: z.boolean(),
  /** The household is recognised DALO, to be rehoused. */
  dalo: z.boolean(),
  /** A verified priority situation of one of these channels. */
  channels: z.array(z.enum(['DALO', 'PDALHPD', 'ACI_LARGE', 'L441_1'])),
  /** A holder works for an employer in Action Logement's scope. */
  actionLogementEmployer: z.boolean(),
});
export type CreditRule = z.infer<typeof CreditRuleSchema>;

export const ContingentRulesSchema = z.strictObject({
  /** household-profile: chosen by the household's profile (2016); orientation: the vacancy is oriented (today). */
  regime: z.enum(['household-profile', 'orientation']),
  /**
   * Which leases are no part of the flow, besides relocations of urban renewal: all mutations (plan of 2016, art. 7.4), or those
   * inside the landlord's own stock (R441-5).
   */
  flow: z.strictObject({ without: z.enum(['mutations', 'own-mutations']), provenance }),
  /** How the shares weigh on lists, as targets of each landlord, in and out of QPV. Left out: they are shown, and weigh on none. */
  row: TargetSchema.pick({ event: true, toleranceDwellings: true, precedence: true, active: true })
    .extend({ provenance })
    .optional(),
  shares: z.array(
    z.strictObject({
      reservataire: z.enum(RESERVATAIRE_CODES),
      label: z.string(),
      /** Share of the yearly flow, 0 to 1, in whole hundredths. */
      share: z.number().min(0).max(1),
      /** Left out for `AUCUN`. */
      credits: CreditRuleSchema.optional(),
      provenance,
    }),
  ),
});
export type ContingentRules = z.infer<typeof ContingentRulesSchema>;

export const NormsSchema = z.strictObject({
  /** Dwelling types proposed to a household by the rooms it needs. Key: bedrooms needed; "6" stands for six and more. */
  occupancy: z.strictObject({
    typologiesByBedrooms: z.record(z.string().regex(/^[0-9]$/), z.array(z.enum(TYPOLOGIES)).min(1)),
    /** For a couple without anybody else to house, instead of the line of one bedroom. */
    coupleAlone: z.array(z.enum(TYPOLOGIES)).min(1),
    provenance,
  }),
  /** Taux d'effort above which the officer is warned, 0 to 1. Advisory: never excludes. */
  effort: z.strictObject({ warnAbove: z.number().min(0).max(1), provenance }),
  /** Reste à vivre in EUR a day and consumption unit under which the officer is warned. Advisory. */
  residualIncome: z.strictObject({ warnBelowEurPerDayPerUc: z.number().min(0), provenance }),
  /** Living area under which a dwelling is overcrowded: one person, two persons, each further one, cap for eight and more. */
  overcrowding: z.strictObject({
    onePersonM2: z.number(),
    twoPersonsM2: z.number(),
    perFurtherPersonM2: z.number(),
    capPersons: z.int(),
    capM2: z.number(),
    provenance,
  }),
  /** Entries of one side of the mix in a row, in a residence, from which lists there are watched. Acts on lists only. */
  guardRail: z.strictObject({ consecutiveEntries: z.int().min(2), provenance }),
  /** How long a class decided by the partners holds. */
  concertedClass: z.strictObject({ validMonths: z.int().min(1), provenance }),
  /** Months of wait called abnormally long (délai anormalement long), by typology; null where the value is not known. */
  abnormalWaitMonths: z.strictObject({
    months: z.number().positive().nullable(),
    provenance,
  }),
});
export type Norms = z.infer<typeof NormsSchema>;

export const AcceptanceSchema = z.strictObject({
  /** Chance that a proposed household says yes, by fragility of the quartier and rank (1, 2, 3…; the last repeats). */
  rates: z.array(
    z.strictObject({
      fragility: z.enum(FRAGILITIES),
      byRank: z.array(z.number().min(0).max(1)).min(1),
    }),
  ),
  provenance,
  /** How the answers on record correct these rates. */
  learning: z.strictObject({
    /** Weight of a rate above against the record, in answered offers. */
    priorOffers: z.number().positive(),
    /** Correlation of the answers of two households in one residence, and its weight, in pairs of offers of one residence. */
    residenceCorrelation: z.number().min(0).max(0.9),
    priorPairs: z.number().positive(),
    provenance,
  }),
});
export type Acceptance = z.infer<typeof AcceptanceSchema>;

/** What partners decided together of a residence or a quartier: their judgement, beside the statistics, never drawn from them. */
export const CONCERTED_CLASSES = ['very-fragile', 'fragile', 'neutral', 'welcoming'] as const;
export const ConcertedClassSchema = z.strictObject({
  /** With its landlord; null for a whole quartier. */
  residence: z.string().min(1).nullable(),
  bailleur: BailleurId.nullable(),
  quartier: QuartierId.nullable(),
  class: z.enum(CONCERTED_CLASSES),
  decidedOn: IsoDay,
  /** Bodies that took part, never persons. */
  participants: z.array(z.string().min(2)).min(1),
  provenance,
});
export type ConcertedClass = z.infer<typeof ConcertedClassSchema>;

/** First quartile of demand, EUR a year per consumption unit: strictly under the threshold (arrêté of 3 June 2025). */
export const QuartileThresholdSchema = z.strictObject({
  validFrom: IsoDay,
  firstQuartileBelowEurPerUc: z.number().positive(),
  provenance,
});
export type QuartileThreshold = z.infer<typeof QuartileThresholdSchema>;

/** Recommendation of a coordination body for a residence or a quartier. */
export const GuidanceSchema = z.strictObject({
  id: z.string(),
  quartier: QuartierId.nullable(),
  /** With its landlord: two landlords may give one name to two residences. */
  residence: z.string().nullable(),
  bailleur: BailleurId.nullable(),
  text: z.string(),
  row: GuidanceRowSchema.optional(),
  validFrom: IsoDay,
  validTo: IsoDay.nullable(),
  provenance,
});
export type Guidance = z.infer<typeof GuidanceSchema>;

/**
 * Perimeters of the coordination bodies (plan de gestion 2016, art. 7.3.2): what each of their half-days looks at, and where what they
 * recommend may apply. They weigh on no list.
 */
export const CoordinationSchema = z.strictObject({
  areas: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]{1,40}$/),
        label: z.string().min(3).max(60),
        communes: z.array(CommuneCode).min(1),
      }),
    )
    .min(1),
  provenance,
});
export type Coordination = z.infer<typeof CoordinationSchema>;
export type CoordinationArea = Coordination['areas'][number];

/** A size of the generated world and where it comes from. */
const size = <T extends z.ZodType>(value: T) => z.strictObject({ value, provenance });

/** A generated world holds the allocations of that many years: the current civil year and a whole past one. */
export const WORLD_HISTORY_YEARS = 2;

/** What a generated world of the territory is made of, unless its maker says otherwise. */
export const WorldSizesSchema = z.strictObject({
  demands: size(z.int().min(100).max(200_000)),
  dwellings: size(z.int().min(1)),
  leasesPerYear: size(z.int().min(1)),
  /** Dwellings free on the reference day. */
  openVacancies: size(z.int().min(1)),
  /** Communes that free fewer dwellings a year dedicate one to priority households, « à l'adresse »; null: no such rule. */
  dedicatedBelowLeasesPerYear: size(z.number().positive()).nullable(),
});
export type WorldSizes = z.infer<typeof WorldSizesSchema>;

/** The dwelling that a demonstration shows: the first freed one of this kind, by identifier. */
export const DemoSchema = z.strictObject({ commune: CommuneCode, typology: z.enum(TYPOLOGIES) });

const methodId = z.string().regex(/^[a-z0-9-]+$/);

// ---------------------------------------------------------------------------------------------------------------
// The pack as a whole, after its files are read

export const TerritoryPackSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  label: z.string(),
  version: z.string(),
  /** EPCI code (SIREN). */
  epci: z.string().regex(/^\d{9}$/),
  ceilingZone: z.enum(['paris', 'idf', 'autres-regions']),
  /** Day that demos and generated worlds call today, so that they need no clock. */
  referenceDay: IsoDay,
  /** What a user must know before trusting a figure; French sentences, shown with every result. */
  notices: z.array(z.string()),
  /** Scoring methods that apply here, by id; one that is not listed is not read. */
  methods: z.array(methodId).min(1),
  /** The ordering applied when none is named; one of `methods`. */
  defaultMethod: methodId,
  demo: DemoSchema,
  world: WorldSizesSchema,
  communes: z.array(CommuneSchema).min(1),
  quartiers: z.array(QuartierSchema).min(1),
  qpvs: z.array(QpvSchema),
  /** A demand keeps its landlord as a byte. */
  bailleurs: z.array(BailleurSchema).min(1).max(250),
  bands: z.strictObject({ bands: z.array(BandSchema).min(2), provenance }),
  targets: z.array(TargetSchema),
  situations: z.array(SituationSchema),
  contingents: ContingentRulesSchema,
  norms: NormsSchema,
  acceptance: AcceptanceSchema,
  guidance: z.array(GuidanceSchema),
  matching: MatchingSchema,
  placement: PlacementRulesSchema,
  /** Empty where partners have decided none. */
  concerted: z.array(ConcertedClassSchema),
  /** Thresholds of the legal quartiles, the other classifier beside the bands: never mixed. */
  quartiles: z.array(QuartileThresholdSchema).min(1),
  /** How quartiers were merged and classed: French text, shown beside the class. */
  fragilityRule: z.strictObject({ text: z.string(), provenance }),
  national: NationalParametersSchema,
  coordination: CoordinationSchema,
});
export type TerritoryPack = z.infer<typeof TerritoryPackSchema>;
