import type { Reservataire } from '../domain/codes.ts';
import type { Target, TargetEvent } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import { eventOf, type Ledger, type TargetCount } from './ledger.ts';
import type { CandidateList } from './proposals.ts';
import { expectedCount, sumOf } from './rows.ts';

/** Dwellings of a landlord in QPV, or outside: reservations are shares of their yearly flow (plan de gestion 2016, art. 7.4). */
export interface FlowCell {
  readonly bailleur: string;
  readonly qpv: boolean;
}

export const cellKey = ({ bailleur, qpv }: FlowCell): string => `${bailleur} ${qpv ? 'qpv' : 'out'}`;

/** What one réservataire is owed and got from a landlord this civil year. Leases; expected ones in parts. */
export interface ContingentLag {
  readonly reservataire: Reservataire;
  /** Share of the flow in the pack, 0 to 1. */
  readonly share: number;
  readonly credited: number;
  /** Credited by lists awaited and, where signed leases count, by leases to sign. */
  readonly expected: number;
  /** share × flow so far, expected leases included. */
  readonly due: number;
  /** due − credited − expected. */
  readonly lag: number;
  /** lag ÷ due; null when nothing is due. */
  readonly relativeLag: number | null;
}

/** The flow of a landlord this civil year, in QPV or outside. */
export interface FlowState {
  /** Null: the dwelling's QPV is not said, so it counts in no flow. */
  readonly qpv: boolean | null;
  /** What counts: decisions, or signed leases. */
  readonly event: TargetEvent;
  /** Of the flow so far: what the pack leaves out of it is out. */
  readonly base: number;
  readonly expectedBase: number;
  /** Of the base, those whose contingent is not recorded: credited to nobody. */
  readonly unknown: number;
  /** Largest relative lag first. */
  readonly lags: readonly ContingentLag[];
}

export const NO_FLOW: FlowState = {
  qpv: null,
  event: 'decision',
  base: 0,
  expectedBase: 0,
  unknown: 0,
  lags: [],
};

/** The rows of the ledger that count a cell: the same base, a contingent each. */
export const flowRows = ({ flowTargets }: Territory, { qpv }: FlowCell): readonly Target[] =>
  flowTargets.filter((target) => target.qpv === (qpv ? 'in' : 'out'));

/**
 * Lag of each réservataire at a landlord: `retard(r) = taux(r) × assiette − réalisé(r)` (gestion en flux, R441-5), from the ledger's
 * rows of the day. An allocation that no contingent is recorded for is in the base and credited to nobody.
 *
 * @param awaited lists whose answers are awaited; left out: none.
 */
export const flowState = (
  territory: Territory,
  ledger: Ledger,
  cell: FlowCell,
  awaited: readonly CandidateList[] = [],
): FlowState => {
  const rows = flowRows(territory, cell).map((target) => {
    const count = ledger.count(target, cell.bailleur);
    const lists = expectedCount({ target, place: cell.bailleur }, territory, awaited);
    const expected =
      eventOf(target) === 'lease' ? sumOf(ledger.count(target, cell.bailleur, 'pending'), lists) : lists;
    return { target, count, expected };
  });
  const [first] = rows;
  if (first === undefined) return { ...NO_FLOW, qpv: cell.qpv };
  // Every row of a cell looks at the same leases.
  const { count, expected } = first;
  return {
    qpv: cell.qpv,
    event: eventOf(first.target),
    base: count.among,
    expectedBase: expected.among,
    unknown: count.unknown,
    lags: latestFirst(rows.map((row) => lagOf(row.target, row.count, row.expected))),
  };
};

const lagOf = (target: Target, count: TargetCount, expected: TargetCount): ContingentLag => {
  const share = target.share!;
  const due = share * (count.among + expected.among);
  const lag = due - count.counted - expected.counted;
  return {
    reservataire: target.counts.contingent!,
    share,
    credited: count.counted,
    expected: expected.counted,
    due,
    lag,
    relativeLag: due === 0 ? null : lag / due,
  };
};

/** Sorting keeps the pack's order where two lag alike. */
const latestFirst = (lags: ContingentLag[]): readonly ContingentLag[] =>
  lags.sort((a, b) => (b.relativeLag ?? -Infinity) - (a.relativeLag ?? -Infinity) || 0);
