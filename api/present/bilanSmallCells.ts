import type { Counts } from '../../engine/review/counts.ts';
import type { ReviewWindow } from '../../engine/review/period.ts';
import { type Review, type ReviewCell, windowAt, windowKey } from '../../engine/review/review.ts';
import { SMALLEST_SHOWN, suppressSmallCells } from '../auth/smallCells.ts';
import type { ShownCell, ShownCounts } from './bilanFigures.ts';

/** A row of the review as it may be shown. */
export interface ShownRow {
  /** Null: not said, or several places together. */
  readonly place: string | null;
  /** How many places the row stands for, where they are too small to be told apart; null: one. */
  readonly places: number | null;
  readonly cells: readonly ShownCell[];
  /** By window: nothing of the decisions there is withheld. */
  readonly open: readonly boolean[];
}

export interface ShownReview {
  readonly whole: readonly ShownCell[];
  readonly rows: readonly ShownRow[];
}

/** All of it, for who may see each count. */
export const everyCell = ({ whole, rows }: Review): ShownReview => ({
  whole,
  rows: rows.map(({ place, cells }) => ({ place, places: null, cells, open: cells.map(() => true) })),
});

/*
 * For who may not tell a household from a count. All the tables on decisions share their row totals, and a total withheld in one and
 * shown in another would give it away: places whose total would be withheld in any of them are put together in one row, until none
 * is. What is left is withheld cell by cell. Tables on the same households that are cut another way are not shown place by place:
 * leases signed beside decisions, ranks and motives beside answers.
 */

type Cells = readonly (readonly number[])[];

/** Rows of the review, each the places put together in it. */
type Group = readonly number[];

/**
 * Counts from 1 to 4 withheld, and others so that none can be worked out; small places put together. All years together are the sums
 * of what each year shows. A part of a year that a later answer tells whole is withheld: their difference would be a few weeks.
 *
 * What is not guaranteed: reviews asked for by several kinds of rows, or on several days, are not compared.
 */
export const withoutSmallCells = (review: Review): ShownReview => {
  const { rows, windows, period } = review;
  if (rows.length === 0) return everyCell(review);
  const published = windows.map(isPublished(period));
  const groups = groupsOf(review, published);
  const tables = windows.map((_, window) => {
    if (!published[window]) return null;
    const counts = (of: (cell: ReviewCell) => Counts): readonly Counts[] =>
      groups.map((group) => group.map((row) => of(rows[row]!.cells[window]!)).reduce(added));
    return {
      decided: shownTable(counts(({ decided }) => decided)),
      answers: shownTable(counts(({ examined }) => examined).map((each) => only(each, 'answer'))),
      lists: shownTable(counts(({ lists }) => lists)),
    };
  });
  const rowCell = (i: number, window: number): ShownCell => {
    const table = tables[window];
    const [alone] = groups[i]!.length === 1 ? groups[i]! : [];
    if (table == null) return CLOSED;
    return {
      decided: table.decided.rows[i]!,
      signed: NOTHING,
      examined: table.answers.rows[i]!,
      lists: table.lists.rows[i]!,
      waits: alone === undefined ? NO_WAITS : rowWaits(rows[alone]!.cells[window]!),
    };
  };
  const withTogether = (cells: readonly ShownCell[]): readonly ShownCell[] => {
    const sum = period.years.map((year) => cells[windowAt(review, year)]!).reduce(shownSum);
    return cells.map((cell, window) => (isTogether(review, window) ? sum : cell));
  };
  return {
    whole: withTogether(
      tables.map((table, window) => (table == null ? CLOSED : wholeCell(review.whole[window]!, table))),
    ),
    rows: groups.map((group, i) => ({
      place: group.length === 1 ? rows[group[0]!]!.place : null,
      places: group.length === 1 ? null : group.length,
      cells: withTogether(windows.map((_, window) => rowCell(i, window))),
      open: tables.map((table) => group.length === 1 && table != null && isOpen(table.decided.rows[i]!)),
    })),
  };
};

