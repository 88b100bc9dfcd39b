import { type PresentedNotice, presentNotice } from '../present/notice.ts';
import type { Store } from '../store/store.ts';
import { type HouseholdFile, householdFile, type Reach } from './householdFile.ts';
import { DEFAULT_QUESTION, type Workspace } from './workspace.ts';

/** What a household is given: all that is kept of it, and its own explanation. */
export interface HouseholdExport extends HouseholdFile {
  /** Null for a demand that is closed, or not yet filed on the day: it has no place in the pool. */
  readonly explanation: PresentedNotice | null;
}

/**
 * The file of a household with the explanation of its demand (CRPA R.311-3-1-2), on the workspace's day.
 *
 * @param reach what may be told to who asks; null: all.
 * @throws InputError `household.unknown`.
 */
export const exportHousehold = async (
  { store, workspace }: { readonly store: Store; readonly workspace: Workspace },
  number: string,
  reach: Reach | null,
): Promise<HouseholdExport> => {
  const kept = await householdFile(store, number, reach);
  const waits = workspace.pool.numbers.rowOf(kept.number) >= 0;
  const { method, seed } = DEFAULT_QUESTION;
  const explained = waits ? workspace.explainDemand({ number, method, seed }) : null;
  return { ...kept, explanation: explained && presentNotice(explained.context, explained.explanation) };
};
