import type { Scenario, YearPolicy } from '../domain/scenario.ts';
import type { PreparedYearPrices } from './monthPrices.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { runReplication } from './replication.ts';
import { seriesAt } from './series.ts';
import { type YearBound, yearBound } from './yearBound.ts';
import { type FuturesOptions, houseByFutures, yearByFutures } from './yearByFutures.ts';

/** Ways of making lists that a year's bound is put beside: those of simulations, and lists one by one by the prices of sampled futures. */
export type YardstickPolicy = YearPolicy | 'futures';

export interface YardstickPlan {
  readonly policies: readonly YardstickPolicy[];
  /** Of the bound's price phase: the more, the tighter. */
  readonly rounds: number;
  readonly futures: FuturesOptions;
}

/** Thousandths of points: of the households housed, as the bound counts them, less what targets lack at the year's end. */
export interface PolicyValue {
  readonly policy: YardstickPolicy;
  readonly value: number;
  /** Of that value, what targets lack, at their penalties. */
  readonly lacking: number;
  readonly leases: number;
}

/** One replication's year. */
export interface YearOutcome extends Omit<YearBound, 'points'> {
  readonly replication: number;
  readonly values: readonly PolicyValue[];
}

/** Where a replication is: steps are its bound, then each policy. */
export interface YardstickWatch {
  readonly stopped?: () => boolean;
  /** @param done 0 to 1. */
  readonly progress?: (done: number) => void;
}

/** Where most of the time goes. */
const BOUND_PART = 0.5;

/**
 * The first civil year of a replication under each policy, beside the certified bound of the one who knows it: see `yearBound`. Null when it was stopped.
 *
 * @param prices for the policy `priced`.
 * @throws RangeError those of `yearBound`. Error when a policy passes the bound.
 */
export const yearYardstick = (
  open: OpenHorizon,
  asked: {
    readonly replication: number;
    readonly plan: YardstickPlan;
    readonly prices: PreparedYearPrices | null;
  },
  { stopped = () => false, progress = () => {} }: YardstickWatch = {},
): YearOutcome | null => {
  const { replication, plan, prices } = asked;
  const { rounds, policies, futures } = plan;
  const { points, ...bound } = yearBound(open, replication, {
    rounds,
    stopped,
    progress: (done) => progress(done * BOUND_PART),
  });
  const values: PolicyValue[] = [];
  for (const policy of policies) {
    const lived =
      policy === 'futures'
        ? houseByFutures(open, replication, yearByFutures(open, replication, 'year', futures), stopped)
        : livedUnder(open, { policy, replication, prices }, stopped);
    if (lived === null || stopped()) return null;
    const { housed, shortPoints } = lived;
    const value = housed.reduce((sum, of) => sum + points[of]!, 0) - shortPoints;
    if (value > bound.bound)
      throw new Error(`years: ${policy} passes the bound of its year, replication ${replication}`);
    values.push({ policy, value, lacking: shortPoints, leases: housed.length });
    progress(BOUND_PART + ((1 - BOUND_PART) * values.length) / policies.length);
  }
  return { ...bound, replication, values };
};

const livedUnder = (
  open: OpenHorizon,
  asked: {
    readonly policy: YearPolicy;
    readonly replication: number;
    readonly prices: PreparedYearPrices | null;
  },
  stopped: () => boolean,
) => {
  const housed: number[] = [];
  const result = runReplication(open, { ...asked, stopped, onLease: ({ of }) => housed.push(of) });
  if (result === null) return null;
  const end = open.months.length - 1;
  return { housed, shortPoints: seriesAt(result.series, end, 'shortPoints') };
};

/** Part of the way from a floor to the bound that a policy goes; null where the floor is at the bound. */
export const closedPart = (
  { bound, floor }: { readonly bound: number; readonly floor: number },
  value: number,
): number | null => (bound > floor ? (value - floor) / (bound - floor) : null);

/** Why a scenario's first year has no bound: it begins within a civil year, moves free homes, or rents move answers. */
export type NoYardstick = 'start' | 'moves' | 'rents';

export const noYardstick = ({ start, vacancies, rents }: Scenario): NoYardstick | null => {
  if (!start.endsWith('-01')) return 'start';
  if (vacancies.mutationsFreeHome) return 'moves';
  return rents.length > 0 ? 'rents' : null;
};

const MONTHS = 12;
/** Least that a generated world may hold. */
const LEAST = { demands: 100, dwellings: 200 } as const;

/**
 * The first civil year of a scenario, its world and its rates divided.
 *
 * @param usual sizes of the territory's world, where the scenario has none of its own.
 * @param divisor 1: the scenario's own size.
 */
export const firstYear = (
  scenario: Scenario,
  usual: NonNullable<Scenario['world']>,
  divisor: number,
): Scenario => {
  const months = Math.min(scenario.months, MONTHS);
  if (divisor === 1) return { ...scenario, months };
  const { world = usual, demand, vacancies, newBuild, npru } = scenario;
  const part = (value: number, least: number): number => Math.max(least, Math.round(value / divisor));
  return {
    ...scenario,
    months,
    world: {
      demands: part(world.demands, LEAST.demands),
      dwellings: part(world.dwellings, LEAST.dwellings),
      openVacancies: part(world.openVacancies, 1),
      leasesPerYear: part(world.leasesPerYear, 1),
    },
    demand: { ...demand, arrivalsPerYear: demand.arrivalsPerYear / divisor },
    vacancies: { ...vacancies, departuresPerYear: vacancies.departuresPerYear / divisor },
    newBuild: { ...newBuild, perYear: newBuild.perYear / divisor },
    npru: { ...npru, relocations: npru.relocations / divisor },
  };
};
