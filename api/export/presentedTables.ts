import { RESERVATAIRES, TYPOLOGY_LABELS, VACANCY_REASONS } from '../../engine/domain/codes.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { PresentedCandidate } from '../present/candidate.ts';
import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { PresentedSavedSession } from '../present/savedSession.ts';
import type { PresentedShortlist } from '../present/shortlist.ts';
import type { PresentedStockGroup } from '../present/stock.ts';
import type { PresentedTargetRow } from '../present/targetRows.ts';
import type { ExportTable } from './table.ts';

/*
 * What is shown on a page or a console, as tables for a spreadsheet. Nothing is computed here: a cell is a figure or a sentence
 * of the presented object, or a datum as it was imported.
 */

/** Parts of one cell. */
const together = (parts: readonly string[]): string => parts.join(' | ');

export interface VacancyRow {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
}

/** Freed dwellings, with names of places as the territory gives them. */
export const vacanciesTable = (
  rows: readonly VacancyRow[],
  names: {
    readonly commune: (dwelling: Dwelling) => string;
    readonly quartier: (dwelling: Dwelling) => string | null;
    readonly bailleur: (dwelling: Dwelling) => string;
  },
): ExportTable<VacancyRow> => ({
  name: 'Logements libérés',
  rows,
  columns: [
    { header: 'Identifiant de la libération', type: 'text', cell: ({ vacancy }) => vacancy.id },
    { header: 'Identifiant du logement', type: 'text', cell: ({ vacancy }) => vacancy.dwelling },
    { header: 'Date de disponibilité', type: 'day', cell: ({ vacancy }) => vacancy.availableOn },
    { header: 'Motif de libération', type: 'text', cell: ({ vacancy }) => VACANCY_REASONS[vacancy.reason] },
    {
      header: 'Réservataire',
      type: 'text',
      cell: ({ vacancy }) => (vacancy.orientedTo === null ? null : RESERVATAIRES[vacancy.orientedTo]),
    },
    { header: 'Commune', type: 'text', cell: ({ dwelling }) => names.commune(dwelling) },
    { header: 'Quartier', type: 'text', cell: ({ dwelling }) => names.quartier(dwelling) },
    { header: 'Bailleur', type: 'text', cell: ({ dwelling }) => names.bailleur(dwelling) },
    { header: 'Type', type: 'text', cell: ({ dwelling }) => TYPOLOGY_LABELS[dwelling.typology] },
    { header: 'Surface habitable (m²)', type: 'number', cell: ({ dwelling }) => dwelling.livingAreaM2 },
    { header: 'Étage', type: 'number', cell: ({ dwelling }) => dwelling.floor },
    { header: 'Ascenseur', type: 'yes-no', cell: ({ dwelling }) => dwelling.lift },
    { header: 'Financement', type: 'text', cell: ({ dwelling }) => dwelling.financing },
    { header: 'Loyer hors charges', type: 'number', cell: ({ dwelling }) => dwelling.rentEur },
    { header: 'Charges', type: 'number', cell: ({ dwelling }) => dwelling.chargesEur },
  ],
});

export interface ShortlistRow {
  readonly vacancy: string;
  readonly status: 'proposé' | 'suivant';
  readonly candidate: PresentedCandidate;
}

/** One list, the next ones after it, each with what puts it there and the papers to ask for. */
export const shortlistTable = ({
  dwelling,
  candidates,
  next,
}: Pick<PresentedShortlist, 'candidates' | 'next'> & {
  readonly dwelling: { readonly vacancy: string };
}): ExportTable<ShortlistRow> => ({
  name: 'Proposition de candidats',
  rows: [
    ...candidates.map((candidate) => ({ vacancy: dwelling.vacancy, status: 'proposé' as const, candidate })),
    ...next.map((candidate) => ({ vacancy: dwelling.vacancy, status: 'suivant' as const, candidate })),
  ],
  columns: [
    { header: 'Logement libéré', type: 'text', cell: ({ vacancy }) => vacancy },
    { header: 'État', type: 'text', cell: ({ status }) => status },
    { header: 'Rang', type: 'number', cell: ({ candidate }) => candidate.rank },
    { header: 'Numéro unique', type: 'text', cell: ({ candidate }) => candidate.number },
    { header: 'Points', type: 'number', cell: ({ candidate }) => candidate.score.points },
    { header: 'Niveau', type: 'text', cell: ({ candidate }) => candidate.score.tier?.label ?? null },
    { header: 'Ménage', type: 'text', cell: ({ candidate }) => candidate.household.composition },
    { header: 'Demande', type: 'text', cell: ({ candidate }) => candidate.household.demand },
    { header: 'Ressources', type: 'text', cell: ({ candidate }) => candidate.household.resources },
    {
      header: 'Situations prioritaires',
      type: 'text',
      cell: ({ candidate }) => together(candidate.household.situations),
    },
    { header: 'Pourquoi ce rang', type: 'text', cell: ({ candidate }) => candidate.why },
    { header: 'À vérifier', type: 'text', cell: ({ candidate }) => together(candidate.toCheck) },
  ],
});

