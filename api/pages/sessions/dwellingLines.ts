import type { PresentedDwelling } from '../../present/dwelling.ts';
import { figure } from '../../present/format.ts';

export interface FactLine {
  readonly label: string;
  readonly text: string;
}

/** What a commission reads of a vacancy above its list. @param eligible demands of the pool that its rules let in. */
export const dwellingLines = (dwelling: PresentedDwelling, eligible: number): readonly FactLine[] => [
  { label: 'Logement', text: `${dwelling.description} (${dwelling.vacancy})` },
  { label: 'Quartier', text: `${dwelling.quartier} ; ${dwelling.qpv}` },
  { label: 'Bailleur', text: dwelling.bailleur },
  { label: 'Loyer', text: dwelling.rent },
  { label: 'Disponible', text: `${dwelling.available} (${dwelling.reason.toLocaleLowerCase('fr')})` },
  { label: 'Réservataire', text: dwelling.orientedTo ?? 'choisi avec la liste, selon le ménage' },
  { label: 'Demandes éligibles', text: figure(eligible) },
];
