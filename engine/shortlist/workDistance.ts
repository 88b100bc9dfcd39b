import type { Dwelling } from '../domain/dwelling.ts';
import type { Commune } from '../domain/territory.ts';
import { NO_COMMUNE, OUTSIDE_COMMUNE } from '../pool/markers.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';

/** How far one holder works from the dwelling. Advisory (L441-1 asks to weigh it); it never sets anybody aside. */
export type WorkDistance =
  /** Between inhabited centres of communes, as the crow flies; 0 in the same commune. */
  | { readonly kind: 'known'; readonly commune: string; readonly km: number }
  /** The workplace is outside the territory: its distance is not computed. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'not-declared' };

const EARTH_RADIUS_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance by the haversine formula, km. */
export const distanceKm = (
  a: Pick<Commune, 'longitude' | 'latitude'>,
  b: Pick<Commune, 'longitude' | 'latitude'>,
): number => {
  const half = (x: number) => Math.sin(x / 2) ** 2;
  const h =
    half(radians(b.latitude - a.latitude)) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(radians(b.longitude - a.longitude));
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
};

/** Of the applicant, then of the co-applicant when there is one who declares a workplace. */
export const workDistances = (input: {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly dwelling: Dwelling;
  readonly row: number;
}): readonly WorkDistance[] => {
  const { pool, territory, dwelling, row } = input;
  const of = (column: string): WorkDistance => {
    const place = pool.array(column)[row]!;
    if (place === NO_COMMUNE) return { kind: 'not-declared' };
    if (place === OUTSIDE_COMMUNE) return { kind: 'outside' };
    const work = territory.communeByCode.get(pool.columns.communes[place]!);
    const home = territory.communeByCode.get(dwelling.commune);
    return work && home
      ? { kind: 'known', commune: work.name, km: distanceKm(home, work) }
      : { kind: 'outside' };
  };
  const second = of('coWorkplaceCommune');
  return [of('workplaceCommune'), ...(second.kind === 'not-declared' ? [] : [second])];
};
