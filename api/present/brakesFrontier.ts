import type {
  FamilyLack,
  Frontier,
  FrontierFamily,
  FrontierPoint,
} from '../../engine/assignment/explain/frontier.ts';
import { LEAST_CELL, type MoveGroup, type Moves } from '../../engine/assignment/explain/frontierMoves.ts';
import type { PreparedSession } from '../../engine/assignment/session.ts';
import { provenanceText } from './certainty.ts';
import { count, figure, list, NBSP, plural } from './format.ts';
import { about, parts } from './sessionWords.ts';

/** One set of lists of a frontier: what it has of points, and what it leaves targets short of. */
export interface PresentedFrontierPoint {
  /** What a dwelling short was worth, points; null: the family came first. */
  readonly pricePoints: number | null;
  readonly pointsPerDwelling: number;
  readonly lack: number;
  readonly families: readonly { readonly family: string; readonly lack: number; readonly text: string }[];
  readonly leases: readonly { readonly group: string; readonly leases: number }[];
  /** How far from the best at that price, points by dwelling; null when nothing is proved. */
  readonly gapPointsPerDwelling: number | null;
  readonly text: string;
  /** Who comes on the lists and who leaves them, since the point before; null for the first. */
  readonly moves: string | null;
}

export interface PresentedFrontier {
  readonly family: FrontierFamily;
  readonly label: string;
  readonly text: string;
  readonly points: readonly PresentedFrontierPoint[];
  readonly complete: boolean;
  readonly notices: readonly string[];
}

const FAMILIES: { readonly [F in FamilyLack['family']]: string } = {
  mix: 'mixité',
  aci: 'accord collectif',
  flux: 'flux des réservataires',
  others: 'autres objectifs',
};

const GROUPS: { readonly [G in Exclude<MoveGroup, 'unknown'>]: string } = {
  modest: 'modestes',
  'intermediate-or-higher': 'intermédiaires ou plus',
  priority: 'prioritaires vérifiés',
  'not-priority': 'non prioritaires',
  'first-access': 'premiers accès',
  mutation: 'mutations',
};
const UNKNOWN = { band: 'ressources inconnues', priority: 'priorité inconnue', access: 'accès inconnu' };

const groupName = ({ axis, group }: { axis: keyof typeof UNKNOWN; group: MoveGroup }): string =>
  group === 'unknown' ? UNKNOWN[axis] : GROUPS[group];

/** @param anew the lists were changed by hand since they were computed. */
export const presentFrontier = ({
  prepared,
  frontier,
  anew,
}: {
  readonly prepared: PreparedSession;
  readonly frontier: Frontier;
  readonly anew: boolean;
}): PresentedFrontier => {
  const { family, points, complete, rows } = frontier;
  const { provenance } = prepared.request.territory.pack.matching.penaltyPointsByPrecedence;
  return {
    family,
    label: FAMILIES[family],
    text: summary(frontier),
    points: points.map(presentPoint),
    complete,
    notices: [
      ...(rows.length === 0
        ? []
        : [
            'Chaque composition est une séance recalculée en entier, avec sa preuve ; entre deux compositions, rien n’est supposé. Celles qui ne sont les meilleures à aucun prix ne sont pas cherchées.',
            `Un logement manquant y vaut autant de points pour chaque objectif de la famille ; les autres objectifs gardent le leur : ${provenanceText(provenance)}`,
            `Moins de ${LEAST_CELL} ménages d’un groupe ne sont pas comptés à part.`,
          ]),
      ...(anew ? ['Listes recalculées avec les décisions prises à la main depuis leur proposition.'] : []),
    ],
  };
};

const summary = ({ family, points, complete }: Frontier): string => {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined)
    return complete
      ? `Aucun objectif de la séance n’est de cette famille (${FAMILIES[family]}).`
      : 'Calcul arrêté avant la première composition.';
  const stopped = complete ? '' : ' Calcul arrêté avant la fin.';
  if (points.length === 1)
    return `${about(first.pointsPerDwelling)} par logement, ${lackWords(first.lack)} à la famille « ${FAMILIES[family]} ».${stopped}`;
  const cost = first.pointsPerDwelling - last.pointsPerDwelling;
  return `Sans regarder la famille « ${FAMILIES[family]} », ${about(first.pointsPerDwelling)} par logement et ${lackWords(first.lack)} ; en la servant d’abord, ${about(last.pointsPerDwelling)} et ${lackWords(last.lack)} : ${
    first.lack - last.lack < 0.005 || cost < 5
      ? 'la servir ne coûte pas de points aux listes'
      : `${parts(first.lack - last.lack)} de moins pour ${about(cost)} par logement`
  }.${stopped}`;
};

const lackWords = (lack: number): string =>
  lack < 0.005 ? 'rien ne manque' : `${parts(lack)} ${plural(lack, 'manque', 'manquent')}`;

const presentPoint = (point: FrontierPoint): PresentedFrontierPoint => {
  const { price, pointsPerDwelling, lack, families, leases, gap, moves } = point;
  const families_ = families.map((each) => ({
    family: FAMILIES[each.family],
    lack: each.dwellings,
    text: `${FAMILIES[each.family]} : ${lackWords(each.dwellings)}, ${figure(each.lacking)} ${plural(each.lacking, 'objectif non tenu', 'objectifs non tenus')} sur ${figure(each.rows)}`,
  }));
  const proof =
    gap.perDwelling === null
      ? 'écart au meilleur non vérifié'
      : `à ${about(Math.ceil(gap.perDwelling * 100 - 1e-6) * 10)} par logement du meilleur au plus, vérifié sans le solveur`;
  return {
    pricePoints: price === null ? null : price / 1000,
    pointsPerDwelling: pointsPerDwelling / 1000,
    lack,
    families: families_,
    leases: leases
      .filter((each) => each.leases > 0)
      .map((each) => ({ group: groupName(each), leases: each.leases })),
    gapPointsPerDwelling: gap.perDwelling,
    text: `${priceWords(price)} : ${about(pointsPerDwelling)} par logement ; ${families_.map(({ text }) => text).join(' ; ')} (${proof}).`,
    moves: moves === null ? null : movesText(moves),
  };
};

const priceWords = (price: number | null): string =>
  price === null
    ? 'La famille avant les points'
    : price === 0
      ? 'Sans la famille'
      : `Un logement manquant vaut ${about(price)}`;

/** "12 ménages entrent (5 modestes, …), 12 sortent (…)"; small cells are left out, totals too. */
const movesText = ({ entering, leaving, groups }: Moves): string => {
  const side = (which: 'entering' | 'leaving'): string => {
    const told = groups.flatMap((each) => {
      const households = each[which];
      return households === null || households === 0 ? [] : [`${figure(households)} ${groupName(each)}`];
    });
    return told.length === 0 ? '' : ` (${list(told)})`;
  };
  const total = (households: number | null, one: string, many: string): string =>
    households === null ? `moins de ${LEAST_CELL}${NBSP}ménages ${many}` : count(households, one, many);
  return entering === 0 && leaving === 0
    ? 'Les mêmes ménages, autrement répartis.'
    : `${total(entering, 'ménage entre', entering === null ? 'entrent' : 'ménages entrent')}${side('entering')} ; ${total(leaving, 'ménage sort', leaving === null ? 'sortent' : 'ménages sortent')}${side('leaving')}.`;
};
