import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KindSorts, kindSorts, kindsAlike, patternOf } from '../../engine/years/kindSorts.ts';

/** A place that tells kinds apart as said, and nothing else. */
const telling = (sortOf: readonly number[]): KindSorts => ({
  credits: ['AUCUN'],
  sortOf: Uint32Array.from(sortOf),
  sorts: Math.max(...sortOf) + 1,
  start: new Uint32Array(0),
  credit: new Uint8Array(0),
  segment: new Uint32Array(0),
  segmentCount: 0,
  creditOf: new Uint8Array(0),
});

test('kinds that no place tells apart have the number of the first of them', () => {
  expect([...kindsAlike([telling([0, 1, 0, 1])], 4)]).toEqual([0, 1, 0, 1]);
});

test('one place that tells two kinds apart is enough', () => {
  expect([...kindsAlike([telling([0, 0, 0, 1]), telling([0, 1, 1, 1])], 4)]).toEqual([0, 1, 1, 3]);
});

test('without any place all kinds are one', () => {
  expect([...kindsAlike([], 3)]).toEqual([0, 0, 0]);
});

test('two kinds are alike where they are of one sort at every place, and only there', () => {
  const kinds = 6;
  let alike = 0;
  let apart = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(1), { minLength: kinds, maxLength: kinds }), { maxLength: 3 }),
      (places) => {
        const found = kindsAlike(places.map(telling), kinds);
        for (let a = 0; a < kinds; a += 1)
          for (let b = 0; b < a; b += 1) {
            const same = places.every((sortOf) => sortOf[a] === sortOf[b]);
            expect(found[a] === found[b]).toBe(same);
            if (same) alike += 1;
            else apart += 1;
          }
      },
    ),
    { numRuns: 60 },
  );
  expect(alike).toBeGreaterThan(50);
  expect(apart).toBeGreaterThan(50);
});

test('places that look at the leases of different contingents have different patterns, though they tell kinds apart alike', () => {
  const kinds = [{ mask: 0b111 }, { mask: 0b111 }] as never;
  const credits = ['COLTER', 'COLACT', 'AUCUN'] as const;
  const lookingAt = (contingent: 'COLTER' | 'COLACT') =>
    kindSorts(
      { kinds },
      [{ contingent, there: Uint8Array.of(2, 1), elsewhere: Uint8Array.of(1, 1), shade: 0 }],
      {
        oriented: false,
        credits,
      },
    ).sorts;
  const [one, other] = [lookingAt('COLTER'), lookingAt('COLACT')];
  expect(one.sortOf).toEqual(other.sortOf);
  expect(one.segment).toEqual(other.segment);
  expect(one.credit).not.toEqual(other.credit);
  expect(patternOf(one)).not.toBe(patternOf(other));
  expect(patternOf(one)).toBe(patternOf(lookingAt('COLTER')));
});
