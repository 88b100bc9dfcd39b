import { InputError } from '../../engine/domain/issue.ts';
import { type Commitment, opens } from '../records/commitment.ts';
import type { Store } from '../store/store.ts';
import { registerOf } from './register.ts';

/** Which of a record's households were erased since: the day of the last, and how many; null for none. */
export const erasedAmong = async (
  store: Store,
  households: readonly Commitment[],
): Promise<{ readonly on: string; readonly households: number } | null> => {
  const register = await registerOf(store).current();
  const moments = households
    .map((household) => register.erasedAt(household))
    .filter((at) => at !== null)
    .sort();
  const last = moments.at(-1);
  return last === undefined ? null : { on: last.slice(0, 10), households: moments.length };
};

/** Number of each commitment. @throws InputError `record.unopened` for one that its salt does not open. */
export const numbersOf = async (
  store: Store,
  households: readonly Commitment[],
): Promise<ReadonlyMap<Commitment, string>> => {
  const numbers = new Map<Commitment, string>();
  for (const household of households) {
    const number = await store.events.numberOf(household);
    const own =
      number && (await store.events.commitmentsOf(number)).find((each) => each.commitment === household);
    // A number that the commitment does not open to was put there since.
    if (!number || !own || !opens(own)) throw new InputError([{ code: 'record.unopened', path: 'record' }]);
    numbers.set(household, number);
  }
  return numbers;
};
