import { describe, expect, test } from 'vitest';
import { DICTIONARY, storeOf } from './support/columns.ts';
import { formula, formulaValue } from './support/compiled.ts';

const UNKNOWN = Number.NaN;

describe('reading a column', () => {
  test.each([
    ['a number', 'n1', { n1: 12.5 }, 12.5],
    ['a number that is zero', 'n1', { n1: 0 }, 0],
    ['a number not declared', 'n1', {}, UNKNOWN],
    ['a true condition', 'b1', { b1: 1 }, 1],
    ['a false condition', 'b1', { b1: 0 }, 0],
    ['a condition not declared', 'b1', { b1: 255 }, UNKNOWN],
    ['a situation absent', 'S1', { S1: 0 }, 0],
    ['a situation declared', 'S1', { S1: 1 }, 1],
    ['a situation computed', 'S1', { S1: 2 }, 1],
    ['a situation verified', 'S1', { S1: 3 }, 1],
    ['a situation not known', 'S1', { S1: 255 }, UNKNOWN],
    ['verified(…) of a declared situation', 'verified(S1)', { S1: 1 }, 0],
    ['verified(…) of a computed situation', 'verified(S1)', { S1: 2 }, 0],
    ['verified(…) of a verified situation', 'verified(S1)', { S1: 3 }, 1],
    ['verified(…) of a situation not known', 'verified(S1)', { S1: 255 }, UNKNOWN],
    ['a motive ticked', 'm1', { flags: 8 }, 1],
    ['a motive ticked among others', 'm1', { flags: 15 }, 1],
    ['a motive not ticked', 'm1', { flags: 7 }, 0],
    ['the thirtieth motive', 'm2', { flags: 2 ** 30 }, 1],
    ['a code that is this one', 'c1', { kind: 2 }, 1],
    ['a code that is another', 'c1', { kind: 5 }, 0],
    ['a code not declared', 'c1', { kind: 255 }, UNKNOWN],
    ['known(…) of a declared number', 'known(n1)', { n1: 0 }, 1],
    ['known(…) of a number not declared', 'known(n1)', {}, 0],
    ['known(…) of a false condition', 'known(b1)', { b1: 0 }, 1],
    ['known(…) of a condition not declared', 'known(b1)', {}, 0],
    ['known(…) of a code not declared', 'known(c1)', {}, 0],
    ['known(…) of a motive, always', 'known(m1)', { flags: 0 }, 1],
  ])('%s', (_, text, row, expected) => {
    expect(formulaValue(text, row)).toBe(expected);
  });
});

describe('Kleene’s connectives', () => {
  const values: readonly [string, number][] = [
    ['1', 1],
    ['0', 0],
    ['?', 255],
  ];
  const table: Record<string, Record<string, number>> = {
    and: {
      '1 1': 1,
      '1 0': 0,
      '1 ?': UNKNOWN,
      '0 1': 0,
      '0 0': 0,
      '0 ?': 0,
      '? 1': UNKNOWN,
      '? 0': 0,
      '? ?': UNKNOWN,
    },
    or: {
      '1 1': 1,
      '1 0': 1,
      '1 ?': 1,
      '0 1': 1,
      '0 0': 0,
      '0 ?': UNKNOWN,
      '? 1': 1,
      '? 0': UNKNOWN,
      '? ?': UNKNOWN,
    },
  };
  test.each(Object.keys(table))('%s', (op) => {
    for (const [left, b1] of values)
      for (const [right, b2] of values)
        expect(formulaValue(`b1 ${op} b2`, { b1, b2 }), `${left} ${op} ${right}`).toBe(
          table[op]![`${left} ${right}`],
        );
  });
  test('not', () => {
    expect(values.map(([, b1]) => formulaValue('not b1', { b1 }))).toEqual([0, 1, UNKNOWN]);
  });
});

describe('arithmetic and comparisons', () => {
  test.each([
    ['2 + 3 * 4', {}, 14],
    ['(2 + 3) * 4', {}, 20],
    ['-n1 + 1', { n1: 3 }, -2],
    ['n1 - -2', { n1: 3 }, 5],
    ['n1 / n2', { n1: 3, n2: 4 }, 0.75],
    ['min(n1, n2, 5)', { n1: 7, n2: 6 }, 5],
    ['max(n1, n2)', { n1: 7, n2: 6 }, 7],
    ['max(n1, n2)', { n1: 7 }, UNKNOWN],
    ['abs(0 - n1)', { n1: 2.5 }, 2.5],
    ['floor(n1)', { n1: 2.75 }, 2],
    ['ceil(n1)', { n1: 2.25 }, 3],
    ['round(n1)', { n1: 2.5 }, 3],
    ['round(0 - n1)', { n1: 2.5 }, -3],
    ['n1 + n2', { n1: 1 }, UNKNOWN],
    ['0 * n1', {}, UNKNOWN],
    ['n1 < 5', { n1: 5 }, 0],
    ['n1 <= 5', { n1: 5 }, 1],
    ['n1 > 5', { n1: 5 }, 0],
    ['n1 >= 5', { n1: 5 }, 1],
    ['n1 == 5', { n1: 5 }, 1],
    ['n1 != 5', { n1: 5 }, 0],
    ...['<', '<=', '>', '>=', '==', '!='].map((op): [string, object, number] => [`n1 ${op} 5`, {}, UNKNOWN]),
    ['b1 ? 10 : 20', { b1: 1 }, 10],
    ['b1 ? 10 : 20', { b1: 0 }, 20],
    ['b1 ? 10 : 20', {}, UNKNOWN],
    ['b1 ? n1 : n2', { n1: 4, n2: 4 }, 4],
    ['b1 ? b2 : b2', { b2: 1 }, 1],
    ['b1 ? b2 : not b2', { b2: 1 }, UNKNOWN],
    ['b1 ? b2 : b2', {}, UNKNOWN],
  ])('%s on %o is %d', (text, row, expected) => {
    expect(formulaValue(text, row as Record<string, number>)).toBe(expected);
  });

  test('a division by zero is unknown, and so is what depends on it', () => {
    expect(formulaValue('n1 / n2', { n1: 3, n2: 0 })).toBe(UNKNOWN);
    expect(formulaValue('n1 / n2 > 1', { n1: 3, n2: 0 })).toBe(UNKNOWN);
    expect(formulaValue('n1 / n2 > 1 or b1', { n1: 3, n2: 0, b1: 1 })).toBe(1);
  });

  test('a number beyond all numbers is unknown', () => {
    const huge = Array.from({ length: 60 }, () => '900000000').join(' * ');
    expect(formulaValue(huge)).toBe(UNKNOWN);
  });

  test('“==” is exact, where mathjs tolerates a relative 1e-12', () => {
    expect(formulaValue('n1 == 1', { n1: 1 + 1e-13 })).toBe(0);
  });
});

