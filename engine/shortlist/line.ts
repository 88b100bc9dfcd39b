import type { ScoredRows } from '../../scoring/compileMethod.ts';
import { type ColumnArray, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { LOT } from '../../scoring/method.ts';
import type { DemandNumber } from '../domain/ids.ts';
import { lots } from '../pool/numbers.ts';
import type { Pool } from '../pool/pool.ts';
import type { Ranking } from './ranking.ts';

/** Where a demand stands in the total order of a method: what is compared, first key first. The lower goes first. */
export interface LinePlace {
  readonly tier: number;
  readonly keys: readonly number[];
  readonly number: DemandNumber;
}

/** A row of any pool that the method scored, as if it had this number, and the lot drawn for it. */
export const linePlace = (
  { ordering }: Pick<Ranking, 'ordering'>,
  of: {
    readonly pool: Pool;
    readonly scored: Pick<ScoredRows, 'tier' | 'points'>;
    readonly row: number;
    readonly number: DemandNumber;
    readonly lot: number;
  },
): LinePlace => {
  const { pool, scored, row, number, lot } = of;
  const keys = [-scored.points[row]!];
  for (const { by, direction } of ordering.tieBreak) {
    const value = by === LOT ? lot : known(pool.array(by), row);
    // Not declared goes last, in either direction.
    keys.push(Number.isNaN(value) ? Infinity : direction === 'desc' ? -value : value);
  }
  return { tier: scored.tier[row]!, keys, number };
};

const lotsByPool = new WeakMap<Pool, Map<number, Float64Array>>();

/** The published lot of every row of a pool, drawn once for each seed. Length = pool.rowCount. */
export const lotsOf = (pool: Pool, seed: number): Float64Array => {
  const drawn = lotsByPool.get(pool) ?? new Map<number, Float64Array>();
  lotsByPool.set(pool, drawn);
  const found = drawn.get(seed) ?? lots(pool.numbers, seed);
  drawn.set(seed, found);
  return found;
};

const known = (values: ColumnArray, row: number): number => {
  const value = values[row]!;
  return values instanceof Uint8Array && value === UNKNOWN_U8 ? Number.NaN : value;
};

export const standsBefore = (a: LinePlace, b: LinePlace): boolean => {
  if (a.tier !== b.tier) return a.tier < b.tier;
  for (let k = 0; k < a.keys.length; k += 1) if (a.keys[k] !== b.keys[k]) return a.keys[k]! < b.keys[k]!;
  return a.number < b.number;
};
