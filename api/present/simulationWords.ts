import type { YearPolicy } from '../../engine/domain/scenario.ts';
import type { Measure, MeasureId } from '../../engine/years/measures.ts';
import { figure, NBSP, percent } from './format.ts';

/** Ways of making lists, as they are named. */
export const POLICY_LABELS: { readonly [P in YearPolicy]: string } = {
  greedy: 'Ordre de la méthode',
  filtered: 'Objectifs en filtre',
  priced: 'Prix des objectifs',
  session: 'Séance du mois',
};

/** What each one looks at, and what it does not know. */
export const POLICY_KNOWS: { readonly [P in YearPolicy]: string } = {
  greedy: 'Chaque logement est proposé aux premiers de l’ordre de la méthode ; aucun objectif n’est regardé.',
  filtered:
    'Chaque logement est proposé, dans l’ordre de la méthode, à ceux qui servent les objectifs en retard de son lieu ; un objectif qui ne laisserait pas une liste entière n’est pas appliqué.',
  priced:
    'Chaque logement est proposé dans l’ordre de la méthode corrigé par le prix de chaque objectif : sa pénalité, fois la chance qu’il manque encore à la fin de l’année, d’après des années d’essai qui n’entrent pas dans les résultats.',
  session:
    'Les listes du mois sont composées ensemble, les objectifs ayant un prix ; ce qui viendra les mois suivants n’est pas connu.',
};

export const MEASURE_LABELS: { readonly [M in MeasureId]: string } = {
  leases: 'Baux signés',
  waiting: 'Demandes en attente',
  meanStockWait: 'Ancienneté moyenne des demandes en attente',
  meanLeaseWait: 'Attente moyenne des ménages logés',
  longWaitShare: 'Ménages logés après deux ans ou plus',
  arrivals: 'Demandes nouvelles',
  exits: 'Demandes non renouvelées',
  freed: 'Logements libérés',
  newBuild: 'Logements neufs',
  vacant: 'Logements sans locataire',
  meanVacancy: 'Durée moyenne de vacance en cours',
  refusalShare: 'Refus, parmi les offres',
  refusedByAllShare: 'Listes refusées par tous',
  withoutCandidate: 'Logements sans candidat',
  mutationShare: 'Mutations, parmi les baux',
  priorityShare: 'Ménages prioritaires vérifiés, parmi les baux',
  modestShare: 'Ménages modestes ou très modestes, parmi les baux',
  firstQuartileShare: 'Premier quartile, parmi les baux',
  npru: 'Relogements du renouvellement urbain',
  plaiShare: 'PLAI, parmi les baux',
  effortAboveShare: 'Baux dont le loyer passe le taux d’effort d’alerte',
  meanPoints: 'Points moyens des ménages logés',
  rowsMissed: 'Objectifs manqués, en nombre de lieux',
  shortDwellings: 'Logements qui manquent aux objectifs',
  valuePoints: 'Points des ménages logés, moins ce que coûtent les manques',
};

/** A value of a measure as it is read. */
export const measureText = (value: number, unit: Measure['unit'], decimals = 1): string => {
  switch (unit) {
    case 'count':
      return figure(value, Math.abs(value) < 20 ? decimals : 0);
    case 'share':
      return percent(value, decimals);
    case 'months':
      return `${figure(value, decimals)}${NBSP}mois`;
    case 'points':
      return `${figure(value, Math.abs(value) < 1000 ? decimals : 0)}${NBSP}points`;
  }
};
