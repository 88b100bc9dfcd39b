import type { Principal } from '../auth/roles.ts';
import { type PresentedCoordination, presentCoordination } from '../present/coordination.ts';
import { presentPrices } from '../present/prices.ts';
import { waitingNow } from '../service/bilans.ts';
import { areaAsked, coordinationFacts, semesterAsked } from '../service/coordination.ts';
import { GuidanceService } from '../service/guidance.ts';
import type { PriceBook } from '../service/prices.ts';
import { registerOf } from '../service/register.ts';
import type { Workspace } from '../service/workspace.ts';
import type { Store } from '../store/store.ts';
import { shownTargets } from './shownTargets.ts';

/** Dossiers kept beside a workspace: every area, this semester and the last. */
const MOST_KEPT = 8;

const known = new WeakMap<Workspace, Map<string, PresentedCoordination>>();

/**
 * The dossier of an area and a semester as somebody may read it: without small counts for an analyst. Worked out once for a workspace, a
 * question, and a state of the register and of the prices.
 *
 * @throws InputError `coordination.area-unknown`, `coordination.semester-malformed`, `coordination.semester-ahead`.
 */
export const shownCoordination = async (
  workspace: Workspace,
  asked: {
    readonly store: Store;
    readonly prices: PriceBook | null;
    readonly principal: Principal;
    readonly area: string;
    readonly semester: string | undefined;
  },
): Promise<PresentedCoordination> => {
  const { store, principal } = asked;
  const { territory, pool, simulated } = workspace;
  const area = areaAsked(workspace, asked.area);
  const semester = semesterAsked(asked.semester, pool.asOf);
  const smallCells = principal.role === 'analyst';
  const latest = (await asked.prices?.latest(workspace)) ?? null;
  const { lastChange } = await registerOf(store).current();
  const key = JSON.stringify([
    area.id,
    semester,
    smallCells,
    lastChange.seq,
    latest?.kept.prices.hash ?? null,
  ]);
  const dossiers = known.get(workspace) ?? new Map<string, PresentedCoordination>();
  known.set(workspace, dossiers);
  const before = dossiers.get(key);
  if (before !== undefined) return before;
  const guidance = await new GuidanceService({ store, territory }).list();
  const made = presentCoordination(
    {
      territory,
      asOf: pool.asOf,
      simulated,
      smallCells,
      waiting: waitingNow(workspace),
      states: shownTargets(workspace, principal),
      prices: latest === null ? null : presentPrices(territory, latest).rows,
    },
    await coordinationFacts(workspace, { store, area, semester, guidance }),
  );
  const [oldest] = dossiers.keys();
  if (dossiers.size >= MOST_KEPT && oldest !== undefined) dossiers.delete(oldest);
  dossiers.set(key, made);
  return made;
};
