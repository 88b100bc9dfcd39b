import {
  type ColumnDefinition,
  type ColumnDictionary,
  EVIDENCE_CODES,
  storedArrayName,
  UNKNOWN_U8,
} from './columns.ts';
import type { Comparison, Expression } from './expression.ts';

/*
 * Turns checked expressions into JavaScript made of our own identifiers and of numbers only: `r0…` raw inputs, `k0…` constants,
 * `t0…` results. Not one character of an author's text is copied. Values are numbers: a number is NaN when unknown, a
 * condition is 0, 1, or NaN when unknown, and the connectives are Kleene's.
 */

/** Level from which a situation counts: 1 declared, 2 computed, 3 verified. */
export type EvidenceLevel = 1 | 2 | 3;

/** A constant compared with a column: rounded as the column's own numbers are, when those are single floats. */
interface RoundedConstant {
  readonly array: number;
  readonly value: number;
}

export class KernelWriter {
  /** Names of the stored arrays read; the place of a name is the number of its raw input. */
  readonly arrays: string[] = [];
  readonly #dictionary: ColumnDictionary;
  readonly #constants: RoundedConstant[] = [];
  readonly #lines: string[] = [];
  /** Right-hand side → identifier: a value computed once is not computed twice, even by two formulas. */
  readonly #known = new Map<string, string>();

  constructor(dictionary: ColumnDictionary) {
    this.#dictionary = dictionary;
  }

  /** Statements that compute every value asked for so far, from `r0…` and `k0…`. */
  get body(): string {
    return this.#lines.join('\n');
  }

  /** Declarations of the constants. `single[i]` says that array i holds single floats. */
  get constants(): string {
    return this.#constants
      .map(({ array, value }, i) => `const k${i} = single[${array}] ? ${Math.fround(value)} : ${value};`)
      .join('\n');
  }

  /** Declarations of the raw inputs: `const r3 = source(3);` */
  inputs(source: (array: number) => string): string {
    return this.arrays.map((_, i) => `const r${i} = ${source(i)};`).join('\n');
  }

  /** Names a right-hand side; the same text gives the same name. */
  name(rightHandSide: string): string {
    const known = this.#known.get(rightHandSide);
    if (known !== undefined) return known;
    const id = `t${this.#known.size}`;
    this.#known.set(rightHandSide, id);
    this.#lines.push(`const ${id} = ${rightHandSide};`);
    return id;
  }

  /** Identifier or number that holds the value of a checked expression. */
  value(node: Expression, level: EvidenceLevel): string {
    switch (node.kind) {
      case 'number':
        return String(node.value);
      case 'name':
        return this.#read(this.#column(node.name), level);
      case 'unary': {
        const of = this.value(node.of, level);
        return this.name(node.op === '-' ? `-(${of})` : `1 - ${of}`);
      }
      case 'binary':
        return this.#binary(node, level);
      case 'choice': {
        const test = this.value(node.test, level);
        const yes = this.value(node.yes, level);
        const no = this.value(node.no, level);
        return this.name(`${test} === 1 ? ${yes} : ${test} === 0 ? ${no} : ${yes} === ${no} ? ${yes} : NaN`);
      }
      case 'call':
        return this.#call(node, level);
    }
  }

  /** Kleene's "and" of two values already named. */
  and(left: string, right: string): string {
    return this.name(`${left} === 0 || ${right} === 0 ? 0 : ${left} * ${right}`);
  }

  #binary(node: Expression & { kind: 'binary' }, level: EvidenceLevel): string {
    const left = this.value(node.left, level);
    const right = this.value(node.right, level);
    switch (node.op) {
      case '+':
      case '-':
      case '*':
        return this.name(`${left} ${node.op} (${right})`);
      case '/':
        // A share of nothing is unknown, not infinite.
        return this.name(`(${right}) === 0 ? NaN : ${left} / (${right})`);
      case 'and':
        return this.and(left, right);
      case 'or':
        return this.name(`${left} === 1 || ${right} === 1 ? 1 : ${left} + ${right}`);
      default:
        return this.#compare(
          node.op,
          this.#asStored(left, node.left, node.right),
          this.#asStored(right, node.right, node.left),
        );
    }
  }

  #compare(op: Comparison, left: string, right: string): string {
    const unknown = `${left} !== ${left} || ${right} !== ${right}`;
    switch (op) {
      case '==':
        return this.name(`${left} === ${right} ? 1 : ${unknown} ? NaN : 0`);
      case '!=':
        return this.name(`${left} === ${right} ? 0 : ${unknown} ? NaN : 1`);
      default: {
        const opposite = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' }[op];
        return this.name(`${left} ${op} ${right} ? 1 : ${left} ${opposite} ${right} ? 0 : NaN`);
      }
    }
  }

  /** 0.33 against a share stored as a single float must meet 0.33 exactly, or the boundary falls on the wrong side. */
  #asStored(value: string, node: Expression, other: Expression): string {
    if (node.kind !== 'number' || other.kind !== 'name' || Math.fround(node.value) === node.value)
      return value;
    const array = this.#array(this.#column(other.name));
    this.#constants.push({ array, value: node.value });
    return `k${this.#constants.length - 1}`;
  }

  #call(node: Expression & { kind: 'call' }, level: EvidenceLevel): string {
    const [first] = node.args;
    if (node.name === 'verified' || node.name === 'known') {
      const column = this.#column(first!.kind === 'name' ? first!.name : '');
      return node.name === 'verified' ? this.#read(column, EVIDENCE_CODES.verified) : this.#isKnown(column);
    }
    const args = node.args.map((arg) => this.value(arg, level));
    switch (node.name) {
      case 'min':
      case 'max':
      case 'abs':
      case 'floor':
      case 'ceil':
        return this.name(`Math.${node.name}(${args.join(', ')})`);
      case 'round':
        // Halves away from zero, as mathjs; JavaScript rounds them up.
        return this.name(`${args[0]} < 0 ? -Math.round(-(${args[0]})) : Math.round(${args[0]})`);
      default:
        throw new Error(`formula: function "${node.name}" was not checked`);
    }
  }

  #column(name: string): ColumnDefinition {
    const column = this.#dictionary.get(name);
    if (!column) throw new Error(`formula: column "${name}" was not checked`);
    return column;
  }

  #array(column: ColumnDefinition): number {
    const name = storedArrayName(column);
    const place = this.arrays.indexOf(name);
    if (place >= 0) return place;
    this.arrays.push(name);
    return this.arrays.length - 1;
  }

  #read(column: ColumnDefinition, level: EvidenceLevel): string {
    const raw = `r${this.#array(column)}`;
    switch (column.type) {
      case 'number':
        return raw;
      case 'boolean':
        return this.name(`${raw} === ${UNKNOWN_U8} ? NaN : ${raw}`);
      case 'evidence':
        return this.name(`${raw} === ${UNKNOWN_U8} ? NaN : ${raw} >= ${level} ? 1 : 0`);
      case 'bit':
        return this.name(`${raw} >>> ${column.bit} & 1`);
      case 'code':
        return this.name(`${raw} === ${UNKNOWN_U8} ? NaN : ${raw} === ${column.code} ? 1 : 0`);
    }
  }

  #isKnown(column: ColumnDefinition): string {
    const raw = `r${this.#array(column)}`;
    if (column.type === 'bit') return '1';
    return this.name(
      column.type === 'number' ? `${raw} === ${raw} ? 1 : 0` : `${raw} === ${UNKNOWN_U8} ? 0 : 1`,
    );
  }
}
