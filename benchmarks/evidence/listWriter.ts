import { writeSync } from 'node:fs';
import { ShortlistRecorder } from '../../api/service/shortlistRecords.ts';
import { openRules } from '../../api/service/territories.ts';
import { DEFAULT_QUESTION } from '../../api/service/workspace.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { openStore } from '../../api/store/openStore.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';

/*
 * Run by `recordedLists.ts`, and killed by it: records lists, so many at a time, and says where each is once it is acknowledged.
 * Arguments: place, day, number of lists (0: until it is killed), lists at a time.
 */

const [place = '', asOf = '', limit = '0', atATime = '1'] = process.argv.slice(2);

const store = await openStore(place, null);
const cache = new WorkspaceCache({ store, rules: openRules(store.territory), today: () => asOf as IsoDay });
const recorder = new ShortlistRecorder(store);
const { workspace } = await cache.currentAndKnown();
const vacancies = [...workspace.vacancies.keys()];
let begun = 0;
const officer = async (): Promise<void> => {
  while (limit === '0' || begun < Number(limit)) {
    const question = { ...DEFAULT_QUESTION, vacancy: vacancies[begun % vacancies.length] as string };
    begun += 1;
    const { known } = await cache.currentAndKnown();
    const { shortlist } = workspace.shortlist(question);
    const made = { workspace, known, question, shortlist };
    const { record, head } = await recorder.record(made, { at: '2026-11-02T08:00:00.000Z' });
    writeSync(1, `${head.seq} ${head.hash} ${record}\n`);
  }
};
await Promise.all(Array.from({ length: Number(atATime) }, officer));
await store.close();
