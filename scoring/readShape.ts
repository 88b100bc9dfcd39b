import type { PlainCriterion, PlainGroup } from './expand.ts';
import type { CheckedFormula } from './formula/check.ts';
import type { ColumnDefinition, ColumnDictionary } from './formula/columns.ts';
import type { Expression } from './formula/expression.ts';
import type { Levels } from './levels.ts';
import type { Method, TieBreak } from './method.ts';

/* A method once its formulas are checked: what kernels are written from, and explanations read. */

/** The checked formulas of a method, beside what they belong to. A null condition is always met. */
export interface ReadCriterion {
  readonly criterion: PlainCriterion;
  /** Place of its group in the method. */
  readonly group: number;
  readonly when: CheckedFormula | null;
  /** Points, or the formula that gives them. */
  readonly points: CheckedFormula | number;
  /** Columns that its points, its condition or its group's condition read; each once. */
  readonly inputs: readonly ColumnDefinition[];
}
export interface ReadGroup {
  readonly group: PlainGroup;
  readonly when: CheckedFormula | null;
  readonly criteria: readonly ReadCriterion[];
}
export interface ReadTieBreak extends TieBreak {
  /** French, as shown when it separates two demands. */
  readonly label: string;
}
export interface ReadMethod {
  readonly method: Method;
  /** The orderings that a composite is made of: first access, mutation. Empty otherwise. */
  readonly parts: readonly Method[];
  readonly dictionary: ColumnDictionary;
  /** Conditions for the method to speak of a demand. */
  readonly scope: readonly Expression[];
  readonly scopeInputs: readonly ColumnDefinition[];
  readonly levels: Levels;
  readonly groups: readonly ReadGroup[];
  /** Of all groups, in order. */
  readonly criteria: readonly ReadCriterion[];
  readonly tieBreak: readonly ReadTieBreak[];
  /** Every column read, each once. */
  readonly inputs: readonly ColumnDefinition[];
}

/** Finds a method by its id: what a composite needs. */
export type FindMethod = (id: string) => Method | undefined;

export const FIRST_ACCESS = 'firstAccess';

export const distinctColumns = (columns: readonly ColumnDefinition[]): readonly ColumnDefinition[] => [
  ...new Map(columns.map((column) => [column.name, column])).values(),
];

export const firstAccessColumn = (dictionary: ColumnDictionary): readonly ColumnDefinition[] => {
  const column = dictionary.get(FIRST_ACCESS);
  return column?.type === 'boolean' ? [column] : [];
};
