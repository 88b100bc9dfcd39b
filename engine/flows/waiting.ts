import type { Reservataire, Typology } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { Pool } from '../pool/pool.ts';
import { creditBit } from '../shortlist/credits.ts';
import { demandProfile } from '../shortlist/profile.ts';
import { cellKey } from '../targets/flow.ts';
import { membership } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';
import { cellOf } from './potential.ts';

/** Whether a lease of each landlord to each demand of a pool would be part of the flow. */
export type FlowMembers = (row: number, bailleur: string) => boolean;

export const flowMembers = (pool: Pool, territory: Territory): FlowMembers => {
  const [target] = territory.flowTargets;
  const { bailleurs } = territory.pack;
  const homes = pool.array('homeBailleur');
  const homeOf = (row: number): string | null => bailleurs[homes[row]!]?.id ?? null;
  const away = new Uint8Array(pool.rowCount);
  const own = new Uint8Array(pool.rowCount);
  for (let row = 0; row < pool.rowCount; row += 1) {
    const profile = demandProfile(pool, territory, row);
    const home = homeOf(row);
    // No landlord has an empty name: the household leaves the stock of none.
    away[row] = target === undefined || membership(target, profile, '').among ? 1 : 0;
    own[row] = target === undefined || membership(target, profile, home ?? '').among ? 1 : 0;
  }
  return (row, bailleur) => (homeOf(row) === bailleur ? own : away)[row] === 1;
};

/** Waiting demands by the contingents that a lease could be credited to: number of demands of each mask. */
export type WaitingCounts = ReadonlyMap<number, number>;

/** Demands that one at least of these contingents could be credited for. */
export const waitingFor = (counts: WaitingCounts, contingents: readonly Reservataire[]): number => {
  const wanted = contingents.reduce((mask, contingent) => mask | creditBit(contingent), 0);
  let sum = 0;
  for (const [mask, demands] of counts) if ((mask & wanted) !== 0) sum += demands;
  return sum;
};

export interface Waiting {
  /** Of the whole pool, whoever the landlord. */
  readonly territory: WaitingCounts;
  /** By `cellKey`: those who ask for a commune and a type that the landlord has dwellings of there. */
  readonly cells: ReadonlyMap<string, WaitingCounts>;
}

/**
 * How many waiting demands could be credited to which contingents, at each landlord, in QPV and outside: those whose wishes meet a
 * dwelling of its stock by commune and type, and whose lease would be in the flow. Ceilings and other rules are looked at when a
 * dwelling is free: these counts are what profiles allow at most.
 *
 * @param credits contingents of each row, one bit each. Length = pool.rowCount.
 */
export const waitingDemands = (input: {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly credits: Uint8Array;
  readonly members: FlowMembers;
}): Waiting => {
  const { pool, territory, dwellings, credits, members } = input;
  const kinds = new Map<string, { readonly bailleur: string; readonly wanted: Map<string, Kind> }>();
  for (const dwelling of dwellings.values()) {
    const cell = cellOf(territory, dwelling);
    if (cell === null) continue;
    const key = cellKey(cell);
    const known = kinds.get(key) ?? { bailleur: cell.bailleur, wanted: new Map<string, Kind>() };
    kinds.set(key, known);
    const commune = pool.communeNumber(dwelling.commune);
    known.wanted.set(`${commune} ${dwelling.typology}`, { commune, typology: dwelling.typology });
  }
  const cells = new Map<string, WaitingCounts>();
  const seen = new Uint32Array(pool.rowCount);
  let turn = 0;
  for (const [key, { bailleur, wanted }] of kinds) {
    turn += 1;
    const counts = new Map<number, number>();
    for (const { commune, typology } of wanted.values())
      for (const rows of [
        ...(commune < 0 ? [] : [pool.wishes.named(commune, typology)]),
        pool.wishes.wideFor(typology),
      ])
        for (const row of rows) {
          if (seen[row] === turn || !members(row, bailleur)) continue;
          seen[row] = turn;
          count(counts, credits[row]!);
        }
    cells.set(key, counts);
  }
  const whole = new Map<number, number>();
  for (let row = 0; row < pool.rowCount; row += 1) if (members(row, '')) count(whole, credits[row]!);
  return { territory: whole, cells };
};

interface Kind {
  readonly commune: number;
  readonly typology: Typology;
}

const count = (counts: Map<number, number>, mask: number): void => {
  counts.set(mask, (counts.get(mask) ?? 0) + 1);
};
