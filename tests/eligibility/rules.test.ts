import { describe, expect, test } from 'vitest';
import { prepareRules } from '../../engine/eligibility/rules.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { askRule as ask } from '../support/rules.ts';
import {
  aTerritory,
  FRAGILE,
  MEL_PACK,
  MOST_FRAGILE,
  poolOf,
  TERRITORY,
  TODAY,
} from '../support/territory.ts';

const base = aDemand(1);
const { household, incomes, wishes, accessibility } = base;

const earning = (amountEur: number | null) => ({
  incomes: { ...incomes, referenceTaxIncome: [{ year: 2024, amountEur }] },
});
const PLUS = TERRITORY.ceilingTable('PLUS', 2026)!.categories;

test('rules come in the order of the funnel: wishes, law, place', () => {
  const rules = prepareRules({
    pool: poolOf([]),
    territory: TERRITORY,
    dwelling: aDwelling('L-1'),
    quartier: null,
  });
  expect(rules.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
    'wish commune-wish',
    'wish typology-wish',
    'wish quartier-wish',
    'wish building-wish',
    'wish ground-floor-wish',
    'legal valid-demand',
    'legal income-ceiling',
    'material occupancy',
    'material living-area',
    'material step-free',
    'material floor',
  ]);
});

describe('commune wished', () => {
  test.each([
    ['names the commune', {}, 'met', { named: true, wide: false }],
    ['names others', { wishes: { ...wishes, communes: ['59350'] } }, 'unmet', { named: false, wide: false }],
    [
      'names others and accepts any',
      { wishes: { ...wishes, communes: ['59350'], wide: true } },
      'met',
      { named: false, wide: true },
    ],
    ['names none', { wishes: { ...wishes, communes: [] } }, 'unmet', { named: false }],
    [
      'names it last of many',
      { wishes: { ...wishes, communes: ['59350', '59599', '59512'] } },
      'met',
      { named: true },
    ],
  ] as const)('%s', (_, demand, status, facts) => {
    const said = ask('commune-wish', { demand: demand as never });
    expect(said).toMatchObject({ status, facts: { commune: 'Roubaix', ...facts } });
  });
  test('a dwelling outside the territory suits only who accepts any commune', () => {
    expect(ask('commune-wish', { dwelling: { commune: '75056' } }).status).toBe('unmet');
    expect(
      ask('commune-wish', { dwelling: { commune: '75056' }, demand: { wishes: { ...wishes, wide: true } } })
        .status,
    ).toBe('met');
  });
});

describe('typology wished', () => {
  test.each([
    ['asks for it', ['T2'], 'met'],
    ['asks for it among others', ['C', 'T2', 'T6P'], 'met'],
    ['asks for the one below and the one above', ['T1', 'T3'], 'unmet'],
  ] as const)('%s', (_, typologies, status) => {
    expect(ask('typology-wish', { demand: { wishes: { ...wishes, typologies } } }).status).toBe(status);
  });
  test('accepting any commune is not accepting any typology', () => {
    expect(
      ask('typology-wish', { demand: { wishes: { ...wishes, typologies: ['T3'], wide: true } } }).status,
    ).toBe('unmet');
  });
});

describe('quartier wished', () => {
  const lille = MEL_PACK.quartiers.find((q) => q.commune === '59350')!.id;
  const named = (quartiers: readonly string[], wide = false) => ({ wishes: { ...wishes, quartiers, wide } });
  test.each([
    ['names no quartier', named([]), FRAGILE, 'met'],
    ['names this one', named([FRAGILE]), FRAGILE, 'met'],
    ['names another of the commune', named([MOST_FRAGILE]), FRAGILE, 'unmet'],
    ['names this one among others', named([MOST_FRAGILE, FRAGILE]), FRAGILE, 'met'],
    ['names one of another commune only', named([lille]), FRAGILE, 'met'],
    ['names another, but accepts any commune', named([MOST_FRAGILE], true), FRAGILE, 'met'],
    ['names one, and the dwelling’s is not known', named([MOST_FRAGILE]), null, 'unknown'],
    ['names none, and the dwelling’s is not known', named([]), null, 'met'],
    ['names one elsewhere, and the dwelling’s is not known', named([lille]), null, 'met'],
  ] as const)('%s', (_, demand, quartier, status) => {
    expect(ask('quartier-wish', { demand, quartier }).status).toBe(status);
  });
});

describe('flat or house', () => {
  test.each([
    ['any', 'flat', 'met'],
    [null, 'flat', 'met'],
    ['flat', 'flat', 'met'],
    ['house', 'house', 'met'],
    ['house', 'flat', 'unmet'],
    ['flat', 'house', 'unmet'],
    ['house', null, 'unknown'],
    ['any', null, 'met'],
  ] as const)('wish %s, dwelling %s: %s', (building, built, status) => {
    const said = ask('building-wish', {
      demand: { wishes: { ...wishes, building } },
      dwelling: { building: built },
    });
    expect(said.status).toBe(status);
  });
});

