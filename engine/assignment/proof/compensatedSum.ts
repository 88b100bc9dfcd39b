/**
 * Running sum that keeps what each addition rounds away (Neumaier 1974, DOI 10.1002/zamm.19740540106), so that a recount does
 * not depend on the order of its terms.
 */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;
  #size = 0;

  add(term: number): void {
    const sum = this.#sum + term;
    this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - sum + term : term - sum + this.#sum;
    this.#sum = sum;
    this.#size += Math.abs(term);
  }

  get value(): number {
    return this.#sum + this.#lost;
  }

  /** Σ |terms|: what rounding is measured against. */
  get size(): number {
    return this.#size;
  }
}

/**
 * Two sums of the same terms agree within this share of Σ |terms|: n·2⁻⁵³ for the plain sum of n terms, so up to 900,000 of
 * them. What differs by more is another sum.
 */
export const SUM_ROUNDING = 1e-10;
