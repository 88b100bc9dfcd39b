import type { Typology } from '../domain/codes.ts';
import type { Pool } from '../pool/pool.ts';
import { rowsWishing, type WishPlace, wishesPlace } from '../pool/wishPlace.ts';
import { emptyTable, type RiskTable } from './kaplanMeier.ts';
import { NOT_OBSERVED, type Observations, type ObservedLease } from './observations.ts';

/** Waits are followed up to ten years, days: whoever waits longer is counted as still waiting then. */
export const LONGEST_DAYS = 3_653;

/** What was counted for a place. */
export interface WaitCounts {
  /** Leases signed there over the window. */
  readonly leases: number;
  /** Valid demands that wish it and wait on the last day. */
  readonly running: number;
}

/**
 * Counts who is at risk in a place. A lease counts where its dwelling is; a demand is at risk in every commune and type that it
 * wishes. Tables of the demands that accept any commune are made once per type.
 */
export class RiskCounter {
  readonly #pool: Pool;
  readonly #seen: Observations;
  readonly #leases: ReadonlyMap<string, readonly ObservedLease[]>;
  readonly #wide = new Map<Typology, RiskTable>();

  constructor(pool: Pool, seen: Observations) {
    this.#pool = pool;
    this.#seen = seen;
    const byPlace = new Map<string, ObservedLease[]>();
    for (const lease of seen.leases)
      for (const commune of new Set([lease.commune, null]))
        for (const typology of new Set([lease.typology, null])) {
          const key = placeKey({ commune, typology });
          const list = byPlace.get(key);
          if (list) list.push(lease);
          else byPlace.set(key, [lease]);
        }
    this.#leases = byPlace;
  }

  counts(place: WishPlace): WaitCounts {
    const running = rowsWishing(this.#pool, place).reduce((sum, rows) => sum + this.#runningIn(rows), 0);
    return { leases: this.#leasesIn(place).length, running };
  }

  table(place: WishPlace): RiskTable {
    const table = this.#demands(place);
    for (const lease of this.#leasesIn(place)) {
      if (lease.entry > LONGEST_DAYS) continue;
      if (lease.exit <= LONGEST_DAYS) table.events[lease.exit]! += 1;
      // A demand of the pool that wishes the place is counted with it already, until its lease.
      if (lease.row < 0 || !wishesPlace(this.#pool, lease.row, place)) enter(table, lease);
    }
    return table;
  }

  /** Running demands that wish at least one of the places. */
  runningInAny(places: readonly WishPlace[]): number {
    const { running } = this.#seen;
    let count = 0;
    for (let row = 0; row < running.length; row += 1)
      if (running[row] === 1 && places.some((place) => wishesPlace(this.#pool, row, place))) count += 1;
    return count;
  }

  #leasesIn(place: WishPlace): readonly ObservedLease[] {
    return this.#leases.get(placeKey(place)) ?? [];
  }

  #demands(place: WishPlace): RiskTable {
    const { commune, typology } = place;
    if (commune === null || typology === null)
      return this.#add(emptyTable(LONGEST_DAYS + 1), rowsWishing(this.#pool, place));
    const { wishes } = this.#pool;
    let wide = this.#wide.get(typology);
    if (!wide) {
      wide = this.#add(emptyTable(LONGEST_DAYS + 1), [wishes.wideFor(typology)]);
      this.#wide.set(typology, wide);
    }
    const table = {
      entering: wide.entering.slice(),
      leaving: wide.leaving.slice(),
      events: wide.events.slice(),
    };
    const number = this.#pool.communeNumber(commune);
    return number < 0 ? table : this.#add(table, [wishes.named(number, typology)]);
  }

  #add(table: RiskTable, lists: readonly Uint32Array[]): RiskTable {
    const { entry, exit } = this.#seen;
    for (const rows of lists)
      for (let i = 0; i < rows.length; i += 1) {
        const row = rows[i]!;
        const from = entry[row]!;
        if (from === NOT_OBSERVED || from > LONGEST_DAYS) continue;
        const to = exit[row]!;
        table.entering[from]! += 1;
        table.leaving[to > LONGEST_DAYS ? LONGEST_DAYS : to]! += 1;
      }
    return table;
  }

  #runningIn(rows: Uint32Array): number {
    const { running } = this.#seen;
    let count = 0;
    for (let i = 0; i < rows.length; i += 1) count += running[rows[i]!]!;
    return count;
  }
}

const enter = (table: RiskTable, { entry, exit }: ObservedLease): void => {
  table.entering[entry]! += 1;
  table.leaving[Math.min(exit, LONGEST_DAYS)]! += 1;
};

const placeKey = ({ commune, typology }: WishPlace): string => `${commune ?? ''} ${typology ?? ''}`;
