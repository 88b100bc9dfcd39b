import { type CompiledMethod, compileMethod } from '../../../scoring/compileMethod.ts';
import type { ColumnDictionary } from '../../../scoring/formula/columns.ts';
import { type CompiledFormula, compileFormula } from '../../../scoring/formula/compile.ts';
import type { FormulaIssue } from '../../../scoring/formula/issue.ts';
import { MethodSchema } from '../../../scoring/method.ts';
import { DICTIONARY, type Row, storeOf } from './columns.ts';

/** The compiled formula, or a failure that shows its issues. */
export const formula = (text: string, dictionary: ColumnDictionary = DICTIONARY): CompiledFormula => {
  const result = compileFormula(text, dictionary);
  if (result.ok) return result.value;
  throw new Error(`${text}\n${JSON.stringify(result.issues, null, 1)}`);
};

export const issuesOf = (text: string, expects?: 'number' | 'boolean'): readonly FormulaIssue[] => {
  const result = compileFormula(text, DICTIONARY, expects);
  return result.ok ? [] : result.issues;
};

/** Value of a formula on one row: NaN = unknown. */
export const formulaValue = (text: string, row: Row = {}): number => formula(text).row(storeOf([row]))(0);

export const method = (content: unknown, dictionary: ColumnDictionary = DICTIONARY): CompiledMethod => {
  const compiled = compileMethod(MethodSchema.parse(content), dictionary);
  if (compiled.ok) return compiled.value;
  throw new Error(JSON.stringify(compiled.issues, null, 1));
};

/** The least a method file must say; the parts under test are added. */
export const HEAD = {
  id: 'essai',
  version: '1',
  label: 'Méthode d’essai',
  kind: 'ordering',
  source: 'essai',
  certainty: 'proposal',
  validFrom: '2026-01-01',
  validTo: null,
  tieBreak: [
    { by: 'n1', direction: 'desc' },
    { by: 'lot', direction: 'asc' },
  ],
} as const;

export const criterion = (id: string, points: number | string, more: object = {}) => ({
  id,
  label: `critère ${id}`,
  points,
  source: 'essai',
  certainty: 'proposal',
  ...more,
});
