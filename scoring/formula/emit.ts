import {
  type ColumnDefinition,
  type ColumnDictionary,
  EVIDENCE_CODES,
  storedArrayName,
  UNKNOWN_U8,
} from './columns.ts';
import { type Comparison, type Expression, isArithmetic } from './expression.ts';
import { FALSE, TRUE, UNKNOWN } from './truth.ts';

/*
 * Turns checked expressions into JavaScript made of our own identifiers and of numbers only: `r0…` raw inputs, `k0…` constants,
 * `l0…` lookup tables, `t0…` results. Not one character of an author's text is copied. A number is NaN when unknown; a
 * condition is one of three small integers (truth.ts), so that "and" and "or" cost one instruction and no branch.
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
  /** Lookup tables that the code reads, 256 bytes each: from a stored byte to a truth value. */
  readonly tables: Uint8Array[] = [];
  readonly #dictionary: ColumnDictionary;
  readonly #constants: RoundedConstant[] = [];
  readonly #lines: string[] = [];
  /** Right-hand side → identifier: a value computed once is not computed twice, even by two formulas. */
  readonly #known = new Map<string, string>();

  constructor(dictionary: ColumnDictionary) {
    this.#dictionary = dictionary;
  }

  /** Statements that compute every value asked for so far, from `r0…`, `k0…` and `l0…`. */
  get body(): string {
    return this.#lines.join('\n');
  }

  /** Declarations of constants and tables, given `single[i]` (array i holds single floats) and `tables`. */
  get head(): string {
    return [
      ...this.#constants.map(
        ({ array, value }, i) => `const k${i} = single[${array}] ? ${Math.fround(value)} : ${value};`,
      ),
      ...this.tables.map((_, i) => `const l${i} = tables[${i}];`),
    ].join('\n');
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
        // "not" swaps and complements the two bits.
        return this.name(node.op === '-' ? `-(${of})` : `(~${of} & 1) << 1 | ~${of} >> 1 & 1`);
      }
      case 'binary':
        return this.#binary(node, level);
      case 'choice':
        return this.#choice(node, level);
      case 'call':
        return this.#call(node, level);
    }
  }

  #choice(node: Expression & { kind: 'choice' }, level: EvidenceLevel): string {
    const test = this.value(node.test, level);
    const yes = this.value(node.yes, level);
    const no = this.value(node.no, level);
    const otherwise = this.#isCondition(node.yes) ? UNKNOWN : 'NaN';
    return this.name(
      `${test} === ${TRUE} ? ${yes} : ${test} === ${FALSE} ? ${no} : ${yes} === ${no} ? ${yes} : ${otherwise}`,
    );
  }

  #isCondition(node: Expression): boolean {
    switch (node.kind) {
      case 'number':
        return false;
      case 'name':
        return this.#column(node.name).type !== 'number';
      case 'unary':
        return node.op === 'not';
      case 'binary':
        return !isArithmetic(node.op);
      case 'choice':
        return this.#isCondition(node.yes);
      case 'call':
        return node.name === 'verified' || node.name === 'known';
    }
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
        return this.name(`${left} & ${right}`);
      case 'or':
        return this.name(`${left} | ${right}`);
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
        return this.name(`${left} === ${right} ? ${TRUE} : ${unknown} ? ${UNKNOWN} : ${FALSE}`);
      case '!=':
        return this.name(`${left} === ${right} ? ${FALSE} : ${unknown} ? ${UNKNOWN} : ${TRUE}`);
      default: {
        const opposite = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' }[op];
        return this.name(
          `${left} ${op} ${right} ? ${TRUE} : ${left} ${opposite} ${right} ? ${FALSE} : ${UNKNOWN}`,
        );
      }
    }
  }

  /** 0.33 against a share stored as a single float must meet 0.33 exactly, or the boundary falls on the wrong side. */
  #asStored(value: string, node: Expression, other: Expression): string {
    if (node.kind !== 'number' || other.kind !== 'name' || Math.fround(node.value) === node.value)
      return value;
    const array = this.#array(this.#column(other.name));
    const known = this.#constants.findIndex((c) => c.array === array && c.value === node.value);
    if (known >= 0) return `k${known}`;
    this.#constants.push({ array, value: node.value });
    return `k${this.#constants.length - 1}`;
  }

  #call(node: Expression & { kind: 'call' }, level: EvidenceLevel): string {
    const [first] = node.args;
    if (node.name === 'verified' || node.name === 'known') {
      const column = this.#column(first?.kind === 'name' ? first.name : '');
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
        return this.#lookUp(raw, (byte) => byte === 1, UNKNOWN);
      case 'evidence':
        return this.#lookUp(raw, (byte) => byte >= level, UNKNOWN);
      case 'bit':
        return this.name(`(${raw} >>> ${column.bit} & 1) * ${TRUE}`);
      case 'code':
        return this.#lookUp(raw, (byte) => byte === column.code, UNKNOWN);
    }
  }

  #isKnown(column: ColumnDefinition): string {
    const raw = `r${this.#array(column)}`;
    if (column.type === 'bit') return String(TRUE);
    if (column.type === 'number') return this.name(`${raw} === ${raw} ? ${TRUE} : ${FALSE}`);
    return this.#lookUp(raw, () => true, FALSE);
  }

  /** Truth of a stored byte, by table: a load, where a test would be a branch that no processor can predict. */
  #lookUp(raw: string, holds: (byte: number) => boolean, whenUnknown: number): string {
    const table = Uint8Array.from({ length: 256 }, (_, byte) =>
      byte === UNKNOWN_U8 ? whenUnknown : holds(byte) ? TRUE : FALSE,
    );
    let place = this.tables.findIndex((known) => known.every((truth, byte) => truth === table[byte]));
    if (place < 0) place = this.tables.push(table) - 1;
    return this.name(`l${place}[${raw}]`);
  }
}
