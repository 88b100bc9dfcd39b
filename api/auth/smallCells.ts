/** Counts of persons by row and column, with the totals that are published beside them. */
export interface CountTable {
  /** Whole numbers, zero or more; every row has as many columns. */
  readonly cells: readonly (readonly number[])[];
}

/** The same, with null where a count is withheld. */
export interface PublishedTable {
  readonly cells: readonly (readonly (number | null)[])[];
  readonly rowTotals: readonly (number | null)[];
  readonly columnTotals: readonly (number | null)[];
  readonly total: number | null;
}

/** Smallest count of persons that an aggregate shows, unless told otherwise. */
export const SMALLEST_SHOWN = 5;

/**
 * Withholds counts from 1 to `smallest - 1`, then as many others as it takes for no total, and no combination of totals, to
 * give one away (complementary suppression). Zeros stay: they are nobody. What a line withholds adds up to `smallest` at
 * least when its total is shown.
 *
 * The guard is exact for a reader who knows that counts are whole and that withheld ones are not zero. The totals counted
 * negatively, every line of the table adds up to zero; so a withheld count may be another, everything published being the same,
 * exactly when one more (or one less) of it can be made up for along a cycle of withheld counts, each staying above zero.
 *
 * What is not guaranteed: two tables published side by side, on the same persons, are not compared.
 */
export const suppressSmallCells = (
  { cells }: CountTable,
  smallest: number = SMALLEST_SHOWN,
): PublishedTable => {
  const table = withTotals(cells);
  const rows = table.length;
  const columns = table[0]?.length ?? 0;
  const hidden = table.map((line) => line.map((count) => count > 0 && count < smallest));
  const lines = linesOf(rows, columns);
  for (;;) {
    const weak = lines.find((line) => givesAway(line, table, hidden, smallest));
    const candidates = weak === undefined ? linesOfFixed(table, hidden, lines) : [weak];
    const next = candidates.map((line) => smallestShown(line, table, hidden)).find((spot) => spot !== null);
    if (next === undefined || next === null) break;
    (hidden[next[0]] as boolean[])[next[1]] = true;
  }
  const shown = (row: number, column: number): number | null =>
    hidden[row]?.[column] ? null : (table[row]?.[column] ?? null);
  return {
    cells: cells.map((line, row) => line.map((_, column) => shown(row, column))),
    rowTotals: cells.map((_, row) => shown(row, columns - 1)),
    columnTotals: Array.from({ length: columns - 1 }, (_, column) => shown(rows - 1, column)),
    total: shown(rows - 1, columns - 1),
  };
};

/** Row and column of a count; totals are in the last row and the last column. */
type Spot = readonly [number, number];
/** Counts of a line, its total last. */
type Line = readonly Spot[];

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

const withTotals = (cells: CountTable['cells']): number[][] => {
  const columns = cells[0]?.length ?? 0;
  const totals = Array.from({ length: columns }, (_, column) => sum(cells.map((line) => line[column] ?? 0)));
  return [...cells.map((line) => [...line, sum(line)]), [...totals, sum(totals)]];
};

const linesOf = (rows: number, columns: number): readonly Line[] => [
  ...Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column): Spot => [row, column]),
  ),
  ...Array.from({ length: columns }, (_, column) =>
    Array.from({ length: rows }, (_, row): Spot => [row, column]),
  ),
];

/** A line gives a count away when it withholds that one alone, or when what it withholds adds up to little. */
const givesAway = (
  line: Line,
  table: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
  smallest: number,
): boolean => {
  const withheld = line.filter(([row, column]) => hidden[row]?.[column]);
  if (withheld.length === 0) return false;
  if (withheld.length === 1) return true;
  const [row, column] = line.at(-1) as Spot;
  return !hidden[row]?.[column] && sum(withheld.map(([r, c]) => table[r]?.[c] ?? 0)) < smallest;
};

/** The smallest count above zero that a line still shows, its total last; null when it shows none. */
const smallestShown = (
  line: Line,
  table: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
): Spot | null => {
  const open = line.filter(([row, column]) => !hidden[row]?.[column] && (table[row]?.[column] ?? 0) > 0);
  const count = ([row, column]: Spot) => table[row]?.[column] ?? 0;
  const parts = open.filter((spot) => spot !== line.at(-1));
  return (parts.length > 0 ? parts : open).reduce<Spot | null>(
    (best, spot) => (best === null || count(spot) < count(best) ? spot : best),
    null,
  );
};

/** Lines of the withheld counts that can be worked out, then every other; none when there is no such count. */
const linesOfFixed = (
  table: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
  lines: readonly Line[],
): readonly Line[] => {
  const edges = edgesOf(table, hidden);
  const fixed = edges.find((edge) => !canMove(edge, edges));
  if (fixed === undefined) return [];
  const own = [lines[fixed.row], lines[hidden.length + fixed.column]].filter((line) => line !== undefined);
  return [...own, ...lines];
};

/** A withheld count, and whether one can be added to its signed value, or taken from it. */
interface Edge {
  readonly row: number;
  readonly column: number;
  readonly up: boolean;
  readonly down: boolean;
}

const edgesOf = (
  table: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
): readonly Edge[] =>
  table.flatMap((line, row) =>
    line.flatMap((count, column): Edge[] => {
      if (!hidden[row]?.[column]) return [];
      // A total counts negatively, the total of totals positively again.
      const negative = (row === table.length - 1) !== (column === line.length - 1);
      const spare = count >= 2;
      return [{ row, column, up: !negative || spare, down: negative || spare }];
    }),
  );

/** Whether some other value of a withheld count fits everything published. */
const canMove = (edge: Edge, edges: readonly Edge[]): boolean => {
  const others = edges.filter((other) => other !== edge);
  return (
    (edge.up && leads(others, { column: edge.column }, { row: edge.row })) ||
    (edge.down && leads(others, { row: edge.row }, { column: edge.column }))
  );
};

type Node = { readonly row: number } | { readonly column: number };

/** Whether a path leads from a line to another: from a row by counts that can grow, from a column by those that can shrink. */
const leads = (edges: readonly Edge[], from: Node, to: Node): boolean => {
  const rows = new Set<number>('row' in from ? [from.row] : []);
  const columns = new Set<number>('column' in from ? [from.column] : []);
  for (let before = -1; before !== rows.size + columns.size; ) {
    before = rows.size + columns.size;
    for (const { row, column, up, down } of edges) {
      if (up && rows.has(row)) columns.add(column);
      if (down && columns.has(column)) rows.add(row);
    }
  }
  return 'row' in to ? rows.has(to.row) : columns.has(to.column);
};
