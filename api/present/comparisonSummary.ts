import type { Comparison } from '../../engine/comparison/comparison.ts';
import type { PresentedMeasure } from './comparison.ts';
import { armLabel, intervalText } from './comparisonWords.ts';
import { list, NBSP } from './format.ts';

/** What a comparison establishes and what it does not, in sentences, measure by measure. */
export interface PresentedSummary {
  /** What the others are compared with. */
  readonly reference: string;
  /** Told apart from it, on the side that is wanted. */
  readonly better: readonly string[];
  /** Told apart from it, on the other side. */
  readonly worse: readonly string[];
  /** Told apart from it, where no side is wanted. */
  readonly changed: readonly string[];
  /** Nothing is told apart: neither a difference nor its absence is shown. Empty: everything is. */
  readonly open: string;
}

/** Sentences of what is told apart; a measure of which nothing ever happened is left out. */
export const comparisonSummary = (
  { arms, reference }: Comparison,
  measures: readonly PresentedMeasure[],
): PresentedSummary => {
  const labels = arms.map(armLabel);
  const told = measures.filter(happened).map((measure) => ({ measure, apart: apartOf(measure, labels) }));
  const wanted = told.filter(({ measure }) => measure.better !== null);
  const sentences = (of: typeof told, keep: (side: Apart, measure: PresentedMeasure) => boolean) =>
    of.flatMap(({ measure, apart }) => {
      const kept = apart.filter((side) => keep(side, measure));
      return kept.length === 0
        ? []
        : [`${measure.label}${NBSP}: ${list(kept.map(({ label, text }) => `${quoted(label)} ${text}`))}.`];
    });
  const silent = told.filter(({ apart }) => apart.length === 0).map(({ measure }) => quoted(measure.label));
  return {
    reference: armLabel(arms.find(({ id }) => id === reference)!),
    better: sentences(wanted, isWanted),
    worse: sentences(wanted, (side, measure) => !isWanted(side, measure)),
    changed: sentences(
      told.filter(({ measure }) => measure.better === null),
      () => true,
    ),
    open: openText(silent, measures),
  };
};

const quoted = (label: string): string => `«${NBSP}${label}${NBSP}»`;

/** What never happened, under any arm, has nothing to say. */
export const happened = ({ arms }: PresentedMeasure): boolean =>
  arms.some(({ value }) => value !== null && value !== 0);

interface Apart {
  readonly label: string;
  readonly mean: number;
  readonly text: string;
}

/** Arms told apart from the reference, the farthest first. */
const apartOf = ({ arms, unit }: PresentedMeasure, labels: readonly string[]): readonly Apart[] =>
  arms
    .flatMap(({ difference }, a): Apart[] =>
      difference?.apart
        ? [{ label: labels[a]!, mean: difference.mean, text: intervalText(difference, unit) }]
        : [],
    )
    .sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean));

/** What a difference is worth: null where it is not told apart. */
export const sideOf = (
  { mean, apart }: { readonly mean: number; readonly apart: boolean },
  better: PresentedMeasure['better'],
): 'better' | 'worse' | 'changed' | null =>
  !apart ? null : better === null ? 'changed' : mean > 0 === (better === 'more') ? 'better' : 'worse';

const isWanted = ({ mean }: Apart, { better }: PresentedMeasure): boolean =>
  sideOf({ mean, apart: true }, better) === 'better';

const openText = (silent: readonly string[], measures: readonly PresentedMeasure[]): string => {
  const differences = measures.flatMap(({ arms }) => arms.flatMap(({ difference }) => difference ?? []));
  if (differences.length > 0 && differences.every(({ low }) => low === null))
    return 'Une seule réplication, ou un seul mois : il n’y a pas d’intervalle, et rien ne peut être établi. Demandez plus de réplications, ou plus de mois.';
  return silent.length === 0
    ? ''
    : `Rien ne se détache du hasard sur ${list(silent)}${NBSP}: on ne peut dire ni qu’il y a une différence, ni qu’il n’y en a pas. Plus de réplications, ou plus de mois, le diraient peut-être.`;
};
