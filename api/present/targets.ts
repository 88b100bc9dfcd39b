import type { TargetEffect, TargetState } from '../../engine/targets/balance.ts';
import type { Aim } from '../../engine/targets/schedule.ts';
import { figure, NBSP, percent, percentBeside, plural } from './format.ts';

const STATUSES: { readonly [S in TargetState['status']]: string } = {
  reached: 'atteint',
  'within-tolerance': 'à un logement près',
  missed: 'non atteint',
  empty: 'aucune attribution cette année',
};

/** "au moins 50 %", "au plus 50 %", "au moins 2 logements". */
export const aimWords = (aim: Aim): string =>
  `${aim.bound === 'min' ? 'au moins' : 'au plus'} ${
    aim.kind === 'share' ? percent(aim.shareHundredths / 100) : dwellings(aim.dueHundredths / 100)
  }`;

/** "2,5 logements". */
export const dwellings = (value: number): string =>
  `${figure(value, 1)}${NBSP}${plural(value, 'logement', 'logements')}`;

/** Whether `dwellings` would say that there are none. */
export const readsAsNone = (value: number): boolean => Number(value.toFixed(1)) === 0;

const BESIDE: { readonly [E in TargetState['beside']['event']]: string } = {
  decision: 'attributions décidées',
  lease: 'baux signés',
};

/** The other event's count, where it says something else. */
const besideText = ({ count, beside }: TargetState): string =>
  beside.count.among === count.among && beside.count.counted === count.counted
    ? ''
    : ` (${BESIDE[beside.event]} : ${figure(beside.count.counted)} sur ${figure(beside.count.among)})`;

/** "12 sur 31 (39 %) ; objectif au moins 50 % : non atteint (baux signés : 10 sur 27)". */
export const targetSentence = (state: TargetState): string => {
  const { count } = state;
  const aim = `objectif ${aimWords(state.aim)}`;
  if (state.aim.kind === 'count')
    return `${dwellings(count.counted)} cette année ; ${aim} : ${STATUSES[state.status]}${besideText(state)}`;
  if (state.share === null) return `${aim} : ${STATUSES[state.status]}${besideText(state)}`;
  const unknown = count.unknown > 0 ? `, dont ${figure(count.unknown)} au profil non renseigné` : '';
  return `${figure(count.counted)} sur ${figure(count.among)} (${percentBeside(state.share, state.aim.shareHundredths / 100)}${unknown}) ; ${aim} : ${STATUSES[state.status]}${besideText(state)}`;
};

/**
 * "rapproche de l’objectif, 21,4 % → 24,1 % (y compte)". `why`: why the household counts or not, for a target of priority
 * households.
 */
export const effectSentence = (
  { before, after, counted, direction, unknown }: TargetEffect,
  why: string | null = null,
): string => {
  if (direction === 'none') {
    if (before !== after) return 'sans effet : n’y compte pas';
    return before.target.credited === undefined
      ? 'sans effet : les mutations n’y comptent pas'
      : 'sans effet : le bail serait crédité à un autre contingent';
  }
  const reached = after.share ?? 0;
  const from = before.share === null ? 'aucune attribution' : percentBeside(before.share, reached, 1);
  const to = percentBeside(reached, before.share ?? reached, 1);
  const way = direction === 'towards' ? 'rapproche de l’objectif' : 'éloigne de l’objectif';
  const verdict = unknown ? 'profil à établir, compté contre' : counted ? 'y compte' : 'n’y compte pas';
  const counts = why === null ? verdict : `${verdict} : ${why}`;
  if (before.aim.kind === 'count')
    return `${way}, ${figure(before.count.counted)} → ${dwellings(after.count.counted)} (${counts})`;
  return from === to
    ? `${direction === 'towards' ? 'conforte l’objectif' : way}, ${to} avant comme après (${counts})`
    : `${way}, ${from} → ${to} (${counts})`;
};
