import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { weightingFor } from '../../scoring/weigh.ts';
import type { Pool } from '../pool/pool.ts';
import { type Ranking, rankPool } from '../shortlist/ranking.ts';
import { topK } from '../shortlist/topK.ts';
import type { Stratum } from './strata.ts';

/** A vacancy that lists are made for. Rows are those of one pool. */
export interface ListedVacancy {
  /** Place of its commission: a household is on one list of it only. */
  readonly commission: number;
  /** Contingent that the place is credited to; null: none. */
  readonly contingent: string | null;
  /** Rows that no rule excludes. */
  readonly eligible: Uint32Array;
}

/** The orders of a method over one pool: one for each weighting that applies. */
export class MethodOrders {
  readonly #pool: Pool;
  readonly #ordering: CompiledMethod;
  readonly #methods: ReadonlyMap<string, CompiledMethod>;
  readonly #seed: number;
  readonly #rankings = new Map<string | null, Ranking>();

  /** @param methods where weightings are found; empty: none applies. */
  constructor(
    pool: Pool,
    given: {
      readonly ordering: CompiledMethod;
      readonly methods: ReadonlyMap<string, CompiledMethod>;
      readonly seed: number;
    },
  ) {
    this.#pool = pool;
    this.#ordering = given.ordering;
    this.#methods = given.methods;
    this.#seed = given.seed;
  }

  /** Place of each row where the place is credited to a contingent. */
  position(contingent: string | null): Uint32Array {
    return this.#ranking(contingent).position;
  }

  /** Rows that the method orders: those of a channel outside its grid are left out. */
  within(rows: Uint32Array): Uint32Array {
    const { ordering, scored } = this.#ranking(null);
    return rows.filter((row) => !ordering.isApart(scored.tier[row]!));
  }

  /** The weighting that a contingent calls for. */
  weighting(contingent: string | null): CompiledMethod | null {
    return weightingFor(this.#ordering, this.#methods, contingent);
  }

  #ranking(contingent: string | null): Ranking {
    const weighting = this.weighting(contingent);
    const key = weighting?.method.id ?? null;
    const known = this.#rankings.get(key);
    if (known !== undefined) return known;
    const made = rankPool({ pool: this.#pool, ordering: this.#ordering, weighting, seed: this.#seed });
    this.#rankings.set(key, made);
    return made;
  }
}

/**
 * The lists of a method, one vacancy after the other in the order given: its first households among those free. Each stratum has the
 * pool that its list was chosen from.
 */
export const methodLists = (
  vacancies: readonly ListedVacancy[],
  orders: MethodOrders,
  { rows, size }: { readonly rows: number; readonly size: number },
): readonly Stratum[] => {
  /** Commission whose list a row stands on last, plus one. */
  const listedIn = new Uint32Array(rows);
  return vacancies.map(({ commission, contingent, eligible }) => {
    const free = eligible.filter((row) => listedIn[row] !== commission + 1);
    const selected = topK(free, size, orders.position(contingent));
    for (const row of selected) listedIn[row] = commission + 1;
    return { eligible: free, selected };
  });
};
