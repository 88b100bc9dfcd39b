import { compile as compileFull } from 'mathjs';
import { compile as compileNumber } from 'mathjs/number';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import {
  type ColumnStore,
  storedArrayName,
  UNKNOWN_BITS,
  UNKNOWN_U8,
} from '../../scoring/formula/columns.ts';

/*
 * The same method by mathjs's own `compile().evaluate(scope)`, formula by formula. mathjs has no "unknown": only rows on which
 * every input of the method is declared are compared. `verified(x)` and `known(x)` have no counterpart either.
 */

export type Scope = Record<string, number | boolean>;
export type MathjsBuild = 'full' | 'number';
const COMPILE = { full: compileFull, number: compileNumber } as const;

export interface MathjsMethod {
  /** Points, in thousandths, of a row whose level does not matter. */
  points(scope: Scope): number;
}

export const mathjsMethod = ({ read }: CompiledMethod, build: MathjsBuild): MathjsMethod => {
  const formula = (text: string) => COMPILE[build](text);
  const groups = read.groups.map(({ group, when, criteria }) => ({
    combine: group.combine,
    cap: group.cap ?? null,
    when: when && formula(when.text),
    criteria: criteria.map((c) => ({
      when: c.when && formula(c.when.text),
      points: typeof c.points === 'number' ? c.points : formula(c.points.text),
    })),
  }));
  return {
    points(scope) {
      let total = 0;
      for (const { combine, cap, when, criteria } of groups) {
        if (when && when.evaluate(scope) !== true) continue;
        const met: number[] = [];
        for (const criterion of criteria) {
          if (criterion.when && criterion.when.evaluate(scope) !== true) continue;
          const { points } = criterion;
          met.push(Math.round(Number(typeof points === 'number' ? points : points.evaluate(scope)) * 1000));
        }
        const sum = met.reduce((a, b) => a + b, 0);
        const own =
          met.length === 0
            ? 0
            : combine === 'sum'
              ? sum
              : combine === 'max'
                ? Math.max(...met)
                : (met[0] ?? 0);
        total += cap === null ? own : Math.min(own, cap * 1000);
      }
      return total;
    },
  };
};

/** The first rows on which the method scores and every input is declared, with their scopes; at most `count`. */
export const declaredScopes = (
  { read }: CompiledMethod,
  store: ColumnStore,
  { count, scored }: { readonly count: number; readonly scored: (row: number) => boolean },
): { readonly row: number; readonly scope: Scope }[] => {
  const found: { row: number; scope: Scope }[] = [];
  for (let row = 0; row < store.rowCount && found.length < count; row += 1) {
    if (!scored(row)) continue;
    const scope: Scope = {};
    const declared = read.inputs.every((column) => {
      const raw = store.array(storedArrayName(column))[row]!;
      switch (column.type) {
        case 'number':
          scope[column.name] = raw;
          return !Number.isNaN(raw);
        case 'bit':
          scope[column.name] = ((raw >>> column.bit) & 1) === 1;
          return raw !== UNKNOWN_BITS;
        case 'code':
          scope[column.name] = raw === column.code;
          return raw !== UNKNOWN_U8;
        default:
          scope[column.name] = column.type === 'boolean' ? raw === 1 : raw > 0;
          return raw !== UNKNOWN_U8;
      }
    });
    if (declared) found.push({ row, scope });
  }
  return found;
};
