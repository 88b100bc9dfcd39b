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
import { isBetter, ROW_ROUNDING, rowActivity, type Worth, worthOf } from './objective.ts';
import { RowSteps } from './rowSteps.ts';
import { settle } from './settle.ts';

export interface PriceLimits {
  /** Null: fewer where there are more places, from 200 for a few lists to 28 for a year. */
  readonly maxRounds: number | null;
  /** In all: the rounds, then the last word with what they left. */
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
  /** Prices are what is wanted: the bound gets no last word, and lists no local moves. */
  readonly pricesAlone?: boolean;
  /** Asked between rounds: the answer so far is given back, with its bound. */
  readonly stopped?: (round: number) => boolean;
  readonly progress?: (round: number, value: number, bound: number) => void;
}

/** Bids rise by this at least: coarse while prices are sought, fine for the last word. Thousandths of points. */
const COARSE = [200, 100, 50];
/**
 * An auction in so many begins from zero, all of them where places are few: its bound is the tight one. The others begin a little
 * under the prices before, and who is then left over with a price loosens theirs.
 */
const FRESH = 25;
const LOWERED = 300;
/**
 * The last word of the bound, by finer and finer bids, each auction from a little under the prices before (ε-scaling, Bertsekas
 * 1988): that of fine bids from zero at a fifteenth of its bids.
 */
const LAST_WORD = [
  { rise: 200, lowered: Infinity },
  { rise: 60, lowered: LOWERED },
  { rise: 20, lowered: LOWERED },
  { rise: 4, lowered: 100 },
] as const;
const MANY_PLACES = 1_000;
/** Beyond, a local move concerns one place. */
const MOST_PLACES_CHAINED = 5_000;
const FEW_PLACES = 50;
const roundsFor = (places: number): number =>
  places <= FEW_PLACES ? 200 : Math.min(100, Math.max(28, Math.round(180_000 / places)));
/** Where half of the demand competes for a year's places, finer bids take minutes. */
const LARGE_RISE = 5;
const coarseness = (done: number): number =>
  COARSE[Math.min(COARSE.length - 1, Math.floor(done * COARSE.length))]!;
/** Part of the bound that a step aims at while hard rows are not kept. */
const UNTIL_KEPT = 0.05;

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
  let bids = 0;
  let rounds = 0;
  const seen: Assignment[] = [];
  const { lastSeen } = effortFor(placeCount(model));
  let aborted = false;
  const fresh = placeCount(model) <= FEW_PLACES ? 1 : FRESH;
  const steps = new RowSteps(model, { rounds: maxRounds });
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
    auction.begin(rounds % fresh === 1 % fresh ? Infinity : rise * LOWERED);
    const outcome = auction.run(rise * coarseness(rounds / maxRounds), limits.maxBids - bids);
    bids += outcome.bids;
    const constant = priceOfRequirements(model, rowPrice);
    const here = auction.bound() - constant;
    keep(outcome.assignment);
    seen.push(outcome.assignment);
    if (seen.length > lastSeen) seen.shift();
    if (duals === null || here < bound - Math.abs(bound) * 1e-9) {
      bound = here;
      duals = { candidatePrice: outcome.candidatePrice, rowPrice: rowPrice.slice() };
    }
    options.progress?.(rounds, best.worth.value, bound);
    const gap = bound - best.worth.value;
    if (best.worth.violation === 0 && gap <= limits.relativeGap * Math.abs(bound)) break;
    const activity = rowActivity(model, shape.segmentOf, outcome.assignment);
    // Until every hard row is kept, the value known says nothing of how far the bound may fall.
    const aim =
      best.worth.violation > 0 ? UNTIL_KEPT * Math.abs(here) : Math.max(here - best.worth.value, gap);
    steps.move(rowPrice, { activity, aim });
  }
  if (duals === null) {
    // Stopped before the first round: the first prices prove something all the same.
    auction.setPrices(rowPrice);
    auction.begin(Infinity);
    duals = { candidatePrice: new Float64Array(model.candidateCount), rowPrice };
    bound = auction.bound() - priceOfRequirements(model, rowPrice);
  }
  if (!aborted && options.pricesAlone !== true) {
    auction.setPrices(duals.rowPrice);
    let candidatePrice = duals.candidatePrice;
    let latest = best.assignment;
    for (const { rise: each, lowered } of LAST_WORD) {
      auction.begin(rise * rise * lowered);
      const outcome = auction.run(rise * rise * each, Math.max(0, limits.maxBids - bids));
      bids += outcome.bids;
      ({ candidatePrice, assignment: latest } = outcome);
    }
    const last = auction.bound() - priceOfRequirements(model, duals.rowPrice);
    if (last < bound) {
      bound = last;
      duals = { ...duals, candidatePrice };
    }
    keep(latest);
    const from = [best.assignment, latest];
    for (const found of localMoves({ model, shape, duals, bound, from, seen })) keep(found);
  }
  const assignment = settledLists(model, shape, { best, given: options.start });
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

/**
 * Local moves from a few assignments, then shorter ones from those of the last rounds; the best few of all that this gives are shaken, then
 * the best of them, as often as all of them together. From one, and not shaken, where there are many places.
 */
