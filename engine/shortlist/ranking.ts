import type { CompiledMethod, ScoredRows } from '../../scoring/compileMethod.ts';
import { explainScore, type ScoreExplanation } from '../../scoring/explain.ts';
import { type OrderRequest, orderRows, separatedBy } from '../../scoring/order.ts';
import { weigh } from '../../scoring/weigh.ts';
import { lots } from '../pool/numbers.ts';
import type { Pool } from '../pool/pool.ts';

/** What puts one demand before the next one. Points are thousandths; labels are null for the demands of no level. */
export type Separation =
  | {
      readonly by: 'tier';
      readonly tier: number;
      readonly otherTier: number;
      readonly label: string | null;
      readonly otherLabel: string | null;
    }
  | { readonly by: 'points'; readonly difference: number }
  | { readonly by: 'tie-break'; readonly key: string; readonly label: string }
  | { readonly by: 'number' };

/** A pool in the total order of a method, for one contingent and one seed. Made once, read by every vacancy. */
export interface Ranking {
  readonly ordering: CompiledMethod;
  readonly weighting: CompiledMethod | null;
  readonly seed: number;
  readonly scored: ScoredRows;
  /** Place of each row, 0 = first. Length = pool.rowCount. */
  readonly position: Uint32Array;
  /** Row at each place: the inverse of `position`. */
  readonly rowAt: Uint32Array;
  explain(row: number): ScoreExplanation;
  separation(row: number, other: number): Separation;
}

export interface RankingRequest {
  readonly pool: Pool;
  readonly ordering: CompiledMethod;
  /** Weighting of the contingent that the place is credited to; null where none applies. */
  readonly weighting: CompiledMethod | null;
  /** Seed of the published lot, the last tie-break. */
  readonly seed: number;
}

/** Tier, points, then the method's tie-break chain, whose lot is drawn from (seed, numéro unique). */
export const rankPool = ({ pool, ordering, weighting, seed }: RankingRequest): Ranking => {
  const base = ordering.score(pool);
  const scored = weighting
    ? weigh(
        base,
        [{ weighting, scored: weighting.score(pool) }],
        weighting.method.appliesToContingent ?? null,
      )
    : base;
  const order: OrderRequest = {
    scored,
    store: pool,
    tieBreak: ordering.tieBreak,
    lot: lots(pool.numbers, seed),
  };
  const { position, rows: rowAt } = orderRows(order);
  return {
    ordering,
    weighting,
    seed,
    scored,
    position,
    rowAt,
    explain: (row) => explainScore({ ordering, weighting }, pool, row),
    separation: (row, other) => {
      const found = separatedBy(order, { row, other });
      switch (found.by) {
        case 'tier': {
          const [tier, otherTier] = [scored.tier[row]!, scored.tier[other]!];
          const labelOf = (place: number) => ordering.levelAt(place)?.label ?? null;
          return { by: 'tier', tier, otherTier, label: labelOf(tier), otherLabel: labelOf(otherTier) };
        }
        case 'points':
          return { by: 'points', difference: scored.points[row]! - scored.points[other]! };
        case 'tie-break':
          return { by: 'tie-break', key: found.key.by, label: found.key.label };
        case 'row':
          return { by: 'number' };
      }
    },
  };
};
