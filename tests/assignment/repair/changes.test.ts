import { describe, expect, test } from 'vitest';
import { type Change, constrain } from '../../../engine/assignment/repair/change.ts';
import { repair } from '../../../engine/assignment/repair/repair.ts';
import { carryTo, sessionOf } from '../../../engine/assignment/repair/session.ts';
import {
  after,
  BEFORE,
  exclude,
  id,
  letters,
  lists,
  MODEL,
  meetingModel,
  mended,
  pin,
  rerank,
  withdraw,
} from './meeting.ts';

describe('a candidate withdraws', () => {
  test('those below move up, a free one enters last', () => {
    const result = mended([withdraw('b')]);
    expect(after(result)).toBe('acg def');
    expect(result.cost).toMatchObject({ changes: 2, reversed: 0, empty: 0 });
    expect(result.proven).toBe(true);
  });
  test('the first rank withdraws: the second becomes first', () => {
    expect(after(mended([withdraw('a')]))).toBe('bcg def');
  });
  test('a candidate with more points still enters below those who stay', () => {
    // g has more points than a and b, who were placed before.
    const model = meetingModel(['a2 b1 c3 g9', 'd9 e8 f7']);
    expect(after(mended([withdraw('c')], lists('abc', 'def'), model))).toBe('abg def');
  });
  test('of two free candidates, the one who costs a target less enters', () => {
    const target = { required: 1, penalty: 5000, coef: (_: number, c: number) => (c === 1 ? 10 : 0) };
    const model = meetingModel(['a9 b8 c7 g6 h5*', 'd9 e8 f7'], { rows: [target] });
    expect(after(mended([withdraw('b')], BEFORE, model))).toBe('ach def');
    const without = meetingModel(['a9 b8 c7 g6 h5*', 'd9 e8 f7']);
    expect(after(mended([withdraw('b')], BEFORE, without))).toBe('acg def');
  });
  test('nobody on a list: nothing changes, and the candidate no longer enters', () => {
    const result = mended([withdraw('g')]);
    expect(after(result)).toBe('abc def');
    expect(after(mended([withdraw('a')], result.state))).toBe('bch def');
  });
  test('nobody is left: the list is shorter, without a gap', () => {
    const model = meetingModel(['a9 b8 c7', 'd9 e8 f7']);
    const result = mended([withdraw('b')], BEFORE, model);
    expect(after(result)).toBe('ac def');
    expect(result.cost.empty).toBe(1);
    expect(result.diff.lists[0]).toMatchObject({ empty: 1 });
  });
  test('only one listed elsewhere is left: it comes, and the free one takes its place there', () => {
    const model = meetingModel(['a9 b8 c7 d6', 'd9 e8 f7 g6']);
    const result = mended([withdraw('b')], BEFORE, model);
    expect(after(result)).toBe('acd efg');
    expect(result.cost.changes).toBe(4);
    expect(result.diff.lists[1]?.left).toEqual([
      { candidate: id('d'), rank: 1, why: { kind: 'moved' }, to: 0 },
    ]);
  });
  test('levels come before points among those who may enter', () => {
    const model = meetingModel(['a9 b8 c7 g6 h5*', 'd9 e8 f7']);
    // Segments: class 0 then class 1 of the first dwelling, then the second's.
    const levels = { levels: [0, 1], segmentLevel: Uint8Array.from([1, 0, 0]) };
    const repaired = repair({ model, before: BEFORE, changes: [withdraw('b')], levels });
    if (!repaired.ok) throw new Error('refused');
    expect(after(repaired.value)).toBe('ach def');
    expect(repaired.value.proven).toBe(true);
  });
});

describe('a paper is missing for one dwelling', () => {
  test('out of this list only: still free for another', () => {
    const first = mended([exclude('d', 1)]);
    expect(after(first)).toBe('abc efg');
    expect(after(mended([withdraw('a')], first.state))).toBe('bcd efg');
  });
  test('not again on the same list, until readmitted', () => {
    const first = mended([exclude('d', 1), withdraw('g')]);
    expect(after(first)).toBe('abc efh');
    expect(after(mended([withdraw('h')], first.state))).toBe('abc ef');
    const back: Change = { kind: 'readmit', candidate: id('d'), vacancy: 1 };
    expect(after(mended([back, withdraw('h')], first.state))).toBe('abc efd');
  });
  test('a withdrawal is lifted: free again, on no list by itself', () => {
    const first = mended([withdraw('a')]);
    const back = mended([{ kind: 'readmit', candidate: id('a'), vacancy: null }], first.state);
    expect(after(back)).toBe('bcg def');
    expect(after(mended([withdraw('c')], back.state))).toBe('bga def');
  });
});

