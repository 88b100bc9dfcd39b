import type { Dwelling } from '../domain/dwelling.ts';
import { NO_COMMUNE, OUTSIDE_COMMUNE } from '../pool/markers.ts';
import type { Pool } from '../pool/pool.ts';
import { distanceKm } from '../territory/distance.ts';
import type { Territory } from '../territory/territory.ts';

/** How far one holder works from the dwelling. Advisory (L441-1 asks to weigh it); it never sets anybody aside. */
export type WorkDistance =
  /** Between inhabited centres of communes, as the crow flies; 0 in the same commune. */
  | { readonly kind: 'known'; readonly commune: string; readonly km: number }
  /** The workplace is outside the territory: its distance is not computed. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'not-declared' };

/** Of the applicant, then of the co-applicant when there is one who declares a workplace. */
export const workDistances = (input: WorkInput): readonly WorkDistance[] => {
  const first = distanceOf(input, 'workplaceCommune');
  const second = distanceOf(input, 'coWorkplaceCommune');
  return second.kind === 'not-declared' ? [first] : [first, second];
};

interface WorkInput {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly dwelling: Dwelling;
  readonly row: number;
}

const distanceOf = ({ pool, territory, dwelling, row }: WorkInput, column: string): WorkDistance => {
  const place = pool.array(column)[row]!;
  if (place === NO_COMMUNE) return { kind: 'not-declared' };
  if (place === OUTSIDE_COMMUNE) return { kind: 'outside' };
  const work = territory.communeByCode.get(pool.columns.communes[place]!);
  const home = territory.communeByCode.get(dwelling.commune);
  return work && home
    ? { kind: 'known', commune: work.name, km: distanceKm(home, work) }
    : { kind: 'outside' };
};
