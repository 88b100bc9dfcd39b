import { Auction } from './auction.ts';
import { coreOf } from './core.ts';
import { LocalSearch } from './localSearch.ts';
import {
  type Assignment,
  type AssignmentModel,
  type Duals,
  EMPTY,
  placeCount,
  type StageResult,
} from './model.ts';
import { type ModelShape, shapeOf } from './modelShape.ts';
import { isBetter, rowActivity, type Worth, worthOf } from './objective.ts';
import { settle } from './settle.ts';

export interface PriceLimits {
  /** Null: fewer where there are more places, from 200 for a session to 28 for a year. */
  readonly maxRounds: number | null;
  readonly maxBids: number;
  /** Stop once the bound is within this share of the value. */
  readonly relativeGap: number;
}

export const DEFAULT_LIMITS: PriceLimits = {
  maxRounds: null,
  maxBids: 50_000_000,
  relativeGap: 1e-6,
};

export interface PriceOptions {
  readonly limits?: Partial<PriceLimits>;
  /** An assignment to begin with; its value also scales the steps. */
  readonly start?: Assignment;
  readonly rowPrice?: Float64Array;
  /** Asked between rounds: the answer so far is given back, with its bound. */
  readonly stopped?: (round: number) => boolean;
  readonly progress?: (round: number, value: number, bound: number) => void;
}

/** Bids rise by this at least: coarse while prices are sought, fine for the last word. Thousandths of points. */
const COARSE = [200, 60, 20];
const FINE = 4;
/** An auction in so many begins from zero: its bound is the tight one. The others begin a little under the prices before. */
const FRESH = 25;
const LOWERED = 300;
const MANY_PLACES = 1_000;
/** Beyond, a local move concerns one place. */
const MOST_PLACES_CHAINED = 5_000;
const roundsFor = (places: number): number =>
  Math.min(200, Math.max(28, Math.round(240_000 / Math.max(1, places))));
/** Where half of the demand competes for a year's places, finer bids take minutes. */
const LARGE_RISE = 5;
const coarseness = (done: number): number =>
  COARSE[Math.min(COARSE.length - 1, Math.floor(done * COARSE.length))]!;
/** Part of the bound that a step aims at while hard rows are not kept. */
const UNTIL_KEPT = 0.05;
/** Rounds without a better bound before steps shrink. */
const PATIENCE = 6;
const SHRINK = 0.6;

/**
 * Price phase: seeks the row prices whose auction gives the lowest bound (deflected subgradient with Polyak's step), and keeps
 * the best assignment on the way, made better by local moves. The bound holds for every pair (weak duality), wherever the
 * rounds stop.
 */
export const priceRows = (model: AssignmentModel, options: PriceOptions = {}): StageResult => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const maxRounds = limits.maxRounds ?? roundsFor(placeCount(model));
  const shape = shapeOf(model);
  const auction = new Auction(model, shape);
  const rise = placeCount(model) > MOST_PLACES_CHAINED ? LARGE_RISE : 1;
  const rowPrice = options.rowPrice?.slice() ?? new Float64Array(model.rowCount);
  let best = start(model, shape, options.start);
  let duals: Duals | null = null;
  let bound = Infinity;
  let theta = 1;
  let idle = 0;
  let bids = 0;
  let rounds = 0;
  let aborted = false;
  const direction = new Float64Array(model.rowCount);
  const highest = highestPrice(model);
  const keep = (assignment: Assignment): void => {
    const worth = worthOf(model, shape.segmentOf, assignment);
    if (isBetter(worth, best.worth)) best = { assignment, worth };
  };
  while (rounds < maxRounds && bids < limits.maxBids) {
    if (options.stopped?.(rounds)) {
      aborted = true;
      break;
    }
    rounds += 1;
    auction.setPrices(rowPrice);
    const fresh = rounds % FRESH === 1;
    auction.begin(fresh ? Infinity : rise * LOWERED);
    const outcome = auction.run(rise * coarseness(rounds / maxRounds), limits.maxBids - bids);
    bids += outcome.bids;
    const constant = priceOfRequirements(model, rowPrice);
    const here = auction.bound() - constant;
    keep(outcome.assignment);
    if (duals === null || here < bound - Math.abs(bound) * 1e-9) {
      bound = here;
      duals = { candidatePrice: outcome.candidatePrice, rowPrice: rowPrice.slice() };
      idle = 0;
    } else idle += 1;
    if (idle >= PATIENCE) {
      theta *= SHRINK;
      idle = 0;
    }
    options.progress?.(rounds, best.worth.value, bound);
    const gap = bound - best.worth.value;
    if (best.worth.violation === 0 && gap <= limits.relativeGap * Math.abs(bound)) break;
    const activity = rowActivity(model, shape.segmentOf, outcome.assignment);
    // Until every hard row is kept, the value known says nothing of how far the bound may fall.
    const aim =
      best.worth.violation > 0 ? UNTIL_KEPT * Math.abs(here) : Math.max(here - best.worth.value, gap);
    step(model, { rowPrice, direction, activity, size: theta * aim, highest });
  }
  if (duals === null) {
    // Stopped before the first round: the first prices prove something all the same.
    auction.setPrices(rowPrice);
    auction.begin(Infinity);
    duals = { candidatePrice: new Float64Array(model.candidateCount), rowPrice };
    bound = auction.bound() - priceOfRequirements(model, rowPrice);
  }
  if (!aborted) {
    // Fine bids at the best row prices: the last word of the bound.
    auction.setPrices(duals.rowPrice);
    auction.begin(Infinity);
    const outcome = auction.run(rise * rise * FINE, limits.maxBids);
    bids += outcome.bids;
    const last = auction.bound() - priceOfRequirements(model, duals.rowPrice);
    if (last < bound) {
      bound = last;
      duals = { ...duals, candidatePrice: outcome.candidatePrice };
    }
    keep(outcome.assignment);
    const from = [best.assignment, outcome.assignment];
    for (const found of localMoves({ model, shape, duals, bound, from })) keep(found);
  }
  const assignment = settle(model, shape, best.assignment);
  return {
    assignment,
    duals,
    value: worthOf(model, shape.segmentOf, assignment).value,
    bound,
    rounds,
    bids,
    aborted,
  };
};

