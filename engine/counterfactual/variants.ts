import type { Demand } from '../domain/demand.ts';
import type { DemandNumber } from '../domain/ids.ts';
import { buildPool } from '../pool/build.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';
import { applied, type Change, compareSets, inFixedOrder } from './change.ts';
import { papersOf } from './papers.ts';
import { floorIsAWish } from './wishes.ts';

/** Some changes that methods may read, made together, and the rows that hold what they could make of the demand. */
export interface Variant {
  readonly changes: readonly Change[];
  /** Rows of the variants' pool: one for each amount that the papers could show. */
  readonly rows: readonly number[];
  readonly wide: boolean;
}

/**
 * What one demand could be, as a pool of its own: every set of papers, open to any commune or not, the smallest set first. In this
 * pool the demand is renewed and, where the floor is a wish, may live on any: rules that a vacancy's own changes mend are asked of
 * the demand as it is.
 */
export interface Variants {
  readonly pool: Pool;
  /** In the order of `compareSets`; the first is the demand as it is. */
  readonly sets: readonly Variant[];
  /** Every set of at most this many changes is there. */
  readonly completeTo: number;
}

/** Most rows of a demand's pool: ten papers in every combination, and some. */
const MOST_ROWS = 4096;

const WIDTH = 18;
/** Rows of a pool are in the order of their numbers. */
const rowNumber = (row: number): DemandNumber => String(row).padStart(WIDTH, '0') as DemandNumber;

/** @param input the demand as the pool has it, at `row`. */
export const variantsOf = (input: {
  readonly pool: Pool;
  readonly row: number;
  readonly demand: Demand;
  readonly territory: Territory;
  /** Rows at most, `MOST_ROWS` unless said otherwise: the smallest sets are kept. */
  readonly mostRows?: number;
}): Variants => {
  const { pool, demand, territory, mostRows = MOST_ROWS } = input;
  const { asOf } = pool;
  const subjects = [...papersOf(input), ...(demand.wishes.wide ? [] : [[{ kind: 'wide' } as const]])];
  const relaxed: Demand = {
    ...demand,
    renewedOn: asOf,
    ...(floorIsAWish(demand)
      ? { accessibility: { ...demand.accessibility, maxFloorOnFoot: 'any' as const } }
      : {}),
  };
  const sets: Variant[] = [];
  const demands: Demand[] = [];
  let completeTo = -1;
  for (let size = 0; size <= subjects.length; size += 1) {
    const made = combinations(subjects, size).sort(compareSets);
    let left = made.length;
    for (const changes of made) {
      const possible = applied(relaxed, changes);
      if (demands.length + possible.length > mostRows) break;
      left -= 1;
      const rows = possible.map((each) => demands.push({ ...each, number: rowNumber(demands.length) }) - 1);
      sets.push({ changes: inFixedOrder(changes), rows, wide: changes.some(({ kind }) => kind === 'wide') });
    }
    if (left > 0) break;
    completeTo = size;
  }
  return {
    pool: buildPool({ demands, territory, asOf }),
    sets,
    completeTo: completeTo === subjects.length ? Infinity : completeTo,
  };
};

/** Most sets of one size that are looked at: more than fit. */
const MOST_SETS = 4 * MOST_ROWS;

/** Sets of `size` changes, each of another subject. Papers are subjects before wishes, so what is cut off are the last. */
const combinations = (subjects: readonly (readonly Change[])[], size: number): Change[][] => {
  const made: Change[][] = [];
  const extend = (from: number, chosen: readonly Change[]): void => {
    if (made.length >= MOST_SETS) return;
    if (chosen.length === size) {
      made.push([...chosen]);
      return;
    }
    for (let s = from; s <= subjects.length - (size - chosen.length); s += 1)
      for (const change of subjects[s]!) extend(s + 1, [...chosen, change]);
  };
  extend(0, []);
  return made;
};
