import type { Span } from './issue.ts';

const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='] as const;
export type Comparison = (typeof COMPARISONS)[number];
const ARITHMETIC = ['+', '-', '*', '/'] as const;
export type Arithmetic = (typeof ARITHMETIC)[number];
type Logical = 'and' | 'or';
export type BinaryOperator = Arithmetic | Comparison | Logical;

/** Functions of one number, and of several. */
export const ROUNDINGS = ['abs', 'floor', 'ceil', 'round'] as const;
export const EXTREMES = ['min', 'max'] as const;
/** Functions of a column's name: is the situation verified, is the value known. */
const ABOUT_COLUMNS = ['verified', 'known'] as const;
export const FUNCTIONS: readonly string[] = [...EXTREMES, ...ROUNDINGS, ...ABOUT_COLUMNS];

/** The whole language: nothing else can be said. `span` is the word that names the node (operator, name, number). */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | { readonly kind: 'unary'; readonly op: '-' | 'not'; readonly of: Expression; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'choice';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly span: Span;
    };

export const isComparison = (op: string): op is Comparison => (COMPARISONS as readonly string[]).includes(op);
export const isArithmetic = (op: string): op is Arithmetic => (ARITHMETIC as readonly string[]).includes(op);

/** Value of an expression made of numbers only (`12 * 5`, `-3`); null when it reads anything. */
export const constantOf = (expression: Expression): number | null => {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'unary' && expression.op === '-') {
    const of = constantOf(expression.of);
    return of === null ? null : -of;
  }
  if (expression.kind !== 'binary' || !isArithmetic(expression.op)) return null;
  const left = constantOf(expression.left);
  const right = constantOf(expression.right);
  if (left === null || right === null) return null;
  return { '+': left + right, '-': left - right, '*': left * right, '/': left / right }[expression.op];
};

/** Every number written in a formula, small sums worked out: the places where its value may change course. */
export const literalsOf = (expression: Expression): readonly number[] => {
  const constant = constantOf(expression);
  if (constant !== null) return [constant];
  switch (expression.kind) {
    case 'unary':
      return literalsOf(expression.of);
    case 'binary':
      return [...literalsOf(expression.left), ...literalsOf(expression.right)];
    case 'choice':
      return [expression.test, expression.yes, expression.no].flatMap(literalsOf);
    case 'call':
      return expression.args.flatMap(literalsOf);
    default:
      return [];
  }
};
