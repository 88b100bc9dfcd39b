import { columnCount, type LinearModel, rowCount } from './linearModel.ts';
import { failed, type LinearAnswer, type Optimal, relativeGap, type Stopped } from './linearSolver.ts';

/** Relative to the largest term of the row or bound, and never below it in absolute terms. */
const FEASIBILITY = 1e-6;
const WHOLE = 1e-5;
const OBJECTIVE = 1e-6;

/** What is wrong with an answer: which column or row, by how much. */
interface AnswerFault {
  readonly code:
    | 'length'
    | 'not-a-number'
    | 'bound'
    | 'row'
    | 'whole'
    | 'objective'
    | 'duals'
    | 'below-bound';
  readonly detail: string;
}

const off = (value: number, lower: number, upper: number, scale: number): boolean =>
  value < lower - FEASIBILITY * Math.max(1, scale, Number.isFinite(lower) ? Math.abs(lower) : 0) ||
  value > upper + FEASIBILITY * Math.max(1, scale, Number.isFinite(upper) ? Math.abs(upper) : 0);

/**
 * A copy of x with whole numbers made whole, and every value brought back between its bounds; or the fault that forbids it.
 * The rows are then counted on the copy, so what is returned is what was checked.
 */
const checkedPoint = (model: LinearModel, x: Float64Array): Float64Array | AnswerFault => {
  if (x.length !== columnCount(model))
    return { code: 'length', detail: `${x.length} values for ${columnCount(model)} columns` };
  const point = new Float64Array(x.length);
  for (let j = 0; j < x.length; j += 1) {
    const value = x[j]!;
    if (!Number.isFinite(value)) return { code: 'not-a-number', detail: `column ${j} is ${value}` };
    const whole = Math.round(value);
    if (model.integer[j] === 1 && Math.abs(value - whole) > WHOLE)
      return { code: 'whole', detail: `column ${j} is ${value}, expected a whole number` };
    if (off(value, model.lower[j]!, model.upper[j]!, 0))
      return {
        code: 'bound',
        detail: `column ${j} is ${value}, expected ${model.lower[j]} to ${model.upper[j]}`,
      };
    const kept = model.integer[j] === 1 ? whole : value;
    point[j] = Math.min(model.upper[j]!, Math.max(model.lower[j]!, kept)) + 0;
  }
  for (let i = 0; i < rowCount(model); i += 1) {
    let activity = 0;
    let largest = 0;
    for (let e = model.rowStart[i]!; e < model.rowStart[i + 1]!; e += 1) {
      const term = model.entryValue[e]! * point[model.entryColumn[e]!]!;
      activity += term;
      largest = Math.max(largest, Math.abs(term));
    }
    if (off(activity, model.rowLower[i]!, model.rowUpper[i]!, largest))
      return {
        code: 'row',
        detail: `row ${i} is ${activity}, expected ${model.rowLower[i]} to ${model.rowUpper[i]}`,
      };
  }
  return point;
};

const objectiveOf = (model: LinearModel, x: Float64Array): number => {
  let sum = 0;
  for (let j = 0; j < x.length; j += 1) sum += model.objective[j]! * x[j]!;
  return sum;
};

/**
 * Bound proved by row duals of any origin (weak duality): Σ dual·binding row bound + Σ reduced cost·best column bound.
 * Infinity when a reduced cost or a dual larger than the tolerance pushes where there is no bound.
 */
const boundOfDuals = (
  model: LinearModel,
  rowDual: Float64Array,
): { readonly bound: number; readonly reducedCost: Float64Array } => {
  const reducedCost = Float64Array.from(model.objective);
  const scale = Float64Array.from(model.objective, Math.abs);
  let bound = 0;
  for (let i = 0; i < rowCount(model); i += 1) {
    const dual = rowDual[i]!;
    if (dual === 0) continue;
    const binding = dual > 0 ? model.rowUpper[i]! : model.rowLower[i]!;
    if (Number.isFinite(binding)) bound += dual * binding;
    else if (Math.abs(dual) > OBJECTIVE) bound = Infinity;
    for (let e = model.rowStart[i]!; e < model.rowStart[i + 1]!; e += 1) {
      const j = model.entryColumn[e]!;
      reducedCost[j]! -= dual * model.entryValue[e]!;
      scale[j] = Math.max(scale[j]!, Math.abs(dual * model.entryValue[e]!));
    }
  }
  for (let j = 0; j < reducedCost.length; j += 1) {
    const cost = reducedCost[j]!;
    if (cost === 0) continue;
    const best = cost > 0 ? model.upper[j]! : model.lower[j]!;
    if (Number.isFinite(best)) bound += cost * best;
    else if (Math.abs(cost) > OBJECTIVE * Math.max(1, scale[j]!)) bound = Infinity;
  }
  return { bound, reducedCost };
};

const rejected = (answer: LinearAnswer, fault: AnswerFault): LinearAnswer => ({
  ...failed('rejected', `${fault.code}: ${fault.detail}`),
  iterations: answer.iterations,
  nodes: answer.nodes,
});

const checkOptimal = (
  model: LinearModel,
  answer: Optimal,
  objective: number,
  x: Float64Array,
): LinearAnswer => {
  let { bound, rowDual, reducedCost } = answer;
  if (rowDual !== null) {
    if (rowDual.length !== rowCount(model))
      return rejected(answer, {
        code: 'duals',
        detail: `${rowDual.length} duals for ${rowCount(model)} rows`,
      });
    ({ bound, reducedCost } = boundOfDuals(model, rowDual));
    if (!(bound - objective <= OBJECTIVE * 10 * Math.max(1, Math.abs(objective))))
      return rejected(answer, {
        code: 'duals',
        detail: `the duals prove ${bound} only, the objective is ${objective}`,
      });
  }
  if (bound < objective - OBJECTIVE * Math.max(1, Math.abs(objective)))
    return rejected(answer, { code: 'below-bound', detail: `objective ${objective}, bound ${bound}` });
  return { ...answer, x, objective, rowDual, reducedCost, bound, gap: relativeGap(bound, objective) };
};

const checkStopped = (model: LinearModel, answer: Stopped): LinearAnswer => {
  if (answer.x === null) return answer;
  const x = checkedPoint(model, answer.x);
  // A solver that is stopped may hold a point that is not feasible yet: no point, rather than a wrong one.
  if (!(x instanceof Float64Array)) return { ...answer, x: null, objective: null, gap: null };
  const objective = objectiveOf(model, x);
  return {
    ...answer,
    x,
    objective,
    gap: answer.bound === null ? null : relativeGap(answer.bound, objective),
  };
};

/**
 * Recounts an answer from the model alone: bounds, rows, whole numbers, objective, and the bound that the duals prove. A
 * solver's own "feasible" or "optimal" is never taken. An answer that fails becomes `failed`, with what failed.
 */
export const checkAnswer = (model: LinearModel, answer: LinearAnswer): LinearAnswer => {
  if (answer.status === 'limit') return checkStopped(model, answer);
  if (answer.status !== 'optimal') return answer;
  const x = checkedPoint(model, answer.x);
  if (!(x instanceof Float64Array)) return rejected(answer, x);
  const objective = objectiveOf(model, x);
  if (!(Math.abs(objective - answer.objective) <= OBJECTIVE * Math.max(1, Math.abs(objective)) * 10))
    return rejected(answer, {
      code: 'objective',
      detail: `${answer.objective} claimed, ${objective} counted`,
    });
  return checkOptimal(model, answer, objective, x);
};
