import {
  type BitColumn,
  type CodeColumn,
  type ColumnDefinition,
  EVIDENCE_CODES,
  storedArrayName,
} from './formula/columns.ts';
import { type Expression, literalsOf } from './formula/expression.ts';
import { TRACE } from './kernel.ts';
import type { ReadMethod } from './readShape.ts';
import type { RowReader } from './rowReader.ts';

/*
 * Value of information: what learning a value that is not declared could bring. The method itself is run on the values that
 * the input could take: both ends of its range, the numbers that the formulas compare it with, and points between those.
 * It is the best that was found on these values, so a least, exact for the steps and slopes that methods are made of.
 */

/** Most runs of the method for one question. */
const MAX_RUNS = 512;
const MAX_LITERALS = 12;
/** A stored code that no column names. */
const OTHER_CODE = 254;

/** An input that is not declared, and what knowing it could change. */
export interface UnknownInput {
  readonly column: string;
  readonly label: string;
  /** Most points it could add to the score, in thousandths; never negative. */
  readonly couldBring: number;
  /** Best level it could open; null when it opens none better than today's. */
  readonly couldReach: { readonly id: string; readonly label: string } | null;
}

/** Raw values that an undeclared array could hold, by place in the kernel's arrays. */
export type Possibilities = ReadonlyMap<number, readonly number[]>;

/** Values worth trying for the arrays behind some columns, all undeclared for this row. */
export const possibilitiesOf = (reader: RowReader, columns: readonly ColumnDefinition[]): Possibilities => {
  const { read } = reader.compiled;
  const literals = literalsIn(read);
  const result = new Map<number, readonly number[]>();
  for (const column of columns) {
    if (!reader.isUnknown(column)) continue;
    const place = reader.place(column);
    if (!result.has(place)) result.set(place, valuesOf(column, read, literals));
  }
  return result;
};

const valuesOf = (
  column: ColumnDefinition,
  read: ReadMethod,
  literals: readonly number[],
): readonly number[] => {
  switch (column.type) {
    case 'number': {
      const inside = literals.filter((v) => v > column.min && v < column.max).slice(0, MAX_LITERALS);
      const steps = [column.min, ...inside, column.max];
      return steps.flatMap((v, i) => (i === 0 ? [v] : [(steps[i - 1]! + v) / 2, v]));
    }
    case 'boolean':
      return [0, 1];
    case 'evidence':
      return [EVIDENCE_CODES.absent, EVIDENCE_CODES.declared, EVIDENCE_CODES.verified];
    case 'bit': {
      // Any of the flags may be ticked alone, or all of those that the method reads.
      const flags = read.inputs.flatMap((c) =>
        c.type === 'bit' && c.array === column.array ? [2 ** c.bit] : [],
      );
      return [0, ...flags, flags.reduce((sum, flag) => sum + flag, 0)];
    }
    case 'code':
      return [
        OTHER_CODE,
        ...read.inputs.flatMap((c) =>
          c.type === 'code' && storedArrayName(c) === storedArrayName(column) ? [c.code] : [],
        ),
      ];
  }
};

const literalCache = new WeakMap<ReadMethod, readonly number[]>();

/** Numbers written in a method's formulas, ascending, each once. */
const literalsIn = (read: ReadMethod): readonly number[] => {
  const known = literalCache.get(read);
  if (known) return known;
  const roots: Expression[] = [
    ...read.scope,
    ...read.levels.examined.map((level) => level.when.root),
    ...read.groups.flatMap((g) => (g.when ? [g.when.root] : [])),
    ...read.criteria.flatMap((c) => [
      ...(c.when ? [c.when.root] : []),
      ...(typeof c.points === 'number' ? [] : [c.points.root]),
    ]),
  ];
  const literals = [...new Set(roots.flatMap(literalsOf))].sort((a, b) => a - b);
  literalCache.set(read, literals);
  return literals;
};

/**
 * Greatest value of one place of the trace over the possibilities, the row's own values put back afterwards. Where there are
 * too many combinations, the first inputs vary and the others stay unknown.
 */
export const greatest = (reader: RowReader, possibilities: Possibilities, at: number): number => {
  const places: [number, readonly number[]][] = [];
  let runs = 1;
  for (const [place, values] of possibilities) {
    if (values.length === 0 || runs * values.length > MAX_RUNS) continue;
    runs *= values.length;
    places.push([place, values]);
  }
  let best = Number.NEGATIVE_INFINITY;
  forEachCombination(reader, places, () => {
    best = Math.max(best, reader.trace()[at]!);
  });
  return best;
};

const forEachCombination = (
  reader: RowReader,
  places: readonly [number, readonly number[]][],
  visit: () => void,
): void => {
  const [first, ...rest] = places;
  if (!first) {
    visit();
    return;
  }
  const [place, values] = first;
  const own = reader.raw[place]!;
  for (const value of values) {
    reader.raw[place] = value;
    forEachCombination(reader, rest, visit);
  }
  reader.raw[place] = own;
};

/** Several inputs are read in one stored array. */
const isShared = (column: ColumnDefinition): column is BitColumn | CodeColumn =>
  column.type === 'bit' || column.type === 'code';

/** Every undeclared input that the method reads for this row, with what knowing it alone could change. */
export const unknownInputsOf = (reader: RowReader): readonly UnknownInput[] => {
  const { compiled } = reader;
  const { inputs } = compiled.read;
  const now = reader.trace();
  const points = now[TRACE.points]!;
  const tier = now[TRACE.tier]!;
  const asked = new Set<number>();
  return inputs.flatMap((column): UnknownInput[] => {
    if (!reader.isUnknown(column) || asked.has(reader.place(column))) return [];
    asked.add(reader.place(column));
    const possibilities = possibilitiesOf(reader, [column]);
    let bestTier = tier;
    let bestPoints = points;
    forEachCombination(reader, [...possibilities], () => {
      const trace = reader.trace();
      bestTier = Math.min(bestTier, trace[TRACE.tier]!);
      bestPoints = Math.max(bestPoints, trace[TRACE.points]!);
    });
    const reached = bestTier < tier ? compiled.levelAt(bestTier) : null;
    return [
      {
        // One paper gives a whole code ("logement actuel"), not one of its values.
        column: isShared(column) ? column.array : column.name,
        label: isShared(column) ? column.label.split(' : ')[0]! : column.label,
        couldBring: bestPoints - points,
        couldReach: reached ? { id: reached.id, label: reached.label } : null,
      },
    ];
  });
};
