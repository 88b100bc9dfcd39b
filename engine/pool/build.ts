import { type ColumnArray, UNKNOWN_BITS, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import {
  CONTRACT_CODES,
  HOUSING_KIND_CODES,
  MOTIVE_CODES,
  type Motive,
  RESERVATAIRE_CODES,
  TYPOLOGIES,
  type Typology,
} from '../domain/codes.ts';
import { dayNumber, wholeMonthsBetween } from '../domain/day.ts';
import { confirmedOn, type Demand, isFirstAccess } from '../domain/demand.ts';
import type { CommuneCode, IsoDay } from '../domain/ids.ts';
import { InputError } from '../domain/issue.ts';
import {
  CEILING_REASON_CODES,
  type CeilingCategory,
  categoryRange,
  ceilingCategory,
  ceilingEur,
  shareOfCeiling,
} from '../household/ceilings.ts';
import { describeHousehold } from '../household/household.ts';
import { areaShortfallM2, bedroomsNeeded, spareRooms, typologyWindow } from '../household/occupancy.ts';
import { retainedTaxIncome } from '../household/retainedIncome.ts';
import type { Territory } from '../territory/territory.ts';
import { float32, int32, uint8, uint16, uint32 } from './allocate.ts';
import { bandWithin } from './band.ts';
import { demandColumns } from './dictionary.ts';
import { BUILDING_WISH, NO_COMMUNE, NO_FLOOR_LIMIT, NO_WINDOW, OUTSIDE_COMMUNE } from './markers.ts';
import { NumberColumn } from './numbers.ts';
import { Pool, type PoolColumns } from './pool.ts';
import { fillSituations } from './situations.ts';
import { typologyMask } from './wishIndex.ts';

export interface PoolInput {
  readonly demands: readonly Demand[];
  readonly territory: Territory;
  readonly asOf: IsoDay;
}

/**
 * The pool of a territory on a day. Order of `demands` does not matter.
 *
 * @throws InputError `pool.duplicate-number` when a numéro unique comes twice, `pool.unknown-commune` when a wish names a
 * commune outside the pack: imports refuse both with their line, so either is a broken store.
 */
export const buildPool = ({ demands, territory, asOf }: PoolInput): Pool => {
  const sorted = [...demands].sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0));
  const { pack } = territory;
  const communes = pack.communes.map((c) => c.code).sort();
  const quartiers = pack.quartiers.map((q) => q.id).sort();
  for (let row = 1; row < sorted.length; row += 1)
    if (sorted[row]!.number === sorted[row - 1]!.number)
      throw new InputError([{ code: 'pool.duplicate-number', path: `demands[${row}].number` }]);

  const arrays = {
    ...wishColumns(sorted, communes, quartiers),
    ...factColumns(sorted, territory, communes, asOf),
  };
  const columns: PoolColumns = {
    asOf,
    territory: pack.id,
    numbers: NumberColumn.from(sorted.map((d) => d.number)).bytes,
    communes,
    quartiers,
    arrays: { ...arrays, ...fillSituations({ demands: sorted, territory, arrays }) },
  };
  return new Pool(columns, demandColumns(pack.situations));
};

const places = (list: readonly string[]): ReadonlyMap<string, number> =>
  new Map(list.map((item, i) => [item, i]));

const wishColumns = (
  demands: readonly Demand[],
  communes: readonly string[],
  quartiers: readonly string[],
): Record<string, ColumnArray> => {
  const n = demands.length;
  const communePlace = places(communes);
  const quartierPlace = places(quartiers);
  const list = (pick: (d: Demand) => readonly string[], place: ReadonlyMap<string, number>, what: string) => {
    const offsets = uint32(n + 1);
    demands.forEach((d, row) => {
      offsets[row + 1] = offsets[row]! + new Set(pick(d)).size;
    });
    const items = uint16(offsets[n]!);
    demands.forEach((d, row) => {
      const numbers = [...new Set(pick(d))].map((code) => {
        const number = place.get(code);
        if (number === undefined)
          throw new InputError([
            { code: `pool.unknown-${what}`, path: `demands[${row}].wishes`, received: code },
          ]);
        return number;
      });
      items.set(
        numbers.sort((a, b) => a - b),
        offsets[row]!,
      );
    });
    return { offsets, items };
  };
  const commune = list((d) => d.wishes.communes, communePlace, 'commune');
  const quartier = list((d) => d.wishes.quartiers, quartierPlace, 'quartier');
  const wishTypologies = uint8(n);
  const wideWish = uint8(n);
  const wishBuilding = uint8(n);
  const wishGroundFloor = uint8(n);
  demands.forEach(({ wishes }, row) => {
    wishTypologies[row] = typologyMask(wishes.typologies);
    wideWish[row] = wishes.wide ? 1 : 0;
    wishBuilding[row] = BUILDING_WISH[wishes.building ?? 'any'];
    wishGroundFloor[row] = tri(wishes.groundFloor);
  });
  return {
    wishOffsets: commune.offsets,
    wishCommunes: commune.items,
    wishQuartierOffsets: quartier.offsets,
    wishQuartiers: quartier.items,
    wishTypologies,
    wideWish,
    wishBuilding,
    wishGroundFloor,
  };
};

