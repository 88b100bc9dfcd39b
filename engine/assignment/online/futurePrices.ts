import { type Random, shuffle } from '../../simulation/random.ts';
import { Auction } from '../auction.ts';
import { type AssignmentModel, vacancyOfPlaces } from '../model.ts';
import { DEFAULT_LIMITS, priceRows } from '../priceRows.ts';
import type { SessionProblem } from '../problem.ts';
import type { ListsMade } from './listsMade.ts';
import { remainingModel } from './remaining.ts';

/** Vacancies made ready for lists: come ones, or those of a future drawn from the past, whose households and targets are the true ones. */
export interface ReadyVacancies {
  readonly problem: Pick<SessionProblem, 'model' | 'rowOf'>;
  /** Rows of the model, by the identifier that they keep from session to session. */
  readonly rows: readonly { readonly id: string }[];
}

/** Prices of targets and of households, the mean of those of a few sampled futures. Thousandths of points. */
export interface FuturePrices {
  readonly futures: number;
  /** By identifier of the row: the sum of its prices, and in how many futures some vacancy feeds it. */
  readonly rows: ReadonlyMap<string, { readonly sum: number; readonly futures: number }>;
  /** What each household is worth to what is left of the year. Length = pool.rowCount. */
  readonly household: Float64Array;
  /** Row prices of each future: where the next search may start. */
  readonly start: readonly Float64Array[];
}

/**
 * What targets and households are worth to the vacancies still expected: each sampled future is planned as if it were known, with what
 * lists already made took and brought, and the prices that support those plans are averaged. A mean over futures is what a dwelling
 * towards a target, or a household left free, is expected to bring: its price in a future where it is not needed is zero.
 *
 * @param left vacancies still expected; each future gives as many, drawn from its own, or all of its own where it has fewer.
 * @param rounds of the price phase in each future; lists are not sought.
 * @param after prices to start from, of the same futures.
 */
export const futurePrices = (
  futures: readonly ReadyVacancies[],
  input: {
    readonly left: number;
    readonly made: ListsMade;
    readonly rounds: number;
    readonly random: Random;
    readonly after?: FuturePrices;
  },
): FuturePrices => {
  const { left, made, rounds, random, after } = input;
  const household = new Float64Array(made.listed.length);
  const sums = new Map<string, { sum: number; futures: number }>();
  const start = futures.map(({ problem, rows }, f) => {
    const vacancies = shuffle(
      random,
      Array.from({ length: problem.model.vacancyCount }, (_, d) => d),
    ).slice(0, left);
    const model = remainingModel(problem.model, {
      vacancies,
      isListed: (candidate) => made.listed[problem.rowOf[candidate]!] === 1,
      rowRequired: problem.model.rowRequired.map((required, t) => required - made.brought(rows[t]!.id)),
    });
    const before = after?.start[f];
    const { duals } = priceRows(model, {
      pricesAlone: true,
      limits: { maxRounds: rounds },
      ...(before === undefined ? {} : { rowPrice: before }),
    });
    householdPrices(model, duals.rowPrice).forEach((price, candidate) => {
      household[problem.rowOf[candidate]!]! += price / futures.length;
    });
    for (const t of new Set(model.termRow)) {
      const { id } = rows[t]!;
      const known = sums.get(id) ?? { sum: 0, futures: 0 };
      sums.set(id, { sum: known.sum + duals.rowPrice[t]!, futures: known.futures + 1 });
    }
    return duals.rowPrice;
  });
  return { futures: futures.length, rows: sums, household, start };
};

/** Bids rise by this at least, thousandths of points: what a household's price may be off by. */
const RISE = 100;

/**
 * Prices of candidates at given row prices, by an auction from zero: those met while row prices are sought are left over from rounds of coarse
 * bids, and took five points from the share that the policy closes (800 vacancies).
 */
const householdPrices = (model: AssignmentModel, rowPrice: Float64Array): Float64Array => {
  const auction = new Auction(model, { vacancyOf: vacancyOfPlaces(model) });
  auction.setPrices(rowPrice);
  auction.begin(Infinity);
  return auction.run(RISE, DEFAULT_LIMITS.maxBids).candidatePrice;
};

/**
 * The price of a row where a vacancy has come: the mean over futures. In a future that feeds the row no more, what it lacks now is
 * lacking for good, at its penalty.
 *
 * @param lacking dwellings that the row lacks now.
 * @param penalty thousandths of points a dwelling.
 */
export const rowPriceNow = (
  { futures, rows }: Pick<FuturePrices, 'futures' | 'rows'>,
  id: string,
  { lacking, penalty }: { readonly lacking: number; readonly penalty: number },
): number => {
  const known = rows.get(id) ?? { sum: 0, futures: 0 };
  const last = lacking > 0 ? penalty : 0;
  return futures === 0 ? last : (known.sum + (futures - known.futures) * last) / futures;
};
