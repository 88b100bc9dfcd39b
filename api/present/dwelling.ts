import { RESERVATAIRES, TYPOLOGY_LABELS, VACANCY_REASONS } from '../../engine/domain/codes.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { euros, figure, longDay } from './format.ts';

/** What a commission reads of a freed dwelling. */
export interface PresentedDwelling {
  readonly vacancy: string;
  readonly dwelling: string;
  /** "T3 de 63 m², 2e étage sans ascenseur". */
  readonly description: string;
  readonly commune: string;
  /** Its label names the commune; without a quartier, the commune alone does. */
  readonly quartier: string;
  readonly bailleur: string;
  /** "PLUS, loyer 349 € et 62 € de charges par mois". */
  readonly rent: string;
  readonly available: string;
  readonly reason: string;
  readonly qpv: string;
  readonly orientedTo: string | null;
}

export const presentDwelling = (
  territory: Territory,
  vacancy: Vacancy,
  dwelling: Dwelling,
): PresentedDwelling => ({
  vacancy: vacancy.id,
  dwelling: dwelling.id,
  description: description(dwelling),
  commune: communeName(territory, dwelling.commune),
  quartier:
    territory.quartierOfDwelling(dwelling)?.label ??
    `${communeName(territory, dwelling.commune)}, quartier non renseigné`,
  bailleur: territory.bailleurById.get(dwelling.bailleur)?.name ?? dwelling.bailleur,
  rent: `${dwelling.financing}, loyer ${euros(dwelling.rentEur, 2)} par mois, ${
    dwelling.chargesEur === null ? 'charges non renseignées' : `charges ${euros(dwelling.chargesEur, 2)}`
  }`,
  available: longDay(vacancy.availableOn),
  reason: VACANCY_REASONS[vacancy.reason],
  qpv: qpvText(territory, dwelling),
  orientedTo: vacancy.orientedTo === null ? null : RESERVATAIRES[vacancy.orientedTo],
});

export const communeName = (territory: Territory, code: Dwelling['commune']): string =>
  territory.communeByCode.get(code)?.name ?? code;

const description = (dwelling: Dwelling): string => {
  const kind = dwelling.building === 'house' ? ' (maison)' : '';
  const parts = [
    `${TYPOLOGY_LABELS[dwelling.typology]}${kind} de ${figure(dwelling.livingAreaM2)} m²`,
    dwelling.building === 'house' ? null : floorText(dwelling),
    dwelling.stepFree ? 'sans marche' : null,
    dwelling.energyClass === null ? null : `classe énergie ${dwelling.energyClass}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
};

const floorText = ({ floor, lift }: Dwelling): string => {
  const level =
    floor === null
      ? 'étage non renseigné'
      : floor < 0
        ? 'sous-sol'
        : floor === 0
          ? 'rez-de-chaussée'
          : floor === 1
            ? '1er étage'
            : `${floor}e étage`;
  if (floor === 0) return level;
  return `${level} ${lift === null ? '(ascenseur non renseigné)' : lift ? 'avec ascenseur' : 'sans ascenseur'}`;
};

const qpvText = (territory: Territory, dwelling: Dwelling): string => {
  const { qpv2024, qpvSimulated } = dwelling;
  if (qpv2024 === null) return 'QPV non renseigné';
  const simulated = qpvSimulated ? ' (QPV simulé)' : '';
  if (qpv2024 === false) return `hors QPV${simulated}`;
  return `en QPV ${territory.qpvByCode.get(qpv2024)?.name ?? qpv2024}${simulated}`;
};
