import { count, plural } from './format.ts';
import { bullet, heading } from './text.ts';

interface ErasurePreview {
  readonly number: string;
  readonly demand: boolean;
  readonly allocations: number;
  readonly outcomes: number;
  readonly sessions: number;
  readonly entries: number;
}

/** What goes and what stays of a household, told before it is erased. */
export interface PresentedErasurePreview extends ErasurePreview {
  readonly goes: readonly string[];
  readonly stays: readonly string[];
}

export const presentErasurePreview = (found: ErasurePreview): PresentedErasurePreview => ({
  number: found.number,
  demand: found.demand,
  allocations: found.allocations,
  outcomes: found.outcomes,
  sessions: found.sessions,
  entries: found.entries,
  goes: [
    ...(found.demand ? ['La demande, entière : ménage, ressources, logement, souhaits, priorités.'] : []),
    `Le numéro unique, partout où il est écrit : ${count(found.allocations, 'attribution', 'attributions')}, ${count(found.outcomes, 'suite de proposition', 'suites de propositions')}, ${count(found.sessions, 'séance', 'séances')}. Un substitut qui ne désigne personne prend sa place.`,
    'Ce qui y décrivait le ménage : montants, situations, pièces, part du loyer, distance.',
    `Ce qui le relie au registre : ${count(found.entries, 'écriture', 'écritures')} dont plus personne ne pourra dire ${plural(found.entries, 'qu’elle le concerne', 'qu’elles le concernent')}.`,
  ],
  stays: [
    'De chaque attribution : le logement, le jour, le rang, le contingent et ce que les objectifs comptent. Les compteurs ne bougent pas.',
    'De chaque suite : la décision, la réponse et son motif, sous le substitut.',
    'Les séances et leurs listes, sous le substitut.',
    'Les écritures du registre et les procès-verbaux : la chaîne se vérifie toujours ; un rejeu répond que les données sont effacées.',
    'La trace des lectures, par pseudonyme, jusqu’à la fin de sa durée.',
    'Les sauvegardes faites avant : elles contiennent encore le ménage.',
  ],
});

export const erasurePreviewText = ({ goes, stays }: PresentedErasurePreview): string =>
  [
    heading('Ce qui partirait'),
    ...goes.map((text) => bullet(text)),
    heading('Ce qui resterait'),
    ...stays.map((text) => bullet(text)),
    '',
    '',
  ].join('\n');

interface Erased {
  readonly demands: number;
  readonly rows: number;
  readonly documents: number;
  readonly commitments: number;
}

/** What the erasure of one household did. */
export const erasureText = ({ demands, rows, documents, commitments }: Erased): string =>
  `Ménage effacé : ${demands > 0 ? 'demande détruite' : 'aucune demande enregistrée'} ; ${count(rows, 'ligne', 'lignes')} d’attributions ou de suites et ${count(documents, 'document', 'documents')} ne le ${plural(rows + documents, 'nomme', 'nomment')} plus ; ${count(commitments, 'lien', 'liens')} avec le registre ${plural(commitments, 'détruit', 'détruits')}. Les compteurs et la chaîne sont intacts. Une sauvegarde d’avant le contient encore.`;
