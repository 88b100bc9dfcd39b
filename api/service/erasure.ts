import { DemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Erasure } from '../store/eventLog.ts';
import type { Store } from '../store/store.ts';
import { type Author, LOCAL_ACTOR } from './sessionRecords.ts';

/**
 * Destroys what is kept about a household: its demand, its number wherever it is written, and the salts of its commitments. The
 * register stays whole and its chain verifies: its events hold commitments that nobody can open any more. The erasure is itself an
 * event, without the number.
 *
 * @throws InputError `demand.unknown` when nothing is kept about this number.
 */
export const eraseHousehold = async (store: Store, text: string, author: Author): Promise<Erasure> => {
  const number = DemandNumber.safeParse(text);
  // The number received is personal data: it is not repeated.
  const unknown = () => new InputError([{ code: 'demand.unknown', path: 'number' }]);
  if (!number.success) throw unknown();
  const commitments = await store.events.commitmentsOf(number.data);
  if (commitments.length === 0 && !(await isKept(store, number.data))) throw unknown();
  const { at, actor = LOCAL_ACTOR } = author;
  const households = commitments.map(({ commitment }) => commitment);
  return store.events.erase(number.data, [
    { kind: 'erased', body: { households }, at, actor, commitments: [] },
  ]);
};

const isKept = async (store: Store, number: DemandNumber): Promise<boolean> => {
  if ((await store.all('demands')).some((demand) => demand.number === number)) return true;
  if ((await store.all('allocations')).some(({ demand }) => demand === number)) return true;
  if ((await store.all('outcomes')).some(({ demand }) => demand === number)) return true;
  return (await store.sessions.all()).some(({ document }) => JSON.stringify(document).includes(number));
};
