import type { Assignment } from '../model.ts';
import type { HighsSolver } from '../solvers/highsSolver.ts';
import { type StagedModel, type StagedResult, stageModel } from '../stages.ts';
import { type ListStep, listStep } from './brakeLists.ts';
import { BrakeProgram, type LinearPlan } from './brakeProgram.ts';
import { slackOf } from './view.ts';

/** What a row's price is, once the session was solved again on both sides of it. */
export type BrakeVerdict =
  /** One more costs nothing. */
  | 'free'
  /** Price, one step more and one step less agree: one number says it. */
  | 'steady'
  /** The price is right for smaller steps (`holdsFor`); over the step, both sides differ: both values are to be said. */
  | 'stepped'
  /** No step, however small, makes both sides agree: the price is one of many that support the lists. */
  | 'degenerate'
  /** No lists with every place filled bring more than `most`. */
  | 'unreachable';

/** Another row, where a row is asked for more (or less). */
export interface BrakedRow {
  readonly row: number;
  /** Change of what the session brings to it, dwellings: below zero, it is braked. */
  readonly dwellings: number;
  /** Change of what it lacks, dwellings. */
  readonly lack: number;
  /** What that lack costs at its penalty, thousandths of points. */
  readonly cost: number;
}

/** The session solved again with a row asked for another number of dwellings. */
export interface BrakeStep {
  readonly dwellings: number;
  /** What the session loses (more asked) or regains (less asked): points of the lists and cost of the other rows, thousandths. */
  readonly cost: number;
  /** Of that cost, what the lists' points make; the rest is the other rows'. Thousandths. */
  readonly points: number;
  /** cost / dwellings, thousandths of points. */
  readonly perDwelling: number;
  /** The most changed first. */
  readonly others: readonly BrakedRow[];
}

/** What one more dwelling counted by a row costs. Rows are those of the staged model. */
export interface RowBrake {
  readonly row: number;
  /** What the linear program brings to the row, and what it is asked, dwellings. */
  readonly brings: number;
  readonly required: number;
  /** Dual of the row: change of the linear optimum by dwelling required, thousandths of points. */
  readonly price: number;
  readonly verdict: BrakeVerdict;
  /** Most dwellings that lists can bring beyond; null when one whole dwelling can be brought. */
  readonly most: number | null;
  /** Largest step (see `STEPS`) over which price and both sides agree; null for none. */
  readonly holdsFor: number | null;
  /** Null when unreachable. */
  readonly more: BrakeStep | null;
  /** Null where the price is zero: less asked changes nothing. */
  readonly less: BrakeStep | null;
  /** The same step more on whole lists; null where the price is zero, and where no such lists were found. */
  readonly lists: ListStep | null;
}

/** Steps tried, dwellings, the largest that the session can bring first: one whole, then whole fractions of one. */
export const STEPS = [1, 1 / 2, 1 / 4, 1 / 10, 1 / 20, 1 / 50, 1 / 100] as const;
/** Two prices agree within this share of the larger, or within a twentieth of a point by dwelling. */
const SHARE = 0.05;
const LEAST = 50;
/** What the solver's tolerance may leave on a row, dwellings. */
const ROUNDING = 1e-6;
/** Prices and costs up to this are nothing, thousandths of points. */
const NOTHING = 1;

/**
 * Price of every row of a solved session, confirmed by solving it again with the row asked for a step more and a step less than
 * what the session brings to it (what is required of it, at most), that row before any point.
 *
 * Prices are meant of the linear program, where a place may be shared between households: its dual is the derivative of its
 * value, and the value is concave in what is asked, so that one less regains at most the price and one more costs at least it.
 * `lists` says what whole households do.
 *
 * @throws BrakeSolverError, and RangeError when the result has no stage.
 */
export const rowBrakes = (
  staged: StagedModel,
  result: StagedResult,
  solver: HighsSolver,
  watched: { readonly stopped?: () => boolean; readonly progress?: (done: number) => void } = {},
): readonly RowBrake[] => {
  const last = result.stages.at(-1);
  if (last === undefined) throw new RangeError('the result has no stage: nothing was optimised');
  const model = stageModel(staged, result.stages.slice(0, -1));
  const program = new BrakeProgram(model, last, solver);
  try {
    const found: RowBrake[] = [];
    for (let row = 0; row < staged.model.rowCount; row += 1) {
      if (watched.stopped?.()) break;
      found.push(new BrakedAt({ program, model, lists: result.assignment }, row).brake());
      watched.progress?.((row + 1) / staged.model.rowCount);
    }
    return found;
  } finally {
    program.dispose();
  }
};

type Model = ReturnType<typeof stageModel>;

