import { owns, type Principal } from '../auth/roles.ts';
import { type PresentedForecast, presentForecast } from '../present/forecast.ts';
import { forecastsNow } from '../service/forecasts.ts';
import { targetKey } from '../service/targetsNow.ts';
import type { Workspace } from '../service/workspace.ts';
import { shownTargets } from './shownTargets.ts';

const known = new WeakMap<Workspace, Map<string, readonly PresentedForecast[]>>();
/** Readers whose forecasts are kept beside a workspace. */
const MOST_KEPT = 16;

/** Year ends as somebody may read them: of the targets that are shown to it with their counts. */
export const shownForecasts = (workspace: Workspace, principal: Principal): readonly PresentedForecast[] => {
  const readers = known.get(workspace) ?? new Map<string, readonly PresentedForecast[]>();
  known.set(workspace, readers);
  const key = JSON.stringify([principal.role, principal.of]);
  const before = readers.get(key);
  if (before !== undefined) return before;
  const { territory } = workspace;
  const shown = new Set(
    shownTargets(workspace, principal)
      .filter(({ among }) => among !== null)
      .map(({ id }) => id),
  );
  const made = forecastsNow(
    workspace,
    ({ bailleur, commune }) =>
      principal.of === null ||
      owns(principal, {
        bailleur,
        commune: territory.canonicalCommune(commune) ?? commune,
        orientedTo: null,
      }),
  )
    .map((told) => presentForecast(territory, told, targetKey(told.state)))
    .filter(({ id }) => shown.has(id));
  const [oldest] = readers.keys();
  if (readers.size >= MOST_KEPT && oldest !== undefined) readers.delete(oldest);
  readers.set(key, made);
  return made;
};
