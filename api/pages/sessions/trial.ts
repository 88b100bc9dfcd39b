import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import type { PresentedRepair } from '../../present/repair.ts';
import { presentSavedSession } from '../../present/savedSession.ts';
import type { OpenSession } from '../../service/sessionsQuestion.ts';
import { changeOf, type Draft, isComplete } from './draft.ts';
import type { Meeting, MeetingRoom } from './meeting.ts';

/** What a change would do to the lists, or why it cannot be made. */
export type Trial =
  | { readonly ok: true; readonly repair: PresentedRepair }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Tries a draft on the session as it stands, by the steps that make a change: nothing is saved. */
export const tryDraft = async (
  { sessions: { service } }: MeetingRoom,
  { workspace, open }: Meeting,
  draft: Draft,
): Promise<Trial> => {
  try {
    const tried = await service.tried(workspace, open.id, [changeOf(draft)], open.version);
    const { changed } = presentSavedSession({
      ...tried,
      repaired: isComplete(draft) ? tried.repaired : withoutMotives(tried.repaired),
      prepared: tried.model.prepared,
      simulated: workspace.simulated,
    });
    if (changed === null) throw new Error('pages: a trial mends the lists');
    return { ok: true, repair: changed };
  } catch (error) {
    if (error instanceof InputError) return { ok: false, issues: error.issues };
    throw error;
  }
};

/** Before its motive is chosen, who is taken off a list leaves it, and no more is said. */
const withoutMotives = (repaired: OpenSession['repaired']): OpenSession['repaired'] =>
  repaired && {
    ...repaired,
    diff: {
      ...repaired.diff,
      lists: repaired.diff.lists.map((list) => ({
        ...list,
        left: list.left.map((one) =>
          one.why.kind === 'withdrawn' || one.why.kind === 'excluded'
            ? { ...one, why: { kind: 'made-room' as const } }
            : one,
        ),
      })),
    },
  };
