import type { Allocation } from '../../engine/domain/allocation.ts';
import { DemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { allocationProfile } from '../../engine/targets/ledger.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { ErasureReason } from '../records/motives.ts';
import type { Erasure } from '../store/eventLog.ts';
import type { Reduced } from '../store/forgotten.ts';
import type { Store } from '../store/store.ts';
import { householdFile } from './householdFile.ts';
import { type Author, LOCAL_ACTOR } from './sessionRecords.ts';
import { openRules } from './territories.ts';

/**
 * Destroys what is kept about a household: its demand, its number wherever it is written, what described it, and the salts of its
 * commitments. The register stays whole and its chain verifies: its events hold commitments that nobody can open any more. The erasure
 * is itself an event, without the number.
 *
 * @throws InputError `household.unknown` when nothing is kept about this number.
 */
export const eraseHousehold = async (store: Store, text: string, author: Author): Promise<Erasure> => {
  const number = DemandNumber.safeParse(text);
  // The number received is personal data: it is not repeated.
  const unknown = () => new InputError([{ code: 'household.unknown', path: 'number' }]);
  if (!number.success) throw unknown();
  const commitments = await store.events.commitmentsOf(number.data);
  if (commitments.length === 0 && !(await isKept(store, number.data))) throw unknown();
  return eraseKnown(store, [number.data], { ...author, reason: 'asked' });
};

/** What an erasure would change of what is kept about a household. */
export interface ErasurePreview {
  readonly number: DemandNumber;
  readonly demand: boolean;
  readonly allocations: number;
  readonly outcomes: number;
  readonly sessions: number;
  /** Entries of the register that could not be told to be about it any more. */
  readonly entries: number;
}

/** Looks, and erases nothing. @throws InputError `household.unknown`. */
export const previewErasure = async (store: Store, text: string): Promise<ErasurePreview> => {
  const { number, demand, allocations, outcomes, sessions, register } = await householdFile(store, text);
  return {
    number,
    demand: demand !== null,
    allocations: allocations.length,
    outcomes: outcomes.length,
    sessions: sessions.length,
    entries: register.length,
  };
};

/** Households erased by one event: a transaction of a second or so. */
const AT_ONCE = 500;

/** Destroys what is kept about households that are known to be kept: see `eraseHousehold`. */
export const eraseKnown = async (
  store: Store,
  numbers: readonly DemandNumber[],
  { at, actor = LOCAL_ACTOR, reason }: Author & { readonly reason: ErasureReason },
): Promise<Erasure> => {
  const reduced = reducedIn(openRules(store.territory).territory);
  const sum = { demands: 0, rows: 0, documents: 0, commitments: 0 };
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const part = numbers.slice(from, from + AT_ONCE);
    const households: string[] = [];
    for (const number of part)
      households.push(...(await store.events.commitmentsOf(number)).map(({ commitment }) => commitment));
    const body = { households, ...(reason === 'asked' ? {} : { reason, count: part.length }) };
    const erased = await store.events.erase(
      part,
      [{ kind: 'erased', body, at, actor, commitments: [] }],
      reduced,
    );
    sum.demands += erased.demands;
    sum.rows += erased.rows;
    sum.documents += erased.documents;
    sum.commitments += erased.commitments;
  }
  return sum;
};

/** Amounts and situations go; what targets counted of them on the decision's day stays, so that the ledgers do. */
const reducedIn =
  (territory: Territory): Reduced =>
  (allocation): Allocation => {
    const { bandGroup, firstQuartile, verifiedPriority } = allocationProfile(territory, allocation);
    return {
      ...allocation,
      shareOfPlusCeiling: null,
      incomePerUcEur: null,
      verifiedSituations: null,
      counted: { bandGroup, firstQuartile, verifiedPriority },
    };
  };

const isKept = async (store: Store, number: DemandNumber): Promise<boolean> => {
  if ((await store.row('demands', number)) !== null) return true;
  if ((await store.all('allocations')).some(({ demand }) => demand === number)) return true;
  if ((await store.all('outcomes')).some(({ demand }) => demand === number)) return true;
  return (await store.sessions.all()).some(({ document }) => JSON.stringify(document).includes(number));
};
