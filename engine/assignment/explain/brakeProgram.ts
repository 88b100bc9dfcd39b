import { columnsOf, mergedColumns } from '../columns.ts';
import { type Assignment, type AssignmentModel, type Duals, placeCount, segmentOfPairs } from '../model.ts';
import { columnsWithin, pricePairs } from '../pricing.ts';
import { RestrictedMaster } from '../restrictedMaster.ts';
import type { HighsSolver } from '../solvers/highsSolver.ts';
import { withLevelRows } from '../stages.ts';

/** An optimum of the linear program over all pairs: lists whose places may be shared between households. */
export interface LinearPlan {
  /** Σ p·score, thousandths of points. */
  readonly points: number;
  /** Dwellings; after those of the model, the places filled: Σ p. Length = rowCount + 1. */
  readonly activity: Float64Array;
  readonly duals: Duals;
}

/** The solver did not answer: nothing can be said of prices. */
export class BrakeSolverError extends Error {
  constructor(reason: string) {
    super(`brakes: ${reason}`);
    this.name = 'BrakeSolverError';
  }
}

/** A dwelling that would cost more than so many times the spread of scores and the largest penalty is out of reach. */
const OUT_OF_REACH = 20;
const FIRST_COLUMNS = 12;
const COLUMNS_PER_PLACE = 12;
/** A pair that gains less is left, thousandths of points: the tolerance of the solver's duals. */
const TOLERANCE = 1e-3;
/** What the row of places filled may lose to rounding, places. */
const HELD_ROUNDING = 1e-7;
const NO_PLACE = { level: 0, households: 0 };

/**
 * The linear program of a session's last stage, kept open: solved once over all pairs by column generation, then again and again
 * with another requirement on one row, each time from where it ended. No row is met by leaving a place empty: as many are filled
 * as the session fills, by the chances of the ranks.
 */
export class BrakeProgram {
  #model: AssignmentModel;
  readonly #segmentOf: Uint32Array;
  readonly #master: RestrictedMaster;
  /** What a dwelling of the row asked costs at most, thousandths of points. */
  readonly ceiling: number;
  readonly base: LinearPlan;

  /**
   * @param model of the last stage, with what the stages before hold.
   * @param known its lists and duals: the first columns.
   * @throws BrakeSolverError
   */
  constructor(
    model: AssignmentModel,
    known: { readonly assignment: Assignment; readonly duals: Duals },
    solver: HighsSolver,
  ) {
    this.ceiling = OUT_OF_REACH * (spreadOf(model.pairScore) + largestFinite(model.rowPenalty));
    // One row more, of the places filled: it holds as many as the session fills.
    const filled = withLevelRows(model, new Uint8Array(model.pairOffsets.length - 1), [NO_PLACE]);
    this.#model = filled;
    this.#segmentOf = segmentOfPairs(model);
    const softened = {
      ...filled,
      rowPenalty: filled.rowPenalty.map((penalty) => (penalty === Infinity ? this.ceiling : penalty)),
    };
    const first = mergedColumns(
      softened,
      columnsOf(known.assignment),
      columnsWithin(
        softened,
        { ...known.duals, rowPrice: Float64Array.from([...known.duals.rowPrice, 0]) },
        { within: Infinity, most: FIRST_COLUMNS },
      ),
    );
    // Opened with a slack for every row, so that a hard one can be asked for more than it holds.
    this.#master = new RestrictedMaster(softened, this.#segmentOf, solver, first);
    this.base = this.#solve(filled);
    const rowRequired = filled.rowRequired.slice();
    rowRequired[model.rowCount] = this.base.activity[model.rowCount]! - HELD_ROUNDING;
    this.#model = { ...filled, rowRequired };
  }

  /**
   * The session asked to hold `required` dwellings on a row before any point, the other rows as they are.
   *
   * @throws BrakeSolverError
   */
  asking(row: number, required: number): LinearPlan {
    const rowRequired = this.#model.rowRequired.slice();
    const rowPenalty = this.#model.rowPenalty.slice();
    rowRequired[row] = required;
    rowPenalty[row] = this.ceiling;
    return this.#solve({ ...this.#model, rowRequired, rowPenalty });
  }

  /** Gives the native memory back; mandatory. */
  dispose(): void {
    this.#master.dispose();
  }

  #solve(model: AssignmentModel): LinearPlan {
    this.#master.become(model);
    for (;;) {
      const optimum = this.#master.solve(undefined);
      if ('status' in optimum) throw new BrakeSolverError(`restricted program: ${optimum.status}`);
      const priced = pricePairs(model, optimum.duals, {
        threshold: optimum.placePrice.map((worth) => worth + TOLERANCE),
        most: COLUMNS_PER_PLACE,
      });
      const settled = priced.bound - optimum.value <= TOLERANCE * placeCount(model);
      if (settled || this.#master.add(priced.columns) === 0)
        return this.#planOf(optimum.parts, optimum.duals);
    }
  }

  #planOf(parts: Float64Array, duals: Duals): LinearPlan {
    const { placeWeight, pairScore, termOffsets, termRow, termCoef, rowCount } = this.#model;
    const { place, pair } = this.#master.columns;
    const activity = new Float64Array(rowCount);
    let points = 0;
    parts.forEach((part, k) => {
      if (part === 0) return;
      const weight = part * placeWeight[place[k]!]!;
      points += weight * pairScore[pair[k]!]!;
      const segment = this.#segmentOf[pair[k]!]!;
      for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1)
        activity[termRow[e]!]! += weight * termCoef[e]!;
    });
    return { points, activity, duals };
  }
}

const spreadOf = (scores: Int32Array): number => {
  let [low, high] = [0, 0];
  for (const score of scores) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  return high - low + 1;
};

const largestFinite = (penalties: Float64Array): number =>
  penalties.reduce((most, penalty) => (penalty === Infinity ? most : Math.max(most, penalty)), 0);
