import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { PresentedGuidance } from '../present/guidance.ts';
import type { PresentedPrices } from '../present/prices.ts';
import type { ExportTable } from './table.ts';

/* What steers the lists of a territory, as tables for a spreadsheet: recommendations, prices of targets, moves between communes. */

export const guidanceTable = (rows: readonly PresentedGuidance[]): ExportTable<PresentedGuidance> => ({
  name: 'Préconisations',
  rows,
  columns: [
    { header: 'Préconisation', type: 'text', cell: ({ id }) => id },
    { header: 'Instance', type: 'text', cell: ({ areaLabel }) => areaLabel },
    { header: 'Lieu', type: 'text', cell: ({ placeName }) => placeName },
    { header: 'État', type: 'text', cell: ({ statusText }) => statusText },
    { header: 'Ce qui est recommandé', type: 'text', cell: ({ text }) => text },
    { header: 'Ce qui se compte', type: 'text', cell: ({ rowText }) => rowText },
    { header: 'Premier jour', type: 'day', cell: ({ from }) => from },
    { header: 'Dernier jour', type: 'day', cell: ({ to }) => to },
    { header: 'Étapes', type: 'text', cell: ({ steps }) => steps.map(({ text }) => text).join(' | ') },
    { header: 'Certitude', type: 'text', cell: ({ certainty }) => CERTAINTY_TAGS[certainty] },
  ],
});

type Price = PresentedPrices['rows'][number];

export const pricesTable = ({ rows }: Pick<PresentedPrices, 'rows'>): ExportTable<Price> => ({
  name: 'Prix des objectifs',
  rows,
  columns: [
    { header: 'Objectif', type: 'text', cell: ({ label }) => label },
    { header: 'Identifiant', type: 'text', cell: ({ target }) => target },
    { header: 'Lieu', type: 'text', cell: ({ place }) => place },
    { header: 'Prix (points par logement)', type: 'number', cell: ({ pricePoints }) => pricePoints },
    { header: 'Prix le plus haut (points)', type: 'number', cell: ({ penaltyPoints }) => penaltyPoints },
  ],
});

interface Moves {
  readonly commune: string;
  readonly name: string;
  readonly received: number;
  readonly sent: number;
  readonly within: number;
  readonly unknownHome: number;
}

/** Mutations of the year, commune by commune. */
export const reciprocityTable = (rows: readonly Moves[]): ExportTable<Moves> => ({
  name: 'Mutations entre communes',
  rows,
  columns: [
    { header: 'Code INSEE', type: 'text', cell: ({ commune }) => commune },
    { header: 'Commune', type: 'text', cell: ({ name }) => name },
    { header: 'Ménages reçus', type: 'number', cell: ({ received }) => received },
    { header: 'Ménages partis', type: 'number', cell: ({ sent }) => sent },
    { header: 'Mutations dans la commune', type: 'number', cell: ({ within }) => within },
    { header: 'Commune d’origine inconnue', type: 'number', cell: ({ unknownHome }) => unknownHome },
  ],
});
