import {
  type PresentedCandidacy,
  type PresentedCase,
  type PresentedCommission,
  STANDING_LABELS,
} from '../present/commission.ts';
import type { PresentedSessionEntry } from '../present/savedSessionText.ts';
import type { ExportTable } from './table.ts';

/* Sessions and what commissions decided, as tables for a spreadsheet. */

const STATUSES: { readonly [S in PresentedSessionEntry['status']]: string } = {
  proposed: 'proposée',
  cancelled: 'abandonnée',
  decided: 'décidée',
};

export const sessionsTable = (
  rows: readonly PresentedSessionEntry[],
): ExportTable<PresentedSessionEntry> => ({
  name: 'Séances',
  rows,
  columns: [
    { header: 'Séance', type: 'text', cell: ({ id }) => id },
    { header: 'Données au', type: 'day', cell: ({ asOf }) => asOf },
    { header: 'État', type: 'text', cell: ({ status }) => STATUSES[status] },
    { header: 'Logements libérés', type: 'number', cell: ({ vacancies }) => vacancies },
    { header: 'Candidats', type: 'number', cell: ({ candidates }) => candidates },
    { header: 'Version', type: 'number', cell: ({ version }) => version },
  ],
});

interface CandidateLine {
  readonly of: PresentedCase;
  readonly candidate: PresentedCandidacy | null;
}

/** Where each candidate of a session stands; a dwelling without candidate keeps a line. */
export const commissionTable = ({
  cases,
}: Pick<PresentedCommission, 'cases'>): ExportTable<CandidateLine> => ({
  name: 'Décisions de la séance',
  rows: cases.flatMap((of): CandidateLine[] =>
    of.candidates.length === 0
      ? [{ of, candidate: null }]
      : of.candidates.map((candidate) => ({ of, candidate })),
  ),
  columns: [
    { header: 'Logement libéré', type: 'text', cell: ({ of }) => of.vacancy },
    { header: 'Où en est le logement', type: 'text', cell: ({ of }) => STANDING_LABELS[of.standing] },
    { header: 'Rang dont c’est le tour', type: 'number', cell: ({ of }) => of.turn },
    { header: 'Rang', type: 'number', cell: ({ candidate }) => candidate?.rank ?? null },
    { header: 'Numéro unique', type: 'text', cell: ({ candidate }) => candidate?.number ?? null },
    { header: 'Où en est le candidat', type: 'text', cell: ({ candidate }) => candidate?.text ?? null },
    { header: 'Échéance', type: 'day', cell: ({ candidate }) => candidate?.dueDay ?? null },
    { header: 'Offre', type: 'number', cell: ({ candidate }) => candidate?.entries.offer ?? null },
  ],
});
