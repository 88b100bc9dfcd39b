import type { Reservataire } from '../../engine/domain/codes.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { list } from './format.ts';

/** Name of a contingent in the territory. */
export const contingentName = ({ pack }: Territory, contingent: Reservataire): string =>
  pack.contingents.shares.find(({ reservataire }) => reservataire === contingent)?.label ?? contingent;

/**
 * Contingent under which a household is presented (plan de gestion 2016, art. 7.3.1), as the end of a line; nothing for the
 * landlord's own share.
 */
export const creditText = (territory: Territory, contingent: Reservataire | null): string =>
  contingent === null || contingent === 'AUCUN'
    ? ''
    : ` ; au titre du contingent « ${contingentName(territory, contingent)} »`;

/** Which contingent a lease is credited to, and which others the profile allowed: one lease credits one contingent. */
export const creditChoiceText = (
  territory: Territory,
  {
    credited,
    couldBeCredited,
  }: {
    readonly credited: Reservataire;
    readonly couldBeCredited: readonly Reservataire[];
  },
): string => {
  const name = (contingent: Reservataire) => `« ${contingentName(territory, contingent)} »`;
  const others = couldBeCredited.filter((each) => each !== credited && each !== 'AUCUN').map(name);
  const chosen =
    credited === 'AUCUN'
      ? 'Le bail ne serait crédité à aucun contingent'
      : `Le bail serait crédité au contingent ${name(credited)}, à lui seul`;
  return others.length === 0
    ? `${chosen}.`
    : `${chosen} ; le profil du ménage permettrait aussi ${list(others, 'ou')}.`;
};
