import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openRules } from '../../api/service/territories.ts';
import { openStore } from '../../api/store/openStore.ts';
import { ledgersOf } from './killNineFound.ts';
import { CommissionWork } from './killNineWork.ts';

/*
 * Run by `killNine.ts`, and killed by it. Says `ready <process>` once it is loaded; then its input tells where to write and from which
 * operation on, and it says `ack <number> <hash of its ledgers>` once each is acknowledged. A limit of 0: until it is killed.
 */

export interface WriterOrder {
  readonly place: string;
  /** Folder of the files that it imports. */
  readonly files: string;
  /** Number of the first operation. */
  readonly first: number;
  readonly limit: number;
}

const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

const rules = openRules('mel-2016');
say(`ready ${process.pid}`);
const order = await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next();
const { place, files, first, limit } = JSON.parse(order.value as string) as WriterOrder;
const store = await openStore(place, null);
const work = new CommissionWork(store, rules, files);
for (let nth = first; limit === 0 || nth < first + limit; nth += 1) {
  await work.perform(nth);
  say(`ack ${nth} ${await ledgersOf(store, rules)}`);
}
await store.close();
process.exit(0);
