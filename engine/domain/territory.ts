import { z } from 'zod';
import { FINANCINGS, RESERVATAIRE_CODES, TYPOLOGIES } from './codes.ts';
import { BailleurId, CommuneCode, IrisCode, IsoDay, QpvCode, QuartierId } from './ids.ts';

/*
 * A territory pack: the rules and places of one intercommunality, as data. Every value a user may see carries where it
 * comes from and how well it is known.
 */

/** official: published by its author. found: read in a public source. proposal: ours, to be replaced by the territory's. */
export const CERTAINTIES = ['official', 'found', 'proposal'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export const ProvenanceSchema = z.strictObject({
  certainty: z.enum(CERTAINTIES),
  /** Text, article, publisher, page: enough to find it again. */
  source: z.string().min(3),
  validFrom: IsoDay.nullable(),
  validTo: IsoDay.nullable(),
  note: z.string().optional(),
});
export type Provenance = z.infer<typeof ProvenanceSchema>;
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

/** How a quartier's residents weigh on its targets. `unknown`: no income is published, so no row is made. */
export const FRAGILITIES = ['most-fragile', 'fragile', 'less-fragile', 'unknown'] as const;
export type Fragility = (typeof FRAGILITIES)[number];

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

/** A share or a count to reach over civil years. The row it becomes is in `engine/targets`. */
export const TargetSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** A few words, shown in lists: several targets of one kind may share them. */
  label: z.string().min(3).max(40),
  /** What it asks, in one sentence. */
  description: z.string().min(3),
  scope: z.enum(['quartier', 'commune', 'bailleur', 'territory']),
  /** Restricts a quartier target to quartiers of these classes. */
  fragility: z.array(z.enum(FRAGILITIES)).optional(),
  /** Restricts a target to dwellings in a QPV, or outside; a dwelling whose QPV is not said counts in neither. */
  qpv: z.enum(['in', 'out']).optional(),
  among: z.enum(['all', 'first-access']),
  counts: z.strictObject({
    bandGroup: z.enum(['modest', 'intermediate-or-higher']).optional(),
    /** Quartile of the demand's monthly resources a year and consumption unit (L441-1), by the pack's `quartiles`. */
    quartile: z.enum(['first', 'others']).optional(),
    /** Households with a verified priority situation of the territory's list, those of mutations aside. */
    verifiedPriority: z.literal(true).optional(),
    npruRelocation: z.literal(true).optional(),
  }),
  bound: z.enum(['min', 'max']),
  /** Share of the allocations that count, 0 to 1. */
  share: z.number().min(0).max(1),
  /** Dwellings by which a small count may miss its share without being called missed. */
  toleranceDwellings: z.number().min(0),
  precedence: z.int().min(1).max(9),
  provenance,
});
export type Target = z.infer<typeof TargetSchema>;

/**
 * A priority or mutation situation. `predicate` is a formula over demand columns (see docs/methodes.md); null when the
 * demand file cannot show it and only a partner's label can.
 */
export const SituationSchema = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/),
  label: z.string().min(3),
  family: z.enum(['logement', 'menage', 'monetaire', 'mutation']),
  channels: z.array(z.enum(['DALO', 'PDALHPD', 'ACI_LARGE', 'L441_1'])),
  /** Demands that it may describe. Those of `mutation` are followed apart: they are no priority situation for targets. */
  scope: z.enum(['first-access', 'mutation', 'all']),
  predicate: z.string().nullable(),
  /** What a met predicate is worth: a declared tick, or a computation on amounts and surfaces. Never "verified". */
  predicateEvidence: z.enum(['declared', 'computed']),
  /** Paper that would verify it. */
  paper: z.string(),
  provenance,
});
export type Situation = z.infer<typeof SituationSchema>;

export const ContingentRulesSchema = z.strictObject({
  /** household-profile: chosen by the household's profile (2016); orientation: the vacancy is oriented (today). */
  regime: z.enum(['household-profile', 'orientation']),
  shares: z.array(
    z.strictObject({
      reservataire: z.enum(RESERVATAIRE_CODES),
      label: z.string(),
      /** Share of the yearly flow, 0 to 1. */
      share: z.number().min(0).max(1),
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
  residence: z.string().nullable(),
  text: z.string(),
  validFrom: IsoDay,
  validTo: IsoDay.nullable(),
  provenance,
});
export type Guidance = z.infer<typeof GuidanceSchema>;

// ---------------------------------------------------------------------------------------------------------------
// National parameters (territories/france)

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
  apl: z.array(AplParametersSchema).min(1),
  rls: z.array(RlsParametersSchema).min(1),
});
export type NationalParameters = z.infer<typeof NationalParametersSchema>;

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
  bailleurs: z.array(BailleurSchema).min(1),
  bands: z.strictObject({ bands: z.array(BandSchema).min(2), provenance }),
  targets: z.array(TargetSchema),
  situations: z.array(SituationSchema),
  contingents: ContingentRulesSchema,
  norms: NormsSchema,
  acceptance: AcceptanceSchema,
  guidance: z.array(GuidanceSchema),
  /** Empty where partners have decided none. */
  concerted: z.array(ConcertedClassSchema),
  /** Thresholds of the legal quartiles, the other classifier beside the bands: never mixed. */
  quartiles: z.array(QuartileThresholdSchema).min(1),
  /** How quartiers were merged and classed: French text, shown beside the class. */
  fragilityRule: z.strictObject({ text: z.string(), provenance }),
  national: NationalParametersSchema,
});
export type TerritoryPack = z.infer<typeof TerritoryPackSchema>;
