import { RESERVATAIRES, type Reservataire } from '../../engine/domain/codes.ts';
import { FRAGILITY_LABELS } from '../present/acceptanceReport.ts';
import type { PresentedLocalisation, PresentedOverlaps, PresentedPlaces } from '../present/flowsCredited.ts';
import type { PresentedNext, PresentedOrientation } from '../present/flowsNext.ts';
import type { PresentedPlan, PresentedPlanCell, PresentedPlannedContingent } from '../present/flowsPlan.ts';
import type { ExportTable } from './table.ts';

/* Where flows of reservations go, as tables for a spreadsheet. Leases, or decisions, as the territory counts its flow. */

const BOUNDS = { profiles: 'demandes en attente', flow: 'baux à venir' } as const;

export const flowsPlanTable = ({
  cells,
}: Pick<PresentedPlan, 'cells'>): ExportTable<{
  readonly cell: PresentedPlanCell;
  readonly planned: PresentedPlannedContingent;
}> => ({
  name: 'Plan des flux',
  rows: cells.flatMap((cell) => cell.contingents.map((planned) => ({ cell, planned }))),
  columns: [
    { header: 'Bailleur et QPV', type: 'text', cell: ({ cell }) => cell.label },
    { header: 'Baux à venir dans l’année', type: 'number', cell: ({ cell }) => cell.remaining },
    { header: 'Dont sans demande en attente', type: 'number', cell: ({ cell }) => cell.unfilled },
    { header: 'Contingent', type: 'text', cell: ({ planned }) => planned.label },
    { header: 'Crédités', type: 'number', cell: ({ planned }) => planned.credited },
    { header: 'Dus sur l’année', type: 'number', cell: ({ planned }) => planned.dueYear },
    { header: 'À donner', type: 'number', cell: ({ planned }) => planned.planned },
    { header: 'Manquants au 31 décembre', type: 'number', cell: ({ planned }) => planned.short },
    {
      header: 'Ce qui manque',
      type: 'text',
      cell: ({ planned }) => (planned.bound === null ? null : BOUNDS[planned.bound]),
    },
    { header: 'Détail', type: 'text', cell: ({ planned }) => planned.text },
  ],
});

const ORIENTATIONS: { readonly [K in PresentedOrientation['kind']]: string } = {
  given: 'déjà orienté',
  next: 'proposé',
  none: 'aucun',
};

export const flowsNextTable = ({
  vacancies,
}: Pick<PresentedNext, 'vacancies'>): ExportTable<PresentedOrientation> => ({
  name: 'Réservataires à servir',
  rows: vacancies,
  columns: [
    { header: 'Logement libéré', type: 'text', cell: ({ vacancy }) => vacancy },
    { header: 'Commune', type: 'text', cell: ({ dwelling }) => dwelling.commune },
    { header: 'Quartier', type: 'text', cell: ({ dwelling }) => dwelling.quartier },
    { header: 'Bailleur', type: 'text', cell: ({ dwelling }) => dwelling.bailleur },
    { header: 'Logement', type: 'text', cell: ({ dwelling }) => dwelling.description },
    { header: 'Orientation', type: 'text', cell: ({ kind }) => ORIENTATIONS[kind] },
    { header: 'Réservataire', type: 'text', cell: ({ label }) => label },
    { header: 'Pourquoi', type: 'text', cell: ({ text }) => text },
    {
      header: 'Réservataires comparés',
      type: 'text',
      cell: ({ choices }) => choices.map(({ text }) => text).join(' | '),
    },
  ],
});

/** Where credited leases are: the whole flow, then each réservataire. */
export const localisationTable = ({
  all,
  credited,
}: Pick<PresentedLocalisation, 'all' | 'credited'>): ExportTable<PresentedPlaces> => ({
  name: 'Localisation des flux',
  rows: [all, ...credited],
  columns: [
    { header: 'Contingent', type: 'text', cell: ({ label }) => label },
    { header: 'Entrées du flux', type: 'number', cell: ({ leases }) => leases },
    ...all.byFragility.map(({ fragility }, i) => ({
      header: `Dont ${FRAGILITY_LABELS[fragility]}`,
      type: 'number' as const,
      cell: ({ byFragility }: PresentedPlaces) => byFragility[i]?.leases ?? null,
    })),
  ],
});

interface OverlapLine {
  readonly what: string;
  readonly contingents: readonly Reservataire[];
  readonly demands: number | null;
  readonly leases: number | null;
  readonly text: string;
}

/** To which contingents demands could be credited, and how past leases were: a line for each combination of rights. */
export const overlapsTable = ({
  waiting,
  credited,
}: Pick<PresentedOverlaps, 'waiting' | 'credited'>): ExportTable<OverlapLine> => ({
  name: 'Recoupements des contingents',
  rows: [
    ...waiting.map(({ contingents, demands, text }) => ({
      what: 'demandes en attente',
      contingents,
      demands,
      leases: null,
      text,
    })),
    ...credited.map(({ allowed, leases, text }) => ({
      what: 'entrées du flux',
      contingents: allowed,
      demands: null,
      leases,
      text,
    })),
  ],
  columns: [
    { header: 'Compté', type: 'text', cell: ({ what }) => what },
    {
      header: 'Contingents possibles',
      type: 'text',
      cell: ({ contingents }) => contingents.map((each) => RESERVATAIRES[each]).join(' | '),
    },
    { header: 'Demandes', type: 'number', cell: ({ demands }) => demands },
    { header: 'Entrées du flux', type: 'number', cell: ({ leases }) => leases },
    { header: 'Détail', type: 'text', cell: ({ text }) => text },
  ],
});
