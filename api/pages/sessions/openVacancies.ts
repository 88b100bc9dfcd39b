import type { Context } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import { presentDwelling } from '../../present/dwelling.ts';
import { heldVacancies } from '../../service/sessionsAwaited.ts';
import { chosenVacancies } from '../../service/sessionsVacancies.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { StoredSession } from '../../store/sessionDocument.ts';

/** Shown at most in one list of choices. */
const MOST = 200;

/** What may be asked of the vacancies: INSEE code and identifier; null: any. */
export interface Where {
  readonly commune: string | null;
  readonly bailleur: string | null;
}

/**
 * Vacancies that a new session could examine, or that one could take in: free, on no awaited list, one's own; by date. The first of
 * them, each with what it is.
 */
export const openVacancies = async (
  context: Context,
  { workspace, sessions }: { readonly workspace: Workspace; readonly sessions: readonly StoredSession[] },
  where: Where = { commune: null, bailleur: null },
): Promise<readonly { readonly vacancy: string; readonly text: string }[]> => {
  const mayShow = context.get('mayShow');
  return openIds(workspace, sessions, where)
    .filter(mayShow)
    .slice(0, MOST)
    .map((id) => {
      const { vacancy, dwelling } = workspace.place(id);
      const { description, quartier, bailleur, available } = presentDwelling(
        workspace.territory,
        vacancy,
        dwelling,
      );
      return {
        vacancy: id,
        text: `${description} ; ${quartier} ; ${bailleur} ; libre le ${available} (${id})`,
      };
    });
};

/** No vacancy is open: an empty choice, and not an error of who reads. */
const openIds = (
  workspace: Workspace,
  sessions: readonly StoredSession[],
  where: Where,
): readonly string[] => {
  try {
    const choice = { kind: 'open', ...where, first: null } as const;
    return chosenVacancies(workspace, choice, heldVacancies(workspace, sessions));
  } catch (error) {
    const none = ['session.no-vacancy', 'session.all-awaited'];
    if (error instanceof InputError && none.includes(error.issues[0]?.code ?? '')) return [];
    throw error;
  }
};
