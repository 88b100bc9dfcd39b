import {
  type ColumnDefinition,
  type ColumnDictionary,
  EVIDENCE_CODES,
  storedArrayName,
  UNKNOWN_U8,
} from './columns.ts';
import { type Comparison, constantOf, type Expression, isComparison } from './expression.ts';
import {
  certain,
  FALSE,
  type Mask,
  masked,
  NEVER,
  ofByte,
  TRUE,
  type Truth,
  TruthWriter,
  UNKNOWN,
} from './truth.ts';

/*
 * Turns checked expressions into JavaScript made of our own identifiers and of numbers only: `r0…` raw inputs, `k0…` constants,
 * `l0…` lookup tables, `t0…` results. Not one character of an author's text is copied. A number is NaN when unknown; a
 * condition is two masks (truth.ts). A branch that data decide costs more than ten of the instructions that avoid it.
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
  /** Lookup tables that the code reads: from a stored byte to a mask. Length of each = 256. */
  readonly tables: Int8Array[] = [];
  readonly truths = new TruthWriter(this);
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

  /** Declarations of the tables, given `tables`: outside the function that reads them, where they are constants. */
  get tableHead(): string {
    return this.tables.map((_, i) => `const l${i} = tables[${i}];`).join('\n');
  }

  /** Declarations of the constants, given `single[i]`: array i holds single floats. */
  get head(): string {
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

  /** Identifier or number that holds the value of a checked number. */
  number(node: Expression, level: EvidenceLevel): string {
    switch (node.kind) {
      case 'number':
        return String(node.value);
      case 'name': {
        const column = this.#column(node.name);
        if (column.type !== 'number') throw new Error(`formula: column "${column.name}" was not checked`);
        return this.#raw(column);
      }
      case 'unary':
        return this.name(`-(${this.number(node.of, level)})`);
      case 'binary':
        return this.#arithmetic(node, level);
      case 'choice': {
        const test = this.truths.masks(this.truth(node.test, level));
        const [yes, no] = [this.number(node.yes, level), this.number(node.no, level)];
        return this.name(`${test.yes} ? ${yes} : ${test.maybe} ? ${yes} === ${no} ? ${yes} : NaN : ${no}`);
      }
      case 'call':
        return this.#call(node, level);
    }
  }

  /** Truth of a checked condition. */
  truth(node: Expression, level: EvidenceLevel): Truth {
    switch (node.kind) {
      case 'name':
        return this.#holds(this.#column(node.name), level);
      case 'unary':
        return this.truths.not(this.truth(node.of, level));
      case 'binary': {
        if (isComparison(node.op)) return this.#compare(node, node.op, level);
        const [left, right] = [this.truth(node.left, level), this.truth(node.right, level)];
        return node.op === 'and' ? this.truths.and(left, right) : this.truths.or(left, right);
      }
      case 'choice':
        return this.truths.choice(
          this.truth(node.test, level),
          this.truth(node.yes, level),
          this.truth(node.no, level),
        );
      case 'call': {
        const [about] = node.args;
        const column = this.#column(about?.kind === 'name' ? about.name : '');
        return node.name === 'verified'
          ? this.#holds(column, EVIDENCE_CODES.verified)
          : this.#isKnown(column);
      }
      case 'number':
        throw new Error('formula: a number was not checked as a condition');
    }
  }

  #arithmetic(node: Expression & { kind: 'binary' }, level: EvidenceLevel): string {
    const [left, right] = [this.number(node.left, level), this.number(node.right, level)];
    if (node.op !== '/') return this.name(`${left} ${node.op} (${right})`);
    // A share of nothing is unknown, not infinite.
    const nothing = constantOf(node.right) === null ? `(${right}) === 0 ? NaN : ` : '';
    return this.name(constantOf(node.right) === 0 ? 'NaN' : `${nothing}${left} / (${right})`);
  }

  #compare(node: Expression & { kind: 'binary' }, op: Comparison, level: EvidenceLevel): Truth {
    const left = this.#asStored(this.number(node.left, level), node.left, node.right);
    const right = this.#asStored(this.number(node.right, level), node.right, node.left);
    // Nothing compares with NaN: what is unknown is never "yes".
    const compared = this.name(`-(${left} ${op === '==' || op === '!=' ? '===' : op} ${right})`);
    const unsure = this.truths.either(this.#isNaN(left, node.left), this.#isNaN(right, node.right));
    const truth = masked({ yes: compared, maybe: this.truths.either(compared, unsure) }, unsure);
    return op === '!=' ? this.truths.not(truth) : truth;
  }

  #isNaN(value: string, node: Expression): Mask {
    return node.kind === 'number' ? NEVER : this.name(`-(${value} !== ${value})`);
  }

  /**
   * 0.33 against a share stored as a single float must meet 0.33 exactly, or the boundary falls on the wrong side. A constant that
   * meets a column through a calculation (`2 * share > 0.66`) is left as written: no rounding of it would be right.
   */
  #asStored(text: string, node: Expression, other: Expression): string {
    const value = constantOf(node);
    if (value === null || other.kind !== 'name' || Math.fround(value) === value) return text;
    const array = this.#array(this.#column(other.name));
    const known = this.#constants.findIndex((c) => c.array === array && c.value === value);
    if (known >= 0) return `k${known}`;
    this.#constants.push({ array, value });
    return `k${this.#constants.length - 1}`;
  }

  #call(node: Expression & { kind: 'call' }, level: EvidenceLevel): string {
    const args = node.args.map((arg) => this.number(arg, level));
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

  #raw(column: ColumnDefinition): string {
    return `r${this.#array(column)}`;
  }

  #holds(column: ColumnDefinition, level: EvidenceLevel): Truth {
    const raw = this.#raw(column);
    const byte = (holds: (byte: number) => boolean): Truth =>
      ofByte(raw, (b) => (b === UNKNOWN_U8 ? UNKNOWN : holds(b) ? TRUE : FALSE));
    switch (column.type) {
      case 'boolean':
        return byte((b) => b === 1);
      case 'evidence':
        return byte((b) => b >= level);
      case 'code':
        return byte((b) => b === column.code);
      case 'bit':
        return this.#flag(raw, column.bit);
      case 'number':
        throw new Error(`formula: column "${column.name}" was not checked`);
    }
  }

  /** Where a word of flags is UNKNOWN_BITS: its last bit, spread. */
  #unsaid(raw: string): Mask {
    return this.name(`${raw} >> 31`);
  }

  #flag(raw: string, bit: number): Truth {
    const yes = this.name(`-(${raw} >>> ${bit} & 1)`);
    const unsaid = this.#unsaid(raw);
    return masked({ yes, maybe: this.truths.either(yes, unsaid) }, unsaid);
  }

  #isKnown(column: ColumnDefinition): Truth {
    const raw = this.#raw(column);
    if (column.type === 'bit') return certain(this.truths.neither(this.#unsaid(raw)));
    if (column.type === 'number') return certain(this.name(`-(${raw} === ${raw})`));
    return ofByte(raw, (byte) => (byte === UNKNOWN_U8 ? FALSE : TRUE));
  }

  /** A load, where a test would be a branch that no processor can predict. */
  lookUp(raw: string, table: Int8Array): string {
    let place = this.tables.findIndex((known) => known.every((mask, byte) => mask === table[byte]));
    if (place < 0) place = this.tables.push(table) - 1;
    return this.name(`l${place}[${raw}]`);
  }
}
