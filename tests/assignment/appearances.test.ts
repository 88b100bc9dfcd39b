import { describe, expect, test } from 'vitest';
import { sharedLists } from '../../engine/assignment/appearances.ts';
import { planView } from '../../engine/assignment/explain/view.ts';
import { dwelling, household, type SessionCase, sequenceOf, solved } from './explain/support.ts';

const nobodyBarred = () => false;

/** Lists completed, by the sequence of each demand; only those that share somebody. */
const shared = (given: SessionCase, most = 2, barred: (v: number, n: number) => boolean = nobodyBarred) => {
  const { prepared, result } = solved(given);
  const lists = planView(prepared, result).lists.map((list) => list.map(({ row }) => row));
  const of = (row: number) => sequenceOf(prepared.request, row);
  const found = sharedLists(prepared, lists, most, (vacancy, row) => barred(vacancy, of(row)));
  return { lists: lists.map((list) => list.map(of)), found, of };
};

const people = (count: number) =>
  Array.from({ length: count }, (_, i) => household(i + 1, { filed: `20${10 + i}-11-02` }));
const two = [dwelling('L-1'), dwelling('L-2')];

describe('a household on two lists', () => {
  test('three eligible for two dwellings: both lists show the three', () => {
    const { lists, found, of } = shared({ demands: people(3), dwellings: two });
    expect(lists.flat()).toHaveLength(3);
    expect(found.map(({ appearances }) => appearances.map(({ row }) => of(row)).sort())).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  test('four eligible: one list each, as the rule is', () => {
    expect(shared({ demands: people(4), dwellings: two }).found).toEqual([]);
  });

  test('one appearance: nothing is shared', () => {
    expect(shared({ demands: people(3), dwellings: two }, 1).found).toEqual([]);
  });

  test('never more often than declared', () => {
    const { found, of } = shared({ demands: people(3), dwellings: [...two, dwelling('L-3')] });
    const seen = found.flatMap(({ appearances }) => appearances.map(({ row }) => of(row)));
    for (const n of [1, 2, 3]) expect(seen.filter((each) => each === n).length).toBeLessThanOrEqual(2);
  });

  test('who is set aside of a dwelling is not shared with it', () => {
    const { found, of } = shared({ demands: people(3), dwellings: two }, 2, (_, n) => n === 1);
    const again = found.flatMap(({ appearances }) =>
      appearances.filter((each) => each.shared).map(({ row }) => of(row)),
    );
    expect(again).not.toContain(1);
  });

  test('those of the list come first, in its order; those shared after them', () => {
    const { lists, found, of } = shared({ demands: people(3), dwellings: two });
    for (const { vacancy, appearances } of found) {
      const own = appearances.filter((each) => !each.shared).map(({ row }) => of(row));
      expect(own).toEqual(lists[vacancy]);
      expect(appearances.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    }
  });

  test('chances are worked out together: nobody is housed more than once, on average', () => {
    const { found } = shared({ demands: people(3), dwellings: two });
    const byRow = new Map<number, number>();
    for (const { appearances, nobody } of found) {
      const sum = appearances.reduce((total, { chance }) => total + chance!, 0);
      expect(sum + nobody!).toBeCloseTo(1, 12);
      for (const { row, chance } of appearances) byRow.set(row, (byRow.get(row) ?? 0) + chance!);
    }
    for (const chance of byRow.values()) expect(chance).toBeLessThan(1);
    // Three households at 0.6, then 0.5: two dwellings cannot both find a taker as often as if they shared nobody.
    expect(found[0]!.nobody! + found[1]!.nobody!).toBeGreaterThan(2 * 0.4 * 0.5 * 0.5);
  });
});