describe('ground floor', () => {
  test.each([
    ['accepts it', true, { floor: 0 }, 'met'],
    ['said nothing: nothing is refused', null, { floor: 0 }, 'met'],
    ['refuses it, the flat is on the ground floor', false, { floor: 0 }, 'unmet'],
    ['refuses it, the flat is below ground', false, { floor: -1 }, 'unmet'],
    ['refuses it, the flat is on the first floor', false, { floor: 1 }, 'met'],
    ['refuses it, a house has no other', false, { floor: 0, building: 'house' }, 'met'],
    ['refuses it, the floor is not known', false, { floor: null }, 'unknown'],
  ] as const)('%s', (_, groundFloor, dwelling, status) => {
    expect(
      ask('ground-floor-wish', { demand: { wishes: { ...wishes, groundFloor } }, dwelling }).status,
    ).toBe(status);
  });
});

describe('living area: nobody comes in overcrowded (D822-25)', () => {
  const children = (count: number) => ({
    household: {
      ...household,
      children: Array.from({ length: count }, () => ({ birthDate: null, custody: 'full' })),
    },
  });
  test.each([
    ['one person, exactly 9 m²', 0, 9, 'met'],
    ['one person, under', 0, 8.9, 'unmet'],
    ['two persons, exactly 16 m²', 1, 16, 'met'],
    ['four persons, exactly 34 m²', 3, 34, 'met'],
    ['four persons, under', 3, 33.9, 'unmet'],
    ['eight persons, the cap of 70 m²', 7, 70, 'met'],
    ['twelve persons, the same cap', 11, 70, 'met'],
  ] as const)('%s', (_, others, livingAreaM2, status) => {
    expect(ask('living-area', { demand: children(others) as never, dwelling: { livingAreaM2 } }).status).toBe(
      status,
    );
  });
});

describe('valid demand: one year from the filing or the last renewal', () => {
  test.each([
    ['renewed this year', '2026-06-15', TODAY, 'met'],
    ['renewed exactly one year ago', '2025-11-02', TODAY, 'met'],
    ['renewed one year and a day ago', '2025-11-01', TODAY, 'unmet'],
    ['renewed today', '2026-11-02', TODAY, 'met'],
    ['renewed on 28 February, seen the next one', '2026-02-28', '2027-02-28', 'met'],
    ['renewed on 28 February, seen on 1 March a year later', '2026-02-28', '2027-03-01', 'unmet'],
    ['renewed on 29 February, seen on 28 February', '2028-02-29', '2029-02-28', 'met'],
    ['renewed on 29 February, seen on 1 March', '2028-02-29', '2029-03-01', 'unmet'],
    [
      'renewed on 28 February, seen on 29 February: the anniversary was the day before',
      '2027-02-28',
      '2028-02-29',
      'unmet',
    ],
    ['renewed on 1 March, seen on 29 February', '2027-03-01', '2028-02-29', 'met'],
  ] as const)('%s', (_, renewedOn, asOf, status) => {
    expect(ask('valid-demand', { demand: { filedOn: '2020-01-01', renewedOn }, asOf }).status).toBe(status);
  });
  test('no renewal said: the day of the record counts, for a demand that is not renewed leaves the file', () => {
    const record = (updatedOn: string) => ({ filedOn: '2020-01-01', renewedOn: null, updatedOn });
    expect(ask('valid-demand', { demand: record('2025-11-02') }).status).toBe('met');
    expect(ask('valid-demand', { demand: record('2025-11-01') }).status).toBe('unmet');
  });
});