/** Local moves from a few assignments, then from the best of them shaken; from one, and shorter ones, where there are many places. */
function* localMoves(input: {
  readonly model: AssignmentModel;
  readonly shape: ModelShape;
  readonly duals: Duals;
  readonly bound: number;
  readonly from: readonly Assignment[];
}): Generator<Assignment> {
  const { model, shape, duals, bound, from } = input;
  const places = placeCount(model);
  const many = places > MANY_PLACES;
  const worth = (assignment: Assignment): Worth => worthOf(model, shape.segmentOf, assignment);
  let best = from[0]!;
  const searchFrom = (start: Assignment, widest: number): LocalSearch => {
    const within = Math.min(widest, bound - worth(best).value);
    const core = coreOf(model, duals, { within, perSegment: CORE_PER_SEGMENT });
    return new LocalSearch({ model, shape, core, duals, start });
  };
  const longestChain = places > MOST_PLACES_CHAINED ? 1 : 4;
  for (const start of many ? from.slice(0, 1) : from) {
    const found = searchFrom(start, many ? NARROW_CORE : WIDE_CORE).run(longestChain);
    if (isBetter(worth(found), worth(best))) best = found;
    yield found;
  }
  const shakes = places > MOST_PLACES_CHAINED ? 0 : many ? SHAKES.month : SHAKES.session;
  if (shakes > 0) yield searchFrom(best, NARROW_CORE).shake(shakes);
}

/** Times that lists are shaken: what a session bears in a quarter of a second, a month in half of one. */
const SHAKES = { session: 1_200, month: 500 } as const;

/** How far from its place's best a pair may be to be tried by local moves: thousandths of points; and how many by segment. */
const WIDE_CORE = 8_000;
const NARROW_CORE = 3_000;
const CORE_PER_SEGMENT = 3;

const start = (
  model: AssignmentModel,
  shape: ModelShape,
  given: Assignment | undefined,
): { assignment: Assignment; worth: Worth } => {
  const assignment = given ?? new Int32Array(placeCount(model)).fill(EMPTY);
  return { assignment, worth: worthOf(model, shape.segmentOf, assignment) };
};

/** No row need cost more than what the largest change of score and of filled places is worth, a thousand times over. */
const highestPrice = (model: AssignmentModel): number => {
  let low = 0;
  let high = 0;
  for (const score of model.pairScore) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  return 1000 * (high - low + model.fillBonus + 1);
};

const priceOfRequirements = (model: AssignmentModel, rowPrice: Float64Array): number => {
  let sum = 0;
  for (let row = 0; row < model.rowCount; row += 1) sum += rowPrice[row]! * model.rowRequired[row]!;
  return sum;
};

/** One deflected step: 0.7 of the new direction, 0.3 of the old, inside each price's box. */
const step = (
  model: AssignmentModel,
  input: {
    readonly rowPrice: Float64Array;
    readonly direction: Float64Array;
    readonly activity: Float64Array;
    readonly size: number;
    readonly highest: number;
  },
): void => {
  const { rowPrice, direction, activity, size, highest } = input;
  let norm = 0;
  for (let row = 0; row < model.rowCount; row += 1) {
    const lacking = model.rowRequired[row]! - activity[row]!;
    const stuck =
      (rowPrice[row] === 0 && lacking < 0) || (rowPrice[row] === model.rowPenalty[row] && lacking > 0);
    direction[row] = stuck ? 0 : 0.7 * lacking + 0.3 * direction[row]!;
    norm += direction[row]! ** 2;
  }
  if (norm === 0) return;
  for (let row = 0; row < model.rowCount; row += 1) {
    const moved = rowPrice[row]! + (size / norm) * direction[row]!;
    rowPrice[row] = Math.min(model.rowPenalty[row]!, highest, Math.max(0, moved));
  }
};
