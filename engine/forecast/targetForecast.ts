import { yearOf } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';
import { randomStream } from '../simulation/random.ts';
import type { TargetState } from '../targets/balance.ts';
import type { Ledger } from '../targets/ledger.ts';
import { type Aim, aimOf } from '../targets/schedule.ts';
import type { Territory } from '../territory/territory.ts';
import { intervalLevel } from './calibrate.ts';
import { fitTarget, placePrior, type TargetFit } from './fit.ts';
import { drawYearEnds, type Forecast, forecastOf } from './forecast.ts';
import { elapsedOn, type TargetHistory } from './history.ts';
import { type LatestAction, latestAction, reachableShare } from './latestAction.ts';

const DRAWS = 1_000;
const SEED = 1;
const EVEN = Array.from({ length: 12 }, (_, i) => (i + 1) / 12);

/** What the years before tell of a target. */
export interface Learned {
  readonly history: TargetHistory | null;
  readonly fit: TargetFit;
  /** Share of the year that has passed. */
  readonly elapsed: number;
  readonly level: number;
}

/** Where the year will end for a target in one place, as far as the ledger tells. */
export interface TargetForecast {
  readonly state: TargetState;
  /** What the target asks on the last day of the year. */
  readonly aim: Aim;
  readonly forecast: Forecast;
  readonly action: LatestAction;
  /** Share that the past shows to be reachable; null when too few years tell. */
  readonly reachable: number | null;
  /** Whole years before that the forecast rests on. */
  readonly years: readonly number[];
}

/** @param history null: no year before is known. */
export const learn = (target: string, history: TargetHistory | null, asOf: IsoDay): Learned => {
  const fit = fitTarget(history);
  const elapsed = elapsedOn(history?.seasons ?? EVEN, asOf);
  const random = randomStream(SEED, `forecast/level/${target}`);
  return { history, fit, elapsed, level: intervalLevel(random, { fit, history, elapsed }) };
};

/** The ledger is that of the day; nothing is assumed of vacancies or demands to come. */
export const forecastTarget = (
  state: TargetState,
  {
    territory,
    ledger,
    learned,
  }: { readonly territory: Territory; readonly ledger: Ledger; readonly learned: Learned },
): TargetForecast => {
  const { target, place, count } = state;
  const { history, fit, elapsed, level } = learned;
  const { asOf } = ledger;
  const yearEnd = { asOf: `${yearOf(asOf)}-12-31` as IsoDay, count: ledger.count.bind(ledger) };
  const aim = aimOf(territory, target, place, yearEnd) ?? state.aim;
  const soFar = { among: count.among, counted: count.counted };
  const ends = drawYearEnds(randomStream(SEED, `forecast/${target.id}@${place}`), {
    fit,
    prior: placePrior(fit, history?.places.get(place) ?? []),
    soFar,
    elapsed,
    draws: DRAWS,
  });
  const asked = { soFar, aim, tolerance: target.toleranceDwellings };
  const reachable = reachableShare(history, aim.bound);
  return {
    state,
    aim,
    forecast: forecastOf(ends, { ...asked, level }),
    action: latestAction(ends, { ...asked, reachable, seasons: history?.seasons ?? EVEN, asOf }),
    reachable,
    years: history?.years ?? [],
  };
};
