import { bindArrays } from './bind.ts';
import { type CheckedFormula, checkFormula, type ValueType } from './check.ts';
import type { ColumnArray, ColumnDefinition, ColumnDictionary, ColumnStore } from './columns.ts';
import { KernelWriter } from './emit.ts';
import { FormulaFault, type Outcome } from './issue.ts';
import { parseFormula } from './parse.ts';
import { truthAsNumber } from './truth.ts';

/** A formula ready to run over a store. Both forms run the same emitted expression. */
export interface CompiledFormula {
  readonly text: string;
  readonly type: ValueType;
  /** Columns read, in the order of their first mention. */
  readonly inputs: readonly ColumnDefinition[];
  /** Value per row; NaN = unknown; a condition is 0 or 1. Length ≥ rowCount; rows beyond are left alone. */
  column(store: ColumnStore, out?: Float64Array): Float64Array;
  /** Value of one row at a time, by the same rules. */
  row(store: ColumnStore): (row: number) => number;
}

/** Parsed and checked, or every fault found. `expects`: the type that the formula's place asks for. */
export const readFormula = (
  source: string,
  dictionary: ColumnDictionary,
  expects?: ValueType,
): Outcome<CheckedFormula> => {
  try {
    const { checked, issues } = checkFormula(parseFormula(source), dictionary, expects);
    return checked ? { ok: true, value: checked } : { ok: false, issues };
  } catch (error) {
    if (error instanceof FormulaFault) return { ok: false, issues: [error.issue] };
    throw error;
  }
};

type Loop = (
  n: number,
  arrays: readonly ColumnArray[],
  single: readonly boolean[],
  tables: readonly Int8Array[],
  out: Float64Array,
) => void;
type RowFactory = (
  arrays: readonly ColumnArray[],
  single: readonly boolean[],
  tables: readonly Int8Array[],
) => (row: number) => number;

/**
 * Compiles a formula to kernels over columns. Number results that are not finite (an overflow) are unknown. Comparisons with
 * `==` are exact, where mathjs tolerates a relative 1e-12: in a regulation "5 years" is not "about 5 years".
 */
export const compileFormula = (
  source: string,
  dictionary: ColumnDictionary,
  expects?: ValueType,
): Outcome<CompiledFormula> => {
  const read = readFormula(source, dictionary, expects);
  if (!read.ok) return read;
  const { text, root, type, inputs } = read.value;
  const writer = new KernelWriter(dictionary);
  const finite = (value: string) => `(${value}) - (${value}) === 0 ? ${value} : NaN`;
  const result = writer.name(
    type === 'number'
      ? finite(writer.number(root, 1))
      : truthAsNumber(writer.truths.masks(writer.truth(root, 1))),
  );
  const { tables } = writer;
  const declareArrays = writer.arrays.map((_, i) => `const a${i} = arrays[${i}];`).join('\n');
  const head = `"use strict";\n${declareArrays}\n${writer.tableHead}\n${writer.head}`;
  const body = `${writer.inputs((i) => `a${i}[i]`)}\n${writer.body}`;
  const loop = new Function(
    'n',
    'arrays',
    'single',
    'tables',
    'out',
    `${head}\nfor (let i = 0; i < n; i++) {\n${body}\nout[i] = ${result};\n}`,
  ) as Loop;
  const factory = new Function(
    'arrays',
    'single',
    'tables',
    `${head}\nreturn (i) => {\n${body}\nreturn ${result};\n};`,
  ) as RowFactory;
  return {
    ok: true,
    value: {
      text,
      type,
      inputs,
      column(store, out = new Float64Array(store.rowCount)) {
        if (out.length < store.rowCount)
          throw new Error(`scoring: ${out.length} places given for ${store.rowCount} rows`);
        const { arrays, single } = bindArrays(store, writer.arrays, inputs);
        loop(store.rowCount, arrays, single, tables, out);
        return out;
      },
      row(store) {
        const { arrays, single } = bindArrays(store, writer.arrays, inputs);
        return factory(arrays, single, tables);
      },
    },
  };
};
