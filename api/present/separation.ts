import type { ValueGap } from '../../engine/shortlist/pricedOrder.ts';
import type { Separation } from '../../engine/shortlist/ranking.ts';
import { list, points } from './format.ts';
import { about } from './sessionWords.ts';

/** What separates a demand from a neighbour of the list: the next one, which it precedes, or the previous one, which precedes it. */
export const separationText = (separation: Separation | ValueGap, neighbour: 'next' | 'previous'): string => {
  const other = neighbour === 'next' ? 'le suivant' : 'le précédent';
  const side = `${neighbour === 'next' ? 'devant' : 'derrière'} ${other}`;
  switch (separation.by) {
    case 'tier': {
      const { label, otherLabel } = separation;
      return `${side} par le niveau : ${label === null ? 'les demandes sans niveau passent' : `« ${label} » passe`} avant ${otherLabel === null ? 'les demandes sans niveau' : `« ${otherLabel} »`}`;
    }
    case 'points':
      return `${side} de ${points(separation.difference)}`;
    case 'tie-break':
      return `à égalité de niveau et de points avec ${other} ; départage : ${separation.label}`;
    case 'value':
      return `${side}${valueText(separation, other)}`;
    case 'even':
      return `à égalité avec ${other}, objectifs compris ; ordre de la méthode : ${separationText(separation.separation, neighbour)}`;
    case 'number':
      return `à égalité complète avec ${other} ; départage par le numéro unique`;
  }
};

/** " de 12 points, et de 4,5 points par les objectifs"; ", qui a 6 points de plus, par l’objectif « A » (8 points)". */
const valueText = (
  { points: own, lift, targets, rows }: Extract<ValueGap, { by: 'value' }>,
  other: string,
): string => {
  const stands =
    own > 0 ? ` de ${points(own)}` : own < 0 ? `, qui a ${points(-own)} de plus` : ', à égalité de points';
  const level = lift > 0 ? ' ; son niveau compte aussi' : lift < 0 ? ` ; le niveau joue pour ${other}` : '';
  if (targets < 0)
    return `${stands}, bien que les objectifs favorisent ${other} de ${about(-targets)}${level}`;
  if (targets === 0) return `${stands}${level}`;
  const strongest = rows.map(({ row, points: worth }) => `« ${row.target.label} » (${about(worth)})`);
  return `${stands}${own > 0 ? ', et' : ''} de ${about(targets)} par ${rows.length === 1 ? 'l’objectif' : 'les objectifs'} ${list(strongest)}${level}`;
};
