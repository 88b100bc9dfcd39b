import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { explainRow, type RowExplanation, type ScoreExplanation } from '../../scoring/explain.ts';
import { isoDay } from '../domain/day.ts';
import type { DemandNumber, IsoDay } from '../domain/ids.ts';
import type { Pool } from '../pool/pool.ts';
import { oldestValidDay } from '../pool/validity.ts';
import { wishedPlaces } from '../pool/wishPlace.ts';
import type { Territory } from '../territory/territory.ts';
import type { CombinedWait, WaitEstimate, WaitingTimes } from '../waiting/waitingTimes.ts';
import { type DemandDescription, describeDemand } from './describe.ts';
import type { Ranking } from './ranking.ts';
import { positionAmongSimilar, type SimilarPlace } from './similar.ts';

/** One commune and type that a demand wishes: where it stands there, and how long one waits there. */
export interface WishedPlace extends SimilarPlace {
  readonly wait: WaitEstimate;
}

/** All that a household is owed about its own demand: score, position among similar demands, waiting time. */
export interface DemandExplanation {
  readonly number: DemandNumber;
  readonly household: DemandDescription;
  /** Filed or renewed less than a year ago: only valid demands are examined. */
  readonly valid: boolean;
  /** Last filing or renewal. */
  readonly confirmedOn: IsoDay;
  /** By the ordering alone: no dwelling is looked at, so no weighting of a contingent counts. */
  readonly score: ScoreExplanation;
  /** The method lists it apart from the line: it has no position. */
  readonly apart: boolean;
  /** Weightings that speak of this demand, each for its contingent: what they would add there. */
  readonly weightings: readonly { readonly contingent: string; readonly explanation: RowExplanation }[];
  readonly places: readonly WishedPlace[];
  /** The wishes taken together: whichever place comes first. */
  readonly together: CombinedWait;
  readonly territory: WaitEstimate;
}

export interface DemandExplanationRequest {
  readonly pool: Pool;
  readonly territory: Territory;
  /** Without weighting: the order that is the same for every place. */
  readonly ranking: Ranking;
  readonly weightings: readonly CompiledMethod[];
  readonly waiting: WaitingTimes;
  readonly row: number;
}

/** Sources of the three figures: see `presentNotice`. @throws Error when the ranking has a weighting. */
export const explainDemand = (request: DemandExplanationRequest): DemandExplanation => {
  const { pool, territory, ranking, weightings, waiting, row } = request;
  if (ranking.weighting !== null) throw new Error('demand explanation: the ranking is weighted');
  const confirmed = pool.array('confirmedDay')[row]!;
  const wished = wishedPlaces(pool, row);
  return {
    number: pool.numbers.at(row),
    household: describeDemand(pool, territory, row),
    valid: confirmed >= oldestValidDay(pool.asOf),
    confirmedOn: isoDay(confirmed),
    score: ranking.explain(row),
    apart: ranking.ordering.isApart(ranking.scored.tier[row]!),
    weightings: weightings
      .map((weighting) => ({
        contingent: weighting.method.appliesToContingent ?? '',
        explanation: explainRow(weighting, pool, row),
      }))
      .filter(({ explanation }) => explanation.inScope !== 'unmet'),
    places: positionAmongSimilar(pool, ranking, row).map((similar) => ({
      ...similar,
      wait: waiting.at(similar.place),
    })),
    together: waiting.anyOf(wished),
    territory: waiting.at({ commune: null, typology: null }),
  };
};
