import type { Arm } from '../../engine/comparison/experiment.ts';
import type { Measure, UnitKind } from '../../engine/comparison/measures.ts';
import { AGE_STEPS, type SegmentDimension } from '../../engine/comparison/segments.ts';
import type { TargetGroup } from '../../engine/comparison/targetEnds.ts';
import { TYPOLOGY_LABELS, type Typology } from '../../engine/domain/codes.ts';
import type { CommuneCode } from '../../engine/domain/ids.ts';
import type { PolicyId } from '../../engine/policies/policy.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { communeName } from './dwelling.ts';
import { figure, NBSP, plural } from './format.ts';

/* The words of the method test bench. */

export const POLICY_LABELS: Readonly<Record<PolicyId, string>> = {
  'date-order': 'Date de dépôt',
  points: 'Points seuls',
  filters: 'Points, objectifs en filtre',
  joint: 'Toutes les listes ensemble',
  prices: 'Une à une, aux prix des objectifs',
  lottery: 'Tirage au sort',
  recorded: 'Décisions enregistrées',
};

export const POLICY_TEXTS: Readonly<Record<PolicyId, string>> = {
  'date-order': 'Les demandes les plus anciennes d’abord, sans points ni objectifs.',
  points: 'L’ordre de la méthode seul ; aucun objectif n’est regardé.',
  filters:
    'L’ordre de la méthode, parmi les ménages qui servent les objectifs en retard dans le lieu, tant qu’il en reste assez pour une liste.',
  joint:
    'Toutes les listes d’une commission choisies ensemble, points et objectifs pesés l’un contre l’autre.',
  prices: 'Les listes l’une après l’autre, dans l’ordre de la méthode corrigé par les prix du plan du mois.',
  lottery: 'Un tirage au sort parmi les ménages à qui le logement convient, pour chaque logement.',
  recorded:
    'Les listes que les commissions ont données, dans leur ordre ; seules les réponses des ménages sont tirées de nouveau.',
};

export const armLabel = ({ policy, method, id }: Arm): string =>
  id === policy ? POLICY_LABELS[policy] : `${POLICY_LABELS[policy]} (${method})`;

interface MeasureWords {
  readonly label: string;
  readonly definition: string;
}

export const MEASURE_WORDS: Readonly<Record<string, MeasureWords>> = {
  leases: { label: 'Baux par mois', definition: 'Logements attribués et acceptés, par mois.' },
  'refusals-per-list': {
    label: 'Refus par liste',
    definition: 'Refus tirés au sort, rapportés aux listes qui ont au moins un candidat.',
  },
  'failed-share': {
    label: 'Listes en échec',
    definition: 'Part des listes dont tous les candidats ont refusé ; le logement revient le mois suivant.',
  },
  'without-candidate': {
    label: 'Logements sans candidat par mois',
    definition: 'Logements examinés pour lesquels aucun ménage n’a été trouvé.',
  },
  'first-rank-share': {
    label: 'Baux au premier rang',
    definition: 'Part des baux signés par le premier de la liste.',
  },
  waiting: {
    label: 'Attente des ménages logés',
    definition: 'Mois entre le dépôt de la demande et le bail, en moyenne.',
  },
  points: {
    label: 'Points des ménages logés',
    definition:
      'Points de la méthode de mesure, la même pour toutes, en moyenne. Les niveaux d’une méthode passent avant ses points : l’ordre de la méthode n’a donc pas toujours le plus de points.',
  },
  'priority-share': {
    label: 'Prioritaires en premier accès',
    definition: 'Part des premiers accès dont une situation prioritaire est vérifiée ou le DALO reconnu.',
  },
  short: {
    label: 'Manques aux objectifs, tous lieux',
    definition:
      'Logements qui manquent à chaque objectif dans chaque lieu en fin d’année, ou de période, additionnés. Un logement peut manquer à plusieurs objectifs.',
  },
  'short-quartier': {
    label: 'Manques, quartiers et résidences',
    definition: 'Les mêmes, objectifs de quartier.',
  },
  'short-commune': { label: 'Manques, communes', definition: 'Les mêmes, objectifs de commune.' },
  'short-bailleur': { label: 'Manques, bailleurs', definition: 'Les mêmes, objectifs de bailleur.' },
  'short-contingent': { label: 'Manques, contingents', definition: 'Les mêmes, parts des contingents.' },
  'short-territory': {
    label: 'Manques, territoire',
    definition: 'Les mêmes, objectifs de tout le territoire.',
  },
  'never-listed': {
    label: 'Jamais sur une liste',
    definition:
      'Demandes à qui un logement libéré au moins convenait et qui ne sont sur aucune liste de la période.',
  },
};

