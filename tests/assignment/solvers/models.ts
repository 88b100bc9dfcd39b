import fc from 'fast-check';
import type { LinearModel } from '../../../engine/assignment/solvers/linearModel.ts';

export interface RowCase {
  readonly entries: Readonly<Record<number, number>>;
  readonly lower?: number;
  readonly upper?: number;
}

export interface ModelCase {
  readonly objective: readonly number[];
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  /** Every column by default. */
  readonly integer?: readonly boolean[];
  readonly rows: readonly RowCase[];
  readonly columnNames?: readonly string[];
  readonly rowNames?: readonly string[];
}

/** A model written the way a person writes it; bounds are 0 and none by default. */
export const modelOf = (model: ModelCase, { whole }: { readonly whole: boolean }): LinearModel => {
  const columns = model.objective.length;
  const entries = model.rows.map((row) => Object.entries(row.entries));
  const rowStart = new Uint32Array(model.rows.length + 1);
  entries.forEach((row, i) => {
    rowStart[i + 1] = rowStart[i]! + row.length;
  });
  return {
    objective: Float64Array.from(model.objective),
    lower: Float64Array.from({ length: columns }, (_, j) => model.lower?.[j] ?? 0),
    upper: Float64Array.from({ length: columns }, (_, j) => model.upper?.[j] ?? Infinity),
    integer: Uint8Array.from({ length: columns }, (_, j) => ((model.integer?.[j] ?? whole) ? 1 : 0)),
    rowLower: Float64Array.from(model.rows, (row) => row.lower ?? -Infinity),
    rowUpper: Float64Array.from(model.rows, (row) => row.upper ?? Infinity),
    rowStart,
    entryColumn: Uint32Array.from(entries.flatMap((row) => row.map(([j]) => Number(j)))),
    entryValue: Float64Array.from(entries.flatMap((row) => row.map(([, value]) => value))),
    ...(model.columnNames ? { columnNames: model.columnNames } : {}),
    ...(model.rowNames ? { rowNames: model.rowNames } : {}),
  };
};

const sparse = (columns: number): fc.Arbitrary<Record<number, number>> =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: columns - 1 }), fc.integer({ min: -3, max: 4 })), {
      minLength: 1,
      maxLength: columns,
    })
    .map((pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== 0)));

/** Small whole data, every column between finite bounds: the three solvers take it when its columns are whole. */
export const boundedCase: fc.Arbitrary<ModelCase> = fc.integer({ min: 1, max: 6 }).chain((columns) =>
  fc.record({
    objective: fc.array(fc.integer({ min: -5, max: 9 }), { minLength: columns, maxLength: columns }),
    lower: fc.array(fc.integer({ min: -2, max: 1 }), { minLength: columns, maxLength: columns }),
    upper: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: columns, maxLength: columns }),
    rows: fc.array(
      fc
        .tuple(
          sparse(columns),
          fc.integer({ min: -4, max: 8 }),
          fc.integer({ min: 0, max: 6 }),
          fc.constantFrom('most', 'least', 'range', 'equal'),
        )
        .map(([entries, from, width, kind]): RowCase => {
          if (kind === 'most') return { entries, upper: from };
          if (kind === 'least') return { entries, lower: from - 4 };
          if (kind === 'equal') return { entries, lower: from, upper: from };
          return { entries, lower: from - 4, upper: from - 4 + width };
        }),
      { maxLength: 6 },
    ),
  }),
);

/** The shape that Précal solves: places and candidates taken once at most, and one share to reach. */
export const assignmentCase: fc.Arbitrary<ModelCase> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 }))
  .chain(([places, candidates]) =>
    fc
      .tuple(
        fc.array(fc.integer({ min: 0, max: 20 }), {
          minLength: places * candidates,
          maxLength: places * candidates,
        }),
        fc.array(fc.boolean(), { minLength: candidates, maxLength: candidates }),
        fc.integer({ min: 0, max: places }),
      )
      .map(([objective, flagged, required]): ModelCase => {
        const column = (place: number, candidate: number): number => place * candidates + candidate;
        const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
        return {
          objective,
          upper: objective.map(() => 1),
          rows: [
            ...range(places).map((s) => ({
              entries: Object.fromEntries(range(candidates).map((c) => [column(s, c), 1])),
              upper: 1,
            })),
            ...range(candidates).map((c) => ({
              entries: Object.fromEntries(range(places).map((s) => [column(s, c), 1])),
              upper: 1,
            })),
            {
              entries: Object.fromEntries(
                range(places).flatMap((s) =>
                  range(candidates)
                    .filter((c) => flagged[c])
                    .map((c) => [column(s, c), 1] as const),
                ),
              ),
              lower: required,
            },
          ],
        };
      }),
  );

/** Counted apart from the engine: bounds, rows and whole numbers of a point. */
export const isFeasible = (model: LinearModel, x: Float64Array): boolean => {
  const inside = (value: number, lower: number, upper: number): boolean =>
    value >= lower - 1e-6 && value <= upper + 1e-6;
  return (
    x.every(
      (value, j) =>
        inside(value, model.lower[j]!, model.upper[j]!) &&
        (model.integer[j] === 0 || Number.isInteger(value)),
    ) &&
    model.rowLower.every((lower, i) => {
      const entries = Array.from(
        { length: model.rowStart[i + 1]! - model.rowStart[i]! },
        (_, k) => k + model.rowStart[i]!,
      );
      const activity = entries.reduce((sum, e) => sum + model.entryValue[e]! * x[model.entryColumn[e]!]!, 0);
      return inside(activity, lower, model.rowUpper[i]!);
    })
  );
};
