import { Engine, Fact, type RuleProperties, type TopLevelCondition } from 'json-rules-engine';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import {
  type Arithmetic,
  type Comparison,
  constantOf,
  type Expression,
  isComparison,
} from '../../scoring/formula/expression.ts';
import type { ReadCriterion, ReadGroup } from '../../scoring/readShape.ts';
import type { Scope } from './mathjsMethod.ts';

/*
 * The same method in json-rules-engine: one rule per criterion, its condition in JSON, its formula as a dynamic fact, its points
 * in the params of its event; groups are combined over the events that a run gives back. Its conditions know no "unknown" either:
 * only rows on which every input is declared are compared.
 */

type Value = number | boolean;
type Condition = { fact: string; operator: string; value: Value | { fact: string } } | TopLevelCondition;

/** What the event of a criterion's rule carries. Its place too: events come in the order in which promises settle. */
interface Params {
  readonly place: number;
  readonly points: number | { readonly fact: string };
}

/** What JSON cannot say: a calculation, from the values of its inputs. */
interface Calculation {
  readonly inputs: readonly string[];
  value(inputs: readonly Value[]): Value;
}

export interface JsonRules {
  /** Plain JSON. */
  readonly rules: readonly RuleProperties[];
  /** By the name that conditions and points call it. */
  readonly calculations: ReadonlyMap<string, Calculation>;
}

/**
 * One rule per criterion, in the order of the method; the type of its event is its group.
 *
 * @throws Error on `verified(x)` and `known(x)`, which have no counterpart.
 */
export const jsonRules = ({ read }: CompiledMethod): JsonRules => {
  const calculations = new Map<string, Calculation>();
  const calculated = (expression: Expression): string => {
    if (expression.kind === 'name') return expression.name;
    const inputs: string[] = [];
    const value = calculation(expression, inputs);
    const name = `calculation-${calculations.size + 1}`;
    calculations.set(name, { inputs, value });
    return name;
  };
  const ruleOf = (group: ReadGroup, { criterion, when, points }: ReadCriterion, place: number) => {
    const worth = typeof points === 'number' ? points : { fact: calculated(points.root) };
    const met = [group.when, when].filter((c) => c !== null).map(({ root }) => condition(root, calculated));
    // A criterion without condition is met where it is worth something.
    if (met.length === 0 && typeof worth !== 'number')
      met.push({ fact: worth.fact, operator: 'notEqual', value: 0 });
    const params: Params = { place, points: worth };
    const [only] = met;
    return {
      name: criterion.id,
      conditions: met.length === 1 && only && !('fact' in only) ? only : { all: met },
      event: { type: group.group.id, params: { ...params } },
    };
  };
  return {
    rules: read.groups.flatMap((group) => group.criteria.map((c, place) => ruleOf(group, c, place))),
    calculations,
  };
};

const OPERATORS: Readonly<Record<Comparison, string>> = {
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
  '==': 'equal',
  '!=': 'notEqual',
};

/** A name is a fact of its own; whatever must be worked out becomes a dynamic fact. */
const condition = (node: Expression, calculated: (of: Expression) => string): Condition => {
  const of = (part: Expression): Condition => condition(part, calculated);
  if (node.kind === 'unary' && node.op === 'not')
    return node.of.kind === 'name'
      ? { fact: node.of.name, operator: 'equal', value: false }
      : { not: of(node.of) };
  if (node.kind === 'binary') {
    const { op, left, right } = node;
    if (op === 'and') return { all: operands(node, op).map(of) };
    if (op === 'or') return { any: operands(node, op).map(of) };
    if (isComparison(op))
      return {
        fact: calculated(left),
        operator: OPERATORS[op],
        value: constantOf(right) ?? { fact: calculated(right) },
      };
  }
  return { fact: calculated(node), operator: 'equal', value: true };
};

/** `a or b or c` is one list, as one would write it. */
const operands = (node: Expression, op: 'and' | 'or'): Expression[] =>
  node.kind === 'binary' && node.op === op
    ? [...operands(node.left, op), ...operands(node.right, op)]
    : [node];

