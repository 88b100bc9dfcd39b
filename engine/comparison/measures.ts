import { COUNTS, type Counts, sumOfCounts } from './counts.ts';
import type { ArmResult, ReplicationResult } from './replication.ts';
import type { TargetGroup } from './targetEnds.ts';

/** A figure that arms are compared by. Ratios are of sums, never means of ratios. */
export interface Measure {
  readonly id: string;
  readonly unit: 'per-month' | 'demands' | 'share' | 'months' | 'points' | 'dwellings' | 'per-list';
  /** Which way is wanted: null where neither is. */
  readonly better: 'more' | 'less' | null;
  /** Of the mean month of a unit. */
  readonly ofMonths?: (counts: Readonly<Counts>) => number;
  /** Of a whole replication: for what does not add up by month. */
  readonly ofArm?: (arm: ArmResult) => number;
}

/** NaN: nothing to divide by. */
const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : Number.NaN);

const shortOf = (groups: readonly TargetGroup[] | null) => (arm: ArmResult) =>
  arm.targets.reduce(
    (sum, { group, short }) => (groups === null || groups.includes(group) ? sum + short : sum),
    0,
  );

/** Measures of the comparison, in the order in which they are shown. */
export const MEASURES: readonly Measure[] = [
  { id: 'leases', unit: 'per-month', better: 'more', ofMonths: ({ leases }) => leases },
  {
    id: 'refusals-per-list',
    unit: 'per-list',
    better: 'less',
    ofMonths: ({ refusals, lists }) => ratio(refusals, lists),
  },
  {
    id: 'failed-share',
    unit: 'share',
    better: 'less',
    ofMonths: ({ failed, lists }) => ratio(failed, lists),
  },
  {
    id: 'without-candidate',
    unit: 'per-month',
    better: 'less',
    ofMonths: ({ withoutCandidate }) => withoutCandidate,
  },
  {
    id: 'first-rank-share',
    unit: 'share',
    better: null,
    ofMonths: ({ firstRank, leases }) => ratio(firstRank, leases),
  },
  {
    id: 'waiting',
    unit: 'months',
    better: null,
    ofMonths: ({ waitingMonths, waitingKnown }) => ratio(waitingMonths, waitingKnown),
  },
  {
    id: 'points',
    unit: 'points',
    better: 'more',
    ofMonths: ({ points, pointsKnown }) => ratio(points / 1000, pointsKnown),
  },
  {
    id: 'priority-share',
    unit: 'share',
    better: null,
    ofMonths: ({ priority, priorityKnown }) => ratio(priority, priorityKnown),
  },
  { id: 'short', unit: 'dwellings', better: 'less', ofArm: shortOf(null) },
  { id: 'short-quartier', unit: 'dwellings', better: 'less', ofArm: shortOf(['quartier', 'residence']) },
  { id: 'short-commune', unit: 'dwellings', better: 'less', ofArm: shortOf(['commune']) },
  { id: 'short-bailleur', unit: 'dwellings', better: 'less', ofArm: shortOf(['bailleur']) },
  { id: 'short-contingent', unit: 'dwellings', better: 'less', ofArm: shortOf(['contingent']) },
  { id: 'short-territory', unit: 'dwellings', better: 'less', ofArm: shortOf(['territory']) },
  {
    id: 'never-listed',
    unit: 'demands',
    better: 'less',
    ofArm: ({ neverListed }) => neverListed.reduce((sum, count) => sum + count, 0),
  },
];

/**
 * What a comparison counts as one: `replication`, a whole random draw, where the vacancies differ from one to the next; `month-block`,
 * consecutive months of the recorded period, over all replications together, since these share their vacancies.
 */
export type UnitKind = 'replication' | 'month-block';

/** Value of a measure in each unit of an arm. What does not add up by month has replications for units in any case. */
export const unitValues = (
  measure: Measure,
  arm: number,
  replications: readonly ReplicationResult[],
  blocks: readonly (readonly number[])[] | null,
): { readonly unit: UnitKind; readonly values: readonly number[] } => {
  const results = replications.map(({ arms }) => arms[arm]!);
  const { ofMonths, ofArm } = measure;
  if (ofArm) return { unit: 'replication', values: results.map(ofArm) };
  if (ofMonths === undefined) throw new Error(`measure ${measure.id} measures nothing`);
  const monthCount = results[0]?.months.length ?? 0;
  const whole = Array.from({ length: monthCount }, (_, month) => month);
  return blocks === null
    ? { unit: 'replication', values: results.map((result) => ofMonths(meanMonth([result], whole))) }
    : { unit: 'month-block', values: blocks.map((block) => ofMonths(meanMonth(results, block))) };
};

const meanMonth = (results: readonly ArmResult[], block: readonly number[]): Counts => {
  const sum = sumOfCounts(results.flatMap(({ months }) => block.map((month) => months[month]!)));
  for (const id of COUNTS) sum[id] /= results.length * block.length;
  return sum;
};

/** Mean of a measure over the replications that have a value; null where none has. */
export const wholeValue = (
  measure: Measure,
  arm: number,
  replications: readonly ReplicationResult[],
): number | null => {
  const whole = unitValues(measure, arm, replications, null).values.filter(Number.isFinite);
  return whole.length === 0 ? null : whole.reduce((sum, value) => sum + value, 0) / whole.length;
};