const tri = (value: boolean | null): number => (value === null ? UNKNOWN_U8 : value ? 1 : 0);
const orUnknown = (value: number | null): number => value ?? UNKNOWN_U8;

const bailleurPlace = ({ bailleurs }: Territory['pack'], id: string | null): number => {
  const place = bailleurs.findIndex((bailleur) => bailleur.id === id);
  return place < 0 ? UNKNOWN_U8 : place;
};

/** "Yes" when one holder is, "no" when all are known not to be. */
const anyHolder = (values: readonly (boolean | null)[]): boolean | null =>
  values.includes(true) ? true : values.includes(null) ? null : false;

type FactRow = ReturnType<typeof factsOf>;
const FLOATS = [
  'waitingMonths',
  'persons',
  'minors',
  'applicantAge',
  'consumptionUnits',
  'bedroomsNeeded',
  'taxIncomeEur',
  'shareOfPlusCeiling',
  'shareOfPlaiCeiling',
  'declaredMonthlyIncomeEur',
  'rolling12MonthsEur',
  'incomePerUcEur',
  'currentRentEur',
  'rentToIncome',
  'areaShortfallM2',
  'spareRooms',
  'suitedRefusals',
  'monthsSinceSuitedRefusal',
  'abnormalWaitMonths',
  'rankedNotHoused',
] as const satisfies readonly (keyof FactRow['float'])[];
const BYTES = [
  'firstAccess',
  'couple',
  'loneParent',
  'disabledMember',
  'needsStepFree',
  'daloActive',
  'npruRelocation',
  'actionLogementEmployer',
  'currentHousingKind',
  'contract',
  'dependants',
  'ceilingRank',
  'ceilingMayRise',
  'band',
  'bandToConfirm',
  'typologyWindow',
  'maxFloorOnFoot',
  'contingentsListed',
  'homeBailleur',
] as const satisfies readonly (keyof FactRow['byte'])[];

const factsOf = (demand: Demand, territory: Territory, asOf: IsoDay) => {
  const { pack } = territory;
  const household = describeHousehold(demand.household, asOf, pack.national);
  const income = retainedTaxIncome(demand.incomes, asOf).amountEur;
  const category = ceilingCategory(demand.household, asOf, pack.national);
  const year = Number(asOf.slice(0, 4));
  const plus = territory.ceilingTable('PLUS', year);
  const plai = territory.ceilingTable('PLAI', year);
  const share = (table: typeof plus) =>
    shareOfCeiling(income, category && table && ceilingEur(table, category));
  const plusShare = share(plus);
  const range = categoryRange(demand.household, asOf, pack.national);
  const band = bandWithin(territory, range && { income, plus, ...range });
  const window = typologyWindow(demand.household, asOf, pack.norms);
  const { currentHousing: home, incomes, employment } = demand;
  const perUc =
    incomes.declaredMonthlyEur === null || household.consumptionUnits === null
      ? null
      : (incomes.declaredMonthlyEur * 12) / household.consumptionUnits;
  return {
    float: {
      waitingMonths: wholeMonthsBetween(demand.filedOn, asOf),
      persons: household.persons,
      minors: household.minors,
      applicantAge: household.applicantAge,
      consumptionUnits: household.consumptionUnits,
      bedroomsNeeded: bedroomsNeeded(demand.household, asOf),
      taxIncomeEur: income,
      shareOfPlusCeiling: plusShare,
      shareOfPlaiCeiling: share(plai),
      declaredMonthlyIncomeEur: incomes.declaredMonthlyEur,
      rolling12MonthsEur: incomes.rolling12MonthsEur,
      incomePerUcEur: perUc,
      currentRentEur: home.rentEur,
      rentToIncome:
        home.rentEur === null || !incomes.declaredMonthlyEur
          ? null
          : home.rentEur / incomes.declaredMonthlyEur,
      areaShortfallM2: areaShortfallM2(home.livingAreaM2, home.occupants, pack.norms),
      spareRooms: spareRooms({ rooms: roomsOf(home.typology), occupants: home.occupants }),
      suitedRefusals: demand.history.suitedRefusals,
      monthsSinceSuitedRefusal: monthsSince(demand.history.lastSuitedRefusalOn ?? null, asOf),
      /** The same for every demand today; a column, because prefects set it by place, some by size. */
      abnormalWaitMonths: pack.norms.abnormalWaitMonths.months,
      rankedNotHoused: demand.history.rankedNotHoused,
    },
    byte: {
      firstAccess: tri(isFirstAccess(demand)),
      couple: tri(household.couple),
      loneParent: tri(household.loneParent),
      disabledMember: tri(demand.household.disabledMember),
      needsStepFree: tri(demand.accessibility.stepFree),
      daloActive: tri(demand.dalo === null ? null : demand.dalo === 'ACTIF'),
      npruRelocation: tri(demand.npruRelocation),
      actionLogementEmployer: tri(
        anyHolder([
          employment.applicant.actionLogementEmployer,
          ...(employment.coApplicant ? [employment.coApplicant.actionLogementEmployer] : []),
        ]),
      ),
      currentHousingKind: home.kind === null ? UNKNOWN_U8 : HOUSING_KIND_CODES.indexOf(home.kind),
      contract:
        employment.applicant.contract === null
          ? UNKNOWN_U8
          : CONTRACT_CODES.indexOf(employment.applicant.contract),
      dependants: orUnknown(household.dependants),
      ceilingRank: category === null ? UNKNOWN_U8 : rankOf(category),
      /** Categories that a disability and one birth, where not declared, could add. */
      ceilingMayRise:
        category === null || range === null ? 0 : Math.max(0, rankOf(range.high) - rankOf(category)),
      /** Place of the resource band in the pack: found on the exact share, before it is stored as a float. */
      band: band.sure === null ? UNKNOWN_U8 : pack.bands.bands.indexOf(band.sure),
      bandToConfirm: band.toConfirm ? 1 : 0,
      typologyWindow: window === null ? NO_WINDOW : typologyMask(window),
      maxFloorOnFoot:
        demand.accessibility.maxFloorOnFoot === 'any'
          ? NO_FLOOR_LIMIT
          : orUnknown(demand.accessibility.maxFloorOnFoot),
      /** One bit for each contingent that the file lists, in the order of the codes. */
      contingentsListed:
        demand.contingents === null
          ? UNKNOWN_U8
          : demand.contingents.reduce((mask, code) => mask | (1 << RESERVATAIRE_CODES.indexOf(code)), 0),
      /** Landlord of the dwelling that a tenant of social housing would leave: its place in the pack. */
      homeBailleur: bailleurPlace(pack, home.bailleur),
    },
    /** One bit for each reason of the category. */
    ceilingBecause: (category?.because ?? []).reduce(
      (mask, reason) => mask | (1 << CEILING_REASON_CODES.indexOf(reason)),
      0,
    ),
    filedDay: dayNumber(demand.filedOn),
    confirmedDay: dayNumber(confirmedOn(demand)),
    motives:
      demand.motives === null
        ? UNKNOWN_BITS
        : (demand.motives as Motive[]).reduce((mask, m) => mask | (1 << MOTIVE_CODES.indexOf(m)), 0),
  };
};

