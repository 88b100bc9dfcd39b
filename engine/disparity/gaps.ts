import { CountTail } from './countTail.ts';
import { type LevelPool, levelPool, type Partition, poolCounts, type Stratum } from './strata.ts';

/** Selections expected of a group, and of the others, under which no test is made. Ours. */
export const LEAST_EXPECTED = 5;
/** Households of a group under which no test is made. Ours. */
export const LEAST_HOUSEHOLDS = 10;
/** Chance that an interval leaves the true ratio out, under the model. */
export const GAP_RISK = 0.05;

/** One group beside the others of the same pools. */
export interface LevelGap {
  /** Households of the group in a pool at least. */
  readonly households: number;
  /** Of those, the ones selected once at least. */
  readonly selectedHouseholds: number;
  /** Times that a household of the group was in a pool that tells something: its chances. */
  readonly chances: number;
  /** Times that one was selected there, and times expected had all of each pool had the same chances. */
  readonly observed: number;
  readonly expected: number;
  /** Null: too few to tell. */
  readonly test: {
    /** Observed over expected: interval of 95 % on this gap alone. */
    readonly low: number;
    readonly high: number;
    /** Variance over that of independent draws: see `CountTail`. */
    readonly dispersion: number;
    /** Chance of a gap as large under equal chances, this gap alone. */
    readonly p: number;
  } | null;
}

/**
 * Groups of a partition beside the others, conditional on the pools: what each pool expects of a group is the share that it has of it
 * (Mantel and Haenszel 1959, DOI 10.1093/jnci/22.4.719).
 *
 * One household stands in many pools, and is selected in many or in none by the same points: draws of different pools are not
 * independent. The hypergeometric variance is multiplied by what the sums by household vary more than their terms (cluster-robust
 * variance: Liang and Zeger 1986, DOI 10.1093/biomet/73.1.13), for the group and for all together, never less than one.
 *
 * Not guaranteed: households are taken as independent of one another.
 *
 * @param rows number of households.
 */
export const levelGaps = (
  strata: readonly Stratum[],
  partition: Partition,
  rows: number,
): readonly LevelGap[] => {
  const sums = Array.from({ length: partition.levels }, () => new LevelSums());
  const clusters = new Clusters(partition, rows);
  const [everPooled, everSelected] = [new Uint8Array(rows), new Uint8Array(rows)];
  for (const stratum of strata) {
    const counts = poolCounts(stratum, partition);
    for (const row of stratum.eligible) everPooled[row] = 1;
    for (const row of stratum.selected) everSelected[row] = 1;
    const told: (LevelPool | null)[] = sums.map((sum, level) => {
      const pool = levelPool(counts, stratum, partition, level);
      if (pool !== null) sum.add(pool, { own: counts.eligible[level]!, selected: counts.selected[level]! });
      return pool;
    });
    clusters.add(stratum, told);
  }
  const households = new Uint32Array(partition.levels);
  const selectedHouseholds = new Uint32Array(partition.levels);
  for (let row = 0; row < rows; row += 1) {
    const level = partition.levelOf[row]!;
    if (everPooled[row] === 1) households[level]! += 1;
    if (everSelected[row] === 1) selectedHouseholds[level]! += 1;
  }
  return sums.map((sum, level) =>
    sum.gap({
      households: households[level]!,
      selectedHouseholds: selectedHouseholds[level]!,
      clustering: clusters.of(level, households[level]!),
    }),
  );
};

/** Width of the bins that pools of like shares are put together in, on the scale of the logarithm of the odds. */
const BIN_LOG_ODDS = 0.1;

class LevelSums {
  /** Draws, and draws expected of the group, of pools of like shares: hundreds of them instead of thousands of pools. */
  readonly #bins = new Map<number, { draws: number; expected: number }>();
  #observed = 0;
  #expected = 0;
  #others = 0;
  #chances = 0;
  #hypergeometric = 0;
  #independent = 0;

