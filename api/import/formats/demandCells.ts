import type {
  Contract,
  Custody,
  DaloStatus,
  Evidence,
  HousingKind,
  Reservataire,
  Typology,
} from '../../../engine/domain/codes.ts';
import type { Demand } from '../../../engine/domain/demand.ts';
import type {
  BailleurId,
  CommuneCode,
  DemandNumber,
  DwellingId,
  IsoDay,
  QuartierId,
} from '../../../engine/domain/ids.ts';
import type { WishedCommunes } from '../placeCells.ts';
import type { ImportContext } from '../report.ts';
import type { RowRefusal } from '../tableFormat.ts';

/** A demand laid flat: one property per column of the file. Null is "not declared". */
export interface DemandCells {
  number: DemandNumber;
  filedOn: IsoDay;
  renewedOn: IsoDay | null;
  updatedOn: IsoDay;
  /** Applicant first; null for an unknown date. */
  adults: (IsoDay | null)[];
  couple: boolean | null;
  children: { birthDate: IsoDay | null; custody: Custody }[] | null;
  expectedBirths: number | null;
  disabledMember: boolean | null;
  referenceTaxIncome: { year: number; amountEur: number | null }[];
  declaredMonthlyEur: number | null;
  rolling12MonthsEur: number | null;
  contract: Contract | null;
  actionLogementEmployer: boolean | null;
  workplaceCommune: CommuneCode | null;
  coApplicant: boolean | null;
  coApplicantContract: Contract | null;
  coApplicantActionLogementEmployer: boolean | null;
  coApplicantWorkplaceCommune: CommuneCode | null;
  housingKind: HousingKind | null;
  currentRentEur: number | null;
  currentAreaM2: number | null;
  currentOccupants: number | null;
  currentTypology: Typology | null;
  currentBailleur: BailleurId | null;
  currentDwelling: DwellingId | null;
  motives: string[] | null;
  wishedCommunes: WishedCommunes;
  wishedQuartiers: QuartierId[];
  wishedTypologies: Typology[];
  wide: boolean;
  building: 'flat' | 'house' | 'any' | null;
  groundFloor: boolean | null;
  stepFree: boolean | null;
  maxFloorOnFoot: number | 'any' | null;
  priorities: { situation: string; evidence: Evidence; since: IsoDay | null }[] | null;
  dalo: DaloStatus | null;
  contingents: Reservataire[] | null;
  npruRelocation: boolean | null;
  suitedRefusals: number | null;
  lastSuitedRefusalOn: IsoDay | null;
  rankedNotHoused: number | null;
}

/**
 * What empty cells mean: no child, no motive, no quartier, no partner's label where the column is there and the cell empty; all the
 * rest is not declared, numbers of recorded events too.
 */
export const blankDemandCells = (): Partial<DemandCells> => ({
  renewedOn: null,
  couple: null,
  children: [],
  expectedBirths: null,
  disabledMember: null,
  referenceTaxIncome: [],
  declaredMonthlyEur: null,
  rolling12MonthsEur: null,
  contract: null,
  actionLogementEmployer: null,
  workplaceCommune: null,
  coApplicant: null,
  coApplicantContract: null,
  coApplicantActionLogementEmployer: null,
  coApplicantWorkplaceCommune: null,
  housingKind: null,
  currentRentEur: null,
  currentAreaM2: null,
  currentOccupants: null,
  currentTypology: null,
  currentBailleur: null,
  currentDwelling: null,
  motives: [],
  wishedCommunes: { inside: [], outside: 0 },
  wishedQuartiers: [],
  building: null,
  groundFloor: null,
  stepFree: null,
  maxFloorOnFoot: null,
  priorities: [],
  dalo: null,
  contingents: null,
  npruRelocation: null,
  suitedRefusals: null,
  lastSuitedRefusalOn: null,
  rankedNotHoused: null,
});

const describesCoApplicant = (cells: DemandCells): boolean =>
  cells.coApplicantContract !== null ||
  cells.coApplicantActionLogementEmployer !== null ||
  cells.coApplicantWorkplaceCommune !== null;

const OLDEST_BIRTH = '1900-01-01';
const OLDEST_FILING = '1950-01-01';

const isBirth = (day: IsoDay | null, latest: string): boolean =>
  day === null || (day >= OLDEST_BIRTH && day <= latest);

/** The first field that holds a day nobody can have meant. */
const impossibleDay = (
  { filedOn, renewedOn, updatedOn, adults, children }: DemandCells,
  latest: string,
): RowRefusal<DemandCells> | null => {
  for (const day of adults)
    if (!isBirth(day, latest)) return { code: 'demand.birth.impossible', field: 'adults' };
  if (children?.some(({ birthDate }) => !isBirth(birthDate, latest)))
    return { code: 'demand.birth.impossible', field: 'children' };
  const days = { filedOn, renewedOn, updatedOn } as const;
  for (const field of ['filedOn', 'renewedOn', 'updatedOn'] as const) {
    const day = days[field];
    if (day !== null && (day < OLDEST_FILING || day > latest))
      return { code: 'demand.dates.impossible', field };
  }
  return null;
};

const NO_LATEST_DAY = '9999-12-31';

