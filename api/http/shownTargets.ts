import { owns, type Principal } from '../auth/roles.ts';
import {
  type PresentedTargetState,
  presentTargetState,
  withoutSmallCounts,
} from '../present/targetStates.ts';
import { targetKey, targetsNow } from '../service/targetsNow.ts';
import type { Workspace } from '../service/workspace.ts';

/** Readers whose targets are kept beside a workspace. */
const MOST_KEPT = 16;

const known = new WeakMap<Workspace, Map<string, readonly PresentedTargetState[]>>();

/**
 * Targets as somebody may read them: those of one's own dwellings, for who has some; without small counts, for who reads no number
 * for its work. Worked out once for a workspace and those who are shown the same: every dwelling is looked at.
 */
export const shownTargets = (workspace: Workspace, principal: Principal): readonly PresentedTargetState[] => {
  const readers = known.get(workspace) ?? new Map<string, readonly PresentedTargetState[]>();
  known.set(workspace, readers);
  const key = JSON.stringify([
    principal.of === null ? null : [principal.role, principal.of],
    isWithheld(principal),
  ]);
  const before = readers.get(key);
  if (before !== undefined) return before;
  const made = statesFor(workspace, principal);
  const [oldest] = readers.keys();
  if (readers.size >= MOST_KEPT && oldest !== undefined) readers.delete(oldest);
  readers.set(key, made);
  return made;
};

const isWithheld = ({ role }: Principal): boolean => role === 'analyst';

const statesFor = (workspace: Workspace, principal: Principal): readonly PresentedTargetState[] => {
  const { territory } = workspace;
  const states = targetsNow(
    workspace,
    ({ bailleur, commune }) =>
      principal.of === null ||
      owns(principal, {
        bailleur,
        commune: territory.canonicalCommune(commune) ?? commune,
        orientedTo: null,
      }),
  ).map((state) => presentTargetState(territory, state, targetKey(state)));
  return isWithheld(principal) ? withoutSmallCounts(states) : states;
};
