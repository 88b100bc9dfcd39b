import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coordinationTable } from '../../api/export/coordinationTables.ts';
import { territoryHash } from '../../api/service/territoryHash.ts';
import { countedBetween } from '../../engine/coordination/orientations.ts';
import {
  semesterBefore,
  semesterDays,
  semesterId,
  semesterNamed,
  semesterOf,
  semesterPeriod,
} from '../../engine/coordination/semester.ts';
import { isoDay } from '../../engine/domain/day.ts';
import { guidanceTarget } from '../../engine/territory/guidanceTargets.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import { MEL_PACK, PROPOSAL, TERRITORY } from '../support/territory.ts';
import { BAILLEUR, dayOf, RESIDENCE } from './town.ts';

describe('a semester', () => {
  test.each([
    ['2026-01-01', '2026-S1'],
    ['2026-06-30', '2026-S1'],
    ['2026-07-01', '2026-S2'],
    ['2026-12-31', '2026-S2'],
  ])('%s is of %s', (day, id) => {
    expect(semesterId(semesterOf(dayOf(day)))).toBe(id);
  });
  test('holds each of its days, begins after the one before, and is read from its own name', () => {
    let runs = 0;
    fc.assert(
      fc.property(fc.integer({ min: 11_000, max: 40_000 }), (number) => {
        const day = isoDay(number);
        const semester = semesterOf(day);
        const { from, to } = semesterDays(semester);
        expect(from <= day && day <= to).toBe(true);
        expect(semesterDays(semesterBefore(semester)).to < from).toBe(true);
        expect(semesterNamed(semesterId(semester))).toEqual(semester);
        runs += 1;
      }),
      { numRuns: 100 },
    );
    expect(runs).toBeGreaterThanOrEqual(100);
  });
  test.each(['2026', '2026-S0', '2026-S3', '26-S1', '2026-S1 '])('« %s » is no name of one', (text) => {
    expect(semesterNamed(text)).toBeNull();
  });
  test('is counted up to the day while it runs, beside the same days of the year before', () => {
    const second = { year: 2026, half: 2 } as const;
    expect(semesterPeriod(second, dayOf('2026-11-02')).years).toEqual([
      {
        year: 2026,
        running: true,
        from: '2026-07-01',
        to: '2026-11-02',
        against: { from: '2025-07-01', to: '2025-11-02' },
      },
    ]);
    expect(semesterPeriod({ year: 2026, half: 1 }, dayOf('2026-11-02')).years[0]).toMatchObject({
      running: false,
      to: '2026-06-30',
    });
    const leap = semesterPeriod({ year: 2028, half: 1 }, dayOf('2028-02-29')).years[0];
    expect(leap?.against.to).toBe('2027-02-28');
    expect(() => semesterPeriod({ year: 2027, half: 1 }, dayOf('2026-11-02'))).toThrow(/not begun/);
  });
});

describe('what a recommendation counted', () => {
  const days = { validFrom: dayOf('2025-10-01'), validTo: null };
  const target = guidanceTarget({
    id: 'essai',
    quartier: null,
    residence: RESIDENCE,
    bailleur: BAILLEUR as never,
    text: 'Essai.',
    row: {
      among: 'all',
      counts: { bandGroup: 'modest' },
      bound: 'min',
      share: 0.5,
      toleranceDwellings: 0,
      precedence: 2,
    },
    ...days,
    provenance: { ...PROPOSAL, ...days },
  })!;
  const dwellings = new Map(
    [
      aDwelling('L-1', { residence: RESIDENCE, bailleur: BAILLEUR }),
      aDwelling('L-2', { residence: 'Ailleurs', bailleur: BAILLEUR }),
    ].map((dwelling) => [dwelling.id as string, dwelling]),
  );
  const allocation = (dwelling: string, decidedOn: string, shareOfPlusCeiling: number | null) =>
    anAllocation(dwelling, { decidedOn, shareOfPlusCeiling });
  const counted = (from: string, to: string, ...allocations: ReturnType<typeof allocation>[]) =>
    countedBetween({
      territory: TERRITORY,
      target,
      allocations,
      dwellings,
      from: dayOf(from),
      to: dayOf(to),
    });
  test('is of its place, from its first day to the last, both included, year after year', () => {
    const all = [
      allocation('L-1', '2025-09-30', 0.1),
      allocation('L-1', '2025-10-01', 0.1),
      allocation('L-1', '2026-11-02', 0.9),
      allocation('L-1', '2026-11-03', 0.1),
      allocation('L-2', '2026-03-01', 0.1),
    ];
    expect(counted('2025-10-01', '2026-11-02', ...all)).toEqual({ among: 2, counted: 1, unknown: 0 });
  });
  test('holds what is not known against it, and says it', () => {
    expect(counted('2025-10-01', '2026-11-02', allocation('L-1', '2026-01-05', null))).toEqual({
      among: 1,
      counted: 0,
      unknown: 1,
    });
  });
  test('is nothing before anything is attributed', () => {
    expect(counted('2025-10-01', '2026-11-02')).toEqual({ among: 0, counted: 0, unknown: 0 });
  });
});

describe('the areas of a pack', () => {
  test('hold every commune of the territory once, cut from west to east', () => {
    const { areas } = MEL_PACK.coordination;
    const communes = areas.flatMap((area) => area.communes);
    expect(communes.toSorted()).toEqual(MEL_PACK.communes.map(({ code }) => code).toSorted());
    const longitudeOf = new Map(MEL_PACK.communes.map(({ code, longitude }) => [code, longitude]));
    const edges = areas.map((area) => area.communes.map((code) => longitudeOf.get(code)!));
    for (let i = 1; i < edges.length; i += 1)
      expect(Math.min(...edges[i]!)).toBeGreaterThanOrEqual(Math.max(...edges[i - 1]!));
  });
  test('are no part of the rules that a record names; what a body decided is', () => {
    const redrawn = { ...MEL_PACK, coordination: { ...MEL_PACK.coordination, areas: [] } };
    expect(territoryHash(redrawn)).toBe(territoryHash(MEL_PACK));
    const { coordination: _, ...rules } = MEL_PACK;
    expect(territoryHash({ ...rules, targets: [] } as never)).not.toBe(territoryHash(MEL_PACK));
  });
});

test('a table of the dossier has one line for each crossed segment, and none where they are withheld', () => {
  const dossier = (crosses: unknown) => ({ demand: { crosses } }) as never;
  const cross = { typology: 'T2', band: 'b', situation: 's', age: 'a', demands: 7, supply: null };
  const table = coordinationTable(dossier([cross]), 'croisement');
  expect(table.rows.map((row) => table.columns.map(({ cell }) => cell(row)))).toEqual([
    ['T2', 'b', 's', 'a', 7, null],
  ]);
  expect(coordinationTable(dossier(null), 'croisement').rows).toEqual([]);
});