test('a threshold meets the same value stored as a single float', () => {
  const single = storeOf([{ share: 0.33 }, { share: 0.34 }], { single: true });
  const double = storeOf([{ share: 0.33 }, { share: 0.34 }]);
  for (const store of [single, double]) {
    expect([...formula('share > 0.33').column(store)]).toEqual([0, 1]);
    expect([...formula('share <= 0.33').column(store)]).toEqual([1, 0]);
    expect([...formula('0.33 == share').column(store)]).toEqual([1, 0]);
  }
});

test('a constant is worked out before it meets a column, negative or not', () => {
  const rows = [{ share: 0.33, n1: -0.1 }, { share: 0.34, n1: 0.1 }, {}];
  for (const single of [true, false]) {
    const store = storeOf(rows, { single });
    expect([...formula('share > 33 / 100').column(store)]).toEqual([0, 1, Number.NaN]);
    expect([...formula('share == 0.66 / 2').column(store)]).toEqual([1, 0, Number.NaN]);
    expect([...formula('n1 < -0.1').column(store)]).toEqual([0, 0, Number.NaN]);
    expect([...formula('n1 >= -0.1').column(store)]).toEqual([1, 1, Number.NaN]);
  }
});

test('the limit of single floats: through a calculation, what is stored is compared as it is', () => {
  const rows = [{ share: 0.33 }];
  const stored = Math.fround(0.33);
  expect(stored).toBeGreaterThan(0.33);
  // 0.33 is stored a little above itself: twice it is above 0.66, and the column itself is not above 0.33.
  for (const [text, single, double] of [
    ['2 * share > 0.66', 1, 0],
    ['share + 0 > 0.33', 1, 0],
    ['min(share, 1) > 0.33', 1, 0],
    ['share > 0.33', 0, 0],
  ] as const) {
    expect(formula(text).row(storeOf(rows, { single: true }))(0), text).toBe(single);
    expect(formula(text).row(storeOf(rows))(0), text).toBe(double);
  }
  // Whole numbers, halves and quarters are stored as they are: nothing moves.
  expect(formula('2 * share > 0.75').row(storeOf([{ share: 0.375 }], { single: true }))(0)).toBe(0);
});

test('the kernel writes only the rows of the store', () => {
  const out = new Float64Array(3).fill(-1);
  formula('n1 + 1').column(storeOf([{ n1: 1 }, {}]), out);
  expect([...out]).toEqual([2, UNKNOWN, -1]);
});

test('inputs are listed once, in the order of their first mention', () => {
  const { inputs, type } = formula('b1 and n2 > 0 and known(n1) or b1');
  expect(inputs.map((c) => c.name)).toEqual(['b1', 'n2', 'n1']);
  expect(type).toBe('boolean');
});

describe('a store that breaks its promise is a programmer’s error', () => {
  const store = (arrays: Record<string, Uint8Array | Float64Array | Uint32Array>) => ({
    rowCount: 2,
    array: (name: string) => arrays[name]!,
  });
  test('a number stored in bytes, where 255 would pass for a value', () => {
    expect(() => formula('n1').column(store({ n1: new Uint8Array(2) }))).toThrow('stored in a Uint8Array');
  });
  test('a condition stored in floats', () => {
    expect(() => formula('b1').column(store({ b1: new Float64Array(2) }))).toThrow(
      'stored in a Float64Array',
    );
  });
  test('flags stored in bytes', () => {
    expect(() => formula('m1').column(store({ flags: new Uint8Array(2) }))).toThrow('stored in a Uint8Array');
  });
  test('a column too short', () => {
    expect(() => formula('n1').column(store({ n1: new Float64Array(1) }))).toThrow('1 values for 2 rows');
  });
  test('an output too short', () => {
    expect(() => formula('n1').column(store({ n1: new Float64Array(2) }), new Float64Array(1))).toThrow(
      '1 places given',
    );
  });
});

test('the test dictionary has every kind of column', () => {
  expect(new Set([...DICTIONARY.values()].map((c) => c.type)).size).toBe(5);
});
