import { type Random, randomStream } from '../simulation/random.ts';
import type { Core } from './core.ts';
import { type Assignment, type AssignmentModel, type Duals, EMPTY, placeCount } from './model.ts';
import type { ModelShape } from './modelShape.ts';
import { isBetter, ROW_ROUNDING, rowActivity, type Worth } from './objective.ts';

/** Gains under this are rounding: thousandths of points. */
const NOTHING = 1e-6;

/** Places that move together, each to its new option; the first began. */
interface Move {
  readonly places: number[];
  readonly options: number[];
  value: number;
  violation: number;
}

/** Lists, the option that each place holds, and what follows from them. */
interface State {
  readonly at: Int32Array;
  readonly option: Int32Array;
  readonly activity: Float64Array;
  /** Beside the lists begun from. */
  readonly worth: Worth;
}

/** Places freed together, at most, and places that a move may unsettle after it. */
const MOST_FREED = 5;
const SHAKEN_CHAIN = 2;
/** Places of the longest chain. */
const MOST_CHAINED = 4;
/** Chains weighed for one move. */
const MOST_TRIES = 200;

/**
 * Local moves among the options of a core, each made only when it betters the objective (hard rows first): a place takes a free
 * candidate; or the candidate of another place, which takes the first place's own or chooses again, and so on along a chain.
 *
 * Weak duality prunes: value = bound − Σ reduced costs − Σ what rows and free candidates leave unused of their prices, so a move
 * can gain no more than the reduced costs it saves plus what its rows leave unused. Deterministic: no draw.
 */
export class LocalSearch {
  readonly #model: AssignmentModel;
  readonly #shape: ModelShape;
  readonly #core: Core;
  readonly #duals: Duals;
  readonly #at: Int32Array;
  /** Option of the core at each place; `EMPTY` where the pair is none of them. */
  readonly #option: Int32Array;
  readonly #placeOf: Int32Array;
  readonly #activity: Float64Array;
  /** Of shakes, one after the other. */
  readonly #random: Random;
  /** How far one dwelling's worth of a vacancy can move each of its rows. */
  readonly #spans: readonly Float64Array[];
  /** What the chain under way adds to each row. */
  readonly #delta: Float64Array;
  /** Rows that it changed, with what it added to them before, in the order of the changes: undone from the end. */
  readonly #changedRow: Int32Array;
  readonly #deltaBefore: Float64Array;
  #changes = 0;
  /** What the lists are worth beside those begun from, thousandths of points, and what hard rows lack more. */
  #value = 0;
  #violation = 0;
  /** What the chain under way gains so far, and adds to what hard rows lack. */
  #valueDelta = 0;
  #violationDelta = 0;

  constructor(input: {
    readonly model: AssignmentModel;
    readonly shape: ModelShape;
    readonly core: Core;
    readonly duals: Duals;
  }) {
    const { model, shape, core, duals } = input;
    this.#model = model;
    this.#shape = shape;
    this.#core = core;
    this.#duals = duals;
    this.#at = new Int32Array(placeCount(model)).fill(EMPTY);
    this.#option = this.#at.slice();
    this.#placeOf = new Int32Array(model.candidateCount).fill(EMPTY);
    this.#activity = new Float64Array(model.rowCount);
    this.#delta = new Float64Array(model.rowCount);
    this.#spans = spansOf(model, shape);
    this.#random = randomStream(placeCount(model), 'local-search/shake');
    const most = 2 * MOST_CHAINED * mostTerms(model);
    this.#changedRow = new Int32Array(most);
    this.#deltaBefore = new Float64Array(most);
  }

