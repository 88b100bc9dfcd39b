import type { IsoDay } from '../../engine/domain/ids.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';
import { count, figure, longDay } from './format.ts';
import type { PresentedSavedSession } from './savedSession.ts';
import { bullet, heading, spaces, wrap } from './text.ts';

/* A saved session in a terminal: 100 columns. */

const section = (title: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [heading(title), ...texts.map((text) => bullet(text))];

const listText = ({
  dwelling,
  candidates,
  empty,
  acceptance,
}: PresentedSavedSession['lists'][number]): string =>
  [
    wrap(`${dwelling.vacancy} : ${dwelling.description} ; ${dwelling.quartier} ; ${dwelling.bailleur}`, {
      first: '\n  ',
      hanging: spaces(4),
    }),
    ...candidates.map(({ rank, number, text }) =>
      wrap(`${number} : ${text}`, { first: `    ${rank}. `, hanging: spaces(7) }),
    ),
    ...(empty > 0
      ? [wrap(`${count(empty, 'place reste', 'places restent')} sans candidat.`, { first: spaces(4) })]
      : []),
    wrap(acceptance.text, { first: spaces(4) }),
  ].join('\n');

export const savedSessionText = (session: PresentedSavedSession): string =>
  [
    `Séance ${session.id}, version ${session.version} : ${session.statusText}`,
    wrap(`Au ${session.asOf}, ${session.territory.label}`),
    wrap(
      `Méthode : ${session.method.label}, version ${session.method.version}, graine ${session.method.seed}`,
    ),
    ...(session.simulated ? ['Données simulées : aucun ménage réel, chiffres des bailleurs fictifs.'] : []),
    ...(session.changed === null
      ? []
      : [
          heading('Ce qui change'),
          wrap(session.changed.summary, { first: '  ' }),
          ...session.changed.lists.map(({ text }) => bullet(text)),
          ...session.changed.targets.map(({ text }) => bullet(text)),
          wrap(session.changed.points, { first: '  ' }),
          wrap(session.changed.proof, { first: '  ' }),
        ]),
    heading('Listes'),
    ...session.lists.map(listText),
    ...section(
      'Objectifs',
      session.targets.map(({ text }) => text),
    ),
    ...section('Décisions prises à la main', session.settled),
    ...section(
      'Report',
      session.carriedOver.map(({ number, text }) => `${number} : ${text}`),
    ),
    ...section(
      'Journal',
      session.log.map(
        ({ version, at, text, undone }) => `version ${version}, ${at} : ${text}${undone ? ' (annulé)' : ''}`,
      ),
    ),
    heading('À savoir'),
    ...[
      session.proof,
      session.acceptance,
      ...(session.awaited === null ? [] : [session.awaited]),
      ...session.notices,
    ].map((text) => bullet(text)),
    `\n${wrap(session.reminder)}`,
    '',
  ].join('\n');

/** One saved session in a list of them. */
export interface PresentedSessionEntry {
  readonly id: string;
  readonly version: number;
  readonly status: SessionDocument['status'];
  readonly asOf: IsoDay;
  readonly vacancies: number;
  readonly candidates: number;
  readonly text: string;
}

export const presentSessionEntry = ({
  id,
  version,
  document,
}: {
  readonly id: string;
  readonly version: number;
  readonly document: SessionDocument;
}): PresentedSessionEntry => {
  const candidates = document.lists.reduce((sum, list) => sum + list.candidates.length, 0);
  const status = { proposed: '', cancelled: ' ; abandonnée', decided: ' ; décidée' }[document.status];
  return {
    id,
    version,
    status: document.status,
    asOf: document.asOf,
    vacancies: document.lists.length,
    candidates,
    text: `${id}  ${longDay(document.asOf)} ; ${count(document.lists.length, 'logement', 'logements')} ; ${count(candidates, 'candidat', 'candidats')} ; version ${figure(version)}${status}`,
  };
};
