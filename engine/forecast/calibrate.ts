import type { Random } from '../simulation/random.ts';
import { placePrior, type TargetFit } from './fit.ts';
import { drawYearEnds, quantile, SURE, type YearEnd } from './forecast.ts';
import { seasonPassed, type TargetHistory } from './history.ts';

const DRAWS = 200;
/** Past years behind the level: past them, more would only cost time. */
const MOST = 400;
const LEAST = 30;
/** However badly the past was forecast, an interval that holds everything says nothing. */
const WIDEST = 0.96;

/**
 * How wide to draw an interval so that it holds four years in five: each past year of each place is forecast from the others, and the
 * level is the one that would have held four in five of them at the same time of the year (probability integral transform, Dawid 1984, doi:10.2307/2981683).
 *
 * @returns share of the draws between the ends, 0.8 to 0.96; 0.8 when too few years are known.
 */
export const intervalLevel = (
  random: Random,
  {
    fit,
    history,
    elapsed,
  }: { readonly fit: TargetFit; readonly history: TargetHistory | null; readonly elapsed: number },
): number => {
  if (history === null || history.years.length < 2) return SURE;
  const months = monthsPassed(history.seasons, elapsed);
  const cases = [...history.places.values()].flatMap((years) =>
    years.filter(({ among }) => among > 0).map((own) => ({ years, own })),
  );
  if (cases.length < LEAST) return SURE;
  const step = Math.max(1, Math.floor(cases.length / MOST));
  const away: number[] = [];
  for (let i = 0; i < cases.length; i += step) {
    const { years, own } = cases[i]!;
    const upTo = (values: readonly number[]) => values.slice(0, months).reduce((sum, each) => sum + each, 0);
    const ends = drawYearEnds(random, {
      fit,
      prior: placePrior(
        fit,
        years.filter((each) => each !== own),
      ),
      soFar: { among: upTo(own.months.among), counted: upTo(own.months.counted) },
      elapsed: seasonPassed(history.seasons, months),
      draws: DRAWS,
    });
    const place = placeAmong(ends, own.counted / own.among);
    if (place !== null) away.push(Math.abs(2 * place - 1));
  }
  return Math.min(WIDEST, Math.max(SURE, quantile(Float64Array.from(away).sort(), SURE)));
};

/** Whole months nearest to a share of the year: none and all tell nothing of a forecast. */
const monthsPassed = (seasons: readonly number[], elapsed: number): number => {
  const away = (months: number) => Math.abs(seasonPassed(seasons, months) - elapsed);
  return Array.from({ length: 11 }, (_, i) => i + 1).reduce((best, months) =>
    away(months) < away(best) ? months : best,
  );
};

/** Where a share stands among those drawn, 0 to 1; equal ones count half. */
const placeAmong = (ends: readonly YearEnd[], share: number): number | null => {
  let [below, equal, all] = [0, 0, 0];
  for (const { among, counted } of ends) {
    if (among === 0) continue;
    all += 1;
    const drawn = counted / among;
    if (drawn < share) below += 1;
    else if (drawn === share) equal += 1;
  }
  return all === 0 ? null : (below + equal / 2) / all;
};
