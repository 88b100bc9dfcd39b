import { type MathNode, parse } from 'mathjs/number';
import { type ColumnDictionary, EVIDENCE_CODES } from '../../scoring/formula/columns.ts';
import type { PlainDemand } from './plainDemand.ts';

/*
 * A formula as nested functions of one object, in the most direct way: each node of mathjs's own syntax tree becomes a function
 * that calls those of its parts. Shares no code with the compiler that it is compared with. Null is unknown.
 */

export type PlainValue = number | boolean | null;
export type PlainFormula = (demand: PlainDemand) => PlainValue;

export const plainFormula = (text: string, dictionary: ColumnDictionary): PlainFormula =>
  nodeFunction(parse(text), dictionary);

type Parts = MathNode & {
  readonly op?: string;
  readonly args?: MathNode[];
  readonly name?: string;
  readonly value?: number;
  readonly content?: MathNode;
  readonly fn?: { readonly name: string };
  readonly condition?: MathNode;
  readonly trueExpr?: MathNode;
  readonly falseExpr?: MathNode;
};

const nodeFunction = (node: MathNode, dictionary: ColumnDictionary): PlainFormula => {
  const parts = node as Parts;
  const of = (part: MathNode | undefined): PlainFormula => nodeFunction(part as MathNode, dictionary);
  switch (node.type) {
    case 'ParenthesisNode':
      return of(parts.content);
    case 'ConstantNode': {
      const value = parts.value as number;
      return () => value;
    }
    case 'SymbolNode':
      return reader(parts.name as string, dictionary, EVIDENCE_CODES.declared);
    case 'ConditionalNode': {
      const [test, yes, no] = [of(parts.condition), of(parts.trueExpr), of(parts.falseExpr)];
      return (demand) => {
        const answer = test(demand);
        if (answer !== null) return answer ? yes(demand) : no(demand);
        const [a, b] = [yes(demand), no(demand)];
        return a === b ? a : null;
      };
    }
    case 'OperatorNode':
      return operator(parts.op as string, (parts.args ?? []).map(of));
    case 'FunctionNode': {
      const name = parts.fn?.name as string;
      const column = (parts.args?.[0] as Parts | undefined)?.name ?? '';
      if (name === 'verified') return reader(column, dictionary, EVIDENCE_CODES.verified);
      if (name === 'known') {
        const read = reader(column, dictionary, EVIDENCE_CODES.declared);
        return (demand) => read(demand) !== null;
      }
      return call(name, (parts.args ?? []).map(of));
    }
    default:
      throw new Error(`plain formula: ${node.type} is not in the language`);
  }
};

/** Reads one input of the dictionary from an object. */
const reader = (name: string, dictionary: ColumnDictionary, level: number): PlainFormula => {
  const column = dictionary.get(name);
  if (!column) throw new Error(`plain formula: no input "${name}"`);
  switch (column.type) {
    case 'evidence':
      return ({ situations }) => {
        const found = situations[name];
        return found === null || found === undefined ? null : found >= level;
      };
    case 'bit': {
      const motive = name.slice('motive'.length);
      return ({ motives }) => motives?.includes(motive) ?? null;
    }
    case 'code': {
      const code = name.replace(/^(housed|contract)/, '');
      const field = name.startsWith('housed') ? 'housing' : 'contract';
      return (demand) => (demand[field] === null ? null : demand[field] === code);
    }
    default:
      return ({ values }) => values[name] ?? null;
  }
};

const operator = (op: string, [left, right]: readonly PlainFormula[]): PlainFormula => {
  if (!left) throw new Error(`plain formula: "${op}" without operand`);
  if (!right) {
    return op === 'not'
      ? (demand) => {
          const value = left(demand);
          return value === null ? null : !value;
        }
      : (demand) => {
          const value = left(demand);
          return value === null ? null : -value;
        };
  }
  if (op === 'and' || op === 'or') {
    const decides = op === 'or';
    return (demand) => {
      const a = left(demand);
      if (a === decides) return decides;
      const b = right(demand);
      if (b === decides) return decides;
      return a === null || b === null ? null : !decides;
    };
  }
  const combine = BINARY[op];
  if (!combine) throw new Error(`plain formula: operator "${op}" is not in the language`);
  return (demand) => {
    const a = left(demand);
    const b = right(demand);
    return a === null || b === null ? null : combine(Number(a), Number(b));
  };
};

const BINARY: Readonly<Record<string, (a: number, b: number) => PlainValue>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? null : a / b),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  // Halves away from zero.
  round: (value = Number.NaN) => Math.sign(value) * Math.round(Math.abs(value)),
};

const call = (name: string, args: readonly PlainFormula[]): PlainFormula => {
  const run = FUNCTIONS[name];
  if (!run) throw new Error(`plain formula: function "${name}" is not in the language`);
  return (demand) => {
    const values = args.map((arg) => arg(demand));
    return values.includes(null) ? null : run(...values.map(Number));
  };
};
