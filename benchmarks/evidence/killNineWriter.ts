import { writeSync } from 'node:fs';
import { commitTo } from '../../api/records/commitment.ts';
import type { NewEvent } from '../../api/records/event.ts';
import { openStore } from '../../api/store/openStore.ts';
import { DwellingSchema } from '../../engine/domain/dwelling.ts';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';

/*
 * Run by `killNine.ts`, and killed by it: writes to a store, one operation after the other, and says the number of each once it is
 * acknowledged. Arguments: place, number of the first operation, number of operations (0: until it is killed), version of the session.
 */

const [place = '', first = '1', limit = '0', sessionVersion = '0'] = process.argv.slice(2);

/** Rows of one import: all of them carry the number of its operation. */
const ROWS = 30;

const renewal = (nth: number, part: number): NewEvent => {
  const salt = new Uint8Array(32);
  new DataView(salt.buffer).setUint32(0, nth);
  salt[4] = part;
  const number = `9992601${String(nth % 1_000_000).padStart(6, '0')}SIM01` as DemandNumber;
  const opened = commitTo(number, salt);
  return {
    kind: 'demand-renewed',
    at: '2026-11-02T08:00:00.000Z',
    actor: 'preuve',
    body: { household: opened.commitment, day: '2026-11-02' as IsoDay },
    commitments: [opened],
  };
};

const dwelling = (row: number, nth: number) =>
  DwellingSchema.parse({
    ...TEMPLATE,
    id: `L-${row}`,
    residence: `op-${nth}`,
  });

const TEMPLATE = JSON.parse(process.env.PRECAL_DWELLING ?? '{}') as object;

const store = await openStore(place, { territory: 'mel-2016', referenceDay: null });
let version = Number(sessionVersion);
for (let nth = Number(first); limit === '0' || nth < Number(first) + Number(limit); nth += 1) {
  if (nth % 3 === 0) {
    const rows = Array.from({ length: ROWS }, (_, row) => dwelling(row, nth));
    const origin = { file: `${nth}.csv`, sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
    await store.commit('dwellings', rows, origin, [renewal(nth, 0)]);
  } else if (nth % 3 === 1) {
    version += 1;
    const document = { nth, padding: 'x'.repeat(20_000) };
    await store.sessions.save({ id: 'S-1', version, document }, version - 1, [renewal(nth, 0)]);
  } else await store.events.append([0, 1, 2].map((part) => renewal(nth, part)));
  writeSync(1, `${nth}\n`);
}
await store.close();
