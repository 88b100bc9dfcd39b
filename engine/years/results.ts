import { createHash } from 'node:crypto';
import type { YearPolicy } from '../domain/scenario.ts';
import type { Target } from '../domain/territory.ts';
import { MEASURES, type Measure, type MeasureId, measured, type Spread, spreadOf } from './measures.ts';
import type { OpenHorizon } from './openHorizon.ts';
import type { ReplicationResult } from './replication.ts';

/** A span of months, its first and the one after its last. */
export interface Span {
  /** `2027`, or `2027-03`. */
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** One measure over spans: null where no replication knows it. */
export type MeasureFan = readonly (Spread | null)[];

/** Where a target stands in its places, month after month, over replications. */
export interface TargetFan {
  readonly target: Target;
  /** Places where it asks for something. */
  readonly places: number;
  /** Places that miss it beyond tolerance, and dwellings short there. Length = months. */
  readonly missed: MeasureFan;
  readonly short: MeasureFan;
}

/** All replications of one policy, read together. */
export interface PolicyResults {
  readonly policy: YearPolicy;
  readonly replications: number;
  /** SHA-256 of the hashes of the replications, in their order: the same scenario gives the same one. */
  readonly hash: string;
  readonly months: Readonly<Record<MeasureId, MeasureFan>>;
  readonly years: Readonly<Record<MeasureId, MeasureFan>>;
  readonly targets: readonly TargetFan[];
}

/** Months of a horizon, and its civil years as far as it covers them. */
export const spansOf = ({
  months,
}: Pick<OpenHorizon, 'months'>): {
  readonly months: readonly Span[];
  readonly years: readonly Span[];
} => {
  const years = [...new Set(months.map(({ year }) => year))].map((year): Span => {
    const own = months.filter((month) => month.year === year);
    return { label: String(year), from: own[0]!.place, to: own.at(-1)!.place + 1 };
  });
  return { months: months.map(({ label, place }) => ({ label, from: place, to: place + 1 })), years };
};

/** @param results of one policy, in any order. @throws Error when there are none. */
export const policyResults = (open: OpenHorizon, results: readonly ReplicationResult[]): PolicyResults => {
  const ordered = [...results].sort((a, b) => a.replication - b.replication);
  const [first] = ordered;
  if (first === undefined) throw new Error('years: no replication');
  const spans = spansOf(open);
  const fans = (of: readonly Span[]): Record<MeasureId, MeasureFan> =>
    Object.fromEntries(
      MEASURES.map((measure) => [measure.id, measureFan(ordered, measure, of)]),
    ) as unknown as Record<MeasureId, MeasureFan>;
  const hash = createHash('sha256');
  for (const each of ordered) hash.update(each.hash);
  return {
    policy: first.policy,
    replications: ordered.length,
    hash: hash.digest('hex'),
    months: fans(spans.months),
    years: fans(spans.years),
    targets: targetFans(open, ordered),
  };
};

const measureFan = (
  results: readonly ReplicationResult[],
  measure: Measure,
  spans: readonly Span[],
): MeasureFan => spans.map((span) => spreadOf(measured(results, measure, span)));

const targetFans = (open: OpenHorizon, results: readonly ReplicationResult[]): readonly TargetFan[] => {
  const { targets, targetOf } = open.rows;
  return targets.map((target, t): TargetFan => {
    const at = (of: 'missed' | 'short'): MeasureFan =>
      open.months.map(({ place }) =>
        spreadOf(Float64Array.from(results, (result) => result[of][place * targets.length + t]!)),
      );
    const places = targetOf.reduce((count, of) => count + (of === t ? 1 : 0), 0);
    return { target, places, missed: at('missed'), short: at('short') };
  });
};

/** Share of a target in one place, of the civil year so far, month after month; null while nothing is looked at. */
export interface RowFan {
  readonly target: Target;
  readonly place: string;
  readonly share: MeasureFan;
  /** Leases looked at. */
  readonly among: MeasureFan;
}

/** Fan of one row of `OpenHorizon.rows`. */
export const rowFan = (open: OpenHorizon, results: readonly ReplicationResult[], row: number): RowFan => {
  const { rows } = open.rows;
  const { target, place } = rows[row]!;
  const at = (month: number) => month * rows.length + row;
  return {
    target,
    place,
    share: open.months.map(({ place: month }) =>
      spreadOf(
        Float64Array.from(results, ({ among, counted }) =>
          among[at(month)] === 0 ? Number.NaN : counted[at(month)]! / among[at(month)]!,
        ),
      ),
    ),
    among: open.months.map(({ place: month }) =>
      spreadOf(Float64Array.from(results, ({ among }) => among[at(month)]!)),
    ),
  };
};
