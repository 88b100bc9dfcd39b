/**
 * The only thing that solvers know: maximise objective·x with lower ≤ x ≤ upper, rowLower ≤ A·x ≤ rowUpper, and whole numbers
 * where `integer` says so. A is stored by rows. Infinite bounds are ±Infinity. Arrays are never written once made.
 */
export interface LinearModel {
  /** Length = columns. Finite. */
  readonly objective: Float64Array;
  /** Length = columns. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1: whole numbers only. Length = columns. */
  readonly integer: Uint8Array;
  /** Length = rows. */
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Entries of row i: from rowStart[i] up to rowStart[i + 1]. Length = rows + 1. */
  readonly rowStart: Uint32Array;
  /** Never twice the same column in a row. Length = entries. */
  readonly entryColumn: Uint32Array;
  readonly entryValue: Float64Array;
  /** For messages only: never given to a solver, never personal data. Length = columns, rows. */
  readonly columnNames?: readonly string[];
  readonly rowNames?: readonly string[];
}

export const columnCount = (model: LinearModel): number => model.objective.length;
export const rowCount = (model: LinearModel): number => model.rowLower.length;

/** Beyond it, HiGHS reads a number as infinite or refuses it; the others lose their digits well before. */
const LARGEST = 1e15;
/** HiGHS drops smaller coefficients in silence. */
const SMALLEST_COEFFICIENT = 1e-9;

export type LinearModelFault = 'length' | 'not-a-number' | 'range' | 'offsets' | 'index' | 'duplicate';

/** A malformed model: a programmer's error, thrown before any solver sees it. The message names the place. */
export class LinearModelError extends Error {
  readonly code: LinearModelFault;
  readonly place: string;

  constructor(code: LinearModelFault, place: string, detail: string) {
    super(`${place}: ${detail}`);
    this.name = 'LinearModelError';
    this.code = code;
    this.place = place;
  }
}

const lengthIs = (place: string, received: number, expected: number): void => {
  if (received !== expected)
    throw new LinearModelError(
      'length',
      place,
      `${received} values, expected ${expected}. Maybe an array of another model.`,
    );
};

const named = (
  array: string,
  index: number,
  kind: 'column' | 'row',
  names: readonly string[] | undefined,
): string => `${array}[${index}]${names ? ` (${kind} ${JSON.stringify(names[index])})` : ''}`;

const checkFinite = (value: number, place: () => string): void => {
  if (Number.isNaN(value))
    throw new LinearModelError(
      'not-a-number',
      place(),
      'NaN, expected a number. Maybe an unknown value that was not replaced.',
    );
  if (Math.abs(value) >= LARGEST)
    throw new LinearModelError(
      'range',
      place(),
      `${value}, expected less than ${LARGEST} in size. Maybe ±Infinity for no bound, or another unit.`,
    );
};

/** Infinite is allowed, but not on the side that would leave no value at all. */
const checkBound = (value: number, absent: number, place: () => string): void => {
  if (value !== absent) checkFinite(value, place);
};

/**
 * Refuses what solvers would misread in silence: lengths, NaN, numbers out of range, offsets, columns that do not exist, the
 * same column twice in a row. Crossed bounds are not a fault: such a model is infeasible, and that is an answer.
 * @throws LinearModelError with the code and the place.
 */
export const checkLinearModel = (model: LinearModel): void => {
  const columns = columnCount(model);
  const rows = rowCount(model);
  lengthIs('lower', model.lower.length, columns);
  lengthIs('upper', model.upper.length, columns);
  lengthIs('integer', model.integer.length, columns);
  lengthIs('rowUpper', model.rowUpper.length, rows);
  lengthIs('rowStart', model.rowStart.length, rows + 1);
  lengthIs('entryValue', model.entryValue.length, model.entryColumn.length);
  if (model.columnNames) lengthIs('columnNames', model.columnNames.length, columns);
  if (model.rowNames) lengthIs('rowNames', model.rowNames.length, rows);

  for (let j = 0; j < columns; j += 1) {
    const place = (array: string) => () => named(array, j, 'column', model.columnNames);
    checkFinite(model.objective[j]!, place('objective'));
    checkBound(model.lower[j]!, -Infinity, place('lower'));
    checkBound(model.upper[j]!, Infinity, place('upper'));
    if (model.integer[j]! > 1)
      throw new LinearModelError('range', place('integer')(), `${model.integer[j]}, expected 0 or 1.`);
  }
  for (let i = 0; i < rows; i += 1) {
    const place = (array: string) => () => named(array, i, 'row', model.rowNames);
    checkBound(model.rowLower[i]!, -Infinity, place('rowLower'));
    checkBound(model.rowUpper[i]!, Infinity, place('rowUpper'));
  }
  checkEntries(model, columns, rows);
};

const checkEntries = (model: LinearModel, columns: number, rows: number): void => {
  const entries = model.entryColumn.length;
  if (model.rowStart[0] !== 0 || model.rowStart[rows] !== entries)
    throw new LinearModelError(
      'offsets',
      'rowStart',
      `from ${model.rowStart[0]} to ${model.rowStart[rows]}, expected from 0 to ${entries}.`,
    );
  for (let i = 0; i < rows; i += 1)
    if (model.rowStart[i]! > model.rowStart[i + 1]!)
      throw new LinearModelError(
        'offsets',
        named('rowStart', i, 'row', model.rowNames),
        `${model.rowStart[i]} is above the next one, ${model.rowStart[i + 1]}.`,
      );
  const lastRow = new Int32Array(columns).fill(-1);
  for (let i = 0; i < rows; i += 1)
    for (let e = model.rowStart[i]!; e < model.rowStart[i + 1]!; e += 1) {
      const column = model.entryColumn[e]!;
      const place = () => `${named('entryValue', e, 'column', undefined)} in row ${i}, column ${column}`;
      if (column >= columns)
        throw new LinearModelError('index', place(), `the model has ${columns} columns.`);
      if (lastRow[column] === i)
        throw new LinearModelError(
          'duplicate',
          place(),
          'the column is already in this row. Maybe add the two values.',
        );
      lastRow[column] = i;
      const value = model.entryValue[e]!;
      checkFinite(value, place);
      if (value !== 0 && Math.abs(value) <= SMALLEST_COEFFICIENT)
        throw new LinearModelError(
          'range',
          place(),
          `${value}, expected 0 or more than ${SMALLEST_COEFFICIENT} in size. Maybe scale the row.`,
        );
    }
};
