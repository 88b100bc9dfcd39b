/*
 * What a month of an arm is counted by. All are sums, so that months and replications add up; shares and means are made last, of
 * the sums.
 */

export const COUNTS = [
  /** Vacancies examined, those left from earlier months included. */
  'examined',
  /** Lists with a candidate at least. */
  'lists',
  'candidates',
  /** Vacancies for which nobody was found. */
  'withoutCandidate',
  'refusals',
  /** Lists that everybody refused. */
  'failed',
  'leases',
  /** Leases to the first candidate. */
  'firstRank',
  /** Waiting since filing of the households housed, months. */
  'waitingMonths',
  'waitingKnown',
  /** Points of the households housed, in the yardstick method's thousandths. */
  'points',
  'pointsKnown',
  /** Leases to households of a verified priority, among first accesses; of both known. */
  'priority',
  'priorityKnown',
] as const;
export type CountId = (typeof COUNTS)[number];
export type Counts = Record<CountId, number>;

export const noCounts = (): Counts =>
  Object.fromEntries(COUNTS.map((id) => [id, 0])) as Record<CountId, number>;

export const sumOfCounts = (all: readonly Readonly<Counts>[]): Counts => {
  const sum = noCounts();
  for (const each of all) for (const id of COUNTS) sum[id] += each[id];
  return sum;
};
