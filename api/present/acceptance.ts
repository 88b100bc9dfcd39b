import type { Qualification } from '../../engine/qualification/qualify.ts';
import { count } from './format.ts';

/** " (taux corrigés par 1 234 offres répondues…)": what the record has taught of the class's first ranks; nothing without a record. */
export const learnedText = ({ rates, fragility }: Pick<Qualification, 'rates' | 'fragility'>): string => {
  const { offers } = rates.observations(fragility, 1);
  return offers === 0
    ? ''
    : ` (taux corrigés par ${count(offers, 'offre répondue', 'offres répondues')} au rang 1 dans cette classe de quartiers)`;
};