  /** Begins from an assignment. */
  #start(assignment: Assignment): void {
    const { pair: pairs, groupOptions, placeGroups } = this.#core;
    const option = new Int32Array(assignment.length).fill(EMPTY);
    assignment.forEach((pair, place) => {
      const end = groupOptions[placeGroups[place + 1]!]!;
      for (let o = groupOptions[placeGroups[place]!]!; o < end; o += 1)
        if (pairs[o] === pair) option[place] = o;
    });
    this.#restore({
      at: assignment,
      option,
      activity: rowActivity(this.#model, this.#shape.segmentOf, assignment),
      worth: { value: 0, violation: 0 },
    });
  }

  /** @param longestChain places that one move may unsettle, from 1 to `MOST_CHAINED`. */
  run(start: Assignment, longestChain: number): Assignment {
    this.#start(start);
    // Short chains first: they leave little unused in the rows, and what is unused is what lets longer ones be tried.
    for (let length = 1; length <= longestChain; length += 1) {
      this.#longest = length;
      this.#descend();
    }
    return this.#at.slice();
  }

  /**
   * Frees a few places that feed one row, fills them anew and mends what follows; kept when the lists are worth more, else taken
   * back. Rows are drawn by what they leave unused of their prices: that is where the gap is. The draws are those of a fixed
   * stream, so the same searches give the same bytes.
   */
  shake(start: Assignment, times: number): Assignment {
    this.#start(start);
    const random = this.#random;
    const { placesOf } = this.#shape;
    let standing: Worth = { value: 0, violation: 0 };
    for (let k = 0; k < times; k += 1) {
      const row = this.#drawRow(random);
      if (row === EMPTY) break;
      const near = placesOf[row]!;
      const freed = new Set<number>();
      for (let i = 0; i < MOST_FREED && i < near.length; i += 1)
        freed.add(near[random.integer(0, near.length - 1)]!);
      const before: State = {
        at: this.#at.slice(),
        option: this.#option.slice(),
        activity: this.#activity.slice(),
        worth: standing,
      };
      for (const place of freed) this.#leave(place);
      // Filled by the nearest first: an empty place has no reduced cost that would prune a chain.
      this.#longest = 1;
      for (const place of freed) {
        const { places, options } = this.#bestMove(place);
        this.#apply(places, options);
      }
      this.#longest = SHAKEN_CHAIN;
      this.#descend([...freed]);
      const found: Worth = { value: this.#value, violation: this.#violation };
      if (isBetter({ ...found, value: found.value - NOTHING }, standing)) standing = found;
      else this.#restore(before);
    }
    return this.#at.slice();
  }

  /** A row drawn by what it leaves unused; `EMPTY` when none leaves anything. */
  #drawRow(random: Random): number {
    let total = 0;
    for (let row = 0; row < this.#model.rowCount; row += 1) total += this.#unusedIn(row);
    if (total <= 0) return EMPTY;
    let left = random.next() * total;
    let drawn = EMPTY;
    for (let row = 0; row < this.#model.rowCount && left >= 0; row += 1) {
      const unused = this.#unusedIn(row);
      if (unused <= 0) continue;
      left -= unused;
      drawn = row;
    }
    return drawn;
  }

  /** Of rows that have places and are not hard: a finite sum. */
  #unusedIn(row: number): number {
    if (this.#shape.placesOf[row]!.length === 0 || this.#model.rowPenalty[row] === Infinity) return 0;
    return Math.max(0, this.#unusedOf(row));
  }

  #restore(before: State): void {
    for (const pair of this.#at) if (pair !== EMPTY) this.#placeOf[this.#model.pairCandidate[pair]!] = EMPTY;
    this.#at.set(before.at);
    this.#option.set(before.option);
    this.#activity.set(before.activity);
    this.#value = before.worth.value;
    this.#violation = before.worth.violation;
    this.#at.forEach((pair, place) => {
      if (pair !== EMPTY) this.#placeOf[this.#model.pairCandidate[pair]!] = place;
    });
  }

  /** The best move of each place, then of those it unsettles, until none gains. */
  #descend(from?: readonly number[]): void {
    const places = placeCount(this.#model);
    const queue = from ? [...from] : Array.from({ length: places }, (_, place) => place);
    for (let k = 0; k < queue.length && k < MOST_MOVES + places; k += 1) {
      const place = queue[k]!;
      const found = this.#bestMove(place);
      if (found.places.length === 0) continue;
      this.#apply(found.places, found.options);
      for (const moved of found.places) queue.push(moved);
    }
  }

  /** The best move that begins with a place. */
  #bestMove(place: number): Move {
    const found: Move = { places: [], options: [], value: NOTHING, violation: 0 };
    this.#tries = 0;
    this.#extend(place, 0, this.#costOf(place) + this.#unused(place), found);
    return found;
  }

  /** Chains of so many places: each takes the candidate of the next, the last a free one. */
  #longest = 1;
  #tries = 0;
  readonly #chainPlaces: number[] = [];
  readonly #chainOptions: number[] = [];

  /**
   * Tries every way to give a place of a chain another candidate: a free one ends the chain, and so does the one that its first
   * place leaves; another place's makes that place the next.
   *
   * @param spare reduced costs that the chain may still take on and gain.
   */
  #extend(place: number, depth: number, spare: number, found: Move): void {
    const { pairCandidate } = this.#model;
    const { placeGroups, groupOptions, pair: pairs, cost, giveUp } = this.#core;
    const placeOf = this.#placeOf;
    const first = depth === 0 ? place : this.#chainPlaces[0]!;
    const own = this.#at[place]!;
    const isLast = depth + 1 === this.#longest;
    this.#chainPlaces[depth] = place;
    const changes = this.#changes;
    const value = this.#valueDelta;
    const violation = this.#violationDelta;
    this.#shift(place, own, -1);
    const changesLeft = this.#changes;
    const valueLeft = this.#valueDelta;
    const violationLeft = this.#violationDelta;
    for (let g = placeGroups[place]!; g < placeGroups[place + 1]! && this.#tries < MOST_TRIES; g += 1) {
      const end = groupOptions[g + 1]!;
      let o = groupOptions[g]!;
      // Groups come by rising give-up: who is free here or later gives up too much.
      if (isLast && giveUp[o]! + found.value >= spare) break;
      for (; o < end; o += 1) {
        const pair = pairs[o]!;
        if (pair === own) continue;
        const holder = placeOf[pairCandidate[pair]!]!;
        // The place before in the chain has just taken it.
        if (holder === place && depth > 0) continue;
        if (holder === EMPTY || holder === place || holder === first) {
          if (giveUp[o]! + found.value >= spare) {
            if (isLast) break;
            continue;
          }
          this.#chainOptions[depth] = o;
          this.#shift(place, pair, 1);
          this.#try(depth + 1, found);
          this.#undo(changesLeft, valueLeft, violationLeft);
          // Options of one group differ by their score alone: the first free one is the best of them.
          if (holder === EMPTY) break;
        } else if (!isLast && !this.#inChain(holder, depth)) {
          const left = spare - cost[o]! + this.#costOf(holder) + this.#unused(holder);
          if (left <= found.value) continue;
          this.#chainOptions[depth] = o;
          this.#shift(place, pair, 1);
          this.#extend(holder, depth + 1, left, found);
          this.#undo(changesLeft, valueLeft, violationLeft);
        }
      }
    }
    this.#undo(changes, value, violation);
  }

  #inChain(place: number, depth: number): boolean {
    for (let k = 0; k <= depth; k += 1) if (this.#chainPlaces[k] === place) return true;
    return false;
  }

  /** Reduced cost of what a place holds. */
  #costOf(place: number): number {
    const option = this.#option[place]!;
    return option === EMPTY ? Infinity : this.#core.cost[option]!;
  }

  /**
   * The most that a place can take from what rows leave unused of their prices, thousandths of points: what is unused is convex in the
   * activity, so that each place of a chain takes at most the slope there times its own reach.
   */
  #unused(place: number): number {
    const vacancy = this.#shape.vacancyOf[place]!;
    const rows = this.#shape.rowsOf[vacancy]!;
    const spans = this.#spans[vacancy]!;
    const weight = this.#model.placeWeight[place]!;
    const { rowRequired, rowPenalty } = this.#model;
    const { rowPrice } = this.#duals;
    let sum = 0;
    for (let k = 0; k < rows.length; k += 1) {
      const row = rows[k]!;
      const spare = this.#activity[row]! - rowRequired[row]!;
      const reach = weight * spans[k]!;
      if (spare > ROW_ROUNDING) sum += rowPrice[row]! * Math.min(spare, reach);
      else if (spare < -ROW_ROUNDING) sum += (rowPenalty[row]! - rowPrice[row]!) * Math.min(-spare, reach);
    }
    return sum;
  }

  #unusedOf(row: number): number {
    const spare = this.#activity[row]! - this.#model.rowRequired[row]!;
    const price = this.#duals.rowPrice[row]!;
    return spare >= -ROW_ROUNDING
      ? price * Math.max(0, spare)
      : (this.#model.rowPenalty[row]! - price) * -spare;
  }

  /** Weighs the chain under way against the best so far. */
  #try(length: number, found: Move): void {
    this.#tries += 1;
    const better =
      this.#violationDelta < found.violation - ROW_ROUNDING ||
      (this.#violationDelta <= found.violation + ROW_ROUNDING && this.#valueDelta > found.value);
    if (!better) return;
    found.places.length = 0;
    found.options.length = 0;
    for (let k = 0; k < length; k += 1) {
      found.places.push(this.#chainPlaces[k]!);
      found.options.push(this.#chainOptions[k]!);
    }
    found.value = this.#valueDelta;
    found.violation = this.#violationDelta;
  }

  #apply(places: readonly number[], options: readonly number[]): void {
    for (const place of places) this.#leave(place);
    places.forEach((place, k) => {
      this.#take(place, this.#core.pair[options[k]!]!, options[k]!);
    });
  }

  #leave(place: number): void {
    const pair = this.#at[place]!;
    if (pair === EMPTY) return;
    this.#move(place, pair, -1);
    this.#placeOf[this.#model.pairCandidate[pair]!] = EMPTY;
    this.#at[place] = EMPTY;
    this.#option[place] = EMPTY;
  }

  #take(place: number, pair: number, option: number): void {
    if (pair === EMPTY) return;
    this.#move(place, pair, 1);
    this.#placeOf[this.#model.pairCandidate[pair]!] = place;
    this.#at[place] = pair;
    this.#option[place] = option;
  }

  #move(place: number, pair: number, sign: 1 | -1): void {
    const { placeWeight, pairScore, fillBonus, termOffsets, termRow, termCoef, rowRequired, rowPenalty } =
      this.#model;
    const weight = sign * placeWeight[place]!;
    this.#value += weight * (pairScore[pair]! + fillBonus);
    const segment = this.#shape.segmentOf[pair]!;
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) {
      const row = termRow[e]!;
      const before = this.#activity[row]!;
      const after = before + weight * termCoef[e]!;
      this.#activity[row] = after;
      const required = rowRequired[row]!;
      const change = Math.max(0, required - after) - Math.max(0, required - before);
      if (change === 0) continue;
      const penalty = rowPenalty[row]!;
      if (penalty === Infinity) this.#violation += change;
      else this.#value -= penalty * change;
    }
  }

  /** Back to the chain as it was after so many changes. */
  #undo(changes: number, value: number, violation: number): void {
    for (let k = this.#changes - 1; k >= changes; k -= 1)
      this.#delta[this.#changedRow[k]!] = this.#deltaBefore[k]!;
    this.#changes = changes;
    this.#valueDelta = value;
    this.#violationDelta = violation;
  }

  /** A place of the chain leaves a pair, or takes one: rows and value follow. */
  #shift(place: number, pair: number, sign: 1 | -1): void {
    if (pair === EMPTY) return;
    const { placeWeight, pairScore, fillBonus, termOffsets, termRow, termCoef, rowRequired, rowPenalty } =
      this.#model;
    const weight = sign * placeWeight[place]!;
    this.#valueDelta += weight * (pairScore[pair]! + fillBonus);
    const segment = this.#shape.segmentOf[pair]!;
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) {
      const row = termRow[e]!;
      const before = this.#delta[row]!;
      const after = before + weight * termCoef[e]!;
      this.#changedRow[this.#changes] = row;
      this.#deltaBefore[this.#changes] = before;
      this.#changes += 1;
      this.#delta[row] = after;
      const lacking = rowRequired[row]! - this.#activity[row]!;
      const change = Math.max(0, lacking - after) - Math.max(0, lacking - before);
      if (change === 0) continue;
      const penalty = rowPenalty[row]!;
      if (penalty === Infinity) this.#violationDelta += change;
      else this.#valueDelta -= penalty * change;
    }
  }
}