describe('a vacancy is pulled', () => {
  test('its list closes and the others do not move', () => {
    const result = mended([{ kind: 'pull', vacancy: 1 }]);
    expect(after(result)).toBe('abc ');
    expect(result.cost).toMatchObject({ changes: 3, empty: 0 });
    expect(result.diff.lists).toMatchObject([{ vacancy: 1, pulled: true, empty: 0 }]);
  });
  test('whom it frees completes a short list', () => {
    const model = meetingModel(['a9 b8 d7', 'd9 e8 f7']);
    expect(after(mended([{ kind: 'pull', vacancy: 1 }], lists('ab', 'def'), model))).toBe('abd ');
  });
  test('a pin on it ends', () => {
    const pinned = mended([pin('d', 1)]).state;
    expect(mended([{ kind: 'pull', vacancy: 1 }], pinned).state.pins).toEqual([]);
  });
});

describe('a vacancy is added', () => {
  const larger = meetingModel(['a9 b8 c7 d6 e5 f4 g3 h2', 'd9 e8 f7 g6 h5', 'f9 g8 h7']);
  const remodel = {
    model: larger,
    vacancyOf: Int32Array.from([0, 1]),
    candidateOf: Int32Array.from({ length: 8 }, (_, i) => i),
  };
  test('its list is filled without touching the others as far as free candidates go', () => {
    expect(after(mended([], carryTo(BEFORE, remodel), larger))).toBe('abc def gh');
  });
  test('a candidate of another list comes only where somebody can replace it', () => {
    const model = meetingModel(['a9 b8 c7', 'd9 e8 f7 g6', 'd5 h4'], { places: 2 });
    expect(after(mended([], carryTo(lists('ab', 'de'), { ...remodel, model }), model))).toBe('ab ef dh');
  });
  test('constraints follow their vacancy and candidate, and go with them', () => {
    const state = mended([
      withdraw('a'),
      exclude('d', 1),
      pin('c', 0, 1),
      { kind: 'pull', vacancy: 1 },
    ]).state;
    const moved = carryTo(state, {
      model: larger,
      vacancyOf: Int32Array.from([2, 1]),
      candidateOf: Int32Array.from([7, 1, 2, 3, -1, 5, 6, 0]),
    });
    expect(moved.withdrawn).toMatchObject([{ candidate: 7 }]);
    expect(moved.excluded).toMatchObject([{ vacancy: 1, candidate: 3 }]);
    expect(moved.pulled).toEqual([1]);
    expect(moved.pins).toMatchObject([{ vacancy: 2, candidate: 2, rank: 1 }]);
    expect(moved.lists.map(letters)).toEqual(['', '', letters(state.lists[0]!)]);
    const gone = carryTo(state, { ...remodel, vacancyOf: Int32Array.from([-1, 0]) });
    expect([gone.pins, gone.pulled]).toEqual([[], [0]]);
    expect(gone.excluded).toMatchObject([{ vacancy: 0 }]);
  });
  test('who is no longer eligible in the new model leaves, and it is said', () => {
    const model = meetingModel(['a9 c7 g3', 'd9 e8 f7']);
    const result = mended([], carryTo(BEFORE, { ...remodel, model }), model);
    expect(after(result)).toBe('acg def');
    expect(result.diff.lists[0]?.left).toMatchObject([{ candidate: id('b'), why: { kind: 'not-eligible' } }]);
  });
  test('a listed candidate keeps the contingent that it was listed under', () => {
    const model = meetingModel(['a9 a8* b7', 'd9']);
    const second = model.pairCandidate.indexOf(0, 1);
    const state = sessionOf(model, Int32Array.from([second, -1, -1, -1, -1, -1]));
    expect(mended([withdraw('h')], state, model).state.lists[0]?.[0]).toEqual({ candidate: 0, pair: second });
    const pairOf = Int32Array.from(model.pairCandidate, (_, pair) => pair);
    const carried = carryTo(state, { ...remodel, model, pairOf });
    expect(carried.lists[0]).toEqual([{ candidate: 0, pair: second }]);
    expect(carryTo(state, { ...remodel, model }).lists[0]).toEqual([{ candidate: 0, pair: -1 }]);
  });
});

