import { numbersIn } from '../auth/pseudonym.ts';

/** JSON that is written already. */
export interface WrittenJson {
  /** UTF-8, each byte as a character: what is put together and copied again costs no encoding. */
  readonly utf8: string;
  /** The numéros uniques in it, each once. */
  readonly numbers: ReadonlySet<string>;
}

/** An answer, ready to be sent. */
export interface WrittenAnswer {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** The numéros uniques in it, each once. */
  readonly numbers: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();

const utf8Of = (text: string): string => Buffer.from(text).toString('latin1');

/** A text of JSON: whole values or members, so that no numéro unique goes on before or after it. */
export const writtenJson = (text: string): WrittenJson => {
  const numbers = numbersIn(text);
  return { utf8: utf8Of(text), numbers: numbers.size === 0 ? NOBODY : numbers };
};

/** A part of an answer in pieces, most of which other parts share: it weighs little, and is put together when it is sent. */
export interface PartJson {
  /** As in `WrittenJson`. */
  readonly pieces: readonly string[];
  /** Bytes of them all. */
  readonly length: number;
  readonly numbers: ReadonlySet<string>;
}

/** Puts the pieces of a part one after the other. */
export class PartWriter {
  readonly #pieces: string[] = [];
  #length = 0;
  #numbers: ReadonlySet<string> = NOBODY;

  written({ utf8, numbers }: WrittenJson): void {
    this.#pieces.push(utf8);
    this.#length += utf8.length;
    if (numbers.size > 0) this.#numbers = new Set([...this.#numbers, ...numbers]);
  }

  done(): PartJson {
    return { pieces: this.#pieces, length: this.#length, numbers: this.#numbers };
  }
}

/** Puts an answer together from texts and from what is written already. */
export class JsonWriter {
  readonly #pieces: (string | readonly string[])[] = [];
  readonly #numbers = new Set<string>();
  readonly #texts: string[] = [];
  #text = '';
  #length = 0;

  text(text: string): void {
    this.#text += text;
  }

  /** @param json whole values or members: no numéro unique goes on before or after it. */
  written({ utf8, numbers }: WrittenJson): void {
    this.#endText();
    this.#pieces.push(utf8);
    this.#length += utf8.length;
    for (const number of numbers) this.#numbers.add(number);
  }

  /** @param part whole values or members, all together. */
  part({ pieces, length, numbers }: PartJson): void {
    this.#endText();
    this.#pieces.push(pieces);
    this.#length += length;
    for (const number of numbers) this.#numbers.add(number);
  }

  done(): WrittenAnswer {
    this.#endText();
    const bytes = Buffer.allocUnsafe(this.#length);
    let at = 0;
    for (const piece of this.#pieces)
      at += bytes.write(typeof piece === 'string' ? piece : piece.join(''), at, 'latin1');
    for (const number of numbersIn(this.#texts.join('\n'))) this.#numbers.add(number);
    return { bytes, numbers: this.#numbers };
  }

  #endText(): void {
    if (this.#text === '') return;
    this.#texts.push(this.#text);
    const utf8 = utf8Of(this.#text);
    this.#pieces.push(utf8);
    this.#length += utf8.length;
    this.#text = '';
  }
}
