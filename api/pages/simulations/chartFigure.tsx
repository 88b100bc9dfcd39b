import { raw } from 'hono/html';
import type { PresentedChart } from '../../present/simulationCharts.ts';
import { Figure } from '../frame/figure.tsx';

/** A chart of the page, with its file. */
export const ChartFigure = ({
  id,
  chart,
  file,
}: {
  readonly id: string;
  readonly chart: PresentedChart;
  readonly file: string;
}) => (
  <div>
    <Figure
      id={id}
      title={chart.title}
      description={chart.description}
      viewBox={chart.viewBox}
      columns={chart.columns.map((label, i) => ({ label, numeric: i > 0 }))}
      rows={chart.rows}
    >
      {raw(chart.shapes)}
    </Figure>
    <p class="small screen-only">
      <a href={file} download>
        Ce graphique en SVG
      </a>
    </p>
  </div>
);
