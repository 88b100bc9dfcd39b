import { yearOf } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';
import { balanceHundredths } from '../targets/balance.ts';
import type { Aim } from '../targets/schedule.ts';
import { quantile, type YearEnd } from './forecast.ts';
import { elapsedOn, type TargetHistory } from './history.ts';

/** By when a target's share must change for the year to end at it, four times in five. */
export type LatestAction =
  /** The year ends there by itself. */
  | { readonly kind: 'not-needed' }
  /** Last day on which what comes after, at the reachable share, is still enough. */
  | { readonly kind: 'until'; readonly day: IsoDay }
  /** Even from today on, the reachable share is not enough. */
  | { readonly kind: 'too-late' }
  /** No year tells what share can be reached. */
  | { readonly kind: 'not-known' };

const SURE = 0.8;
/** A share counts as reachable when one place-year in ten of the past did as well. */
const REACHED_BY = 0.1;
/** Place-years with fewer events say nothing of a share. */
const LEAST_EVENTS = 10;
const LEAST_YEARS = 5;

/** Best share that the past shows to be possible for a target: in one place-year of ten; null when too few are known. */
export const reachableShare = (history: TargetHistory | null, bound: Aim['bound']): number | null => {
  const shares = [...(history?.places.values() ?? [])]
    .flat()
    .filter(({ among }) => among >= LEAST_EVENTS)
    .map(({ among, counted }) => counted / among);
  if (shares.length < LEAST_YEARS) return null;
  return quantile(Float64Array.from(shares).sort(), bound === 'min' ? 1 - REACHED_BY : REACHED_BY);
};

/**
 * @param ends year ends drawn from `asOf`.
 * @param seasons share of a year passed by the end of each month.
 */
export const latestAction = (
  ends: readonly YearEnd[],
  input: {
    readonly soFar: YearEnd;
    readonly aim: Aim;
    readonly tolerance: number;
    readonly reachable: number | null;
    readonly seasons: readonly number[];
    readonly asOf: IsoDay;
  },
): LatestAction => {
  const { soFar, aim, tolerance, reachable, seasons, asOf } = input;
  /** Chance of the target when what comes after `day` is counted at the reachable share. */
  const chanceFrom = (day: IsoDay | null): number => {
    const elapsed = elapsedOn(seasons, asOf);
    const usual = day === null ? 1 : elapsed >= 1 ? 1 : (elapsedOn(seasons, day) - elapsed) / (1 - elapsed);
    const met = ends.filter(({ among, counted }) => {
      const toCome = among - soFar.among;
      const end = {
        among,
        counted: soFar.counted + (counted - soFar.counted) * usual + (reachable ?? 0) * toCome * (1 - usual),
      };
      return balanceHundredths(aim, end) / 100 >= -tolerance - 1e-9;
    });
    return met.length / ends.length;
  };
  if (chanceFrom(null) >= SURE) return { kind: 'not-needed' };
  if (reachable === null) return { kind: 'not-known' };
  const days = [asOf, ...monthEnds(asOf)];
  const last = days.findLast((day) => chanceFrom(day) >= SURE);
  return last === undefined ? { kind: 'too-late' } : { kind: 'until', day: last };
};

/** Ends of the months of the year that end after a day. */
const monthEnds = (asOf: IsoDay): readonly IsoDay[] =>
  Array.from(
    { length: 12 },
    (_, i) => new Date(Date.UTC(yearOf(asOf), i + 1, 0)).toISOString().slice(0, 10) as IsoDay,
  ).filter((day) => day > asOf);
