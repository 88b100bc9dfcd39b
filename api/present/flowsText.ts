import type { PresentedFlows, PresentedFlowsHead } from './flows.ts';
import type { PresentedLocalisation, PresentedOverlaps } from './flowsCredited.ts';
import type { PresentedNext } from './flowsNext.ts';
import type { PresentedPlan } from './flowsPlan.ts';
import type { PresentedReview } from './flowsReview.ts';
import { count } from './format.ts';
import { bullet, heading, wrap } from './text.ts';

/* Flows in a terminal: 100 columns. */

const head = (title: string, { territory, simulated }: PresentedFlowsHead): string[] => [
  `Précal : ${title}, au ${territory.asOf}`,
  wrap(`Territoire : ${territory.label}`),
  ...(simulated
    ? ['Données simulées : aucun ménage réel, parts du parc et chiffres des bailleurs fictifs.']
    : []),
];

const foot = ({ basis }: PresentedFlowsHead): string[] => [
  heading('À savoir'),
  ...basis.map((text) => bullet(text)),
  '',
];

const cellLines = (
  cells: readonly {
    readonly label: string;
    readonly text: string;
    readonly contingents: readonly { readonly text: string }[];
  }[],
): string[] =>
  cells.flatMap(({ label, text, contingents }) => [
    heading(label),
    wrap(text, { first: '  ' }),
    ...contingents.map((each) => bullet(each.text, 4)),
  ]);

export const flowsText = (flows: PresentedFlows): string =>
  [...head('flux des réservations', flows), ...cellLines(flows.cells), ...foot(flows)].join('\n');

export const planText = (plan: PresentedPlan): string =>
  [
    ...head('plan du flux jusqu’au 31 décembre', plan),
    `\n${wrap(plan.short.text)}`,
    wrap(plan.rule),
    ...cellLines(plan.cells),
    ...foot(plan),
  ].join('\n');

export const nextText = (next: PresentedNext): string =>
  [
    ...head('réservataire à servir pour chaque logement libéré', next),
    `\n${wrap(next.rule)}`,
    heading(
      next.vacancies.length === 0
        ? 'Aucun logement libéré à orienter'
        : count(next.vacancies.length, 'logement libéré', 'logements libérés'),
    ),
    ...next.vacancies.map(({ vacancy, dwelling, text }) =>
      bullet(`${vacancy}, ${dwelling.description}, ${dwelling.commune} : ${text}`),
    ),
    heading('En tout'),
    ...next.counts.map(({ label, vacancies }) =>
      bullet(`${label} : ${count(vacancies, 'logement', 'logements')}`),
    ),
    ...foot(next),
  ].join('\n');

export const localisationText = (places: PresentedLocalisation): string =>
  [
    ...head(`localisation des baux crédités, ${places.of}`, places),
    '',
    bullet(places.all.text),
    ...places.credited.map(({ text }) => bullet(text)),
    ...foot(places),
  ].join('\n');

export const overlapsText = (overlaps: PresentedOverlaps): string =>
  [
    ...head('recoupements des contingents', overlaps),
    heading('Demandes en attente'),
    ...overlaps.waiting.map(({ text }) => bullet(text)),
    heading('Attributions de l’année'),
    ...overlaps.credited.map(({ text }) => bullet(text)),
    heading('À noter'),
    ...overlaps.notes.map((text) => bullet(text)),
    ...foot(overlaps),
  ].join('\n');

export const reviewText = ({ territory, text, basis, lines }: PresentedReview): string =>
  [
    wrap(`Territoire : ${territory.label}`),
    wrap(text),
    ...basis.map((each) => bullet(each)),
    ...(lines.length === 0
      ? ['Rien à montrer pour cette année.']
      : lines.map((line) =>
          bullet(
            `${line.bailleurName} ; ${line.reservataireName} ; ${line.typologyName} ${line.financing} ${line.qpvName} ; ${line.communeName} ; ${line.periodName} : ${line.proposed} proposés, ${line.allocated} attribués, ${line.signed} signés`,
          ),
        )),
    '',
  ].join('\n');
