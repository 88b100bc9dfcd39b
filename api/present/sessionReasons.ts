import type { HandPin } from '../../engine/assignment/explain/byHand.ts';
import type { ListedHousehold } from '../../engine/assignment/explain/candidates.ts';
import type { ExclusionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import type { GivenUp } from '../../engine/assignment/explain/givenUp.ts';
import type { OwnDifference, RankReason } from '../../engine/assignment/explain/rankReason.ts';
import { EXCLUSION_MOTIVES, PIN_MOTIVES } from '../../engine/domain/codes.ts';
import { lowerFirst, points, signedPoints } from './format.ts';
import { separationText } from './separation.ts';
import { about, exchangeText, expected, type SessionNames, theTargets } from './sessionWords.ts';

/** What puts a household before the next one of its list; the last one has nobody behind. */
export const rankText = (listed: ListedHousehold, names: SessionNames): string => {
  const reason = listed.aheadOfNext;
  if (reason === null)
    return listed.byHand ? 'placée à la main ; dernière de la liste' : 'dernière de la liste';
  const text = reasonText(reason, names);
  return listed.byHand && reason.by === 'hand' ? `placée à la main` : text;
};

const reasonText = (reason: RankReason, names: SessionNames): string => {
  switch (reason.by) {
    case 'hand':
      return 'devant la suivante, placée à la main';
    case 'method':
    case 'level':
      return separationText(reason.separation, 'next');
    case 'carried':
      return `devant le suivant de ${points(reason.difference)}, report des séances passées compris`;
    case 'points': {
      const { difference, targets, lift } = reason;
      const base = `${standsText(reason)}${difference <= 0 ? ', par son niveau' : ''}`;
      const priced =
        targets < 0
          ? `, bien que les objectifs favorisent le suivant de ${about(-targets)}`
          : targets > 0
            ? `, et de ${about(targets)} par les objectifs`
            : '';
      return `${base}${priced}${difference <= 0 && lift > 0 ? '' : levelText(lift)}`;
    }
    case 'targets':
      return `${standsText(reason)}, par ${theTargets(reason.rows, names)}${levelText(reason.lift)}`;
    case 'plan':
      return reason.exchange.loss > 0
        ? `devant le suivant pour l’ensemble de la séance : dans l’ordre inverse, ${exchangeText(reason.exchange, names)}`
        : 'devant le suivant sans que rien ne l’impose : l’ordre inverse vaudrait autant ou davantage, dans l’écart que dit le certificat';
    case 'even':
      return 'à égalité avec le suivant, objectifs compris : les deux ordres se valent';
  }
};

/** "devant le suivant, qui a 15 points de plus": the points that both pages show. */
const standsText = ({ difference, carried }: OwnDifference): string => {
  const stands =
    difference > 0
      ? `devant le suivant de ${points(difference)}`
      : difference < 0
        ? `devant le suivant, qui a ${points(-difference)} de plus`
        : 'devant le suivant, à égalité de points';
  return carried === 0 ? stands : `${stands}, report des séances passées compris`;
};

const levelText = (lift: number): string =>
  lift > 0 ? ' ; son niveau compte aussi' : lift < 0 ? ' ; le niveau du suivant joue pour lui' : '';

/** What makes a household's value in the session besides its points; empty when nothing does. */
export const valueTexts = (
  { carried, lift, priceEffects, levels }: ListedHousehold,
  names: SessionNames,
): readonly string[] => [
  ...(carried === 0 ? [] : [`${signedPoints(carried)} : report des séances passées`]),
  ...(lift === 0
    ? []
    : [
        `${signedPoints(lift)} : son niveau passe avant les points parmi les demandes que les objectifs voient de même`,
      ]),
  ...priceEffects
    .filter(({ points: worth }) => Math.round(worth / 10) !== 0)
    .map(
      ({ row, points: worth, dwellings }) =>
        `${signedPoints(Math.round(worth / 10) * 10)} : ${dwellings > 0 ? 'rapproche de' : 'éloigne de'} ${names.target(row)}`,
    ),
  ...(levels === 0
    ? []
    : [`${signedPoints(Math.round(levels))} : niveaux de la méthode, servis avant les points`]),
];

/** "Demande 999… (2e par la méthode seule) : …". */
export const givenUpText = ({ row, rank, why }: GivenUp, names: SessionNames): string =>
  `Demande ${names.demand(row)} (${rank === 1 ? '1re' : `${rank}e`} par la méthode seule) : ${givenUpReason(why, names)}.`;

const givenUpReason = (why: GivenUp['why'], names: SessionNames): string => {
  switch (why.by) {
    case 'listed-elsewhere':
      return why.byHand
        ? `placée à la main au rang ${why.rank} du logement ${names.vacancy(why.vacancy)}`
        : `proposée au rang ${why.rank} du logement ${names.vacancy(why.vacancy)}, un ménage ne figurant que sur une liste`;
    case 'excluded':
      return `${why.everywhere ? 'sortie de la séance' : 'sortie de cette liste'} à la main (${motiveText(why.motive)})`;
    case 'pinned-instead':
      return `la demande ${names.demand(why.instead)}, placée à la main, tient cette place`;
    case 'targets': {
      const counted = exchangeText(why.exchange, names);
      return `non retenue ici au profit de la demande ${names.demand(why.instead)}, par ${theTargets(why.rows, names)}${counted === '' ? '' : ` : avec elle, ${counted}`}`;
    }
    case 'points':
      return `la demande ${names.demand(why.instead)} a ${points(why.difference)} de plus ; entre demandes que les objectifs voient différemment, les points décident et non le niveau`;
    case 'plan':
      if (why.instead === null || why.exchange === null)
        return 'la liste n’est pas complète : le calcul s’est arrêté avant de la remplir';
      return why.exchange.loss > 0
        ? `non retenue pour l’ensemble de la séance : à la place de la demande ${names.demand(why.instead)}, ${exchangeText(why.exchange, names)}`
        : `non retenue sans que rien ne l’impose : à la place de la demande ${names.demand(why.instead)}, les listes vaudraient ${expected(-why.exchange.loss)} de plus, dans l’écart que dit le certificat`;
  }
};

const motiveText = (motive: keyof typeof EXCLUSION_MOTIVES | null): string =>
  motive === null ? 'motif non renseigné' : lowerFirst(EXCLUSION_MOTIVES[motive]);

/** "Demande 999…, sortie de la liste du logement V-2 (pièce manquante) : par la méthode seule, elle y serait au rang 2." */
export const exclusionText = (
  { number, vacancy, motive, changed }: ExclusionExplanation,
  names: SessionNames,
): string => {
  const from = vacancy === null ? 'de la séance' : `de la liste du logement ${names.vacancy(vacancy)}`;
  const listed = changed.filter(({ rank }) => rank !== null);
  const lost = listed.map(({ vacancy: at, rank }) => `au rang ${rank} du logement ${names.vacancy(at)}`);
  const effect =
    changed.length === 0
      ? 'sans effet : elle n’y est pas éligible'
      : lost.length === 0
        ? 'sans effet sur les listes : par la méthode seule, elle n’y serait pas proposée'
        : `par la méthode seule, elle serait ${lost.join(' et ')}`;
  return `Demande ${number}, sortie ${from} (${motiveText(motive)}) : ${effect}.`;
};

/** "Demande 999…, placée au rang 1 du logement V-2 (choix de la commission)." */
export const pinText = ({ vacancy, row, rank, motive }: HandPin, names: SessionNames): string =>
  `Demande ${names.demand(row)}, placée ${rank === null ? 'sur la liste' : `au rang ${rank}`} du logement ${names.vacancy(vacancy)} (${
    motive === null ? 'motif non renseigné' : lowerFirst(PIN_MOTIVES[motive])
  }).`;
