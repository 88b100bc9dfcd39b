import type { ReplicationResult } from './replication.ts';
import { type SeriesName, seriesAt } from './series.ts';

/*
 * What is read from the monthly sums of a replication: a number over a span of months, or unknown where there is nothing to divide by.
 */

/** A measure over the months from `from` up to, without, `to`. */
export interface Measure {
  readonly id: MeasureId;
  /** `count`: whole things; `share`: 0 to 1; `months`; `points`: of the method, a dwelling. */
  readonly unit: 'count' | 'share' | 'months' | 'points';
  /** `flow`: over the span; `state`: at its last month. */
  readonly kind: 'flow' | 'state';
  readonly of: (series: Float64Array, span: { readonly from: number; readonly to: number }) => number;
}

export const MEASURE_IDS = [
  'leases',
  'waiting',
  'meanStockWait',
  'meanLeaseWait',
  'longWaitShare',
  'arrivals',
  'exits',
  'freed',
  'newBuild',
  'vacant',
  'meanVacancy',
  'refusalShare',
  'refusedByAllShare',
  'withoutCandidate',
  'mutationShare',
  'priorityShare',
  'modestShare',
  'firstQuartileShare',
  'npru',
  'plaiShare',
  'effortAboveShare',
  'meanPoints',
  'rowsMissed',
  'shortDwellings',
  'valuePoints',
] as const;
export type MeasureId = (typeof MEASURE_IDS)[number];

type Span = { readonly from: number; readonly to: number };

const sum = (series: Float64Array, { from, to }: Span, name: SeriesName): number => {
  let total = 0;
  for (let month = from; month < to; month += 1) total += seriesAt(series, month, name);
  return total;
};

const flow = (id: MeasureId, name: SeriesName): Measure => ({
  id,
  unit: 'count',
  kind: 'flow',
  of: (series, span) => sum(series, span, name),
});
const state = (id: MeasureId, name: SeriesName): Measure => ({
  id,
  unit: 'count',
  kind: 'state',
  of: (series, { to }) => seriesAt(series, to - 1, name),
});
const ratio = (
  id: MeasureId,
  unit: 'share' | 'months' | 'points',
  [top, bottom]: readonly [SeriesName, SeriesName],
  scale = 1,
): Measure => ({
  id,
  unit,
  kind: 'flow',
  of: (series, span) => {
    const below = sum(series, span, bottom);
    return below === 0 ? Number.NaN : (sum(series, span, top) * scale) / below;
  },
});

/** Of a state: its last month alone. */
const stateRatio = (id: MeasureId, names: readonly [SeriesName, SeriesName]): Measure => {
  const over = ratio(id, 'months', names);
  return { ...over, kind: 'state', of: (series, { to }) => over.of(series, { from: to - 1, to }) };
};

export const MEASURES: readonly Measure[] = [
  flow('leases', 'leases'),
  state('waiting', 'waiting'),
  stateRatio('meanStockWait', ['waitedMonths', 'waiting']),
  ratio('meanLeaseWait', 'months', ['leaseWaitMonths', 'leases']),
  ratio('longWaitShare', 'share', ['longWaits', 'leases']),
  flow('arrivals', 'arrivals'),
  flow('exits', 'exits'),
  flow('freed', 'freed'),
  flow('newBuild', 'newBuild'),
  state('vacant', 'vacant'),
  stateRatio('meanVacancy', ['vacantMonths', 'vacant']),
  ratio('refusalShare', 'share', ['refusals', 'offers']),
  ratio('refusedByAllShare', 'share', ['refusedByAll', 'lists']),
  flow('withoutCandidate', 'withoutCandidate'),
  ratio('mutationShare', 'share', ['mutations', 'leases']),
  ratio('priorityShare', 'share', ['priority', 'leases']),
  ratio('modestShare', 'share', ['modest', 'leases']),
  ratio('firstQuartileShare', 'share', ['firstQuartile', 'leases']),
  flow('npru', 'npru'),
  ratio('plaiShare', 'share', ['plai', 'leases']),
  ratio('effortAboveShare', 'share', ['effortAbove', 'effortKnown']),
  ratio('meanPoints', 'points', ['points', 'leases'], 1 / 1000),
  state('rowsMissed', 'rowsMissed'),
  state('shortDwellings', 'shortDwellings'),
  {
    id: 'valuePoints',
    unit: 'points',
    kind: 'flow',
    // Points of the households housed less what targets lack at the end, all in points of the method.
    of: (series, span) => (sum(series, span, 'points') - seriesAt(series, span.to - 1, 'shortPoints')) / 1000,
  },
];

/** Value of a measure in each replication. */
export const measured = (
  results: readonly Pick<ReplicationResult, 'series'>[],
  measure: Measure,
  span: Span,
): Float64Array => Float64Array.from(results, ({ series }) => measure.of(series, span));

/** Spread of a measure over replications; what is unknown in some is left out of theirs. */
export interface Spread {
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly mean: number;
  /** Replications in which it is known. */
  readonly known: number;
}

/** Null when it is known in none. Quantiles interpolate between order statistics (Hyndman and Fan 1996, definition 7). */
export const spreadOf = (values: Float64Array): Spread | null => {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  if (n === 0) return null;
  const at = (share: number): number => {
    const place = share * (n - 1);
    const low = Math.floor(place);
    const high = Math.min(n - 1, low + 1);
    return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
  };
  return {
    p10: at(0.1),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    mean: sorted.reduce((total, value) => total + value, 0) / n,
    known: n,
  };
};
