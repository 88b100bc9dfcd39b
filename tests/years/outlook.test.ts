import { expect, test } from 'vitest';
import { chanceToLack, type RehearsedYear } from '../../engine/years/outlook.ts';

/** A year of one row, which moves by so many dwellings from any month to its end. */
const moving = (dwellings: number, months = 12): RehearsedYear => ({
  hash: `${dwellings}`,
  months,
  before: new Float64Array(months).fill(dwellings),
  after: new Float64Array(months).fill(dwellings),
});
const standing = { row: 0, month: 3, done: 0, balance: 0, tolerance: 0 };
const chance = (years: readonly RehearsedYear[], changes: Partial<typeof standing> = {}) =>
  chanceToLack(years, 1, { ...standing, ...changes });

test('a target that is met by the end of every rehearsed year costs nothing, one that lacks in all costs its penalty', () => {
  expect(chance([moving(2), moving(1)], { balance: -0.5 })).toBe(0);
  expect(chance([moving(-2), moving(-1)], { balance: 0.5 })).toBe(1);
});

test('the boundary: half a dwelling past the tolerance is enough, half a dwelling short is all', () => {
  expect(chance([moving(0)], { balance: 0.5 })).toBe(0);
  expect(chance([moving(0)], { balance: 0 })).toBe(0.5);
  expect(chance([moving(0)], { balance: -0.5 })).toBe(1);
  expect(chance([moving(0)], { balance: -0.5, tolerance: 1 })).toBe(0);
  expect(chance([moving(0)], { balance: -1.5, tolerance: 1 })).toBe(1);
});

test('as lists of the month are made, less of the month is to come', () => {
  const year = { ...moving(0), before: new Float64Array(12).fill(1), after: new Float64Array(12) };
  expect(chance([year], { balance: -0.5, done: 0 })).toBe(0);
  expect(chance([year], { balance: -0.5, done: 0.5 })).toBe(0.5);
  expect(chance([year], { balance: -0.5, done: 1 })).toBe(1);
});

test('what is not known makes no price, and years that do not know are left out', () => {
  expect(chance([moving(Number.NaN)], { balance: -5 })).toBe(0);
  expect(chance([moving(Number.NaN), moving(-1)])).toBe(1);
  expect(chance([moving(-1)], { balance: Number.NaN })).toBe(0);
  expect(chance([], { balance: Number.NaN })).toBe(0);
});

test('before any rehearsal what lacks beyond its tolerance is even, what does not is nothing', () => {
  expect(chance([], { balance: -1.1, tolerance: 1 })).toBe(0.5);
  expect(chance([], { balance: -1, tolerance: 1 })).toBe(0);
});

test('months beyond those rehearsed are as the last of the same name', () => {
  // 14 months from November: the last twelve are a civil year.
  const year = {
    ...moving(0, 14),
    before: Float64Array.from({ length: 14 }, (_, month) => (month === 2 ? 9 : -9)),
  };
  const january = 2;
  expect(chance([year], { month: january })).toBe(0);
  expect(chance([year], { month: january + 12 })).toBe(0);
  expect(chance([year], { month: january + 24 })).toBe(0);
  expect(chance([year], { month: january + 13 })).toBe(1);
});

test('prices over several years decide better than those of one, or than none', () => {
  // One dwelling, a target at 40 points that makes up a dwelling of itself in one year out of two and loses one in the other.
  const penalty = 40;
  const futures = [1, -1];
  const years = futures.map((dwellings) => moving(dwellings));
  // Who serves the target has so many points less: worth it where the mean of what it saves is more.
  const value = (price: number, gap: number): number => {
    const serves = price > gap;
    const ends = futures.map((move) => move + (serves ? 0.5 : -0.5));
    const short = ends.map((end) => Math.max(0, -end));
    return -(serves ? gap : 0) - (penalty * short.reduce((sum, each) => sum + each, 0)) / futures.length;
  };
  const gaps = [5, 10, 15, 25, 30, 35];
  const worth = (known: readonly RehearsedYear[]): number =>
    gaps.reduce((sum, gap) => sum + value(penalty * (known.length === 0 ? 0 : chance(known)), gap), 0);
  const averaged = worth(years);
  expect(averaged).toBeGreaterThan(worth([]));
  for (const year of years) expect(averaged).toBeGreaterThan(worth([year]));
  // No choice for each gap would have been worth more.
  expect(averaged).toBe(gaps.reduce((sum, gap) => sum + Math.max(value(0, gap), value(1e9, gap)), 0));
});
