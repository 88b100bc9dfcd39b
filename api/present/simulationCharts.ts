import type { MeasureId } from '../../engine/years/measures.ts';
import { MEASURES } from '../../engine/years/measures.ts';
import { fanChart } from './charts/fan.ts';
import { figure, percent } from './format.ts';
import type { PresentedSimulation } from './simulation.ts';
import type { NamedChart } from './simulationPlaces.ts';
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

/** One fan chart a measure, with each policy of the run. */
export const measureCharts = ({ scenario, policies }: PresentedSimulation): readonly NamedChart[] =>
  CHARTED.map((id) => {
    const { unit } = MEASURES.find((measure) => measure.id === id)!;
    const series = policies.map(({ label, months }) => {
      const measures = months.map((month) => month.measures.find((measure) => measure.id === id)!);
      return { label, points: measures.map(({ spread }) => spread), end: measures.at(-1)?.text ?? '' };
    });
    return {
      name: `eventail-${id}`,
      svg: fanChart({
        id: `eventail-${id}`,
        title: `${MEASURE_LABELS[id]} : ${scenario.label}`,
        description: `Mois par mois, médiane des tirages, cinq sur dix et huit sur dix. Dernier mois : ${series.map(({ label, end }) => `${label}, ${end}`).join(' ; ')}.`,
        months: scenario.months,
        series,
        valueText: (value) =>
          unit === 'share' ? percent(value, 1) : figure(value, Math.abs(value) < 10 ? 1 : 0),
        aim: null,
      }),
    };
  });