/** Years of the review, and whole years that they are compared with. */
const isPublished = ({ years }: Review['period']): ((window: ReviewWindow) => boolean) => {
  const shown = new Set(
    years.flatMap((year) => [windowKey(year), ...(year.running ? [] : [windowKey(year.against)])]),
  );
  return (window) => shown.has(windowKey(window));
};

const isTogether = ({ windows, period: { together } }: Review, window: number): boolean =>
  together !== null && windowKey(together) === windowKey(windows[window]!);

const NOTHING: ShownCounts = { total: null, parts: {}, marks: {} };
const NO_WAITS: ShownCell['waits'] = {
  known: null,
  unknown: null,
  medianDays: null,
  meanDays: null,
  abnormal: null,
};

const CLOSED: ShownCell = {
  decided: NOTHING,
  signed: NOTHING,
  waits: NO_WAITS,
  examined: NOTHING,
  lists: NOTHING,
};

const bothShown = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

const shownSum = (a: ShownCell, b: ShownCell): ShownCell => {
  const tables = (x: ShownCounts['parts'], y: ShownCounts['parts']): ShownCounts['parts'] =>
    Object.fromEntries(
      Object.entries(x).map(([id, parts]) => [
        id,
        Object.fromEntries(
          Object.entries(parts).map(([part, n]) => [part, bothShown(n, y[id]?.[part] ?? null)]),
        ),
      ]),
    );
  const sum = (x: ShownCounts, y: ShownCounts): ShownCounts => ({
    total: bothShown(x.total, y.total),
    parts: tables(x.parts, y.parts),
    marks: tables(x.marks, y.marks),
  });
  return {
    decided: sum(a.decided, b.decided),
    signed: sum(a.signed, b.signed),
    waits: NO_WAITS,
    examined: sum(a.examined, b.examined),
    lists: sum(a.lists, b.lists),
  };
};

/** Over five leases and more, how long those housed waited; how many they are is not said. */
const rowWaits = ({ waits }: ReviewCell): ShownCell['waits'] =>
  waits.known < SMALLEST_SHOWN
    ? NO_WAITS
    : { ...NO_WAITS, medianDays: waits.medianDays, meanDays: waits.meanDays };

const isOpen = ({ total, parts }: ShownCounts): boolean =>
  total !== null && Object.values(parts).every((table) => !Object.values(table).includes(null));

const only = ({ total, parts }: Counts, partition: string): Counts => ({
  total,
  parts: { [partition]: parts[partition]! },
  marks: {},
});

const added = (a: Counts, b: Counts): Counts => {
  const tables = (x: Counts['parts'], y: Counts['parts']): Counts['parts'] =>
    Object.fromEntries(
      Object.entries(x).map(([id, parts]) => [
        id,
        Object.fromEntries(Object.entries(parts).map(([part, n]) => [part, n + y[id]![part]!])),
      ]),
    );
  return { total: a.total + b.total, parts: tables(a.parts, b.parts), marks: tables(a.marks, b.marks) };
};

/** Partitions of decisions as tables: their rows are places, their columns parts. */
const cellsOf = (counts: readonly Counts[], partition: string): Cells =>
  counts.map(({ parts }) => Object.values(parts[partition]!));

/** Row numbers put together, in the order of the first of each; places where nobody was housed stay as they are. */
const groupsOf = ({ rows, windows }: Review, published: readonly boolean[]): readonly Group[] => {
  const totals = rows.map(({ cells }) =>
    cells.map(({ decided }, window) => (published[window] ? decided.total : 0)),
  );
  const size = (row: number): number => totals[row]!.reduce((sum, n) => sum + n, 0);
  const together = new Set(
    rows.flatMap((_, row) => (totals[row]!.some((n) => n > 0 && n < SMALLEST_SHOWN) ? [row] : [])),
  );
  const bySize = rows
    .map((_, row) => row)
    .filter((row) => size(row) > 0)
    .sort((a, b) => size(a) - size(b) || a - b);
  for (;;) {
    const small =
      together.size > 0 &&
      windows.some((_, window) => {
        const sum = [...together].reduce((n, row) => n + totals[row]![window]!, 0);
        return together.size === 1 || (sum > 0 && sum < SMALLEST_SHOWN);
      });
    const next = small ? bySize.find((row) => !together.has(row)) : undefined;
    if (next !== undefined) {
      together.add(next);
      continue;
    }
    const groups = grouped(rows.length, together);
    const hidden = rowsGivenUp(rows, groups, published);
    const more = hidden.flatMap((i) => groups[i]!).filter((row) => !together.has(row));
    if (more.length === 0) return groups;
    for (const row of more) together.add(row);
  }
};

