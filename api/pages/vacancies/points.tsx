import type { PresentedCandidate } from '../../present/candidate.ts';
import { StackedBar } from '../frame/bars.tsx';

/** What the bars of one list share: their length, and a colour for each criterion. */
export interface PointsScale {
  /** Points that the whole width stands for. */
  readonly max: number;
  /** Criteria with a colour of their own, those that bring the most first; the others share the last colour. */
  readonly criteria: readonly { readonly criterion: string; readonly label: string }[];
  readonly others: boolean;
}

/** Colours of the sheet, the last of which is for the rest. */
const OWN_COLOURS = 5;
const REST = OWN_COLOURS + 1;

type Scored = Pick<PresentedCandidate, 'score'>;

export const pointsScale = (candidates: readonly Scored[]): PointsScale => {
  const most = new Map<string, { readonly label: string; readonly points: number }>();
  for (const { score } of candidates)
    for (const { criterion, label, points } of score.contributions)
      if (points > (most.get(criterion)?.points ?? 0)) most.set(criterion, { label, points });
  const ordered = [...most].sort(([, a], [, b]) => b.points - a.points);
  return {
    max: Math.max(0, ...candidates.map((each) => lengthOf(each))),
    criteria: ordered.slice(0, OWN_COLOURS).map(([criterion, { label }]) => ({ criterion, label })),
    others: ordered.length > OWN_COLOURS,
  };
};

/** Points taken away are written beside, and not drawn. */
const lengthOf = ({ score }: Scored): number =>
  score.contributions.reduce((sum, { points }) => sum + Math.max(0, points), 0);

export const PointsBar = ({ of, scale }: { readonly of: Scored; readonly scale: PointsScale }) => {
  const placeOf = ({ criterion }: { readonly criterion: string }): number => {
    const at = scale.criteria.findIndex((known) => known.criterion === criterion);
    return at < 0 ? REST : at + 1;
  };
  const parts = of.score.contributions
    .filter(({ points }) => points > 0)
    .map((c) => ({ label: `${c.label} : ${c.pointsText}`, value: c.points, colour: placeOf(c) }))
    .sort((a, b) => a.colour - b.colour);
  return <StackedBar parts={parts} max={scale.max} />;
};

/** Names the colours of the bars. */
export const PointsLegend = ({ scale }: { readonly scale: PointsScale }) =>
  scale.criteria.length === 0 ? null : (
    <ul class="legend small">
      {[...scale.criteria.map(({ label }) => label), ...(scale.others ? ['autres critères'] : [])].map(
        (label, i) => (
          <li>
            <svg class="swatch" viewBox="0 0 10 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class={`part-${i + 1}`} width="10" height="10" />
            </svg>{' '}
            {label}
          </li>
        ),
      )}
    </ul>
  );
