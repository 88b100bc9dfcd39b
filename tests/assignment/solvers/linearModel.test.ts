import { expect, test } from 'vitest';
import {
  checkLinearModel,
  type LinearModel,
  LinearModelError,
} from '../../../engine/assignment/solvers/linearModel.ts';
import { modelOf } from './models.ts';

const sound = (): LinearModel =>
  modelOf(
    {
      objective: [1, 2],
      upper: [3, Infinity],
      rows: [{ entries: { 0: 1, 1: 2 }, upper: 4 }, { entries: { 1: 1 } }],
      columnNames: ['rang 1', 'rang 2'],
      rowNames: ['__proto__', 'quartier'],
    },
    { whole: false },
  );

const faultOf = (change: Partial<LinearModel>): LinearModelError => {
  try {
    checkLinearModel({ ...sound(), ...change });
  } catch (error) {
    if (error instanceof LinearModelError) return error;
    throw error;
  }
  throw new Error('a fault was expected');
};

test('a sound model passes', () => {
  expect(() => checkLinearModel(sound())).not.toThrow();
});

const FAULTS: readonly (readonly [string, Partial<LinearModel>, LinearModelError['code'], string])[] = [
  ['lower', { lower: new Float64Array(1) }, 'length', 'lower: 1 values, expected 2.'],
  ['upper', { upper: new Float64Array(3) }, 'length', 'upper: 3 values, expected 2.'],
  ['integer', { integer: new Uint8Array(0) }, 'length', 'integer: 0 values, expected 2.'],
  ['row upper', { rowUpper: new Float64Array(1) }, 'length', 'rowUpper: 1 values, expected 2.'],
  ['row start', { rowStart: new Uint32Array(2) }, 'length', 'rowStart: 2 values, expected 3.'],
  ['entry value', { entryValue: new Float64Array(2) }, 'length', 'entryValue: 2 values, expected 3.'],
  ['names of columns', { columnNames: ['one'] }, 'length', 'columnNames: 1 values, expected 2.'],
  ['names of rows', { rowNames: [] }, 'length', 'rowNames: 0 values, expected 2.'],
  [
    'NaN in the objective',
    { objective: Float64Array.of(1, Number.NaN) },
    'not-a-number',
    'objective[1] (column "rang 2"): NaN',
  ],
  [
    'NaN in a bound',
    { lower: Float64Array.of(Number.NaN, 0) },
    'not-a-number',
    'lower[0] (column "rang 1"): NaN',
  ],
  [
    'NaN in a row',
    { rowUpper: Float64Array.of(Number.NaN, 0) },
    'not-a-number',
    'rowUpper[0] (row "__proto__"): NaN',
  ],
  [
    'NaN in an entry',
    { entryValue: Float64Array.of(1, Number.NaN, 1) },
    'not-a-number',
    'entryValue[1] in row 0, column 1: NaN',
  ],
  [
    'infinite objective',
    { objective: Float64Array.of(Infinity, 1) },
    'range',
    'objective[0] (column "rang 1"): Infinity',
  ],
  [
    'a lower bound of +Infinity',
    { lower: Float64Array.of(Infinity, 0) },
    'range',
    'lower[0] (column "rang 1"): Infinity',
  ],
  [
    'an upper bound of −Infinity',
    { upper: Float64Array.of(-Infinity, 0) },
    'range',
    'upper[0] (column "rang 1"): -Infinity',
  ],
  [
    'a row bound too large',
    { rowLower: Float64Array.of(0, -1e16) },
    'range',
    'rowLower[1] (row "quartier"): -10000000000000000',
  ],
  [
    'a coefficient that a solver would drop',
    { entryValue: Float64Array.of(1, 1e-10, 1) },
    'range',
    'entryValue[1] in row 0, column 1: 1e-10',
  ],
  ['a flag that is neither', { integer: Uint8Array.of(0, 2) }, 'range', 'integer[1] (column "rang 2"): 2'],
  ['offsets that do not end', { rowStart: Uint32Array.of(0, 2, 2) }, 'offsets', 'rowStart: from 0 to 2'],
  [
    'offsets that fall',
    { rowStart: Uint32Array.of(0, 4, 3) },
    'offsets',
    'rowStart[1] (row "quartier"): 4 is above the next one, 3.',
  ],
  [
    'a column that does not exist',
    { entryColumn: Uint32Array.of(0, 7, 1) },
    'index',
    'entryValue[1] in row 0, column 7: the model has 2 columns.',
  ],
  [
    'the same column twice',
    { entryColumn: Uint32Array.of(1, 1, 1) },
    'duplicate',
    'entryValue[1] in row 0, column 1: the column is already in this row.',
  ],
];

for (const [name, change, code, message] of FAULTS)
  test(`refused: ${name}`, () => {
    const fault = faultOf(change);
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(message);
    expect(fault.message.startsWith(fault.place)).toBe(true);
  });

test('a value just inside the range passes, zero coefficients too', () => {
  expect(() =>
    checkLinearModel({
      ...sound(),
      objective: Float64Array.of(9.99e14, -9.99e14),
      entryValue: Float64Array.of(0, 1.1e-9, -0),
    }),
  ).not.toThrow();
});
