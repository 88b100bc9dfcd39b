import type { Dwelling } from '../domain/dwelling.ts';
import { incomeCeiling } from '../eligibility/legalRules.ts';
import { floor, livingArea, occupancy, stepFree } from '../eligibility/materialRules.ts';
import { type RowClasses, rowClasses } from '../eligibility/rowClasses.ts';
import { type PairContext, type PreparedRule, type RuleId, UNMET } from '../eligibility/rule.ts';
import { buildingWish, groundFloorWish, quartierWish } from '../eligibility/wishRules.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';

/**
 * Rules of a shortlist that lists of a simulated month ask. The others are answered by how they are made: wish lists hold who wishes the
 * commune and the type, and a demand that is not renewed is no longer there.
 */
export const ASKED: readonly RuleId[] = [
  'quartier-wish',
  'building-wish',
  'ground-floor-wish',
  'income-ceiling',
  'occupancy',
  'living-area',
  'step-free',
  'floor',
];

/** Rules of a pool's vacancies; the one that many share is made once for a quartier. */
export class RuleBook {
  readonly #pool: Pool;
  readonly #territory: Territory;
  readonly #quartiers = new Map<string, PreparedRule>();

  constructor(pool: Pool, territory: Territory) {
    this.#pool = pool;
    this.#territory = territory;
  }

  /** In the order of `ASKED`. */
  rulesFor(dwelling: Dwelling): readonly PreparedRule[] {
    const quartier = this.#territory.quartierOfDwelling(dwelling)?.id ?? null;
    const context: PairContext = { pool: this.#pool, territory: this.#territory, dwelling, quartier };
    const key = `${dwelling.commune} ${quartier ?? ''}`;
    const wish = this.#quartiers.get(key) ?? quartierWish(context);
    this.#quartiers.set(key, wish);
    return [
      wish,
      buildingWish(context),
      groundFloorWish(context),
      incomeCeiling(context),
      occupancy(context),
      livingArea(context),
      stepFree(context),
      floor(context),
    ];
  }
}

const NOT_ASKED = 0;
const SUITS = 1;
const DOES_NOT = 2;

/**
 * Whom a freed dwelling suits, by the rules of a shortlist: unmet excludes, unknown passes. Rules that one byte decides are asked once
 * for all rows that are alike; only as far as lists are read.
 */
export class Suits {
  readonly #rows: readonly PreparedRule[];
  readonly #alike: readonly PreparedRule[];
  readonly #classes: RowClasses | null;
  readonly #known: Uint8Array;

  constructor(pool: Pool, rules: readonly PreparedRule[]) {
    const alike = rules.filter((rule) => rule.decidedBy !== undefined);
    this.#classes = rowClasses(
      pool,
      alike.flatMap(({ decidedBy }) => decidedBy ?? []),
    );
    this.#alike = this.#classes === null ? [] : alike;
    this.#rows = this.#classes === null ? rules : rules.filter((rule) => rule.decidedBy === undefined);
    this.#known = new Uint8Array(this.#classes?.firstRow.length ?? 0);
  }

  /** @param row of the pool. */
  has(row: number): boolean {
    if (this.#classes !== null) {
      const of = this.#classes.classOf[row]!;
      if (this.#known[of] === NOT_ASKED) this.#known[of] = this.#ask(this.#classes.firstRow[of]!);
      if (this.#known[of] === DOES_NOT) return false;
    }
    for (let r = 0; r < this.#rows.length; r += 1) if (this.#rows[r]!.test(row) === UNMET) return false;
    return true;
  }

  #ask(row: number): number {
    for (let r = 0; r < this.#alike.length; r += 1) if (this.#alike[r]!.test(row) === UNMET) return DOES_NOT;
    return SUITS;
  }
}
