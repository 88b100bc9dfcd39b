import { type PresentedConflict, presentConflict } from '../../present/sessionConflict.ts';
import { sessionNames } from '../../present/sessionWords.ts';
import { conflictShown } from '../../service/sessionsConflict.ts';
import { explainOpenSession } from '../../service/sessionsExplain.ts';
import type { OpenSession } from '../../service/sessionsQuestion.ts';

/** Whether the targets of an open session can all hold together, in words. */
export const presentConflictOf = async (open: OpenSession): Promise<PresentedConflict> => {
  const explained = explainOpenSession(open);
  const { conflict } = await conflictShown(open, explained, { asked: true });
  if (conflict === undefined) throw new Error('pages: the conflict was asked for');
  return presentConflict(conflict, sessionNames(explained));
};
