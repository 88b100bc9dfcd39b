import type { Change } from '../../../engine/assignment/repair/change.ts';
import { type Repaired, repair } from '../../../engine/assignment/repair/repair.ts';
import { type SessionState, sessionOfCandidates } from '../../../engine/assignment/repair/session.ts';
import { modelOf, type RowSpec, type VacancySpec } from './smallSessions.ts';

/* A meeting of two dwellings with three places each, in the field's words: candidates are letters. */

export const CANDIDATES = 'abcdefgh';
export const id = (letter: string): number => CANDIDATES.indexOf(letter);
export const letters = (list: readonly { readonly candidate: number }[]): string =>
  list.map(({ candidate }) => CANDIDATES[candidate]).join('');

/** "a9 b8 c7*": points of each candidate, in points; a star: of the class that rows look at. */
export const candidates = (text: string): VacancySpec['pairs'] =>
  text.split(' ').map((word) => {
    const [, letter = '', score = '', star = ''] = /^([a-h])(-?\d+)(\*?)$/.exec(word) ?? [];
    return [id(letter), Number(score) * 1000, star === '' ? 0 : 1] as const;
  });

export const meetingModel = (
  lists: readonly string[],
  { rows = [], places = 3 }: { readonly rows?: readonly RowSpec[]; readonly places?: number } = {},
) =>
  modelOf(
    lists.map((text) => ({ weights: [0.6, 0.24, 0.1].slice(0, places), pairs: candidates(text) })),
    rows,
    CANDIDATES.length,
  );

/** All eight suit the first dwelling; the second takes d to h only. */
export const MODEL = meetingModel(['a9 b8 c7 d6 e5 f4 g3 h2', 'd9 e8 f7 g6 h5']);

export const lists = (...texts: readonly string[]): SessionState =>
  sessionOfCandidates(
    MODEL,
    texts.map((text) => [...text].map(id)),
  );
export const BEFORE = lists('abc', 'def');

export const mended = (changes: readonly Change[], before = BEFORE, model = MODEL): Repaired => {
  const repaired = repair({ model, before, changes });
  if (!repaired.ok) throw new Error(repaired.issues.map(({ code }) => code).join(', '));
  return repaired.value;
};

/** "abc def": the lists after. */
export const after = ({ state }: { readonly state: SessionState }): string =>
  state.lists.map(letters).join(' ');

export const withdraw = (letter: string): Change => ({
  kind: 'withdraw',
  candidate: id(letter),
  motive: 'withdrew',
});
export const exclude = (letter: string, vacancy: number): Change => ({
  kind: 'exclude',
  candidate: id(letter),
  vacancy,
  motive: 'missing-paper',
});
export const pin = (letter: string, vacancy: number, rank: number | null = null): Change => ({
  kind: 'pin',
  candidate: id(letter),
  vacancy,
  rank,
  motive: 'commission-choice',
});
export const rerank = (vacancy: number, order: string): Change => ({
  kind: 'rerank',
  vacancy,
  order: [...order].map(id),
  motive: 'urgency',
});
