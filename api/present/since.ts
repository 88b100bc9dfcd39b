import type { Role } from '../auth/roles.ts';
import type { ChainedEvent } from '../records/event.ts';
import type { SessionLogEntry } from '../store/sessionDocument.ts';
import { presentEntry } from './register.ts';
import { ROLE_NAMES } from './rights.ts';
import { changeText } from './savedSession.ts';

/** What somebody did to a session meanwhile. */
export interface PresentedSince {
  readonly version: number | null;
  /** Moment, ISO 8601 in UTC. */
  readonly at: string;
  /** "bailleur, « ordre du jour »". */
  readonly by: string;
  readonly text: string;
}

/** @param token of the account; null: not a token's, or one that is no longer known. */
export const authorText = (
  actor: string,
  token: { readonly role: Role; readonly label: string } | null,
): string => {
  if (token !== null) return `${ROLE_NAMES[token.role]}, « ${token.label} »`;
  return actor === 'local' ? 'la ligne de commande du serveur' : `compte ${actor}`;
};

/** @param log of the session: its changes name demands, which the register does not. */
export const presentSince = (
  event: ChainedEvent,
  by: string,
  log: readonly SessionLogEntry[],
): PresentedSince => {
  const { version = null } = event.body as { readonly version?: number };
  const entry = log.find((one) => one.version === version);
  const text =
    entry?.what.kind === 'changes'
      ? `${entry.what.changes.map(changeText).join(' ; ')}.`
      : presentEntry(event).text.replace(/^.*? : /, '');
  return { version, at: event.at, by, text };
};

/** "Depuis votre lecture : le 22/11 à 10:04 (UTC), bailleur, « ordre du jour » : la demande … sort de la séance." */
export const sinceText = (since: readonly PresentedSince[]): string =>
  since.length === 0
    ? ''
    : ` Depuis votre lecture : ${since
        .map(({ at, by, text }) => `${at.slice(0, 10)} à ${at.slice(11, 16)} UTC, ${by} : ${text}`)
        .join(' ')}`;
