import { describe, expect, test } from 'vitest';
import { LEAST_HOUSEHOLDS, levelGaps } from '../../engine/disparity/gaps.ts';
import { withinOrder } from '../../engine/disparity/orderBands.ts';
import type { Partition, Stratum } from '../../engine/disparity/strata.ts';

/** Levels by row; those who did not say: `last`. */
const parted = (levelOf: readonly number[], levels: number, last = false): Partition => ({
  levels,
  levelOf: Uint16Array.from(levelOf),
  unknown: last ? levels - 1 : null,
});
const pool = (eligible: readonly number[], ...selected: readonly number[]): Stratum => ({
  eligible: Uint32Array.from(eligible),
  selected: Uint32Array.from(selected),
});
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('what pools expect of a group', () => {
  test('its share of each pool, times those chosen there', () => {
    // Rows 0 to 3 of the group, 4 to 9 not: two of five chosen, then one of five.
    const partition = parted([0, 0, 0, 0, 1, 1, 1, 1, 1, 1], 2);
    const strata = [pool([0, 1, 4, 5, 6], 0, 4), pool([2, 3, 7, 8, 9], 7)];
    const [own, others] = levelGaps(strata, partition, 10);
    expect(own).toMatchObject({ households: 4, selectedHouseholds: 1, chances: 4, observed: 1 });
    expect(own!.expected).toBeCloseTo(2 * 0.4 + 0.4);
    expect(others).toMatchObject({ households: 6, selectedHouseholds: 2, chances: 6, observed: 2 });
    expect(own!.expected + others!.expected).toBeCloseTo(3);
  });

  test.each([
    ['nobody else in the pool', pool([0, 1], 0)],
    ['nobody of the group', pool([2, 3], 2)],
    ['nobody chosen', pool([0, 1, 2, 3])],
    ['everybody chosen', pool([0, 2], 0, 2)],
  ])('%s tells nothing', (_, stratum) => {
    const [own] = levelGaps([stratum], parted([0, 0, 1, 1], 2), 4);
    expect(own).toMatchObject({ chances: 0, observed: 0, expected: 0, test: null });
  });

  test('who did not say is beside everybody, and never among those who did', () => {
    // Group 0, 1, and two who did not say; three chosen: one of each.
    const partition = parted([0, 0, 1, 1, 2, 2], 3, true);
    const [own, other, unsaid] = levelGaps([pool(range(0, 6), 0, 2, 4)], partition, 6);
    expect(own!.expected).toBeCloseTo(2 * (2 / 4));
    expect(other!.expected).toBeCloseTo(2 * (2 / 4));
    expect(unsaid!.expected).toBeCloseTo(3 * (2 / 6));
  });
});

describe('what is tested', () => {
  /** So many pools of twenty, half of the group; `chosen` gives who is taken of each. */
  const strata = (pools: number, chosen: (v: number) => number): readonly Stratum[] =>
    Array.from({ length: pools }, (_, v) => pool(range(20 * v, 20 * v + 20), 20 * v + chosen(v)));
  const halves = (rows: number): Partition =>
    parted(
      range(0, rows).map((row) => (row % 2 === 0 ? 0 : 1)),
      2,
    );

  test('five expected on either side at least', () => {
    const told = (pools: number) =>
      levelGaps(
        strata(pools, (v) => v % 2),
        halves(20 * pools),
        20 * pools,
      );
    expect(told(9)[0]!.test).toBeNull();
    expect(told(10)[0]!.test).not.toBeNull();
  });

  test('ten households at least', () => {
    const few = (group: number) => {
      const partition = parted(
        range(0, 40).map((row) => (row < group ? 0 : 1)),
        2,
      );
      const pools = Array.from({ length: 60 }, (_, v) => pool(range(0, 40), (v * 7) % 40));
      return levelGaps(pools, partition, 40)[0]!;
    };
    expect(few(LEAST_HOUSEHOLDS - 1).test).toBeNull();
    expect(few(LEAST_HOUSEHOLDS).test).not.toBeNull();
  });

  test('a group always passed over is far from equal chances', () => {
    const [own, others] = levelGaps(
      strata(40, () => 1),
      halves(800),
      800,
    );
    expect(own).toMatchObject({ observed: 0 });
    expect(own!.test!.p).toBeLessThan(1e-9);
    expect(own!.test).toMatchObject({ low: 0 });
    expect(own!.test!.high).toBeLessThan(0.5);
    expect(others!.test!.low).toBeGreaterThan(1.5);
  });

  test('one household chosen time after time is one fact, not forty', () => {
    const partition = halves(200);
    const same = Array.from({ length: 40 }, () => pool(range(0, 200), 0));
    const apart = Array.from({ length: 40 }, (_, v) => pool(range(0, 200), 2 * v));
    const [together, alone] = [same, apart].map((each) => levelGaps(each, partition, 200)[0]!.test!);
    expect(alone!.dispersion).toBeLessThan(1.2);
    expect(alone!.p).toBeLessThan(1e-6);
    expect(together!.dispersion).toBeGreaterThan(20);
    expect(together!.p).toBeGreaterThan(0.05);
  });

  test('the order of pools and rows changes nothing', () => {
    const given = strata(30, (v) => (v * v) % 20);
    const turned = [...given]
      .reverse()
      .map(({ eligible, selected }) => ({ eligible: eligible.slice().reverse(), selected }));
    const [before, after] = [given, turned].map((each) => levelGaps(each, halves(600), 600)[0]!);
    expect(after!.observed).toBe(before!.observed);
    expect(after!.test!.p).toBeCloseTo(before!.test!.p, 9);
  });
});

test('bands of the order: the first five, the next five, then wider', () => {
  const position = Uint32Array.from(range(0, 30)).reverse();
  const bands = withinOrder(pool(range(0, 30), 29, 3), position);
  expect(bands.map(({ eligible }) => eligible.length)).toEqual([5, 5, 10, 10]);
  expect([...bands[0]!.eligible]).toEqual([29, 28, 27, 26, 25]);
  expect(bands.map(({ selected }) => [...selected])).toEqual([[29], [], [], [3]]);
});