/** Nested functions of the inputs' values; names met are added to `inputs`. */
const calculation = (node: Expression, inputs: string[]): Calculation['value'] => {
  switch (node.kind) {
    case 'number':
      return () => node.value;
    case 'name': {
      const place = inputs.includes(node.name) ? inputs.indexOf(node.name) : inputs.push(node.name) - 1;
      return (values) => values[place]!;
    }
    case 'unary': {
      const of = calculation(node.of, inputs);
      return node.op === 'not' ? (values) => !of(values) : (values) => -of(values);
    }
    case 'choice': {
      const [test, yes, no] = [node.test, node.yes, node.no].map((part) => calculation(part, inputs));
      return (values) => (test!(values) ? yes!(values) : no!(values));
    }
    case 'binary': {
      const left = calculation(node.left, inputs);
      const right = calculation(node.right, inputs);
      if (node.op === 'and') return (values) => Boolean(left(values) && right(values));
      if (node.op === 'or') return (values) => Boolean(left(values) || right(values));
      const run = BINARY[node.op];
      return (values) => run(Number(left(values)), Number(right(values)));
    }
    case 'call': {
      const run = FUNCTIONS[node.name];
      if (!run) throw new Error(`json-rules-engine: "${node.name}" has no counterpart`);
      const args = node.args.map((arg) => calculation(arg, inputs));
      return (values) => run(...args.map((arg) => Number(arg(values))));
    }
  }
};

const BINARY: Readonly<Record<Arithmetic | Comparison, (a: number, b: number) => Value>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
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

/**
 * documented: facts given to each run as they are, points put in the events by `replaceFactsInEventParams`. tuned: no fact is
 * cached, as every run has its own, and points are asked for after the run, of the events only.
 */
export type JsonRulesUse = 'documented' | 'tuned';

export interface JsonRulesMethod {
  /** Points, in thousandths, of a row whose level does not matter. */
  points(scope: Scope): Promise<number>;
}

/** The engine is made once, here. Each call is a run of its own: calls may overlap. */
export const jsonRulesMethod = (compiled: CompiledMethod, use: JsonRulesUse): JsonRulesMethod => {
  const { rules, calculations } = jsonRules(compiled);
  const cache = use === 'documented';
  const engine = new Engine([...rules], { replaceFactsInEventParams: use === 'documented' });
  for (const [name, { inputs, value }] of calculations)
    engine.addFact(
      name,
      async (_params, almanac) =>
        value(await Promise.all(inputs.map((input) => almanac.factValue<Value>(input)))),
      { cache },
    );
  const uncached = (scope: Scope): Record<string, Fact> => {
    const facts: Record<string, Fact> = {};
    for (const name in scope) facts[name] = new Fact(name, scope[name], { cache });
    return facts;
  };
  const groups = compiled.read.groups.map(({ group }) => group);
  return {
    async points(scope) {
      const { events, almanac } = await engine.run(cache ? scope : uncached(scope));
      const met = new Map<string, Met[]>();
      for (const { type, params } of events) {
        const { place, points } = params as unknown as Params;
        const value = typeof points === 'number' ? points : await almanac.factValue<number>(points.fact);
        const own = { place, points: Math.round(value * 1000) };
        const others = met.get(type);
        if (others) others.push(own);
        else met.set(type, [own]);
      }
      let total = 0;
      for (const { id, combine, cap } of groups) {
        const own = met.get(id);
        if (!own) continue;
        const points = COMBINED[combine](own);
        total += cap === undefined ? points : Math.min(points, Math.round(cap * 1000));
      }
      return total;
    },
  };
};

/** A criterion that is met: its place in its group, its points in thousandths. */
interface Met {
  readonly place: number;
  readonly points: number;
}

const COMBINED: Readonly<Record<ReadGroup['group']['combine'], (met: readonly Met[]) => number>> = {
  sum: (met) => met.reduce((sum, { points }) => sum + points, 0),
  max: (met) => Math.max(...met.map(({ points }) => points)),
  first: (met) => met.reduce((a, b) => (b.place < a.place ? b : a)).points,
  'single-tick': (met) => Math.min(...met.map(({ points }) => points)),
};
