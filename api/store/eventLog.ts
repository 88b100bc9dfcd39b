import type { DemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { ChainHead } from '../records/chain.ts';
import type { Commitment, OpenedCommitment } from '../records/commitment.ts';
import type { ChainedEvent, NewEvent } from '../records/event.ts';
import type { Reduced } from './forgotten.ts';

/** What an erasure changed. No number, no name. */
export interface Erasure {
  /** Demands that were stored, of those asked. */
  readonly demands: number;
  /** Allocations and outcomes that now name nobody: they stay, so that the ledgers do. */
  readonly rows: number;
  /** Documents, of any collection, that now name nobody. */
  readonly documents: number;
  /** Commitments whose number and salt are destroyed. */
  readonly commitments: number;
}

/**
 * The append-only log of events, each chained to the one before (`api/records/chain.ts`). An event is on disk when `append` returns.
 * Households are in it by commitment; numbers and salts are kept apart, where they can be destroyed.
 */
export interface EventLog {
  /** The last event; seq 0 and no hash for an empty log. */
  head(): Promise<ChainHead>;
  /**
   * Appends in one transaction: all or none.
   *
   * @param after number of the last event that the author read; left out: after whatever is there.
   * @throws InputError `events.stale` when others were appended since.
   */
  append(events: readonly NewEvent[], after?: number): Promise<readonly ChainedEvent[]>;
  /** At most `limit` events, from number `from` on (1 is the first), in order. */
  read(part: { readonly from: number; readonly limit: number }): Promise<readonly ChainedEvent[]>;
  /** The number that a commitment hides; null when it was erased, or never was. */
  numberOf(commitment: Commitment): Promise<DemandNumber | null>;
  /** Every commitment to a number, with its salt, oldest first. */
  commitmentsOf(number: DemandNumber): Promise<readonly OpenedCommitment[]>;
  /** Every commitment that still opens, in the order of the log. */
  mentions(): Promise<readonly Mention[]>;
  /**
   * Erases households in one transaction: their demands, numbers and salts, and what described them. Allocations, outcomes and documents
   * keep their place under a stand-in that names nobody (see `erasedNumber`, `forgotten.ts`). Events stay; the chain still verifies.
   *
   * @param reduced what is kept of their allocations; left out: all but their number.
   */
  erase(numbers: readonly DemandNumber[], events?: readonly NewEvent[], reduced?: Reduced): Promise<Erasure>;
}

/** A commitment of the register to a number. */
export interface Mention {
  readonly commitment: Commitment;
  readonly number: DemandNumber;
  /** Moment of the event that made it, ISO 8601 in UTC. */
  readonly at: string;
}

/** Someone else appended since the author read. */
export const staleEvents = (stored: number, expected: number): InputError =>
  new InputError([
    { code: 'events.stale', path: 'events', received: String(expected), expected: String(stored) },
  ]);

/** The stand-in of the nth erased household: shaped as a synthetic number, so that rows and documents keep their form. */
export const erasedNumber = (nth: number): DemandNumber =>
  `9990001${String(nth).padStart(6, '0')}EFFAC` as DemandNumber;

export const isErasedNumber = (number: string): boolean => /^9990001\d{6}EFFAC$/.test(number);
