import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFormula } from '../../scoring/formula/compile.ts';
import { DICTIONARY } from './support/columns.ts';
import { formula } from './support/compiled.ts';

/** Longest that any refusal may take, with room for a slow machine: what it guards against takes seconds or for ever. */
const BOUND_MS = 500;

const HOSTILE: readonly string[] = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'hasOwnProperty',
  'n1.constructor',
  'n1.constructor.constructor("return process")()',
  'n1["constructor"]',
  'cos.constructor("return globalThis")()',
  'constructor(n1)',
  'toString()',
  '__proto__(n1)',
  'this',
  'globalThis',
  'process.exit(1)',
  'require(n1)',
  'import(n1)',
  'import({a: 1}, {override: true})',
  'config({number: "BigNumber"})',
  'createUnit("foo")',
  'parser()',
  'parse("1+1")',
  'evaluate("1+1")',
  'compile("1")',
  'simplify("x")',
  'range(0, 1e9)',
  'zeros(10000, 10000)',
  'ones(1e5, 1e5)',
  '1:1e9',
  'f(x) = f(x)',
  'f(x) = x; f(1)',
  'n1 = 3',
  'n1 == 1; n2 = 5',
  'n1; n2',
  'n1\nn2',
  '"texte"',
  "'texte'",
  '`texte`',
  '$' + '{process}',
  '[1, 2, 3]',
  '[[1e9]]',
  '{a: 1}',
  '{"__proto__": 1}',
  'n1[1]',
  'n1!',
  "n1'",
  '100000!',
  'factorial(170)',
  '9^9^9^9',
  '2 to n1',
  '3 cm to inch',
  'n1 % 2',
  '5%',
  'n1 << 30',
  '~n1',
  'n1 | n2',
  'b1 xor b2',
  'map([1], f)',
  'random()',
  'unit("3 cm")',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  'true',
  'i',
  'e',
  'pi',
  'end',
  '0x1f',
  '0b11',
  '1e400',
  '1..2',
  '...n1',
  'n1?.x',
  'n1 => n1',
  '() => 1',
  'n1 /* x */ + 1',
  'n1 // x',
  'n1 # x',
  'n1 \\ n2',
  '\u0000',
  'n1\u0000',
  '\u202en1',
  'n\u20011',
  'ｎ１ > 3',
  'n1 ＋ 1',
  'а1 > 3',
  '\ud800',
  '🙂',
  'n1 + \u{1d4ea}',
  ')n1(',
  '()',
  '((((',
  '))))',
  '?:',
  ',,,',
  'min(,)',
  'min',
  'and and and',
  'not',
  '- - -',
  '1 2 3',
  'n1 n1',
  '(n1)(n2)',
  'min(n1)(n2)',
];

const timed = (text: string): { ok: boolean; ms: number } => {
  const start = performance.now();
  const { ok } = compileFormula(text, DICTIONARY);
  return { ok, ms: performance.now() - start };
};

describe('nothing outside the list can run', () => {
  test.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('%s is refused', (_, text) => {
    const { ok, ms } = timed(text);
    expect(ok).toBe(false);
    expect(ms).toBeLessThan(BOUND_MS);
  });

  test.each([
    ['deep parentheses', '('.repeat(1e6)],
    ['deep balanced parentheses', `${'('.repeat(900)}n1${')'.repeat(900)}`],
    ['deep calls', 'abs('.repeat(490)],
    ['deep choices', `${'b1 ? 1 : '.repeat(200)}1`],
    ['choices inside choices', 'b1 ? '.repeat(390)],
    ['many signs', `${'-'.repeat(1990)}n1`],
    ['many negations', `${'not '.repeat(490)}b1`],
    ['a giant text', 'n1 + '.repeat(2e5)],
    ['a giant name', 'a'.repeat(1e6)],
    ['a long name', 'a'.repeat(2000)],
    ['many long names', 'abcdefghij + '.repeat(153)],
    ['a giant number', '9'.repeat(2000)],
    ['a list of commas', `min(${'1,'.repeat(900)}1)`],
  ])('%s', (_, text) => {
    const { ok, ms } = timed(text);
    expect(ok).toBe(false);
    expect(ms).toBeLessThan(BOUND_MS);
  });

  test('the longest flat formula allowed compiles in bounded time', () => {
    const text = `n1${'+n2'.repeat(660)}`;
    const start = performance.now();
    expect(formula(text).inputs.length).toBe(2);
    expect(performance.now() - start).toBeLessThan(BOUND_MS);
  });
});

const words = fc.constantFrom(
  ...['n1', 'b1', 'S1', 'min', 'known', 'constructor', '__proto__', 'import', 'config', 'range', 'e', 'pi'],
  ...[
    '(',
    ')',
    ',',
    '+',
    '-',
    '*',
    '/',
    '<',
    '==',
    '=',
    '?',
    ':',
    ';',
    '[',
    ']',
    '{',
    '}',
    '"',
    '.',
    '^',
    '!',
    '%',
  ],
  ...['and', 'or', 'not', 'to', 'mod', '0', '1', '2.5', '1e9', ' ', '\n', 'é', '\u200b'],
);

test('random texts are accepted or refused with a placed message; nothing is thrown, nothing takes long', () => {
  let refused = 0;
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(words, { maxLength: 40 }).map((parts) => parts.join('')),
        fc.array(words, { maxLength: 40 }).map((parts) => parts.join(' ')),
        fc.string({ maxLength: 200, unit: 'binary' }),
      ),
      (text) => {
        const start = performance.now();
        const result = compileFormula(text, DICTIONARY);
        expect(performance.now() - start).toBeLessThan(BOUND_MS);
        if (result.ok) {
          accepted += 1;
          return;
        }
        refused += 1;
        for (const issue of result.issues) {
          expect(issue.code).toMatch(/^formula\.[a-z-]+$/);
          expect(issue.column).toBeGreaterThanOrEqual(1);
          expect(issue.snippet).toMatch(/\^/);
          expect(issue.message.length).toBeLessThan(300);
          expect(issue.message).not.toMatch(/\p{Cc}/u);
        }
      },
    ),
    { numRuns: 4000, seed: 5 },
  );
  expect(refused).toBeGreaterThan(3000);
  expect(accepted).toBeGreaterThan(20);
});
