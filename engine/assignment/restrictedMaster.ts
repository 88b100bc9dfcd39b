import { ColumnSet, type PlaceColumns } from './columns.ts';
import { type AssignmentModel, type Duals, placeCount } from './model.ts';
import { DUST, dualsOf, POINT, sessionProgram } from './sessionProgram.ts';
import { type HighsMaster, openHighsMaster } from './solvers/highsMaster.ts';
import type { HighsSolver } from './solvers/highsSolver.ts';
import type { LinearAnswer } from './solvers/linearSolver.ts';

/** New columns, as a share of those there, that the last basis still serves. Measured: docs/decisions/008-solvers.md. */
const FEW = 0.05;

export interface MasterOptimum {
  readonly duals: Duals;
  /** Dual of each place's row, thousandths of points, never negative. Length = places. */
  readonly placePrice: Float64Array;
  /** Of the linear program over the columns it has, thousandths of points. */
  readonly value: number;
  /** Part of each column in it, 0 to 1. Length = columns. */
  readonly parts: Float64Array;
}

/**
 * The linear program of a session over the columns met so far. It opens with the rows of places and of the session, and gets a
 * candidate's row with the candidate's first column.
 */
export class RestrictedMaster {
  #model: AssignmentModel;
  readonly #segmentOf: Uint32Array;
  readonly #master: HighsMaster;
  readonly #places: number;
  readonly #place: number[] = [];
  readonly #pair: number[] = [];
  readonly #candidates: number[] = [];
  readonly #rowOf = new Map<number, number>();
  readonly #known: ColumnSet;
  /** Slack column of each row that may slack. They come after the first columns. */
  readonly #slackOf = new Map<number, number>();
  readonly #first: number;
  #rowsChanged = false;
  /** Columns at the last run. */
  #solved = 0;

  /** The first columns come with the model, so that the solver may presolve it: much faster than adding them to it. */
  constructor(model: AssignmentModel, segmentOf: Uint32Array, solver: HighsSolver, first: PlaceColumns) {
    this.#model = model;
    this.#segmentOf = segmentOf;
    this.#places = placeCount(model);
    this.#known = new ColumnSet(model);
    const program = sessionProgram(model, segmentOf, first, { whole: false });
    this.#master = openHighsMaster(solver, program.linear);
    for (const candidate of program.candidates) this.#rowOfCandidate(candidate);
    for (let k = 0; k < first.place.length; k += 1) this.#keep(first.place[k]!, first.pair[k]!);
    this.#first = first.place.length;
    model.rowPenalty.forEach((penalty, row) => {
      if (penalty !== Infinity) this.#slackOf.set(row, this.#first + this.#slackOf.size);
    });
  }

  /**
   * The same session with other requirements and penalties; the next run begins where the last one ended. A row that was hard at
   * first has no slack, and stays so.
   *
   * @throws RangeError for such a row with a penalty.
   */
  become(model: AssignmentModel): void {
    const { rowRequired, rowPenalty } = this.#model;
    for (let row = 0; row < model.rowCount; row += 1) {
      if (model.rowRequired[row] !== rowRequired[row]) {
        this.#master.changeRow(this.#places + row, { lower: model.rowRequired[row]!, upper: Infinity });
        this.#rowsChanged = true;
      }
      const penalty = model.rowPenalty[row]!;
      if (penalty === rowPenalty[row]) continue;
      const slack = this.#slackOf.get(row);
      if (slack === undefined) throw new RangeError(`row ${row} was hard at first: it has no slack to price`);
      const hard = penalty === Infinity;
      this.#master.change(slack, {
        objective: Float64Array.of(hard ? 0 : -penalty / POINT),
        upper: Float64Array.of(hard ? 0 : Infinity),
      });
    }
    this.#model = model;
  }

  /** False when the column is there already. */
  #keep(place: number, pair: number): boolean {
    if (!this.#known.add(place, pair)) return false;
    this.#place.push(place);
    this.#pair.push(pair);
    return true;
  }

  get columns(): PlaceColumns {
    return { place: Uint32Array.from(this.#place), pair: Uint32Array.from(this.#pair) };
  }

  /** Adds the columns that are new; how many were. */
  add({ place, pair }: PlaceColumns): number {
    const { placeWeight, pairScore, pairCandidate, fillBonus, termOffsets, termRow, termCoef } = this.#model;
    const objective: number[] = [];
    const columnStart = [0];
    const entryRow: number[] = [];
    const entryValue: number[] = [];
    const rowsBefore = this.#candidates.length;
    for (let k = 0; k < place.length; k += 1) {
      const s = place[k]!;
      const i = pair[k]!;
      if (!this.#keep(s, i)) continue;
      const weight = placeWeight[s]!;
      objective.push((weight * (pairScore[i]! + fillBonus)) / POINT);
      entryRow.push(s);
      entryValue.push(1);
      const segment = this.#segmentOf[i]!;
      for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) {
        const value = weight * termCoef[e]!;
        if (Math.abs(value) <= DUST) continue;
        entryRow.push(this.#places + termRow[e]!);
        entryValue.push(value);
      }
      entryRow.push(this.#rowOfCandidate(pairCandidate[i]!));
      entryValue.push(1);
      columnStart.push(entryRow.length);
    }
    this.#master.addRows(new Float64Array(this.#candidates.length - rowsBefore).fill(1));
    this.#master.addColumns({
      objective: Float64Array.from(objective),
      lower: new Float64Array(objective.length),
      // The place's row holds the column at one already: without a bound of its own, its reduced cost has one sign.
      upper: new Float64Array(objective.length).fill(Infinity),
      columnStart: Uint32Array.from(columnStart),
      entryRow: Uint32Array.from(entryRow),
      entryValue: Float64Array.from(entryValue),
    });
    return objective.length;
  }

  #rowOfCandidate(candidate: number): number {
    const known = this.#rowOf.get(candidate);
    if (known !== undefined) return known;
    const row = this.#places + this.#model.rowCount + this.#candidates.length;
    this.#rowOf.set(candidate, row);
    this.#candidates.push(candidate);
    return row;
  }

  solve(
    shouldStop: (() => boolean) | undefined,
  ): MasterOptimum | Exclude<LinearAnswer, { status: 'optimal' }> {
    const fresh = this.#place.length > this.#solved * (1 + FEW);
    const dual = fresh || this.#rowsChanged;
    const answer = this.#master.solve({ fresh, dual }, shouldStop ? { shouldStop } : {});
    this.#solved = this.#place.length;
    this.#rowsChanged = false;
    if (answer.status !== 'optimal') return answer;
    const rowDual = answer.rowDual!;
    return {
      duals: dualsOf(this.#model, this.#candidates, rowDual),
      placePrice: Float64Array.from(rowDual.subarray(0, this.#places), (dual) => Math.max(0, dual * POINT)),
      value: answer.objective * POINT,
      parts: Float64Array.from(
        this.#place,
        (_, k) => answer.x[k < this.#first ? k : k + this.#slackOf.size]!,
      ),
    };
  }

  dispose(): void {
    this.#master.dispose();
  }
}
