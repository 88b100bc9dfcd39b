import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Allocation } from '../../engine/domain/allocation.ts';
import { dayNumber } from '../../engine/domain/day.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { CommuneCode, IsoDay } from '../../engine/domain/ids.ts';
import type { WishPlace } from '../../engine/pool/wishPlace.ts';
import {
  kaplanMeier,
  restrictedMean,
  tableOf,
  timeUntilShare,
  type WaitRecord,
} from '../../engine/waiting/kaplanMeier.ts';
import { LONGEST_DAYS, RiskCounter } from '../../engine/waiting/riskCounter.ts';
import { LEAST_AT_RISK, LEAST_LEASES, waitingTimes } from '../../engine/waiting/waitingTimes.ts';
import { anAllocation } from '../support/allocations.ts';
import { someDemands } from '../support/arbitraries.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { poolOf, ROUBAIX } from '../support/territory.ts';

const roubaix = ROUBAIX as CommuneCode;
const lille = '59350' as CommuneCode;
const anywhere: WishPlace = { commune: null, typology: null };
const T2_ROUBAIX: WishPlace = { commune: roubaix, typology: 'T2' };

const base = aDemand(0);
const wishing = (sequence: number, wishes: Partial<Demand['wishes']> = {}, filedOn = '2024-06-15'): Demand =>
  aDemand(sequence, { filedOn, wishes: { ...base.wishes, ...wishes } });
const times = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

const DWELLINGS = new Map<string, Dwelling>(
  [
    aDwelling('R-T2'),
    aDwelling('R-T3', { typology: 'T3', rooms: 3 }),
    aDwelling('L-T2', { commune: lille }),
    aDwelling('L-T5', { commune: lille, typology: 'T5', rooms: 5 }),
  ].map((d) => [d.id, d]),
);
/** Leases of demands that have left, filed in March 2024: signed one a day from 1 October 2025 on. */
const leases = (count: number, dwelling: string, sequence = 0): Allocation[] =>
  times(0, count).map((i) =>
    anAllocation(dwelling, {
      decidedOn: '2025-09-01',
      leaseSignedOn: new Date(Date.UTC(2025, 9, 1 + i)).toISOString().slice(0, 10),
      demand: `9992403${String(sequence + i).padStart(6, '0')}SIM01`,
    }),
  );
const timesOf = (demands: readonly Demand[], allocations: readonly Allocation[]) =>
  waitingTimes({ pool: poolOf(demands), allocations, dwellings: DWELLINGS });

/** Thirty who wait for a T2 in Roubaix, ten for one in Lille. */
const WAITING = [
  ...times(0, 30).map((i) => wishing(i)),
  ...times(30, 40).map((i) => wishing(i, { communes: [lille] })),
];

describe('what an estimate rests on', () => {
  test('the place itself from twenty leases on, with its counts', () => {
    const { summary, ...rest } = timesOf(WAITING, leases(20, 'R-T2')).at(T2_ROUBAIX);
    expect(rest).toEqual({
      asked: T2_ROUBAIX,
      own: { leases: 20, running: 30 },
      place: T2_ROUBAIX,
      leases: 20,
      running: 30,
    });
    expect(summary).not.toBeNull();
  });
  test('under twenty, its commune', () => {
    const wait = timesOf(WAITING, [...leases(19, 'R-T2'), ...leases(5, 'R-T3', 100)]).at(T2_ROUBAIX);
    expect(wait).toMatchObject({
      own: { leases: 19, running: 30 },
      place: { commune: roubaix, typology: null },
      leases: 24,
      running: 30,
    });
  });
  test('then the territory', () => {
    const wait = timesOf(WAITING, [...leases(19, 'R-T2'), ...leases(5, 'L-T2', 100)]).at(T2_ROUBAIX);
    expect(wait).toMatchObject({ own: { leases: 19 }, place: anywhere, leases: 24, running: 40 });
    expect(wait.summary).not.toBeNull();
  });
  test('and no duration where even the territory has fewer', () => {
    const wait = timesOf(WAITING, leases(19, 'R-T2')).at(T2_ROUBAIX);
    expect(wait).toMatchObject({ place: anywhere, leases: 19, running: 40, summary: null });
    expect(timesOf([], []).at(anywhere)).toMatchObject({ leases: 0, running: 0, summary: null });
  });
  test('leases that too few were at risk of do not count towards the twenty', () => {
    // Five wait for a T2 in Lille: with the last leases, fewer than ten are at risk.
    const few = WAITING.slice(0, 35);
    const wait = timesOf(few, leases(20, 'L-T2')).at({ commune: lille, typology: 'T2' });
    expect(wait.own).toEqual({ leases: 20, running: 5 });
    expect(wait.place).toEqual(anywhere);
  });
  test('a type anywhere stands between a place without commune and the territory', () => {
    const found = timesOf(WAITING, [...leases(12, 'R-T2'), ...leases(12, 'L-T2', 100)]);
    expect(found.at({ commune: null, typology: 'T2' })).toMatchObject({
      place: { commune: null, typology: 'T2' },
      leases: 24,
      running: 40,
    });
    expect(found.at({ commune: null, typology: 'T5' })).toMatchObject({
      own: { leases: 0 },
      place: anywhere,
    });
  });
  test('a commune outside the territory has nothing of its own', () => {
    const found = timesOf(WAITING, leases(20, 'R-T2'));
    expect(found.at({ commune: '75056' as CommuneCode, typology: 'T2' })).toMatchObject({
      own: { leases: 0, running: 0 },
      place: anywhere,
    });
  });
});

