/*
 * Seeded randomness as a value. Each part of a world draws from its own named stream, so that one more draw in a part never
 * changes another part. Not for cryptography.
 */

/** A stream of pseudo-random numbers: sfc32 (Doty-Humphrey, PractRand), 128 bits of state. */
export interface Random {
  /** In [0, 1), 32 bits. */
  next(): number;
  /** Whole number in [from, to], both included. */
  integer(from: number, to: number): number;
  /** In [from, to). */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Standard normal (Box–Muller, one of the pair). */
  normal(): number;
}

/** FNV-1a over UTF-16 code units, then splitmix32 steps: four well-mixed words from a text. */
const stateOf = (text: string): [number, number, number, number] => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  const word = (): number => {
    hash = (hash + 0x9e3779b9) | 0;
    let z = hash;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  return [word(), word(), word(), word()];
};

/** The stream of a seed that bears a name. Same seed and name: same numbers. */
export const randomStream = (seed: number, name: string): Random => {
  let [a, b, c, counter] = stateOf(`${seed}/${name}`);
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i += 1) next();
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    integer,
    between: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new Error('random: an empty list has nothing to pick');
      return items[integer(0, items.length - 1)]!;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
};

/** Items and their weights, any positive scale. */
export type Weights<T> = readonly (readonly [item: T, weight: number])[];

/** One item, each with the chance of its weight. */
export const weighted = <T>(random: Random, table: Weights<T>): T => {
  let total = 0;
  for (const [, weight] of table) total += weight;
  let left = random.next() * total;
  for (const [item, weight] of table) {
    left -= weight;
    if (left < 0) return item;
  }
  // Rounding may leave a crumb after the last item: the last one that can be drawn takes it.
  const last = table.findLast(([, weight]) => weight > 0);
  if (!last) throw new Error('random: no positive weight');
  return last[0];
};

/** The same draw from a long table, prepared once: binary search over cumulated weights. */
export const weightedDraw = <T>(table: Weights<T>): ((random: Random) => T) => {
  const upTo = new Float64Array(table.length);
  let total = 0;
  table.forEach(([, weight], place) => {
    total += weight;
    upTo[place] = total;
  });
  if (!(total > 0)) throw new Error('random: no positive weight');
  return (random) => {
    const at = random.next() * total;
    let [low, high] = [0, table.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return table[low]![0];
  };
};

/** Fisher–Yates, in place; returns the same array. */
export const shuffle = <A extends unknown[] | Float64Array>(random: Random, items: A): A => {
  const places = items as unknown[];
  for (let i = places.length - 1; i > 0; i -= 1) {
    const j = random.integer(0, i);
    const kept = places[i];
    places[i] = places[j];
    places[j] = kept;
  }
  return items;
};

/** Whole numbers that add up to `total`, as near as possible to the weights (largest remainder; ties to the first). */
export const apportion = (weights: readonly number[], total: number): number[] => {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(sum > 0)) throw new Error('random: weights must have a positive sum');
  const exact = weights.map((weight) => (weight / sum) * total);
  const counts = exact.map(Math.floor);
  const missing = total - counts.reduce((a, b) => a + b, 0);
  exact
    .map((value, place) => ({ place, remainder: value - counts[place]! }))
    .sort((a, b) => b.remainder - a.remainder || a.place - b.place)
    .slice(0, missing)
    .forEach(({ place }) => {
      counts[place]! += 1;
    });
  return counts;
};

/** `total` items whose counts are the quotas of the table, in shuffled order: margins are hit exactly, whatever the seed. */
export const quota = <T>(random: Random, table: Weights<T>, total: number): T[] => {
  const counts = apportion(
    table.map(([, weight]) => weight),
    total,
  );
  return shuffle(
    random,
    counts.flatMap((count, place) => new Array<T>(count).fill(table[place]![0])),
  );
};

/** `total` flags, of which exactly the rounded share is true, in shuffled order. */
export const quotaFlags = (random: Random, share: number, total: number): boolean[] =>
  quota<boolean>(
    random,
    [
      [true, share],
      [false, 1 - share],
    ],
    total,
  );

/** The mid-ranks (i + 0.5) / total in shuffled order: one draw in each slice of a distribution, read by its quantile. */
export const stratified = (random: Random, total: number): Float64Array =>
  shuffle(
    random,
    Float64Array.from({ length: total }, (_, i) => (i + 0.5) / total),
  );

/**
 * Flags with chances of their own, whose number is the sum of the chances but for one (systematic sampling: Madow 1949).
 * Length = chances.length.
 */
export const systematicFlags = (random: Random, chances: readonly number[]): boolean[] => {
  const flags = new Array<boolean>(chances.length).fill(false);
  let reached = random.next();
  for (const place of shuffle(
    random,
    chances.map((_, i) => i),
  )) {
    reached += chances[place]!;
    if (reached >= 1) {
      flags[place] = true;
      reached -= 1;
    }
  }
  return flags;
};
