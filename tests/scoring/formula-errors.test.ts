import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closestColumn, editDistance } from '../../scoring/formula/closestName.ts';
import { KernelWriter } from '../../scoring/formula/emit.ts';
import { MAX_LENGTH, MAX_NESTING } from '../../scoring/formula/tokens.ts';
import { DICTIONARY } from './support/columns.ts';
import { formula, issuesOf } from './support/compiled.ts';

/** code, formula, what the caret is under, part of the message or of the advice. */
const CASES: readonly [string, string, string, string][] = [
  ['formula.empty', '   ', ' ', 'vide'],
  ['formula.character', 'n1 = 3', '=', '=='],
  ['formula.character', '!b1', '!', 'not'],
  ['formula.character', 'b1 & b2', '&', 'and'],
  ['formula.character', 'b1 | b2', '|', 'or'],
  ['formula.character', 'n1 ^ 2', '^', 'a * a'],
  ['formula.character', 'n1 > 33 %', '%', '0.33'],
  ['formula.character', 'n1 ≥ 3', '≥', '>='],
  ['formula.character', 'n1 × 3', '×', '*'],
  ['formula.character', '"n1"', '"', 'texte'],
  ['formula.character', 'n1; n2', ';', 'une seule expression'],
  ['formula.character', '[n1]', '[', 'liste'],
  ['formula.character', 'durée > 3', 'durée', 'sans accent'],
  ['formula.character', 'n1 + \u0000', '·', 'U+0000'],
  ['formula.character', 'n1 + \u202e', '·', 'U+202E'],
  ['formula.character', 'n1 + \u{1f600}', '\u{1f600}', '\u{1f600}'],
  ['formula.character', 'n1 ≤ 3', '≤', '<='],
  ['formula.character', 'n1 ≠ 3', '≠', '!='],
  ['formula.character', 'n1 ÷ 3', '÷', '/'],
  ['formula.character', 'n1 − 3', '−', 'clavier'],
  ['formula.character', 'n1 – 3', '–', 'clavier'],
  ['formula.character', "'n1'", "'", 'texte'],
  ['formula.character', '{n1}', '{', 'objet'],
  ['formula.character', '3 €', '€', 'le nombre seul'],
  ['formula.operator', 'n1 to n2', 'to', 'même unité'],
  ['formula.operator', 'n1 in n2', 'in', 'même unité'],
  ['formula.operator', 'b1 ou b2', 'ou', 'or'],
  ['formula.operator', 'si(b1, 1, 2)', 'si', '? valeur'],
  ['formula.operator', 'if(b1, 1, 2)', 'if', '? valeur'],
  ['formula.operator', 'b1 xor b2', 'xor', 'and not'],
  ['formula.operator', 'b1 et b2', 'et', 'and'],
  ['formula.operator', 'non b1', 'non', 'not'],
  ['formula.operator', 'n1 mod 2', 'mod', 'reste'],
  ['formula.implicit-multiplication', '2n1', 'n1', '*'],
  ['formula.implicit-multiplication', '2 (n1 + 1)', '(', '*'],
  ['formula.implicit-multiplication', 'n1 n2', 'n2', 'opérateur'],
  ['formula.syntax', 'n1 +', ' ', 's’arrête trop tôt'],
  ['formula.syntax', '(n1', ' ', 'parenthèse fermante'],
  ['formula.syntax', 'b1 ? 3', ' ', 'branche'],
  ['formula.syntax', 'n1 + * 2', '*', 'à partir d’ici'],
  ['formula.syntax', '0,5 * n1', ',', '0.5'],
  ['formula.construct', '1:3', '1', 'construction'],
  ['formula.construct', '+n1', '+', 'construction'],
  ['formula.chained-comparison', '1 < n1 < 3', '<', 'a < b and b < c'],
  ['formula.unknown-name', 'mouths > 3', 'mouths', 'months'],
  ['formula.unknown-name', 'anciennete > 3', 'anciennete', 'months'],
  ['formula.unknown-name', 'true', 'true', 's’écrit seule'],
  ['formula.unknown-name', 'min + 1', 'min', 'min(…)'],
  ['formula.unknown-name', 'constructor', 'constructor', 'constructor'],
  ['formula.unknown-function', 'mini(n1, n2)', 'mini', 'min'],
  ['formula.unknown-function', 'sqrt(n1)', 'sqrt', 'sqrt'],
  ['formula.unknown-function', 'b1(n1)', 'b1', 'sans parenthèses'],
  ['formula.arity', 'min(n1)', 'min', 'de 2 à 8'],
  ['formula.arity', 'max(1, 2, 3, 4, 5, 6, 7, 8, 9)', 'max', 'de 2 à 8'],
  ['formula.arity', 'round(n1, 2)', 'round', 'une valeur'],
  ['formula.arity', 'known()', 'known', 'une colonne'],
  ['formula.argument', 'known(n1 + 1)', '+', 'pas un calcul'],
  ['formula.argument', 'verified(b1)', 'b1', 'niveau de preuve'],
  ['formula.type', 'b1 * 5', 'b1', 'condition ? 1 : 0'],
  ['formula.type', 'n1 and b1', 'n1', 'comparer'],
  ['formula.type', 'not n1 == 3', 'n1', 'parenthèses'],
  ['formula.type', 'b1 == 3', 'b1', 'condition'],
  ['formula.type', 'n1 ? 1 : 2', 'n1', 'comparer'],
  ['formula.type', 'b1 ? 3 : b2', '?', 'même nature'],
  ['formula.unit', 'months + rent', '+', 'mois et € ÷ mois'],
  ['formula.unit', 'rent > income', '>', '€ ÷ mois et € ÷ ans'],
  ['formula.unit', 'min(months, n1)', 'min', 'mois et nombre sans unité'],
  ['formula.unit', 'b1 ? months : rent', '?', 'mois'],
  ['formula.number', 'n1 > 2000000000', '2000000000', 'milliard'],
  ['formula.number', 'n1 > 1e400', '1e400', 'milliard'],
];

