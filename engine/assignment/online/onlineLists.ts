import { randomStream } from '../../simulation/random.ts';
import { segmentOfPairs } from '../model.ts';
import { bestList } from './bestList.ts';
import { type FuturePrices, futurePrices, type ReadyVacancies, rowPriceNow } from './futurePrices.ts';
import { ListsMade } from './listsMade.ts';

export interface OnlineOptions {
  /** Rounds of the price phase of each future, the first time and when prices are made anew. */
  readonly firstRounds: number;
  readonly rounds: number;
  readonly seed: number;
}

/**
 * Lists of vacancies that come one by one, by the prices of sampled futures: each takes the households that are worth most there, once
 * what they are worth elsewhere is taken off and what targets still lack is added. What is known is the demands, the ledger, the lists already made
 * and the past that futures are drawn from; never the vacancies to come.
 *
 * The price of a household keeps it for a vacancy that nobody has seen yet: a policy for simulated years and yardsticks, no order of
 * an officer's list (decision 015).
 */
export class OnlineLists {
  readonly #futures: readonly ReadyVacancies[];
  readonly #options: OnlineOptions;
  readonly #made: ListsMade;
  #searches = 0;
  #prices: FuturePrices;

  /**
   * @param rowCount of the pool.
   * @param expected vacancies expected from now on.
   * @param first prices of a first search by the same futures and options, where several years start from one day.
   * @param hidden rows of the pool that are not there yet: on no list, and worth nothing to futures, until they are shown.
   */
  constructor(input: {
    readonly rowCount: number;
    readonly futures: readonly ReadyVacancies[];
    readonly expected: number;
    readonly options: OnlineOptions;
    readonly first?: FuturePrices;
    readonly hidden?: Iterable<number>;
  }) {
    const { rowCount, futures, expected, options, first, hidden = [] } = input;
    this.#futures = futures;
    this.#options = options;
    this.#made = new ListsMade(rowCount);
    for (const row of hidden) this.setShown(row, false);
    this.#prices = first ?? this.#search(expected, options.firstRounds);
  }

  get prices(): FuturePrices {
    return this.#prices;
  }

  /** Whether a household may be listed from now on: who left or was housed may not, who came or whose turn did not come may. */
  setShown(row: number, shown: boolean): void {
    this.#made.listed[row] = shown ? 0 : 1;
  }

  /** Makes prices anew for what is left, from the lists made so far. @param left vacancies still expected. */
  renew(left: number): void {
    this.#searches += 1;
    this.#prices = this.#search(left, this.#options.rounds, this.#prices);
  }

  /**
   * The list of a vacancy that has come, which is then made: its households are on no other.
   *
   * @param session the vacancies that have come, or some of them, made ready.
   * @returns pair at each rank, first rank first; `EMPTY` for none.
   */
  list(session: Arrived, vacancy: number): readonly number[] {
    const { problem, rows, segmentOf } = session;
    const { model, rowOf } = problem;
    const row = new Float64Array(model.rowCount);
    const { segmentOffsets, termOffsets, termRow } = model;
    const [from, end] = [segmentOffsets[vacancy]!, segmentOffsets[vacancy + 1]!];
    for (const t of new Set(termRow.subarray(termOffsets[from], termOffsets[end]))) {
      const lacking = model.rowRequired[t]! - this.#made.brought(rows[t]!.id);
      row[t] = rowPriceNow(this.#prices, rows[t]!.id, { lacking, penalty: model.rowPenalty[t]! });
    }
    const { household } = this.#prices;
    const pairs = bestList(problem, vacancy, { row, household, listed: this.#made.listed });
    this.#made.add({ model, rowOf, rows, segmentOf }, vacancy, pairs);
    return pairs;
  }

  /** What came of a list already made: its lease, if any, in the place of what was expected. @param taker rank that signs; null: none. */
  settle(
    { problem, rows, segmentOf }: Arrived,
    vacancy: number,
    pairs: readonly number[],
    taker: number | null,
  ): void {
    this.#made.settle({ ...problem, rows, segmentOf }, vacancy, pairs, taker);
  }

  #search(left: number, rounds: number, after?: FuturePrices): FuturePrices {
    return futurePrices(this.#futures, {
      left,
      rounds,
      made: this.#made,
      random: randomStream(this.#options.seed, `online-lists/${this.#searches}`),
      ...(after === undefined ? {} : { after }),
    });
  }
}

/** Vacancies that have come, made ready to be listed one by one. */
export interface Arrived extends ReadyVacancies {
  /** Length = pairs of the model. */
  readonly segmentOf: Uint32Array;
}

export const arrived = ({ problem, rows }: ReadyVacancies): Arrived => ({
  problem,
  rows,
  segmentOf: segmentOfPairs(problem.model),
});
