import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { monthBlocks, pairedDifference } from '../../engine/comparison/paired.ts';
import { studentQuantile, studentTail } from '../../engine/comparison/student.ts';
import { randomStream } from '../../engine/simulation/random.ts';

describe('Student’s law', () => {
  // Two-sided 5 % points of the usual tables.
  test.each([
    [1, 12.706],
    [2, 4.303],
    [4, 2.776],
    [9, 2.262],
    [29, 2.045],
    [120, 1.98],
    [100_000, 1.96],
  ])('%i degrees: %f', (freedom, quantile) => {
    expect(studentQuantile(0.05, freedom)).toBeCloseTo(quantile, 3);
  });
  test('one degree is Cauchy’s law: P(|T| > t) = 1 − 2·atan(t)/π', () => {
    for (const t of [0.1, 1, 3, 50, 1e4])
      expect(studentTail(t, 1)).toBeCloseTo(1 - (2 * Math.atan(t)) / Math.PI, 12);
  });
  test('the tail falls, and the quantile undoes it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 1e-6, max: 0.9, noNaN: true }),
        (freedom, tail) => {
          const t = studentQuantile(tail, freedom);
          expect(studentTail(t, freedom)).toBeCloseTo(tail, 9);
          expect(studentTail(t * 1.1, freedom)).toBeLessThan(studentTail(t, freedom));
        },
      ),
      { numRuns: 100 },
    );
  });
  test('what is no law is refused', () => {
    expect(() => studentTail(1, 0)).toThrow(/freedom/);
    expect(() => studentQuantile(0, 3)).toThrow(/tail/);
    expect(() => studentQuantile(1, 3)).toThrow(/tail/);
    expect(studentTail(0, 3)).toBe(1);
  });
});

describe('paired differences', () => {
  const pairs = (differences: readonly number[]) =>
    differences.map((difference, i) => ({ arm: 100 * i + difference, reference: 100 * i }));

  test('mean, interval of 95 %, by hand', () => {
    // Mean 2, standard deviation 1, three units: 2 ± 4.303/√3.
    const found = pairedDifference(pairs([1, 2, 3]), 1)!;
    expect(found).toMatchObject({ units: 3, mean: 2, apart: false });
    expect(found.interval!.low).toBeCloseTo(2 - 4.3027 / Math.sqrt(3), 3);
    expect(found.interval!.high).toBeCloseTo(2 + 4.3027 / Math.sqrt(3), 3);
  });
  test('what is common to the pair does not widen it', () => {
    expect(pairedDifference(pairs([2, 2.1, 1.9]), 1)).toMatchObject({ apart: true });
  });
  test('units without both values are left out; without any, nothing is said', () => {
    const values = [...pairs([1, 3]), { arm: Number.NaN, reference: 1 }, { arm: 1, reference: Number.NaN }];
    expect(pairedDifference(values, 1)).toMatchObject({ units: 2, mean: 2 });
    expect(pairedDifference([{ arm: Number.NaN, reference: 1 }], 1)).toBeNull();
    expect(pairedDifference([], 1)).toBeNull();
  });
  test('one unit has no interval, and tells nothing apart', () => {
    expect(pairedDifference(pairs([50]), 1)).toEqual({ units: 1, mean: 50, interval: null, apart: false });
  });
  test('the same in every unit: a difference when there is one, none when there is none', () => {
    expect(pairedDifference(pairs([2, 2, 2]), 40)).toMatchObject({ apart: true });
    expect(pairedDifference(pairs([0, 0, 0]), 40)).toMatchObject({ apart: false });
  });
  test('the more differences are looked at, the more each must stand out', () => {
    const differences = pairs([1.2, 2, 2.8, 1.5, 2.4]);
    expect(pairedDifference(differences, 1)!.apart).toBe(true);
    expect(pairedDifference(differences, 10_000)!.apart).toBe(false);
  });
});

describe('false alarms and power, over seeded worlds', () => {
  const WORLDS = 400;
  const LOOKS = 20;
  /** Worlds in which one of the differences is called apart; they are skewed, and share a part. */
  const alarms = (planted: number, units: number): number => {
    let found = 0;
    for (let world = 0; world < WORLDS; world += 1) {
      const random = randomStream(world, `paired/${planted}/${units}`);
      const common = Array.from({ length: units }, () => random.normal());
      let any = false;
      for (let look = 0; look < LOOKS; look += 1) {
        // Equal methods draw from one law, whatever it is: here a skewed one, as counts of refusals are.
        const luck = () => -2 * Math.log(1 - random.next());
        const paired = common.map((shared) => ({
          arm: shared + luck() + (look === 0 ? planted : 0),
          reference: shared + luck(),
        }));
        if (pairedDifference(paired, LOOKS)!.apart && (planted === 0 || look === 0)) any = true;
      }
      if (any) found += 1;
    }
    return found / WORLDS;
  };

  test.each([6, 10, 30])(
    'equal methods, %i units: at most one family of twenty alarms, give or take chance',
    (units) => {
      // Three standard errors over 400 worlds: 3.3 %.
      expect(alarms(0, units)).toBeLessThan(0.05 + 0.033);
    },
  );
  test('a planted difference of two standard deviations of the difference is found with 20 units in nine worlds of ten', () => {
    expect(alarms(2 * 2 * Math.SQRT2, 20)).toBeGreaterThan(0.9);
  });
});

describe('blocks of months', () => {
  test('consecutive, what is left over joins the last', () => {
    expect(monthBlocks(7, 2)).toEqual([
      [0, 1],
      [2, 3],
      [4, 5, 6],
    ]);
    expect(monthBlocks(4, 2)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(monthBlocks(1, 2)).toEqual([[0]]);
  });
  test('each month once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }), (months, length) => {
        expect(monthBlocks(months, length).flat()).toEqual(Array.from({ length: months }, (_, m) => m));
      }),
      { numRuns: 100 },
    );
  });
});
