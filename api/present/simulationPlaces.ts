import type { BailleurId, CommuneCode, QuartierId } from '../../engine/domain/ids.ts';
import type { Target } from '../../engine/domain/target.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { type Spread, spreadOf } from '../../engine/years/measures.ts';
import { type RowFan, rowFan, spansOf } from '../../engine/years/results.ts';
import { fanChart } from './charts/fan.ts';
import { count, percent } from './format.ts';
import type { SimulationShown } from './simulation.ts';
import { POLICY_LABELS } from './simulationWords.ts';

/** Name of the place of a target. */
const placeName = (territory: Territory, { scope }: Target, place: string): string => {
  switch (scope) {
    case 'quartier': {
      const quartier = territory.quartierById.get(place as QuartierId);
      const commune = quartier && territory.communeByCode.get(quartier.commune)?.name;
      return quartier === undefined
        ? place
        : `${quartier.label}${commune === undefined ? '' : `, ${commune}`}`;
    }
    case 'commune':
      return territory.communeByCode.get(place as CommuneCode)?.name ?? place;
    case 'bailleur':
      return territory.bailleurById.get(place as BailleurId)?.name ?? place;
    case 'territory':
      return territory.pack.label;
    case 'residence':
      return place;
  }
};

/** A place at the end of a civil year: what share of its leases the target counts, over replications. */
export interface PresentedPlace {
  readonly policy: string;
  readonly span: string;
  readonly target: string;
  readonly place: string;
  readonly what: string;
  readonly unit: string;
  readonly spread: Spread | null;
}

/** Every place of every target at the end of each civil year. */
export const presentPlaces = ({ open, replications }: SimulationShown): readonly PresentedPlace[] => {
  const { rows } = open.rows;
  return [...replications].flatMap(([policy, results]) =>
    spansOf(open).years.flatMap(({ label, to }) =>
      rows.map(({ target, place }, row): PresentedPlace => {
        const at = (to - 1) * rows.length + row;
        const shares = Float64Array.from(results, ({ among, counted }) =>
          among[at] === 0 ? Number.NaN : counted[at]! / among[at]!,
        );
        return {
          policy: POLICY_LABELS[policy],
          span: label,
          target: target.label,
          place: placeName(open.territory, target, place),
          what: 'Part des baux de l’année',
          unit: 'part',
          spread: spreadOf(shares),
        };
      }),
    ),
  );
};

/** A chart and the name of its file, without ending. */
export interface NamedChart {
  readonly name: string;
  readonly svg: string;
}

/**
 * Fans of the quartiers that miss a target the most at the end, by the median of the first policy, one chart a quartier: share of the
 * leases of the civil year so far, which starts anew each January.
 */
export const quartierCharts = (shown: SimulationShown, most: number): readonly NamedChart[] => {
  const { open, replications } = shown;
  const { territory } = open;
  const last = open.months.length - 1;
  const [first] = [...replications.values()];
  const lag = (row: number): number => {
    const { target } = open.rows.rows[row]!;
    const median = rowFan(open, first ?? [], row).share[last]?.p50;
    if (median === undefined || target.share === undefined) return Number.NEGATIVE_INFINITY;
    return target.bound === 'min' ? target.share - median : median - target.share;
  };
  return open.rows.rows
    .flatMap(({ target }, row) =>
      target.scope === 'quartier' && target.share !== undefined ? [{ row, lag: lag(row) }] : [],
    )
    .sort((a, b) => b.lag - a.lag || a.row - b.row)
    .slice(0, most)
    .map(({ row }) => {
      const { target, place } = open.rows.rows[row]!;
      const series = [...replications].map(([policy, results]) => ({
        label: POLICY_LABELS[policy],
        fan: rowFan(open, results, row),
      }));
      const name = placeName(territory, target, place);
      return {
        name: `quartier-${place}`,
        svg: fanChart({
          id: `quartier-${place}`,
          title: `${target.label} : ${name}`,
          description: `${target.description}. ${series.map(({ label, fan }) => endText(label, fan)).join(' ')}`,
          months: open.months.map(({ label }) => label),
          series: series.map(({ label, fan }) => ({ label, points: fan.share })),
          valueText: (value) => percent(value),
          aim: {
            value: target.share!,
            label: `${target.bound === 'min' ? 'au moins' : 'au plus'} ${percent(target.share!)}`,
          },
        }),
      };
    });
};

const endText = (label: string, { share, among }: RowFan): string => {
  const [end, leases] = [share.at(-1) ?? null, among.at(-1) ?? null];
  return end === null || leases === null
    ? `${label} : aucun bail la dernière année.`
    : `${label} : ${percent(end.p50)} à la fin (de ${percent(end.p10)} à ${percent(end.p90)}), pour ${count(leases.p50, 'bail', 'baux')}.`;
};
