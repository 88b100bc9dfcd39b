import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { PresentedForecast } from '../present/forecast.ts';
import type { ExportTable } from './table.ts';

/** Year ends as a table for a spreadsheet. */
export const forecastsTable = (rows: readonly PresentedForecast[]): ExportTable<PresentedForecast> => ({
  name: 'Prévisions de fin d’année',
  rows,
  columns: [
    { header: 'Objectif', type: 'text', cell: ({ targetLabel }) => targetLabel },
    { header: 'Lieu', type: 'text', cell: ({ placeName }) => placeName },
    { header: 'Part à ce jour', type: 'number', cell: ({ share }) => share },
    { header: 'Part attendue', type: 'number', cell: ({ yearEnd }) => yearEnd?.mean ?? null },
    { header: 'Au bas mot', type: 'number', cell: ({ yearEnd }) => yearEnd?.low ?? null },
    { header: 'Au plus haut', type: 'number', cell: ({ yearEnd }) => yearEnd?.high ?? null },
    { header: 'Part demandée', type: 'number', cell: ({ aimShare }) => aimShare },
    { header: 'Logements demandés', type: 'number', cell: ({ aimDwellings }) => aimDwellings },
    { header: 'Écart attendu, en logements', type: 'number', cell: ({ distance }) => distance.mean },
    { header: 'Chance de tenir', type: 'number', cell: ({ chance }) => chance },
    { header: 'Part qu’il faudrait', type: 'number', cell: ({ neededShare }) => neededShare },
    { header: 'Agir avant', type: 'day', cell: ({ actBefore }) => actBefore },
    { header: 'Prévision', type: 'text', cell: ({ text }) => text },
    { header: 'Ce qui peut encore se faire', type: 'text', cell: ({ actionText }) => actionText },
    { header: 'Certitude de l’objectif', type: 'text', cell: ({ certainty }) => CERTAINTY_TAGS[certainty] },
  ],
});
