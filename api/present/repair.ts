import type { LeaveReason, ListDiff, RepairDiff, RowEffect } from '../../engine/assignment/repair/diff.ts';
import type { Repaired } from '../../engine/assignment/repair/repair.ts';
import { EXCLUSION_MOTIVES } from '../../engine/domain/codes.ts';
import type { Issue } from '../../engine/domain/issue.ts';
import { count, points } from './format.ts';
import { dwellings, readsAsNone } from './targets.ts';

/* What changed on the lists of a session under way, in sentences read in the meeting. */

/** How the arrays of the model are named: a vacancy's identifier, a numéro unique, a target's label. */
export interface RepairNames {
  vacancy(vacancy: number): string;
  demand(candidate: number): string;
  row(row: number): string;
}

export interface PresentedRepair {
  readonly summary: string;
  /** One sentence a list that changed. */
  readonly lists: readonly { readonly vacancy: string; readonly text: string }[];
  /** One sentence a target whose expected balance changed. */
  readonly targets: readonly { readonly target: string; readonly text: string }[];
  readonly points: string;
  /** Whether nothing better was possible, and how that is known. */
  readonly proof: string;
}

/** The mended session against the one before, in French. */
export const presentRepair = (
  { diff, proven, cost }: Pick<Repaired, 'diff' | 'proven' | 'cost'>,
  names: RepairNames,
): PresentedRepair => ({
  summary: summary(diff),
  lists: diff.lists.map((list) => ({
    vacancy: names.vacancy(list.vacancy),
    text: list.pulled ? pulledText(list, names) : listText(list, names),
  })),
  targets: diff.rows.map((effect) => {
    const target = names.row(effect.row);
    return { target, text: `${target} : ${rowText(effect)}` };
  }),
  points: pointsText(diff),
  proof: proofText(proven, cost.violation > 0),
});

const summary = ({ lists }: RepairDiff): string => {
  if (lists.length === 0) return 'Aucune liste ne change.';
  const left = lists.reduce((sum, list) => sum + list.left.length, 0);
  const entered = lists.reduce((sum, list) => sum + list.entered.length, 0);
  const changed = count(lists.length, 'liste change', 'listes changent');
  return `${changed} : ${count(left, 'sortie', 'sorties')}, ${count(entered, 'entrée', 'entrées')}.`;
};

/** "Au logement V-012 : le candidat 2 se retire ; le candidat 3 passe au rang 2 ; entre au rang 3 la demande 999…." */
const listText = (
  { vacancy, left, moved, entered, reversed, empty }: ListDiff,
  names: RepairNames,
): string => {
  const parts = [
    ...left.map(
      ({ candidate, rank, why, to }) =>
        `le candidat ${rank} (demande ${names.demand(candidate)}) ${leftText(why, to, names)}`,
    ),
    ...moved.map(({ from, to }) => `le candidat ${from} passe au rang ${to}`),
    ...entered.map(({ candidate, rank, from, pinned }) =>
      [
        `entre au rang ${rank} la demande ${names.demand(candidate)}`,
        ...(from === null ? [] : [`jusqu’ici au logement ${names.vacancy(from)}`]),
        ...(pinned ? ['placée à la main'] : []),
      ].join(', '),
    ),
    ...reversed.map(
      ({ ahead, behind }) =>
        `la demande ${names.demand(ahead)} passe devant la demande ${names.demand(behind)}`,
    ),
    ...(empty > 0 ? [`il reste ${count(empty, 'place sans candidat', 'places sans candidat')}`] : []),
  ];
  return `Au logement ${names.vacancy(vacancy)} : ${parts.join(' ; ')}.`;
};

const leftText = (why: LeaveReason, to: number | null, names: RepairNames): string => {
  const place = to === null ? null : `au logement ${names.vacancy(to)}`;
  const then = place === null ? '' : `, et entre ${place}`;
  switch (why.kind) {
    case 'withdrawn':
      return why.motive === 'withdrew' ? 'se retire' : `sort de la séance (${motiveText(why.motive)})`;
    case 'excluded':
      return `sort de cette liste (${motiveText(why.motive)})${then}`;
    case 'pinned-elsewhere':
      return `passe ${place ?? 'sur une autre liste'}, où il est placé à la main`;
    case 'not-eligible':
      return `n’est plus éligible à ce logement${then}`;
    case 'moved':
      return `passe ${place ?? 'sur une autre liste'}, où il ne reste personne d’autre`;
    case 'vacancy-pulled':
    case 'made-room':
      return `laisse sa place${then}`;
  }
};

