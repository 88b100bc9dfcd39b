import type { PresentedAcceptance } from './acceptanceReport.ts';
import { bullet, heading, wrap } from './text.ts';

const section = (title: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [heading(title), ...texts.map((text) => bullet(text))];
const textsOf = (items: readonly { readonly text: string }[]): string[] => items.map(({ text }) => text);

/** Acceptance in a terminal: 100 columns. */
export const acceptanceReportText = ({
  territory,
  simulated,
  rates,
  correlation,
  model,
  use,
}: PresentedAcceptance): string =>
  [
    `Précal : acceptation des propositions, au ${territory.asOf}`,
    wrap(`Territoire : ${territory.label}`),
    ...(simulated ? ['Données simulées : aucun ménage réel, chiffres des bailleurs fictifs.'] : []),
    ...section('Taux par classe de quartier et par rang', textsOf(rates.rows)),
    wrap(rates.text, { first: '  ' }),
    wrap(correlation.text, { first: '  ' }),
    heading('Modèle individuel'),
    wrap(model.text, { first: '  ' }),
    ...section('Ce qui compte', textsOf(model.effects)),
    ...section('Laissé de côté', textsOf(model.leftOut)),
    ...section('Prévu et observé, par dixième des offres', textsOf(model.calibration)),
    ...section('Erreur de prévision', textsOf(model.losses)),
    `\n${wrap(use)}`,
    '',
  ].join('\n');
