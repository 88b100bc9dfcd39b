/** One list, or one lease: the households that it could have taken, and those that it took. */
export interface Stratum {
  /** Rows, each once. */
  readonly eligible: Uint32Array;
  /** Some of them, each once. */
  readonly selected: Uint32Array;
}

/** Each row in one level. */
export interface Partition {
  readonly levels: number;
  /** Length = rows. */
  readonly levelOf: Uint16Array;
  /** Level of those who did not say, the last one; null: everybody did. */
  readonly unknown: number | null;
}

/** Households of each level in one pool, and how many of them were taken. Length = levels. */
export interface PoolCounts {
  readonly eligible: Uint32Array;
  readonly selected: Uint32Array;
  /** Households of known level, and those taken. */
  readonly known: number;
  readonly knownSelected: number;
}

export const poolCounts = (
  { eligible, selected }: Stratum,
  { levels, levelOf, unknown }: Partition,
): PoolCounts => {
  const counts = { eligible: new Uint32Array(levels), selected: new Uint32Array(levels) };
  for (const row of eligible) counts.eligible[levelOf[row]!]! += 1;
  for (const row of selected) counts.selected[levelOf[row]!]! += 1;
  const notSaid = (of: Uint32Array): number => (unknown === null ? 0 : of[unknown]!);
  return {
    ...counts,
    known: eligible.length - notSaid(counts.eligible),
    knownSelected: selected.length - notSaid(counts.selected),
  };
};

/** What one pool says of one level: those it is compared with, their draws, and the share that the level has of them. */
export interface LevelPool {
  readonly draws: number;
  readonly households: number;
  readonly share: number;
  /** Draws for each household. */
  readonly rate: number;
}

/**
 * A level beside the others of the same pool: those of known level; for those who did not say, everybody. Null where the pool tells
 * nothing: none of the level or nobody else, nobody taken or everybody.
 */
export const levelPool = (
  counts: PoolCounts,
  { selected, eligible }: Stratum,
  { unknown }: Partition,
  level: number,
): LevelPool | null => {
  const [draws, households] =
    level === unknown ? [selected.length, eligible.length] : [counts.knownSelected, counts.known];
  const own = counts.eligible[level]!;
  if (own === 0 || own === households || draws === 0 || draws === households) return null;
  return { draws, households, share: own / households, rate: draws / households };
};
