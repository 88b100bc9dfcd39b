import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  eventCount,
  firstOf,
  kaplanMeier,
  restrictedMean,
  tableOf,
  timeUntilShare,
  type WaitRecord,
  waitingShareAt,
} from '../../engine/waiting/kaplanMeier.ts';

const housed = (exit: number, entry = 0): WaitRecord => ({ entry, exit, housed: true });
const waiting = (exit: number, entry = 0): WaitRecord => ({ entry, exit, housed: false });
const curveOf = (records: readonly WaitRecord[], leastAtRisk = 1) =>
  kaplanMeier(tableOf(records), { leastAtRisk });

/** Weeks of remission under 6-mercaptopurine and under placebo, Freireich et al. (1963): the example of every textbook. */
const TREATED = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((t) => housed(t)),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((t) => waiting(t)),
];
const PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

describe('the textbook example', () => {
  const curve = curveOf(TREATED);
  test.each([
    [6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516],
    [7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228],
    [10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894],
    [13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491],
    [16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049],
    [22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468],
    [23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801],
  ])(
    'week %i: at risk, events, share, Greenwood, log-log limits',
    (time, atRisk, events, share, se, low, high) => {
      const step = curve.times.indexOf(time);
      expect([curve.atRisk[step], curve.events[step]]).toEqual([atRisk, events]);
      expect(curve.survival[step]).toBeCloseTo(share, 4);
      expect(curve.survival[step]! * Math.sqrt(curve.greenwood[step]!)).toBeCloseTo(se, 4);
      const at = waitingShareAt(curve, time)!;
      expect(at.low).toBeCloseTo(low, 4);
      expect(at.high).toBeCloseTo(high, 4);
    },
  );
  test('median 23, at least 13, without upper end', () => {
    expect(timeUntilShare(curve, 0.5)).toEqual({ value: 23, low: 13, high: null });
  });
  test('restricted mean 23.29 up to week 35, standard error 2.83', () => {
    const mean = restrictedMean(curve, 35);
    expect(mean.value).toBeCloseTo(23.29, 2);
    expect((mean.high - mean.low) / 2 / 1.96).toBeCloseTo(2.83, 2);
    expect(mean.horizon).toBe(35);
  });
  test('the horizon is the last that was seen, and is said', () => {
    expect(restrictedMean(curve, 100)).toEqual(restrictedMean(curve, 35));
    expect(restrictedMean(curve, 10).horizon).toBe(10);
    expect(restrictedMean(curve, 10).high).toBeLessThanOrEqual(10);
  });
  test('before the first event everybody waits; after the end nothing is said', () => {
    expect(waitingShareAt(curve, 5)).toEqual({ value: 1, low: 1, high: 1 });
    expect(waitingShareAt(curve, 35)!.value).toBeCloseTo(0.4482, 4);
    expect(waitingShareAt(curve, 36)).toBeNull();
  });
});

