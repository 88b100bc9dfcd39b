import type { Pool } from '../pool/pool.ts';
import { oldestValidDay } from '../pool/validity.ts';
import { rowsWishing, type WishPlace, wishedPlaces } from '../pool/wishPlace.ts';
import type { Ranking } from './ranking.ts';

/**
 * Where a demand stands among similar ones: the valid demands that wish the same commune and the same type of dwelling, those
 * that accept any commune included, in the order of the method. Quartiers, floor and kind of building are not looked at, nor
 * is any dwelling: who stands before may not suit the one that comes free. Demands that the method lists apart from the line
 * are not counted.
 */
export interface SimilarPlace {
  readonly place: WishPlace;
  /** 1-based; null when the demand stands in no line: no longer valid, or listed apart. */
  readonly rank: number | null;
  /** Similar demands, this one included when it stands in the line. */
  readonly of: number;
}

/** Position of a demand in each commune and type that it wishes; for who accepts any commune, also by type over the territory. */
export const positionAmongSimilar = (
  pool: Pool,
  { position, scored, ordering }: Pick<Ranking, 'position' | 'scored' | 'ordering'>,
  row: number,
): readonly SimilarPlace[] => {
  const confirmed = pool.array('confirmedDay');
  const oldest = oldestValidDay(pool.asOf);
  const apart = new Set([...new Set(scored.tier)].filter((tier) => ordering.isApart(tier)));
  const inLine = (one: number): boolean => confirmed[one]! >= oldest && !apart.has(scored.tier[one]!);
  return wishedPlaces(pool, row).map((place) => {
    let of = 0;
    let before = 0;
    for (const rows of rowsWishing(pool, place))
      for (let i = 0; i < rows.length; i += 1) {
        const other = rows[i]!;
        if (!inLine(other)) continue;
        of += 1;
        if (position[other]! < position[row]!) before += 1;
      }
    return { place, rank: inLine(row) ? before + 1 : null, of };
  });
};
