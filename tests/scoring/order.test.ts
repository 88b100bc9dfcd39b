import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoredRows } from '../../scoring/compileMethod.ts';
import type { ColumnArray, ColumnStore } from '../../scoring/formula/columns.ts';
import { orderRows, separatedBy } from '../../scoring/order.ts';
import type { ReadTieBreak } from '../../scoring/readShape.ts';

interface Demand {
  readonly tier: number;
  readonly points: number;
  readonly single: number;
  readonly double: number;
  readonly filedDay: number;
  readonly lot: number;
}

const TIE_BREAK: readonly ReadTieBreak[] = [
  { by: 'single', direction: 'desc', label: 'simple' },
  { by: 'double', direction: 'asc', label: 'double' },
  { by: 'filedDay', direction: 'asc', label: 'date' },
  { by: 'lot', direction: 'asc', label: 'lot' },
];

const requestOf = (demands: readonly Demand[], tieBreak = TIE_BREAK) => {
  const n = demands.length;
  const arrays: Record<string, ColumnArray> = {
    single: Float32Array.from(demands, (d) => d.single),
    double: Float64Array.from(demands, (d) => d.double),
    filedDay: Int32Array.from(demands, (d) => d.filedDay),
  };
  const store: ColumnStore = { rowCount: n, array: (name) => arrays[name]! };
  const scored: ScoredRows = {
    inScope: new Uint8Array(n).fill(1),
    tier: Uint8Array.from(demands, (d) => d.tier),
    points: Int32Array.from(demands, (d) => d.points),
    toVerify: new Uint8Array(n),
  };
  return { scored, store, tieBreak, lot: Uint32Array.from(demands, (d) => d.lot) };
};

/** The rule as a comparator: what the radix sort must agree with. */
const compare = (a: number, b: number, direction: 'asc' | 'desc'): number => {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return direction === 'asc' ? a - b : b - a;
};
const before = (a: Demand, b: Demand): number =>
  compare(a.tier, b.tier, 'asc') ||
  compare(a.points, b.points, 'desc') ||
  compare(a.single, b.single, 'desc') ||
  compare(a.double, b.double, 'asc') ||
  compare(a.filedDay, b.filedDay, 'asc') ||
  compare(a.lot, b.lot, 'asc');

const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, -0.5, -0, Number.NaN));
const demand: fc.Arbitrary<Demand> = fc.record({
  tier: fc.integer({ min: 0, max: 3 }),
  points: fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.constantFrom(-2_000_000_000, 2_000_000_000, 70_000, 65_536),
  ),
  single: value,
  double: fc.oneof(value, fc.constantFrom(1e-300, -1e300, 1 + 2 ** -52, 1)),
  filedDay: fc.oneof(fc.integer({ min: 15_000, max: 15_003 }), fc.constantFrom(-1, 0)),
  lot: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(2 ** 32 - 1, 2 ** 31)),
});

test('the radix order is the comparator’s order', () => {
  let ties = 0;
  fc.assert(
    fc.property(fc.array(demand, { minLength: 2, maxLength: 60 }), (demands) => {
      const { rows, position } = orderRows(requestOf(demands));
      const expected = demands
        .map((d, row) => ({ d, row }))
        .sort((a, b) => before(a.d, b.d) || a.row - b.row);
      expect([...rows]).toEqual(expected.map((e) => e.row));
      for (const [place, row] of rows.entries()) expect(position[row]).toBe(place);
      if (new Set(demands.map((d) => `${d.tier} ${d.points}`)).size < demands.length) ties += 1;
    }),
    { numRuns: 500, seed: 21 },
  );
  expect(ties).toBeGreaterThan(200);
});

