import { pairedDifference } from '../../engine/comparison/paired.ts';
import { MEASURES, type Measure, type MeasureId, measured } from '../../engine/years/measures.ts';
import type { OpenHorizon } from '../../engine/years/openHorizon.ts';
import type { ReplicationResult } from '../../engine/years/replication.ts';
import { figure, NBSP } from './format.ts';
import { MEASURE_LABELS, measureText } from './simulationWords.ts';

/** Second − first, over replications that drew the same numbers. */
export interface PresentedDifference {
  readonly id: MeasureId;
  readonly label: string;
  readonly unit: Measure['unit'];
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly pairs: number;
  /** Zero stays out of the interval, widened for all the measures shown together. */
  readonly apart: boolean;
  /** Zero stays out of the measure's own interval: more draws would tell. */
  readonly likely: boolean;
  /** `+12 (+3 à +21)`. */
  readonly figure: string;
  readonly text: string;
}

export interface PresentedComparison {
  readonly first: string;
  readonly second: string;
  /** Of the whole horizon. */
  readonly differences: readonly PresentedDifference[];
}

/** One side of a comparison: a policy, or a scenario under a policy. */
export interface ComparedSide {
  readonly label: string;
  readonly results: readonly ReplicationResult[];
}

/** Second − first over the whole horizon. @param open of the first: both have the same months. */
export const presentComparison = (
  open: OpenHorizon,
  [first, second]: readonly [ComparedSide, ComparedSide],
): PresentedComparison => {
  const span = { from: 0, to: open.months.length };
  const both = new Set(second.results.map(({ replication }) => replication));
  const pairs = first.results.filter(({ replication }) => both.has(replication));
  const others = second.results.filter(({ replication }) =>
    pairs.some((pair) => pair.replication === replication),
  );
  return {
    first: first.label,
    second: second.label,
    differences: MEASURES.flatMap((measure): PresentedDifference[] => {
      const [before, after] = [measured(pairs, measure, span), measured(others, measure, span)];
      const found = pairedDifference(
        [...after].map((arm, i) => ({ arm, reference: before[i]! })),
        MEASURES.length,
      );
      if (found === null) return [];
      const { mean, interval, units, apart } = found;
      return [
        {
          id: measure.id,
          label: MEASURE_LABELS[measure.id],
          unit: measure.unit,
          mean,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
          pairs: units,
          apart,
          likely: isLikely(interval),
          figure: differenceFigure(measure, { mean, interval }),
          text: differenceText(measure, { mean, interval, apart }),
        },
      ];
    }),
  };
};

const isLikely = (interval: { readonly low: number; readonly high: number } | null): boolean =>
  interval !== null && (interval.low > 0 || interval.high < 0);

type Paired = NonNullable<ReturnType<typeof pairedDifference>>;

const differenceFigure = (
  { unit }: Measure,
  { mean, interval }: Pick<Paired, 'mean' | 'interval'>,
): string => {
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${differenceOf(value, unit)}`;
  return interval === null
    ? `${signed(mean)} sur un seul tirage`
    : `${signed(mean)} (${signed(interval.low)} à ${signed(interval.high)})`;
};

/** Between two shares, in points of percentage. */
const differenceOf = (value: number, unit: Measure['unit']): string =>
  unit === 'share' ? `${figure(value * 100, 2)}${NBSP}pt` : measureText(value, unit, 2);

const differenceText = (
  measure: Measure,
  { mean, interval, apart }: Pick<Paired, 'mean' | 'interval' | 'apart'>,
): string => {
  const told = differenceFigure(measure, { mean, interval });
  if (interval === null) return told;
  const verdict = apart
    ? 'écart établi'
    : isLikely(interval)
      ? 'écart probable, que davantage de tirages diraient'
      : 'écart que le hasard peut expliquer';
  return `${told}, ${verdict}`;
};
