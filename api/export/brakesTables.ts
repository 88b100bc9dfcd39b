import type { PresentedBrake, PresentedBrakes } from '../present/brakes.ts';
import type { PresentedFrontier, PresentedFrontierPoint } from '../present/brakesFrontier.ts';
import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { ExportTable } from './table.ts';

/* What the targets of a session cost, as tables for a spreadsheet. */

interface BrakeLine {
  readonly standing: string;
  readonly label: string;
  /** Null: it costs nothing more, and nothing else is said of it. */
  readonly brake: PresentedBrake | null;
}

const GROUPS = {
  price: 'tenu, à un prix',
  lack: 'non tenu',
  threshold: 'tenu sans coût jusqu’à un seuil',
} as const;

/** Targets that cost, then those of which the lists bring all that they can, then those that cost nothing. */
export const brakesTable = ({
  costing,
  unreachable,
  free,
}: Pick<PresentedBrakes, 'costing' | 'unreachable' | 'free'>): ExportTable<BrakeLine> => ({
  name: 'Coût des objectifs',
  rows: [
    ...costing.map((brake) => ({
      standing: brake.group === null ? '' : GROUPS[brake.group],
      label: brake.label,
      brake,
    })),
    ...unreachable.map((brake) => ({ standing: 'hors d’atteinte', label: brake.label, brake })),
    ...free.map((label) => ({ standing: 'sans coût', label, brake: null })),
  ],
  columns: [
    { header: 'Objectif', type: 'text', cell: ({ label }) => label },
    { header: 'Où il en est', type: 'text', cell: ({ standing }) => standing },
    { header: 'Ce qu’il compte', type: 'text', cell: ({ brake }) => brake?.unit ?? null },
    { header: 'Prix (points par logement)', type: 'number', cell: ({ brake }) => brake?.pricePoints ?? null },
    { header: 'Pas comparé (logements)', type: 'number', cell: ({ brake }) => brake?.step ?? null },
    { header: 'Un pas de plus (points)', type: 'number', cell: ({ brake }) => brake?.morePoints ?? null },
    { header: 'Un pas de moins (points)', type: 'number', cell: ({ brake }) => brake?.lessPoints ?? null },
    { header: 'Au plus (logements)', type: 'number', cell: ({ brake }) => brake?.most ?? null },
    { header: 'Manque (logements)', type: 'number', cell: ({ brake }) => brake?.lack ?? null },
    { header: 'Priorité', type: 'number', cell: ({ brake }) => brake?.precedence ?? null },
    {
      header: 'Certitude',
      type: 'text',
      cell: ({ brake }) => (brake === null ? null : CERTAINTY_TAGS[brake.certainty]),
    },
    { header: 'Détail', type: 'text', cell: ({ brake }) => brake?.text ?? null },
  ],
});

/** The lists before a family of targets, from the least to the best served. */
export const frontierTable = ({
  label,
  points,
}: Pick<PresentedFrontier, 'label' | 'points'>): ExportTable<PresentedFrontierPoint> => ({
  name: 'Compositions',
  rows: points,
  columns: [
    { header: 'Un logement manquant vaut (points)', type: 'number', cell: ({ pricePoints }) => pricePoints },
    { header: 'Points par logement', type: 'number', cell: ({ pointsPerDwelling }) => pointsPerDwelling },
    { header: `Manque, ${label} (logements)`, type: 'number', cell: ({ lack }) => lack },
    {
      header: 'Manque des familles',
      type: 'text',
      cell: ({ families }) => families.map(({ text }) => text).join(' | '),
    },
    {
      header: 'Écart au mieux (points par logement)',
      type: 'number',
      cell: ({ gapPointsPerDwelling }) => gapPointsPerDwelling,
    },
    { header: 'Composition', type: 'text', cell: ({ text }) => text },
    { header: 'Qui entre et qui sort', type: 'text', cell: ({ moves }) => moves },
  ],
});
