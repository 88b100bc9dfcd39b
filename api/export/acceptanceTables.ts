import { FRAGILITY_LABELS, type PresentedAcceptance } from '../present/acceptanceReport.ts';
import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { ExportTable } from './table.ts';

/* Acceptance as tables for a spreadsheet: the rates that lists use, and what the individual model is worth beside them. */

export const ACCEPTANCE_TABLES = ['rates', 'effects', 'calibration', 'losses'] as const;
export type AcceptanceTable = (typeof ACCEPTANCE_TABLES)[number];

type Rate = PresentedAcceptance['rates']['rows'][number];

const ratesTable = ({ rows, certainty }: PresentedAcceptance['rates']): ExportTable<Rate> => ({
  name: 'Taux d’acceptation',
  rows,
  columns: [
    { header: 'Fragilité', type: 'text', cell: ({ fragility }) => FRAGILITY_LABELS[fragility] },
    { header: 'Rang', type: 'number', cell: ({ rank }) => rank },
    { header: 'Taux d’acceptation', type: 'share', cell: ({ rate }) => rate },
    { header: 'Offres répondues', type: 'number', cell: ({ offers }) => offers },
    { header: 'Offres acceptées', type: 'number', cell: ({ accepted }) => accepted },
    { header: 'Certitude des taux de départ', type: 'text', cell: () => CERTAINTY_TAGS[certainty] },
  ],
});

type Effect = PresentedAcceptance['model']['effects'][number];

const effectsTable = (rows: readonly Effect[]): ExportTable<Effect> => ({
  name: 'Effets sur l’acceptation',
  rows,
  columns: [
    { header: 'Ce qui change', type: 'text', cell: ({ label }) => label },
    { header: 'Rapport des chances d’un oui', type: 'number', cell: ({ oddsRatio }) => oddsRatio },
    { header: 'Intervalle à 95 %, bas', type: 'number', cell: ({ low }) => low },
    { header: 'Intervalle à 95 %, haut', type: 'number', cell: ({ high }) => high },
  ],
});

type Calibration = PresentedAcceptance['model']['calibration'][number];

const calibrationTable = (rows: readonly Calibration[]): ExportTable<Calibration> => ({
  name: 'Calage du modèle',
  rows,
  columns: [
    { header: 'Offres', type: 'number', cell: ({ offers }) => offers },
    { header: 'Acceptation prédite', type: 'share', cell: ({ predicted }) => predicted },
    { header: 'Acceptation observée', type: 'share', cell: ({ observed }) => observed },
    { header: 'Intervalle à 95 %, bas', type: 'share', cell: ({ low }) => low },
    { header: 'Intervalle à 95 %, haut', type: 'share', cell: ({ high }) => high },
  ],
});

type Loss = PresentedAcceptance['model']['losses'][number];
const LOSSES: { readonly [L in Loss['loss']]: string } = {
  brier: 'score de Brier',
  logLoss: 'perte logarithmique',
};

const lossesTable = (rows: readonly Loss[]): ExportTable<Loss> => ({
  name: 'Erreurs de prédiction',
  rows,
  columns: [
    { header: 'Mesure', type: 'text', cell: ({ loss }) => LOSSES[loss] },
    { header: 'Modèle individuel', type: 'number', cell: ({ model }) => model },
    { header: 'Taux par classe et par rang', type: 'number', cell: ({ zoneRates }) => zoneRates },
    { header: 'Différence', type: 'number', cell: ({ difference }) => difference },
    { header: 'Erreur type', type: 'number', cell: ({ standardError }) => standardError },
  ],
});

/** One of the tables, with who takes it: their rows are of four kinds. */
export const withAcceptanceTable = <A>(
  { rates, model }: Pick<PresentedAcceptance, 'rates' | 'model'>,
  which: AcceptanceTable,
  take: <R>(table: ExportTable<R>) => A,
): A => {
  switch (which) {
    case 'rates':
      return take(ratesTable(rates));
    case 'effects':
      return take(effectsTable(model.effects));
    case 'calibration':
      return take(calibrationTable(model.calibration));
    case 'losses':
      return take(lossesTable(model.losses));
  }
};
