/*
 * What is counted in each simulated month of a replication. Sums, so that shares and means are made from counts over any span; the
 * labels shown are in the presentation.
 */

export const SERIES = [
  /** Demands: filed in the month, not renewed in it, waiting at its end, Σ months waited by those. */
  'arrivals',
  'exits',
  'waiting',
  'waitedMonths',
  /** Dwellings: freed in the month, let for the first time, without tenant at its end, Σ months that those have been. */
  'freed',
  'newBuild',
  'vacant',
  'vacantMonths',
  /** Lists: made, shorter than three, refused by all; vacancies that nobody suits. */
  'lists',
  'shortLists',
  'refusedByAll',
  'withoutCandidate',
  /** Answers: turns that came, refusals. */
  'offers',
  'refusals',
  /** Leases, and those of first access, mutation, urban renewal, verified priority, modest band, first quartile, PLAI, first rank. */
  'leases',
  'firstAccess',
  'mutations',
  'npru',
  'priority',
  'modest',
  'firstQuartile',
  'plai',
  'firstRank',
  /** Σ months waited by the households housed; those that waited two years or more; Σ points of the method, in thousandths. */
  'leaseWaitMonths',
  'longWaits',
  'points',
  /** Leases whose rent passes the warning share of declared resources, and those whose resources are known. */
  'effortAbove',
  'effortKnown',
  /** Targets at the month's end: rows missed beyond tolerance, dwellings short, what those cost in points (thousandths). */
  'rowsMissed',
  'shortDwellings',
  'shortPoints',
] as const;
export type SeriesName = (typeof SERIES)[number];

const PLACE: Readonly<Record<SeriesName, number>> = Object.fromEntries(
  SERIES.map((name, i) => [name, i]),
) as Record<SeriesName, number>;

/** Months × series of one replication. */
export class MonthlySeries {
  /** Month after month, in the order of `SERIES`. */
  readonly values: Float64Array;
  #from = 0;

  constructor(months: number) {
    this.values = new Float64Array(months * SERIES.length);
  }

  /** What is added from now on belongs to this month. */
  open(month: number): void {
    this.#from = month * SERIES.length;
  }

  add(name: SeriesName, by = 1): void {
    this.values[this.#from + PLACE[name]]! += by;
  }
}

/** Value of a series in a month. */
export const seriesAt = (values: Float64Array, month: number, name: SeriesName): number =>
  values[month * SERIES.length + PLACE[name]]!;
