import type { CheckedFormula, ValueType } from './formula/check.ts';
import { closestColumn } from './formula/closestName.ts';
import type { ColumnDefinition, ColumnDictionary } from './formula/columns.ts';
import { readFormula } from './formula/compile.ts';
import type { Expression } from './formula/expression.ts';
import { forbiddenReason } from './formula/forbidden.ts';
import type { FormulaIssue, Outcome } from './formula/issue.ts';
import {
  type Criterion,
  FILED_DAY,
  type Group,
  LOT,
  type Method,
  type TieBreak,
  type Tier,
} from './method.ts';

/** The checked formulas of a method, beside what they belong to. A null condition is always met. */
export interface ReadTier {
  readonly tier: Tier;
  readonly when: CheckedFormula;
}
export interface ReadCriterion {
  readonly criterion: Criterion;
  /** Place of its group in the method. */
  readonly group: number;
  readonly when: CheckedFormula | null;
  /** Points, or the formula that gives them. */
  readonly points: CheckedFormula | number;
  /** Columns that its points, its condition or its group's condition read; each once. */
  readonly inputs: readonly ColumnDefinition[];
}
export interface ReadGroup {
  readonly group: Group;
  readonly when: CheckedFormula | null;
  readonly criteria: readonly ReadCriterion[];
}
export interface ReadTieBreak extends TieBreak {
  /** French, as shown when it separates two demands. */
  readonly label: string;
}
export interface ReadMethod {
  readonly method: Method;
  readonly dictionary: ColumnDictionary;
  /** Conditions for the method to speak of a demand. */
  readonly scope: readonly Expression[];
  readonly scopeInputs: readonly ColumnDefinition[];
  readonly tiers: readonly ReadTier[];
  readonly groups: readonly ReadGroup[];
  /** Of all groups, in order. */
  readonly criteria: readonly ReadCriterion[];
  readonly tieBreak: readonly ReadTieBreak[];
  /** Every column read, each once. */
  readonly inputs: readonly ColumnDefinition[];
}

const FIRST_ACCESS = 'firstAccess';

/** Checks every formula of a method and reports all faults, each with its path: `groups[1].criteria[0].points`. */
export const readMethod = (method: Method, dictionary: ColumnDictionary): Outcome<ReadMethod> => {
  const issues: FormulaIssue[] = [];
  const read = (text: string, path: string, expects: ValueType): CheckedFormula | null => {
    const result = readFormula(text, dictionary, expects);
    if (result.ok) return result.value;
    issues.push(...result.issues.map((issue) => ({ ...issue, path })));
    return null;
  };
  const condition = (text: string | undefined, path: string) =>
    text === undefined ? null : read(text, `${path}.when`, 'boolean');

  const scopeWhen = condition(method.scope.when, 'scope');
  const scope = scopeConditions(method, dictionary, scopeWhen, issues);
  const tiers = method.tiers.flatMap((tier, t): ReadTier[] => {
    const when = condition(tier.when, `tiers[${t}]`);
    return when ? [{ tier, when }] : [];
  });
  const groups = method.groups.map((group, g): ReadGroup => {
    const when = condition(group.when, `groups[${g}]`);
    const criteria = group.criteria.map((criterion, c): ReadCriterion => {
      const path = `groups[${g}].criteria[${c}]`;
      const own = condition(criterion.when, path);
      const points =
        typeof criterion.points === 'number'
          ? criterion.points
          : read(criterion.points, `${path}.points`, 'number');
      const formulas = [when, own, typeof points === 'number' ? null : points];
      return {
        criterion,
        group: g,
        when: own,
        points: points ?? 0,
        inputs: distinct(formulas.flatMap(inputsOf)),
      };
    });
    return { group, when, criteria };
  });
  const tieBreak = method.tieBreak.flatMap((key, i) =>
    tieBreakOf(key, `tieBreak[${i}].by`, dictionary, issues),
  );
  if (issues.length > 0) return { ok: false, issues };
  const criteria = groups.flatMap((group) => group.criteria);
  const scopeInputs = distinct([
    ...(method.scope.demands === 'all' ? [] : [dictionary.get(FIRST_ACCESS)!]),
    ...inputsOf(scopeWhen),
  ]);
  const inputs = distinct([
    ...scopeInputs,
    ...tiers.flatMap((tier) => inputsOf(tier.when)),
    ...criteria.flatMap((criterion) => criterion.inputs),
  ]);
  return {
    ok: true,
    value: { method, dictionary, scope, scopeInputs, tiers, groups, criteria, tieBreak, inputs },
  };
};

const inputsOf = (formula: CheckedFormula | null): readonly ColumnDefinition[] => formula?.inputs ?? [];

const distinct = (columns: readonly ColumnDefinition[]): readonly ColumnDefinition[] => [
  ...new Map(columns.map((column) => [column.name, column])).values(),
];

/** First access or mutation, then the method's own condition. */
const scopeConditions = (
  { scope }: Method,
  dictionary: ColumnDictionary,
  when: CheckedFormula | null,
  issues: FormulaIssue[],
): readonly Expression[] => {
  const own = when ? [when.root] : [];
  if (scope.demands === 'all') return own;
  if (dictionary.get(FIRST_ACCESS)?.type !== 'boolean') {
    issues.push({
      code: 'method.scope',
      path: 'scope.demands',
      message: 'Le dictionnaire n’a pas de colonne qui dise si une demande est un premier accès.',
      expected: `la colonne ${FIRST_ACCESS}`,
    });
    return own;
  }
  const span = { at: 0, length: 0 };
  const first: Expression = { kind: 'name', name: FIRST_ACCESS, span };
  return [scope.demands === 'first-access' ? first : { kind: 'unary', op: 'not', of: first, span }, ...own];
};

const tieBreakOf = (
  key: TieBreak,
  path: string,
  dictionary: ColumnDictionary,
  issues: FormulaIssue[],
): readonly ReadTieBreak[] => {
  if (key.by === LOT) return [{ ...key, label: 'tirage au sort publié' }];
  if (key.by === FILED_DAY) return [{ ...key, label: 'date de dépôt de la demande' }];
  const column = dictionary.get(key.by);
  if (column?.type === 'number') return [{ ...key, label: column.label }];
  const reason = forbiddenReason(key.by);
  const near = closestColumn(key.by, dictionary);
  issues.push({
    code: reason === null ? 'method.tie-break' : 'formula.forbidden',
    path,
    received: key.by.slice(0, 60),
    expected: `une colonne de nombres, ${FILED_DAY} ou ${LOT}`,
    message:
      reason === null
        ? `« ${key.by.slice(0, 40)} » ne peut pas départager deux demandes.`
        : `« ${key.by.slice(0, 40)} » est une entrée interdite : ${reason}.`,
    ...(near === null || near === key.by ? {} : { maybe: near }),
  });
  return [];
};
