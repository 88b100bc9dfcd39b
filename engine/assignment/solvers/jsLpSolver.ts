import type { Model as JsModel } from 'javascript-lp-solver';
import { guardedSolver } from './guardedSolver.ts';
import { columnCount, type LinearModel, rowCount } from './linearModel.ts';
import { failed, type LinearAnswer, type LinearSolver, NO_WORK, type SolveLimits } from './linearSolver.ts';

/**
 * Above these, javascript-lp-solver may run for minutes, and its time-out answers "feasible" with a fractional point: so no
 * time-out, and small models only (docs/decisions/008-solvers.md).
 */
const LARGEST = { columns: 300, rows: 300, wholeColumns: 80 } as const;

const OBJECTIVE = 'objective';

/** x = offset + Σ sign·y over the keys: the library knows y ≥ 0 only. */
interface Shift {
  readonly offset: number;
  readonly parts: readonly { readonly key: string; readonly sign: 1 | -1 }[];
}

const shiftOf = (lower: number, upper: number, j: number): Shift => {
  if (Number.isFinite(lower)) return { offset: lower, parts: [{ key: `x${j}`, sign: 1 }] };
  if (Number.isFinite(upper)) return { offset: upper, parts: [{ key: `x${j}`, sign: -1 }] };
  return {
    offset: 0,
    parts: [
      { key: `x${j}`, sign: 1 },
      { key: `n${j}`, sign: -1 },
    ],
  };
};

/** Keys are generated: the library would read a variable named `result` as the objective. */
const convert = (model: LinearModel, shifts: readonly Shift[]): JsModel => {
  const variables: Record<string, Record<string, number>> = {};
  const constraints: Record<string, { min?: number; max?: number }> = {};
  const ints: Record<string, 1> = {};
  shifts.forEach(({ parts }, j) => {
    for (const { key, sign } of parts) {
      variables[key] = { [OBJECTIVE]: sign * model.objective[j]! };
      if (model.integer[j] === 1) ints[key] = 1;
      const range = model.upper[j]! - model.lower[j]!;
      if (Number.isFinite(range)) {
        variables[key][`b${j}`] = 1;
        constraints[`b${j}`] = { max: range };
      }
    }
  });
  for (let i = 0; i < rowCount(model); i += 1) {
    let offset = 0;
    for (let e = model.rowStart[i]!; e < model.rowStart[i + 1]!; e += 1) {
      const { offset: shift, parts } = shifts[model.entryColumn[e]!]!;
      offset += shift * model.entryValue[e]!;
      for (const { key, sign } of parts) variables[key]![`r${i}`] = sign * model.entryValue[e]!;
    }
    const lower = model.rowLower[i]! - offset;
    const upper = model.rowUpper[i]! - offset;
    if (!Number.isFinite(lower) && !Number.isFinite(upper)) continue;
    constraints[`r${i}`] = {
      ...(Number.isFinite(lower) ? { min: lower } : {}),
      ...(Number.isFinite(upper) ? { max: upper } : {}),
    };
  }
  return { optimize: OBJECTIVE, opType: 'max', constraints, variables, ints };
};

interface JsSolution {
  readonly feasible: boolean;
  readonly bounded: boolean;
  readonly evaluation: number;
  readonly solutionSet: Readonly<Record<string, number>>;
  readonly iter?: number;
}

interface JsSolver {
  Solve(model: JsModel, precision: number | undefined, full: true): JsSolution;
}

const read = (model: LinearModel, shifts: readonly Shift[], solution: JsSolution): LinearAnswer => {
  const work = { iterations: 0, nodes: solution.iter ?? null };
  if (!solution.feasible) return { status: 'infeasible', conflict: null, ...work };
  if (!solution.bounded) return { status: 'unbounded', ...work };
  const values = new Map(Object.entries(solution.solutionSet));
  const x = Float64Array.from(
    shifts,
    ({ offset, parts }) => offset + parts.reduce((sum, p) => sum + p.sign * (values.get(p.key) ?? 0), 0),
  );
  const objective = x.reduce((sum, value, j) => sum + value * model.objective[j]!, 0);
  return {
    status: 'optimal',
    objective,
    x,
    rowDual: null,
    reducedCost: null,
    bound: objective,
    gap: 0,
    ...work,
  };
};

const tooLarge = (model: LinearModel, limits: SolveLimits): string | null => {
  const wholes = model.integer.reduce((sum, whole) => sum + whole, 0);
  if (columnCount(model) > LARGEST.columns)
    return `${columnCount(model)} columns, at most ${LARGEST.columns}`;
  if (rowCount(model) > LARGEST.rows) return `${rowCount(model)} rows, at most ${LARGEST.rows}`;
  if (wholes > LARGEST.wholeColumns) return `${wholes} whole columns, at most ${LARGEST.wholeColumns}`;
  if (limits.maxNodes !== undefined || limits.maxIterations !== undefined || limits.shouldStop !== undefined)
    return 'it cannot be stopped, so it takes no limit';
  return null;
};

/**
 * javascript-lp-solver, for tiny planning models and as a second opinion in tests. No duals, no limits, no conflict; its answer
 * is exact (relativeGap is not used).
 */
export const loadJsLpSolver = async (): Promise<LinearSolver> => {
  const module = await import('javascript-lp-solver');
  // Under nodenext the package's types see its default export as a namespace.
  const solver = module.default as unknown as JsSolver;
  return guardedSolver({
    id: 'javascript-lp-solver',
    offers: {
      continuous: true,
      wholeNumbers: true,
      unboundedColumns: true,
      duals: false,
      conflict: false,
      limits: false,
    },
    async run(model, limits) {
      const refusal = tooLarge(model, limits);
      if (refusal !== null) return failed('not-offered', `javascript-lp-solver: ${refusal}`);
      const shifts = Array.from(model.lower, (lower, j) => shiftOf(lower, model.upper[j]!, j));
      try {
        return read(model, shifts, solver.Solve(convert(model, shifts), undefined, true));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { ...failed('solver', `javascript-lp-solver: ${reason}`), ...NO_WORK };
      }
    },
  });
};
