import { type Assignment, type AssignmentModel, type Duals, EMPTY, placeCount } from '../model.ts';
import { POINT } from '../sessionProgram.ts';
import type { LinearModel } from '../solvers/linearModel.ts';

/**
 * The linear model over edges instead of places: where all places of a resource weigh the same, which one an agent takes says
 * nothing, and a solver would try them all. Same optimum, same duals, one column an edge.
 */
export interface EdgeProgram {
  /**
   * Columns: the pairs given, then one slack for each row that may slack. Rows: resources (as many agents as places), then the
   * model's rows, then candidates that have a column. The objective is in points.
   */
  readonly linear: LinearModel;
  readonly pairs: Uint32Array;
  /** Candidate of each row after the model's. */
  readonly candidates: Uint32Array;
}

/** Rows of a model by what they hold, as `EdgeProgram` puts them. */
export type EdgeRow =
  | { readonly kind: 'places'; readonly vacancy: number }
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'candidate'; readonly candidate: number };

/** Where each pair stands. Both of length = pairs of the model. */
export interface PairHome {
  readonly vacancyOf: Uint32Array;
  readonly segmentOf: Uint32Array;
}

export const pairHome = ({
  segmentOffsets,
  pairOffsets,
  vacancyCount,
  pairScore,
}: AssignmentModel): PairHome => {
  const vacancyOf = new Uint32Array(pairScore.length);
  const segmentOf = new Uint32Array(pairScore.length);
  for (let d = 0; d < vacancyCount; d += 1)
    for (let segment = segmentOffsets[d]!; segment < segmentOffsets[d + 1]!; segment += 1) {
      vacancyOf.fill(d, pairOffsets[segment], pairOffsets[segment + 1]);
      segmentOf.fill(segment, pairOffsets[segment], pairOffsets[segment + 1]);
    }
  return { vacancyOf, segmentOf };
};

/** Expects places of weight one. `pairs` rise, each once. */
export const edgeProgram = (
  model: AssignmentModel,
  { vacancyOf, segmentOf }: PairHome,
  pairs: Uint32Array,
  { whole }: { readonly whole: boolean },
): EdgeProgram => {
  const { vacancyCount, rowCount, pairCandidate, pairScore, fillBonus, placeOffsets } = model;
  const slackRows = Array.from(model.rowPenalty, (_, row) => row).filter(
    (row) => model.rowPenalty[row] !== Infinity,
  );
  const rows = Array.from({ length: vacancyCount + rowCount }, (): Entry[] => []);
  const candidates: number[] = [];
  const rowOf = new Map<number, number>();
  const columns = pairs.length + slackRows.length;
  const objective = new Float64Array(columns);
  pairs.forEach((pair, column) => {
    objective[column] = (pairScore[pair]! + fillBonus) / POINT;
    rows[vacancyOf[pair]!]!.push({ column, value: 1 });
    const segment = segmentOf[pair]!;
    for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1)
      rows[vacancyCount + model.termRow[e]!]!.push({ column, value: model.termCoef[e]! });
    const candidate = pairCandidate[pair]!;
    let row = rowOf.get(candidate);
    if (row === undefined) {
      row = rows.push([]) - 1;
      rowOf.set(candidate, row);
      candidates.push(candidate);
    }
    rows[row]!.push({ column, value: 1 });
  });
  slackRows.forEach((row, k) => {
    objective[pairs.length + k] = -model.rowPenalty[row]! / POINT;
    rows[vacancyCount + row]!.push({ column: pairs.length + k, value: 1 });
  });
  const rowLower = new Float64Array(rows.length).fill(-Infinity);
  rowLower.set(model.rowRequired, vacancyCount);
  const rowUpper = new Float64Array(rows.length).fill(1);
  for (let d = 0; d < vacancyCount; d += 1) rowUpper[d] = placeOffsets[d + 1]! - placeOffsets[d]!;
  rowUpper.fill(Infinity, vacancyCount, vacancyCount + rowCount);
  const linear: LinearModel = {
    objective,
    lower: new Float64Array(columns),
    // Without whole numbers, the candidate's row holds the column at one already: its reduced cost then has one sign.
    upper: new Float64Array(columns).fill(Infinity).fill(whole ? 1 : Infinity, 0, pairs.length),
    integer: new Uint8Array(columns).fill(whole ? 1 : 0, 0, pairs.length),
    rowLower,
    rowUpper,
    ...packed(rows),
  };
  return { linear, pairs, candidates: Uint32Array.from(candidates) };
};