describe('a candidate is pinned', () => {
  test('on the list already, any rank: nothing moves, and it is not moved later', () => {
    const model = meetingModel(['a9 b8 c7 d6', 'd9 e8 f7 g6']);
    const result = mended([pin('d', 1)], BEFORE, model);
    expect(after(result)).toBe('abc def');
    // Without the pin d would come to the first list.
    expect(after(mended([withdraw('b')], result.state, model))).toBe('ac def');
  });
  test('not on the list: it enters below those who stay, and the one who costs least leaves', () => {
    const result = mended([pin('h', 0)]);
    expect(after(result)).toBe('abh def');
    expect(result.diff.lists[0]).toMatchObject({
      left: [{ candidate: id('c'), why: { kind: 'made-room' } }],
      entered: [{ candidate: id('h'), rank: 3, pinned: true, from: null }],
    });
  });
  test('at a rank: there, and the others keep their order around it', () => {
    expect(after(mended([pin('h', 0, 1)]))).toBe('hab def');
    const stays = mended([pin('c', 0, 1)]);
    expect(after(stays)).toBe('cab def');
    expect(stays.cost).toMatchObject({ changes: 0, reversed: 2 });
  });
  test('a pinned rank holds while others move up', () => {
    expect(after(mended([withdraw('a')], mended([pin('b', 0, 2)]).state))).toBe('cbg def');
  });
  test('a list too short for a pinned rank: as near as can be', () => {
    const model = meetingModel(['a9 b8 c7', 'd9 e8 f7']);
    expect(after(mended([withdraw('a')], mended([pin('c', 0, 3)], BEFORE, model).state, model))).toBe(
      'bc def',
    );
  });
  test('listed elsewhere: it leaves that list, where somebody free replaces it', () => {
    const result = mended([pin('d', 0)]);
    expect(after(result)).toBe('abd efg');
    expect(result.diff.lists[1]?.left).toMatchObject([{ why: { kind: 'pinned-elsewhere' }, to: 0 }]);
  });
  test('released: free to move again', () => {
    const model = meetingModel(['a9 b8 c7 d6', 'd9 e8 f7 g6']);
    const pinned = mended([pin('d', 1)], BEFORE, model).state;
    const released = mended([{ kind: 'release', candidate: id('d') }], pinned, model).state;
    expect(after(mended([withdraw('b')], released, model))).toBe('acd efg');
  });
  test('pinned again elsewhere: the later word wins; withdrawn or excluded: the pin ends', () => {
    const pinned = mended([pin('d', 1)]).state;
    expect(mended([pin('d', 0)], pinned).state.pins).toMatchObject([{ vacancy: 0 }]);
    expect(mended([withdraw('d')], pinned).state.pins).toEqual([]);
    expect(mended([exclude('d', 1)], pinned).state.pins).toEqual([]);
    expect(mended([exclude('d', 0)], pinned).state.pins).toMatchObject([{ vacancy: 1 }]);
  });
});

describe('a list is put in order by hand', () => {
  test('the order given, and no membership changes', () => {
    const result = mended([rerank(0, 'cab')]);
    expect(after(result)).toBe('cab def');
    expect(result.cost).toMatchObject({ changes: 0, reversed: 2 });
    expect(result.diff.lists[0]?.reversed).toEqual([
      { ahead: id('c'), behind: id('a') },
      { ahead: id('c'), behind: id('b') },
    ]);
  });
  test('it is kept afterwards', () => {
    expect(after(mended([withdraw('a')], mended([rerank(0, 'cab')]).state))).toBe('cbg def');
  });
  test('together with a withdrawal', () => {
    expect(after(mended([withdraw('a'), rerank(0, 'cba')]))).toBe('cbg def');
  });
  test('it frees the ranks pinned on this list, and only there', () => {
    const pinned = mended([pin('a', 0, 1), pin('d', 1, 1)]).state;
    const result = mended([rerank(0, 'bac')], pinned);
    expect(after(result)).toBe('bac def');
    expect(result.state.pins.map(({ rank }) => rank)).toEqual([null, 1]);
  });
});

