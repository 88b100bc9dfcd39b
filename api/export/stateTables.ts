import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { PresentedDue } from '../present/commission.ts';
import type { PresentedDelays } from '../present/delays.ts';
import type { PresentedRead } from '../present/reads.ts';
import type { PresentedEntry } from '../present/register.ts';
import type { PresentedTargetState } from '../present/targetStates.ts';
import type { ExportTable } from './table.ts';

/* What is followed through the year, as tables for a spreadsheet: targets, what is due, the register. */

export const targetStatesTable = (
  rows: readonly PresentedTargetState[],
): ExportTable<PresentedTargetState> => ({
  name: 'Objectifs de l’année',
  rows,
  columns: [
    { header: 'Objectif', type: 'text', cell: ({ label }) => label },
    { header: 'Lieu', type: 'text', cell: ({ place }) => place },
    { header: 'Attributions examinées', type: 'number', cell: ({ among }) => among },
    { header: 'Comptées', type: 'number', cell: ({ counted }) => counted },
    { header: 'Profil non renseigné', type: 'number', cell: ({ unknown }) => unknown },
    { header: 'État', type: 'text', cell: ({ text }) => text },
    { header: 'Priorité', type: 'number', cell: ({ precedence }) => precedence },
    { header: 'Certitude', type: 'text', cell: ({ certainty }) => CERTAINTY_TAGS[certainty] },
    { header: 'Source', type: 'text', cell: ({ source }) => source },
  ],
});

type DueItem = PresentedDue['items'][number];

const DUE_KINDS: { readonly [K in DueItem['kind']]: string } = {
  'answer-awaited': 'réponse attendue',
  'silence-to-record': 'silence à constater',
  'offer-to-make': 'offre à faire',
  'paper-awaited': 'pièce attendue',
  'lease-to-sign': 'bail à signer',
};

export const dueTable = ({ items }: Pick<PresentedDue, 'items'>): ExportTable<DueItem> => ({
  name: 'Suites attendues',
  rows: items,
  columns: [
    { header: 'Séance', type: 'text', cell: ({ session }) => session },
    { header: 'Logement libéré', type: 'text', cell: ({ vacancy }) => vacancy },
    { header: 'Suite', type: 'text', cell: ({ kind }) => DUE_KINDS[kind] },
    { header: 'Échéance', type: 'day', cell: ({ dueDay }) => dueDay },
    { header: 'Rang', type: 'number', cell: ({ rank }) => rank },
    { header: 'Numéro unique', type: 'text', cell: ({ number }) => number },
    { header: 'Offre', type: 'number', cell: ({ offer }) => offer },
  ],
});

export const entriesTable = (rows: readonly PresentedEntry[]): ExportTable<PresentedEntry> => ({
  name: 'Registre',
  rows,
  columns: [
    { header: 'Écriture', type: 'number', cell: ({ seq }) => seq },
    { header: 'Moment (UTC)', type: 'text', cell: ({ at }) => at },
    { header: 'Compte', type: 'text', cell: ({ actor }) => actor },
    { header: 'Nature', type: 'text', cell: ({ kind }) => kind },
    { header: 'Ce qui est écrit', type: 'text', cell: ({ text }) => text },
    { header: 'Empreinte SHA-256', type: 'text', cell: ({ hash }) => hash },
  ],
});

export const readsTable = (rows: readonly PresentedRead[]): ExportTable<PresentedRead> => ({
  name: 'Lectures',
  rows,
  columns: [
    { header: 'Moment (UTC)', type: 'text', cell: ({ at }) => at },
    { header: 'Compte', type: 'text', cell: ({ who }) => who },
    { header: 'Rôle', type: 'text', cell: ({ role }) => role },
    { header: 'Au nom de', type: 'text', cell: ({ of }) => of },
    { header: 'Adresse', type: 'text', cell: ({ method, route }) => `${method} ${route}` },
    { header: 'Logement ou séance', type: 'text', cell: ({ about }) => about },
    { header: 'Demande (pseudonyme)', type: 'text', cell: ({ demand }) => demand },
    { header: 'Ménages', type: 'number', cell: ({ households }) => households },
    { header: 'Lus par', type: 'text', cell: ({ clear }) => (clear ? 'numéro unique' : 'pseudonyme') },
    { header: 'Requête', type: 'text', cell: ({ requestId }) => requestId },
  ],
});

type Delayed = PresentedDelays['demands'][number];

/** Demands past the abnormal delay, the longest first. */
export const delaysTable = ({ demands }: Pick<PresentedDelays, 'demands'>): ExportTable<Delayed> => ({
  name: 'Délai anormalement long',
  rows: demands,
  columns: [
    { header: 'Numéro unique', type: 'text', cell: ({ number }) => number },
    { header: 'Attente (mois)', type: 'number', cell: ({ waitingMonths }) => waitingMonths },
  ],
});
