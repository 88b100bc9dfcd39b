import { composeMethods } from './composeMethods.ts';
import { expandGroups, type PlainGroup } from './expand.ts';
import type { CheckedFormula, ValueType } from './formula/check.ts';
import { closestColumn } from './formula/closestName.ts';
import type { ColumnDefinition, ColumnDictionary } from './formula/columns.ts';
import { readFormula } from './formula/compile.ts';
import type { Expression } from './formula/expression.ts';
import { forbiddenReason } from './formula/forbidden.ts';
import type { FormulaIssue, Outcome } from './formula/issue.ts';
import { placeLevels, type ReadLevel } from './levels.ts';
import { FILED_DAY, LOT, type Method, type TieBreak } from './method.ts';
import {
  distinctColumns,
  FIRST_ACCESS,
  type FindMethod,
  firstAccessColumn,
  type ReadCriterion,
  type ReadGroup,
  type ReadMethod,
  type ReadTieBreak,
} from './readShape.ts';
import { ABNORMAL_DELAY_COLUMN } from './seniority.ts';

/**
 * Checks every formula of a method and reports all faults, each with its path: `groups[1].criteria[0].points`. The faults of
 * a composite's parts are told at the key that names the part.
 */
export const readMethod = (
  method: Method,
  dictionary: ColumnDictionary,
  find: FindMethod = () => undefined,
): Outcome<ReadMethod> => {
  const issues: FormulaIssue[] = [];
  const reader = new FormulaReader(dictionary, issues);
  const scopeWhen = reader.condition(method.scope.when, 'scope.when');
  const scope = scopeConditions(method, dictionary, scopeWhen, issues);
  const scopeInputs = distinctColumns([
    ...(method.scope.demands === 'all' ? [] : firstAccessColumn(dictionary)),
    ...inputsOf(scopeWhen),
  ]);
  const readTieBreak = () =>
    method.tieBreak.flatMap((key, i) => tieBreakOf(key, `tieBreak[${i}].by`, dictionary, issues));
  if (method.composes !== undefined) {
    const tieBreak = readTieBreak();
    const composed = composeMethods(
      { method, dictionary, scope, scopeInputs, tieBreak },
      { find, read: (part) => readMethod(part, dictionary) },
    );
    if (composed.ok && issues.length === 0) return composed;
    return { ok: false, issues: [...issues, ...(composed.ok ? [] : composed.issues)] };
  }
  const levels = [
    ...method.channels.flatMap((channel, c): ReadLevel[] => {
      const when = reader.condition(channel.when, `channels[${c}].when`);
      return when ? [{ ...levelOf(channel), kind: 'channel', placement: channel.placement, when }] : [];
    }),
    ...method.tiers.flatMap((tier, t): ReadLevel[] => {
      const when = reader.condition(tier.when, `tiers[${t}].when`);
      return when ? [{ ...levelOf(tier), kind: 'tier', placement: 'grid', when }] : [];
    }),
  ];
  refuseUnknownMonths(method, dictionary, issues);
  const groups = expandGroups(method).map((group, g) => readGroup(group, g, reader));
  const tieBreak = readTieBreak();
  if (issues.length > 0) return { ok: false, issues: distinctIssues(issues) };
  const criteria = groups.flatMap((group) => group.criteria);
  return {
    ok: true,
    value: {
      method,
      parts: [],
      dictionary,
      scope,
      scopeInputs,
      levels: placeLevels(levels),
      groups,
      criteria,
      tieBreak,
      inputs: distinctColumns([
        ...scopeInputs,
        ...levels.flatMap((level) => level.when.inputs),
        ...criteria.flatMap((criterion) => criterion.inputs),
      ]),
    },
  };
};

class FormulaReader {
  readonly #dictionary: ColumnDictionary;
  readonly #issues: FormulaIssue[];

  constructor(dictionary: ColumnDictionary, issues: FormulaIssue[]) {
    this.#dictionary = dictionary;
    this.#issues = issues;
  }

