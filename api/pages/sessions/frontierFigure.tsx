import type { PresentedFrontier } from '../../present/brakesFrontier.ts';
import { figure } from '../../present/format.ts';
import { Figure } from '../frame/figure.tsx';

const WIDTH = 1000;
const HEIGHT = 300;
const MARGIN = { left: 60, right: 20, top: 24, bottom: 44 };

/** What lists have of points, against what the family lacks: one dot a set of lists, and nothing supposed between two. */
export const FrontierFigure = ({ frontier }: { readonly frontier: PresentedFrontier }) => {
  const { points } = frontier;
  if (points.length < 2) return null;
  const x = scale(
    points.map(({ lack }) => lack),
    [MARGIN.left, WIDTH - MARGIN.right],
  );
  const y = scale(
    points.map(({ pointsPerDwelling }) => pointsPerDwelling),
    [HEIGHT - MARGIN.bottom, MARGIN.top],
  );
  const dots = points.map(({ lack, pointsPerDwelling }) => [x(lack), y(pointsPerDwelling)] as const);
  const byPoints = [...points].sort((a, b) => a.pointsPerDwelling - b.pointsPerDwelling);
  const byLack = [...points].sort((a, b) => a.lack - b.lack);
  const [lowest, highest] = [byPoints[0]!, byPoints.at(-1)!];
  const [least, most] = [byLack[0]!, byLack.at(-1)!];
  return (
    <Figure
      id="frontiere"
      title={`Points par logement et ce qui manque : ${frontier.label}`}
      description={frontier.text}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      columns={[
        { label: 'Prix d’un logement manquant' },
        { label: 'Points par logement', numeric: true },
        { label: 'Logements manquants', numeric: true },
      ]}
      rows={points.map(({ pricePoints, pointsPerDwelling, lack }) => [
        pricePoints === null ? 'la famille avant les points' : `${figure(pricePoints, 2)} points`,
        figure(pointsPerDwelling, 2),
        figure(lack, 2),
      ])}
    >
      <path
        class="axis"
        d={`M${MARGIN.left} ${MARGIN.top}V${HEIGHT - MARGIN.bottom}H${WIDTH - MARGIN.right}`}
      />
      <text x={WIDTH - MARGIN.right} y={HEIGHT - 8} text-anchor="end">
        logements manquants
      </text>
      <text x={4} y={MARGIN.top - 10}>
        points par logement
      </text>
      {[highest, lowest].map(({ pointsPerDwelling }) => (
        <text x={MARGIN.left - 8} y={y(pointsPerDwelling) + 4} text-anchor="end">
          {figure(pointsPerDwelling, 2)}
        </text>
      ))}
      {[least, most].map(({ lack }) => (
        <text x={x(lack)} y={HEIGHT - MARGIN.bottom + 18} text-anchor="middle">
          {figure(lack, 2)}
        </text>
      ))}
      {dots.map(([cx, cy]) => (
        <circle class="part-1" cx={cx} cy={cy} r={5} />
      ))}
    </Figure>
  );
};

/** Values on pixels, the least first; one value alone goes in the middle. */
const scale = (values: readonly number[], [from, to]: readonly [number, number]) => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return (value: number): number =>
    Math.round(
      (most === least ? (from + to) / 2 : from + ((value - least) / (most - least)) * (to - from)) * 10,
    ) / 10;
};
