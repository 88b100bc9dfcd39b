import { figure } from '../../present/format.ts';
import { Figure } from '../frame/figure.tsx';

/** What was reached against what was due, one line each. */
export interface DueBar {
  readonly label: string;
  readonly value: number;
  readonly due: number;
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly text: string;
}

const LABEL_WIDTH = 230;
const BAR_WIDTH = 420;
const LINE = 26;

const round = (x: number): number => Math.round(x * 10) / 10;

/** Bars with a mark where the line of the year is, all on one scale. */
export const DueBars = ({
  id,
  title,
  bars,
  valueLabel,
}: {
  readonly id: string;
  readonly title: string;
  readonly bars: readonly DueBar[];
  /** Column of what was reached. */
  readonly valueLabel: string;
}) => {
  const most = Math.max(1, ...bars.flatMap(({ value, due }) => [value, due]));
  const scale = BAR_WIDTH / most;
  return (
    <Figure
      id={id}
      title={title}
      description={`Une barre par ligne, et un trait où devrait être la barre à ce jour. ${bars.map(({ label, text }) => `${label} : ${text}`).join(' ; ')}.`}
      viewBox={`0 0 ${LABEL_WIDTH + BAR_WIDTH + 70} ${bars.length * LINE + 6}`}
      columns={[
        { label: 'Ligne' },
        { label: valueLabel, numeric: true },
        { label: 'Dû à ce jour', numeric: true },
        { label: 'Où il en est' },
      ]}
      rows={bars.map(({ label, value, due, text }) => [label, figure(value, 1), figure(due, 1), text])}
      open
    >
      {bars.map(({ label, value, due, tone }, i) => {
        const y = i * LINE + 4;
        return (
          <g>
            <text x={LABEL_WIDTH - 8} y={y + 13} text-anchor="end">
              {label}
            </text>
            <rect class="bar-ground" x={LABEL_WIDTH} y={y} width={BAR_WIDTH} height={16} />
            <rect class={`fill ${tone}`} x={LABEL_WIDTH} y={y} width={round(value * scale)} height={16} />
            <rect class="due-mark" x={round(LABEL_WIDTH + due * scale) - 1} y={y - 3} width={3} height={22} />
            <text x={LABEL_WIDTH + BAR_WIDTH + 8} y={y + 13}>
              {figure(value, 1)}
            </text>
          </g>
        );
      })}
    </Figure>
  );
};
