import type { PresentedCounterfactual } from './counterfactual.ts';
import { count } from './format.ts';
import { bullet, heading, wrap } from './text.ts';

/** What a household could do, as plain text. */
export const counterfactualText = (shown: PresentedCounterfactual): string =>
  [
    `Précal : ce qui mettrait la demande ${shown.number} sur une liste, au ${shown.asOf}`,
    wrap(
      shown.session === null
        ? `Regardé : ${count(shown.vacancies, 'logement libéré', 'logements libérés')}.`
        : `Regardé : les listes de la séance ${shown.session}, ${count(shown.vacancies, 'logement', 'logements')}.`,
    ),
    '',
    wrap(shown.verdict, { first: '  ' }),
    ...(shown.ways.length === 0
      ? []
      : [heading('Ce qui suffirait aujourd’hui'), ...shown.ways.map(({ text }) => bullet(text))]),
    ...(shown.never.length === 0
      ? []
      : [heading('Ce que rien n’y changerait'), ...shown.never.map(({ text }) => bullet(`${text}.`))]),
    heading('À savoir'),
    ...shown.method.map((text) => bullet(text)),
    `\n${wrap(shown.reminder)}`,
    '',
  ].join('\n');
