import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { Territory } from '../territory/territory.ts';

/** What the rows of a review are. */
export const REVIEW_BY = ['quartier', 'commune', 'bailleur', 'contingent'] as const;
export type ReviewBy = (typeof REVIEW_BY)[number];

/**
 * Row of a dwelling, and of the contingent that it was credited to; null where it is not said: it has a row of its own, so that rows
 * add up to the whole. A commune is that of today, for an associated one.
 */
export const reviewRow = (
  territory: Territory,
  by: ReviewBy,
  { dwelling, contingent }: { readonly dwelling: Dwelling; readonly contingent: Reservataire | null },
): string | null => {
  switch (by) {
    case 'quartier':
      return territory.quartierOfDwelling(dwelling)?.id ?? null;
    case 'commune':
      return territory.canonicalCommune(dwelling.commune) ?? dwelling.commune;
    case 'bailleur':
      return dwelling.bailleur;
    case 'contingent':
      return contingent;
  }
};

/** Rows in the order of the territory's own lists, those that it does not name after, what is not said last. */
export const rowOrder = (
  { pack }: Territory,
  by: ReviewBy,
): ((a: string | null, b: string | null) => number) => {
  const known: readonly string[] = {
    quartier: () => pack.quartiers.map(({ id }) => id as string),
    commune: () => pack.communes.map(({ code }) => code as string),
    bailleur: () => pack.bailleurs.map(({ id }) => id as string),
    contingent: () => RESERVATAIRE_CODES,
  }[by]();
  const places = new Map(known.map((id, i) => [id, i]));
  const place = (row: string | null): number =>
    row === null ? Number.POSITIVE_INFINITY : (places.get(row) ?? known.length);
  return (a, b) => {
    const [x, y] = [place(a), place(b)];
    return x === y ? (String(a) < String(b) ? -1 : a === b ? 0 : 1) : x - y;
  };
};
