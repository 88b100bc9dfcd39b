import type { Territory } from '../../engine/territory/territory.ts';
import type { InputValue } from '../../scoring/rowReader.ts';

/** Where an input of a method comes from, as a household is told. */
export type Origin = 'demand' | 'computed' | 'taxes' | 'followed' | 'partners' | 'verified' | 'territory';

export const ORIGINS: { readonly [O in Origin]: string } = {
  demand: 'votre demande',
  computed: 'calculé à partir de votre demande',
  taxes: 'calculé à partir des revenus fiscaux de votre demande',
  followed: 'suivi des propositions',
  partners: 'votre demande et les partenaires',
  verified: 'vérifié par un partenaire',
  territory: 'règle du territoire',
};

/** Columns that are not read as they are in the demand. Motives, housing and contracts, by whatever code, are. */
const COLUMNS: Readonly<Record<string, Origin>> = {
  waitingMonths: 'computed',
  persons: 'computed',
  minors: 'computed',
  applicantAge: 'computed',
  consumptionUnits: 'computed',
  bedroomsNeeded: 'computed',
  taxIncomeEur: 'taxes',
  shareOfPlusCeiling: 'taxes',
  shareOfPlaiCeiling: 'taxes',
  declaredMonthlyIncomeEur: 'demand',
  incomePerUcEur: 'computed',
  currentRentEur: 'demand',
  rentToIncome: 'computed',
  areaShortfallM2: 'computed',
  spareRooms: 'computed',
  suitedRefusals: 'followed',
  monthsSinceSuitedRefusal: 'followed',
  abnormalWaitMonths: 'territory',
  rankedNotHoused: 'followed',
  verifiedSituations: 'partners',
  firstAccess: 'computed',
  couple: 'demand',
  loneParent: 'computed',
  disabledMember: 'demand',
  needsStepFree: 'demand',
  wideWish: 'demand',
  daloActive: 'demand',
  npruRelocation: 'demand',
  actionLogementEmployer: 'demand',
};

export const KNOWN_COLUMNS: readonly string[] = Object.keys(COLUMNS);

export const originOf = (
  { column, evidence }: Pick<InputValue, 'column' | 'evidence'>,
  territory: Pick<Territory, 'situationByCode'>,
): Origin => {
  if (evidence === 'verified') return 'verified';
  if (evidence === 'computed') return 'computed';
  if (territory.situationByCode.has(column)) return 'partners';
  return COLUMNS[column] ?? 'demand';
};
