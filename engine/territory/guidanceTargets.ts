import type { Guidance, Target } from '../domain/territory.ts';

/** Key of a residence: two landlords may give one name to two residences. */
export const residenceKey = (bailleur: string, residence: string): string => `${bailleur} ${residence}`;

/**
 * The countable part of a recommendation as a target of its residence or quartier (plan de gestion 2016, art. 7.3.2: commissions
 * apply what the coordination body recommends). It acts on the lists of the place, never on a person. Null where the
 * recommendation is text alone.
 */
export const guidanceTarget = (guidance: Guidance): Target | null => {
  const { id, quartier, residence, bailleur, text, row, validFrom, validTo } = guidance;
  if (row === undefined) return null;
  const place =
    residence !== null && bailleur !== null
      ? ({ scope: 'residence', at: residenceKey(bailleur, residence) } as const)
      : quartier !== null
        ? ({ scope: 'quartier', at: quartier } as const)
        : null;
  if (place === null) return null;
  return {
    id: `preconisation-${id}`,
    label: 'Préconisation',
    description: text,
    ...place,
    ...row,
    provenance: { ...guidance.provenance, validFrom, validTo },
  };
};
