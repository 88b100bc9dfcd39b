import {
  checkedStudyDurations,
  PROPOSED_STUDY_DURATIONS,
  type StudyDurations,
} from '../records/studyRetention.ts';
import type { Store } from '../store/store.ts';

export { STUDY_PARTS, StudyDurationsSchema } from '../records/studyRetention.ts';

const SETTINGS = 'settings';
const DOCUMENT = 'study-retention';

/** Durations in force. @throws InputError `store.damaged`, `retention.studies-malformed`. */
export const studyDurationsOf = async (store: Store): Promise<StudyDurations> => {
  const saved = await store.collection(SETTINGS).find(DOCUMENT);
  return saved === null ? PROPOSED_STUDY_DURATIONS : checkedStudyDurations(saved.document);
};

/** Sets the durations of a store. @throws InputError `document.stale`, those of the store. */
export const keepStudyDurations = async (store: Store, durations: StudyDurations): Promise<void> => {
  const documents = store.collection(SETTINGS);
  const version = (await documents.find(DOCUMENT))?.version ?? 0;
  await documents.save({ id: DOCUMENT, version: version + 1, document: durations }, version);
};
