import type { Allocation } from '../domain/allocation.ts';
import type { Reservataire } from '../domain/codes.ts';
import { dayNumber, yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import { type ContingentLag, type FlowState, flowState } from '../targets/flow.ts';
import type { Ledger } from '../targets/ledger.ts';
import { awaitedLists, type OpenProposal } from '../targets/proposals.ts';
import type { Territory } from '../territory/territory.ts';
import { type Potentials, type YearlyPotential, yearlyPotentials } from './potential.ts';

/** What the flow of a landlord will be on 31 December, at the present pace. Leases, in parts. */
export interface FlowForecast {
  readonly reservataire: Reservataire;
  /** Credited, expected, and its present part of what is left of the year. */
  readonly credited: number;
  /** Its share of the year's flow. */
  readonly due: number;
}

/** The flow of a landlord, in QPV or outside, on a day of the civil year. */
export interface FlowStatus extends YearlyPotential {
  readonly state: FlowState;
  /** The year's line: what the potential would have brought by the day. */
  readonly lineToDate: number;
  /** Leases of the flow still to come this year, beyond those expected: the potential over the days left. */
  readonly remaining: number;
  /** In the order of the state's lags. */
  readonly forecast: readonly FlowForecast[];
}

export interface FlowsInput {
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly allocations: readonly Allocation[];
  readonly ledger: Ledger;
  readonly openProposals: readonly OpenProposal[];
  /** That of the ledger. */
  readonly asOf: IsoDay;
}

export interface Flows extends Omit<Potentials, 'cells'> {
  readonly asOf: IsoDay;
  readonly cells: readonly FlowStatus[];
}

/**
 * The flow of every landlord against the shares of the pack: potential, credited, expected, lag, and the year's end at the present
 * pace.
 *
 * @throws Error when the ledger is of another day.
 */
export const flowsOf = (input: FlowsInput): Flows => {
  const { territory, ledger, openProposals, asOf } = input;
  if (ledger.asOf !== asOf) throw new Error(`The ledger is of ${ledger.asOf}, the flows of ${asOf}.`);
  const { cells, qpvUnknown } = yearlyPotentials(input);
  const awaited = awaitedLists(openProposals, {
    asOf,
    answerDays: territory.pack.matching.answerDays.value,
  });
  const part = partGone(asOf);
  return {
    asOf,
    qpvUnknown,
    cells: cells.map((cell): FlowStatus => {
      const state = flowState(territory, ledger, cell, awaited);
      const remaining = Math.max(0, cell.leasesPerYear * (1 - part) - state.expectedBase);
      return {
        ...cell,
        state,
        lineToDate: cell.leasesPerYear * part,
        remaining,
        forecast: state.lags.map((lag) => forecastOf(lag, state, remaining)),
      };
    }),
  };
};

/** A landlord without any lease yet goes on by the shares: nothing says otherwise. */
const forecastOf = (lag: ContingentLag, state: FlowState, remaining: number): FlowForecast => {
  const { reservataire, share, credited, expected } = lag;
  const known = state.base + state.expectedBase - state.unknown;
  const part = known === 0 ? share : (credited + expected) / known;
  return {
    reservataire,
    credited: credited + expected + remaining * part,
    due: share * (state.base + state.expectedBase + remaining),
  };
};

/** Part of the civil year gone by at the end of a day. */
const partGone = (day: IsoDay): number => {
  const first = dayNumber(`${yearOf(day)}-01-01` as IsoDay);
  const last = dayNumber(`${yearOf(day)}-12-31` as IsoDay);
  return (dayNumber(day) - first + 1) / (last - first + 1);
};
