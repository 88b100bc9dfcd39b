import { figure } from './format.ts';
import type { PresentedPrices } from './prices.ts';
import { bullet, heading, wrap } from './text.ts';

/** Prices of the month's plan as plain text. */
export const pricesText = (p: PresentedPrices): string =>
  [
    wrap(p.text),
    heading(
      p.rows.length === 0 ? 'Aucun objectif n’a de prix' : `${figure(p.rows.length)} objectifs ont un prix`,
    ),
    ...p.rows.map(({ text }) => bullet(text)),
    heading('À savoir'),
    ...p.notices.map((notice) => bullet(notice)),
    `\n${wrap(`Méthode ${p.method.id} ${p.method.version} ; empreinte ${p.hash}.`)}`,
    '',
  ].join('\n');
