import type { PresentedBrake, PresentedBrakes } from './brakes.ts';
import { certaintyMark } from './certainty.ts';
import { bullet, heading, spaces, wrap } from './text.ts';

/* What targets cost, in a terminal: plain text, 100 columns. */

const GROUPS = [
  ['price', 'Objectifs tenus, et ce qu’ils coûtent'],
  ['lack', 'Objectifs non tenus, et ce que coûterait d’en servir davantage'],
  ['threshold', 'Tenus sans coût, jusqu’à un certain point'],
] as const;

const brakeText = (brake: PresentedBrake): string =>
  [
    bullet(`${brake.label} ${certaintyMark(brake.certainty)} : ${brake.text}`),
    ...brake.brakes.map((text) => wrap(text, { first: spaces(6) })),
    ...(brake.lists === null ? [] : [wrap(brake.lists, { first: spaces(6) })]),
  ].join('\n');

/** Targets that cost first; those that nothing more can be brought to; those that cost nothing. */
export const brakesText = ({ text, costing, unreachable, free, notices }: PresentedBrakes): string =>
  [
    'Précal : ce que coûtent les objectifs de la séance',
    wrap(text),
    ...GROUPS.flatMap(([group, title]) => {
      const of = costing.filter((brake) => brake.group === group);
      return of.length === 0 ? [] : [heading(title), ...of.map(brakeText)];
    }),
    ...(unreachable.length === 0
      ? []
      : [heading('Hors d’atteinte de la séance'), ...unreachable.map(brakeText)]),
    ...(free.length === 0 ? [] : [heading('Sans coût'), ...free.map((label) => bullet(label))]),
    heading('À savoir'),
    ...notices.map((notice) => bullet(notice)),
    '',
  ].join('\n');
