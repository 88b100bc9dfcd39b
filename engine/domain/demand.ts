import { z } from 'zod';
import {
  CONTRACT_CODES,
  DALO_STATUSES,
  EVIDENCE_LEVELS,
  HOUSING_KIND_CODES,
  MOTIVE_CODES,
  RESERVATAIRE_CODES,
  TYPOLOGIES,
} from './codes.ts';
import { BailleurId, CommuneCode, DemandNumber, DwellingId, IsoDay, QuartierId } from './ids.ts';

/*
 * A registered demand, with only what a decision uses. No name, contact, birthplace, nationality, free text or kind of
 * income has a place here. `null` means "not declared": it is neither zero nor false, and no default replaces it.
 */

const amountEur = z
  .number()
  .min(0, 'montant positif ou nul')
  .max(10_000_000, 'montant inférieur à 10 millions');

export const AdultSchema = z.strictObject({
  birthDate: IsoDay.nullable(),
});

export const ChildSchema = z.strictObject({
  birthDate: IsoDay.nullable(),
  /** A child in alternate custody counts as present; visits only are kept apart (SNE codes G and D). */
  custody: z.enum(['full', 'alternate', 'visit']),
});

export const HouseholdSchema = z.strictObject({
  /** Applicant first, then the co-applicant, then other adults to house. */
  adults: z.array(AdultSchema).min(1, 'au moins un adulte').max(12),
  /** Applicant and co-applicant live as a couple (married, PACS or concubins). */
  couple: z.boolean().nullable(),
  /** Null when the file does not say whether there are any: the size of the household is then not known. */
  children: z.array(ChildSchema).max(20).nullable(),
  expectedBirths: z.int().min(0).max(5).nullable(),
  /** A member holds the carte mobilité inclusion "invalidité". */
  disabledMember: z.boolean().nullable(),
});
export type Household = z.infer<typeof HouseholdSchema>;

/** Three measures of income, never mixed. Totals over all persons to house: one missing amount makes a total unknown. */
export const IncomesSchema = z.strictObject({
  /** Revenu fiscal de référence by tax year, EUR a year. */
  referenceTaxIncome: z
    .array(z.strictObject({ year: z.int().min(2000).max(2100), amountEur: amountEur.nullable() }))
    .max(4),
  /** Monthly resources as declared in the demand form, EUR a month. */
  declaredMonthlyEur: amountEur.nullable(),
  /** Resources of the last twelve months in the sense of the APL, EUR a year. The SNE does not carry it. */
  rolling12MonthsEur: amountEur.nullable(),
});

export const EmploymentSchema = z.strictObject({
  contract: z.enum(CONTRACT_CODES).nullable(),
  /** The employer is in Action Logement's scope (private firm of 10 employees or more). */
  actionLogementEmployer: z.boolean().nullable(),
  workplaceCommune: CommuneCode.nullable(),
});

export const CurrentHousingSchema = z.strictObject({
  kind: z.enum(HOUSING_KIND_CODES).nullable(),
  /** EUR a month. */
  rentEur: amountEur.nullable(),
  livingAreaM2: z.number().positive().max(1000).nullable(),
  occupants: z.int().min(1).max(40).nullable(),
  typology: z.enum(TYPOLOGIES).nullable(),
  /** For tenants of social housing: today's landlord and dwelling. */
  bailleur: BailleurId.nullable(),
  dwelling: DwellingId.nullable(),
});

export const WishesSchema = z.strictObject({
  communes: z.array(CommuneCode).max(60),
  quartiers: z.array(QuartierId).max(60),
  typologies: z.array(z.enum(TYPOLOGIES)).min(1, 'au moins un type de logement').max(7),
  /** "Demande élargie": other communes than those named are accepted. */
  wide: z.boolean(),
  building: z.enum(['flat', 'house', 'any']).nullable(),
  /** A ground-floor flat is accepted; null when nothing was said, which refuses nothing. */
  groundFloor: z.boolean().nullable(),
});

export const AccessibilityNeedsSchema = z.strictObject({
  /** Step-free dwelling and building (wheelchair, or "marche impossible"). */
  stepFree: z.boolean().nullable(),
  /** Highest floor reached on foot; `any`: any floor can be; null when nothing was said. */
  maxFloorOnFoot: z.union([z.int().min(0).max(50), z.literal('any')]).nullable(),
});

export const PrioritySchema = z.strictObject({
  /** Code of a situation in the territory pack: `ACI_EXPULSION`. */
  situation: z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/, 'code de situation en majuscules'),
  evidence: z.enum(EVIDENCE_LEVELS),
  since: IsoDay.nullable(),
});

export const DemandSchema = z.strictObject({
  number: DemandNumber,
  filedOn: IsoDay,
  /** Last yearly renewal; null when the file says none, which is not "never renewed": see `confirmedOn`. */
  renewedOn: IsoDay.nullable(),
  /** Day the record says it was last changed. A later day replaces an earlier one on import. */
  updatedOn: IsoDay,
  household: HouseholdSchema,
  incomes: IncomesSchema,
  employment: z.strictObject({ applicant: EmploymentSchema, coApplicant: EmploymentSchema.nullable() }),
  currentHousing: CurrentHousingSchema,
  /** Principal motive first; null when the file does not say them. */
  motives: z
    .array(z.enum(MOTIVE_CODES as [string, ...string[]]))
    .max(23)
    .nullable(),
  wishes: WishesSchema,
  accessibility: AccessibilityNeedsSchema,
  /** Null when the file does not say them: no label is then known, and none is ruled out. */
  priorities: z.array(PrioritySchema).max(30).nullable(),
  dalo: z.enum(Object.keys(DALO_STATUSES) as [keyof typeof DALO_STATUSES]).nullable(),
  /** Contingents the demand is eligible for, as the SNE lists them; null when not said. */
  contingents: z.array(z.enum(RESERVATAIRE_CODES)).max(6).nullable(),
  npruRelocation: z.boolean().nullable(),
  history: z.strictObject({
    /** Refusals of a dwelling judged suited; null when the file does not follow them (the XML exchange format). */
    suitedRefusals: z.int().min(0).max(50).nullable(),
    /** Day of the last of them; left out or null when it is not known. */
    lastSuitedRefusalOn: IsoDay.nullable().optional(),
    /** Times ranked 2 or 3 without the turn coming (plan de gestion, art. 7.1). */
    rankedNotHoused: z.int().min(0).max(50).nullable(),
  }),
});
export type Demand = z.infer<typeof DemandSchema>;

/**
 * Last day the demand is known to have been alive: its renewal or, where the file says none, the day of its record. A demand that
 * is not renewed leaves the national file, so one that a file of that day carries was active on it.
 */
export const confirmedOn = ({
  filedOn,
  renewedOn,
  updatedOn,
}: Pick<Demand, 'filedOn' | 'renewedOn' | 'updatedOn'>): IsoDay => {
  const said = renewedOn ?? updatedOn;
  return said > filedOn ? said : filedOn;
};

/** Tenants of social housing ask for a mutation; everybody else for a first access. Unknown housing stays unknown. */
export const isFirstAccess = (demand: Pick<Demand, 'currentHousing'>): boolean | null =>
  demand.currentHousing.kind === null ? null : demand.currentHousing.kind !== 'HLM';
