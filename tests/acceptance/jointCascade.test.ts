import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cascade } from '../../engine/acceptance/cascade.ts';
import {
  type JointCascade,
  jointCascade,
  type ListedHousehold,
  type OfferOrder,
} from '../../engine/acceptance/jointCascade.ts';

type Lists = readonly (readonly ListedHousehold<string>[])[];
const list = (...entries: (readonly [string, number])[]): ListedHousehold<string>[] =>
  entries.map(([household, turnRate]) => ({ household, turnRate }));
const exact = (lists: Lists, order: OfferOrder = 'by-list'): JointCascade<string> => {
  const found = jointCascade(lists, { order });
  if (found.kind !== 'exact') throw new Error(found.kind);
  return found;
};

/** Every way to answer, played out: no code shared with the calculation. */
const playedOut = (lists: Lists, order: OfferOrder) => {
  const places = lists.flatMap((l, i) => l.map((entry, r) => ({ ...entry, list: i, rank: r })));
  if (order === 'by-rank') places.sort((a, b) => a.rank - b.rank || a.list - b.list);
  const takes = lists.map((l) => l.map(() => 0));
  for (let answers = 0; answers < 2 ** places.length; answers += 1) {
    let chance = 1;
    places.forEach(({ turnRate }, i) => {
      chance *= (answers >> i) & 1 ? turnRate : 1 - turnRate;
    });
    const let_ = new Set<number>();
    const housed = new Set<string>();
    places.forEach(({ household, list: l, rank }, i) => {
      if (let_.has(l) || housed.has(household) || !((answers >> i) & 1)) return;
      let_.add(l);
      housed.add(household);
      takes[l]![rank]! += chance;
    });
  }
  return takes;
};

describe('households on several lists', () => {
  test('nobody in common: each list is its own cascade, in either order', () => {
    const lists = [list(['a', 0.5], ['b', 0.6]), list(['c', 0.2], ['d', 0.9], ['e', 0.4])];
    for (const order of ['by-list', 'by-rank'] as const)
      exact(lists, order).lists.forEach(({ byRank, nobody }, i) => {
        const alone = cascade(lists[i]!.map(({ turnRate }) => turnRate));
        byRank.forEach((chance, r) => {
          expect(chance).toBeCloseTo(alone.byRank[r]!, 12);
        });
        expect(nobody).toBeCloseTo(alone.nobody, 12);
      });
  });
  test('first on two lists, always accepting: takes the first, the second goes to the next', () => {
    const found = exact([list(['a', 1], ['b', 0.5]), list(['a', 1], ['c', 0.25])]);
    expect(found.lists).toEqual([
      { byRank: [1, 0], nobody: 0 },
      { byRank: [0, 0.25], nobody: 0.75 },
    ]);
    expect(found.housed.get('a')).toBe(1);
  });
  test('one who refuses the first dwelling is still asked about the second', () => {
    expect(exact([list(['a', 0.5]), list(['a', 0.5])]).lists.map((l) => l.byRank)).toEqual([[0.5], [0.25]]);
  });
  test('the order of the offers matters, and is the one stated', () => {
    const lists = [list(['b', 0.5], ['a', 1]), list(['a', 1], ['c', 1])];
    expect(exact(lists, 'by-list').lists[1]!.byRank).toEqual([0.5, 0.5]);
    expect(exact(lists, 'by-rank').lists[1]!.byRank).toEqual([1, 0]);
  });
  test('no list, and an empty one', () => {
    expect(exact([])).toEqual({ kind: 'exact', lists: [], housed: new Map() });
    expect(exact([[]]).lists).toEqual([{ byRank: [], nobody: 1 }]);
  });

  test('equal to every way to answer, played out', () => {
    const households = ['a', 'b', 'c', 'd', 'e'];
    const entry = fc.double({ min: 0, max: 1, noNaN: true });
    const one = fc
      .tuple(
        fc.shuffledSubarray(households, { minLength: 1, maxLength: 3 }),
        fc.array(entry, { minLength: 3, maxLength: 3 }),
      )
      .map(([names, rates]) => list(...names.map((name, i) => [name, rates[i]!] as const)));
    let shared = 0;
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 2, maxLength: 4 }),
        fc.constantFrom<OfferOrder>('by-list', 'by-rank'),
        (lists, order) => {
          const names = lists.flatMap((l) => l.map(({ household }) => household));
          if (new Set(names).size < names.length) shared += 1;
          const found = exact(lists, order);
          const truth = playedOut(lists, order);
          found.lists.forEach(({ byRank, nobody }, i) => {
            byRank.forEach((chance, r) => {
              expect(chance).toBeCloseTo(truth[i]![r]!, 10);
            });
            expect(nobody + byRank.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
          });
          for (const chance of found.housed.values()) expect(chance).toBeLessThanOrEqual(1 + 1e-12);
        },
      ),
      { seed: 5, numRuns: 200 },
    );
    expect(shared).toBeGreaterThan(120);
  });

  test('a long chain of lists, each sharing one household with the next, stays small', () => {
    const chain = Array.from({ length: 200 }, (_, i) => list([`h${i}`, 0.5], [`h${i + 1}`, 0.5]));
    const { lists, housed } = exact(chain);
    expect(lists).toHaveLength(200);
    const total = [...housed.values()].reduce((sum, chance) => sum + chance, 0);
    expect(total).toBeCloseTo(
      lists.reduce((sum, { nobody }) => sum + 1 - nobody, 0),
      9,
    );
  });

  test('too many households shared at once: said, with the lists, rather than guessed', () => {
    const names = Array.from({ length: 40 }, (_, i) => `h${i}`);
    const all = list(...names.map((name) => [name, 0.5] as const));
    expect(jointCascade([list(['z', 1]), all, all], { order: 'by-list' })).toEqual({
      kind: 'too-entangled',
      lists: [1, 2],
    });
    // Fewer households than bits, more states than are kept: all subsets of 20 of them can be housed.
    const apart = names.slice(0, 20).map((name) => list([name, 0.5]));
    expect(jointCascade([...apart, all.slice(0, 20)], { order: 'by-list' }).kind).toBe('too-entangled');
  });
  test('a household twice on one list, or a rate that is no chance, is refused', () => {
    expect(() => exact([list(['a', 0.5], ['a', 0.5])])).toThrow('list 1 names a household twice');
    expect(() => exact([[], list(['a', 1.5])])).toThrow('list 2 has a rate of 1.5, not from 0 to 1');
  });
});
