import { expect, test } from 'vitest';
import { presentVacancyState, type VacancyState } from '../../api/present/vacancyState.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';

const day = '2026-10-01' as IsoDay;
const inSession = { kind: 'in-session', session: 'S-1', day, turn: 2 } as const;

const CASES: readonly (readonly [string, VacancyState, string, string])[] = [
  ['taken', { kind: 'taken' }, 'attribué', 'accepté par un ménage, ou déjà attribué'],
  ['free today', { kind: 'waiting', day, days: 0, refused: false }, 'en attente', 'libre aujourd’hui'],
  ['free for a day', { kind: 'waiting', day, days: 1, refused: false }, 'en attente', 'libre depuis 1 jour'],
  [
    'refused by all',
    { kind: 'waiting', day, days: 32, refused: true },
    'en attente',
    'libre depuis 32 jours, liste précédente épuisée',
  ],
  [
    'free later, refused by all',
    { kind: 'ahead', day, days: 2, refused: true },
    'bientôt libre',
    'libre dans 2 jours, liste précédente épuisée',
  ],
  [
    'offered',
    { ...inSession, standing: 'offered' },
    'en séance',
    'séance du 1er octobre 2026 : réponse attendue du rang 2',
  ],
  [
    'to decide',
    { ...inSession, standing: 'undecided', turn: null },
    'en séance',
    'séance du 1er octobre 2026 : décision attendue',
  ],
];

test.each(CASES)('%s', (_, state, label, text) => {
  const shown = presentVacancyState(state);
  expect(shown.label).toBe(label);
  expect(shown.text.replaceAll('\u00a0', ' ')).toBe(text);
  expect(shown.session).toBe(state.kind === 'in-session' ? 'S-1' : null);
});
