import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { PresentedContingentFlow, PresentedFlowCell, PresentedFlows } from '../present/flows.ts';
import type { PresentedMap, PresentedMapRow } from '../present/territoryMap.ts';
import type { PresentedWaitLine, PresentedWaitTable } from '../present/waitTable.ts';
import type { ExportTable } from './table.ts';

/* What the pages of the territory show, as tables for a spreadsheet. */

export const mapTable = ({
  colouring,
  rows,
}: Pick<PresentedMap, 'colouring' | 'rows'>): ExportTable<PresentedMapRow> => ({
  name: 'Quartiers',
  rows,
  columns: [
    { header: 'Quartier', type: 'text', cell: ({ label }) => label },
    { header: 'Code', type: 'text', cell: ({ quartier }) => quartier },
    { header: 'Commune', type: 'text', cell: ({ communeName }) => communeName },
    { header: 'Code INSEE', type: 'text', cell: ({ commune }) => commune },
    { header: 'Fragilité', type: 'text', cell: ({ fragility }) => fragility },
    { header: colouring.label, type: 'text', cell: ({ classLabel }) => classLabel },
    { header: 'Chiffres', type: 'text', cell: ({ text }) => text },
  ],
});

interface FlowLine {
  readonly cell: PresentedFlowCell;
  readonly flow: PresentedContingentFlow;
}

export const flowsTable = ({ cells }: Pick<PresentedFlows, 'cells'>): ExportTable<FlowLine> => ({
  name: 'Flux des contingents',
  rows: cells.flatMap((cell) => cell.contingents.map((flow) => ({ cell, flow }))),
  columns: [
    { header: 'Bailleur et QPV', type: 'text', cell: ({ cell }) => cell.label },
    { header: 'Entrées du flux', type: 'number', cell: ({ cell }) => cell.base },
    { header: 'Ligne à ce jour', type: 'number', cell: ({ cell }) => cell.lineToDate },
    { header: 'Contingent', type: 'text', cell: ({ flow }) => flow.label },
    { header: 'Part du flux', type: 'share', cell: ({ flow }) => flow.share },
    { header: 'Certitude', type: 'text', cell: ({ flow }) => CERTAINTY_TAGS[flow.certainty] },
    { header: 'Crédités', type: 'number', cell: ({ flow }) => flow.credited },
    { header: 'Attendus', type: 'number', cell: ({ flow }) => flow.expected },
    { header: 'Dus à ce jour', type: 'number', cell: ({ flow }) => flow.due },
    { header: 'Retard', type: 'number', cell: ({ flow }) => flow.lag },
  ],
});

export const waitTable = ({
  types,
  lines,
}: Pick<PresentedWaitTable, 'types' | 'lines'>): ExportTable<PresentedWaitLine> => ({
  name: 'Attentes',
  rows: lines,
  columns: [
    { header: 'Lieu', type: 'text', cell: ({ label }) => label },
    { header: 'Code INSEE', type: 'text', cell: ({ commune }) => commune },
    ...types.flatMap((label, i) => [
      {
        header: `${label}, part logée`,
        type: 'text' as const,
        cell: ({ cells }: PresentedWaitLine) => cells[i]?.housed ?? null,
      },
      {
        header: `${label}, médiane en mois`,
        type: 'number' as const,
        cell: ({ cells }: PresentedWaitLine) => cells[i]?.wait?.median?.months ?? null,
      },
    ]),
    { header: 'Effectifs, tous types', type: 'text', cell: ({ counts }) => counts },
  ],
});