type SavedList = PresentedSavedSession['lists'][number];
export interface SessionListRow {
  readonly dwelling: SavedList['dwelling'];
  readonly candidate: SavedList['candidates'][number] | null;
}

/** Every list of a session, rank by rank; a dwelling without candidate keeps a line. */
export const sessionListsTable = ({
  lists,
}: Pick<PresentedSavedSession, 'lists'>): ExportTable<SessionListRow> => ({
  name: 'Listes de la séance',
  rows: lists.flatMap(({ dwelling, candidates }): SessionListRow[] =>
    candidates.length === 0
      ? [{ dwelling, candidate: null }]
      : candidates.map((candidate) => ({ dwelling, candidate })),
  ),
  columns: [
    { header: 'Logement libéré', type: 'text', cell: ({ dwelling }) => dwelling.vacancy },
    { header: 'Commune', type: 'text', cell: ({ dwelling }) => dwelling.commune },
    { header: 'Quartier', type: 'text', cell: ({ dwelling }) => dwelling.quartier },
    { header: 'Bailleur', type: 'text', cell: ({ dwelling }) => dwelling.bailleur },
    { header: 'Logement', type: 'text', cell: ({ dwelling }) => dwelling.description },
    { header: 'Rang', type: 'number', cell: ({ candidate }) => candidate?.rank ?? null },
    { header: 'Numéro unique', type: 'text', cell: ({ candidate }) => candidate?.number ?? null },
    { header: 'Points', type: 'number', cell: ({ candidate }) => candidate?.points ?? null },
    { header: 'Niveau', type: 'text', cell: ({ candidate }) => candidate?.level ?? null },
    {
      header: 'Probabilité d’obtenir le logement',
      type: 'share',
      cell: ({ candidate }) => candidate?.chance ?? null,
    },
  ],
});

export const targetsTable = (rows: readonly PresentedTargetRow[]): ExportTable<PresentedTargetRow> => ({
  name: 'Objectifs',
  rows,
  columns: [
    { header: 'Identifiant', type: 'text', cell: ({ id }) => id },
    { header: 'Objectif', type: 'text', cell: ({ label }) => label },
    { header: 'Cible', type: 'text', cell: ({ aim }) => aim },
    { header: 'État', type: 'text', cell: ({ text }) => text },
    { header: 'Attendu', type: 'text', cell: ({ awaited }) => awaited },
    { header: 'Suivi sans peser', type: 'yes-no', cell: ({ active }) => !active },
    { header: 'Priorité', type: 'number', cell: ({ precedence }) => precedence },
    { header: 'Coût d’un manque (points)', type: 'number', cell: ({ penaltyPoints }) => penaltyPoints },
    { header: 'Certitude', type: 'text', cell: ({ certainty }) => CERTAINTY_TAGS[certainty] },
    { header: 'Source', type: 'text', cell: ({ source }) => source },
  ],
});

export const stockTable = (groups: readonly PresentedStockGroup[]): ExportTable<PresentedStockGroup> => ({
  name: 'Parc',
  rows: groups,
  columns: [
    { header: 'Code INSEE', type: 'text', cell: (group) => group.commune },
    { header: 'Commune', type: 'text', cell: (group) => group.communeName },
    { header: 'Quartier', type: 'text', cell: (group) => group.quartier },
    { header: 'QPV 2024 géolocalisé', type: 'yes-no', cell: (group) => group.inQpv2024 },
    { header: 'QPV déclaré par le bailleur', type: 'yes-no', cell: (group) => group.declaredInQpv },
    { header: 'Type', type: 'text', cell: (group) => group.typology },
    { header: 'Financement', type: 'text', cell: (group) => group.financing },
    { header: 'Logements', type: 'number', cell: (group) => group.dwellings },
  ],
});
