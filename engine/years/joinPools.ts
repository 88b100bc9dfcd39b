import type { ColumnArray } from '../../scoring/formula/columns.ts';
import { float32, float64, int32, uint8, uint16, uint32 } from '../pool/allocate.ts';
import type { PoolColumns } from '../pool/pool.ts';

/** Lists of a pool: where each row's items start, and the items. */
const LISTS = [
  ['wishOffsets', 'wishCommunes'],
  ['wishQuartierOffsets', 'wishQuartiers'],
] as const;
const inLists = new Set<string>(LISTS.flat());

const sameKind = (array: ColumnArray, length: number): ColumnArray => {
  if (array instanceof Float32Array) return float32(length);
  if (array instanceof Float64Array) return float64(length);
  if (array instanceof Int32Array) return int32(length);
  if (array instanceof Uint32Array) return uint32(length);
  return array instanceof Uint16Array ? uint16(length) : uint8(length);
};

const rowsOf = ({ numbers }: PoolColumns): number => numbers.length / 18;

/**
 * Pools of one territory, one after the other, as one. Rows must ascend by numéro unique over all of them.
 *
 * @throws Error when they do not, or when the pools have other dictionaries.
 */
export const joinPools = (pools: readonly PoolColumns[]): PoolColumns => {
  const [first] = pools;
  if (first === undefined) throw new Error('years: no pool to join');
  const total = pools.reduce((sum, pool) => sum + rowsOf(pool), 0);
  const numbers = uint8(total * 18);
  let at = 0;
  for (const pool of pools) {
    if (pool.communes.join() !== first.communes.join() || pool.quartiers.join() !== first.quartiers.join())
      throw new Error('years: pools of two territories');
    numbers.set(pool.numbers, at * 18);
    if (at > 0 && !ascends(numbers, at)) throw new Error('years: numéros uniques of the pools do not ascend');
    at += rowsOf(pool);
  }
  const arrays: Record<string, ColumnArray> = {};
  for (const [name, array] of Object.entries(first.arrays)) {
    if (inLists.has(name)) continue;
    const joined = sameKind(array, total);
    let from = 0;
    for (const pool of pools) {
      joined.set(pool.arrays[name]!, from);
      from += rowsOf(pool);
    }
    arrays[name] = joined;
  }
  for (const [offsetsName, itemsName] of LISTS) {
    const offsets = uint32(total + 1);
    const items = uint16(pools.reduce((sum, pool) => sum + pool.arrays[itemsName]!.length, 0));
    let row = 0;
    let item = 0;
    for (const pool of pools) {
      const own = pool.arrays[offsetsName]!;
      for (let r = 1; r < own.length; r += 1) offsets[row + r] = item + own[r]!;
      items.set(pool.arrays[itemsName]!, item);
      row += own.length - 1;
      item += pool.arrays[itemsName]!.length;
    }
    arrays[offsetsName] = offsets;
    arrays[itemsName] = items;
  }
  return { ...first, numbers, arrays };
};

/** Whether the row at a place comes after the one before it. */
const ascends = (numbers: Uint8Array, row: number): boolean => {
  for (let i = 0; i < 18; i += 1) {
    const difference = numbers[row * 18 + i]! - numbers[(row - 1) * 18 + i]!;
    if (difference !== 0) return difference > 0;
  }
  return false;
};

/**
 * Some rows of a pool, in their order, as columns of their own, which their maker may move. A column is copied when it is first read: a
 * simulated year reads half of them.
 */
export const gatherRows = (pool: PoolColumns, rows: Uint32Array): PoolColumns => {
  const n = rows.length;
  const numbers = new Uint8Array(n * 18);
  for (let i = 0; i < n; i += 1) {
    const from = rows[i]! * 18;
    for (let c = 0; c < 18; c += 1) numbers[i * 18 + c] = pool.numbers[from + c]!;
  }
  const arrays: Record<string, ColumnArray> = {};
  for (const [name, array] of Object.entries(pool.arrays))
    if (!inLists.has(name)) whenRead(arrays, name, () => gathered(array, rows));
  for (const [offsetsName, itemsName] of LISTS) {
    const from = pool.arrays[offsetsName]!;
    const all = pool.arrays[itemsName]!;
    const offsets = new Uint32Array(n + 1);
    for (let i = 0; i < n; i += 1) offsets[i + 1] = offsets[i]! + from[rows[i]! + 1]! - from[rows[i]!]!;
    const items = new Uint16Array(offsets[n]!);
    for (let i = 0; i < n; i += 1) {
      let to = offsets[i]!;
      for (let k = from[rows[i]!]!; k < from[rows[i]! + 1]!; k += 1) {
        items[to] = all[k]!;
        to += 1;
      }
    }
    arrays[offsetsName] = offsets;
    arrays[itemsName] = items;
  }
  return { ...pool, numbers, arrays };
};

/** A property made once, when it is first asked for. */
const whenRead = (arrays: Record<string, ColumnArray>, name: string, make: () => ColumnArray): void => {
  Object.defineProperty(arrays, name, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = make();
      Object.defineProperty(arrays, name, { enumerable: true, value });
      return value;
    },
  });
};

/** A loop for each kind of array: one over all kinds would look the kind up at every value. */
const gathered = (array: ColumnArray, rows: Uint32Array): ColumnArray => {
  if (array instanceof Float32Array) return take(array, rows, new Float32Array(rows.length));
  if (array instanceof Float64Array) return take(array, rows, new Float64Array(rows.length));
  if (array instanceof Int32Array) return take(array, rows, new Int32Array(rows.length));
  if (array instanceof Uint32Array) return take(array, rows, new Uint32Array(rows.length));
  if (array instanceof Uint16Array) return take(array, rows, new Uint16Array(rows.length));
  return take(array, rows, new Uint8Array(rows.length));
};

const take = <A extends ColumnArray>(array: A, rows: Uint32Array, out: A): A => {
  for (let i = 0; i < rows.length; i += 1) out[i] = array[rows[i]!]!;
  return out;
};
