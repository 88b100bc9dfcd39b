import type { AssignmentModel, Duals } from '../../../engine/assignment/model.ts';
import type { LinearModel } from '../../../engine/assignment/solvers/linearModel.ts';
import type { LinearSolver } from '../../../engine/assignment/solvers/linearSolver.ts';

/** The linear relaxation of a small model over all pairs: one column for each (place, pair), then one slack for each row. */
export const relaxationOf = (model: AssignmentModel): LinearModel => {
  const places = model.placeWeight.length;
  const { candidateCount, rowCount } = model;
  // Rows: places, candidates, then targets.
  const rows: [column: number, value: number][][] = Array.from(
    { length: places + candidateCount + rowCount },
    () => [],
  );
  const objective: number[] = [];
  const upper: number[] = [];
  for (let d = 0; d < model.vacancyCount; d += 1)
    for (let s = model.placeOffsets[d]!; s < model.placeOffsets[d + 1]!; s += 1)
      for (let k = model.segmentOffsets[d]!; k < model.segmentOffsets[d + 1]!; k += 1)
        for (let i = model.pairOffsets[k]!; i < model.pairOffsets[k + 1]!; i += 1) {
          const column = objective.push(model.placeWeight[s]! * (model.pairScore[i]! + model.fillBonus)) - 1;
          upper.push(1);
          rows[s]!.push([column, 1]);
          rows[places + model.pairCandidate[i]!]!.push([column, 1]);
          for (let e = model.termOffsets[k]!; e < model.termOffsets[k + 1]!; e += 1)
            rows[places + candidateCount + model.termRow[e]!]!.push([
              column,
              model.placeWeight[s]! * model.termCoef[e]!,
            ]);
        }
  for (let t = 0; t < rowCount; t += 1) {
    const hard = model.rowPenalty[t] === Infinity;
    const column = objective.push(hard ? 0 : -model.rowPenalty[t]!) - 1;
    upper.push(hard ? 0 : Infinity);
    rows[places + candidateCount + t]!.push([column, 1]);
  }
  const entries = rows.flat();
  const rowStart = new Uint32Array(rows.length + 1);
  rows.forEach((row, r) => {
    rowStart[r + 1] = rowStart[r]! + row.length;
  });
  const limits = places + candidateCount;
  return {
    objective: Float64Array.from(objective),
    lower: new Float64Array(objective.length),
    upper: Float64Array.from(upper),
    integer: new Uint8Array(objective.length),
    rowLower: Float64Array.from(rows, (_, r) => (r < limits ? -Infinity : model.rowRequired[r - limits]!)),
    rowUpper: Float64Array.from(rows, (_, r) => (r < limits ? 1 : Infinity)),
    rowStart,
    entryColumn: Uint32Array.from(entries, ([column]) => column),
    entryValue: Float64Array.from(entries, ([, value]) => value),
  };
};

/**
 * Optimum of the relaxation, and duals that prove it: brought inside their box, which a solver's tolerance may leave by a hair.
 * Null when the hard rows cannot hold.
 */
export const solvedRelaxation = async (
  model: AssignmentModel,
  solver: LinearSolver,
): Promise<{ readonly optimum: number; readonly duals: Duals } | null> => {
  const answer = await solver.solve(relaxationOf(model));
  if (answer.status === 'infeasible') return null;
  if (answer.status !== 'optimal' || !answer.rowDual) throw new Error(`relaxation: ${answer.status}`);
  const places = model.placeWeight.length;
  const targets = places + model.candidateCount;
  return {
    optimum: answer.objective,
    duals: {
      candidatePrice: answer.rowDual.slice(places, targets).map((dual) => Math.max(0, dual)),
      rowPrice: answer.rowDual
        .slice(targets)
        .map((dual, t) => Math.min(model.rowPenalty[t]!, Math.max(0, -dual))),
    },
  };
};
