import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { targetHistories } from '../../engine/forecast/history.ts';
import {
  forecastTarget,
  type Learned,
  learn,
  type TargetForecast,
} from '../../engine/forecast/targetForecast.ts';
import { targetsNow } from './targetsNow.ts';
import type { Workspace } from './workspace.ts';

/** Years looked back at: further back, rules and stock were others. */
const YEARS_BACK = 5;

const known = new WeakMap<Workspace, Map<string, Learned>>();

/**
 * Year ends of every target in every place of some dwellings, from the ledger of this year and of those before.
 *
 * @param among dwellings looked at: those that whoever asks may see the targets of.
 */
export const forecastsNow = (
  workspace: Workspace,
  among: (dwelling: Dwelling) => boolean,
): readonly TargetForecast[] => {
  const { territory, sessionData } = workspace;
  const learned = learnedOf(workspace);
  const unknown = learn('', null, workspace.pool.asOf);
  return targetsNow(workspace, among).map((state) =>
    forecastTarget(state, {
      territory,
      ledger: sessionData.ledger,
      learned: learned.get(state.target.id) ?? unknown,
    }),
  );
};

/** What the years before tell of each target, worked out once for a workspace. */
const learnedOf = (workspace: Workspace): ReadonlyMap<string, Learned> => {
  const before = known.get(workspace);
  if (before !== undefined) return before;
  const { territory, sessionData, pool } = workspace;
  const histories = targetHistories({
    territory,
    allocations: sessionData.allocations,
    dwellings: sessionData.dwellings,
    asOf: pool.asOf,
    most: YEARS_BACK,
  });
  const learned = new Map(
    [...histories].map(([target, history]) => [target, learn(target, history, pool.asOf)] as const),
  );
  known.set(workspace, learned);
  return learned;
};
