import type { CheckedFormula } from '../../scoring/formula/check.ts';
import type { ColumnDictionary } from '../../scoring/formula/columns.ts';
import type { BinaryOperator, Expression } from '../../scoring/formula/expression.ts';
import { unitLabel } from '../../scoring/formula/units.ts';
import { figure } from './format.ts';

/* A formula in French, made of the tree that is computed: column labels for names, words for operators. */

const WORDS: Readonly<Record<BinaryOperator, string>> = {
  and: 'et',
  or: 'ou',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
  '==': '=',
  '!=': '≠',
  '+': '+',
  '-': '−',
  '*': '×',
  '/': '÷',
};

/** How tightly an operator holds; a looser one inside a tighter one is put in brackets. */
const HOLD: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
};
const NOT = 3;
const TIGHT = 9;

const holdOf = (node: Expression): number => {
  switch (node.kind) {
    case 'binary':
      return HOLD[node.op];
    case 'unary':
      return node.op === 'not' ? NOT : 7;
    case 'choice':
      return 0;
    default:
      return TIGHT;
  }
};

const CALLS: Readonly<Record<string, (args: readonly string[]) => string>> = {
  min: (args) => `le plus petit de (${args.join(' ; ')})`,
  max: (args) => `le plus grand de (${args.join(' ; ')})`,
  abs: ([x]) => `valeur absolue de (${x})`,
  floor: ([x]) => `entier inférieur de (${x})`,
  ceil: ([x]) => `entier supérieur de (${x})`,
  round: ([x]) => `arrondi de (${x})`,
  verified: ([x]) => `${x} vérifié`,
  known: ([x]) => `${x} renseigné`,
};

/** `ancienneté de la demande ≥ 60 mois`, `« motif : handicap » ou « motif : raisons de santé »`. */
export const formulaWords = (
  { root }: Pick<CheckedFormula, 'root'>,
  dictionary: ColumnDictionary,
): string => {
  const unitOf = (node: Expression): string => {
    const column = node.kind === 'name' ? dictionary.get(node.name) : undefined;
    const unit = column ? unitLabel(column) : '';
    return unit === '' ? '' : ` ${unit}`;
  };
  const inside = (node: Expression, least: number): string =>
    holdOf(node) < least ? `(${words(node)})` : words(node);
  const words = (node: Expression): string => {
    switch (node.kind) {
      case 'number':
        return figure(node.value, 6);
      case 'name': {
        const column = dictionary.get(node.name);
        if (!column) return node.name;
        return column.type === 'number' ? column.label : `« ${column.label} »`;
      }
      case 'unary':
        return node.op === 'not' ? `pas ${inside(node.of, TIGHT)}` : `−${inside(node.of, TIGHT)}`;
      case 'choice':
        return `si ${inside(node.test, 1)} : ${inside(node.yes, 1)} ; sinon : ${inside(node.no, 1)}`;
      case 'call':
        return CALLS[node.name]?.(node.args.map(words)) ?? node.name;
      case 'binary': {
        const hold = HOLD[node.op];
        // The right side of a subtraction or a division is bracketed at equal hold.
        const right = node.op === '-' || node.op === '/' ? hold + 1 : hold;
        const unit = hold === 4 && node.right.kind === 'number' ? unitOf(node.left) : '';
        return `${inside(node.left, hold)} ${WORDS[node.op]} ${inside(node.right, right)}${unit}`;
      }
    }
  };
  return words(root);
};
