import { writeSync } from 'node:fs';
import { ReadKeeper } from '../../api/service/reads.ts';
import { openStore } from '../../api/store/openStore.ts';

/*
 * Another program, for tests: writes so many reads of personal data down, so many at a time, and says each once it is acknowledged.
 * Arguments: place, reads, reads at a time.
 */

const [place = '', limit = '0', atATime = '1'] = process.argv.slice(2);
const store = await openStore(place, { territory: 'mel-2016', referenceDay: null });
const keeper = new ReadKeeper({ trail: store.readTrail, keptDays: 30 });
let begun = 0;
const reader = async (): Promise<void> => {
  while (begun < Number(limit)) {
    begun += 1;
    const requestId = `r-${begun}`;
    await keeper.write({
      requestId,
      at: '2026-11-02T08:00:00.000Z',
      who: 'jeton-1',
      role: 'bailleur',
      of: null,
      method: 'POST',
      route: '/v1/shortlists',
      about: 'V-1',
      demand: null,
      households: 13,
      clear: true,
    });
    writeSync(1, `${requestId}\n`);
  }
};
await Promise.all(Array.from({ length: Number(atATime) }, reader));
await store.close();