test.each(CASES)('%s: %s', (code, text, under, says) => {
  const issues = issuesOf(text);
  expect(issues.map((i) => i.code)).toEqual([code]);
  const [issue] = issues;
  const [line, carets] = issue!.snippet!.split('\n');
  const at = carets!.indexOf('^');
  expect(line!.slice(at).startsWith(under) || under === ' ').toBe(true);
  expect(issue!.column).toBe(at + 1);
  expect(`${issue!.message} ${issue!.expected ?? ''} ${issue!.maybe ?? ''}`).toContain(says);
});

describe('the type that a place asks for', () => {
  test('a number where a condition is asked', () => {
    expect(issuesOf('months', 'boolean')).toMatchObject([
      { code: 'formula.result', expected: 'une condition, vraie ou fausse' },
    ]);
  });
  test('a condition where a number is asked', () => {
    expect(issuesOf('b1', 'number')).toMatchObject([{ code: 'formula.result', expected: 'un nombre' }]);
  });
});

describe('limits, checked before the parser sees the text', () => {
  test('length', () => {
    expect(formula(`n1${' + 1'.repeat((MAX_LENGTH - 2) / 4)}`.slice(0, MAX_LENGTH)).type).toBe('number');
    expect(issuesOf(`n1${' '.repeat(MAX_LENGTH - 1)}`)).toMatchObject([{ code: 'formula.too-long' }]);
  });
  test('parentheses', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}n1${')'.repeat(depth)}`;
    expect(formula(nested(MAX_NESTING)).type).toBe('number');
    expect(issuesOf(nested(MAX_NESTING + 1))).toMatchObject([{ code: 'formula.too-deep' }]);
  });
  test('choices', () => {
    const chain = (depth: number) => `${'b1 ? 1 : '.repeat(depth)}2`;
    expect(formula(chain(MAX_NESTING)).type).toBe('number');
    expect(issuesOf(chain(MAX_NESTING + 1))).toMatchObject([{ code: 'formula.too-deep' }]);
  });
  test('prefixes', () => {
    expect(formula(`${'not '.repeat(8)}b1`).type).toBe('boolean');
    expect(issuesOf(`${'not '.repeat(9)}b1`)).toMatchObject([{ code: 'formula.too-deep' }]);
    expect(issuesOf(`n1${' - '.repeat(10)}n2`)).toMatchObject([{ code: 'formula.too-deep' }]);
  });
});

describe('forbidden inputs are refused by name, with the reason', () => {
  test.each([
    ['origine == 3', 'origine'],
    ['origin', 'discrimination'],
    ['paysOrigine', 'discrimination'],
    ['nationalite == 1', 'nationalité'],
    ['nationalité == 1', 'nationalité'],
    ['nationality', 'recevabilité'],
    ['nom', 'ne connaît pas les personnes'],
    ['name', 'ne connaît pas les personnes'],
    ['prénom', 'ne connaît pas les personnes'],
    ['lieuNaissance', 'naissance'],
    ['lieu_de_naissance', 'naissance'],
    ['birthplace', 'naissance'],
    ['photo', 'photographie'],
    ['texteLibre', 'texte libre'],
    ['comment', 'texte libre'],
    ['natureRessources', 'jamais leur nature'],
    ['rsa', 'jamais leur nature'],
    ['perçoitRsa', 'jamais leur nature'],
    ['incomeKind', 'jamais leur nature'],
    ['dureeResidence > 24', 'grille publiée'],
    ['nationalite(n1)', 'nationalité'],
  ])('%s', (text, says) => {
    const [issue] = issuesOf(text);
    expect(issue).toMatchObject({ code: 'formula.forbidden' });
    expect(issue!.message).toContain(says);
  });
});

test('all faults of a formula are reported, each with its place', () => {
  expect(issuesOf('mouths > 3 and b9 and origine').map((i) => [i.code, i.column])).toEqual([
    ['formula.unknown-name', 1],
    ['formula.unknown-name', 16],
    ['formula.forbidden', 23],
  ]);
});

test('a long formula shows the part around the fault, with its caret', () => {
  const text = `${'n1 + '.repeat(60)}mouths${' + n1'.repeat(60)}`;
  const [issue] = issuesOf(text);
  const [line, carets] = issue!.snippet!.split('\n');
  expect(line).toMatch(/^….*…$/);
  expect(line!.slice(carets!.indexOf('^'), carets!.length)).toBe('mouths');
  expect(issue!.column).toBe(301);
});

test('units of products and quotients follow', () => {
  for (const text of [
    'rent * months > 3 * rent * months',
    'rent / rent > n1',
    'income / rent > 3',
    'months / 12 > 5',
  ])
    expect(formula(text).type).toBe('boolean');
  expect(issuesOf('rent * months > rent')).toMatchObject([{ code: 'formula.unit' }]);
});

test('a folded formula is one formula', () => {
  expect(formula('n1\n  + n2\r\n\t- 1').type).toBe('number');
});

test('edit distance: known values', () => {
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('mouths', 'months')).toBe(1);
  expect(editDistance('minros', 'minors')).toBe(1);
  expect(editDistance('kitten', 'sitting')).toBe(3);
});

test('a limit stops the count of edits, and changes no distance within it', () => {
  let within = 0;
  let beyond = 0;
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 6 }), (a, b, limit) => {
      const exact = editDistance(a, b);
      if (exact <= limit) {
        expect(editDistance(a, b, limit)).toBe(exact);
        within += 1;
      } else {
        expect(editDistance(a, b, limit)).toBeGreaterThan(limit);
        beyond += 1;
      }
    }),
    { numRuns: 1000, seed: 7 },
  );
  expect(Math.min(within, beyond)).toBeGreaterThan(150);
});

test('a name is found by the words of its label, and nothing is proposed when nothing is near', () => {
  expect(closestColumn('loyerActuel', DICTIONARY)).toBe('rent');
  expect(closestColumn('zzzzzzzz', DICTIONARY)).toBe(null);
});

test('an expression that was not checked cannot be written: a programmer’s error', () => {
  const span = { at: 0, length: 0 };
  const writer = new KernelWriter(DICTIONARY);
  const name = { kind: 'name', name: 'constructor', span } as const;
  const call = { kind: 'call', name: 'constructor', args: [], span } as const;
  for (const node of [name, call]) {
    expect(() => writer.number(node, 1)).toThrow('was not checked');
    expect(() => writer.truth(node, 1)).toThrow('was not checked');
  }
  expect(() => writer.truth({ kind: 'number', value: 1, span }, 1)).toThrow('was not checked');
  expect(() => writer.truth({ ...name, name: 'rent' }, 1)).toThrow('was not checked');
  expect(() => writer.number({ ...name, name: 'couple' }, 1)).toThrow('was not checked');
});
