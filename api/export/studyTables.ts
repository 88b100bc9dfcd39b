import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { PresentedScenario } from '../present/scenario.ts';
import type { ExportTable } from './table.ts';

/* Lists of studies that are kept, and of methods, as tables for a spreadsheet. */

interface ComparisonHead {
  readonly id: string;
  readonly at: string;
  readonly asOf: string;
  readonly title: string;
  readonly mode: 'recorded' | 'generated';
}

const MODES = { recorded: 'mois enregistrés', generated: 'mois à venir' } as const;

export const comparisonsTable = (rows: readonly ComparisonHead[]): ExportTable<ComparisonHead> => ({
  name: 'Essais de méthodes',
  rows,
  columns: [
    { header: 'Essai', type: 'text', cell: ({ id }) => id },
    { header: 'Titre', type: 'text', cell: ({ title }) => title },
    { header: 'Logements', type: 'text', cell: ({ mode }) => MODES[mode] },
    { header: 'Données au', type: 'day', cell: ({ asOf }) => asOf },
    { header: 'Moment (UTC)', type: 'text', cell: ({ at }) => at },
  ],
});

interface DisparityHead {
  readonly id: string;
  readonly at: string;
  readonly asOf: string;
  readonly title: string;
  readonly source: 'recorded' | 'lists';
  readonly established: number;
}

const SOURCES = { recorded: 'décisions enregistrées', lists: 'listes de la méthode' } as const;

export const disparitiesTable = (rows: readonly DisparityHead[]): ExportTable<DisparityHead> => ({
  name: 'Égalité de traitement',
  rows,
  columns: [
    { header: 'Examen', type: 'text', cell: ({ id }) => id },
    { header: 'Titre', type: 'text', cell: ({ title }) => title },
    { header: 'Ce qui est examiné', type: 'text', cell: ({ source }) => SOURCES[source] },
    { header: 'Écarts établis', type: 'number', cell: ({ established }) => established },
    { header: 'Données au', type: 'day', cell: ({ asOf }) => asOf },
    { header: 'Moment (UTC)', type: 'text', cell: ({ at }) => at },
  ],
});

interface ScenarioHead {
  readonly id: string;
  readonly version: string;
  readonly label: string;
  readonly description: string;
  readonly territory: { readonly label: string };
  readonly shipped: boolean;
  readonly at: string | null;
  readonly start: string;
  readonly months: number;
  readonly replications: number;
}

export const scenariosTable = (rows: readonly ScenarioHead[]): ExportTable<ScenarioHead> => ({
  name: 'Scénarios',
  rows,
  columns: [
    { header: 'Scénario', type: 'text', cell: ({ id }) => id },
    { header: 'Nom', type: 'text', cell: ({ label }) => label },
    { header: 'Description', type: 'text', cell: ({ description }) => description },
    { header: 'Territoire', type: 'text', cell: ({ territory }) => territory.label },
    { header: 'Fourni avec Précal', type: 'yes-no', cell: ({ shipped }) => shipped },
    { header: 'Gardé le (UTC)', type: 'text', cell: ({ at }) => at },
    { header: 'Premier mois', type: 'text', cell: ({ start }) => start },
    { header: 'Durée (mois)', type: 'number', cell: ({ months }) => months },
    { header: 'Tirages', type: 'number', cell: ({ replications }) => replications },
    { header: 'Version', type: 'text', cell: ({ version }) => version },
  ],
});

interface AssumptionLine {
  readonly section: string;
  readonly label: string;
  readonly value: string;
  readonly certainty: string | null;
  readonly source: string | null;
}

/** What a scenario supposes: its settings, which are choices, then each assumption with how well it is known. */
export const scenarioTable = ({
  id,
  settings,
  blocks,
}: Pick<PresentedScenario, 'id' | 'settings' | 'blocks'>): ExportTable<AssumptionLine> => ({
  name: id,
  rows: [
    ...settings.map((row) => ({ ...row, section: 'Réglages', certainty: null, source: null })),
    ...blocks.flatMap(({ label: section, certainty, source, rows }) =>
      rows.map((row) => ({ ...row, section, certainty: CERTAINTY_TAGS[certainty], source })),
    ),
  ],
  columns: [
    { header: 'Rubrique', type: 'text', cell: ({ section }) => section },
    { header: 'Hypothèse', type: 'text', cell: ({ label }) => label },
    { header: 'Valeur', type: 'text', cell: ({ value }) => value },
    { header: 'Certitude', type: 'text', cell: ({ certainty }) => certainty },
    { header: 'Source', type: 'text', cell: ({ source }) => source },
  ],
});

interface SimulationHead {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly territory: string;
  readonly draws: string;
  readonly stopped: boolean;
}

export const simulationsTable = (rows: readonly SimulationHead[]): ExportTable<SimulationHead> => ({
  name: 'Simulations',
  rows,
  columns: [
    { header: 'Simulation', type: 'text', cell: ({ id }) => id },
    { header: 'Titre', type: 'text', cell: ({ title }) => title },
    { header: 'Territoire', type: 'text', cell: ({ territory }) => territory },
    { header: 'Tirages', type: 'text', cell: ({ draws }) => draws },
    { header: 'Arrêtée avant la fin', type: 'yes-no', cell: ({ stopped }) => stopped },
    { header: 'Moment (UTC)', type: 'text', cell: ({ at }) => at },
  ],
});
