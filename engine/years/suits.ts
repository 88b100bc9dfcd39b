import type { Dwelling } from '../domain/dwelling.ts';
import { incomeCeiling } from '../eligibility/legalRules.ts';
import { floor, livingArea, occupancy, stepFree } from '../eligibility/materialRules.ts';
import { type RowClasses, rowClasses } from '../eligibility/rowClasses.ts';
import { type PairContext, type PreparedRule, type RuleId, UNMET } from '../eligibility/rule.ts';
import { buildingWish, groundFloorWish, quartierWish } from '../eligibility/wishRules.ts';
import { overcrowdingThresholdM2 } from '../household/occupancy.ts';
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

/** Rules of a pool's vacancies; those that many share are made once: for a quartier, and for dwellings that are alike. */
export class RuleBook {
  readonly #pool: Pool;
  readonly #territory: Territory;
  readonly #quartiers = new Map<string, PreparedRule>();
  readonly #alike = new Map<string, AlikeRows>();
  readonly #areaSteps: readonly number[];

  constructor(pool: Pool, territory: Territory) {
    this.#pool = pool;
    this.#territory = territory;
    this.#areaSteps = areaSteps(territory);
  }

  /** In the order of `ASKED`. */
  rulesFor(dwelling: Dwelling): readonly PreparedRule[] {
    const context = this.#contextOf(dwelling);
    return [this.#quartierRule(context), ...dwellingRules(context)];
  }

  suits(dwelling: Dwelling): Suits {
    const context = this.#contextOf(dwelling);
    const key = this.#keyOf(dwelling);
    const alike = this.#alike.get(key) ?? new AlikeRows(this.#pool, dwellingRules(context));
    this.#alike.set(key, alike);
    return new Suits(alike, this.#quartierRule(context));
  }

  /** All that `dwellingRules` look at: dwellings of one key suit the same demands. */
  #keyOf(dwelling: Dwelling): string {
    const { building, floor, financing, typology, livingAreaM2, stepFree, lift } = dwelling;
    const area = this.#areaSteps.filter((step) => livingAreaM2 >= step).length;
    return `${building} ${floor} ${financing} ${typology} ${area} ${stepFree} ${lift}`;
  }

  #contextOf(dwelling: Dwelling): PairContext {
    const quartier = this.#territory.quartierOfDwelling(dwelling)?.id ?? null;
    return { pool: this.#pool, territory: this.#territory, dwelling, quartier };
  }

  #quartierRule(context: PairContext): PreparedRule {
    const key = `${context.dwelling.commune} ${context.quartier ?? ''}`;
    const known = this.#quartiers.get(key) ?? quartierWish(context);
    this.#quartiers.set(key, known);
    return known;
  }
}

/** What the dwelling itself decides, its place apart. */
const dwellingRules = (context: PairContext): readonly PreparedRule[] => [
  buildingWish(context),
  groundFloorWish(context),
  incomeCeiling(context),
  occupancy(context),
  livingArea(context),
  stepFree(context),
  floor(context),
];

/** Households are counted in bytes: see `livingArea`. */
const MOST_PERSONS = 254;

/** Living areas that households of some size need, m², each once, rising. */
const areaSteps = ({ pack }: Territory): readonly number[] => {
  const needed = Array.from({ length: MOST_PERSONS + 1 }, (_, persons) =>
    overcrowdingThresholdM2(persons, pack.norms),
  );
  return [...new Set(needed)].sort((a, b) => a - b);
};

const NOT_ASKED = 0;
const SUITS = 1;
const DOES_NOT = 2;

/**
 * Whom dwellings that are alike suit, by the rules that they decide. Rules that one byte decides are asked once for all rows that are
 * alike; only as far as lists are read.
 */
class AlikeRows {
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

/** Whom a freed dwelling suits, by the rules of a shortlist: unmet excludes, unknown passes. */
export class Suits {
  readonly #alike: AlikeRows;
  readonly #quartier: PreparedRule;

  constructor(alike: AlikeRows, quartier: PreparedRule) {
    this.#alike = alike;
    this.#quartier = quartier;
  }

  /** @param row of the pool. */
  has(row: number): boolean {
    return this.#alike.has(row) && this.#quartier.test(row) !== UNMET;
  }
}
