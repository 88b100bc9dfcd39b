import type { TargetEffect, TargetState } from '../../engine/targets/balance.ts';
import { figure, percent } from './format.ts';

const STATUSES: { readonly [S in TargetState['status']]: string } = {
  reached: 'atteint',
  'within-tolerance': 'à un logement près',
  missed: 'non atteint',
  empty: 'aucune attribution cette année',
};

/** "au moins 50 %", "au plus 50 %". */
const bound = ({ target }: TargetState): string =>
  `${target.bound === 'min' ? 'au moins' : 'au plus'} ${percent(target.share)}`;

/** "12 sur 31 (39 %) ; objectif au moins 50 % : non atteint". */
export const targetSentence = (state: TargetState): string => {
  const { count } = state;
  const aim = `objectif ${bound(state)}`;
  if (state.share === null) return `${aim} : ${STATUSES[state.status]}`;
  const unknown = count.unknown > 0 ? `, dont ${figure(count.unknown)} au profil non renseigné` : '';
  return `${figure(count.counted)} sur ${figure(count.among)} (${percent(state.share)}${unknown}) ; ${aim} : ${STATUSES[state.status]}`;
};

export const targetStatus = (state: TargetState): string => STATUSES[state.status];

/** "rapproche de l’objectif, 21,4 % → 24,1 % (y compte)". */
export const effectSentence = ({ before, after, counted, direction, unknown }: TargetEffect): string => {
  if (direction === 'none') return 'sans effet : les mutations n’y comptent pas';
  const from = before.share === null ? 'aucune attribution' : percent(before.share, 1);
  const to = percent(after.share ?? 0, 1);
  const way = direction === 'towards' ? 'rapproche de l’objectif' : 'éloigne de l’objectif';
  const counts = unknown ? 'profil à établir, compté contre' : counted ? 'y compte' : 'n’y compte pas';
  return `${way}, ${from} → ${to} (${counts})`;
};
