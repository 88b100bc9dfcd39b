import type { DemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { ChainHead } from '../records/chain.ts';
import type { Commitment, OpenedCommitment } from '../records/commitment.ts';
import type { ChainedEvent, NewEvent } from '../records/event.ts';

/** What an erasure changed. No number, no name. */
export interface Erasure {
  /** True when the demand itself was stored. */
  readonly demand: boolean;
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
  /**
   * Erases a household in one transaction: its demand, its numbers and its salts. Allocations, outcomes and documents keep their
   * place under a stand-in that names nobody (see `erasedNumber`). Events stay; the chain still verifies.
   */
  erase(number: DemandNumber, events?: readonly NewEvent[]): Promise<Erasure>;
}

/** Someone else appended since the author read. */
export const staleEvents = (stored: number, expected: number): InputError =>
  new InputError([
    { code: 'events.stale', path: 'events', received: String(expected), expected: String(stored) },
  ]);

/** The stand-in of the nth erased household: shaped as a synthetic number, so that rows and documents keep their form. */
export const erasedNumber = (nth: number): DemandNumber =>
  `9990001${String(nth).padStart(6, '0')}EFFAC` as DemandNumber;
