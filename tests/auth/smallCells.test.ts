import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PublishedTable, suppressSmallCells } from '../../api/auth/smallCells.ts';

const cellsOf = (cells: number[][], smallest?: number) => suppressSmallCells({ cells }, smallest);

describe('small counts', () => {
  test('a table without any is published whole', () => {
    expect(
      cellsOf([
        [5, 10],
        [0, 7],
      ]),
    ).toEqual({
      cells: [
        [5, 10],
        [0, 7],
      ],
      rowTotals: [15, 7],
      columnTotals: [5, 17],
      total: 22,
    });
  });
  test('one small count takes others with it, for its line and for its column', () => {
    const { cells, total } = cellsOf([
      [3, 20, 30],
      [40, 50, 60],
      [70, 80, 90],
    ]);
    expect(cells).toEqual([
      [null, null, 30],
      [null, null, 60],
      [70, 80, 90],
    ]);
    expect(total).toBe(443);
  });
  test('at the bound: four is withheld, five and zero are shown', () => {
    const { cells } = cellsOf([
      [4, 5, 0, 100],
      [100, 100, 100, 100],
    ]);
    expect(cells[0]?.[0]).toBeNull();
    expect(cells[0]?.[2]).toBe(0);
    expect(cellsOf([[5, 6]]).cells).toEqual([[5, 6]]);
  });
  test('two small counts whose sum is small do not protect each other', () => {
    const { cells, rowTotals } = cellsOf([
      [1, 1, 50],
      [60, 70, 80],
      [60, 70, 80],
    ]);
    expect(rowTotals[0]).toBe(52);
    expect(cells[0]).toEqual([null, null, null]);
  });
  test('a total that is small is withheld too', () => {
    const { rowTotals, cells, total } = cellsOf([
      [2, 0],
      [30, 40],
    ]);
    expect(rowTotals[0]).toBeNull();
    expect(cells[0]).toEqual([null, 0]);
    expect(total).toBe(72);
  });
  test('the bound can be another', () => {
    expect(cellsOf([[9, 20, 30]], 10).cells[0]?.[0]).toBeNull();
    expect(cellsOf([[9, 20, 30]], 9).cells).toEqual([[9, 20, 30]]);
  });
  test.each([[[]], [[[]]], [[[0]]], [[[3]]]])('%j has an answer', (cells) => {
    expect(JSON.stringify(cellsOf(cells as number[][]))).not.toMatch(/[1-4](?!\d)/);
  });
});

/**
 * Every value that each withheld count may have, for who knows the published table, that counts are whole and that withheld
 * ones are not zero: by trying them all, with totals up to a bound that is far above the counts.
 */
const possible = (
  { cells, rowTotals, columnTotals, total }: PublishedTable,
  most: number,
): Set<number>[][] => {
  const found = cells.map((row) => row.map(() => new Set<number>()));
  const unknown = cells.flatMap((row, r) =>
    row.flatMap((count, c) => (count === null ? [[r, c] as const] : [])),
  );
  const trial = cells.map((row) => row.map((count) => count ?? 0));
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
  const fits = (published: number | null | undefined, counted: number) =>
    published === null ? counted > 0 : published === counted;
  const search = (i: number): void => {
    const spot = unknown[i];
    if (spot === undefined) {
      const columns = columnTotals.map((_, c) => sum(trial.map((row) => row[c]!)));
      const all =
        trial.every((row, r) => fits(rowTotals[r], sum(row))) &&
        columns.every((counted, c) => fits(columnTotals[c], counted)) &&
        fits(total, sum(columns));
      if (all) for (const [r, c] of unknown) found[r]![c]!.add(trial[r]![c]!);
      return;
    }
    const [r, c] = spot;
    for (let count = 1; count <= most; count += 1) {
      trial[r]![c] = count;
      const total = rowTotals[r] ?? null;
      if (total !== null && sum(trial[r]!.map((x, k) => (cells[r]![k] === null && k > c ? 0 : x))) > total)
        break;
      search(i + 1);
    }
    trial[r]![c] = 0;
  };
  search(0);
  return found;
};

test('no withheld count can be worked out from what is published', () => {
  let withheld = 0;
  const table = fc
    .record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) })
    .chain(({ rows, columns }) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
  fc.assert(
    fc.property(table, (cells) => {
      const published = suppressSmallCells({ cells }, 3);
      const values = possible(published, 8);
      for (const [r, row] of cells.entries())
        for (const [c, count] of row.entries()) {
          const shown = published.cells[r]![c];
          if (shown !== null) {
            expect(shown).toBe(count);
            expect(count === 0 || count >= 3).toBe(true);
            continue;
          }
          withheld += 1;
          expect(values[r]![c]!.has(count)).toBe(true);
          expect(values[r]![c]!.size, JSON.stringify({ cells, published })).toBeGreaterThan(1);
        }
    }),
    { seed: 12, numRuns: 150 },
  );
  expect(withheld).toBeGreaterThan(300);
});
