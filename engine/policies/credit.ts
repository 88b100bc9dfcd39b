import type { Reservataire } from '../domain/codes.ts';
import type { Vacancy } from '../domain/dwelling.ts';
import { contingentsOf, leaseCredit } from '../shortlist/credits.ts';
import type { Territory } from '../territory/territory.ts';

/**
 * Contingents that a lease of a vacancy to a household may be credited to, the landlord's own share last: the one that the vacancy is
 * oriented to where the profile allows it; else, where the pack lets profiles decide, each one that has a share.
 *
 * @param mask contingents that the household's profile allows.
 */
export const creditChoices = (
  { pack }: Territory,
  vacancy: Pick<Vacancy, 'orientedTo'>,
  mask: number,
): readonly Reservataire[] => {
  const oriented = leaseCredit(vacancy, mask);
  if (oriented !== null) return [oriented];
  if (pack.contingents.regime === 'orientation') return ['AUCUN'];
  const shared = new Set(
    pack.contingents.shares.filter(({ share }) => share > 0).map(({ reservataire }) => reservataire),
  );
  return [
    ...contingentsOf(mask).filter((contingent) => contingent !== 'AUCUN' && shared.has(contingent)),
    'AUCUN',
  ];
};
