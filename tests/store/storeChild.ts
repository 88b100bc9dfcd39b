import { existsSync } from 'node:fs';
import { openStore } from '../../api/store/openStore.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aDemand } from '../support/demands.ts';

/*
 * Another program, for tests: opens a store, does one thing, prints what came of it as JSON.
 * Arguments: `write` (one row), `read`, `fill` (rows until it is refused), `hold` (the server of the folder, until its input ends);
 * `twice` (a row, and another for each line of its input); the place.
 */

const [what = '', place = ''] = process.argv.slice(2);
const origin = { file: 'a.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
const mel = { territory: 'mel-2016', referenceDay: null };
const ROWS = 200;

const work = async (): Promise<unknown> => {
  if (what === 'hold') {
    const server = await openStore(place, mel, { owner: 'server' });
    process.stdout.write('held\n');
    await new Promise((resolve) => process.stdin.once('end', resolve).resume());
    await server.close();
    return null;
  }
  if (what === 'twice') {
    const writer = await openStore(place, null);
    const input = process.stdin[Symbol.asyncIterator]();
    for (const n of [9_001, 9_002]) {
      await writer.all('demands');
      await writer.commit('demands', [aDemand(n)], origin);
      process.stdout.write('kept\n');
      await input.next();
    }
  }
  const store = await openStore(place, existsSync(place) ? null : mel);
  let kept = (await store.all('demands')).length;
  try {
    if (what === 'write') kept = (await store.commit('demands', [aDemand(9_999)], origin)).total;
    while (what === 'fill') {
      const rows = Array.from({ length: ROWS }, (_, i) => aDemand(kept + i + 1));
      kept = (await store.commit('demands', rows, origin)).total;
    }
    return { kept, code: null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { kept, code: error.issues[0]?.code, readable: (await store.all('demands')).length };
  }
};

const result = await work().catch((error: unknown) => {
  if (!(error instanceof InputError)) throw error;
  return { kept: null, code: error.issues[0]?.code };
});
process.stdout.write(`${JSON.stringify(result)}\n`);
