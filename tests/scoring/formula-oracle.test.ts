import fc from 'fast-check';
import { compile as compileMathjs } from 'mathjs/number';
import { expect, test } from 'vitest';
import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { readFormula } from '../../scoring/formula/compile.ts';
import { KernelWriter } from '../../scoring/formula/emit.ts';
import {
  anyRow,
  knownRow,
  randomCondition,
  randomMonotoneCondition,
  randomMonotoneNumber,
  randomNumber,
  randomQuotient,
} from './support/arbitraries.ts';
import { DICTIONARY, type Row, storeOf } from './support/columns.ts';
import { formula } from './support/compiled.ts';

const FORMULAS = 700;
const ROWS = 12;

/** The same row for mathjs: conditions as booleans, `verified(S1)` as a name of its own. */
const scopeOf = (row: Row): Record<string, number | boolean> => ({
  n1: row.n1!,
  n2: row.n2!,
  n3: row.n3!,
  n4: row.n4!,
  b1: row.b1 === 1,
  b2: row.b2 === 1,
  S1: row.S1! > 0,
  S2: row.S2! > 0,
  S1_verified: row.S1 === 3,
  S2_verified: row.S2 === 3,
  m1: ((row.flags! >>> 3) & 1) === 1,
  m2: ((row.flags! >>> 30) & 1) === 1,
  c1: row.kind === 2,
  c2: row.kind === 5,
});

test('compiled = mathjs’s own evaluator, on random formulas and declared rows', () => {
  let compared = 0;
  let varied = 0;
  fc.assert(
    fc.property(
      fc.oneof(randomNumber, randomCondition, randomQuotient),
      fc.array(knownRow, { minLength: ROWS, maxLength: ROWS }),
      (random, rows) => {
        const store = storeOf(rows);
        const ours = formula(random.ours).column(store);
        const oracle = compileMathjs(random.oracle);
        rows.forEach((row, i) => {
          const expected = Number(oracle.evaluate(scopeOf(row)));
          // Adding zero makes −0 and 0 one value.
          expect(ours[i]! + 0, `${random.ours} on ${JSON.stringify(row)}`).toBe(expected + 0);
          compared += 1;
        });
        if (new Set(ours).size > 1) varied += 1;
      },
    ),
    { numRuns: FORMULAS, seed: 20_260_101 },
  );
  expect(compared).toBe(FORMULAS * ROWS);
  expect(varied).toBeGreaterThan(FORMULAS / 3);
});

test('the row form and the column form say the same', () => {
  let unknowns = 0;
  fc.assert(
    fc.property(
      fc.oneof(randomNumber, randomCondition),
      fc.array(anyRow, { minLength: 4, maxLength: 4 }),
      (random, rows) => {
        const compiled = formula(random.ours);
        const store = storeOf(rows);
        const one = compiled.row(store);
        const column = compiled.column(store);
        for (const i of rows.keys()) expect(one(i)).toBe(column[i]);
        unknowns += column.filter(Number.isNaN).length;
      },
    ),
    { numRuns: 300, seed: 2 },
  );
  expect(unknowns).toBeGreaterThan(100);
});

test('what is known in spite of an unknown stays the same whatever the unknown was', () => {
  let partly = 0;
  fc.assert(
    fc.property(
      fc.oneof(randomMonotoneCondition, randomMonotoneNumber),
      anyRow,
      knownRow,
      (random, row, filling) => {
        const [before, after] = formula(random.ours).column(storeOf([row, { ...filling, ...row }]));
        if (Number.isNaN(before!)) return;
        expect(after).toBe(before);
        if (
          formula(random.ours).inputs.some(
            (c) => c.type !== 'bit' && c.type !== 'code' && row[c.name] === undefined,
          )
        )
          partly += 1;
      },
    ),
    { numRuns: 1500, seed: 3 },
  );
  expect(partly).toBeGreaterThan(100);
});

test('a number formula that must read an unknown is unknown', () => {
  for (const text of [
    'n1 + n2',
    'n1 - n2',
    'n1 * 0 + n2',
    'max(n1, n2)',
    'abs(n1) + n2',
    'round(n1 / (n2 + 1))',
  ])
    for (const row of [{ n1: 1 }, { n2: 1 }, {}]) expect(formula(text).row(storeOf([row]))(0)).toBeNaN();
});

test('the emitted code is made of our identifiers and numbers only', () => {
  const allowed =
    /^(?:const|Math\.(?:min|max|abs|floor|ceil|round)|NaN|[tr]\d+|k\d+|l\d+|\d+(?:\.\d+)?(?:e[+-]?\d+)?|>>>|>>|<<|===|!==|<=|>=|\|\||&&|[-+*/&|^~<>?:;=(),[\]\s])*$/;
  let written = 0;
  fc.assert(
    fc.property(fc.oneof(randomNumber, randomCondition, randomQuotient), (random) => {
      const read = readFormula(random.ours, DICTIONARY);
      if (!read.ok) throw new Error(random.ours);
      const writer = new KernelWriter(DICTIONARY);
      const { root, type } = read.value;
      if (type === 'number') writer.number(root, 1);
      else writer.truths.masks(writer.truth(root, 1));
      expect(writer.body).toMatch(allowed);
      if (writer.body !== '') written += 1;
    }),
    { numRuns: 300, seed: 4 },
  );
  expect(written).toBeGreaterThan(200);
});

test('255 is the marker of what is not declared', () => {
  expect(UNKNOWN_U8).toBe(255);
});
