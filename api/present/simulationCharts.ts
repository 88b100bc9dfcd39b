import type { MeasureId } from '../../engine/years/measures.ts';
import { MEASURES } from '../../engine/years/measures.ts';
import { FAN_VIEW_BOX, type FanChart, type FanPoint, fanChart, fanShapes } from './charts/fan.ts';
import { figure, percent } from './format.ts';
import type { PresentedSimulation } from './simulation.ts';
import { type NamedChart, type PresentedPlaceFan, placeChart } from './simulationPlaces.ts';
import { MEASURE_LABELS } from './simulationWords.ts';

/** Measures drawn month by month. */
export const CHARTED: readonly MeasureId[] = [
  'leases',
  'waiting',
  'meanLeaseWait',
  'refusalShare',
  'vacant',
  'mutationShare',
  'modestShare',
  'rowsMissed',
  'shortDwellings',
];

/** A measure month by month, with each policy of the run. */
export const measureChart = ({ scenario, policies }: PresentedSimulation, id: MeasureId): FanChart => {
  const { unit } = MEASURES.find((measure) => measure.id === id)!;
  const series = policies.map(({ label, months }) => {
    const measures = months.map((month) => month.measures.find((measure) => measure.id === id)!);
    return { label, points: measures.map(({ spread }) => spread), end: measures.at(-1)?.text ?? '' };
  });
  return {
    id: `eventail-${id}`,
    title: `${MEASURE_LABELS[id]} : ${scenario.label}`,
    description: `Mois par mois, médiane des tirages, cinq sur dix et huit sur dix. Dernier mois : ${series.map(({ label, end }) => `${label}, ${end}`).join(' ; ')}.`,
    months: scenario.months,
    series,
    valueText: (value) =>
      unit === 'share' ? percent(value, 1) : figure(value, Math.abs(value) < 10 ? 1 : 0),
    aim: null,
  };
};

export const measureSvg = (shown: PresentedSimulation, id: MeasureId): string =>
  fanChart(measureChart(shown, id));

/** One fan chart a measure, with each policy of the run. */
export const measureCharts = (shown: PresentedSimulation): readonly NamedChart[] =>
  CHARTED.map((id) => ({ name: `eventail-${id}`, svg: measureSvg(shown, id) }));

export const placeSvg = (fan: PresentedPlaceFan, months: readonly string[]): string =>
  fanChart(placeChart(fan, months));

/** A chart for a page: shapes coloured by its sheet, and the table that says the same. */
export interface PresentedChart {
  readonly title: string;
  readonly description: string;
  readonly viewBox: string;
  /** Markup inside an `svg` of that box; its texts are escaped. */
  readonly shapes: string;
  /** Months, then one column a series: median, and what eight draws in ten hold. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const presentChart = (chart: FanChart): PresentedChart => {
  const { title, description, months, series, valueText } = chart;
  return {
    title,
    description,
    viewBox: FAN_VIEW_BOX,
    shapes: fanShapes(chart),
    columns: ['Mois', ...series.map(({ label }) => label)],
    rows: months.map((month, i) => [
      month,
      ...series.map(({ points }) => pointText(points[i] ?? null, valueText)),
    ]),
  };
};

const pointText = (point: FanPoint | null, valueText: FanChart['valueText']): string =>
  point === null
    ? 'sans objet'
    : `${valueText(point.p50)} (${valueText(point.p10)} à ${valueText(point.p90)})`;

/** A place as a page draws it. @param named says which scenario, where there are two. */
export const placeChartOf = (
  fan: PresentedPlaceFan,
  scenario: PresentedSimulation['scenario'],
  named: boolean,
): FanChart => {
  const chart = placeChart(fan, scenario.months);
  return named ? { ...chart, title: `${chart.title} (${scenario.label})` } : chart;
};
