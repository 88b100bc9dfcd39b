import type { ColumnArray } from '../../scoring/formula/columns.ts';
import { Pool } from '../pool/pool.ts';

/** Columns that hold lists: where each row's list begins, and the items. */
const LISTS = [
  { offsets: 'wishOffsets', items: 'wishCommunes' },
  { offsets: 'wishQuartierOffsets', items: 'wishQuartiers' },
] as const;

/**
 * The pool with one demand as it would be: what building it anew from every demand would give. No column of either is written to.
 *
 * @param from holds that demand alone or among others, at `at`, built on the same territory and day: it has the same numéro unique,
 * so the same row.
 */
export const replaceRow = (
  pool: Pool,
  row: number,
  from: { readonly pool: Pool; readonly at: number },
): Pool => {
  const arrays: Record<string, ColumnArray> = {};
  const listed = new Set<string>(LISTS.flatMap(({ offsets, items }) => [offsets, items]));
  for (const [name, column] of Object.entries(pool.columns.arrays)) {
    if (listed.has(name)) continue;
    const copy = column.slice();
    copy[row] = from.pool.array(name)[from.at]!;
    arrays[name] = copy;
  }
  for (const { offsets, items } of LISTS) {
    const starts = pool.array(offsets);
    const theirs = from.pool.array(offsets);
    const own = from.pool.array(items).slice(theirs[from.at]!, theirs[from.at + 1]!);
    const [begin, end] = [starts[row]!, starts[row + 1]!];
    const whole = pool.array(items);
    const joined = new Uint16Array(whole.length - (end - begin) + own.length);
    joined.set(whole.subarray(0, begin));
    joined.set(own, begin);
    joined.set(whole.subarray(end), begin + own.length);
    arrays[items] = joined;
    arrays[offsets] = starts
      .slice()
      .map((start, at) => (at > row ? start - (end - begin) + own.length : start));
  }
  return new Pool({ ...pool.columns, arrays }, pool.dictionary);
};
