import type { Guard } from '../http/guard.ts';
import type { SessionsDoor } from '../http/sessions.ts';
import type { ImportDesk } from '../service/importDesk.ts';
import type { SimulationBook } from '../service/simulationBook.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';

/** What pages are made from. Null sessions, imports and simulations: an application that only answers questions. */
export interface PageDoors {
  readonly cache: WorkspaceCache;
  readonly guard: Guard;
  readonly sessions: SessionsDoor | null;
  readonly imports: ImportDesk | null;
  readonly simulations: SimulationBook | null;
}
