import { closestColumn, closestOf } from './closestName.ts';
import type { ColumnDefinition, ColumnDictionary } from './columns.ts';
import { EXTREMES, type Expression, FUNCTIONS, isArithmetic, isComparison, ROUNDINGS } from './expression.ts';
import { forbiddenReason } from './forbidden.ts';
import { type Fault, type FormulaIssue, issueAt, type Span } from './issue.ts';
import type { ParsedFormula } from './parse.ts';
import { forbiddenFault } from './tokens.ts';
import { combined, type Dimension, dimensionLabel, dimensionOf, sameDimension } from './units.ts';

export type ValueType = 'number' | 'boolean';

/** What a formula is once checked: its value, and what it reads. */
export interface CheckedFormula {
  readonly text: string;
  readonly root: Expression;
  readonly type: ValueType;
  /** Columns read, in the order of their first mention. */
  readonly inputs: readonly ColumnDefinition[];
}

export type CheckResult =
  | { readonly checked: CheckedFormula; readonly issues: readonly [] }
  | { readonly checked: null; readonly issues: readonly FormulaIssue[] };

/** Largest number a formula may write: above it a product could leave the range of numbers. */
const MAX_NUMBER = 1e9;
const MAX_ARGUMENTS = 8;

/** `dimension` is null for a pure literal, which takes the unit of what it meets (`waitingMonths >= 60`). */
type Value = { readonly type: 'number'; readonly dimension: Dimension | null } | { readonly type: 'boolean' };

const NUMBER: Value = { type: 'number', dimension: null };
const BOOLEAN: Value = { type: 'boolean' };

/**
 * Names, types and units of a parsed formula. All faults are reported, not only the first; a part with a fault is not
 * compared with its neighbours, so that one slip gives one message.
 *
 * @param expects type that the place of the formula asks for; left out, either will do.
 */
export const checkFormula = (
  { text, root }: ParsedFormula,
  dictionary: ColumnDictionary,
  expects?: ValueType,
): CheckResult => {
  const checker = new Checker(text, dictionary);
  const value = checker.value(root);
  if (value && expects && value.type !== expects) checker.result(root, expects);
  if (!value || checker.issues.length > 0) return { checked: null, issues: checker.issues };
  return { checked: { text, root, type: value.type, inputs: [...checker.inputs.values()] }, issues: [] };
};

class Checker {
  readonly issues: FormulaIssue[] = [];
  readonly inputs = new Map<string, ColumnDefinition>();
  readonly #text: string;
  readonly #dictionary: ColumnDictionary;

  constructor(text: string, dictionary: ColumnDictionary) {
    this.#text = text;
    this.#dictionary = dictionary;
  }

  #fault(span: Span, fault: Fault): null {
    this.issues.push(issueAt(this.#text, span, fault));
    return null;
  }

  result(root: Expression, expects: ValueType): void {
    this.#fault(
      root.span,
      expects === 'boolean'
        ? {
            code: 'formula.result',
            message: 'Cette formule donne un nombre, une condition est attendue.',
            expected: 'une condition, vraie ou fausse',
            maybe: 'comparer le nombre : waitingMonths >= 12',
          }
        : {
            code: 'formula.result',
            message: 'Cette formule donne vrai ou faux, un nombre est attendu.',
            expected: 'un nombre',
            maybe: 'mettre la condition dans « when », ou écrire condition ? 5 : 0',
          },
    );
  }

