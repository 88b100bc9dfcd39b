import { type BoundArrays, bindArrays } from './formula/bind.ts';
import { type ColumnDictionary, type ColumnStore, storedArrayName } from './formula/columns.ts';
import type { Outcome } from './formula/issue.ts';
import { type Kernel, writeKernel } from './kernel.ts';
import type { Method } from './method.ts';
import { type ReadMethod, readMethod } from './readMethod.ts';

/** Scores of every row of a store; arrays of length rowCount. */
export interface ScoredRows {
  /** 1 the method speaks of this demand, 0 it does not, 255 an input that says so is not declared. */
  readonly inScope: Uint8Array;
  /**
   * Place of the first tier met; `tiers.length` when none is; one more out of scope. Lower goes first.
   */
  readonly tier: Uint8Array;
  /** Points, in thousandths. Unknown criteria bring zero. */
  readonly points: Int32Array;
  /** Tiers and criteria that a paper may change: unknown, or met on less than the evidence they ask for. */
  readonly toVerify: Uint8Array;
}

/** A method whose formulas are compiled for a dictionary. */
export class CompiledMethod {
  readonly read: ReadMethod;
  readonly kernel: Kernel;
  /** Column name → place of its stored array in the kernel's order. */
  readonly places: ReadonlyMap<string, number>;
  readonly #bound = new WeakMap<ColumnStore, BoundArrays>();

  constructor(read: ReadMethod) {
    this.read = read;
    this.kernel = writeKernel(read);
    this.places = new Map(
      read.inputs.map((column) => [column.name, this.kernel.arrays.indexOf(storedArrayName(column))]),
    );
  }

  get method(): Method {
    return this.read.method;
  }

  /** Tie-break keys in order, with French labels. */
  get tieBreak(): ReadMethod['tieBreak'] {
    return this.read.tieBreak;
  }

  /** Arrays of a store in the kernel's order; checked once per store. */
  bind(store: ColumnStore): BoundArrays {
    const known = this.#bound.get(store);
    if (known) return known;
    const bound = bindArrays(store, this.kernel.arrays, this.read.inputs);
    this.#bound.set(store, bound);
    return bound;
  }

  /** All rows, in one pass over the columns the method reads. */
  score(store: ColumnStore): ScoredRows {
    const n = store.rowCount;
    const out: ScoredRows = {
      inScope: new Uint8Array(n),
      tier: new Uint8Array(n),
      points: new Int32Array(n),
      toVerify: new Uint8Array(n),
    };
    const { arrays, single } = this.bind(store);
    this.kernel.loop(n, arrays, single, this.kernel.tables, out);
    return out;
  }
}

/** A method ready to score, or every fault of its formulas with its path: `groups[1].criteria[0].points`. */
export const compileMethod = (method: Method, dictionary: ColumnDictionary): Outcome<CompiledMethod> => {
  const read = readMethod(method, dictionary);
  return read.ok ? { ok: true, value: new CompiledMethod(read.value) } : read;
};
