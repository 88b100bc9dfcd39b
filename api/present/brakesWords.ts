import { RESERVATAIRES } from '../../engine/domain/codes.ts';
import type { TargetRow } from '../../engine/targets/rows.ts';

/** What one more dwelling on a target's row is made of, in the words of a commission. */
export interface CountedWords {
  /** "ménage modeste ou très modeste". */
  readonly noun: string;
  /** "de plus"; "de moins" where the target sets a most. */
  readonly way: string;
}

/** "un ménage aux ressources intermédiaires ou plus élevées de plus", "un premier accès prioritaire vérifié de plus". */
export const countedWords = ({ target, aim }: Pick<TargetRow, 'target' | 'aim'>): CountedWords => ({
  noun: nounOf(target),
  way: aim.bound === 'max' ? 'de moins' : 'de plus',
});

const nounOf = (target: TargetRow['target']): string =>
  target.credited === undefined
    ? countedNoun(target)
    : `${countedNoun(target)} crédité au contingent « ${RESERVATAIRES[target.credited]} »`;

const countedNoun = ({ counts, among }: TargetRow['target']): string => {
  if (counts.contingent) return `bail crédité au contingent « ${RESERVATAIRES[counts.contingent]} »`;
  if (counts.npruRelocation) return 'relogement du renouvellement urbain';
  if (counts.verifiedPriority)
    return among === 'first-access'
      ? 'ménage prioritaire vérifié, en premier accès,'
      : 'ménage prioritaire vérifié';
  if (counts.bandGroup)
    return counts.bandGroup === 'modest'
      ? 'ménage modeste ou très modeste'
      : 'ménage aux ressources intermédiaires ou plus élevées';
  if (counts.quartile)
    return counts.quartile === 'first' ? 'ménage du premier quartile' : 'ménage d’un autre quartile';
  return counts.reciprocity ? 'locataire venu d’une autre commune' : 'ménage';
};
