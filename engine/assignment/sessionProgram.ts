import type { PlaceColumns } from './columns.ts';
import { type Assignment, type AssignmentModel, type Duals, EMPTY, placeCount } from './model.ts';
import type { LinearModel } from './solvers/linearModel.ts';

/** The linear model of model.ts over chosen columns, for a solver. */
export interface SessionProgram {
  /**
   * Columns: those chosen, then one slack for each row that may slack. Rows: places, then the session's rows, then candidates
   * that have a column. The objective is in points, not in thousandths: solvers work best near 1.
   */
  readonly linear: LinearModel;
  readonly columns: PlaceColumns;
  /** Candidate of each row after the session's. */
  readonly candidates: Uint32Array;
}

/** Thousandths in a point. */
export const POINT = 1000;
/** HiGHS drops coefficients up to this in silence; a row changes by as much per place at most. */
export const DUST = 1e-9;

interface Entries {
  readonly column: number[];
  readonly value: number[];
}

export const sessionProgram = (
  model: AssignmentModel,
  segmentOf: Uint32Array,
  columns: PlaceColumns,
  { whole }: { readonly whole: boolean },
): SessionProgram => {
  const { placeWeight, pairScore, pairCandidate, fillBonus, termOffsets, termRow, termCoef } = model;
  const places = placeCount(model);
  const chosen = columns.place.length;
  const slackRows = Array.from(model.rowPenalty, (_, row) => row).filter(
    (row) => model.rowPenalty[row] !== Infinity,
  );
  const entries = Array.from({ length: places + model.rowCount }, (): Entries => ({ column: [], value: [] }));
  const candidates: number[] = [];
  const rowOfCandidate = new Map<number, number>();
  const add = (row: number, column: number, value: number): void => {
    entries[row]!.column.push(column);
    entries[row]!.value.push(value);
  };
  const objective = new Float64Array(chosen + slackRows.length);
  for (let column = 0; column < chosen; column += 1) {
    const place = columns.place[column]!;
    const pair = columns.pair[column]!;
    const weight = placeWeight[place]!;
    objective[column] = (weight * (pairScore[pair]! + fillBonus)) / POINT;
    add(place, column, 1);
    const segment = segmentOf[pair]!;
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) {
      const value = weight * termCoef[e]!;
      if (Math.abs(value) > DUST) add(places + termRow[e]!, column, value);
    }
    const candidate = pairCandidate[pair]!;
    let row = rowOfCandidate.get(candidate);
    if (row === undefined) {
      row = entries.push({ column: [], value: [] }) - 1;
      rowOfCandidate.set(candidate, row);
      candidates.push(candidate);
    }
    add(row, column, 1);
  }
  slackRows.forEach((row, k) => {
    objective[chosen + k] = -model.rowPenalty[row]! / POINT;
    add(places + row, chosen + k, 1);
  });
  return {
    linear: {
      objective,
      ...boundsOf(chosen, slackRows.length, whole),
      ...rowBoundsOf(model, places, entries.length),
      ...packed(entries),
    },
    columns,
    candidates: Uint32Array.from(candidates),
  };
};

const boundsOf = (
  chosen: number,
  slacks: number,
  whole: boolean,
): Pick<LinearModel, 'lower' | 'upper' | 'integer'> => ({
  lower: new Float64Array(chosen + slacks),
  upper: new Float64Array(chosen + slacks).fill(1, 0, chosen).fill(Infinity, chosen),
  integer: new Uint8Array(chosen + slacks).fill(whole ? 1 : 0, 0, chosen),
});

/** At most one for places and candidates, at least what is required for the session's rows. */
const rowBoundsOf = (
  model: AssignmentModel,
  places: number,
  rows: number,
): Pick<LinearModel, 'rowLower' | 'rowUpper'> => {
  const rowLower = new Float64Array(rows).fill(-Infinity);
  rowLower.set(model.rowRequired, places);
  const rowUpper = new Float64Array(rows).fill(1);
  rowUpper.fill(Infinity, places, places + model.rowCount);
  return { rowLower, rowUpper };
};

const packed = (rows: readonly Entries[]): Pick<LinearModel, 'rowStart' | 'entryColumn' | 'entryValue'> => {
  const rowStart = new Uint32Array(rows.length + 1);
  rows.forEach(({ column }, i) => {
    rowStart[i + 1] = rowStart[i]! + column.length;
  });
  const entryColumn = new Uint32Array(rowStart[rows.length]!);
  const entryValue = new Float64Array(entryColumn.length);
  rows.forEach(({ column, value }, i) => {
    entryColumn.set(column, rowStart[i]!);
    entryValue.set(value, rowStart[i]!);
  });
  return { rowStart, entryColumn, entryValue };
};

/** The start of a solver at an assignment: slacks as the rows ask. Null if the columns lack one of its pairs. */
export const startAt = (
  model: AssignmentModel,
  { linear, columns }: SessionProgram,
  assignment: Assignment,
): Float64Array | null => {
  const x = new Float64Array(linear.objective.length);
  const chosen = columns.place.length;
  let missing = assignment.reduce((count, pair) => (pair === EMPTY ? count : count + 1), 0);
  for (let column = 0; column < chosen; column += 1)
    if (assignment[columns.place[column]!] === columns.pair[column]) {
      x[column] = 1;
      missing -= 1;
    }
  if (missing > 0) return null;
  const places = placeCount(model);
  let slack = chosen;
  for (let row = 0; row < model.rowCount; row += 1) {
    if (model.rowPenalty[row] === Infinity) continue;
    let activity = 0;
    for (let e = linear.rowStart[places + row]!; e < linear.rowStart[places + row + 1]!; e += 1)
      activity += linear.entryValue[e]! * x[linear.entryColumn[e]!]!;
    x[slack] = Math.max(0, model.rowRequired[row]! - activity);
    slack += 1;
  }
  return x;
};

/**
 * Duals of a linear answer, in thousandths of points and inside their box: what a solver's tolerance leaves outside is cut, and
 * the bound that they prove is to be recounted.
 */
export const dualsOf = (
  model: AssignmentModel,
  candidates: ArrayLike<number>,
  rowDual: Float64Array,
): Duals => {
  const places = placeCount(model);
  const candidatePrice = new Float64Array(model.candidateCount);
  for (let k = 0; k < candidates.length; k += 1)
    candidatePrice[candidates[k]!] = Math.max(0, rowDual[places + model.rowCount + k]! * POINT);
  const rowPrice = Float64Array.from(model.rowPenalty, (penalty, row) =>
    Math.min(penalty, Math.max(0, -rowDual[places + row]! * POINT)),
  );
  return { candidatePrice, rowPrice };
};
