import { uint16 } from '../pool/allocate.ts';
import type { Pool } from '../pool/pool.ts';

/** The rows of a pool, grouped by what some of its byte columns hold: two rows of a class are alike in all of them. */
export interface RowClasses {
  /** Class of each row. Length = pool.rowCount. */
  readonly classOf: Uint16Array;
  /** First row of each class. Length = number of classes. */
  readonly firstRow: Uint32Array;
  /** Rows of each class. Length = number of classes. */
  readonly rowsOf: Uint32Array;
}

const BYTES = 256;
const MOST_CLASSES = 1 << 16;

type Made = { readonly columns: readonly Uint8Array[]; readonly classes: RowClasses | null };
const madeByPool = new WeakMap<object, Made[]>();

/**
 * The classes of a pool's rows by these columns (same arrays in the same order: the same object comes back). Null when there are
 * more than 65,536: rows are then too different for classes to help.
 *
 * @param columns length ≥ pool.rowCount each.
 */
export const rowClasses = (
  pool: Pick<Pool, 'rowCount'>,
  columns: readonly Uint8Array[],
): RowClasses | null => {
  const made = madeByPool.get(pool) ?? [];
  madeByPool.set(pool, made);
  const known = made.find(
    (m) => m.columns.length === columns.length && m.columns.every((column, i) => column === columns[i]),
  );
  if (known) return known.classes;
  const classes = classify(pool.rowCount, columns);
  made.push({ columns, classes });
  return classes;
};

/** One class for all, split by one column after another; classes are numbered by their first row. */
const classify = (rowCount: number, columns: readonly Uint8Array[]): RowClasses | null => {
  const classOf = uint16(rowCount);
  let firstRow = Uint32Array.of(...(rowCount === 0 ? [] : [0]));
  for (const column of columns) {
    const split = new Int32Array(firstRow.length * BYTES).fill(-1);
    const firsts: number[] = [];
    for (let row = 0; row < rowCount; row += 1) {
      const key = classOf[row]! * BYTES + column[row]!;
      let found = split[key]!;
      if (found < 0) {
        if (firsts.length === MOST_CLASSES) return null;
        found = firsts.push(row) - 1;
        split[key] = found;
      }
      classOf[row] = found;
    }
    firstRow = Uint32Array.from(firsts);
  }
  const rowsOf = new Uint32Array(firstRow.length);
  for (let row = 0; row < rowCount; row += 1) rowsOf[classOf[row]!]! += 1;
  return { classOf, firstRow, rowsOf };
};
