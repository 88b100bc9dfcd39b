import type { BailleurId, CommuneCode, QuartierId } from '../../engine/domain/ids.ts';
import type { Target } from '../../engine/domain/target.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { SimulatedMonth } from '../../engine/years/calendar.ts';
import type { Spread } from '../../engine/years/measures.ts';
import { type RowFan, rowFan, spansOf } from '../../engine/years/results.ts';
import { type FanChart, fanChart } from './charts/fan.ts';
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

/** A target in one place, month after month: share of the leases of the civil year so far, which starts anew each January. */
export interface PresentedPlaceFan {
  /** Unique in its scenario: the target, and the key of the place. */
  readonly id: string;
  readonly scope: Target['scope'];
  /** Key of the place: its quartier, commune or bailleur. */
  readonly key: string;
  readonly place: string;
  readonly target: string;
  readonly description: string;
  readonly bound: Target['bound'];
  /** Share asked for in each month; null: the target asks for no share. Length = months. */
  readonly aims: readonly number[] | null;
  readonly policies: readonly {
    readonly label: string;
    /** Null while there is no lease to look at. Length = months. */
    readonly share: readonly (Spread | null)[];
    /** Leases looked at, in the middle replication. Length = months. */
    readonly leases: readonly (number | null)[];
  }[];
}

/** Every target in every place that it looks at. */
export const presentPlaceFans = ({ open, replications }: SimulationShown): readonly PresentedPlaceFan[] =>
  open.rows.rows.map(({ target, place }, row) => ({
    id: `${target.id}:${place}`,
    scope: target.scope,
    key: place,
    place: placeName(open.territory, target, place),
    target: target.label,
    description: target.description,
    bound: target.bound,
    aims: aimsOf(target, open.months),
    policies: [...replications].map(([policy, results]) => {
      const { share, among }: RowFan = rowFan(open, results, row);
      return {
        label: POLICY_LABELS[policy],
        share,
        leases: among.map((spread) => spread?.p50 ?? null),
      };
    }),
  }));

const aimsOf = (
  { share, schedule = [] }: Target,
  months: readonly SimulatedMonth[],
): readonly number[] | null =>
  share === undefined
    ? null
    : months.map(({ lastDay }) => schedule.findLast(({ from }) => from <= lastDay)?.share ?? share);

/** Every place of every target at the end of each civil year. */
export const presentPlaces = (
  fans: readonly PresentedPlaceFan[],
  { open }: Pick<SimulationShown, 'open'>,
): readonly PresentedPlace[] => placesAt(fans, spansOf(open).years);

/** @param years civil years, each with the month after its last. */
export const placesAt = (
  fans: readonly PresentedPlaceFan[],
  years: readonly { readonly label: string; readonly to: number }[],
): readonly PresentedPlace[] =>
  (fans[0]?.policies ?? []).flatMap(({ label: policy }, p) =>
    years.flatMap(({ label, to }) =>
      fans.map(
        ({ target, place, policies }): PresentedPlace => ({
          policy,
          span: label,
          target,
          place,
          what: 'Part des baux de l’année',
          unit: 'part',
          spread: policies[p]?.share[to - 1] ?? null,
        }),
      ),
    ),
  );

/** A chart and the name of its file, without ending. */
export interface NamedChart {
  readonly name: string;
  readonly svg: string;
}

/** Share by which the first policy's median misses what is asked at the end; −∞: nothing to compare. */
export const lagOf = ({ aims, bound, policies }: PresentedPlaceFan): number => {
  const [asked, median] = [aims?.at(-1), policies[0]?.share.at(-1)?.p50];
  if (asked === undefined || median === undefined) return Number.NEGATIVE_INFINITY;
  return bound === 'min' ? asked - median : median - asked;
};

/** Those that miss their share the most at the end first. */
export const byLag = (fans: readonly PresentedPlaceFan[]): readonly PresentedPlaceFan[] =>
  fans
    .map((fan, row) => ({ fan, row, lag: lagOf(fan) }))
    .sort((a, b) => (a.lag === b.lag ? a.row - b.row : b.lag - a.lag))
    .map(({ fan }) => fan);

/** A place as a chart. @param months of the run. */
export const placeChart = (fan: PresentedPlaceFan, months: readonly string[]): FanChart => {
  const { key, scope, place, target, description, bound, aims, policies } = fan;
  const last = aims?.at(-1);
  return {
    id: `${scope}-${key}`,
    title: `${target} : ${place}`,
    description: `${description}. ${policies.map(endText).join(' ')}`,
    months,
    series: policies.map(({ label, share }) => ({ label, points: share })),
    valueText: (value) => percent(value),
    aim:
      aims === null || last === undefined
        ? null
        : { value: aims, label: `${bound === 'min' ? 'au moins' : 'au plus'} ${percent(last)}` },
  };
};

/** Fans of the quartiers that miss a share the most at the end, by the median of the first policy, one chart a quartier. */
export const quartierCharts = (
  fans: readonly PresentedPlaceFan[],
  { months, most }: { readonly months: readonly string[]; readonly most: number },
): readonly NamedChart[] =>
  byLag(fans.filter(({ scope, aims }) => scope === 'quartier' && aims !== null))
    .slice(0, most)
    .map((fan) => ({ name: `quartier-${fan.key}`, svg: fanChart(placeChart(fan, months)) }));

const endText = ({ label, share, leases }: PresentedPlaceFan['policies'][number]): string => {
  const [end, among] = [share.at(-1) ?? null, leases.at(-1) ?? null];
  return end === null || among === null
    ? `${label} : aucun bail la dernière année.`
    : `${label} : ${percent(end.p50)} à la fin (de ${percent(end.p10)} à ${percent(end.p90)}), pour ${count(among, 'bail', 'baux')}.`;
};
