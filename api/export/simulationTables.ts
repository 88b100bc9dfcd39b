import type { PresentedSimulation } from '../present/simulation.ts';
import type { PresentedComparison, PresentedDifference } from '../present/simulationDifferences.ts';
import type { PresentedPlaceFan } from '../present/simulationPlaces.ts';
import type { ExportTable } from './table.ts';

/*
 * A simulation as tables for a spreadsheet: what is shown, in full.
 */

interface SpreadRow {
  readonly policy: string;
  readonly span: string;
  readonly what: string;
  readonly place: string | null;
  readonly unit: string;
  readonly spread: {
    readonly p10: number;
    readonly p25: number;
    readonly p50: number;
    readonly p75: number;
    readonly p90: number;
    readonly mean: number;
    readonly known: number;
  } | null;
}

const UNITS = { count: 'nombre', share: 'part', months: 'mois', points: 'points' } as const;

const QUANTILES = [
  ['1er décile', 'p10'],
  ['1er quartile', 'p25'],
  ['Médiane', 'p50'],
  ['3e quartile', 'p75'],
  ['9e décile', 'p90'],
  ['Moyenne', 'mean'],
  ['Tirages', 'known'],
] as const;

const spreadColumns: ExportTable<SpreadRow>['columns'] = QUANTILES.map(([header, key]) => ({
  header,
  type: 'number' as const,
  cell: (row: SpreadRow) => (row.spread === null ? null : rounded(row.spread[key])),
}));

/** Six significant figures: more would claim what the draws do not know. */
const rounded = (value: number): number => Number(value.toPrecision(6));

/** Every measure of every month and of every civil year, by policy. */
export const measuresTable = ({ policies }: PresentedSimulation): ExportTable<SpreadRow> => ({
  name: 'Mesures',
  rows: policies.flatMap(({ label: policy, years, months }) =>
    [...years, ...months].flatMap(({ label: span, measures }) =>
      measures.map(
        ({ label: what, unit, spread }): SpreadRow => ({
          policy,
          span,
          what,
          place: null,
          unit: UNITS[unit],
          spread,
        }),
      ),
    ),
  ),
  columns: [
    { header: 'Façon de composer les listes', type: 'text', cell: ({ policy }) => policy },
    { header: 'Année ou mois', type: 'text', cell: ({ span }) => span },
    { header: 'Mesure', type: 'text', cell: ({ what }) => what },
    { header: 'Unité', type: 'text', cell: ({ unit }) => unit },
    ...spreadColumns,
  ],
});

/** Share of each target in each place at the end of each civil year, by policy. */
export interface PlaceRow extends SpreadRow {
  readonly target: string;
}

/** @param rows made by `placeRows`. */
export const placesTable = (rows: readonly PlaceRow[]): ExportTable<PlaceRow> => ({
  name: 'Lieux',
  rows,
  columns: [
    { header: 'Façon de composer les listes', type: 'text', cell: ({ policy }) => policy },
    { header: 'Fin de', type: 'text', cell: ({ span }) => span },
    { header: 'Objectif', type: 'text', cell: ({ target }) => target },
    { header: 'Lieu', type: 'text', cell: ({ place }) => place },
    { header: 'Mesure', type: 'text', cell: ({ what }) => what },
    ...(spreadColumns as ExportTable<PlaceRow>['columns']),
  ],
});

interface FanRow extends SpreadRow {
  readonly scenario: string;
  readonly target: string;
  readonly aim: number | null;
  readonly leases: number | null;
}

/**
 * A target in one place, month after month, in each scenario.
 *
 * @param fans one a scenario. @param scenarios names of the scenarios, and their months; same order.
 */
export const placeFansTable = (
  fans: readonly PresentedPlaceFan[],
  scenarios: readonly { readonly label: string; readonly months: readonly string[] }[],
): ExportTable<FanRow> => ({
  name: 'Lieu, mois par mois',
  rows: fans.flatMap(({ target, place, aims, policies }, s) =>
    policies.flatMap(({ label: policy, share, leases }) =>
      share.map(
        (spread, month): FanRow => ({
          scenario: scenarios[s]?.label ?? '',
          policy,
          span: scenarios[s]?.months[month] ?? '',
          target,
          place,
          what: 'Part des baux de l’année',
          unit: 'part',
          aim: aims?.[month] ?? null,
          leases: leases[month] ?? null,
          spread,
        }),
      ),
    ),
  ),
  columns: [
    { header: 'Scénario', type: 'text', cell: ({ scenario }) => scenario },
    { header: 'Façon de composer les listes', type: 'text', cell: ({ policy }) => policy },
    { header: 'Mois', type: 'text', cell: ({ span }) => span },
    { header: 'Objectif', type: 'text', cell: ({ target }) => target },
    { header: 'Lieu', type: 'text', cell: ({ place }) => place },
    { header: 'Part visée', type: 'number', cell: ({ aim }) => aim },
    { header: 'Baux regardés (médiane)', type: 'number', cell: ({ leases }) => leases },
    ...(spreadColumns as ExportTable<FanRow>['columns']),
  ],
});

interface DifferenceRow extends PresentedDifference {
  readonly first: string;
  readonly second: string;
}

/** Second less first over the whole horizon, measure by measure, with its interval. */
export const differencesTable = (
  comparisons: readonly PresentedComparison[],
): ExportTable<DifferenceRow> => ({
  name: 'Écarts',
  rows: comparisons.flatMap(({ first, second, differences }) =>
    differences.map((difference): DifferenceRow => ({ first, second, ...difference })),
  ),
  columns: [
    { header: 'De', type: 'text', cell: ({ first }) => first },
    { header: 'À', type: 'text', cell: ({ second }) => second },
    { header: 'Mesure', type: 'text', cell: ({ label }) => label },
    { header: 'Unité', type: 'text', cell: ({ unit }) => UNITS[unit] },
    { header: 'Écart moyen', type: 'number', cell: ({ mean }) => rounded(mean) },
    { header: 'Borne basse', type: 'number', cell: ({ low }) => (low === null ? null : rounded(low)) },
    { header: 'Borne haute', type: 'number', cell: ({ high }) => (high === null ? null : rounded(high)) },
    { header: 'Tirages', type: 'number', cell: ({ pairs }) => pairs },
    { header: 'Établi', type: 'text', cell: ({ apart }) => (apart ? 'oui' : 'non') },
  ],
});
