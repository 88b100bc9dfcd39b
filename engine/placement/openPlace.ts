import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { PreparedRule } from '../eligibility/rule.ts';
import { prepareRules } from '../eligibility/rules.ts';
import type { Pool } from '../pool/pool.ts';
import type { Qualification } from '../qualification/qualify.ts';
import { splitApart } from '../shortlist/apart.ts';
import type { Ranking } from '../shortlist/ranking.ts';
import { selectEligible } from '../shortlist/shortlist.ts';
import type { Territory } from '../territory/territory.ts';

/** Who else a freed dwelling suits: what does not depend on the household that a committee asks about. */
export interface Competition {
  /** Places, in the method's order over the pool, of the demands that the shortlist would order; ascending. */
  readonly positions: Uint32Array;
  /** Demands that the dwelling suits and a channel outside the method's grid follows. */
  readonly apart: number;
}

/** A dwelling free, or about to be, made ready for any household. What is costly is worked out once, when first asked for. */
export class OpenPlace {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly ranking: Ranking;
  readonly rules: readonly PreparedRule[];
  readonly #pool: Pool;
  readonly #qualify: () => Qualification;
  #qualification: Qualification | null = null;
  #competition: Competition | null = null;

  /**
   * @param ranking the order that this dwelling's shortlist follows: with the weighting of the contingent it is oriented to, if any.
   * @param qualify the dwelling's qualification; called once at most.
   */
  constructor(input: {
    readonly pool: Pool;
    readonly territory: Territory;
    readonly vacancy: Vacancy;
    readonly dwelling: Dwelling;
    readonly ranking: Ranking;
    readonly qualify: () => Qualification;
  }) {
    const { pool, territory, vacancy, dwelling, ranking, qualify } = input;
    this.#pool = pool;
    this.#qualify = qualify;
    this.vacancy = vacancy;
    this.dwelling = dwelling;
    this.ranking = ranking;
    const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
    this.rules = prepareRules({ pool, territory, dwelling, quartier });
  }

  get qualification(): Qualification {
    this.#qualification ??= this.#qualify();
    return this.#qualification;
  }

  /** The demands of the ordinary shortlist, wishes respected: the same as its funnel counts. */
  get competition(): Competition {
    this.#competition ??= competitionFor(this.#pool, this);
    return this.#competition;
  }
}

const competitionFor = (pool: Pool, { dwelling, rules, ranking }: OpenPlace): Competition => {
  const { eligible } = selectEligible({ pool, dwelling, beyondWishes: false }, rules);
  const { within, apart } = splitApart(eligible, ranking);
  return {
    positions: Uint32Array.from(within, (row) => ranking.position[row]!).sort(),
    apart: apart.reduce((sum, { rows }) => sum + rows.length, 0),
  };
};

/** Where a household would stand on a freed dwelling's shortlist. */
export type Standing =
  | {
      readonly kind: 'ordered';
      /** 1-based, among the demands of the ordinary shortlist and itself. */
      readonly rank: number;
      /** Other demands that the shortlist would order. */
      readonly others: number;
    }
  /** The method does not order it: a channel outside the grid follows it. */
  | { readonly kind: 'apart'; readonly channel: string; readonly others: number };

/**
 * Standing of a row on the ordinary shortlist of a place. A household looked at beyond its wishes is put where the method would put
 * it among those who wish the dwelling.
 */
export const standingOf = ({ ranking, competition }: OpenPlace, row: number): Standing => {
  const { positions } = competition;
  const { tier } = ranking.scored;
  if (ranking.ordering.isApart(tier[row]!))
    return {
      kind: 'apart',
      channel: ranking.ordering.levelAt(tier[row]!)?.label ?? '',
      others: positions.length,
    };
  const own = ranking.position[row]!;
  const ahead = countBelow(positions, own);
  return {
    kind: 'ordered',
    rank: ahead + 1,
    others: positions.length - (positions[ahead] === own ? 1 : 0),
  };
};

/** How many of an ascending list are under a value. */
const countBelow = (ascending: Uint32Array, value: number): number => {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
};
