/**
 * What was worked out once and is asked for again, by key; the first ones go when there is no more room. For what never changes.
 */
export class Kept<K, T extends object> {
  readonly #most: number;
  readonly #weigh: (made: T) => number;
  readonly #made = new Map<K, T>();
  /** Keys in the order they came in, from `#first` on. A map looked through from its start passes over all that it no longer holds. */
  #order: K[] = [];
  #first = 0;
  #weight = 0;

  /**
   * @param most total weight that stays in memory.
   * @param weigh weight of one, in the same unit; left out: 1, so that `most` counts them.
   */
  constructor(most: number, weigh: (made: T) => number = () => 1) {
    this.#most = most;
    this.#weigh = weigh;
  }

  get(key: K, make: () => T): T {
    const found = this.#made.get(key);
    if (found !== undefined) return found;
    const made = make();
    this.#made.set(key, made);
    this.#order.push(key);
    this.#weight += this.#weigh(made);
    if (this.#weight > this.#most) this.#makeRoom();
    return made;
  }

  #makeRoom(): void {
    while (this.#weight > this.#most) {
      const oldest = this.#order[this.#first]!;
      this.#weight -= this.#weigh(this.#made.get(oldest)!);
      this.#made.delete(oldest);
      this.#first += 1;
    }
    if (this.#first * 2 < this.#order.length) return;
    this.#order = this.#order.slice(this.#first);
    this.#first = 0;
  }
}

/** What is said of something that never changes, once for as long as it is held. */
export const once = <K extends object, T>(said: WeakMap<K, T>, of: K, say: (of: K) => T): T => {
  const text = said.get(of) ?? say(of);
  said.set(of, text);
  return text;
};
