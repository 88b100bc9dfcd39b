import { describe, expect, test } from 'vitest';
import { PLACEMENT_CRITERIA } from '../../engine/domain/territory.ts';
import {
  balanceOf,
  compareColumns,
  meansLevel,
  type PlacementColumns,
} from '../../engine/placement/criteria.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling, aVacancy } from '../support/demands.ts';
import { choicesOf, placementOf } from '../support/placements.ts';
import { FRAGILE, LESS_FRAGILE, MOST_FRAGILE, ROUBAIX } from '../support/territory.ts';

const base = aDemand(0);
const known = { value: 0.2, missing: [] } as const;
const missing = { value: null, missing: ['charges-unknown'] } as const;
const columns = (changes: Partial<PlacementColumns> = {}): PlacementColumns => ({
  wish: 'named',
  means: 'within',
  services: 'unknown',
  balance: { level: 'none', relievedPoints: 0, toConfirm: false },
  delayDays: 10,
  ...changes,
});

describe('means', () => {
  test.each([
    ['within', known, known, false, false],
    ['unknown', missing, known, false, false],
    ['unknown', known, missing, false, false],
    ['strained', missing, known, false, true],
    ['strained', known, known, true, false],
    ['beyond', known, known, true, true],
  ] as const)('%s', (level, effort, residual, effortWarns, residualWarns) => {
    expect(meansLevel({ effort, residual, effortWarns, residualWarns })).toBe(level);
  });
});

describe('wish', () => {
  const levelOf = (wishes: object, dwelling: object = {}, beyondWishes = false) =>
    placementOf(
      {
        demands: [aDemand(1, { wishes: { ...base.wishes, ...wishes } })],
        dwellings: [aDwelling('L-1', dwelling)],
      },
      beyondWishes,
    ).groups[0]!.options[0]?.columns.wish;

  test('the commune is named: as asked for', () => expect(levelOf({})).toBe('named'));
  test('another commune, which the demand accepts', () =>
    expect(levelOf({ communes: ['59350'], wide: true })).toBe('wide'));
  test('another commune: not proposed, unless one looks beyond wishes', () => {
    expect(levelOf({ communes: ['59350'] })).toBeUndefined();
    expect(levelOf({ communes: ['59350'] }, {}, true)).toBe('beyond');
  });
  test('a quartier that the dwelling does not say: neither as asked for nor beyond', () =>
    expect(levelOf({ quartiers: [FRAGILE] }, { quartier: null })).toBe('unknown'));
  test('the quartier that was named', () =>
    expect(levelOf({ quartiers: [FRAGILE] }, { quartier: FRAGILE })).toBe('named'));
  test('a house where a flat was asked for is beyond wishes', () =>
    expect(levelOf({ building: 'flat' }, { building: 'house' }, true)).toBe('beyond'));
});

describe('balance', () => {
  const modest = { referenceTaxIncome: [{ year: 2024, amountEur: 3_000 }] };
  const higher = { referenceTaxIncome: [{ year: 2024, amountEur: 20_000 }] };
  // Ten modest households came into the quartier this year: its mix is missed.
  const past = Array.from({ length: 10 }, () => anAllocation('L-9', { firstAccess: false }));
  const balanceFor = (incomes: object, quartier = MOST_FRAGILE) =>
    placementOf({
      demands: [
        aDemand(1, {
          incomes: { ...base.incomes, ...incomes },
          currentHousing: { ...base.currentHousing, kind: 'HLM' },
        }),
      ],
      dwellings: [aDwelling('L-1', { quartier }), aDwelling('L-9', { quartier: MOST_FRAGILE })],
      vacancies: [aVacancy('V-1', 'L-1')],
      allocations: past,
    }).groups[0]!.options[0]!.columns.balance;

  test('in favour: a higher income where the mix lacks some, by half a dwelling at the price of its precedence', () => {
    const balance = balanceFor(higher);
    expect(balance.level).toBe('towards');
    // mix: precedence 2, at least 50 %: (1 − 0.5) dwelling at the pack's 40 points.
    expect(balance.relievedPoints).toBe(20);
  });
  test('against: a modest one', () => {
    expect(balanceFor(modest)).toMatchObject({ level: 'away', relievedPoints: -20 });
  });
  test('no target looks at the quartier', () => {
    expect(balanceFor(modest, LESS_FRAGILE)).toMatchObject({ level: 'none', relievedPoints: 0 });
  });
  test('a band that is not known counts against, and says so', () => {
    const open = balanceFor({ referenceTaxIncome: [{ year: 2024, amountEur: null }] });
    expect(open).toMatchObject({ level: 'away', toConfirm: true });
  });
  test('nothing to look at moves nothing', () => {
    expect(balanceOf([], () => 1)).toEqual({ level: 'none', relievedPoints: 0, toConfirm: false });
  });
});

describe('order', () => {
  test('each criterion speaks only where those before see no difference', () => {
    const better = columns({ wish: 'named', means: 'beyond', delayDays: 300 });
    const worse = columns({ wish: 'wide', means: 'within', delayDays: 0 });
    expect(compareColumns(PLACEMENT_CRITERIA, better, worse)).toBeLessThan(0);
    expect(compareColumns(['means', 'wish'], better, worse)).toBeGreaterThan(0);
    expect(compareColumns(['delay'], better, worse)).toBeGreaterThan(0);
    expect(compareColumns(['services'], better, worse)).toBe(0);
  });

  test('the sooner of two dwellings alike, then the identifier', () => {
    const dwellings = ['L-1', 'L-2', 'L-3'].map((id) => aDwelling(id));
    const vacancies = [
      aVacancy('V-3', 'L-1', { availableOn: '2026-12-01' }),
      aVacancy('V-2', 'L-2', { availableOn: '2026-10-01' }),
      aVacancy('V-1', 'L-3', { availableOn: '2026-12-01' }),
    ];
    const placement = placementOf({ demands: [aDemand(1)], dwellings, vacancies });
    expect(choicesOf(placement)).toEqual(['V-2', 'V-1', 'V-3']);
    expect(placement.groups[0]!.options.map(({ columns: c }) => c.delayDays)).toEqual([0, 29, 29]);
  });

  test('another order of the territory, another order of the dwellings', () => {
    const placement = (communes: readonly string[]) =>
      choicesOf(
        placementOf({
          demands: [aDemand(1, { wishes: { ...base.wishes, communes, wide: true } })],
          dwellings: [aDwelling('L-1', { commune: '59350' }), aDwelling('L-2', { commune: ROUBAIX })],
        }),
      );
    expect(placement([ROUBAIX])).toEqual(['V-L-2', 'V-L-1']);
    expect(placement(['59350'])).toEqual(['V-L-1', 'V-L-2']);
  });
});
