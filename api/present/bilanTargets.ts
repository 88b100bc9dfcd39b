import type { Reservataire } from '../../engine/domain/codes.ts';
import type { Certainty, Target } from '../../engine/domain/territory.ts';
import { coverageOf } from '../../engine/review/period.ts';
import { type Review, windowAt } from '../../engine/review/review.ts';
import type { TargetState } from '../../engine/targets/balance.ts';
import { eventOf } from '../../engine/targets/ledger.ts';
import { SMALLEST_SHOWN } from '../auth/smallCells.ts';
import type { BilanContext } from './bilan.ts';
import type { ShownReview } from './bilanSmallCells.ts';
import { contingentName } from './credits.ts';
import { count, figure } from './format.ts';
import { rowLabel } from './targetRows.ts';
import { dwellings, readsAsNone, targetSentence } from './targets.ts';

/** A target at the end of a year, or on the day of the review where it is running. Null figures: withheld. */
export interface PresentedBilanTarget {
  readonly year: number;
  readonly target: string;
  /** Row of the review; null: the whole territory. */
  readonly place: string | null;
  readonly label: string;
  readonly status: TargetState['status'] | null;
  readonly among: number | null;
  readonly counted: number | null;
  /** Of `among`, those whose profile is not known: they count against. */
  readonly unknown: number | null;
  readonly share: number | null;
  /** Dwellings beyond the target; negative, short of it. */
  readonly distanceDwellings: number | null;
  /** Points of share gained since the year before, 0 to 1; null where that cannot be told. */
  readonly shareDifference: number | null;
  readonly text: string;
  readonly certainty: Certainty;
  readonly source: string;
}

/** What a réservataire was owed and got over a year. */
export interface PresentedBilanFlow {
  readonly year: number;
  readonly reservataire: Reservataire;
  readonly label: string;
  readonly credited: number | null;
  readonly due: number | null;
  readonly text: string;
}

const WITHHELD = 'Effectif trop petit pour être montré.';
const isSafe = (n: number): boolean => n === 0 || n >= SMALLEST_SHOWN;

/** Targets of each year, the whole territory's first. */
export const bilanTargets = (
  { territory, smallCells }: BilanContext,
  review: Review,
  shown: ShownReview,
): readonly PresentedBilanTarget[] =>
  review.period.years.flatMap((year) => {
    const window = windowAt(review, year);
    const before = new Map(
      review.targets[windowAt(review, year.against)]!.map(({ state }) => [keyOf(state), state]),
    );
    const open = new Set(shown.rows.flatMap((row) => (row.open[window] ? [row.place] : [])));
    return review.targets[window]!.map(({ state, row }): PresentedBilanTarget => {
      const { target, count: counts, share, balanceHundredths, status } = state;
      const { among, counted, unknown } = counts;
      const head = {
        year: year.year,
        target: target.id,
        place: row,
        label: rowLabel(territory, state),
        certainty: target.provenance.certainty,
        source: target.provenance.source,
      };
      const safe =
        row === null
          ? isSafe(counted) && isSafe(among - counted) && isSafe(unknown)
          : open.has(row) && isCutOfDecisions(target);
      if (smallCells && !safe) return { ...head, ...NO_FIGURES, text: WITHHELD };
      const earlier = before.get(keyOf(state));
      const first = review.firstRecords[eventOf(target) === 'lease' ? 'signed' : 'decided'];
      const isTold = !smallCells && coverageOf(year.against, first) === 'whole';
      const was = isTold ? (earlier?.share ?? null) : null;
      return {
        ...head,
        status,
        among,
        counted,
        unknown,
        share,
        distanceDwellings: balanceHundredths / 100,
        shareDifference: was === null || share === null ? null : share - was,
        text: `${targetSentence(smallCells ? withoutBeside(state) : state)}${distanceText(balanceHundredths, status)}`,
      };
    });
  });

/** Its count adds nothing to what is shown of the decisions of a place: another cut of the same households would. */
const isCutOfDecisions = ({ among, counts, event, qpv, dedicated, credited }: Target): boolean => {
  const [cut, ...others] = Object.keys(counts);
  if (event === 'lease' || qpv !== undefined || dedicated !== undefined || credited !== undefined)
    return false;
  return (
    others.length === 0 &&
    (among === 'all'
      ? cut === 'bandGroup' || cut === 'npruRelocation'
      : among === 'first-access' && cut === 'verifiedPriority')
  );
};

/** Leases told beside decisions would be a second table on nearly the same households. */
const withoutBeside = (state: TargetState): TargetState => ({
  ...state,
  beside: { ...state.beside, count: state.count },
});

const NO_FIGURES = {
  status: null,
  among: null,
  counted: null,
  unknown: null,
  share: null,
  distanceDwellings: null,
  shareDifference: null,
} as const;

const keyOf = ({ target, place }: Pick<TargetState, 'target' | 'place'>): string => `${target.id} ${place}`;

const distanceText = (hundredths: number, status: TargetState['status']): string =>
  status === 'empty' || hundredths >= 0 || readsAsNone(hundredths / 100)
    ? ''
    : ` ; il s’en faut de ${dwellings(-hundredths / 100)}`;

/** Flow of each réservataire by year; none unless the review is by contingent. */
export const bilanFlows = (
  { territory, smallCells }: BilanContext,
  review: Review,
): readonly PresentedBilanFlow[] =>
  review.period.years.flatMap((year) =>
    review.flows[windowAt(review, year)]!.map(
      ({ reservataire, credited, due, unknown }): PresentedBilanFlow => {
        const head = { year: year.year, reservataire, label: contingentName(territory, reservataire) };
        if (smallCells && !(isSafe(credited) && isSafe(unknown)))
          return { ...head, credited: null, due: null, text: WITHHELD };
        const rest =
          unknown > 0
            ? ` ; ${count(unknown, 'attribution sans contingent renseigné', 'attributions sans contingent renseigné')}`
            : '';
        return {
          ...head,
          credited,
          due,
          text: `${figure(credited)} crédités pour ${figure(due, 1)} dus par les parts du flux (écart ${credited < due ? '' : '+'}${figure(credited - due, 1)})${rest}`,
        };
      },
    ),
  );