const motiveText = (motive: keyof typeof EXCLUSION_MOTIVES): string =>
  EXCLUSION_MOTIVES[motive].toLocaleLowerCase('fr');

const pulledText = ({ vacancy, left }: ListDiff, names: RepairNames): string => {
  const onward = left.flatMap(({ candidate, to }) =>
    to === null ? [] : [`la demande ${names.demand(candidate)} entre au logement ${names.vacancy(to)}`],
  );
  const free = left.length - onward.length;
  const parts = [
    `Le logement ${names.vacancy(vacancy)} est retiré de la séance`,
    ...onward,
    ...(free > 0
      ? [count(free, 'candidat n’est plus sur aucune liste', 'candidats ne sont plus sur aucune liste')]
      : []),
  ];
  return `${parts.join(' ; ')}.`;
};

const rowText = ({ slackBefore, slackAfter, penalty }: RowEffect): string => {
  const before = slackBefore > 0 ? `il en manquait ${lacking(slackBefore)}` : 'rien n’y manquait';
  if (slackAfter === 0) return `tenu en moyenne (${before}).`;
  const hard = penalty === Infinity ? ' ; cette règle devait être tenue' : '';
  return `il manque ${lacking(slackAfter)} attendu${slackAfter >= 2 ? 's' : ''} (${before})${hard}.`;
};

const lacking = (slack: number): string =>
  readsAsNone(slack) ? `moins de ${dwellings(0.1)}` : dwellings(slack);

/** The model's scores, not the method's points: a level lifts those that it puts first (`liftLevels`). */
const pointsText = ({ before, after }: RepairDiff): string =>
  `Valeur attendue des listes, où une demande que son niveau fait passer devant une autre compte au moins autant qu’elle : ${points(before.expected)} avant, ${points(after.expected)} après ; coût des objectifs non tenus : ${points(before.slackCost)} avant, ${points(after.slackCost)} après.`;

const proofText = (proven: boolean, broken: boolean): string => {
  const rule = broken ? ' Une règle impérative n’est pas tenue.' : '';
  return proven
    ? `Aucune autre réparation ne change moins de personnes, puis moins de rangs, puis ne vaut plus de points.${rule}`
    : `La recherche s’est arrêtée à sa limite : une réparation d’une valeur un peu meilleure peut exister.${rule}`;
};

/** Why a change is refused, by code. */
export const REPAIR_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'repair.vacancy-pulled': () =>
    'Ce logement a été retiré de la séance : annulez d’abord ce retrait pour changer sa liste.',
  'repair.withdrawn': () =>
    'Ce candidat est sorti de la séance : réadmettez-le avant de le placer sur une liste.',
  'repair.excluded': () =>
    'Ce candidat a été écarté de cette liste : levez d’abord cette exclusion pour l’y placer.',
  'repair.not-eligible': () =>
    'Ce candidat n’est pas éligible à ce logement : il ne peut pas y être placé. Ses règles d’adéquation disent pourquoi.',
  'repair.rank-unknown': ({ expected }) => `Ce rang n’existe pas sur cette liste : rang ${expected} attendu.`,
  'repair.rank-taken': ({ received }) =>
    `Un autre candidat est déjà placé à la main au rang ${received} : libérez-le, ou choisissez un autre rang.`,
  'repair.list-all-pinned': () =>
    'Toutes les places de cette liste sont déjà placées à la main : libérez-en une d’abord.',
  'repair.order-incomplete': () =>
    'L’ordre donné doit comporter chaque candidat de la liste, une fois et une seule.',
  'repair.not-pinned': () => 'Ce candidat n’est pas placé à la main : il n’y a rien à libérer.',
  'repair.not-excluded': () => 'Ce candidat n’est pas écarté : il n’y a rien à lever.',
};
