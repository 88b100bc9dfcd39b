/**
 * What was worked out once and is asked for again, by key; the first ones go when there is no more room. For what never changes.
 */
export class Kept<K, T extends object> {
  readonly #most: number;
  readonly #weigh: (made: T) => number;
  readonly #made = new Map<K, T>();
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
    this.#weight += this.#weigh(made);
    for (const [oldest, gone] of this.#made) {
      if (this.#weight <= this.#most) break;
      this.#made.delete(oldest);
      this.#weight -= this.#weigh(gone);
    }
    return made;
  }
}