/** A day still to come is a slip: unknown. */
const monthsSince = (day: IsoDay | null, asOf: IsoDay): number | null =>
  day === null || day > asOf ? null : wholeMonthsBetween(day, asOf);

const rankOf = ({ category, further }: CeilingCategory): number => category - 1 + further;

/** Main rooms of a typology; a mere room counts as one, "T6 et plus" as six. */
const roomsOf = (typology: Typology | null): number | null =>
  typology === null ? null : Math.max(1, TYPOLOGIES.indexOf(typology));

/** Place of a workplace's commune in the dictionary, associated communes included, or the marker that says why not. */
const workplaceNumber = (territory: Territory, communes: readonly CommuneCode[]) => {
  const numbers = places(communes);
  return (code: CommuneCode | null): number => {
    if (code === null) return NO_COMMUNE;
    const known = territory.canonicalCommune(code);
    return known === null ? OUTSIDE_COMMUNE : (numbers.get(known) ?? OUTSIDE_COMMUNE);
  };
};

const factColumns = (
  demands: readonly Demand[],
  territory: Territory,
  communes: readonly CommuneCode[],
  asOf: IsoDay,
): Record<string, ColumnArray> => {
  const n = demands.length;
  const floats = FLOATS.map((name) => [name, float32(n)] as const);
  const bytes = BYTES.map((name) => [name, uint8(n)] as const);
  const filedDay = int32(n);
  const confirmedDay = int32(n);
  const ceilingBecause = uint16(n);
  const motives = uint32(n);
  const workplaceCommune = uint16(n);
  const coWorkplaceCommune = uint16(n);
  const workplace = workplaceNumber(territory, communes);
  demands.forEach((demand, row) => {
    const facts = factsOf(demand, territory, asOf);
    for (const [name, column] of floats) column[row] = facts.float[name] ?? Number.NaN;
    for (const [name, column] of bytes) column[row] = facts.byte[name];
    filedDay[row] = facts.filedDay;
    confirmedDay[row] = facts.confirmedDay;
    ceilingBecause[row] = facts.ceilingBecause;
    motives[row] = facts.motives;
    workplaceCommune[row] = workplace(demand.employment.applicant.workplaceCommune);
    coWorkplaceCommune[row] = workplace(demand.employment.coApplicant?.workplaceCommune ?? null);
  });
  return {
    ...Object.fromEntries(floats),
    ...Object.fromEntries(bytes),
    filedDay,
    confirmedDay,
    ceilingBecause,
    motives,
    workplaceCommune,
    coWorkplaceCommune,
  };
};
