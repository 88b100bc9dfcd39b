import type { Typology } from '../../engine/domain/codes.ts';
import { dayNumber, wholeMonthsBetween } from '../../engine/domain/day.ts';
import { confirmedOn, type Demand, isFirstAccess } from '../../engine/domain/demand.ts';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
import {
  type CeilingCategory,
  ceilingCategory,
  ceilingEur,
  shareOfCeiling,
} from '../../engine/household/ceilings.ts';
import { describeHousehold } from '../../engine/household/household.ts';
import {
  areaShortfallM2,
  bedroomsNeeded,
  spareRooms,
  typologyWindow,
} from '../../engine/household/occupancy.ts';
import { retainedTaxIncome } from '../../engine/household/retainedIncome.ts';
import { lots, NumberColumn } from '../../engine/pool/numbers.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { type ColumnDictionary, EVIDENCE_CODES } from '../../scoring/formula/columns.ts';
import { type PlainFormula, plainFormula } from './plainFormula.ts';
import type { PlainMethod, PlainScore } from './plainMethod.ts';

/** A demand as most programs would hold it: one object, with what rules and methods ask of it. Null is unknown. */
export interface PlainDemand {
  readonly number: string;
  readonly filedDay: number;
  readonly confirmedDay: number;
  readonly wishes: {
    readonly communes: readonly string[];
    readonly quartiers: readonly string[];
    readonly typologies: readonly Typology[];
    readonly wide: boolean;
    readonly building: 'flat' | 'house' | 'any';
    readonly groundFloor: boolean | null;
  };
  /** Null when the children are not said. */
  readonly persons: number | null;
  readonly taxIncomeEur: number | null;
  readonly ceiling: PlainCeiling | null;
  /** Dwelling types proposed to the household. */
  readonly window: readonly Typology[] | null;
  readonly needsStepFree: boolean | null;
  readonly maxFloorOnFoot: number | 'any' | null;
  readonly motives: readonly string[] | null;
  readonly housing: string | null;
  readonly contract: string | null;
  /** Number and yes-no inputs by their names in the dictionary. */
  readonly values: Readonly<Record<string, number | boolean | null>>;
  /** Levels of EVIDENCE_CODES by situation. */
  readonly situations: Readonly<Record<string, number | null>>;
  readonly lot: number;
  /** Stored once, as the engine stores its order: a question does not score the pool again. */
  score: PlainScore;
}

export interface PlainCeiling {
  readonly rank: number;
  /** Categories that something not declared could add. */
  readonly mayRise: number;
}

export interface PlainInput {
  readonly demands: readonly Demand[];
  readonly territory: Territory;
  readonly dictionary: ColumnDictionary;
  readonly asOf: IsoDay;
  readonly seed: number;
}

/** One object per demand, in the order of the demands, not scored yet. */
export const plainDemands = ({ demands, territory, dictionary, asOf, seed }: PlainInput): PlainDemand[] => {
  const situations = territory.pack.situations.map((situation) => ({
    ...situation,
    met: situation.predicate === null ? null : plainFormula(situation.predicate, dictionary),
  }));
  const lot = lotsByNumber(demands, seed);
  return demands.map((demand) => {
    const plain: PlainDemand = { ...factsOf(demand, territory, asOf), lot: lot.get(demand.number)! };
    const levels = Object.fromEntries(situations.map((s) => [s.code, levelOf(demand, plain, s)]));
    const verifiedSituations =
      demand.priorities === null
        ? null
        : Object.values(levels).filter((l) => l === EVIDENCE_CODES.verified).length;
    return { ...plain, situations: levels, values: { ...plain.values, verifiedSituations } };
  });
};

/** Scores every object in place. */
export const scoreAll = (demands: readonly PlainDemand[], method: PlainMethod): void => {
  for (const demand of demands) demand.score = method.score(demand);
};

export const NOT_SCORED: PlainScore = { tier: 0, points: 0 };

/** The published lot is an input of both sides: drawn from (seed, numéro unique) alone. */
const lotsByNumber = (demands: readonly Demand[], seed: number): ReadonlyMap<string, number> => {
  const numbers = demands.map((d) => d.number as DemandNumber).sort();
  const drawn = lots(NumberColumn.from(numbers), seed);
  return new Map(numbers.map((number, row) => [number, drawn[row]!]));
};

