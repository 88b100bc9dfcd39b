import type { PresentedKept } from '../present/retention.ts';
import { ROLE_NAMES } from '../present/rights.ts';
import type { PresentedKeptStudy } from '../present/studyRetention.ts';
import type { ExportTable } from './table.ts';

/*
 * What administrators follow of the data themselves, as tables for a spreadsheet: where they came from, who is to be forgotten,
 * and who may come.
 */

/** Trace of one import. */
interface ImportLine {
  readonly at: string;
  readonly file: string;
  readonly kind: keyof typeof KIND_NAMES;
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly older: number;
  readonly refused: number;
  readonly total: number;
  readonly sha256: string;
}

const KIND_NAMES = {
  demands: 'demandes',
  dwellings: 'logements',
  vacancies: 'logements libérés',
  allocations: 'attributions',
  outcomes: 'suites',
} as const;

export const importsTable = (rows: readonly ImportLine[]): ExportTable<ImportLine> => ({
  name: 'Imports',
  rows,
  columns: [
    { header: 'Moment (UTC)', type: 'text', cell: ({ at }) => at },
    { header: 'Fichier', type: 'text', cell: ({ file }) => file },
    { header: 'Contenu', type: 'text', cell: ({ kind }) => KIND_NAMES[kind] },
    { header: 'Ajoutées', type: 'number', cell: ({ added }) => added },
    { header: 'Remplacées', type: 'number', cell: ({ replaced }) => replaced },
    { header: 'Identiques', type: 'number', cell: ({ unchanged }) => unchanged },
    { header: 'Plus anciennes', type: 'number', cell: ({ older }) => older },
    { header: 'Refusées', type: 'number', cell: ({ refused }) => refused },
    { header: 'Gardées en tout', type: 'number', cell: ({ total }) => total },
    { header: 'Empreinte SHA-256', type: 'text', cell: ({ sha256 }) => sha256 },
  ],
});

const lastOf = (part: PresentedKept['parts'][number]['part']) => (row: PresentedKept) =>
  row.parts.find((each) => each.part === part)?.last ?? null;

export const retentionTable = (rows: readonly PresentedKept[]): ExportTable<PresentedKept> => ({
  name: 'Durées dépassées',
  rows,
  columns: [
    { header: 'Numéro unique', type: 'text', cell: ({ number }) => number },
    { header: 'Fin de la demande', type: 'day', cell: lastOf('demand') },
    { header: 'Dernière candidature', type: 'day', cell: lastOf('candidacy') },
    { header: 'Dernière attribution', type: 'day', cell: lastOf('allocation') },
    { header: 'À garder au plus jusqu’au', type: 'day', cell: ({ until }) => until },
  ],
});

export const studiesTable = (rows: readonly PresentedKeptStudy[]): ExportTable<PresentedKeptStudy> => ({
  name: 'Calculs au-delà de leur durée',
  rows,
  columns: [
    { header: 'Nature', type: 'text', cell: ({ label }) => label },
    { header: 'Calcul', type: 'text', cell: ({ id }) => id },
    { header: 'Fait le', type: 'day', cell: ({ made }) => made },
    { header: 'À garder au plus jusqu’au', type: 'day', cell: ({ until }) => until },
  ],
});

/** A token without its secret. */
interface TokenLine {
  readonly id: string;
  readonly role: keyof typeof ROLE_NAMES;
  readonly of: string | null;
  readonly label: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly perSecond: number | null;
}

export const tokensTable = (rows: readonly TokenLine[]): ExportTable<TokenLine> => ({
  name: 'Jetons d’accès',
  rows,
  columns: [
    { header: 'Jeton', type: 'text', cell: ({ id }) => id },
    { header: 'Rôle', type: 'text', cell: ({ role }) => ROLE_NAMES[role] },
    { header: 'Au nom de', type: 'text', cell: ({ of }) => of },
    { header: 'Libellé', type: 'text', cell: ({ label }) => label },
    { header: 'Fait le (UTC)', type: 'text', cell: ({ createdAt }) => createdAt },
    { header: 'Expire le (UTC)', type: 'text', cell: ({ expiresAt }) => expiresAt },
    { header: 'Révoqué le (UTC)', type: 'text', cell: ({ revokedAt }) => revokedAt },
    { header: 'Requêtes par seconde', type: 'number', cell: ({ perSecond }) => perSecond },
  ],
});