describe('income ceiling', () => {
  test.each([
    ['well under', 9_000, 'met'],
    ['nothing', 0, 'met'],
    ['exactly at the ceiling', PLUS[0]!, 'met'],
    ['one cent above', PLUS[0]! + 0.01, 'unmet'],
    ['one euro above', PLUS[0]! + 1, 'unmet'],
    ['not declared', null, 'unknown'],
  ] as const)('%s', (_, amount, status) => {
    const said = ask('income-ceiling', { demand: earning(amount) });
    expect(said.status).toBe(status);
    expect(said.facts).toMatchObject({ financing: 'PLUS', ceilingEur: PLUS[0], category: 1 });
    expect(said.facts.incomeEur).toBe(amount === null ? null : Math.fround(amount));
  });

  test.each([
    ['at 120 % of the ceiling', PLUS[0]! * 1.2, 1.2],
    ['above', PLUS[0]! * 1.2 + 1, null],
    ['under the ceiling', PLUS[0]!, null],
  ])(
    'a PLUS programme may go above for some dwellings, which is said and not presumed: %s',
    (_, amount, share) => {
      const said = ask('income-ceiling', { demand: earning(amount) });
      expect(said.facts).toMatchObject({ toleratedShare: share });
      expect(said.status).toBe(amount > PLUS[0]! ? 'unmet' : 'met');
    },
  );
  test('other financings have no such tolerance', () => {
    const said = ask('income-ceiling', { demand: earning(40_000), dwelling: { financing: 'PLS' } });
    expect(said).toMatchObject({ status: 'unmet', facts: { toleratedShare: null } });
  });

  const undeclaredDisability = { household: { ...household, disabledMember: null } };
  test.each([
    ['exactly what a disability would allow', PLUS[1]!, 'unknown'],
    ['one cent above what a disability would allow', PLUS[1]! + 0.01, 'unmet'],
    ['under today’s ceiling: nothing more to ask', PLUS[0]!, 'met'],
  ] as const)('a disability that is not declared may raise the category: %s', (_, amount, status) => {
    expect(ask('income-ceiling', { demand: { ...earning(amount), ...undeclaredDisability } }).status).toBe(
      status,
    );
  });
  test('a declared "no disability" sets aside at the same income', () => {
    expect(ask('income-ceiling', { demand: earning(PLUS[1]!) }).status).toBe('unmet');
  });

  const undeclaredBirth = { household: { ...household, expectedBirths: null } };
  test('a birth that is not declared moves a lone person to category 3: nobody is set aside below its ceiling', () => {
    expect(ask('income-ceiling', { demand: { ...earning(PLUS[2]!), ...undeclaredBirth } }).status).toBe(
      'unknown',
    );
    expect(
      ask('income-ceiling', { demand: { ...earning(PLUS[2]! + 0.01), ...undeclaredBirth } }).status,
    ).toBe('unmet');
  });

  test('a category that is not known leaves the ceiling unknown, even for no income', () => {
    const demand = { ...earning(0), household: { ...household, couple: true } };
    expect(ask('income-ceiling', { demand })).toMatchObject({
      status: 'unknown',
      facts: { category: null, ceilingEur: null },
    });
  });
  test('a year without a ceiling table is unknown, not free for all', () => {
    expect(ask('income-ceiling', { asOf: '2019-06-15' })).toMatchObject({
      status: 'unknown',
      facts: { ceilingEur: null },
    });
  });
  test('beyond category 6 each further person raises the ceiling', () => {
    const adults = Array.from({ length: 8 }, () => ({ birthDate: '1980-01-01' }));
    const { perFurtherEur } = TERRITORY.ceilingTable('PLUS', 2026)!;
    const said = ask('income-ceiling', { demand: { household: { ...household, adults } } });
    expect(said.facts).toMatchObject({ category: 6, ceilingEur: PLUS[5]! + 2 * perFurtherEur });
  });
  test.each(['PLAI', 'PLUS', 'PLS'] as const)(
    'the financing of the dwelling gives the table: %s',
    (financing) => {
      const ceilingEur = TERRITORY.ceilingTable(financing, 2026)!.categories[0]!;
      const at = ask('income-ceiling', { demand: earning(ceilingEur), dwelling: { financing } });
      expect(at).toMatchObject({ status: 'met', facts: { financing, ceilingEur } });
      expect(ask('income-ceiling', { demand: earning(ceilingEur + 1), dwelling: { financing } }).status).toBe(
        'unmet',
      );
    },
  );
  test('ceilings are those of the year examined', () => {
    const [of2025] = TERRITORY.ceilingTable('PLUS', 2025)!.categories;
    const demand = { incomes: { ...incomes, referenceTaxIncome: [{ year: 2023, amountEur: of2025! }] } };
    expect(ask('income-ceiling', { demand, asOf: '2025-11-02' })).toMatchObject({
      status: 'met',
      facts: { ceilingEur: of2025 },
    });
  });
});