test('shuffling the rows changes nothing, when lots are distinct', () => {
  let shuffled = 0;
  fc.assert(
    fc.property(
      fc
        .array(demand, { minLength: 2, maxLength: 40 })
        .map((demands) => demands.map((d, i) => ({ ...d, lot: i * 7919 })))
        .chain((demands) =>
          fc.tuple(fc.constant(demands), fc.shuffledSubarray(demands, { minLength: demands.length })),
        ),
      ([demands, other]) => {
        const inOrder = (list: readonly Demand[]) =>
          [...orderRows(requestOf(list)).rows].map((row) => list[row]!.lot);
        expect(inOrder(other)).toEqual(inOrder(demands));
        if (other.some((d, i) => d !== demands[i])) shuffled += 1;
      },
    ),
    { numRuns: 300, seed: 22 },
  );
  expect(shuffled).toBeGreaterThan(200);
});

const BASE: Demand = { tier: 1, points: 5, single: 1, double: 1, filedDay: 10, lot: 3 };

describe('each key, alone', () => {
  test.each<[string, Partial<Demand>]>([
    ['a lower tier goes first', { tier: 0, points: -9 }],
    ['more points go first', { points: 6, filedDay: 99 }],
    ['the tie-break’s first key, descending', { single: 2, filedDay: 99 }],
    ['its second key, ascending', { double: 0.5, filedDay: 99 }],
    ['the oldest demand', { filedDay: 9, lot: 9 }],
    ['the lot', { lot: 2 }],
  ])('%s', (_, better) => {
    expect([...orderRows(requestOf([BASE, { ...BASE, ...better }])).rows]).toEqual([1, 0]);
  });
  test('an undeclared tie-break value goes last, in either direction', () => {
    for (const key of ['single', 'double'] as const)
      expect([
        ...orderRows(
          requestOf([
            { ...BASE, [key]: Number.NaN },
            { ...BASE, [key]: -1e9 },
          ]),
        ).rows,
      ]).toEqual([1, 0]);
  });
  test('equal in everything, the numéro unique decides: rows are in its order', () => {
    expect([...orderRows(requestOf([BASE, BASE, BASE])).rows]).toEqual([0, 1, 2]);
  });
  test('nobody', () => {
    expect(orderRows(requestOf([])).rows.length).toBe(0);
  });
});

describe('a true-or-false tie-break', () => {
  const UNKNOWN = 255;
  const ordered = (flags: readonly number[], direction: 'asc' | 'desc') => {
    const request = requestOf(flags.map(() => BASE));
    const store: ColumnStore = {
      rowCount: flags.length,
      array: (name) => (name === 'flag' ? Uint8Array.from(flags) : request.store.array(name)),
    };
    return [
      ...orderRows({ ...request, store, tieBreak: [{ by: 'flag', direction, label: 'drapeau' }] }).rows,
    ];
  };
  test('those concerned first, or last; not declared is last either way', () => {
    expect(ordered([UNKNOWN, 0, 1, 0, 1], 'desc')).toEqual([2, 4, 1, 3, 0]);
    expect(ordered([UNKNOWN, 1, 0, 1, 0], 'asc')).toEqual([2, 4, 1, 3, 0]);
  });
});

describe('what separates two demands', () => {
  test.each<[string, Partial<Demand>, object]>([
    ['tier', { tier: 0 }, { by: 'tier' }],
    ['points', { points: 6 }, { by: 'points' }],
    ['a tie-break key', { double: 2 }, { by: 'tie-break', key: TIE_BREAK[1] }],
    ['a value that is not declared', { double: Number.NaN }, { by: 'tie-break', key: TIE_BREAK[1] }],
    ['the date', { filedDay: 11 }, { by: 'tie-break', key: TIE_BREAK[2] }],
    ['the lot', { lot: 4 }, { by: 'tie-break', key: TIE_BREAK[3] }],
    ['nothing but the number', {}, { by: 'row' }],
  ])('%s', (_, other, expected) => {
    expect(separatedBy(requestOf([BASE, { ...BASE, ...other }]), { row: 0, other: 1 })).toEqual(expected);
  });
  test('two undeclared values are equal', () => {
    const unknown = { ...BASE, single: Number.NaN };
    expect(separatedBy(requestOf([unknown, { ...unknown, lot: 4 }]), { row: 0, other: 1 })).toMatchObject({
      key: { by: 'lot' },
    });
  });
});
