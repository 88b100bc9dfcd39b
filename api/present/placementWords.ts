import { RESERVATAIRES } from '../../engine/domain/codes.ts';
import type { CircuitId, PlacementCriterion } from '../../engine/domain/territory.ts';
import type { CircuitAnswer } from '../../engine/placement/circuits.ts';
import type { MeansLevel, WishLevel } from '../../engine/placement/criteria.ts';
import type { LandlordGroup, PlacementOption } from '../../engine/placement/placeHousehold.ts';
import { count, figure, list, NBSP } from './format.ts';
import { EVIDENCES } from './household.ts';

/* The French words of the search for a dwelling: one entry a code, so that a missing sentence does not compile. */

export const CRITERIA: { readonly [C in PlacementCriterion]: string } = {
  wish: 'Souhaits',
  means: 'Capacités financières',
  services: 'Services à portée',
  balance: 'Équilibre territorial',
  delay: 'Délai',
};

const CIRCUIT_LABELS: { readonly [C in CircuitId]: string } = {
  dalo: 'Reconnu DALO, à reloger',
  npru: 'Relogement NPRU',
  mutation: 'Mutation bloquée ou complexe',
  'first-access': 'Priorité de premier accès',
};

export const GROUPS: { readonly [G in LandlordGroup]: string } = {
  home: 'Chez le bailleur d’origine, interrogé d’abord',
  others: 'Chez les autres bailleurs, ensuite',
  all: 'Chez tous les bailleurs',
};

export const WISHES: { readonly [W in WishLevel]: string } = {
  named: 'commune citée, souhaits respectés',
  wide: 'commune non citée, mais la demande est élargie',
  unknown: 'souhaits à confirmer : le fichier du logement ne les renseigne pas tous',
  beyond: 'au-delà des souhaits : à proposer avec l’accord du ménage',
};

export const MEANS: { readonly [M in MeansLevel]: string } = {
  within: 'dans les normes du territoire',
  unknown: 'à préciser',
  strained: 'un seuil d’alerte dépassé',
  beyond: 'deux seuils d’alerte dépassés',
};

/** "Reconnu DALO, à reloger : oui (vérifié)"; what is not said is neither yes nor no. */
export const circuitText = ({ circuit, status, evidence, situations }: CircuitAnswer): string => {
  const grounds = situations.length === 0 ? '' : ` : ${list(situations.map(({ label }) => label))}`;
  const label = CIRCUIT_LABELS[circuit];
  if (status === 'unmet') return `${label} : non`;
  if (status === 'unknown')
    return situations.length === 0
      ? `${label} : à établir, le fichier ne le dit pas`
      : `${label} : à établir, premier accès ou mutation non déclaré${grounds}`;
  return `${label} : oui (${evidence === null ? 'à vérifier' : EVIDENCES[evidence]})${grounds}`;
};

/** "5e sur 24 selon la méthode ; 23 autres demandes éligibles". */
export const standingText = ({ standing }: Pick<PlacementOption, 'standing'>): string => {
  const others =
    standing.others === 0
      ? 'aucune autre demande éligible'
      : count(standing.others, 'autre demande éligible', 'autres demandes éligibles');
  return standing.kind === 'apart'
    ? `hors cotation (« ${standing.channel} ») ; ${others}`
    : `${standing.rank === 1 ? '1re' : `${figure(standing.rank)}e`} sur ${figure(standing.others + 1)} selon la méthode ; ${others}`;
};

/** Contingents that could be credited, the landlord's latest first, and whether the dwelling's own orientation is one of them. */
export const contingentTexts = ({
  vacancy,
  contingents,
  orientationFits,
}: Pick<PlacementOption, 'vacancy' | 'contingents' | 'orientationFits'>): readonly string[] => [
  `le profil du ménage permet de créditer : ${contingents
    .map(({ reservataire, relativeLag }) => `${RESERVATAIRES[reservataire]}${lagText(relativeLag)}`)
    .join(' ; ')}`,
  ...(vacancy.orientedTo === null || orientationFits === null
    ? []
    : [
        orientationFits
          ? `logement orienté vers ${RESERVATAIRES[vacancy.orientedTo]} : le profil convient`
          : `logement orienté vers ${RESERVATAIRES[vacancy.orientedTo]} : rien de vérifié dans le profil ne le permet, à voir avec le réservataire`,
      ]),
];

const lagText = (lag: number | null): string =>
  lag === null || lag === 0
    ? ''
    : lag > 0
      ? ` (en retard de ${figure(lag * 100)}${NBSP}% chez ce bailleur)`
      : ` (en avance de ${figure(-lag * 100)}${NBSP}% chez ce bailleur)`;

/** "dans 14 jours", "tout de suite". */
export const delayText = (days: number): string =>
  days === 0 ? 'tout de suite' : `dans ${count(days, 'jour', 'jours')}`;

/** Reciprocity of the year between two communes; whole mutations. */
export const reciprocityText = (
  { reciprocity }: Pick<PlacementOption, 'reciprocity'>,
  from: string,
  to: string,
): string | null => {
  if (reciprocity === null) return null;
  const of = (
    name: string,
    { received, sent, unknownHome }: NonNullable<typeof reciprocity>['from'],
  ): string =>
    `${name} a accueilli ${count(received, 'ménage venu', 'ménages venus')} d’ailleurs et en a vu partir ${figure(sent)}${
      unknownHome === 0
        ? ''
        : `, sans compter ${count(unknownHome, 'arrivée', 'arrivées')} d’origine inconnue`
    }`;
  return `mutation de ${from} vers ${to} ; réciprocité, cette année : ${of(from, reciprocity.from)} ; ${of(to, reciprocity.to)}`;
};