describe('changes that cannot be are refused with their code', () => {
  const pulled = mended([{ kind: 'pull', vacancy: 1 }]).state;
  const refused: [string, string, typeof BEFORE, Change][] = [
    ['repair.vacancy-pulled', 'vacancy', pulled, pin('d', 1)],
    ['repair.vacancy-pulled', 'vacancy', pulled, exclude('d', 1)],
    ['repair.vacancy-pulled', 'vacancy', pulled, rerank(1, '')],
    ['repair.withdrawn', 'candidate', mended([withdraw('a')]).state, pin('a', 0)],
    ['repair.excluded', 'candidate', mended([exclude('d', 1)]).state, pin('d', 1)],
    ['repair.not-eligible', 'candidate', BEFORE, pin('a', 1)],
    ['repair.rank-unknown', 'rank', BEFORE, pin('a', 0, 4)],
    ['repair.rank-unknown', 'rank', BEFORE, pin('a', 0, 0)],
    ['repair.rank-unknown', 'rank', BEFORE, pin('a', 0, 1.5)],
    ['repair.rank-taken', 'rank', mended([pin('b', 0, 1)]).state, pin('a', 0, 1)],
    ['repair.list-all-pinned', 'vacancy', mended(['a', 'b', 'c'].map((c) => pin(c, 0))).state, pin('g', 0)],
    ['repair.order-incomplete', 'order', BEFORE, rerank(0, 'ab')],
    ['repair.order-incomplete', 'order', BEFORE, rerank(0, 'abg')],
    ['repair.order-incomplete', 'order', BEFORE, rerank(0, 'abcc')],
    ['repair.not-pinned', 'candidate', BEFORE, { kind: 'release', candidate: id('a') }],
    ['repair.not-excluded', 'candidate', BEFORE, { kind: 'readmit', candidate: id('a'), vacancy: null }],
    ['repair.not-excluded', 'candidate', BEFORE, { kind: 'readmit', candidate: id('a'), vacancy: 0 }],
  ];
  test.each(refused)('%s (%s)', (code, path, before, change) => {
    const second = repair({ model: MODEL, before, changes: [withdraw('h'), change] });
    expect(second.ok).toBe(false);
    if (!second.ok) expect(second.issues).toMatchObject([{ code, path: `changes[1].${path}` }]);
  });
  test('the same rank again for the same candidate is no conflict', () => {
    expect(after(mended([pin('b', 0, 1)], mended([pin('b', 0, 1)]).state))).toBe('bac def');
  });
  test('places outside the model, and lists that cannot be, are the caller’s error', () => {
    expect(() => mended([{ kind: 'pull', vacancy: 2 }])).toThrow(RangeError);
    expect(() => mended([{ ...withdraw('a'), candidate: 8 } as Change])).toThrow(RangeError);
    expect(() => mended([], lists('abc', 'dea'))).toThrow(/two places/);
    const foreign = { ...BEFORE, lists: [[{ candidate: 0, pair: 1 }], []] };
    expect(() => mended([], foreign)).toThrow(/pair 1/);
    const pins = mended([pin('a', 0), pin('b', 0)]).state;
    const narrow = meetingModel(['a9 b8', 'd9'], { places: 1 });
    const same = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);
    const carried = carryTo(pins, { model: narrow, vacancyOf: same(2), candidateOf: same(8) });
    expect(() => mended([], carried, narrow)).toThrow(/fewer places than pins/);
  });
  test('a session is left as it was', () => {
    const kept = JSON.stringify(BEFORE);
    constrain(MODEL, BEFORE, [withdraw('a'), pin('a', 0)]);
    mended([withdraw('a')]);
    expect(JSON.stringify(BEFORE)).toBe(kept);
  });
});