const factsOf = (demand: Demand, territory: Territory, asOf: IsoDay): Omit<PlainDemand, 'lot'> => {
  const { pack } = territory;
  const { household: declared, incomes, currentHousing: home, employment, wishes, history } = demand;
  const household = describeHousehold(declared, asOf, pack.national);
  const category = ceilingCategory(declared, asOf, pack.national);
  const taxIncomeEur = retainedTaxIncome(incomes, asOf).amountEur;
  const year = Number(asOf.slice(0, 4));
  const shareOf = (financing: 'PLUS' | 'PLAI') => {
    const table = territory.ceilingTable(financing, year);
    return shareOfCeiling(taxIncomeEur, table && category ? ceilingEur(table, category) : null);
  };
  const monthly = incomes.declaredMonthlyEur;
  const { consumptionUnits } = household;
  const rooms = home.typology === null ? null : ROOMS[home.typology];
  const employers = [employment.applicant, employment.coApplicant].flatMap((e) =>
    e === null ? [] : [e.actionLogementEmployer],
  );
  return {
    number: demand.number,
    filedDay: dayNumber(demand.filedOn),
    confirmedDay: dayNumber(confirmedOn(demand)),
    wishes: { ...wishes, building: wishes.building ?? 'any' },
    persons: household.persons,
    taxIncomeEur,
    ceiling: category && { rank: rankOf(category), mayRise: mayRise(declared, category, territory, asOf) },
    window: typologyWindow(declared, asOf, pack.norms),
    needsStepFree: demand.accessibility.stepFree,
    maxFloorOnFoot: demand.accessibility.maxFloorOnFoot,
    motives: demand.motives,
    housing: home.kind,
    contract: employment.applicant.contract,
    values: {
      waitingMonths: wholeMonthsBetween(demand.filedOn, asOf),
      persons: household.persons,
      minors: household.minors,
      applicantAge: household.applicantAge,
      consumptionUnits,
      bedroomsNeeded: bedroomsNeeded(declared, asOf),
      taxIncomeEur,
      shareOfPlusCeiling: shareOf('PLUS'),
      shareOfPlaiCeiling: shareOf('PLAI'),
      declaredMonthlyIncomeEur: monthly,
      incomePerUcEur:
        monthly === null || consumptionUnits === null ? null : (monthly * 12) / consumptionUnits,
      currentRentEur: home.rentEur,
      rentToIncome: home.rentEur === null || !monthly ? null : home.rentEur / monthly,
      areaShortfallM2: areaShortfallM2(home.livingAreaM2, home.occupants, pack.norms),
      spareRooms: spareRooms({ rooms, occupants: home.occupants }),
      suitedRefusals: history.suitedRefusals,
      rankedNotHoused: history.rankedNotHoused,
      monthsSinceSuitedRefusal: monthsSince(history.lastSuitedRefusalOn ?? null, asOf),
      abnormalWaitMonths: pack.norms.abnormalWaitMonths.months,
      firstAccess: isFirstAccess(demand),
      couple: household.couple,
      loneParent: household.loneParent,
      disabledMember: declared.disabledMember,
      needsStepFree: demand.accessibility.stepFree,
      wideWish: wishes.wide,
      daloActive: demand.dalo === null ? null : demand.dalo === 'ACTIF',
      npruRelocation: demand.npruRelocation,
      actionLogementEmployer: employers.includes(true) ? true : employers.includes(null) ? null : false,
    },
    situations: {},
    score: NOT_SCORED,
  };
};

const monthsSince = (day: IsoDay | null, asOf: IsoDay): number | null =>
  day === null || day > asOf ? null : wholeMonthsBetween(day, asOf);

const rankOf = ({ category, further }: CeilingCategory): number => category - 1 + further;

/** Categories gained if what is not declared were a disability and one birth. */
const mayRise = (
  household: Demand['household'],
  category: CeilingCategory,
  { pack }: Territory,
  asOf: IsoDay,
): number => {
  const { disabledMember, expectedBirths } = household;
  const fullest = {
    ...household,
    disabledMember: disabledMember ?? true,
    expectedBirths: expectedBirths ?? 1,
  };
  const highest = ceilingCategory(fullest, asOf, pack.national);
  const concerned = category.disabilityUnknown || category.expectedBirthsUnknown;
  return concerned && highest ? Math.max(0, rankOf(highest) - rankOf(category)) : 0;
};

const ROOMS: Readonly<Record<Typology, number>> = { C: 1, T1: 1, T2: 2, T3: 3, T4: 4, T5: 5, T6P: 6 };

type PlainSituation = Territory['pack']['situations'][number] & { readonly met: PlainFormula | null };

/** The best of the partners' labels and of the predicate; absent where the scope does not fit. */
const levelOf = (demand: Demand, plain: PlainDemand, situation: PlainSituation): number | null => {
  const { firstAccess } = plain.values;
  if (firstAccess === (situation.scope !== 'first-access')) return EVIDENCE_CODES.absent;
  let label = 0;
  for (const { situation: code, evidence } of demand.priorities ?? [])
    if (code === situation.code) label = Math.max(label, EVIDENCE_CODES[evidence]);
  const met = situation.met === null ? false : situation.met(plain);
  if (met === null) return label === 0 ? null : label;
  if (met) return Math.max(label, EVIDENCE_CODES[situation.predicateEvidence]);
  return label === 0 && demand.priorities === null ? null : label;
};