/** Rules across the cells of one demand. */
export const checkDemandCells = (
  cells: DemandCells,
  { referenceDay = NO_LATEST_DAY as IsoDay }: Pick<ImportContext, 'referenceDay'>,
): RowRefusal<DemandCells> | null => {
  const impossible = impossibleDay(cells, referenceDay);
  if (impossible) return impossible;
  if (cells.updatedOn < cells.filedOn) return { code: 'demand.dates.order', field: 'updatedOn' };
  if (cells.renewedOn !== null && cells.renewedOn < cells.filedOn)
    return { code: 'demand.dates.order', field: 'renewedOn' };
  if (cells.lastSuitedRefusalOn !== null && cells.lastSuitedRefusalOn < cells.filedOn)
    return { code: 'demand.dates.order', field: 'lastSuitedRefusalOn' };
  if (cells.coApplicant === false && describesCoApplicant(cells))
    return { code: 'demand.co-applicant.contradiction', field: 'coApplicant' };
  if (!cells.wide && cells.wishedQuartiers.length === 0 && cells.wishedCommunes.inside.length === 0)
    return {
      code: cells.wishedCommunes.outside > 0 ? 'demand.wishes.outside-territory' : 'demand.wishes.none',
      field: 'wishedCommunes',
    };
  return null;
};

/** The demand of a row. Tax years come out in ascending order. */
export const assembleDemand = (cells: DemandCells): Demand => ({
  number: cells.number,
  filedOn: cells.filedOn,
  renewedOn: cells.renewedOn,
  updatedOn: cells.updatedOn,
  household: {
    adults: cells.adults.map((birthDate) => ({ birthDate })),
    couple: cells.couple,
    children: cells.children,
    expectedBirths: cells.expectedBirths,
    disabledMember: cells.disabledMember,
  },
  incomes: {
    referenceTaxIncome: [...cells.referenceTaxIncome].sort((a, b) => a.year - b.year),
    declaredMonthlyEur: cells.declaredMonthlyEur,
    rolling12MonthsEur: cells.rolling12MonthsEur,
  },
  employment: {
    applicant: {
      contract: cells.contract,
      actionLogementEmployer: cells.actionLogementEmployer,
      workplaceCommune: cells.workplaceCommune,
    },
    coApplicant:
      cells.coApplicant === true || describesCoApplicant(cells)
        ? {
            contract: cells.coApplicantContract,
            actionLogementEmployer: cells.coApplicantActionLogementEmployer,
            workplaceCommune: cells.coApplicantWorkplaceCommune,
          }
        : null,
  },
  currentHousing: {
    kind: cells.housingKind,
    rentEur: cells.currentRentEur,
    livingAreaM2: cells.currentAreaM2,
    occupants: cells.currentOccupants,
    typology: cells.currentTypology,
    bailleur: cells.currentBailleur,
    dwelling: cells.currentDwelling,
  },
  motives: cells.motives,
  wishes: {
    communes: cells.wishedCommunes.inside,
    quartiers: cells.wishedQuartiers,
    typologies: cells.wishedTypologies,
    wide: cells.wide,
    building: cells.building,
    groundFloor: cells.groundFloor,
  },
  accessibility: { stepFree: cells.stepFree, maxFloorOnFoot: cells.maxFloorOnFoot },
  priorities: cells.priorities,
  dalo: cells.dalo,
  contingents: cells.contingents,
  npruRelocation: cells.npruRelocation,
  history: {
    suitedRefusals: cells.suitedRefusals,
    ...(cells.lastSuitedRefusalOn === null ? {} : { lastSuitedRefusalOn: cells.lastSuitedRefusalOn }),
    rankedNotHoused: cells.rankedNotHoused,
  },
});

/** The inverse of `assembleDemand`. */
export const flattenDemand = (demand: Demand): DemandCells => {
  const { household, incomes, employment, currentHousing, wishes } = demand;
  return {
    number: demand.number,
    filedOn: demand.filedOn,
    renewedOn: demand.renewedOn,
    updatedOn: demand.updatedOn,
    adults: household.adults.map(({ birthDate }) => birthDate),
    couple: household.couple,
    children: household.children,
    expectedBirths: household.expectedBirths,
    disabledMember: household.disabledMember,
    referenceTaxIncome: incomes.referenceTaxIncome,
    declaredMonthlyEur: incomes.declaredMonthlyEur,
    rolling12MonthsEur: incomes.rolling12MonthsEur,
    contract: employment.applicant.contract,
    actionLogementEmployer: employment.applicant.actionLogementEmployer,
    workplaceCommune: employment.applicant.workplaceCommune,
    coApplicant: employment.coApplicant === null ? null : true,
    coApplicantContract: employment.coApplicant?.contract ?? null,
    coApplicantActionLogementEmployer: employment.coApplicant?.actionLogementEmployer ?? null,
    coApplicantWorkplaceCommune: employment.coApplicant?.workplaceCommune ?? null,
    housingKind: currentHousing.kind,
    currentRentEur: currentHousing.rentEur,
    currentAreaM2: currentHousing.livingAreaM2,
    currentOccupants: currentHousing.occupants,
    currentTypology: currentHousing.typology,
    currentBailleur: currentHousing.bailleur,
    currentDwelling: currentHousing.dwelling,
    motives: demand.motives,
    wishedCommunes: { inside: wishes.communes, outside: 0 },
    wishedQuartiers: wishes.quartiers,
    wishedTypologies: wishes.typologies,
    wide: wishes.wide,
    building: wishes.building,
    groundFloor: wishes.groundFloor,
    stepFree: demand.accessibility.stepFree,
    maxFloorOnFoot: demand.accessibility.maxFloorOnFoot,
    priorities: demand.priorities,
    dalo: demand.dalo,
    contingents: demand.contingents,
    npruRelocation: demand.npruRelocation,
    suitedRefusals: demand.history.suitedRefusals,
    lastSuitedRefusalOn: demand.history.lastSuitedRefusalOn ?? null,
    rankedNotHoused: demand.history.rankedNotHoused,
  };
};
