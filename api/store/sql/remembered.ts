import type { Engine } from './engine.ts';

/** Answers that stay in memory. */
const KEPT = 64;

/**
 * Answers of a store, given again for as long as nobody has committed anything to it, whichever program: a server asks the same small
 * questions at each request. Where the engine cannot tell, each one is asked anew.
 */
export class Remembered {
  readonly #engine: Pick<Engine, 'stamp'>;
  readonly #answers = new Map<string, Promise<unknown>>();
  #stamp: string | null = null;

  constructor(engine: Pick<Engine, 'stamp'>) {
    this.#engine = engine;
  }

  /** @param key what is asked: the same for the same answer. */
  get<T>(key: string, ask: () => Promise<T>): Promise<T> {
    // Looked at before the question: an answer may be newer than its stamp, and is then asked for once more.
    const stamp = this.stamp();
    if (stamp === null) return ask();
    if (stamp !== this.#stamp || this.#answers.size >= KEPT) this.#answers.clear();
    this.#stamp = stamp;
    const known = this.#answers.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const asking = ask();
    this.#answers.set(key, asking);
    asking.catch(() => this.#answers.delete(key));
    return asking;
  }

  /** See `Store.stamp`. What keeps the engine from telling is told by the next question itself, in the words of its failures. */
  stamp(): string | null {
    try {
      return this.#engine.stamp();
    } catch {
      return null;
    }
  }
}