describe('occupancy', () => {
  const couple = { ...household, adults: [...household.adults, { birthDate: '1980-01-01' }] };
  const children = (n: number) =>
    Array.from({ length: n }, () => ({ birthDate: '2018-01-01', custody: 'full' }));
  test.each([
    ['one person in a T2', household, 'T2', 'met'],
    ['one person in a T3', household, 'T3', 'unmet'],
    ['a couple in a T3', { ...couple, couple: true }, 'T3', 'met'],
    ['a couple in a T1', { ...couple, couple: true }, 'T1', 'unmet'],
    ['two friends in a T3', { ...couple, couple: false }, 'T3', 'met'],
    ['two adults, couple or not is not declared', { ...couple, couple: null }, 'T3', 'unknown'],
    ['a lone parent of two in a T3', { ...household, children: children(2) }, 'T3', 'met'],
    ['a lone parent of three in a T3', { ...household, children: children(3) }, 'T3', 'unmet'],
    ['a lone parent of ten in a T6', { ...household, children: children(10) }, 'T6P', 'met'],
    [
      'a lone parent of two without birth dates',
      {
        ...household,
        children: [
          { birthDate: null, custody: 'full' },
          { birthDate: null, custody: 'full' },
        ],
      },
      'T3',
      'unknown',
    ],
  ] as const)('%s', (_, given, typology, status) => {
    expect(ask('occupancy', { demand: { household: given as never }, dwelling: { typology } }).status).toBe(
      status,
    );
  });
  test('the numbers behind it are the persons and the bedrooms', () => {
    expect(
      ask('occupancy', { demand: { household: { ...household, children: children(3) } } }).facts,
    ).toEqual({
      typology: 'T2',
      persons: 4,
      bedrooms: 3,
      underOccupied: false,
    });
  });
});

describe('step-free dwelling', () => {
  test.each([
    [true, true, 'met'],
    [true, false, 'unmet'],
    [true, null, 'unknown'],
    [false, false, 'met'],
    [false, null, 'met'],
    [null, true, 'met'],
    [null, false, 'unknown'],
    [null, null, 'unknown'],
  ] as const)('need %s, dwelling %s: %s', (need, stepFree, status) => {
    const said = ask('step-free', {
      demand: { accessibility: { ...accessibility, stepFree: need } },
      dwelling: { stepFree },
    });
    expect(said).toMatchObject({ status, facts: { needed: need, stepFree } });
  });
});

test('children that are not said: neither the area nor the typology can be told', () => {
  const blind = { household: { ...household, children: null } };
  expect(ask('living-area', { demand: blind, dwelling: { livingAreaM2: 9 } })).toMatchObject({
    status: 'unknown',
    facts: { persons: null, neededM2: null },
  });
  expect(ask('occupancy', { demand: blind }).status).toBe('unknown');
  expect(ask('income-ceiling', { demand: blind }).status).toBe('unknown');
});

describe('floor on foot', () => {
  test.each([
    ['any floor declared', 'any', { floor: 9, lift: false }, 'met'],
    ['nothing said, upper floor without lift', null, { floor: 1, lift: false }, 'unknown'],
    ['nothing said, lift not known', null, { floor: 1, lift: null }, 'unknown'],
    ['nothing said, ground floor', null, { floor: 0, lift: false }, 'met'],
    ['nothing said, floor not known', null, { floor: null, lift: false }, 'unknown'],
    ['nothing said, with a lift', null, { floor: 9, lift: true }, 'met'],
    ['nothing said, a house', null, { floor: 1, lift: false, building: 'house' }, 'met'],
    ['exactly at the limit', 2, { floor: 2, lift: false }, 'met'],
    ['one floor above the limit', 2, { floor: 3, lift: false }, 'unmet'],
    ['above the limit, with a lift', 2, { floor: 3, lift: true }, 'met'],
    ['above the limit, lift not known', 2, { floor: 3, lift: null }, 'unknown'],
    ['under the limit, lift not known', 2, { floor: 1, lift: null }, 'met'],
    ['floor not known, no lift', 2, { floor: null, lift: false }, 'unknown'],
    ['floor not known, with a lift', 2, { floor: null, lift: true }, 'met'],
    ['the ground floor only, and it is', 0, { floor: 0, lift: false }, 'met'],
    ['the ground floor only, and it is the first', 0, { floor: 1, lift: false }, 'unmet'],
    ['a house', 0, { floor: 1, lift: false, building: 'house' }, 'met'],
  ] as const)('%s', (_, maxFloorOnFoot, dwelling, status) => {
    const said = ask('floor', { demand: { accessibility: { ...accessibility, maxFloorOnFoot } }, dwelling });
    expect(said.status).toBe(status);
    expect(said.facts.limit).toBe(maxFloorOnFoot);
  });
});

test('norms are the territory’s own: another window, another answer', () => {
  const { norms } = TERRITORY.pack;
  const generous = aTerritory({
    norms: {
      ...norms,
      occupancy: {
        ...norms.occupancy,
        typologiesByBedrooms: { ...norms.occupancy.typologiesByBedrooms, '1': ['T3'] },
      },
    },
  });
  expect(ask('occupancy', { dwelling: { typology: 'T3' } }).status).toBe('unmet');
  expect(ask('occupancy', { dwelling: { typology: 'T3' }, territory: generous }).status).toBe('met');
});
