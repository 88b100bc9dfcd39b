import type { PresentedComparison, PresentedMeasure } from '../../present/comparison.ts';
import { differenceText, intervalText } from '../../present/comparisonWords.ts';
import { Figure } from '../frame/figure.tsx';

const WIDTH = 640;
const ROW = 44;
const MARGIN = { left: 12, right: 12, top: 8, bottom: 34 };

/** What each way does differently from the reference, for one measure: a dot, its interval, and the line of no difference. */
export const Intervals = ({
  comparison: { arms, summary },
  measure: { label, definition, unit, arms: figures },
}: {
  readonly comparison: PresentedComparison;
  readonly measure: PresentedMeasure;
}) => {
  const rows = arms.flatMap((arm, a) => {
    const { value, text, difference } = figures[a]!;
    return value === null || difference === null ? [] : [{ label: arm.label, value: text, ...difference }];
  });
  if (rows.length === 0) return <p class="empty">Cette mesure n’a rien à comparer sur la période.</p>;
  const ends = rows.flatMap(({ mean, low, high }) => [mean, low ?? mean, high ?? mean]);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const at = (value: number): number => {
    const share = most === least ? 0.5 : (value - least) / (most - least);
    return Math.round((MARGIN.left + share * (WIDTH - MARGIN.left - MARGIN.right)) * 10) / 10;
  };
  const height = MARGIN.top + rows.length * ROW + MARGIN.bottom;
  const floor = height - MARGIN.bottom;
  const anchor = (value: number): string => {
    const x = at(value);
    return x < WIDTH / 4 ? 'start' : x > (3 * WIDTH) / 4 ? 'end' : 'middle';
  };
  return (
    <div class="intervals">
      <Figure
        id="differences"
        title={`${label} : différence avec « ${summary.reference} »`}
        description={`${definition} Un point par façon de faire, plein quand la différence se détache du hasard, et son intervalle à 95 %. ${rows
          .map((row) => `${row.label} : ${intervalText(row, unit)}${row.apart ? ', se détache' : ''}`)
          .join('. ')}.`}
        viewBox={`0 0 ${WIDTH} ${height}`}
        columns={[
          { label: 'Façon de faire les listes' },
          { label: 'Valeur', numeric: true },
          { label: 'Différence, intervalle à 95 %', numeric: true },
          { label: 'Se détache du hasard' },
        ]}
        rows={rows.map((row) => [
          row.label,
          row.value,
          intervalText(row, unit),
          row.apart ? 'oui' : 'non établi',
        ])}
      >
        <path class="axis" d={`M${at(0)} ${MARGIN.top}V${floor}`} />
        {rows.map(({ label: name, mean, low, high, apart }, i) => {
          const y = MARGIN.top + i * ROW + 30;
          return (
            <>
              <text x={MARGIN.left} y={y - 13}>
                {name}
              </text>
              {low === null || high === null ? null : (
                <path class="interval" d={`M${at(low)} ${y}H${at(high)}`} />
              )}
              <circle class={apart ? 'interval-dot' : 'interval-dot open'} cx={at(mean)} cy={y} r={5} />
            </>
          );
        })}
        {[...new Set([least, 0, most])].map((value) => (
          <text x={at(value)} y={floor + 20} text-anchor={anchor(value)}>
            {differenceText(value, unit)}
          </text>
        ))}
      </Figure>
    </div>
  );
};
