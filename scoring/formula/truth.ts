/*
 * Kleene's three truth values as generated code holds them: two masks, each all ones (-1) or zero, so that "and" and "or" are
 * the processor's, and points are kept or dropped with "&": no branch. A mask is the text of an identifier, or of a constant.
 * Inside kernels only: everywhere else a condition is 1, 0 or NaN.
 */

export type Mask = string;
export const ALWAYS: Mask = '-1';
export const NEVER: Mask = '0';

/** Values of a byte table, ordered so that "and" is the least, "or" the greatest. */
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;
type Code = typeof FALSE | typeof UNKNOWN | typeof TRUE;

interface Masks {
  /** Known to be true. */
  readonly yes: Mask;
  /** Not known to be false: holds wherever `yes` does. */
  readonly maybe: Mask;
}
interface MaskedTruth extends Masks {
  readonly kind: 'masks';
  /** Where it is known by itself: unknown. */
  readonly unsure: Mask | null;
}
/** What depends on one stored byte: one table, however many conditions it is made of. Length of `codes` = 256. */
interface ByteTruth {
  readonly kind: 'byte';
  readonly raw: string;
  readonly codes: readonly Code[];
}
export type Truth = MaskedTruth | ByteTruth;

/** A truth that is never unknown. */
export const certain = (yes: Mask): Truth => masked({ yes, maybe: yes });

export const masked = ({ yes, maybe }: Masks, unsure: Mask | null = null): Truth => ({
  kind: 'masks',
  yes,
  maybe,
  unsure,
});

export const ofByte = (raw: string, codeOf: (byte: number) => Code): Truth => ({
  kind: 'byte',
  raw,
  codes: Array.from({ length: 256 }, (_, byte) => codeOf(byte)),
});

/** JavaScript text that turns a truth value into 1, 0 or NaN. */
export const truthAsNumber = ({ yes, maybe }: Masks): string => `${yes} ? 1 : ${maybe} ? NaN : 0`;

/** The code that masks are written in. */
interface Writer {
  /** Names a right-hand side. */
  name(rightHandSide: string): string;
  /** A load from a table of 256 masks. */
  lookUp(raw: string, table: Int8Array): string;
}

/** The connectives, as generated code. */
export class TruthWriter {
  readonly #writer: Writer;

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  both(a: Mask, b: Mask): Mask {
    if (a === NEVER || b === NEVER) return NEVER;
    if (a === ALWAYS || a === b) return b;
    return b === ALWAYS ? a : this.#writer.name(`${a} & ${b}`);
  }

  either(a: Mask, b: Mask): Mask {
    if (a === ALWAYS || b === ALWAYS) return ALWAYS;
    if (a === NEVER || a === b) return b;
    return b === NEVER ? a : this.#writer.name(`${a} | ${b}`);
  }

  neither(a: Mask): Mask {
    return a === NEVER ? ALWAYS : a === ALWAYS ? NEVER : this.#writer.name(`~${a}`);
  }

  masks(truth: Truth): Masks {
    if (truth.kind === 'masks') return truth;
    const maskFrom = (least: Code): Mask => {
      const table = Int8Array.from(truth.codes, (code) => (code >= least ? -1 : 0));
      return this.#writer.lookUp(truth.raw, table);
    };
    return { yes: maskFrom(TRUE), maybe: maskFrom(UNKNOWN) };
  }

  and(a: Truth, b: Truth): Truth {
    if (a.kind === 'byte' && b.kind === 'byte' && a.raw === b.raw)
      return { ...a, codes: a.codes.map((code, byte) => Math.min(code, b.codes[byte]!) as Code) };
    const [p, q] = [this.masks(a), this.masks(b)];
    return masked({ yes: this.both(p.yes, q.yes), maybe: this.both(p.maybe, q.maybe) });
  }

  or(a: Truth, b: Truth): Truth {
    if (a.kind === 'byte' && b.kind === 'byte' && a.raw === b.raw)
      return { ...a, codes: a.codes.map((code, byte) => Math.max(code, b.codes[byte]!) as Code) };
    const [p, q] = [this.masks(a), this.masks(b)];
    return masked({ yes: this.either(p.yes, q.yes), maybe: this.either(p.maybe, q.maybe) });
  }

  not(a: Truth): Truth {
    if (a.kind === 'byte') return { ...a, codes: a.codes.map((code) => (TRUE - code) as Code) };
    return masked({ yes: this.neither(a.maybe), maybe: this.neither(a.yes) }, a.unsure);
  }

  /** An unknown test leaves what both branches agree on. */
  choice(test: Truth, yes: Truth, no: Truth): Truth {
    return this.or(this.or(this.and(test, yes), this.and(this.not(test), no)), this.and(yes, no));
  }

  /**
   * Unknown as read, or true as read and not at the evidence asked for: what a paper may change.
   *
   * @param strict the same condition, read at that evidence: true only where the other is.
   */
  doubt(read: Truth, strict: Truth): Mask {
    const { yes, maybe } = this.masks(read);
    const kept = this.masks(strict).yes;
    if (yes === kept && read.kind === 'masks' && read.unsure !== null) return read.unsure;
    return maybe === kept ? NEVER : this.#writer.name(`${maybe} ^ ${kept}`);
  }
}