describe('who is at risk where', () => {
  const running = (demand: Demand, place: WishPlace): number => timesOf([demand], []).at(place).own.running;
  test('in each commune and type wished, once per commune, once in all', () => {
    const several = wishing(1, { communes: [roubaix, lille], typologies: ['T2', 'T3'] });
    for (const commune of [roubaix, lille, null])
      for (const typology of ['T2', 'T3', null] as const)
        expect(running(several, { commune, typology })).toBe(1);
    expect(running(several, { commune: roubaix, typology: 'T4' })).toBe(0);
  });
  test('everywhere in its types, for who accepts any commune', () => {
    const wide = wishing(1, { communes: [], wide: true });
    expect(running(wide, { commune: lille, typology: 'T2' })).toBe(1);
    expect(running(wide, { commune: lille, typology: null })).toBe(1);
    expect(running(wide, { commune: lille, typology: 'T3' })).toBe(0);
  });
  test('a demand of the pool that was housed elsewhere leaves the place without an event', () => {
    const pool = [...WAITING, wishing(50, { communes: [roubaix, lille] })];
    const own = anAllocation('L-T2', { leaseSignedOn: '2026-05-20', demand: pool.at(-1)!.number });
    const all = [...leases(20, 'R-T2'), own];
    const found = timesOf(pool, all);
    expect(found.at(T2_ROUBAIX).own).toEqual({ leases: 20, running: 30 });
    expect(found.at({ commune: lille, typology: 'T2' }).own).toEqual({ leases: 1, running: 10 });
    // At risk in Roubaix until its lease: the same leases among more.
    const mean = (demands: readonly Demand[]) => timesOf(demands, all).at(T2_ROUBAIX).summary!.mean.value;
    expect(mean(pool)).toBeGreaterThan(mean(WAITING));
  });
  test('a household housed where it did not wish counts there all the same', () => {
    const pool = [...WAITING, wishing(50)];
    const own = anAllocation('L-T2', { leaseSignedOn: '2026-05-20', demand: pool.at(-1)!.number });
    expect(timesOf(pool, [own]).at({ commune: lille, typology: 'T2' }).own).toEqual({
      leases: 1,
      running: 10,
    });
  });
});

describe('durations', () => {
  const summary = timesOf(WAITING, leases(20, 'R-T2')).at(T2_ROUBAIX).summary!;
  test('are those of the estimator on the records of the place', () => {
    const start = dayNumber('2024-03-15' as IsoDay);
    const from = dayNumber('2025-10-01' as IsoDay);
    const filed = dayNumber('2024-06-15' as IsoDay);
    const to = dayNumber('2026-11-02' as IsoDay);
    const records: WaitRecord[] = [
      ...times(0, 20).map((i) => ({ entry: from - start, exit: from + i - start, housed: true })),
      ...times(0, 30).map(() => ({ entry: from - filed, exit: to - filed, housed: false })),
    ];
    const curve = kaplanMeier(tableOf(records), { leastAtRisk: LEAST_AT_RISK });
    expect(summary.mean).toEqual(restrictedMean(curve, LONGEST_DAYS));
    expect(summary.median).toEqual(timeUntilShare(curve, 0.5));
  });
  test('shares housed are given as far as the curve goes, and grow', () => {
    const young = timesOf(WAITING, leases(30, 'R-T2')).at(anywhere).summary!;
    expect(young.housed.length).toBeGreaterThan(0);
    for (const { value, low, high } of young.housed) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
    const shares = young.housed.map((h) => h.value);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  });
  test('more demands that wait, the same leases: one waits longer', () => {
    const more = [...WAITING, ...times(60, 90).map((i) => wishing(i))];
    const mean = (demands: readonly Demand[]) =>
      timesOf(demands, leases(20, 'R-T2')).at(T2_ROUBAIX).summary!.mean.value;
    expect(mean(more)).toBeGreaterThan(mean(WAITING));
  });
});