  /** Value of a node, or null when it has a fault (already reported). */
  value(node: Expression): Value | null {
    switch (node.kind) {
      case 'number':
        return Math.abs(node.value) <= MAX_NUMBER
          ? NUMBER
          : this.#fault(node.span, {
              code: 'formula.number',
              message: 'Ce nombre est trop grand.',
              expected: 'un nombre d’au plus un milliard',
            });
      case 'name': {
        const column = this.#column(node.name, node.span);
        if (!column) return null;
        return column.type === 'number' ? { type: 'number', dimension: dimensionOf(column.unit) } : BOOLEAN;
      }
      case 'unary':
        return this.#operand(node.of, node.op === 'not' ? 'boolean' : 'number', node.op);
      case 'binary':
        if (isArithmetic(node.op)) return this.#arithmetic(node);
        if (isComparison(node.op)) return this.#alike([node.left, node.right], node) && BOOLEAN;
        return this.#both(node, 'boolean') && BOOLEAN;
      case 'choice':
        return this.#choice(node);
      case 'call':
        return this.#call(node);
    }
  }

  #column(name: string, span: Span): ColumnDefinition | null {
    const column = this.#dictionary.get(name);
    if (column) {
      this.inputs.set(name, column);
      return column;
    }
    const reason = forbiddenReason(name);
    if (reason !== null) return this.#fault(span, forbiddenFault(name, reason));
    const near = closestColumn(name, this.#dictionary);
    const isFunction = FUNCTIONS.includes(name);
    return this.#fault(span, {
      code: 'formula.unknown-name',
      message: `« ${name.slice(0, 40)} » n’est pas une colonne connue.`,
      expected: 'un nom du dictionnaire des colonnes',
      ...(name === 'true' || name === 'false'
        ? { maybe: 'une colonne vraie ou fausse s’écrit seule : couple, not couple' }
        : isFunction
          ? { maybe: `une fonction s’écrit avec des parenthèses : ${name}(…)` }
          : near === null
            ? {}
            : { maybe: near }),
    });
  }

  #operand(node: Expression, type: ValueType, op: string): Value | null {
    const value = this.value(node);
    if (!value || value.type === type) return value;
    return this.#fault(
      node.span,
      type === 'number'
        ? {
            code: 'formula.type',
            message: `« ${op} » attend un nombre et reçoit une condition.`,
            expected: 'un nombre',
            maybe: 'compter une condition par condition ? 1 : 0',
          }
        : {
            code: 'formula.type',
            message: `« ${op} » attend une condition et reçoit un nombre.`,
            expected: 'une condition, vraie ou fausse',
            maybe: 'comparer le nombre, comme minors > 0, ou ajouter des parenthèses',
          },
    );
  }

  #both(node: Expression & { kind: 'binary' }, type: ValueType): [Value, Value] | null {
    const left = this.#operand(node.left, type, node.op);
    const right = this.#operand(node.right, type, node.op);
    return left && right && [left, right];
  }

  #arithmetic(node: Expression & { kind: 'binary' }): Value | null {
    if (node.op === '+' || node.op === '-') return this.#alike([node.left, node.right], node);
    const both = this.#both(node, 'number');
    if (!both) return null;
    const [left, right] = both.map((v) => (v.type === 'number' ? v.dimension : null));
    if (!left && !right) return NUMBER;
    return { type: 'number', dimension: combined(left ?? {}, right ?? {}, node.op === '*' ? 1 : -1) };
  }

  /** Numbers that must have one unit: terms, sides of a comparison, arguments of min and max. Their common unit. */
  #alike(
    nodes: readonly Expression[],
    at: { readonly span: Span; readonly op?: string; readonly name?: string },
  ): Value | null {
    const word = at.op ?? at.name ?? '';
    const values = nodes.map((node) => this.#operand(node, 'number', word));
    let common: Dimension | null = null;
    for (const value of values) {
      if (!value) return null;
      if (value.type !== 'number' || value.dimension === null) continue;
      if (common !== null && !sameDimension(common, value.dimension))
        return this.#units(at.span, word, common, value.dimension);
      common = value.dimension;
    }
    return { type: 'number', dimension: common };
  }

  #units(span: Span, word: string, first: Dimension, second: Dimension): null {
    return this.#fault(span, {
      code: 'formula.unit',
      message: `« ${word} » mêle deux unités : ${dimensionLabel(first)} et ${dimensionLabel(second)}.`,
      expected: 'une même unité des deux côtés, ou un nombre seul',
      maybe: 'en faire deux critères, ou comparer deux colonnes de même unité',
    });
  }

  #choice(node: Expression & { kind: 'choice' }): Value | null {
    const test = this.#operand(node.test, 'boolean', '?');
    const yes = this.value(node.yes);
    const no = this.value(node.no);
    if (!test || !yes || !no) return null;
    if (yes.type !== no.type)
      return this.#fault(node.span, {
        code: 'formula.type',
        message: 'Les deux branches du choix « ? : » ne sont pas de même nature.',
        expected: 'deux nombres ou deux conditions',
      });
    if (yes.type === 'boolean' || no.type === 'boolean') return BOOLEAN;
    if (yes.dimension && no.dimension && !sameDimension(yes.dimension, no.dimension))
      return this.#units(node.span, '? :', yes.dimension, no.dimension);
    return { type: 'number', dimension: yes.dimension ?? no.dimension };
  }

  #call(node: Expression & { kind: 'call' }): Value | null {
    const { name, args, span } = node;
    const arity = (count: string): null =>
      this.#fault(span, {
        code: 'formula.arity',
        message: `« ${name} » reçoit ${args.length} valeur${args.length > 1 ? 's' : ''}.`,
        expected: count,
      });
    if ((EXTREMES as readonly string[]).includes(name))
      return args.length < 2 || args.length > MAX_ARGUMENTS
        ? arity(`de 2 à ${MAX_ARGUMENTS} valeurs`)
        : this.#alike(args, node);
    if ((ROUNDINGS as readonly string[]).includes(name))
      return args.length === 1 ? this.#operand(args[0]!, 'number', name) : arity('une valeur');
    if (name === 'verified' || name === 'known')
      return args.length === 1 ? this.#about(name, args[0]!) : arity('une colonne');
    const reason = forbiddenReason(name);
    if (reason !== null) return this.#fault(span, forbiddenFault(name, reason));
    const near = closestOf(name, FUNCTIONS);
    return this.#fault(span, {
      code: 'formula.unknown-function',
      message: `« ${name.slice(0, 40)} » n’est pas une fonction des formules.`,
      expected: FUNCTIONS.join(', '),
      ...(this.#dictionary.has(name)
        ? { maybe: `la colonne ${name} s’écrit sans parenthèses` }
        : near === null
          ? {}
          : { maybe: near }),
    });
  }

  #about(name: 'verified' | 'known', arg: Expression): Value | null {
    if (arg.kind !== 'name')
      return this.#fault(arg.span, {
        code: 'formula.argument',
        message: `« ${name} » attend le nom d’une colonne, pas un calcul.`,
        expected: name === 'verified' ? 'le code d’une situation' : 'un nom de colonne',
      });
    const column = this.#column(arg.name, arg.span);
    if (!column) return null;
    if (name === 'verified' && column.type !== 'evidence')
      return this.#fault(arg.span, {
        code: 'formula.argument',
        message: `« ${arg.name} » n’est pas une situation : elle n’a pas de niveau de preuve.`,
        expected: 'le code d’une situation, comme ACI_EXPULSION',
      });
    return BOOLEAN;
  }
}
