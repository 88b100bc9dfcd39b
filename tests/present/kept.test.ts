import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { Kept } from '../../api/present/kept.ts';

describe('what is kept', () => {
  const counted = (kept: Kept<string, { readonly weight: number }>) => {
    const made: string[] = [];
    const get = (key: string, weight = 1) =>
      kept.get(key, () => {
        made.push(key);
        return { weight };
      });
    return { made, get };
  };

  test('is worked out once, and the same comes back', () => {
    const { made, get } = counted(new Kept(2));
    expect(get('a')).toBe(get('a'));
    expect(made).toEqual(['a']);
  });
  test('by number: the first goes when there is one too many', () => {
    const { made, get } = counted(new Kept(2));
    for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) get(key);
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });
  test('by weight: as many go as make room, and what fits exactly stays', () => {
    const { made, get } = counted(new Kept(10, ({ weight }) => weight));
    get('a', 4);
    get('b', 6);
    get('a');
    get('b');
    expect(made).toEqual(['a', 'b']);
    get('c', 5);
    get('b');
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });
  test('what is heavier than all the room is given, and not kept', () => {
    const { made, get } = counted(new Kept(10, ({ weight }) => weight));
    expect(get('a', 11).weight).toBe(11);
    get('a', 11);
    get('b', 10);
    get('b');
    expect(made).toEqual(['a', 'a', 'b']);
  });

  let goneFirst = 0;
  test.prop([fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 30, maxLength: 60 })], { numRuns: 50 })(
    'goes in the order it came, however long that goes on',
    (asked) => {
      const { made, get } = counted(new Kept(3));
      const worked: string[] = [];
      let held: string[] = [];
      for (const key of asked.map(String)) {
        get(key);
        if (held.includes(key)) continue;
        worked.push(key);
        held = [...held, key].slice(-3);
      }
      expect(made).toEqual(worked);
      goneFirst += worked.length > 3 ? 1 : 0;
    },
  );
  test('goes often enough for that to be tried', () => {
    expect(goneFirst).toBeGreaterThan(40);
  });
});