const grouped = (rows: number, together: ReadonlySet<number>): readonly Group[] => {
  const alone = Array.from({ length: rows }, (_, row) => row).filter((row) => !together.has(row));
  return [
    ...alone.map((row) => [row]),
    ...(together.size === 0 ? [] : [[...together].sort((a, b) => a - b)]),
  ];
};

/** Groups whose total some table on decisions withholds. */
const rowsGivenUp = (
  rows: Review['rows'],
  groups: readonly Group[],
  published: readonly boolean[],
): readonly number[] => {
  const found = new Set<number>();
  for (let window = 0; window < published.length; window += 1) {
    if (!published[window]) continue;
    const counts = groups.map((group) => group.map((row) => rows[row]!.cells[window]!.decided).reduce(added));
    for (const partition of Object.keys(counts[0]?.parts ?? {}))
      suppressSmallCells({ cells: cellsOf(counts, partition) }).rowTotals.forEach((total, i) => {
        if (total === null) found.add(i);
      });
  }
  return [...found];
};

interface ShownTable {
  readonly rows: readonly ShownCounts[];
  /** Sums of the rows; a part is null where it is withheld. */
  readonly whole: ShownCounts;
}

/** Every partition of the rows, withheld on its own; a total is shown where all of them show it. */
const shownTable = (counts: readonly Counts[]): ShownTable => {
  const partitions = Object.keys(counts[0]?.parts ?? {});
  const published = partitions.map((partition) => suppressSmallCells({ cells: cellsOf(counts, partition) }));
  const named = (values: readonly (readonly (number | null)[])[]) =>
    Object.fromEntries(
      partitions.map((partition, p) => [
        partition,
        Object.fromEntries(
          Object.keys(counts[0]!.parts[partition]!).map((part, c) => [part, values[p]![c] ?? null]),
        ),
      ]),
    );
  const shared = (values: readonly (number | null)[]): number | null =>
    values.length === 0 || values.includes(null) ? null : values[0]!;
  return {
    rows: counts.map((_, row) => ({
      total: shared(published.map(({ rowTotals }) => rowTotals[row] ?? null)),
      parts: named(published.map(({ cells }) => cells[row]!)),
      marks: {},
    })),
    whole: {
      total: shared(published.map(({ total }) => total)),
      parts: named(published.map(({ columnTotals }) => columnTotals)),
      marks: {},
    },
  };
};

/** What the rows already tell, and what they do not cut: shown only where nothing in it is small. */
const wholeCell = (
  { decided: all, signed, waits, examined }: ReviewCell,
  {
    decided,
    answers,
    lists,
  }: { readonly decided: ShownTable; readonly answers: ShownTable; readonly lists: ShownTable },
): ShownCell => {
  const answered = !Object.values(answers.whole.parts.answer ?? {}).includes(null);
  const more = answered ? safeParts(examined) : NOTHING;
  return {
    decided: { ...decided.whole, marks: safeParts(all).marks },
    signed: safeParts(signed),
    waits: isSafe([waits.known, waits.unknown, waits.abnormal ?? 0]) ? waits : NO_WAITS,
    examined: {
      total: answers.whole.total,
      parts: { ...more.parts, ...answers.whole.parts },
      marks: more.marks,
    },
    lists: lists.whole,
  };
};

const isSafe = (values: readonly number[]): boolean => values.every((n) => n === 0 || n >= SMALLEST_SHOWN);

const safeParts = ({ total, parts, marks }: Counts): ShownCounts => {
  const kept = (tables: Counts['parts']): ShownCounts['parts'] =>
    Object.fromEntries(Object.entries(tables).filter(([, table]) => isSafe(Object.values(table))));
  return { total: isSafe([total]) ? total : null, parts: kept(parts), marks: kept(marks) };
};