  formula(text: string, path: string, expects: ValueType): CheckedFormula | null {
    const result = readFormula(text, this.#dictionary, expects);
    if (result.ok) return result.value;
    this.#issues.push(...result.issues.map((issue) => ({ ...issue, path })));
    return null;
  }

  condition(text: string | undefined, path: string): CheckedFormula | null {
    return text === undefined ? null : this.formula(text, path, 'boolean');
  }
}

const levelOf = ({ id, label, evidence, source, certainty }: Method['tiers'][number]) => ({
  id,
  label,
  evidence,
  source,
  certainty,
});

const readGroup = (group: PlainGroup, g: number, reader: FormulaReader): ReadGroup => {
  const when = reader.condition(group.when, `${group.path}.when`);
  const criteria = group.criteria.map((criterion): ReadCriterion => {
    const own = reader.condition(criterion.when, criterion.whenPath);
    const points =
      typeof criterion.points === 'number'
        ? criterion.points
        : reader.formula(criterion.points, criterion.pointsPath, 'number');
    const formulas = [when, own, typeof points === 'number' ? null : points];
    return {
      criterion,
      group: g,
      when: own,
      points: points ?? 0,
      inputs: distinctColumns(formulas.flatMap(inputsOf)),
    };
  });
  return { group, when, criteria };
};

const inputsOf = (formula: CheckedFormula | null): readonly ColumnDefinition[] => formula?.inputs ?? [];

/** One slip in a refusal shows in every formula that it enters: it is told once. */
const distinctIssues = (issues: readonly FormulaIssue[]): readonly FormulaIssue[] => [
  ...new Map(issues.map((issue) => [`${issue.code} ${issue.path} ${issue.received}`, issue])).values(),
];

/** First access or mutation, then the method's own condition. */
const scopeConditions = (
  { scope, composes }: Method,
  dictionary: ColumnDictionary,
  when: CheckedFormula | null,
  issues: FormulaIssue[],
): readonly Expression[] => {
  const own = when ? [when.root] : [];
  if (scope.demands === 'all' && composes === undefined) return own;
  if (firstAccessColumn(dictionary).length === 0) {
    issues.push({
      code: 'method.scope',
      path: composes === undefined ? 'scope.demands' : 'composes',
      message: 'Le dictionnaire n’a pas de colonne qui dise si une demande est un premier accès.',
      expected: `la colonne ${FIRST_ACCESS}`,
    });
    return own;
  }
  if (scope.demands === 'all') return own;
  const span = { at: 0, length: 0 };
  const first: Expression = { kind: 'name', name: FIRST_ACCESS, span };
  return [scope.demands === 'first-access' ? first : { kind: 'unary', op: 'not', of: first, span }, ...own];
};

/** Seniority counts months, and refusals are dated in months: a column in another unit would give nonsense, not an error. */
const refuseUnknownMonths = (
  { groups, refusals }: Method,
  dictionary: ColumnDictionary,
  issues: FormulaIssue[],
): void => {
  const months = (name: string, path: string) => {
    const column = dictionary.get(name);
    // A name that is no column is told by the formula that reads it.
    if (column === undefined || (column.type === 'number' && column.unit === 'months')) return;
    issues.push({
      code: 'method.months',
      path,
      received: name,
      expected: 'une colonne en mois',
      message: `« ${name} » (${column.label}) ne se compte pas en mois.`,
    });
  };
  groups.forEach((group, g) => {
    group.criteria.forEach(({ seniority }, c) => {
      if (seniority === undefined) return;
      months(seniority.column, `groups[${g}].criteria[${c}].seniority.column`);
      if (seniority.abnormalDelay?.months === 'territory')
        months(ABNORMAL_DELAY_COLUMN, `groups[${g}].criteria[${c}].seniority.abnormalDelay`);
    });
  });
  refusals.forEach(({ effect, since }, r) => {
    if (effect !== 'points-lost') months(since, `refusals[${r}].since`);
  });
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
  if (column?.type === 'number' || column?.type === 'boolean') return [{ ...key, label: column.label }];
  const reason = forbiddenReason(key.by);
  const near = closestColumn(key.by, dictionary);
  issues.push({
    code: reason === null ? 'method.tie-break' : 'formula.forbidden',
    path,
    received: key.by.slice(0, 60),
    expected: `une colonne de nombres ou vraie ou fausse, ${FILED_DAY} ou ${LOT}`,
    message:
      reason === null
        ? `« ${key.by.slice(0, 40)} » ne peut pas départager deux demandes.`
        : `« ${key.by.slice(0, 40)} » est une entrée interdite : ${reason}.`,
    ...(near === null || near === key.by ? {} : { maybe: near }),
  });
  return [];
};