describe('special cases', () => {
  test('nobody censored: the share is the one counted, the mean the plain mean', () => {
    const curve = curveOf(PLACEBO.map((t) => housed(t)));
    for (const time of new Set(PLACEBO))
      expect(waitingShareAt(curve, time)!.value).toBeCloseTo(
        PLACEBO.filter((t) => t > time).length / PLACEBO.length,
        12,
      );
    expect(restrictedMean(curve, 23).value).toBeCloseTo(PLACEBO.reduce((a, b) => a + b, 0) / 21, 12);
    expect(timeUntilShare(curve, 0.5).value).toBe(8);
  });
  test('when nobody waits any more, limits stay numbers and the horizon is the one asked', () => {
    const curve = curveOf([housed(3), housed(5)]);
    expect(waitingShareAt(curve, 5)).toEqual({ value: 0, low: 0, high: waitingShareAt(curve, 3)!.high });
    expect(waitingShareAt(curve, 500)!.value).toBe(0);
    expect(restrictedMean(curve, 50)).toMatchObject({ value: 4, horizon: 50 });
  });
  test('all at once: the only step leaves nobody', () => {
    const curve = curveOf([housed(4), housed(4)]);
    expect(waitingShareAt(curve, 4)).toEqual({ value: 0, low: 0, high: 1 });
    expect(timeUntilShare(curve, 0.5)).toEqual({ value: 4, low: 4, high: null });
    expect(restrictedMean(curve, 10)).toMatchObject({ value: 4, low: 4, high: 4 });
  });
  test('all censored: everybody waits, the mean is the horizon, and there is no median', () => {
    const curve = curveOf([waiting(4), waiting(9)]);
    expect(curve.times).toHaveLength(0);
    expect(timeUntilShare(curve, 0.5)).toEqual({ value: null, low: null, high: null });
    expect(restrictedMean(curve, 100)).toEqual({ value: 9, low: 9, high: 9, horizon: 9 });
  });
  test('nobody at all', () => {
    const curve = curveOf([]);
    expect(restrictedMean(curve, 100)).toEqual({ value: 0, low: 0, high: 0, horizon: 0 });
    expect(waitingShareAt(curve, 0)).toEqual({ value: 1, low: 1, high: 1 });
    expect(waitingShareAt(curve, 1)).toBeNull();
  });
  test('who is censored at the time of an event was still at risk', () => {
    const curve = curveOf([housed(5), waiting(5), waiting(9)]);
    expect([...curve.atRisk]).toEqual([3]);
    expect(curve.survival[0]).toBeCloseTo(2 / 3, 12);
  });
  test('a delayed entry is at risk from its entry only, that day included', () => {
    const curve = curveOf([housed(2), housed(6), waiting(9, 3), waiting(9, 6), waiting(9, 7)]);
    expect([...curve.atRisk]).toEqual([2, 3]);
    expect([...curve.survival]).toEqual([0.5, 0.5 * (2 / 3)].map((v) => expect.closeTo(v, 12)));
  });
  test('a gap in which nobody is at risk ends nothing', () => {
    const curve = curveOf([housed(2), waiting(3), housed(8, 6), waiting(9, 6)]);
    expect([...curve.times]).toEqual([2, 8]);
    expect([...curve.atRisk]).toEqual([2, 2]);
  });
  test('the curve stops before an event that too few were at risk of', () => {
    const all = curveOf(TREATED);
    const stopped = curveOf(TREATED, 12);
    expect([...stopped.times]).toEqual([6, 7, 10, 13]);
    expect(eventCount(stopped)).toBe(6);
    expect([...stopped.survival]).toEqual([...all.survival.subarray(0, 4)]);
    expect(stopped.until).toBeLessThan(16);
    expect(waitingShareAt(stopped, 16)).toBeNull();
  });
  test.each([
    ['leaves before it enters', housed(3, 5)],
    ['enters before the start', waiting(3, -1)],
    ['is not a number', waiting(Number.NaN)],
  ])('a record that %s is refused', (_, record) => {
    expect(() => tableOf([record])).toThrow(RangeError);
  });
});

describe('several ways out', () => {
  const a = curveOf([housed(2), housed(4), waiting(9), waiting(9)]);
  const b = curveOf([housed(4), housed(6), waiting(9), waiting(9), waiting(9)]);
  const both = firstOf([a, b]);
  test('shares multiply, variances of the logarithms add', () => {
    expect([...both.times]).toEqual([2, 4, 6]);
    for (const time of [2, 4, 6, 9])
      expect(waitingShareAt(both, time)!.value).toBeCloseTo(
        waitingShareAt(a, time)!.value * waitingShareAt(b, time)!.value,
        12,
      );
    expect(both.greenwood.at(-1)).toBeCloseTo(a.greenwood.at(-1)! + b.greenwood.at(-1)!, 12);
  });
  test('one alone is itself, none is everybody waiting', () => {
    expect([...firstOf([a]).survival]).toEqual([...a.survival].map((v) => expect.closeTo(v, 12)));
    expect(firstOf([])).toMatchObject({ until: 0 });
    expect(waitingShareAt(firstOf([]), 0)).toEqual({ value: 1, low: 1, high: 1 });
  });
  test('ends where one way leaves nobody', () => {
    const end = firstOf([curveOf([housed(3), housed(5)]), curveOf([housed(5), housed(7), waiting(9)])]);
    expect(end.survival.at(-1)).toBe(0);
    expect(end.until).toBe(5);
    expect(restrictedMean(end, 10).value).toBeLessThan(5);
  });
  test('a way that has stopped adds nothing after, and does not stop the others', () => {
    const short = curveOf([housed(2), waiting(3)]);
    expect(firstOf([short, b]).until).toBe(9);
    expect(waitingShareAt(firstOf([short, b]), 6)!.value).toBeCloseTo(0.5 * waitingShareAt(b, 6)!.value, 12);
  });
});