/** One row under study: each requirement is solved once. */
class BrakedAt {
  readonly #program: BrakeProgram;
  readonly #model: Model;
  readonly #lists: Assignment;
  readonly #row: number;
  /** What is held now: requirements are counted from it. */
  readonly #held: number;
  readonly #plans = new Map<number, LinearPlan>();

  constructor(
    { program, model, lists }: { program: BrakeProgram; model: Model; lists: Assignment },
    row: number,
  ) {
    this.#program = program;
    this.#model = model;
    this.#lists = lists;
    this.#row = row;
    this.#held = Math.min(model.rowRequired[row]!, program.base.activity[row]!);
  }

  brake(): RowBrake {
    const price = this.#program.base.duals.rowPrice[this.#row]!;
    const brings = this.#program.base.activity[this.#row]!;
    const required = this.#model.rowRequired[this.#row]!;
    const of = { row: this.#row, brings, required, price };
    const { most, step } = this.#reach();
    const costs = price > NOTHING;
    if (step === null)
      return {
        ...of,
        most,
        verdict: 'unreachable',
        holdsFor: null,
        more: null,
        less: costs ? this.#step(-1) : null,
        lists: null,
      };
    const more = this.#step(step);
    const holdsFor = this.#holdsFor(price, step);
    return {
      ...of,
      most: step === 1 ? null : most,
      verdict:
        holdsFor === null
          ? 'degenerate'
          : holdsFor < step
            ? 'stepped'
            : more.cost <= NOTHING
              ? 'free'
              : 'steady',
      holdsFor,
      more,
      less: costs ? this.#step(-step) : null,
      lists: costs ? this.#onLists(step) : null,
    };
  }

  #onLists(dwellings: number): ListStep | null {
    const { rowPrice } = this.#asked(dwellings).duals;
    return listStep(this.#model, this.#lists, { row: this.#row, dwellings, rowPrice });
  }

  /** Most dwellings that the session can bring beyond what it holds, one at most; and the largest step within. */
  #reach(): { readonly most: number; readonly step: number | null } {
    const brought = this.#asked(1).activity[this.#row]! - this.#held;
    const most = Math.min(1, brought > ROUNDING ? brought : 0);
    return { most, step: STEPS.find((size) => most >= size - ROUNDING) ?? null };
  }

  /**
   * Largest step, `step` at most, over which price and both sides agree; null for none. The value is concave: sides part as steps
   * grow, so that it is found by halves, the smallest step first.
   */
  #holdsFor(price: number, step: number): number | null {
    const sizes = STEPS.filter((size) => size <= step);
    if (!this.#agrees(price, sizes.at(-1)!)) return null;
    let [low, high] = [0, sizes.length - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#agrees(price, sizes[middle]!)) high = middle;
      else low = middle + 1;
    }
    return sizes[high]!;
  }

  #agrees(price: number, size: number): boolean {
    const costs = [price, this.#step(size).perDwelling];
    if (price > NOTHING) costs.push(this.#step(-size).perDwelling);
    const [least, largest] = [Math.min(...costs), Math.max(...costs)];
    return largest - least <= Math.max(SHARE * largest, LEAST);
  }

  #asked(change: number): LinearPlan {
    const { base } = this.#program;
    // Met already: the optimum there is does not change.
    if (change >= 0 && base.activity[this.#row]! >= this.#held + change) return base;
    const known = this.#plans.get(change);
    if (known) return known;
    const plan = this.#program.asking(this.#row, this.#held + change);
    this.#plans.set(change, plan);
    return plan;
  }

  /** @param change dwellings; below zero: less is asked. */
  #step(change: number): BrakeStep {
    const { base } = this.#program;
    const plan = this.#asked(change);
    const before = slackOf(this.#model, base.activity);
    const after = slackOf(this.#model, plan.activity);
    const others: BrakedRow[] = [];
    let paid = 0;
    for (let row = 0; row < this.#model.rowCount; row += 1) {
      if (row === this.#row) continue;
      const lack = after[row]! - before[row]!;
      const penalty = this.#model.rowPenalty[row]!;
      const cost = penalty === Infinity ? 0 : lack * penalty;
      paid += cost;
      const dwellings = plan.activity[row]! - base.activity[row]!;
      if (Math.abs(dwellings) > ROUNDING) others.push({ row, dwellings, lack, cost });
    }
    const points = base.points - plan.points;
    const sign = change < 0 ? -1 : 1;
    const cost = sign * (points + paid);
    return {
      dwellings: Math.abs(change),
      cost,
      points: sign * points,
      perDwelling: cost / Math.abs(change),
      others: others.sort((a, b) => Math.abs(b.dwellings) - Math.abs(a.dwellings) || a.row - b.row),
    };
  }
}