/** By vacancy, for each of its rows: between the least and the most that a pair brings to it, nothing included. */
const spansOf = (
  { vacancyCount, segmentOffsets, termOffsets, termRow, termCoef, rowCount }: AssignmentModel,
  { rowsOf }: ModelShape,
): readonly Float64Array[] => {
  const least = new Float64Array(rowCount);
  const most = new Float64Array(rowCount);
  return Array.from({ length: vacancyCount }, (_, d) => {
    const rows = rowsOf[d]!;
    for (const row of rows) {
      least[row] = 0;
      most[row] = 0;
    }
    const end = termOffsets[segmentOffsets[d + 1]!]!;
    for (let e = termOffsets[segmentOffsets[d]!]!; e < end; e += 1) {
      const row = termRow[e]!;
      least[row] = Math.min(least[row]!, termCoef[e]!);
      most[row] = Math.max(most[row]!, termCoef[e]!);
    }
    return Float64Array.from(rows, (row) => most[row]! - least[row]!);
  });
};

/** Entries of the fullest segment. */
const mostTerms = ({ termOffsets }: AssignmentModel): number => {
  let most = 0;
  for (let segment = 0; segment + 1 < termOffsets.length; segment += 1)
    most = Math.max(most, termOffsets[segment + 1]! - termOffsets[segment]!);
  return most;
};

/** A descent ends by itself, for each move gains; this bounds one that gains crumbs. */
const MOST_MOVES = 4_000;