function* localMoves(input: {
  readonly model: AssignmentModel;
  readonly shape: ModelShape;
  readonly duals: Duals;
  readonly bound: number;
  readonly from: readonly Assignment[];
  /** Of the last rounds. */
  readonly seen: readonly Assignment[];
}): Generator<Assignment> {
  const { model, shape, duals, bound, from, seen } = input;
  const worth = (assignment: Assignment): Worth => worthOf(model, shape.segmentOf, assignment);
  const { starts, wide, narrow, perSegment, longestChain, shakes, shaken } = effortFor(placeCount(model));
  const found: { readonly assignment: Assignment; readonly worth: Worth }[] = [];
  const best = () => found.reduce((a, b) => (isBetter(b.worth, a.worth) ? b : a)).assignment;
  const kept = (assignment: Assignment): Assignment => {
    found.push({ assignment, worth: worth(assignment) });
    return assignment;
  };
  const known = worth(from[0]!).value;
  const searchWithin = (widest: number): LocalSearch => {
    const within = Math.min(widest, bound - known);
    return new LocalSearch({ model, shape, core: coreOf(model, duals, { within, perSegment }), duals });
  };
  const far = searchWithin(wide);
  for (const start of from.slice(0, starts)) yield kept(far.run(start, longestChain));
  if (shakes === 0) return;
  const near = searchWithin(narrow);
  for (const start of seen) yield kept(near.run(start, SEEN_CHAIN));
  const first = bestFew(found, shaken);
  for (const start of first) yield kept(near.shake(start, Math.floor(shakes / 2 / first.length)));
  yield near.shake(best(), Math.ceil(shakes / 2));
}

/** The best, no two worth the same. */
const bestFew = (
  found: readonly { readonly assignment: Assignment; readonly worth: Worth }[],
  few: number,
): readonly Assignment[] =>
  found
    .toSorted((a, b) => (isBetter(a.worth, b.worth) ? -1 : isBetter(b.worth, a.worth) ? 1 : 0))
    .filter(({ worth }, i, sorted) => i === 0 || isBetter(sorted[i - 1]!.worth, worth))
    .slice(0, few)
    .map(({ assignment }) => assignment);

/** Places that a move from an assignment of the last rounds may unsettle. */
const SEEN_CHAIN = 2;

/** How far local moves look: what a session bears in a fifth of a second, a month in two. */
interface Effort {
  readonly starts: number;
  /** How far from its place's best a pair may be to be tried, then to be tried after a shake: thousandths of points. */
  readonly wide: number;
  readonly narrow: number;
  /** Pairs of a segment at a place: the first ones are wanted by many places, the others are what leaves room. */
  readonly perSegment: number;
  readonly longestChain: number;
  /** Assignments of the last rounds that are begun from too: where one search ends is chance. */
  readonly lastSeen: number;
  /** Times that lists are shaken: half of them from the best few, half from the best of these. */
  readonly shakes: number;
  readonly shaken: number;
}

/** Effort without assignments of the last rounds, or shakes. */
const PLAIN = { lastSeen: 0, shakes: 0, shaken: 1 } as const;

const effortFor = (places: number): Effort => {
  if (places > MOST_PLACES_CHAINED)
    return { ...PLAIN, starts: 1, wide: 3_000, narrow: 3_000, perSegment: 3, longestChain: 1 };
  if (places > MANY_PLACES)
    return { ...PLAIN, starts: 1, wide: 1_500, narrow: 1_500, perSegment: 16, longestChain: 3, shakes: 200 };
  if (places > FEW_PLACES)
    return {
      starts: 2,
      wide: 3_000,
      narrow: 1_000,
      perSegment: 8,
      longestChain: 4,
      lastSeen: 6,
      shakes: 2_000,
      shaken: 3,
    };
  return {
    starts: 2,
    wide: 8_000,
    narrow: 8_000,
    perSegment: 8,
    longestChain: 4,
    lastSeen: 8,
    shakes: 700,
    shaken: 3,
  };
};

const start = (
  model: AssignmentModel,
  shape: ModelShape,
  given: Assignment | undefined,
): { assignment: Assignment; worth: Worth } => {
  const assignment = given ?? new Int32Array(placeCount(model)).fill(EMPTY);
  return { assignment, worth: worthOf(model, shape.segmentOf, assignment) };
};

/**
 * The best lists settled. Closing the gap of a list changes what its households bring to rows: where that breaks a hard row that the
 * best kept, the lists given to begin with, settled, if they keep it.
 */
const settledLists = (
  model: AssignmentModel,
  shape: ModelShape,
  {
    best,
    given,
  }: { readonly best: { assignment: Assignment; worth: Worth }; readonly given: Assignment | undefined },
): Assignment => {
  const settled = settle(model, shape, best.assignment);
  const breaks = (assignment: Assignment): boolean =>
    worthOf(model, shape.segmentOf, assignment).violation > best.worth.violation + ROW_ROUNDING;
  if (given === undefined || !breaks(settled)) return settled;
  const other = settle(model, shape, given);
  return breaks(other) ? settled : other;
};

const priceOfRequirements = (model: AssignmentModel, rowPrice: Float64Array): number => {
  let sum = 0;
  for (let row = 0; row < model.rowCount; row += 1) sum += rowPrice[row]! * model.rowRequired[row]!;
  return sum;
};
