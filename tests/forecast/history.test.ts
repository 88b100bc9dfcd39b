import { describe, expect, test } from 'vitest';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { targetHistories } from '../../engine/forecast/history.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import { rules } from '../support/http.ts';

const { territory } = rules;
const dwellings = new Map(['P-1', 'P-2'].map((id) => [id, aDwelling(id)]));
const target =
  territory.targets.find(({ scope, among }) => scope === 'territory' && among === 'all') ??
  territory.targets[0]!;
const historiesOf = (days: readonly string[], asOf = '2026-03-01') =>
  targetHistories({
    territory,
    dwellings: dwellings as never,
    allocations: days.map((decidedOn) =>
      anAllocation('P-1', { decidedOn, leaseSignedOn: decidedOn }),
    ) as never,
    asOf: asOf as IsoDay,
    most: 3,
  });

describe('the years before, as targets count them', () => {
  const all = [...historiesOf(['2024-01-10', '2024-05-10', '2025-05-11', '2026-01-05', '2022-07-01'])];
  test('the year in hand, and those too far back, are left out', () => {
    for (const [, { years }] of all) expect(years).toEqual([2024, 2025]);
    const old = historiesOf(['2022-12-31', '2024-01-10'], '2026-03-01');
    for (const [, { years }] of old) expect(years).toEqual([2024]);
  });
  test('each year has its events by month', () => {
    const [, { places }] = all[0]!;
    const [years] = [...places.values()];
    expect(years!.map(({ year, among }) => [year, among])).toEqual([
      [2024, 2],
      [2025, 1],
    ]);
    expect(years![0]!.months.among[0]).toBe(1);
    expect(years![0]!.months.among[4]).toBe(1);
  });
  test('few events leave the months alike', () => {
    expect(all[0]![1].seasons[5]).toBeCloseTo(0.5, 12);
  });
  test('many events give the year its shape', () => {
    const many = historiesOf(
      Array.from({ length: 500 }, (_, i) => (i % 5 === 0 ? '2025-11-10' : '2025-02-10')),
    );
    const { seasons } = [...many.values()][0]!;
    expect(seasons[1]).toBeCloseTo(0.8, 12);
    expect(seasons[9]).toBeCloseTo(0.8, 12);
    expect(seasons[11]).toBe(1);
  });
  test('an allocation whose dwelling is not in the stock counts nowhere', () => {
    const histories = targetHistories({
      territory,
      dwellings: new Map(),
      allocations: [anAllocation('P-9', { decidedOn: '2025-02-02' })] as never,
      asOf: '2026-03-01' as IsoDay,
      most: 3,
    });
    expect(histories.size).toBe(0);
  });
  test('every target that looks at these dwellings has its history', () => {
    expect(all.map(([id]) => id)).toContain(target.id);
  });
});
