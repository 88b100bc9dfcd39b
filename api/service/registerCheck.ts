import { InputError } from '../../engine/domain/issue.ts';
import { type BreakReason, ChainFollower, type ChainHead } from '../records/chain.ts';
import type { ChainedEvent, EventBody } from '../records/event.ts';
import { Register } from '../records/projections/register.ts';
import type { Store } from '../store/store.ts';
import { eventsOf } from './register.ts';
import { findRecord } from './sessionRecords.ts';
import { householdsOfShortlist } from './shortlistRecords.ts';

/** What does not hold: the chain's own reasons, and what an event says that cannot be. */
export type RegisterFault =
  | BreakReason
  /** The event could not have happened where the register stood. */
  | 'impossible'
  /** The record that the event names is not there. */
  | 'record-missing'
  /** The record is there, and is not the one that the hash names. */
  | 'record-changed'
  /** The record is of another session, version or vacancy, or its lists are not those of the event. */
  | 'record-differs';

export interface RegisterCheck {
  /** Null when all that was looked at holds. */
  readonly fault: { readonly seq: number; readonly fault: RegisterFault } | null;
  /** Last event that holds. */
  readonly head: ChainHead;
  /** Records whose bytes were hashed again. */
  readonly records: number;
}

/**
 * Follows the whole chain from its first event, folds it, and hashes each record that it names. Stops at the first link that does not
 * hold.
 *
 * @param known a head printed before: the log must hold it.
 */
export const checkRegister = async (store: Store, known: ChainHead | null): Promise<RegisterCheck> => {
  const follower = new ChainFollower(known);
  const register = new Register();
  let records = 0;
  const faulty = (seq: number, fault: RegisterFault): RegisterCheck => ({
    fault: { seq, fault },
    head: follower.head,
    records,
  });
  for await (const event of eventsOf(store.events)) {
    const { head } = follower;
    const broken = follower.next(event);
    if (broken !== null) return { fault: { seq: broken.seq, fault: broken.reason }, head, records };
    if (!folds(register, event)) return faulty(event.seq, 'impossible');
    if (!('record' in event.body)) continue;
    const fault = await recordFault(store, event.body);
    if (fault !== null) return faulty(event.seq, fault);
    records += 1;
  }
  const end = follower.end();
  if (end.outcome === 'broken') return faulty(end.broken.seq, end.broken.reason);
  return { fault: null, head: end.head, records };
};

const folds = (register: Register, event: ChainedEvent): boolean => {
  try {
    register.apply(event);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
};

type NamesRecord =
  | (EventBody<'session-cancelled'> & Partial<Pick<EventBody<'session-proposed'>, 'lists'>>)
  | EventBody<'shortlist-recorded'>;

const recordFault = async (store: Store, body: NamesRecord): Promise<RegisterFault | null> => {
  try {
    return isOf(await findRecord(store, body.record), body) ? null : 'record-differs';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.issues[0]?.code === 'record.unknown' ? 'record-missing' : 'record-changed';
  }
};

/** Whether a record is the one that an event can name. */
const isOf = (record: Awaited<ReturnType<typeof findRecord>>, body: NamesRecord): boolean => {
  if ('candidates' in body)
    return (
      record.format === 'precal-shortlist-1' &&
      record.vacancy === body.vacancy &&
      record.dwelling === body.dwelling &&
      record.asOf === body.asOf &&
      JSON.stringify(householdsOfShortlist(record)) === JSON.stringify(body.candidates)
    );
  if (record.format !== 'precal-record-1') return false;
  const lists = body.lists?.map(({ vacancy, candidates }) => [vacancy, candidates]);
  const own = (record.document.lists as readonly { vacancy: string; candidates: readonly string[] }[]).map(
    ({ vacancy, candidates }) => [vacancy, candidates],
  );
  return (
    record.session === body.session &&
    record.version === body.version &&
    (lists === undefined || JSON.stringify(own) === JSON.stringify(lists))
  );
};
