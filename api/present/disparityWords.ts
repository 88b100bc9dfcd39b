import { type Attribute, HOLDER_AGES, NOT_SAID, SIZE_STEPS } from '../../engine/disparity/attributes.ts';
import type { AuditedLevel, ReadingKind } from '../../engine/disparity/audit.ts';
import type { DroppedRule } from '../../engine/disparity/droppedRules.ts';
import type { CommuneCode } from '../../engine/domain/ids.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { communeName } from './dwelling.ts';
import { count, figure } from './format.ts';

/* The words of the audit of equal treatment. */

export const ATTRIBUTE_LABELS: Readonly<Record<Attribute, string>> = {
  size: 'Taille du ménage',
  age: 'Âge du titulaire de la demande',
  loneParent: 'Parent seul avec enfant',
  disability: 'Personne handicapée dans le ménage',
  band: 'Tranche de ressources',
  housing: 'Logement actuel',
  commune: 'Commune de résidence',
  access: 'Premier accès ou mutation',
};

const YES_NO: Readonly<Partial<Record<Attribute, Readonly<Record<string, string>>>>> = {
  loneParent: { yes: 'Parent seul avec enfant', no: 'Autres ménages' },
  disability: { yes: 'Avec une personne handicapée', no: 'Sans personne handicapée' },
};

const HOUSING: Readonly<Record<string, string>> = {
  hlm: 'Locataire HLM',
  private: 'Locataire du parc privé',
  'social-residence': 'Résidence sociale, foyer, résidence étudiante',
  sheltered: 'Hébergement, sous-location',
  hosted: 'Chez les parents, un proche, à titre gratuit',
  'owner-or-job': 'Propriétaire, logement de fonction',
  'no-home': 'Sans logement, hôtel, camping, squat',
};

const ACCESS: Readonly<Record<string, string>> = {
  'first-access': 'Premier accès',
  mutation: 'Mutation',
};

export const groupLabel = (territory: Territory, attribute: Attribute, level: string): string => {
  if (level === NOT_SAID) return attribute === 'commune' ? 'Non connue' : 'Non déclaré';
  switch (attribute) {
    case 'size':
      return sizeLabel(Number(level));
    case 'age':
      return ageLabel(Number(level));
    case 'loneParent':
    case 'disability':
      return YES_NO[attribute]?.[level] ?? level;
    case 'band':
      return territory.pack.bands.bands.find(({ id }) => id === level)?.label ?? level;
    case 'housing':
      return HOUSING[level] ?? level;
    case 'commune':
      return communeName(territory, level as CommuneCode);
    case 'access':
      return ACCESS[level] ?? level;
  }
};

const sizeLabel = (persons: number): string =>
  persons === SIZE_STEPS.at(-1)
    ? `${figure(persons)} personnes et plus`
    : count(persons, 'personne', 'personnes');

const ageLabel = (from: number): string => {
  const to = HOLDER_AGES[HOLDER_AGES.indexOf(from as never) + 1];
  if (to === undefined) return `${figure(from)} ans et plus`;
  return from === 0 ? `Moins de ${figure(to)} ans` : `${figure(from)} à ${figure(to - 1)} ans`;
};

interface ReadingWords {
  readonly label: string;
  readonly definition: string;
  /** `sur une liste`: after a number of times. */
  readonly chosen: string;
}

export const READING_WORDS: Readonly<Record<ReadingKind, ReadingWords>> = {
  listed: {
    label: 'Sur une liste de la commission',
    definition:
      'Ménages à qui une commission a attribué un logement, à n’importe quel rang, au regard de tous ceux à qui le même logement convenait le même mois.',
    chosen: 'sur une liste',
  },
  leased: {
    label: 'Bail signé',
    definition:
      'Ménages qui ont signé le bail, au regard de tous ceux à qui le même logement convenait le même mois. Les réponses des ménages y comptent autant que les choix de la commission.',
    chosen: 'un bail signé',
  },
  'listed-in-order': {
    label: 'Sur une liste de la commission, à place comparable dans l’ordre de la méthode',
    definition:
      'Les mêmes listes, mais chaque ménage n’est comparé qu’à ceux que la méthode place près de lui pour le même logement : ce que les points et les priorités expliquent est mis de côté.',
    chosen: 'sur une liste',
  },
  method: {
    label: 'Sur une liste de la méthode seule',
    definition:
      'Les listes que la méthode ferait sans personne pour décider, sur les mêmes logements. Un écart établi vient ici de ses critères et de son départage, jamais d’une décision.',
    chosen: 'sur une liste',
  },
};

/** What is said of a group. `few`: too few to tell. */
export type Verdict = 'more' | 'less' | 'none' | 'few';

export const verdictOf = ({ test, established }: AuditedLevel): Verdict =>
  test === null ? 'few' : (established ?? 'none');

export const VERDICT_TEXTS: Readonly<Record<Verdict, string>> = {
  more: 'écart établi : plus souvent',
  less: 'écart établi : moins souvent',
  none: 'pas d’écart établi',
  few: 'trop peu pour le dire',
};

export const RULE_KINDS: Readonly<Record<DroppedRule['kind'], string>> = {
  level: 'Niveau',
  criterion: 'Critère',
  weighting: 'Pondération',
};
