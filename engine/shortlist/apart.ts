import type { PlacedLevel } from '../../scoring/levels.ts';
import type { DemandNumber } from '../domain/ids.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';
import { type DemandDescription, describeDemand } from './describe.ts';
import type { Ranking } from './ranking.ts';
import { topK } from './topK.ts';

/** Demands that the dwelling suits and that the method does not order: a channel outside its grid follows them. */
export interface ApartDemands {
  readonly channel: Pick<PlacedLevel, 'id' | 'label' | 'source'>;
  readonly count: number;
  /** The first of them by the method's tie-break, at most as many as candidates are explained. */
  readonly first: readonly { readonly number: DemandNumber; readonly household: DemandDescription }[];
}

/** Eligible rows that the method orders, and those that its channels set apart, by place. */
export interface SplitRows {
  readonly within: Uint32Array;
  readonly apart: readonly { readonly channel: PlacedLevel; readonly rows: Uint32Array }[];
}

const channelsOf = ({ ordering }: Ranking): readonly PlacedLevel[] =>
  ordering.read.levels.examined.filter(({ placement }) => placement === 'outside');

/** Whether a method sets any demand apart. */
export const setsApart = (ranking: Ranking): boolean => channelsOf(ranking).length > 0;

export const splitApart = (eligible: Uint32Array, ranking: Ranking): SplitRows => {
  const { ordering, scored } = ranking;
  const channels = channelsOf(ranking);
  if (channels.length === 0) return { within: eligible, apart: [] };
  return {
    within: eligible.filter((row) => !ordering.isApart(scored.tier[row]!)),
    apart: channels.map((channel) => ({
      channel,
      rows: eligible.filter((row) => scored.tier[row] === channel.place),
    })),
  };
};

export const describeApart = (
  apart: SplitRows['apart'],
  context: {
    readonly pool: Pool;
    readonly territory: Territory;
    readonly ranking: Ranking;
    readonly limit: number;
  },
): readonly ApartDemands[] => {
  const { pool, territory, ranking, limit } = context;
  return apart
    .filter(({ rows }) => rows.length > 0)
    .map(({ channel: { id, label, source }, rows }) => ({
      channel: { id, label, source },
      count: rows.length,
      first: [...topK(rows, limit, ranking.position)].map((row) => ({
        number: pool.numbers.at(row),
        household: describeDemand(pool, territory, row),
      })),
    }));
};
