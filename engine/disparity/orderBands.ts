import type { Stratum } from './strata.ts';

/** Places in the order of a pool at which a band begins: the further down, the wider. Ours. */
const BANDS = [0, 5, 10, 20, 50, 100, 200, 500, 1_000] as const;

/**
 * A stratum cut into bands of the method's order: a household is compared with those of comparable places, so that what is left is not
 * what points and priorities explain.
 *
 * @param position place of each row in the method's order.
 */
export const withinOrder = ({ eligible, selected }: Stratum, position: Uint32Array): readonly Stratum[] => {
  const ordered = eligible.slice().sort((a, b) => position[a]! - position[b]!);
  const taken = new Set(selected);
  return BANDS.map((from, band) => ordered.subarray(from, BANDS[band + 1] ?? ordered.length))
    .filter(({ length }) => length > 0)
    .map((rows) => ({ eligible: rows, selected: rows.filter((row) => taken.has(row)) }));
};
