import { boundsText, differenceText } from '../../present/comparisonWords.ts';
import { Badge, type Tone } from '../frame/badge.tsx';

/** What a figure is when it is not shown: withheld, or not known. */
export const NOT_SHOWN = '—';

/** A difference under its value, its interval, and what it is worth where it is told apart from luck. */
export const Difference = ({
  mean,
  low,
  high,
  unit,
  worth,
}: {
  /** Null: the reference itself, or not shown. */
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: Parameters<typeof differenceText>[1];
  /** Null: not told apart. */
  readonly worth: { readonly tone: Tone; readonly label: string } | null;
}) =>
  mean === null ? null : (
    <span class="difference">
      {differenceText(mean, unit)} <span class="bounds">{boundsText({ low, high }, unit)}</span>{' '}
      {worth === null ? null : <Badge tone={worth.tone}>{worth.label}</Badge>}
    </span>
  );

/** Told apart, where nobody says which side is wanted. */
export const APART = { tone: 'info', label: 'se détache' } as const;
