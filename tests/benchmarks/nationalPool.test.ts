import { describe, expect, test } from 'vitest';
import { communePopularity, nationalColumns, nationalPool } from '../../benchmarks/nationalPool.ts';
import { namedCount } from '../../benchmarks/workloads/mel.ts';
import { nationalQuestions } from '../../benchmarks/workloads/national.ts';
import { isDemandNumber } from '../../engine/domain/ids.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { SMALL } from './small.ts';

const ROWS = 5_000;
const OPTIONS = { donors: SMALL.pool, rowCount: ROWS, seed: 1 };
const pool = nationalPool(OPTIONS);

describe('the national pool', () => {
  test('has the columns of a pool built from demands: names, order, types, lengths', () => {
    const shape = (columns: typeof pool.columns) =>
      Object.entries(columns.arrays).map(([name, array]) => [
        name,
        array.constructor.name,
        array.buffer.constructor.name,
        name.endsWith('Offsets') ? array.length - columns.numbers.length / 18 : null,
      ]);
    expect(shape(pool.columns)).toEqual(shape(SMALL.pool.columns));
    for (const [name, array] of Object.entries(pool.columns.arrays))
      if (!/^wish(Quartier)?Offsets$|^wishCommunes$|^wishQuartiers$/.test(name))
        expect(array).toHaveLength(ROWS);
  });

  test('is the same for a seed, and another for another', () => {
    expect(nationalPool(OPTIONS).hash).toBe(pool.hash);
    expect(nationalPool({ ...OPTIONS, seed: 2 }).hash).not.toBe(pool.hash);
  });

  test('has synthetic numéros, ascending', () => {
    const numbers = Array.from({ length: ROWS }, (_, row) => pool.numbers.at(row));
    expect(numbers.every((n) => n.startsWith('999') && isDemandNumber(n))).toBe(true);
    expect([...numbers].sort()).toEqual(numbers);
    expect(new Set(numbers).size).toBe(ROWS);
  });

  test('has about as many communes as France, named very unequally', () => {
    const { communes } = pool.columns;
    expect(communes.length).toBeGreaterThan(34_000);
    expect(communes.length).toBeLessThan(36_000);
    expect([...communes].sort()).toEqual([...communes]);
    const named = [...pool.wishes.namedBy].sort((a, b) => b - a);
    expect(named[0]).toBeGreaterThan(ROWS * 0.03);
    expect(named.filter((count) => count > 0).length).toBeGreaterThan(1_000);
    const [first, second] = communePopularity(communes.length, 1);
    expect(first![1]).toBeGreaterThan(second![1]);
  });

  test('names communes once each and in order, in every row', () => {
    const offsets = pool.array('wishOffsets');
    const items = pool.array('wishCommunes');
    for (let row = 0; row < ROWS; row += 1) {
      const own = [...items.subarray(offsets[row]!, offsets[row + 1]!)];
      expect(own).toEqual([...new Set(own)].sort((a, b) => a - b));
      expect(own.length).toBeGreaterThan(0);
    }
  });

  test('accepts any commune as rarely as asked', () => {
    const wide = nationalPool({ ...OPTIONS, wideShare: 0.5 });
    expect(pool.wishes.wideCount).toBeLessThan(ROWS * 0.02);
    expect(Math.abs(wide.wishes.wideCount / ROWS - 0.5)).toBeLessThan(0.03);
  });

  test('refuses more rows than its numéros can tell apart', () => {
    expect(() => nationalColumns({ ...OPTIONS, rowCount: 12_000_001 })).toThrow(/at most 12 million/);
  });

  test('answers the questions put to it, the largest pools first', () => {
    const { territory, ordering, seed } = SMALL;
    const questions = nationalQuestions(SMALL, pool, { rowCount: ROWS, vacancyCount: 20, largestCount: 5 });
    const ranking = rankPool({ pool, ordering, weighting: null, seed });
    const lists = questions.map((question) =>
      shortlistFor({ pool, territory, ranking, ...question, size: 3, nextCount: 0, beyondWishes: false }),
    );
    expect(lists).toHaveLength(20);
    const wished = questions.map(({ dwelling }) => namedCount(pool, dwelling));
    expect(wished.slice(0, 5)).toEqual(wished.slice(0, 5).sort((a, b) => b - a));
    expect(wished[0]).toBe(Math.max(...wished));
    expect(lists.slice(0, 5).every((list) => list.candidates.length === 3)).toBe(true);
  });
});