  add(
    { draws, households, share }: LevelPool,
    { own, selected }: { readonly own: number; readonly selected: number },
  ): void {
    const place = Math.round(Math.log(share / (1 - share)) / BIN_LOG_ODDS);
    const bin = this.#bins.get(place) ?? { draws: 0, expected: 0 };
    bin.draws += draws;
    bin.expected += draws * share;
    this.#bins.set(place, bin);
    this.#observed += selected;
    this.#expected += draws * share;
    this.#others += draws * (1 - share);
    this.#chances += own;
    const variance = draws * share * (1 - share);
    this.#independent += variance;
    this.#hypergeometric += (variance * (households - draws)) / (households - 1);
  }

  gap(given: {
    readonly households: number;
    readonly selectedHouseholds: number;
    readonly clustering: number;
  }): LevelGap {
    const { households, selectedHouseholds, clustering } = given;
    const tested =
      this.#expected >= LEAST_EXPECTED && this.#others >= LEAST_EXPECTED && households >= LEAST_HOUSEHOLDS;
    const gap = {
      households,
      selectedHouseholds,
      chances: this.#chances,
      observed: this.#observed,
      expected: this.#expected,
    };
    if (!tested) return { ...gap, test: null };
    const dispersion = (clustering * this.#hypergeometric) / this.#independent;
    const bins = [...this.#bins.values()];
    const tail = new CountTail({
      law: {
        draws: Float64Array.from(bins, (bin) => bin.draws),
        shares: Float64Array.from(bins, (bin) => bin.expected / bin.draws),
      },
      observed: this.#observed,
      dispersion,
    });
    return { ...gap, test: { ...tail.interval(GAP_RISK), dispersion, p: tail.p } };
  }
}

/** What selections of one household in its pools add up to, squared, over the sum of their squares. */
class Clusters {
  readonly #partition: Partition;
  /** By household then level. */
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  /** The same whatever the level. */
  readonly #allSums: Float64Array;
  #allSquares = 0;
  /** One at the rows selected from the pool at hand. */
  readonly #taken: Uint8Array;

  constructor(partition: Partition, rows: number) {
    this.#partition = partition;
    this.#sums = new Float64Array(rows * partition.levels);
    this.#squares = new Float64Array(partition.levels);
    this.#allSums = new Float64Array(rows);
    this.#taken = new Uint8Array(rows);
  }

  add({ eligible, selected }: Stratum, told: readonly (LevelPool | null)[]): void {
    if (selected.length === 0 || selected.length === eligible.length) return;
    const { levels, levelOf, unknown } = this.#partition;
    const [sums, squares, allSums] = [this.#sums, this.#squares, this.#allSums];
    const rates = Float64Array.from(told, (pool) => pool?.rate ?? 0);
    const shares = Float64Array.from(told, (pool) => pool?.share ?? 0);
    const tells = Float64Array.from(told, (pool) => (pool === null ? 0 : 1));
    const all = selected.length / eligible.length;
    const taken = this.#taken;
    for (const row of selected) taken[row] = 1;
    for (const row of eligible) {
      const is = taken[row]!;
      allSums[row]! += is - all;
      this.#allSquares += (is - all) ** 2;
      const own = levelOf[row]!;
      const base = row * levels;
      // Who did not say is beside everybody, and only those who said beside one another.
      for (let level = own === unknown ? own : 0; level < levels; level += 1) {
        const score = tells[level]! * (is - rates[level]!) * ((own === level ? 1 : 0) - shares[level]!);
        sums[base + level]! += score;
        squares[level]! += score * score;
      }
    }
    for (const row of selected) taken[row] = 0;
  }

  /** @param households of the level, for the small-sample factor m / (m − 1). */
  of(level: number, households: number): number {
    const { levels } = this.#partition;
    let [own, all] = [0, 0];
    for (let row = 0; row < this.#allSums.length; row += 1) {
      own += this.#sums[row * levels + level]! ** 2;
      all += this.#allSums[row]! ** 2;
    }
    const small = households > 1 ? households / (households - 1) : 1;
    return Math.max(
      1,
      this.#squares[level] === 0 ? 1 : (small * own) / this.#squares[level]!,
      this.#allSquares === 0 ? 1 : all / this.#allSquares,
    );
  }
}
