import { describe, expect, test } from 'vitest';
import { CONTRACT_CODES, HOUSING_KIND_CODES, MOTIVE_CODES } from '../../engine/domain/codes.ts';
import { dayNumber } from '../../engine/domain/day.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { motiveColumn } from '../../engine/pool/dictionary.ts';
import { BUILDING_WISH, NO_FLOOR_LIMIT, NO_WINDOW } from '../../engine/pool/markers.ts';
import { typologyMask } from '../../engine/pool/wishIndex.ts';
import { storedArrayName, UNKNOWN_BITS, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { aDemand } from '../support/demands.ts';
import { aTerritory, poolOf, ROUBAIX, TERRITORY } from '../support/territory.ts';

const demand = aDemand(1);
const { household, incomes, currentHousing, employment, wishes, accessibility, history } = demand;

/** The stored value of one demand in one column. */
const stored = (column: string, overrides: Parameters<typeof aDemand>[1] = {}): number =>
  poolOf([aDemand(1, overrides)]).array(column)[0]!;

const child = (birthDate: string | null, custody = 'full') => ({ birthDate, custody });
const PLUS_1 = TERRITORY.ceilingTable('PLUS', 2026)!.categories[0]!;
const PLUS_2 = TERRITORY.ceilingTable('PLUS', 2026)!.categories[1]!;
const PLAI_1 = TERRITORY.ceilingTable('PLAI', 2026)!.categories[0]!;

describe('number columns: what the demand says, in the unit of the name', () => {
  test.each([
    ['waitingMonths', {}, 16],
    ['waitingMonths', { filedOn: '2026-11-02' }, 0],
    ['persons', { household: { ...household, children: [child('2019-01-01')], expectedBirths: 2 } }, 4],
    ['persons', { household: { ...household, children: [child('2019-01-01', 'visit')] } }, 1],
    ['minors', { household: { ...household, children: [child('2008-11-02'), child('2008-11-03')] } }, 1],
    ['applicantAge', {}, 40],
    ['consumptionUnits', { household: { ...household, children: [child('2019-01-01')] } }, Math.fround(1.3)],
    ['bedroomsNeeded', { household: { ...household, children: [child('2019-01-01')] } }, 2],
    ['taxIncomeEur', {}, 9_000],
    ['shareOfPlusCeiling', {}, Math.fround(9_000 / PLUS_1)],
    ['shareOfPlaiCeiling', {}, Math.fround(9_000 / PLAI_1)],
    ['declaredMonthlyIncomeEur', {}, 900],
    ['incomePerUcEur', {}, 10_800],
    ['rolling12MonthsEur', { incomes: { ...incomes, rolling12MonthsEur: 11_000 } }, 11_000],
    ['currentRentEur', {}, 450],
    ['rentToIncome', {}, 0.5],
    ['areaShortfallM2', { currentHousing: { ...currentHousing, livingAreaM2: 20, occupants: 3 } }, 5],
    ['areaShortfallM2', {}, 0],
    ['spareRooms', { currentHousing: { ...currentHousing, typology: 'T4' } }, 2],
    ['suitedRefusals', { history: { ...history, suitedRefusals: 2 } }, 2],
    ['rankedNotHoused', { history: { ...history, rankedNotHoused: 3 } }, 3],
  ] as const)('%s, case %#', (column, overrides, expected) => {
    expect(stored(column, overrides as never)).toBe(expected);
  });

  const unknownTax = { incomes: { ...incomes, referenceTaxIncome: [] } };
  const noAge = { household: { ...household, children: [child(null)] } };
  test.each([
    ['minors', noAge],
    ['consumptionUnits', noAge],
    ['applicantAge', { household: { ...household, adults: [{ birthDate: null }] } }],
    [
      'bedroomsNeeded',
      { household: { ...household, adults: [{ birthDate: null }, { birthDate: null }], couple: null } },
    ],
    ['taxIncomeEur', unknownTax],
    ['shareOfPlusCeiling', unknownTax],
    ['shareOfPlaiCeiling', unknownTax],
    ['declaredMonthlyIncomeEur', { incomes: { ...incomes, declaredMonthlyEur: null } }],
    ['incomePerUcEur', { incomes: { ...incomes, declaredMonthlyEur: null } }],
    ['incomePerUcEur', noAge],
    ['rolling12MonthsEur', {}],
    ['currentRentEur', { currentHousing: { ...currentHousing, rentEur: null } }],
    ['rentToIncome', { currentHousing: { ...currentHousing, rentEur: null } }],
    ['rentToIncome', { incomes: { ...incomes, declaredMonthlyEur: 0 } }],
    ['areaShortfallM2', { currentHousing: { ...currentHousing, livingAreaM2: null } }],
    ['spareRooms', { currentHousing: { ...currentHousing, typology: null } }],
    ['suitedRefusals', { history: { ...history, suitedRefusals: null } }],
    ['rankedNotHoused', { history: { ...history, rankedNotHoused: null } }],
  ] as const)('%s is NaN, never zero, when it is not declared (case %#)', (column, overrides) => {
    expect(stored(column, overrides as never)).toBeNaN();
  });

  test('a declared zero stays zero', () => {
    expect(stored('declaredMonthlyIncomeEur', { incomes: { ...incomes, declaredMonthlyEur: 0 } })).toBe(0);
    expect(stored('currentRentEur', { currentHousing: { ...currentHousing, rentEur: 0 } })).toBe(0);
  });
});

describe('boolean columns: 1, 0, or 255 when it is not declared', () => {
  const two = { ...employment, coApplicant: { ...employment.applicant } };
  const works = (applicant: boolean | null, coApplicant: boolean | null) => ({
    employment: {
      applicant: { ...two.applicant, actionLogementEmployer: applicant },
      coApplicant: { ...two.coApplicant, actionLogementEmployer: coApplicant },
    },
  });
  const couple = { ...household, adults: [{ birthDate: '1986-05-10' }, { birthDate: '1985-05-10' }] };
  test.each([
    ['firstAccess', {}, 1],
    ['firstAccess', { currentHousing: { ...currentHousing, kind: 'HLM' } }, 0],
    ['firstAccess', { currentHousing: { ...currentHousing, kind: null } }, UNKNOWN_U8],
    ['couple', { household: { ...couple, couple: true } }, 1],
    ['couple', {}, 0],
    ['couple', { household: { ...couple, couple: null } }, UNKNOWN_U8],
    ['loneParent', { household: { ...household, children: [child('2019-01-01')] } }, 1],
    ['loneParent', {}, 0],
    ['loneParent', { household: { ...household, children: [child(null)] } }, UNKNOWN_U8],
    ['disabledMember', { household: { ...household, disabledMember: true } }, 1],
    ['disabledMember', {}, 0],
    ['disabledMember', { household: { ...household, disabledMember: null } }, UNKNOWN_U8],
    ['needsStepFree', { accessibility: { ...accessibility, stepFree: true } }, 1],
    ['needsStepFree', {}, 0],
    ['needsStepFree', { accessibility: { ...accessibility, stepFree: null } }, UNKNOWN_U8],
    ['daloActive', { dalo: 'ACTIF' }, 1],
    ['daloActive', { dalo: 'ACTREL' }, 0],
    ['daloActive', { dalo: null }, UNKNOWN_U8],
    ['npruRelocation', { npruRelocation: true }, 1],
    ['npruRelocation', {}, 0],
    ['npruRelocation', { npruRelocation: null }, UNKNOWN_U8],
    ['actionLogementEmployer', works(null, true), 1],
    ['actionLogementEmployer', works(false, false), 0],
    ['actionLogementEmployer', works(false, null), UNKNOWN_U8],
    ['wideWish', { wishes: { ...wishes, wide: true } }, 1],
    ['wideWish', {}, 0],
  ] as const)('%s, case %#', (column, overrides, expected) => {
    expect(stored(column, overrides as never)).toBe(expected);
  });
});

describe('codes, flags, days and windows', () => {
  test.each(MOTIVE_CODES.map((code, bit) => [code, bit] as const))('motive %s is bit %i', (code, bit) => {
    expect(stored('motives', { motives: [code] })).toBe(2 ** bit);
  });
  test('several motives are several bits, and none is no bit', () => {
    expect(stored('motives', { motives: ['23', '01', '01'] })).toBe(2 ** 22 + 1);
    expect(stored('motives', { motives: [] })).toBe(0);
  });
  test('the dictionary reads each motive at the bit where the pool puts it', () => {
    const { dictionary } = poolOf([]);
    MOTIVE_CODES.forEach((code, bit) => {
      expect(dictionary.get(motiveColumn(code))).toMatchObject({ type: 'bit', array: 'motives', bit });
    });
  });
  test.each(HOUSING_KIND_CODES.map((kind, code) => [kind, code] as const))(
    'housing %s is code %i',
    (kind, code) => {
      expect(stored('currentHousingKind', { currentHousing: { ...currentHousing, kind } })).toBe(code);
    },
  );
  test.each(CONTRACT_CODES.map((contract, code) => [contract, code] as const))(
    'contract %s is code %i',
    (contract, code) => {
      const applicant = { ...employment.applicant, contract };
      expect(stored('contract', { employment: { ...employment, applicant } })).toBe(code);
    },
  );
  test('an undeclared code is 255', () => {
    expect(stored('currentHousingKind', { currentHousing: { ...currentHousing, kind: null } })).toBe(
      UNKNOWN_U8,
    );
    const applicant = { ...employment.applicant, contract: null };
    expect(stored('contract', { employment: { ...employment, applicant } })).toBe(UNKNOWN_U8);
  });

  test('days are those of filing and of the last confirmation', () => {
    expect(stored('filedDay')).toBe(dayNumber('2025-06-15' as IsoDay));
    expect(stored('confirmedDay')).toBe(dayNumber('2026-06-15' as IsoDay));
    expect(stored('confirmedDay', { renewedOn: null, updatedOn: '2026-01-20' })).toBe(
      dayNumber('2026-01-20' as IsoDay),
    );
  });

  test.each([
    [0.2, 1],
    [0.1999, 0],
    [0.4, 2],
    [0.6, 3],
    [2, 3],
  ])('a share of %d of the PLUS ceiling is in band %i: a bound belongs to the band above', (share, band) => {
    const amountEur = Math.round(share * PLUS_1 * 100) / 100;
    const exact = { incomes: { ...incomes, referenceTaxIncome: [{ year: 2024, amountEur }] } };
    expect(stored('band', exact)).toBe(band);
  });
  test('an unknown income is in no band', () => {
    expect(stored('band', { incomes: { ...incomes, referenceTaxIncome: [] } })).toBe(UNKNOWN_U8);
  });

  test.each([
    ['one person', household, 0],
    ['a lone parent of two', { ...household, children: [child('2019-01-01'), child('2020-01-01')] }, 3],
    [
      'seven adults',
      { ...household, adults: Array.from({ length: 7 }, () => ({ birthDate: '1980-01-01' })) },
      6,
    ],
    ['one person who says to be a couple', { ...household, couple: true }, UNKNOWN_U8],
  ] as const)('ceiling rank of %s', (_, given, rank) => {
    expect(stored('ceilingRank', { household: given as never })).toBe(rank);
  });

  test.each([
    ['everything is declared', household, 0],
    ['a disability is not declared', { ...household, disabledMember: null }, 1],
    [
      'a birth is not declared: with a child, a lone person is in category 3',
      { ...household, expectedBirths: null },
      2,
    ],
    ['neither is declared', { ...household, expectedBirths: null, disabledMember: null }, 2],
    [
      'a birth is not declared in a household of four',
      {
        ...household,
        adults: [{ birthDate: '1980-01-01' }, { birthDate: '1980-01-01' }],
        couple: true,
        children: [child('2019-01-01'), child('2020-01-01')],
        expectedBirths: null,
      },
      1,
    ],
    ['the category itself is not known', { ...household, couple: true, disabledMember: null }, 0],
  ] as const)('categories that the ceiling may still gain when %s', (_, given, rise) => {
    expect(stored('ceilingMayRise', { household: given as never })).toBe(rise);
  });

  test('the window of typologies comes from the norms, and is empty only when it is not known', () => {
    expect(stored('typologyWindow')).toBe(typologyMask(['C', 'T1', 'T2']));
    const couple = { ...household, adults: [...household.adults, { birthDate: '1980-01-01' }], couple: true };
    expect(stored('typologyWindow', { household: couple })).toBe(typologyMask(['T2', 'T3']));
    expect(stored('typologyWindow', { household: { ...couple, couple: null } })).toBe(NO_WINDOW);
  });

  test('the floor limit keeps apart the ground floor, "any floor" and "not said"', () => {
    expect(stored('maxFloorOnFoot')).toBe(NO_FLOOR_LIMIT);
    expect(stored('maxFloorOnFoot', { accessibility: { ...accessibility, maxFloorOnFoot: null } })).toBe(
      UNKNOWN_U8,
    );
    expect(stored('maxFloorOnFoot', { accessibility: { ...accessibility, maxFloorOnFoot: 0 } })).toBe(0);
  });

  test('wishes: communes and quartiers ascending, each once; typologies as bits; no building wish is any', () => {
    const pool = poolOf([
      aDemand(1, {
        wishes: {
          ...wishes,
          communes: [ROUBAIX, '59350', ROUBAIX],
          typologies: ['T1', 'T6P'],
          building: null,
        },
      }),
      aDemand(2, { wishes: { ...wishes, communes: [], building: 'house' } }),
    ]);
    expect([...pool.array('wishOffsets')]).toEqual([0, 2, 2]);
    const communes = [...pool.array('wishCommunes')].map((place) => pool.columns.communes[place]);
    expect(communes).toEqual(['59350', ROUBAIX]);
    expect(pool.array('wishTypologies')[0]).toBe(typologyMask(['T1', 'T6P']));
    expect([...pool.array('wishBuilding')]).toEqual([BUILDING_WISH.any, BUILDING_WISH.house]);
  });

  test('the columns of a co-applicant do not replace the applicant’s', () => {
    const coApplicant = { ...employment.applicant, contract: 'RET' };
    expect(stored('contract', { employment: { ...employment, coApplicant } })).toBe(
      CONTRACT_CODES.indexOf('CDI'),
    );
  });
});

test('every input of the dictionary has its stored array, one value a row, of its own kind', () => {
  const pool = poolOf([aDemand(1), aDemand(2), aDemand(3)]);
  const kinds = {
    number: 'Float32Array',
    boolean: 'Uint8Array',
    evidence: 'Uint8Array',
    bit: 'Uint32Array',
    code: 'Uint8Array',
  };
  expect(pool.dictionary.size).toBeGreaterThan(60);
  for (const column of pool.dictionary.values()) {
    const array = pool.array(storedArrayName(column));
    expect([column.name, array.length, array.constructor.name]).toEqual([column.name, 3, kinds[column.type]]);
    expect(array.buffer, column.name).toBeInstanceOf(SharedArrayBuffer);
  }
});

test('a column that does not exist is a programmer’s error, said by its name', () => {
  expect(() => poolOf([]).array('nationality')).toThrow(/no column "nationality"/);
});

describe('the resource band, as far as what is not declared lets one tell', () => {
  const earning = (amountEur: number) => ({
    incomes: { ...incomes, referenceTaxIncome: [{ year: 2024, amountEur }] },
  });
  const band = (amountEur: number, change: object = {}) => {
    const overrides = { ...earning(amountEur), household: { ...household, ...change } };
    return [stored('band', overrides), stored('bandToConfirm', overrides)];
  };
  const disability = { disabledMember: null };
  test.each([
    ['everything declared', 0.41 * PLUS_1, {}, [2, 0]],
    ['a disability would put it on the other side of the mix', 0.41 * PLUS_1, disability, [UNKNOWN_U8, 1]],
    ['a disability would leave it where it is', 0.1 * PLUS_1, disability, [0, 0]],
    ['another band of the same side', 0.21 * PLUS_1, disability, [1, 1]],
    ['a declared disability', 0.41 * PLUS_1, { disabledMember: true }, [1, 0]],
    ['a birth would put it on the other side', 0.41 * PLUS_1, { expectedBirths: null }, [UNKNOWN_U8, 1]],
    ['exactly at the cut with a disability: intermediate either way', 0.4 * PLUS_2, disability, [2, 0]],
    ['one euro under it', 0.4 * PLUS_2 - 1, disability, [UNKNOWN_U8, 1]],
    ['a child of unknown age, no income: the same at any age', 0, { children: [child(null)] }, [0, 0]],
    ['a child of unknown age, near the cut', 0.41 * PLUS_2, { children: [child(null)] }, [UNKNOWN_U8, 1]],
    ['children that are not said', 0, { children: null }, [UNKNOWN_U8, 0]],
  ] as const)('%s', (_, amountEur, change, expected) => {
    expect(band(amountEur, change)).toEqual(expected);
  });
  test('an income that is not declared: nothing to confirm, all to establish', () => {
    const overrides = { incomes: { ...incomes, referenceTaxIncome: [] } };
    expect([stored('band', overrides), stored('bandToConfirm', overrides)]).toEqual([UNKNOWN_U8, 0]);
  });
});

test('motives that are not said are unknown, every one of them; none is no', () => {
  expect(stored('motives', { motives: null })).toBe(UNKNOWN_BITS);
  expect(stored('motives', { motives: [] })).toBe(0);
  const ticked = aTerritory({
    situations: [{ ...TERRITORY.pack.situations[0]!, code: 'ACI_X', predicate: 'motive05' }],
  });
  const level = (motives: string[] | null) =>
    poolOf([aDemand(1, { motives })], { territory: ticked }).array('ACI_X')[0];
  expect([level(null), level([]), level(['05'])]).toEqual([UNKNOWN_U8, 0, 1]);
});

test('children that are not said leave the size of the household unknown', () => {
  const blind = { household: { ...household, children: null } };
  for (const column of ['persons', 'minors', 'consumptionUnits', 'bedroomsNeeded'])
    expect(stored(column, blind)).toBeNaN();
  for (const column of ['dependants', 'ceilingRank', 'loneParent'])
    expect(stored(column, { household: { ...blind.household, couple: null } })).toBe(UNKNOWN_U8);
  expect(stored('typologyWindow', blind)).toBe(NO_WINDOW);
});
