import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import type { ProfileClasses } from '../assignment/classes.ts';
import { TYPOLOGIES } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';

/*
 * Segments of the demand (plan de gestion 2016, art. 7.3.2: demands in wait and fit of supply and demand, by segment of public).
 * Typology and commune are what demands ask for: one that names two is in both, and a freed dwelling is in its own. The others part
 * the demands; a freed dwelling is shared between the parts as a draw among its eligible households would: ours.
 */

export const SEGMENT_DIMENSIONS = ['typology', 'commune', 'band', 'situation', 'age', 'access'] as const;
export type SegmentDimension = (typeof SEGMENT_DIMENSIONS)[number];

/** Years since filing at which a part of the demands by age begins. */
export const AGE_STEPS = [0, 1, 2, 3, 5, 10] as const;

export interface Segmentation {
  readonly dimension: SegmentDimension;
  /** True: a demand is in exactly one. */
  readonly parts: boolean;
  /** What each level is called in the pack or the codes; api/present words it. */
  readonly levels: readonly string[];
  /** Levels of the demand of a row. */
  readonly of: (row: number) => readonly number[];
  /** Level of a freed dwelling, where dwellings have one of their own; null where it has none. */
  readonly ofDwelling: ((dwelling: Dwelling) => number | null) | null;
}

export const segmentations = (
  pool: Pool,
  territory: Territory,
  classes: ProfileClasses,
): readonly Segmentation[] => {
  const types = pool.array('wishTypologies');
  const offsets = pool.array('wishOffsets');
  const wished = pool.array('wishCommunes') as Uint16Array;
  const band = pool.array('band');
  const waits = pool.array('waitingMonths');
  const { bands } = territory.pack.bands;
  const declared = territory.prioritySituations.map(({ code }) => pool.array(code));
  const profile = (row: number) => classes.profiles[classes.classOf[row]!]!;
  const one = (levels: readonly string[], place: (row: number) => number) => ({
    parts: true,
    levels,
    of: (row: number) => [place(row)],
    ofDwelling: null,
  });
  return [
    {
      dimension: 'typology',
      parts: false,
      levels: TYPOLOGIES,
      of: (row) => TYPOLOGIES.flatMap((_, t) => (types[row]! & (1 << t) ? [t] : [])),
      ofDwelling: ({ typology }) => TYPOLOGIES.indexOf(typology),
    },
    {
      dimension: 'commune',
      parts: false,
      levels: pool.columns.communes,
      of: (row) => [...wished.subarray(offsets[row]!, offsets[row + 1]!)],
      ofDwelling: ({ commune }) => {
        const place = pool.communeNumber(territory.canonicalCommune(commune) ?? commune);
        return place < 0 ? null : place;
      },
    },
    {
      dimension: 'band',
      ...one([...bands.map(({ id }) => id), 'unknown'], (row) =>
        band[row] === UNKNOWN_U8 ? bands.length : band[row]!,
      ),
    },
    {
      dimension: 'situation',
      ...one(['verified', 'declared', 'none', 'unknown'], (row) => {
        const { verifiedPriority } = profile(row);
        if (verifiedPriority === true) return 0;
        if (declared.some((levels) => levels[row] !== 0 && levels[row] !== UNKNOWN_U8)) return 1;
        return verifiedPriority === false ? 2 : 3;
      }),
    },
    {
      dimension: 'age',
      ...one(AGE_STEPS.map(String), (row) => ageLevel(waits[row]!)),
    },
    {
      dimension: 'access',
      ...one(['first-access', 'mutation', 'unknown'], (row) => {
        const { firstAccess } = profile(row);
        return firstAccess === true ? 0 : firstAccess === false ? 1 : 2;
      }),
    },
  ];
};

/** @param months since filing. */
export const ageLevel = (months: number): number =>
  AGE_STEPS.reduce<number>((level, years, i) => (months >= years * 12 ? i : level), 0);
