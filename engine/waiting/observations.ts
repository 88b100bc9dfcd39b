import type { Allocation } from '../domain/allocation.ts';
import type { Typology } from '../domain/codes.ts';
import { dayNumber } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { CommuneCode, IsoDay } from '../domain/ids.ts';
import type { Pool } from '../pool/pool.ts';
import { lastValidDay, oldestValidDay } from '../pool/validity.ts';
import { filingDayOf, readingOf } from './filingMonth.ts';

/** Length of the window of leases, days: two years, so that seasons weigh alike. */
export const WINDOW_DAYS = 730;

/** Marker of "never under observation" in `entry`. */
export const NOT_OBSERVED = -1;

/** A signed lease whose wait is known. Times are days since filing. */
export interface ObservedLease {
  /** Row of the demand; −1 when it has left the pool, and its wishes with it. */
  readonly row: number;
  /** Of the dwelling; null when it is not in the stock. */
  readonly commune: CommuneCode | null;
  readonly typology: Typology | null;
  readonly entry: number;
  readonly exit: number;
}

/** What is seen, over a window of time, of those who wait and of those who were housed. Length of arrays = pool.rowCount. */
export interface Observations {
  /** Day numbers, both included. */
  readonly from: number;
  readonly to: number;
  /** Days already waited when the window opened, 0 for later filings; NOT_OBSERVED for rows outside the window. */
  readonly entry: Int32Array;
  /** Days waited when last seen. */
  readonly exit: Int32Array;
  /** 1 where the demand is valid and waits on the last day. */
  readonly running: Uint8Array;
  /** Of the window. */
  readonly leases: readonly ObservedLease[];
  /** Leases of the window left out, because no day of filing before the lease can be told. */
  readonly undated: number;
}

export interface WaitingInput {
  readonly pool: Pool;
  readonly allocations: readonly Allocation[];
  readonly dwellings: ReadonlyMap<string, Dwelling>;
}

/**
 * Who was at risk of being housed, and when. The window is the last two years, or begins with the first lease on record if
 * later: before it, those housed are not on record, so that the demands of that time are observed from its first day only.
 *
 * Event: a signed lease, on its day. Filing: the pool's day, else the month in the numéro unique. A demand runs until the last
 * day of the pool, its lease, or the end of its validity. An allocation without lease is no event. Withdrawals other than a
 * missed renewal leave no trace: the file says nothing of them.
 */
export const observe = ({ pool, allocations, dwellings }: WaitingInput): Observations => {
  const to = dayNumber(pool.asOf);
  const signed = signedLeases(allocations, to);
  const earliest = signed.reduce((least, { day }) => Math.min(least, day), to);
  const from = signed.length === 0 ? to - WINDOW_DAYS : Math.max(to - WINDOW_DAYS, earliest);
  const filed = pool.array('filedDay');
  const reading = signed.length === 0 ? 'YYMM' : readingOf(pool);
  const housed = new Map<number, number>();
  const leases: ObservedLease[] = [];
  let undated = 0;
  for (const { allocation, day } of signed) {
    const row = pool.numbers.rowOf(allocation.demand);
    const start = row < 0 ? filingDayOf(allocation.demand, { reading, notAfter: day }) : filed[row]!;
    const dated = start !== null && start <= day;
    if (dated && row >= 0) housed.set(row, day);
    if (day < from) continue;
    if (!dated) {
      undated += 1;
      continue;
    }
    const dwelling = dwellings.get(allocation.dwelling);
    leases.push({
      row,
      commune: dwelling?.commune ?? null,
      typology: dwelling?.typology ?? null,
      entry: Math.max(0, from - start),
      exit: day - start,
    });
  }
  return { from, to, ...observeDemands({ pool, housed, from, to }), leases, undated };
};

/** @param housed day of the lease, by row. */
const observeDemands = (input: {
  readonly pool: Pool;
  readonly housed: ReadonlyMap<number, number>;
  readonly from: number;
  readonly to: number;
}): Pick<Observations, 'entry' | 'exit' | 'running'> => {
  const { pool, housed, from, to } = input;
  const { rowCount } = pool;
  const filed = pool.array('filedDay');
  const confirmed = pool.array('confirmedDay');
  const oldest = oldestValidDay(pool.asOf);
  const entry = new Int32Array(rowCount).fill(NOT_OBSERVED);
  const exit = new Int32Array(rowCount);
  const running = new Uint8Array(rowCount);
  for (let row = 0; row < rowCount; row += 1) {
    const lease = housed.get(row);
    const valid = confirmed[row]! >= oldest;
    const last = lease ?? (valid ? to : Math.min(to, lastValidDay(confirmed[row]!)));
    const start = filed[row]!;
    if (start > last || last < from) continue;
    if (lease === undefined && valid) running[row] = 1;
    entry[row] = Math.max(0, from - start);
    exit[row] = last - start;
  }
  return { entry, exit, running };
};

interface SignedLease {
  readonly allocation: Allocation;
  /** Day number of the lease. */
  readonly day: number;
}

/** First signed lease of each demand, up to a day. */
const signedLeases = (allocations: readonly Allocation[], to: number): readonly SignedLease[] => {
  const days = new Map<IsoDay, number>();
  const dayOf = (iso: IsoDay): number => {
    const day = days.get(iso) ?? dayNumber(iso);
    days.set(iso, day);
    return day;
  };
  const first = new Map<string, SignedLease>();
  for (const allocation of allocations) {
    if (allocation.leaseSignedOn === null) continue;
    const day = dayOf(allocation.leaseSignedOn);
    const known = first.get(allocation.demand);
    if (day <= to && (known === undefined || day < known.day))
      first.set(allocation.demand, { allocation, day });
  }
  return [...first.values()];
};
