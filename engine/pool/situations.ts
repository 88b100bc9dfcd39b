import {
  type ColumnArray,
  type ColumnStore,
  EVIDENCE_CODES,
  UNKNOWN_U8,
} from '../../scoring/formula/columns.ts';
import { compileFormula } from '../../scoring/formula/compile.ts';
import type { Demand } from '../domain/demand.ts';
import { InputError } from '../domain/issue.ts';
import type { Situation } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import { float32, uint8 } from './allocate.ts';
import { predicateColumns } from './dictionary.ts';

/** A priority label dropped by a pool because its scope does not fit the demand (a first-access label on a mutation). */
const OUT_OF_SCOPE = EVIDENCE_CODES.absent;

/** Value of `firstAccess` that a scope leaves out; null = none. */
const EXCLUDED_FIRST_ACCESS: { readonly [S in Situation['scope']]: 0 | 1 | null } = {
  'first-access': 0,
  mutation: 1,
  all: null,
};

/**
 * One evidence column per situation of the territory, and the number of verified ones per row. A row's level is the best of
 * its partners' labels and of the situation's predicate; a predicate alone never reaches "verified". Where the predicate
 * cannot be told and no label says it, the level is unknown; so it is where the file does not say the labels of a demand, unless
 * the predicate is met, and the number of its verified situations is NaN. Situations of first access are absent from mutations, and the
 * other way round; those of scope `all` describe both.
 *
 * @param demands in row order. @param arrays the base columns, in the same order.
 */
export const fillSituations = (input: {
  readonly demands: readonly Demand[];
  readonly territory: Territory;
  readonly arrays: Readonly<Record<string, ColumnArray>>;
}): Record<string, ColumnArray> => {
  const { demands, territory, arrays } = input;
  const n = demands.length;
  const firstAccess = arrays.firstAccess as Uint8Array;
  const store: ColumnStore = { rowCount: n, array: (name) => arrays[name]! };
  const labels = labelLevels(demands, territory);
  const verified = float32(n);
  const columns: Record<string, ColumnArray> = { verifiedSituations: verified };
  for (const situation of territory.pack.situations) {
    const column = uint8(n);
    const predicate = predicateOf(situation, store);
    const excludedScope = EXCLUDED_FIRST_ACCESS[situation.scope];
    const byPredicate = EVIDENCE_CODES[situation.predicateEvidence];
    const labelled = labels.get(situation.code);
    for (let row = 0; row < n; row += 1) {
      if (firstAccess[row] === excludedScope) {
        column[row] = OUT_OF_SCOPE;
        continue;
      }
      const label = labelled?.get(row) ?? EVIDENCE_CODES.absent;
      const met = predicate === null ? 0 : predicate[row]!;
      const unsaid = label === EVIDENCE_CODES.absent && demands[row]!.priorities === null;
      column[row] = Number.isNaN(met)
        ? label === EVIDENCE_CODES.absent
          ? UNKNOWN_U8
          : label
        : met === 1
          ? Math.max(label, byPredicate)
          : unsaid
            ? UNKNOWN_U8
            : label;
      if (column[row] === EVIDENCE_CODES.verified) verified[row]! += 1;
    }
    columns[situation.code] = column;
  }
  demands.forEach(({ priorities }, row) => {
    if (priorities === null) verified[row] = Number.NaN;
  });
  return columns;
};

/** Level of each label, by situation then row. A code that the pack does not have is refused on import. */
const labelLevels = (
  demands: readonly Demand[],
  territory: Territory,
): ReadonlyMap<string, ReadonlyMap<number, number>> => {
  const levels = new Map<string, Map<number, number>>(
    territory.pack.situations.map((s) => [s.code, new Map()]),
  );
  demands.forEach((demand, row) => {
    for (const { situation, evidence } of demand.priorities ?? []) {
      const level = EVIDENCE_CODES[evidence];
      const rows = levels.get(situation);
      if (!rows)
        throw new InputError([
          { code: 'pool.unknown-situation', path: `demands[${row}].priorities`, received: situation },
        ]);
      rows.set(row, Math.max(level, rows.get(row) ?? 0));
    }
  });
  return levels;
};

/** 1 met, 0 unmet, NaN unknown; null when only a partner's label can show the situation. */
const predicateOf = (situation: Situation, store: ColumnStore): Float64Array | null => {
  if (situation.predicate === null) return null;
  const compiled = compileFormula(situation.predicate, PREDICATE_COLUMNS, 'boolean');
  if (!compiled.ok)
    throw new InputError(
      compiled.issues.map((issue) => ({ ...issue, path: `situations.${situation.code}.predicate` })),
    );
  return compiled.value.column(store);
};

const PREDICATE_COLUMNS = predicateColumns();
