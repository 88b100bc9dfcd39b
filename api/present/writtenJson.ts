import { numbersIn } from '../auth/pseudonym.ts';

/** JSON that is written already. */
export interface WrittenJson {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** The numéros uniques in it, each once. */
  readonly numbers: ReadonlySet<string>;
}

/** A text of JSON as bytes. */
export const writtenJson = (text: string): WrittenJson => ({
  bytes: Buffer.from(text),
  numbers: numbersIn(text),
});

/** Most bytes of a UTF-16 unit in UTF-8. */
const UTF8_MOST = 3;

/** Puts an answer together from texts and from what is written already, in one pass over its bytes. */
export class JsonWriter {
  readonly #pieces: (string | WrittenJson)[] = [];
  #text = '';
  #most = 0;

  text(text: string): void {
    this.#text += text;
  }

  /** @param json whole values or members: no numéro unique goes on before or after it. */
  written(json: WrittenJson): void {
    this.#endText();
    this.#pieces.push(json);
    this.#most += json.bytes.length;
  }

  done(): WrittenJson {
    this.#endText();
    const room = Buffer.allocUnsafe(this.#most);
    const numbers = new Set<string>();
    const texts: string[] = [];
    let at = 0;
    for (const piece of this.#pieces) {
      if (typeof piece === 'string') {
        texts.push(piece);
        at += room.write(piece, at);
      } else {
        for (const number of piece.numbers) numbers.add(number);
        room.set(piece.bytes, at);
        at += piece.bytes.length;
      }
    }
    for (const number of numbersIn(texts.join('\n'))) numbers.add(number);
    return { bytes: room.subarray(0, at), numbers };
  }

  #endText(): void {
    if (this.#text === '') return;
    this.#pieces.push(this.#text);
    this.#most += this.#text.length * UTF8_MOST;
    this.#text = '';
  }
}
