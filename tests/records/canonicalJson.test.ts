import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, parseCanonical } from '../../api/records/canonicalJson.ts';

describe('vectors of RFC 8785', () => {
  test('section 3.2.2: numbers, strings and literals', () => {
    const value = {
      // biome-ignore lint/correctness/noPrecisionLoss: the number as the RFC writes it
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('section 3.2.3: members by the UTF-16 code units of their names', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = [...canonicalJson(value).matchAll(/:"([^"]+)"/g)].map((m) => m[1]);
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [-5e-324, '-5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [1e23, '1e+23'],
    [1.0000000000000001e23, '1.0000000000000001e+23'],
    [999999999999999700000, '999999999999999700000'],
    [1e21, '1e+21'],
    [9.999999999999997e-7, '9.999999999999997e-7'],
    [0.000001, '0.000001'],
    [333333333.3333332, '333333333.3333332'],
    [1424953923781206.2, '1424953923781206.2'],
  ])('appendix B: %d is %s', (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });
});

describe('what has no text is refused, with its path', () => {
  test.each([
    ['NaN', { a: [1, Number.NaN] }, '.a[1] is a number that is not finite'],
    ['an infinity', { a: Number.POSITIVE_INFINITY }, '.a is a number that is not finite'],
    ['undefined', { a: { b: undefined } }, '.a.b is undefined'],
    ['undefined itself', undefined, 'the value is undefined'],
    ['a hole', { a: new Array(1) }, '.a[0] is undefined'],
    ['a function', { a: () => 1 }, '.a is a function'],
    ['a big integer', { a: 1n }, '.a is a bigint'],
    ['a symbol', { a: Symbol('s') }, '.a is a symbol'],
    ['a date', { a: new Date(0) }, '.a is a object'],
    ['a map', { a: new Map() }, '.a is a object'],
    ['a lone surrogate', { a: '\ud83d' }, '.a is a lone surrogate'],
    ['a lone surrogate in a name', { '\ude00': 1 }, 'the value is a lone surrogate'],
  ])('%s', (_, value, message) => {
    expect(() => canonicalJson(value)).toThrow(message);
  });
});

const anyJson = fc.jsonValue({ maxDepth: 4 }).filter((value) => isWhole(value));
const isWhole = (value: unknown): boolean => !/\\u[dD][89a-fA-F]/.test(JSON.stringify(value));

describe('properties', () => {
  test('it reads back as the same value, and writes the same bytes again', () => {
    let runs = 0;
    fc.assert(
      fc.property(anyJson, (value) => {
        runs += 1;
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(parseCanonical(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
    expect(runs).toBeGreaterThan(200);
  });

  test('the order of members changes nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer(), { minKeys: 2 }), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });
});

describe('what is not in canonical form is not read', () => {
  test.each([
    ['a space', '{"a": 1}'],
    ['another order', '{"b":1,"a":2}'],
    ['a member twice', '{"a":1,"a":2}'],
    ['a capital in an escape', '"\\u000F"'],
    ['a number in another form', '1.0'],
    ['minus zero', '-0'],
    ['no JSON', '{"a":'],
  ])('%s', (_, text) => {
    expect(parseCanonical(text)).toBeNull();
  });

  test('what is, is', () => {
    expect(parseCanonical('{"a":[1,"\\u000f"]}')).toEqual({ a: [1, '\u000f'] });
  });
});
