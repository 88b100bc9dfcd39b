/** One demand's places in two orders; 0-based. */
export interface Move {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** How an order became another. Places are 0-based; a move is a number of places. */
export interface RankMoves {
  readonly rows: number;
  /** How many first places are looked at: at most the number of rows. */
  readonly first: number;
  /** Rows of all places whose place changes. */
  readonly changedOverall: number;
  /** Rows that come into the first places; as many leave them. */
  readonly entered: readonly Move[];
  readonly left: readonly Move[];
  /** Rows that stay among the first and change place there. */
  readonly movedWithin: number;
  /** Mean and greatest number of places moved, of the rows that are among the first in either order. */
  readonly meanMove: number;
  readonly greatestMove: number;
}

/**
 * Compares two orders of the same rows, exactly, in one pass.
 *
 * @param from @param to place of each row in either order (`RowOrder.position`); same length.
 */
export const rankMoves = (from: Uint32Array, to: Uint32Array, first: number): RankMoves => {
  if (from.length !== to.length) throw new RangeError(`scoring: ${from.length} rows against ${to.length}`);
  const among = Math.min(Math.max(0, Math.trunc(first)), from.length);
  const entered: Move[] = [];
  const left: Move[] = [];
  let changedOverall = 0;
  let movedWithin = 0;
  let looked = 0;
  let sum = 0;
  let greatestMove = 0;
  for (let row = 0; row < from.length; row += 1) {
    const [a, b] = [from[row]!, to[row]!];
    if (a !== b) changedOverall += 1;
    if (a >= among && b >= among) continue;
    const distance = Math.abs(a - b);
    looked += 1;
    sum += distance;
    greatestMove = Math.max(greatestMove, distance);
    if (a >= among) entered.push({ row, from: a, to: b });
    else if (b >= among) left.push({ row, from: a, to: b });
    else if (a !== b) movedWithin += 1;
  }
  return {
    rows: from.length,
    first: among,
    changedOverall,
    entered: entered.sort((x, y) => x.to - y.to),
    left: left.sort((x, y) => x.from - y.from),
    movedWithin,
    meanMove: looked === 0 ? 0 : sum / looked,
    greatestMove,
  };
};
