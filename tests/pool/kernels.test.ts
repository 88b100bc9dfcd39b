import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TYPOLOGIES } from '../../engine/domain/codes.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import { BitSet } from '../../engine/pool/bitSet.ts';
import { lots, NumberColumn } from '../../engine/pool/numbers.ts';
import { WishIndex } from '../../engine/pool/wishIndex.ts';

describe('BitSet', () => {
  test('holds and counts what a Set holds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 199 })), (rows) => {
        const bits = new BitSet(200);
        for (const row of rows) bits.add(row);
        const set = new Set(rows);
        expect(bits.count()).toBe(set.size);
        for (let row = 0; row < 200; row += 1) expect(bits.has(row)).toBe(set.has(row));
      }),
    );
  });
});

const number = (sequence: number): DemandNumber =>
  `9992601${String(sequence).padStart(6, '0')}SIM01` as DemandNumber;

describe('NumberColumn', () => {
  const column = NumberColumn.from([number(3), number(5), number(900)]);
  test('gives back each number and finds its row', () => {
    expect([0, 1, 2].map((row) => column.at(row))).toEqual([number(3), number(5), number(900)]);
    expect([number(3), number(5), number(900)].map((n) => column.rowOf(n))).toEqual([0, 1, 2]);
  });
  test('absent or malformed numbers have no row', () => {
    expect([number(4), number(0), number(999_999), 'x'].map((n) => column.rowOf(n))).toEqual([
      -1, -1, -1, -1,
    ]);
  });
});

describe('lots', () => {
  const column = NumberColumn.from(Array.from({ length: 5_000 }, (_, i) => number(i)));
  test('depend on the number and the seed alone', () => {
    const all = lots(column, 7);
    const half = lots(NumberColumn.from(Array.from({ length: 2_500 }, (_, i) => number(2 * i))), 7);
    expect(half[10]).toBe(all[20]);
    expect(lots(column, 8)[10]).not.toBe(all[10]);
  });
  test('are all different and spread evenly', () => {
    const all = lots(column, 1);
    expect(new Set(all).size).toBe(5_000);
    const quarters = [0, 0, 0, 0];
    for (const lot of all) quarters[Math.floor((lot / 2 ** 53) * 4)]! += 1;
    for (const quarter of quarters) expect(Math.abs(quarter - 1_250)).toBeLessThan(150);
  });
});

describe('WishIndex', () => {
  test('lists, for every commune and typology, the rows that wish both', () => {
    const row = fc.record({
      communes: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
      types: fc.integer({ min: 1, max: 127 }),
      wide: fc.boolean(),
    });
    let wideSeen = 0;
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const offsets = new Uint32Array(rows.length + 1);
        rows.forEach((r, i) => {
          offsets[i + 1] = offsets[i]! + r.communes.length;
        });
        const index = new WishIndex({
          rowCount: rows.length,
          communeCount: 5,
          wishOffsets: offsets,
          wishCommunes: Uint16Array.from(rows.flatMap((r) => r.communes)),
          wishTypologies: Uint8Array.from(rows.map((r) => r.types)),
          wideWish: Uint8Array.from(rows.map((r) => (r.wide ? 1 : 0))),
        });
        const where = (test: (r: (typeof rows)[number]) => boolean) =>
          rows.flatMap((r, i) => (test(r) ? [i] : []));
        TYPOLOGIES.forEach((typology, t) => {
          const wants = (r: (typeof rows)[number]) => (r.types & (1 << t)) !== 0;
          expect([...index.wideFor(typology)]).toEqual(where((r) => r.wide && wants(r)));
          for (let c = 0; c < 5; c += 1)
            expect([...index.named(c, typology)]).toEqual(
              where((r) => !r.wide && r.communes.includes(c) && wants(r)),
            );
        });
        for (let c = 0; c < 5; c += 1)
          expect(index.namedBy[c]).toBe(where((r) => !r.wide && r.communes.includes(c)).length);
        expect(index.wideCount).toBe(where((r) => r.wide).length);
        wideSeen += index.wideCount;
      }),
    );
    expect(wideSeen).toBeGreaterThan(60);
  });
});
