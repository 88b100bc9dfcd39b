import { describe, expect, test } from 'vitest';
import { explainRow, explainScore } from '../../scoring/explain.ts';
import { orderRows } from '../../scoring/order.ts';
import { weigh } from '../../scoring/weigh.ts';
import { type Row, storeOf } from './support/columns.ts';
import { criterion, HEAD, method } from './support/compiled.ts';

const level = (id: string, when: string, more: object = {}) => ({
  id,
  label: `niveau ${id}`,
  when,
  source: 'article 9',
  certainty: 'proposal',
  ...more,
});
const content = {
  ...HEAD,
  scope: { demands: 'all', when: 'm1' },
  channels: [
    level('relogement', 'b1', { placement: 'outside', evidence: 'verified' }),
    level('dalo', 'S1', { placement: 'before-grid', evidence: 'verified' }),
    level('accord', 'c1', { placement: 'outside' }),
  ],
  tiers: [level('haut', 'b2')],
  groups: [
    {
      id: 'g',
      label: 'groupe g',
      combine: 'sum',
      criteria: [criterion('c', 7), criterion('d', 3, { when: 'c2' })],
    },
  ],
};
const compiled = method(content);
/** In scope, in no channel, in no tier. */
const NOBODY: Row = { flags: 8, b1: 0, S1: 0, kind: 0, b2: 0, n1: 1 };
const PLACES = { dalo: 0, haut: 1, none: 2, relogement: 3, accord: 4, outOfScope: 5 };
const scored = (row: Row) => {
  const { inScope, tier, points, toVerify } = compiled.score(storeOf([{ ...NOBODY, ...row }]));
  return [inScope[0], tier[0], points[0], toVerify[0]];
};

describe('a channel takes its demands out of the grid', () => {
  test.each<[string, Row, readonly number[]]>([
    ['none: the grid scores', {}, [1, PLACES.none, 7000, 0]],
    ['a tier: the grid scores', { b2: 1 }, [1, PLACES.haut, 7000, 0]],
    ['before the grid, not scored', { S1: 3 }, [2, PLACES.dalo, 0, 0]],
    ['outside, not scored', { kind: 2 }, [2, PLACES.accord, 0, 0]],
    ['the first written decides', { b1: 1, S1: 3, kind: 2 }, [2, PLACES.relogement, 0, 0]],
    ['channels come before tiers', { S1: 3, b2: 1 }, [2, PLACES.dalo, 0, 0]],
    ['on less than the evidence asked for: in the channel, to verify', { S1: 1 }, [2, PLACES.dalo, 0, 1]],
    ['not known: not in the channel, to verify', { b1: 255 }, [1, PLACES.none, 7000, 1]],
    [
      'not known behind the one that decides changes nothing',
      { b1: 1, S1: 255 },
      [2, PLACES.relogement, 0, 0],
    ],
    ['doubts of the grid do not count in a channel', { b1: 1, kind: 255 }, [2, PLACES.relogement, 0, 0]],
    ['out of scope, in no channel', { flags: 0, S1: 3 }, [0, PLACES.outOfScope, 0, 0]],
  ])('%s', (_, row, expected) => {
    expect(scored(row)).toEqual(expected);
  });

  test('one order holds all: channels before, tiers, no level, channels outside, out of scope', () => {
    const rows: Row[] = [
      { ...NOBODY, flags: 0 },
      { ...NOBODY, kind: 2 },
      { ...NOBODY, b1: 1 },
      NOBODY,
      { ...NOBODY, b2: 1 },
      { ...NOBODY, S1: 3 },
    ];
    const store = storeOf(rows);
    const order = orderRows({
      scored: compiled.score(store),
      store,
      tieBreak: compiled.tieBreak,
      lot: Uint32Array.from(rows.keys()),
    });
    expect([...order.rows]).toEqual([5, 4, 3, 2, 1, 0]);
    expect(rows.map((_, place) => compiled.isApart(place))).toEqual([false, false, false, true, true, false]);
    expect(compiled.levelAt(PLACES.accord)).toMatchObject({ id: 'accord', placement: 'outside' });
    expect(compiled.levelAt(PLACES.none)).toBeNull();
  });
});

describe('the explanation says so', () => {
  const explained = (row: Row) => explainRow(compiled, storeOf([{ ...NOBODY, ...row }]), 0);
  test('in a channel: the channel decides, with its source, and the grid says nothing', () => {
    expect(explained({ kind: 2 })).toMatchObject({
      inScope: 'met',
      graded: false,
      points: 0,
      groups: [],
      decidedBy: { kind: 'channel', placement: 'outside', id: 'accord', source: 'article 9' },
    });
  });
  test('in the grid: the tier decides', () => {
    expect(explained({ b2: 1 })).toMatchObject({
      graded: true,
      points: 7000,
      decidedBy: { kind: 'tier', placement: 'grid', id: 'haut' },
    });
  });
  test('levels come in the order examined', () => {
    expect(explained({}).levels.map((l) => l.id)).toEqual(['relogement', 'dalo', 'accord', 'haut']);
  });
  test('an input that is not known says which channel it could open, when it stands better', () => {
    const [input] = explained({ S1: 255 }).unknownInputs;
    expect(input).toMatchObject({ column: 'S1', couldReach: { id: 'dalo' }, couldBring: 0 });
    expect(explained({ b1: 255 }).unknownInputs).toMatchObject([{ column: 'b1', couldReach: null }]);
  });
});

test('a weighting adds nothing to a demand in a channel', () => {
  const weighting = method({
    ...HEAD,
    id: 'ponderation',
    kind: 'weighting',
    appliesToContingent: 'COLACT',
    groups: [{ id: 'g', label: 'groupe g', combine: 'sum', criteria: [criterion('w', 4)] }],
  });
  const store = storeOf([NOBODY, { ...NOBODY, S1: 3 }]);
  const weighed = weigh(compiled.score(store), [{ weighting, scored: weighting.score(store) }], 'COLACT');
  expect([...weighed.points]).toEqual([11_000, 0]);
  for (const row of [0, 1])
    expect(explainScore({ ordering: compiled, weighting }, store, row).points).toBe(weighed.points[row]);
});
