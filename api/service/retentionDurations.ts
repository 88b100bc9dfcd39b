import { checkedDurations, type Durations, PROPOSED_DURATIONS } from '../records/retention.ts';
import type { Store } from '../store/store.ts';

export { DurationsSchema, KEPT_PARTS } from '../records/retention.ts';

const SETTINGS = 'settings';
const DOCUMENT = 'retention';

/** Durations in force. @throws InputError `store.damaged`, `retention.malformed`. */
export const durationsOf = async (store: Store): Promise<Durations> => {
  const saved = await store.collection(SETTINGS).find(DOCUMENT);
  return saved === null ? PROPOSED_DURATIONS : checkedDurations(saved.document);
};

/** Sets the durations of a store. @throws InputError `document.stale`, those of the store. */
export const keepDurations = async (store: Store, durations: Durations): Promise<void> => {
  const documents = store.collection(SETTINGS);
  const version = (await documents.find(DOCUMENT))?.version ?? 0;
  await documents.save({ id: DOCUMENT, version: version + 1, document: durations }, version);
};