export const GROUP_LABELS: Readonly<Record<TargetGroup, string>> = {
  quartier: 'Quartiers',
  residence: 'Résidences',
  commune: 'Communes',
  bailleur: 'Bailleurs',
  contingent: 'Contingents',
  territory: 'Territoire',
};

export const UNIT_TEXTS: Readonly<Record<UnitKind, string>> = {
  replication: 'réplications',
  'month-block': 'blocs de mois',
};

/** A value without its unit: shares in percentage. */
const bareText = (value: number, unit: Measure['unit']): string => {
  switch (unit) {
    case 'share':
      return figure(value * 100, 1);
    case 'per-list':
      return figure(value, 2);
    case 'demands':
      return figure(value);
    default:
      return figure(value, 1);
  }
};

/** What follows a value in its unit, and a difference: shares differ by points of percentage. */
const suffixOf = (value: number, unit: Measure['unit'], share: string): string => {
  if (unit === 'share') return `${NBSP}${share}`;
  if (unit === 'months') return `${NBSP}mois`;
  return unit === 'points' ? `${NBSP}${plural(value, 'point', 'points')}` : '';
};

/** A value in its unit: `12,4 mois`, `38,2 %`. */
export const valueText = (value: number, unit: Measure['unit']): string =>
  `${bareText(value, unit)}${suffixOf(value, unit, '%')}`;

/** Signed, unless it rounds to nothing. */
const signedText = (value: number, unit: Measure['unit']): string => {
  const text = bareText(value, unit);
  return value > 0 && text !== '0' ? `+${text}` : text;
};

/** A difference in its unit, signed unless it rounds to nothing: shares in points of percentage. */
export const differenceText = (value: number, unit: Measure['unit']): string =>
  `${signedText(value, unit)}${suffixOf(value, unit, 'pt')}`;

interface Bounds {
  readonly low: number | null;
  readonly high: number | null;
}

/** `[−15 ; −9]`, in the unit of the difference that it is the interval of; empty where there is none. */
export const boundsText = ({ low, high }: Bounds, unit: Measure['unit']): string =>
  low === null || high === null ? '' : `[${signedText(low, unit)}${NBSP}; ${signedText(high, unit)}]`;

/** `−12,3 mois [−15 ; −9]`: a difference with its interval, where it has one. */
export const intervalText = (
  { mean, ...bounds }: Bounds & { readonly mean: number },
  unit: Measure['unit'],
): string => [differenceText(mean, unit), boundsText(bounds, unit)].filter((text) => text !== '').join(' ');

export const DIMENSION_LABELS: Readonly<Record<SegmentDimension, string>> = {
  typology: 'Typologie souhaitée',
  commune: 'Commune souhaitée',
  band: 'Tranche de ressources',
  situation: 'Situation prioritaire',
  age: 'Ancienneté de la demande',
  access: 'Premier accès ou mutation',
};

const SITUATIONS: Readonly<Record<string, string>> = {
  verified: 'Priorité vérifiée, ou DALO',
  declared: 'Priorité déclarée ou calculée',
  none: 'Aucune',
  unknown: 'Non connue',
};
const ACCESS: Readonly<Record<string, string>> = {
  'first-access': 'Premier accès',
  mutation: 'Mutation',
  unknown: 'Non connu',
};

/** `1 à 2 ans`, by step. */
export const ageLabel = (step: number): string => {
  const [from, to] = [AGE_STEPS[step]!, AGE_STEPS[step + 1]];
  if (to === undefined) return `${from} ans et plus`;
  return from === 0 ? `moins de ${to} an` : `${from} à ${to} ans`;
};

export const levelLabel = (territory: Territory, dimension: SegmentDimension, level: string): string => {
  switch (dimension) {
    case 'typology':
      return TYPOLOGY_LABELS[level as Typology];
    case 'commune':
      return communeName(territory, level as CommuneCode);
    case 'band':
      return territory.pack.bands.bands.find(({ id }) => id === level)?.label ?? 'Non connue';
    case 'situation':
      return SITUATIONS[level] ?? level;
    case 'age':
      return ageLabel(AGE_STEPS.findIndex((years) => String(years) === level));
    case 'access':
      return ACCESS[level] ?? level;
  }
};
