import { type BoundArrays, bindArrays } from './formula/bind.ts';
import { type ColumnDictionary, type ColumnStore, storedArrayName } from './formula/columns.ts';
import type { Outcome } from './formula/issue.ts';
import { type Kernel, writeKernel } from './kernel.ts';
import { isApart, levelAt, type PlacedLevel } from './levels.ts';
import type { Method } from './method.ts';
import { readMethod } from './readMethod.ts';
import type { FindMethod, ReadMethod } from './readShape.ts';

/** Scores of every row of a store; arrays of length rowCount. */
export interface ScoredRows {
  /**
   * 1 the method scores this demand; 2 a channel takes it out of the grid; 0 the method does not speak of it; 255 an input that
   * says so is not declared (`IN_SCOPE`).
   */
  readonly inScope: Uint8Array;
  /** Place of the level that decides (`Levels`): lower goes first. */
  readonly tier: Uint8Array;
  /** Points, in thousandths. Unknown criteria bring zero; so does the grid to a demand in a channel. */
  readonly points: Int32Array;
  /** Levels and criteria that a paper may change: unknown, or met on less than the evidence they ask for. */
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

  /** The level that stands at a place of `ScoredRows.tier`; null for demands of no level and those out of scope. */
  levelAt(place: number): PlacedLevel | null {
    return levelAt(this.read.levels, place);
  }

  /** True when the demands of a place are listed apart from those that the grid orders. */
  isApart(place: number): boolean {
    return isApart(this.read.levels, place);
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
    this.kernel.loop(n, arrays, single, out);
    return out;
  }
}

/**
 * A method ready to score, or every fault of its formulas with its path: `groups[1].criteria[0].points`.
 *
 * @param find gives the orderings that a composite names; not asked for any other method.
 */
export const compileMethod = (
  method: Method,
  dictionary: ColumnDictionary,
  find?: FindMethod,
): Outcome<CompiledMethod> => {
  const read = readMethod(method, dictionary, find);
  return read.ok ? { ok: true, value: new CompiledMethod(read.value) } : read;
};