interface Entry {
  readonly column: number;
  readonly value: number;
}

const packed = (
  rows: readonly (readonly Entry[])[],
): Pick<LinearModel, 'rowStart' | 'entryColumn' | 'entryValue'> => {
  const rowStart = new Uint32Array(rows.length + 1);
  rows.forEach((entries, i) => {
    rowStart[i + 1] = rowStart[i]! + entries.length;
  });
  const flat = rows.flat();
  return {
    rowStart,
    entryColumn: Uint32Array.from(flat, ({ column }) => column),
    entryValue: Float64Array.from(flat, ({ value }) => value),
  };
};

export const edgeRowOf = (model: AssignmentModel, { candidates }: EdgeProgram, index: number): EdgeRow => {
  const { vacancyCount, rowCount } = model;
  if (index < vacancyCount) return { kind: 'places', vacancy: index };
  if (index < vacancyCount + rowCount) return { kind: 'row', row: index - vacancyCount };
  return { kind: 'candidate', candidate: candidates[index - vacancyCount - rowCount]! };
};

/** Duals in thousandths of points, inside their box; and the worth of a place, by resource. */
export const edgeDuals = (
  model: AssignmentModel,
  { candidates }: EdgeProgram,
  rowDual: Float64Array,
): { readonly duals: Duals; readonly placePrice: Float64Array } => {
  const { vacancyCount, rowCount } = model;
  const candidatePrice = new Float64Array(model.candidateCount);
  candidates.forEach((candidate, k) => {
    candidatePrice[candidate] = Math.max(0, rowDual[vacancyCount + rowCount + k]! * POINT);
  });
  const rowPrice = Float64Array.from(model.rowPenalty, (penalty, row) =>
    Math.min(penalty, Math.max(0, -rowDual[vacancyCount + row]! * POINT)),
  );
  const placePrice = Float64Array.from(rowDual.subarray(0, vacancyCount), (dual) =>
    Math.max(0, dual * POINT),
  );
  return { duals: { candidatePrice, rowPrice }, placePrice };
};

/** The chosen pairs, each at the next free place of its resource. */
export const placed = (
  model: AssignmentModel,
  { vacancyOf }: PairHome,
  { pairs }: Pick<EdgeProgram, 'pairs'>,
  x: Float64Array,
): Assignment => {
  const assignment = new Int32Array(placeCount(model)).fill(EMPTY);
  const next = model.placeOffsets.slice();
  pairs.forEach((pair, column) => {
    if (x[column]! <= 0.5) return;
    const vacancy = vacancyOf[pair]!;
    assignment[next[vacancy]!] = pair;
    next[vacancy]! += 1;
  });
  return assignment;
};

/** The point of an assignment: slacks as the rows ask. Null if the program lacks one of its pairs. */
export const pointAt = (
  model: AssignmentModel,
  { linear, pairs }: EdgeProgram,
  assignment: Assignment,
): Float64Array | null => {
  const held = new Set(assignment);
  held.delete(EMPTY);
  const x = new Float64Array(linear.objective.length);
  pairs.forEach((pair, column) => {
    if (held.delete(pair)) x[column] = 1;
  });
  if (held.size > 0) return null;
  let slack = pairs.length;
  for (let row = 0; row < model.rowCount; row += 1) {
    if (model.rowPenalty[row] === Infinity) continue;
    const at = model.vacancyCount + row;
    let activity = 0;
    for (let e = linear.rowStart[at]!; e < linear.rowStart[at + 1]!; e += 1)
      activity += linear.entryValue[e]! * x[linear.entryColumn[e]!]!;
    x[slack] = Math.max(0, model.rowRequired[row]! - activity);
    slack += 1;
  }
  return x;
};
