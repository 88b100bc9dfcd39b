import type { ReadingKind } from '../../engine/disparity/audit.ts';
import type { DisparityFound } from './disparity.ts';
import { count, figure, percent, plural } from './format.ts';

/** Share of candidates of whom nothing is known from which a reading must not be taken for the whole. Ours. */
const TOO_MANY_GONE = 0.1;

/** What a reading leaves out, where that may change what it says. */
export const leftOutText = (
  kind: ReadingKind,
  { candidates, gone, leases, leasesGone }: DisparityFound['left'],
): string | null => {
  if (kind === 'method') return null;
  const [part, whole, who] =
    kind === 'leased'
      ? [leasesGone, leases, 'ménages logés']
      : [gone, candidates, 'candidats de ces commissions'];
  if (whole === 0 || part / whole < TOO_MANY_GONE) return null;
  return `${figure(part)} des ${figure(whole)} ${who} (${percent(part / whole)}) ne sont plus dans le fichier : on ne sait rien d’eux, et ceux qui restent ne leur ressemblent pas forcément. Ces écarts-ci ne disent donc pas tout.`;
};

export const disparityNotices = (
  { source, left, audit }: DisparityFound,
  { simulated, methodLabel }: { readonly simulated: boolean; readonly methodLabel: string },
): readonly string[] => [
  'Un écart n’est pas une discrimination. Les points, les priorités et les objectifs déplacent les chances, et c’est leur rôle : cet examen dit où elles sont inégales, jamais pourquoi. La commission décide.',
  'Chaque ménage n’est comparé qu’à ceux à qui le même logement convenait au même moment (son vivier). Les groupes qui demandent des logements rares n’y paraissent donc pas lésés pour autant.',
  'Attendues : le nombre de fois où le groupe serait choisi si, dans chaque vivier, toutes les demandes avaient les mêmes chances (Mantel et Haenszel, 1959). Un groupe est comparé aux ménages dont on sait qu’ils sont d’un autre groupe ; « non déclaré » est un groupe à part, comparé à tous.',
  'Entre les deux bornes, l’intervalle à 95 % sur ce seul écart. Un même ménage est dans beaucoup de viviers et y est choisi ou non pour les mêmes raisons : l’intervalle en tient compte, ménage par ménage.',
  `« Écart établi » tient compte des ${count(audit.tests, 'groupe examiné', 'groupes examinés')} ensemble (Holm, 1979) : si tout était égal, il y aurait au plus cinq chances sur cent d’en établir un seul. « Pas d’écart établi » ne dit pas qu’il n’y en a pas.`,
  `Les listes de la méthode (« ${methodLabel} », ${figure(audit.size)} candidats, graine ${figure(audit.seed)}) se font une à une, à l’ordre du dernier jour ; un ménage est sur une seule liste par commission. Retirer un critère laisse les autres inchangés : les effets de plusieurs critères ne s’additionnent pas.`,
  'L’origine, le nom, le lieu de naissance et la nationalité ne sont pas dans Précal : rien n’en est dit ici. La commune de résidence n’est connue que des locataires HLM dont le logement est au parc.',
  ...(source === 'recorded'
    ? [
        `Décisions enregistrées : les attributions de ces mois, à tous les rangs. La situation des demandes est celle d’aujourd’hui.${
          left.outsidePool > 0
            ? ` ${count(left.outsidePool, 'candidature', 'candidatures')} hors du vivier de ${plural(left.outsidePool, 'son', 'leur')} logement (autre souhait, plafond, taille) ${plural(left.outsidePool, 'n’est pas comptée', 'ne sont pas comptées')}.`
            : ''
        }`,
      ]
    : []),
  'Les groupes de moins de cinq ménages ne sont montrés à personne, ni ceux qui permettraient de les déduire.',
  ...(simulated ? ['Données simulées : aucun ménage réel, chiffres des bailleurs fictifs.'] : []),
];