describe('several wishes together', () => {
  const all = [...leases(20, 'R-T2'), ...leases(20, 'L-T2', 100)];
  const both: WishPlace[] = [T2_ROUBAIX, { commune: lille, typology: 'T2' }];
  const found = timesOf([...WAITING, ...times(40, 70).map((i) => wishing(i, { communes: [lille] }))], all);
  test('are shorter than each, and count each demand once', () => {
    const together = found.anyOf(both);
    expect(together).toMatchObject({ leases: 40, running: 70 });
    for (const place of both)
      expect(together.summary!.mean.value).toBeLessThan(found.at(place).summary!.mean.value);
  });
  test('one alone is that place', () => {
    const alone = found.anyOf([T2_ROUBAIX]).summary!;
    expect(alone.mean.value).toBeCloseTo(found.at(T2_ROUBAIX).summary!.mean.value, 6);
  });
  test('a type anywhere holds the communes named beside it', () => {
    const wide: WishPlace = { commune: null, typology: 'T2' };
    expect(found.anyOf([...both, wide])).toEqual(found.anyOf([wide]));
  });
  test('no duration with fewer than twenty leases between them, or without a place', () => {
    expect(timesOf(WAITING, leases(LEAST_LEASES - 1, 'R-T2')).anyOf(both).summary).toBeNull();
    expect(found.anyOf([])).toEqual({ leases: 0, running: 0, summary: null });
  });
});

test('the order of the files changes nothing', () => {
  const all = [...leases(25, 'R-T2'), ...leases(25, 'L-T2', 100), ...leases(3, 'R-T2')];
  const places: WishPlace[] = [T2_ROUBAIX, { commune: lille, typology: null }, anywhere];
  const said = (demands: readonly Demand[], allocations: readonly Allocation[]) =>
    JSON.stringify(places.map((place) => timesOf(demands, allocations).at(place)));
  expect(said([...WAITING].reverse(), [...all].reverse())).toBe(said(WAITING, all));
});

test('risk tables are those of a plain count over all demands and leases', () => {
  let leasesSeen = 0;
  let atRisk = 0;
  const aLease = fc.record({
    who: fc.nat(14),
    dwelling: fc.constantFrom('R-T2', 'R-T3', 'L-T2', 'L-T5', 'nowhere'),
    day: fc.constantFrom('2024-12-01', '2025-08-01', '2026-10-30', '2026-11-03'),
  });
  fc.assert(
    fc.property(someDemands({ maxLength: 10 }), fc.array(aLease, { maxLength: 10 }), (demands, drawn) => {
      const pool = poolOf(demands);
      const allocations = drawn.map(({ who, dwelling, day }) =>
        anAllocation(dwelling, {
          leaseSignedOn: day,
          demand:
            demands[who]?.number ??
            `99924${String((who % 12) + 1).padStart(2, '0')}${String(who).padStart(6, '0')}SIM09`,
        }),
      );
      const { observations: seen } = waitingTimes({ pool, allocations, dwellings: DWELLINGS });
      const counter = new RiskCounter(pool, seen);
      for (const commune of [roubaix, lille, null])
        for (const typology of ['T1', 'T2', 'T3', null] as const) {
          const there = seen.leases.filter(
            (l) =>
              (commune === null || l.commune === commune) && (typology === null || l.typology === typology),
          );
          const records: WaitRecord[] = [];
          let running = 0;
          for (const { number, wishes } of demands) {
            const row = pool.numbers.rowOf(number);
            const wished =
              (commune === null || wishes.wide || wishes.communes.includes(commune)) &&
              (typology === null || wishes.typologies.includes(typology));
            const own = there.find((l) => l.row === row);
            if (wished) running += seen.running[row]!;
            if (own) records.push({ entry: own.entry, exit: own.exit, housed: true });
            else if (wished && seen.entry[row]! >= 0)
              records.push({ entry: seen.entry[row]!, exit: seen.exit[row]!, housed: false });
          }
          for (const l of there.filter(({ row }) => row < 0))
            records.push({ entry: l.entry, exit: l.exit, housed: true });
          expect(counter.counts({ commune, typology })).toEqual({ leases: there.length, running });
          const expected = tableOf(records);
          const table = counter.table({ commune, typology });
          for (const name of ['entering', 'leaving', 'events'] as const)
            expect([...table[name].subarray(0, expected[name].length)]).toEqual([...expected[name]]);
          leasesSeen += there.length;
          atRisk += records.length;
        }
    }),
    { numRuns: 100 },
  );
  expect(leasesSeen).toBeGreaterThan(300);
  expect(atRisk).toBeGreaterThan(1_000);
});