const aRecord = fc
  .tuple(fc.nat(30), fc.nat(30), fc.boolean())
  .map(([entry, length, event]): WaitRecord => ({ entry, exit: entry + length, housed: event }));
const fromTheStart = fc
  .tuple(fc.nat(60), fc.boolean())
  .map(([exit, event]): WaitRecord => ({ entry: 0, exit, housed: event }));

/** The product of the definition, record by record. */
const byDefinition = (records: readonly WaitRecord[], time: number): number => {
  const times = [...new Set(records.filter((r) => r.housed && r.exit <= time).map((r) => r.exit))];
  return times.reduce((share, t) => {
    const atRisk = records.filter((r) => r.entry <= t && r.exit >= t).length;
    return share * (1 - records.filter((r) => r.housed && r.exit === t).length / atRisk);
  }, 1);
};

describe('for any records', () => {
  test('it is the product of the definition, and every figure is a number in order', () => {
    let events = 0;
    fc.assert(
      fc.property(fc.array(aRecord, { minLength: 1, maxLength: 40 }), (records) => {
        const curve = curveOf(records);
        events += eventCount(curve);
        const mean = restrictedMean(curve, 50);
        const estimates = [{ ...mean }, waitingShareAt(curve, 0)!];
        for (let time = 0; time <= 60; time += 1) {
          const at = waitingShareAt(curve, time);
          if (at === null) continue;
          expect(at.value).toBeCloseTo(byDefinition(records, time), 10);
          expect(at.high).toBeLessThanOrEqual(1);
          estimates.push(at as typeof mean);
        }
        for (const { low, value, high } of estimates) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(value).toBeGreaterThanOrEqual(low);
          expect(high).toBeGreaterThanOrEqual(value);
        }
        const { low, value, high } = timeUntilShare(curve, 0.5);
        if (value !== null) expect(low).toBeLessThanOrEqual(value);
        if (value !== null && high !== null) expect(high).toBeGreaterThanOrEqual(value);
      }),
      { numRuns: 300 },
    );
    expect(events).toBeGreaterThan(400);
  });
  test('leaving out those who still wait shortens the wait: the mean of the housed is too low', () => {
    let shorter = 0;
    let applicable = 0;
    fc.assert(
      fc.property(fc.array(fromTheStart, { minLength: 2, maxLength: 40 }), (records) => {
        const only = records.filter((r) => r.housed);
        if (only.length === 0 || only.length === records.length) return;
        applicable += 1;
        const horizon = restrictedMean(curveOf(records), 60).horizon;
        const all = restrictedMean(curveOf(records), horizon).value;
        const counted = restrictedMean(curveOf(only), horizon).value;
        expect(counted).toBeLessThanOrEqual(all + 1e-9);
        if (counted < all - 1e-9) shorter += 1;
      }),
      { numRuns: 400 },
    );
    expect(applicable).toBeGreaterThan(250);
    expect(shorter).toBeGreaterThan(200);
  });
  test('more ways out never lengthen the wait', () => {
    let shorter = 0;
    fc.assert(
      fc.property(
        fc.array(fc.array(fromTheStart, { minLength: 1, maxLength: 20 }), { minLength: 2, maxLength: 4 }),
        (ways) => {
          const curves = ways.map((records) => curveOf(records));
          const together = firstOf(curves);
          for (const curve of curves)
            for (let time = 0; time <= 60; time += 5) {
              const [one, all] = [waitingShareAt(curve, time), waitingShareAt(together, time)];
              if (one === null || all === null) continue;
              expect(all.value).toBeLessThanOrEqual(one.value + 1e-12);
              if (all.value < one.value) shorter += 1;
            }
        },
      ),
      { numRuns: 200 },
    );
    expect(shorter).toBeGreaterThan(500);
  });
});
