import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffMethods } from '../../scoring/diffMethods.ts';
import { rankMoves } from '../../scoring/rankMoves.ts';
import { randomMethod } from './support/arbitraries.ts';
import { criterion, HEAD, method } from './support/compiled.ts';

const level = (id: string, when: string) => ({
  id,
  label: `niveau ${id}`,
  when,
  source: 'essai',
  certainty: 'proposal',
});
const content = (more: object = {}, criteria: readonly unknown[] = [criterion('a', 5, { when: 'b1' })]) => ({
  ...HEAD,
  groups: [{ id: 'g', label: 'groupe g', combine: 'sum', criteria }],
  ...more,
});
const diff = (from: unknown, to: unknown) => diffMethods(method(from), method(to), ({ text }) => text);
const BASE = content();

describe('what changed from a method to another', () => {
  test.each<[string, unknown, readonly unknown[]]>([
    ['nothing', content(), []],
    ['spaces and needless brackets are no change', content({}, [criterion('a', 5, { when: '( b1 )' })]), []],
    [
      'points',
      content({}, [criterion('a', 6, { when: 'b1' })]),
      [{ part: 'criterion', id: 'a', change: 'changed', fields: [{ field: 'points', from: '5', to: '6' }] }],
    ],
    [
      'points become a formula',
      content({}, [criterion('a', '2 * n1', { when: 'b1' })]),
      [{ part: 'criterion', id: 'a', fields: [{ field: 'points', from: '5', to: '2 * n1' }] }],
    ],
    [
      'a condition',
      content({}, [criterion('a', 5, { when: 'b1 or b2' })]),
      [{ part: 'criterion', id: 'a', fields: [{ field: 'when', from: 'b1', to: 'b1 or b2' }] }],
    ],
    [
      'a condition taken away',
      content({}, [criterion('a', 5)]),
      [{ part: 'criterion', id: 'a', fields: [{ field: 'when', from: 'b1', to: null }] }],
    ],
    [
      'evidence',
      content({}, [criterion('a', 5, { when: 'b1', evidence: 'verified' })]),
      [{ part: 'criterion', id: 'a', fields: [{ field: 'evidence', from: 'declared', to: 'verified' }] }],
    ],
    [
      'a criterion more',
      content({}, [criterion('a', 5, { when: 'b1' }), criterion('b', 2)]),
      [{ part: 'criterion', id: 'b', change: 'added' }],
    ],
    [
      'a criterion replaced',
      content({}, [criterion('b', 5, { when: 'b1' })]),
      [
        { part: 'criterion', id: 'b', change: 'added' },
        { part: 'criterion', id: 'a', change: 'removed' },
      ],
    ],
    ['a level more', content({ tiers: [level('t', 'b2')] }), [{ part: 'level', id: 't', change: 'added' }]],
    [
      'the version',
      content({ version: '2' }),
      [{ part: 'method', change: 'changed', fields: [{ field: 'version', from: '1', to: '2' }] }],
    ],
    [
      'the tie-break',
      content({ tieBreak: [{ by: 'lot', direction: 'asc' }] }),
      [{ part: 'method', fields: [{ field: 'tieBreak', from: 'n1 desc ; lot asc', to: 'lot asc' }] }],
    ],
    [
      'the scope',
      content({ scope: { demands: 'all', when: 'b2' } }),
      [{ part: 'method', fields: [{ field: 'scope', from: null }] }],
    ],
    [
      'a cap',
      { ...BASE, groups: [{ ...BASE.groups[0], cap: 9 }] },
      [{ part: 'group', id: 'g', fields: [{ field: 'cap', from: null, to: '9' }] }],
    ],
  ])('%s', (_, to, expected) => {
    expect(diff(BASE, to)).toMatchObject(expected);
    expect(diff(BASE, to)).toHaveLength(expected.length);
  });

  test('the order of levels counts', () => {
    const tiers = [level('t', 'b1'), level('u', 'b2')];
    expect(diff(content({ tiers }), content({ tiers: [...tiers].reverse() }))).toMatchObject([
      { part: 'level', id: 'u', fields: [{ field: 'place', from: '2', to: '1' }] },
      { part: 'level', id: 't', fields: [{ field: 'place', from: '1', to: '2' }] },
    ]);
  });

  test('a random method differs from itself in nothing; from another, both ways by as many parts', () => {
    let different = 0;
    fc.assert(
      fc.property(randomMethod, randomMethod, (a, b) => {
        expect(diff(a, a)).toEqual([]);
        const there = diff(a, b);
        const back = diff(b, a);
        expect(back).toHaveLength(there.length);
        const count = (list: typeof there, change: string) => list.filter((c) => c.change === change).length;
        expect(count(back, 'added')).toBe(count(there, 'removed'));
        if (there.length > 0) different += 1;
      }),
      { numRuns: 100, seed: 41 },
    );
    expect(different).toBeGreaterThan(80);
  });
});

describe('who changes place', () => {
  const from = Uint32Array.of(0, 1, 2, 3, 4);
  test('the same order: nobody', () => {
    expect(rankMoves(from, from, 3)).toMatchObject({
      changedOverall: 0,
      entered: [],
      left: [],
      movedWithin: 0,
      meanMove: 0,
      greatestMove: 0,
    });
  });
  test('one comes from the end to the top', () => {
    expect(rankMoves(from, Uint32Array.of(1, 2, 3, 4, 0), 2)).toEqual({
      rows: 5,
      first: 2,
      changedOverall: 5,
      entered: [{ row: 4, from: 4, to: 0 }],
      left: [{ row: 1, from: 1, to: 2 }],
      movedWithin: 1,
      meanMove: 2,
      greatestMove: 4,
    });
  });
  test.each([
    ['more places than rows', 99, 5],
    ['no place', 0, 0],
  ])('%s', (_, first, looked) => {
    expect(rankMoves(from, from, first).first).toBe(looked);
  });
  test('nobody at all', () => {
    expect(rankMoves(new Uint32Array(0), new Uint32Array(0), 10)).toMatchObject({ rows: 0, meanMove: 0 });
  });
  test('orders of different lengths are a programmer’s error', () => {
    expect(() => rankMoves(from, from.subarray(1), 3)).toThrow(RangeError);
  });
  test('as many enter as leave, and counts agree with a plain count', () => {
    let moved = 0;
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 30 })
          .chain((n) =>
            fc.tuple(
              fc.shuffledSubarray([...Array(n).keys()], { minLength: n }),
              fc.shuffledSubarray([...Array(n).keys()], { minLength: n }),
              fc.integer({ min: 0, max: n }),
            ),
          ),
        ([a, b, first]) => {
          const moves = rankMoves(Uint32Array.from(a), Uint32Array.from(b), first);
          expect(moves.entered).toHaveLength(moves.left.length);
          const within = a.filter((place, row) => place < first && b[row]! < first && place !== b[row]!);
          expect(moves.movedWithin).toBe(within.length);
          expect(moves.changedOverall).toBe(a.filter((place, row) => place !== b[row]).length);
          if (moves.entered.length > 0) moved += 1;
        },
      ),
      { numRuns: 200, seed: 42 },
    );
    expect(moved).toBeGreaterThan(80);
  });
});
